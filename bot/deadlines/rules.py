"""Loads the rules and the states' overlays and turns them into small, fixed records."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content import content_of

_FOLDER = Path(__file__).parent / "data"
UNITS = ("calendar_days", "business_days", "school_days", "months", "years")


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that must (all) or must not hold, and choices of which one must."""

    all_of: frozenset[str]
    none_of: frozenset[str]
    any_of: tuple[frozenset[str], ...]

    def holds(self, words: Set[str]) -> bool:
        return (
            self.all_of <= words
            and not self.none_of & words
            and all(choices & words for choices in self.any_of)
        )


@dataclass(frozen=True, slots=True)
class Count:
    """`count` units after (or before, with `back`) the event named `start`."""

    start: str
    count: int
    unit: str
    back: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One way a rule gives its date: a count, or no date and the reason; `safe` is the day to
    act by when it is not the counted one. `own` tells that it is the state's own."""

    id: str
    when: Condition
    rule: str
    who: str
    count: Count | None
    none: str | None
    safe: Count | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`milestone` marks a day on which something ends or begins and nobody has to act."""

    key: str
    when: Condition
    cases: tuple[RuleCase, ...]
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A paper or order that starts the 45 days (34 CFR 300.510(b)(5), (c))."""

    event: str
    by_day_30: bool
    after_start_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules as they stand in one state. `before` holds the words that compare an event's
    day with a fixed day: the word, the event, the day. `court_from_mailing` tells that the time
    to go to court is counted from the day the decision was mailed."""

    state: str | None
    rules: tuple[Rule, ...]
    two_tier: bool
    receipt_may_be_day_one: frozenset[str]
    before: tuple[tuple[str, str, date], ...]
    notes: tuple[tuple[str, frozenset[str]], ...]
    court_from_mailing: bool = False


def condition(words: list[str]) -> Condition:
    """Reads `["a", "not b", "c|d", "event < 2022-09-01"]`; the last is a word like any other,
    which the situation says when it is so."""
    all_of, none_of, any_of = set(), set(), []
    for word in words:
        if word.startswith("not "):
            none_of.add(word[4:])
        elif "|" in word:
            any_of.append(frozenset(word.split("|")))
        else:
            all_of.add(word)
    return Condition(frozenset(all_of), frozenset(none_of), tuple(any_of))


def _count(data: dict[str, Any]) -> Count:
    if data["unit"] not in UNITS:
        raise ValueError(f"unknown unit {data['unit']}")
    return Count(
        data["from"], data["count"], data["unit"], data.get("back", False), data.get("reason")
    )


def _case(data: dict[str, Any], rule: dict[str, Any], own: bool) -> RuleCase:
    return RuleCase(
        id=data.get("id", "usual"),
        when=condition(data.get("when", [])),
        rule=data.get("rule", rule["rule"]),
        who=data.get("who", rule["who"]),
        count=_count(data) if "from" in data else None,
        none=data.get("none"),
        safe=_count(data["safe"]) if "safe" in data else None,
        own=own,
    )


@lru_cache(maxsize=128)
def load(name: str) -> dict[str, Any]:
    """A file of `bot/deadlines/data`, as read."""
    data: dict[str, Any] = content_of(_FOLDER / f"{name}.yml")
    return data


@lru_cache(maxsize=1)
def adjustments() -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(
            item["event"], item["when"] == "by_day_30", tuple(item.get("after_start_of", ()))
        )
        for item in load("rules")["adjustments"]
    )


@lru_cache(maxsize=1)
def states() -> tuple[str, ...]:
    """Codes of the 50 states, D.C. and five territories; each has a file in `data/states`."""
    return tuple(sorted(path.stem for path in (_FOLDER / "states").glob("*.yml")))


def overlay(state: str) -> dict[str, Any]:
    """What a state's file says, as read."""
    return load(f"states/{state}")


@lru_cache(maxsize=1)
def state_codes() -> dict[str, str]:
    """Code by code and by name, both in lower case: the 50 states, D.C. and five territories."""
    codes = {}
    for code in states():
        name: str = overlay(code)["name"]
        codes[code.lower()] = codes[name.replace(".", "").lower()] = code
    return codes


@lru_cache(maxsize=128)
def rule_book(state: str | None) -> RuleBook:
    """The federal rules with the state's overlay; `state` is a known code or None."""
    own: dict[str, Any] = overlay(state) if state else {}
    extra = own.get("rules", {})
    rules = tuple(
        Rule(
            key=rule["key"],
            when=condition(rule["when"]),
            milestone=rule.get("milestone", False),
            cases=(
                *(_case(case, rule, own=True) for case in extra.get(rule["key"], [])),
                *(_case(case, rule, own=False) for case in rule["cases"]),
            ),
        )
        for rule in load("rules")["rules"]
    )
    return RuleBook(
        state=state,
        before=_comparisons(extra),
        rules=rules,
        two_tier=own.get("two_tier", False),
        receipt_may_be_day_one=frozenset(own.get("receipt_may_be_day_one", ())),
        notes=tuple((note, frozenset(keys)) for note, keys in own.get("notes", {}).items()),
        court_from_mailing=any(
            case.get("from") == "postmark" for case in extra.get("civil_action_by", ())
        ),
    )


def _comparisons(own: dict[str, Any]) -> tuple[tuple[str, str, date], ...]:
    found = []
    for cases in own.values():
        for word in (word for case in cases for word in case.get("when", []) if " < " in word):
            event, day = word.split(" < ")
            found.append((word, event, date.fromisoformat(day)))
    return tuple(found)


# Cases differ in dates far more than in kind, so the walk through the conditions is kept; the
# bound keeps memory flat.
@lru_cache(maxsize=2048)
def applicable(state: str | None, words: frozenset[str]) -> tuple[tuple[Rule, RuleCase], ...]:
    """The rules the words call for, each with the case that gives its date."""
    chosen = ((rule, chosen_case(rule, words)) for rule in rule_book(state).rules)
    return tuple((rule, case) for rule, case in chosen if case is not None)


def chosen_case(rule: Rule, words: Set[str]) -> RuleCase | None:
    """The case that gives the date of a rule; None where the rule does not apply."""
    if not rule.when.holds(words):
        return None
    return next((case for case in rule.cases if case.when.holds(words)), None)
