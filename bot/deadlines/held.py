"""Which limits each state's file holds, and which are missing: `python -m bot.deadlines.held`."""

from __future__ import annotations

from typing import Any

from bot.deadlines.rules import overlay, states

LIMITS = ("file_complaint_by", "state_review_appeal_by", "civil_action_by")


def held(state: str) -> dict[str, str]:
    """For each limit of a state how it is held: the count and what it runs from, or "missing".

    A limit that was read in the project's reference only, and not again, is marked "(reference)".
    """
    own = overlay(state)
    limits = [key for key in LIMITS if own.get("two_tier") or key != "state_review_appeal_by"]
    return {key: _in_words(own.get("rules", {}).get(key, [])) for key in limits}


def filing_limit(state: str) -> tuple[int, str] | None:
    """How long a parent has to file in a state by its own rule, as a count and its unit.

    None where the state's file holds no limit. The exceptions of 34 CFR 300.511(f) are not in it.
    """
    counted = _counted(overlay(state).get("rules", {}).get(LIMITS[0], []))
    return (int(counted["count"]), str(counted["unit"])) if counted else None


def _counted(cases: list[dict[str, Any]]) -> dict[str, Any] | None:
    # A case for problems of long ago comes before the one of today.
    today = [case for case in cases if not any(" < " in word for word in case.get("when", ()))]
    return next((case for case in today if "from" in case), None)


def _in_words(cases: list[dict[str, Any]]) -> str:
    counted = _counted(cases)
    if counted is None:
        return "missing"
    text = _count(counted)
    if "safe" in counted:
        text += f", safe {_count(counted['safe'])}"
    return text + (" (reference)" if counted["seen"] == "reference" else "")


def _count(case: dict[str, Any]) -> str:
    unit = str(case["unit"]).replace("_", " ")
    if case["count"] == 1:
        unit = unit.removesuffix("s")
    return f"{case['count']} {unit} from {case['from']}"


def table() -> str:
    """One line a state and limit, then the counts."""
    lines, missing = [], 0
    for state in states():
        tiers = "two tiers" if overlay(state).get("two_tier") else "one tier"
        lines.append(f"{state} {overlay(state)['name']} ({tiers})")
        for key, text in held(state).items():
            missing += text == "missing"
            why = overlay(state).get("not_held", {}).get(key)
            lines.append(f"   {key}: {text}" + (f" - {why}" if why else ""))
    total = sum(len(held(state)) for state in states())
    return "\n".join([*lines, f"{total - missing} of {total} limits are held, {missing} missing."])


if __name__ == "__main__":
    print(table())
