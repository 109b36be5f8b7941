"""What a state's file says reaches the parent: date, safe day and note, in the chat and by text.

For each state and each key of its file the test tells the facts that bring the date, asks the
question, and looks for all of it in what the parent reads.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.deadlines import DeadlineError, compute
from bot.deadlines.rules import overlay, rule_book, states
from bot.deadlines.wording import wording
from bot.dialogue import Turn, respond
from bot.dialogue.case import SLOT, Case
from bot.dialogue.dated import SUPPOSED
from bot.dialogue.turn import TopicGuess
from bot.knowledge import knowledge

KNOWLEDGE = knowledge().topics
TODAY = date(2026, 11, 28)
# What else must be told before a date of the key can be asked for.
BESIDE: dict[str, dict[str, Any]] = {
    "expedited_hearing_by": {"received": 0, "filed": 0, "expedited": True, "no_school": "2026-11-26..2026-11-27"},
    "expedited_decision_by": {"received": 0, "filed": 0, "expedited": True, "no_school": "2026-11-26..2026-11-27"},
    "school_may_ask_dismissal_from": {"received": 0, "parent_did_not_participate": 5},
    "parent_response_due": {"received": 0, "filed_by": "school"},
    "sufficiency_challenge_due": {"received": 0},
    "void_agreement_by": {"agreement_signed": 0},
    "disclosure_due": {"hearing_scheduled": 40},
    "file_complaint_by": {},
    "civil_action_by": {"decision_issued": 0},
    "state_review_appeal_by": {"decision_issued": 0},
    "review_notice_by": {"decision_issued": 0},
}  # fmt: skip
FIRST = date(2026, 11, 9)


def topic_of(key: str) -> str:
    """The topic that a parent asks for a key; not one that takes other facts for granted."""
    plain = (name for name in KNOWLEDGE if name not in SUPPOSED or key in ("parent_response_due",))
    return next(name for name in (*plain, *KNOWLEDGE) if key in KNOWLEDGE[name].deadlines)


def told(state: str, key: str, start: str | None, words: set[str]) -> dict[str, Any]:
    """The facts that reach one case of a key, as the slot keeps them."""
    values: dict[str, Any] = {"state": state, **BESIDE.get(key, {"received": 0})}
    if "school_filed" in words:
        values["filed_by"] = "school"
    if start in ("receipt", "period", "complaint_filed"):
        values["received"] = 0
        values["filed"] = 0
    elif start is not None:
        values.setdefault(start, 20 if start == "review_decision_issued" else 1)
    for word in words:
        event, less, day = word.partition(" < ")
        if less:
            values[event] = (date.fromisoformat(day) - timedelta(days=100)).isoformat()
    return {
        name: {"value": (FIRST + timedelta(days=value)).isoformat(), "turn": 1}
        if type(value) is int
        else {"value": value, "turn": 1}
        for name, value in values.items()
    }


def rows() -> list[Any]:
    found = []
    for state in states():
        book = rule_book(state)
        for rule in book.rules:
            for case in rule.cases:
                if case.own:
                    starts = case.count or case.safe
                    start = starts.start if starts else None
                    words = set(case.when.all_of)
                    found.append(
                        pytest.param(
                            state, rule.key, start, words, id=f"{state} {case.id} {rule.key}"
                        )
                    )
        own = {
            rule.key: next((c for c in rule.cases if c.own and c.count), None)
            for rule in book.rules
        }
        for note, keys in book.notes:
            for key in sorted(keys):
                case = own.get(key)
                start = case.count.start if case and case.count else None
                words = set(case.when.all_of) if case else set()
                found.append(pytest.param(state, key, start, words, id=f"{state} {note} {key}"))
    return found  # fmt: skip


@pytest.mark.parametrize("channel", ["rest", "sms"])
@pytest.mark.parametrize(("state", "key", "start", "words"), rows())
def test_the_states_own_rule_is_said(
    state: str, key: str, start: str | None, words: set[str], channel: str
) -> None:
    facts = told(state, key, start, words)
    if start is None and key == "file_complaint_by":
        facts["knew_or_should_have_known"] = {"value": FIRST.isoformat(), "turn": 1}
    case = Case.from_slots({SLOT: facts})
    found = {d.key: d for d in compute(case.to_facts()).deadlines}
    assert key in found, f"{state}: {key} is not reached by {facts}"
    label = f"deadline/{topic_of(key)}"
    turn = Turn(
        text="?", intent="deadline", topics=(TopicGuess(label, 0.9),), today=TODAY,
        slots={SLOT: facts}, channel=channel,
    )  # fmt: skip
    reply = respond(turn, KNOWLEDGE)
    read = "\n".join(message.text for message in reply.messages)
    days = wording()
    deadline = found[key]
    if deadline.date:
        assert days.date(deadline.date) in read
    if deadline.earliest_safe and deadline.earliest_safe != deadline.date:
        assert f"act by {days.date(deadline.earliest_safe)}" in read
    if deadline.date is None and deadline.earliest_safe is None:
        assert deadline.why.split(". ")[0] in read or deadline.missing
    for note, keys in rule_book(state).notes:
        if key in keys:
            assert days.state_notes[note] in read


@pytest.mark.parametrize("state", states())
def test_a_limit_that_is_not_held_gives_a_safe_day_and_whom_to_ask(state: str) -> None:
    missing = overlay(state).get("not_held", {})
    facts = {
        "file_complaint_by": ("knew_or_should_have_known", 365),
        "civil_action_by": ("decision_issued", 30),
    }
    for key, (event, days) in facts.items():
        if key not in missing or (key == "civil_action_by" and overlay(state).get("two_tier")):
            continue
        slot = {
            name: {"value": value, "turn": 1}
            for name, value in {"state": state, event: "2026-11-09"}.items()
        }
        found = {d.key: d for d in compute(Case.from_slots({SLOT: slot}).to_facts()).deadlines}
        assert found[key].date is None
        assert found[key].earliest_safe == FIRST + timedelta(days=days)
        turn = Turn(
            text="?", intent="deadline", topics=(TopicGuess(f"deadline/{topic_of(key)}", 0.9),),
            today=TODAY, slots={SLOT: slot},
        )  # fmt: skip
        read = respond(turn, KNOWLEDGE).messages[0].text
        assert f"act by {wording().date(FIRST + timedelta(days=days))}" in read
        assert "procedural safeguards notice must name it" in read


@pytest.mark.parametrize(
    "state", [s for s in states() if not {"two_tier", "tiers_unsure"} & set(overlay(s))]
)
def test_a_review_decision_where_there_is_no_review_is_asked_about(state: str) -> None:
    slot = {
        name: {"value": value, "turn": 1}
        for name, value in {"state": state, "review_decision_issued": "2026-11-09"}.items()
    }
    with pytest.raises(DeadlineError) as caught:
        compute(Case.from_slots({SLOT: slot}).to_facts())
    assert caught.value.fact == "review_decision_issued"
    assert overlay(state)["name"] in caught.value.message
