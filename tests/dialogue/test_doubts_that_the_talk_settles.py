"""What was said before, or asked, settles a day on which the two readers differ."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.dialogue import Reply, Turn, respond
from bot.dialogue.turn import TopicGuess
from bot.facts import read_facts
from bot.facts.roles import RoleGuess, spans_of
from bot.knowledge import knowledge

TODAY = date(2026, 11, 28)


def reply(text: str, topic: str, roles: dict[str, float], **facts: str) -> Reply:
    """The reply where the second reader gives each day these roles."""
    spans = [span for span in spans_of(text, read_facts(text, TODAY)) if span.dated]
    guesses = tuple(RoleGuess(s.start, s.end, tuple(roles.items()), True) for s in spans)
    kept = {name: {"value": value, "turn": 1} for name, value in facts.items()}
    topics = (TopicGuess(f"deadline/{topic}", 0.9),) if topic else ()
    intent = "deadline" if topic else "tell_facts"
    turn = Turn(text, intent, topics, TODAY, {"facts": kept}, roles=guesses, number=2)
    return respond(turn, knowledge().topics)


def values(reply: Reply) -> dict[str, Any]:
    return {name: fact["value"] for name, fact in (reply.slots.get("facts") or {}).items()}


UNSURE = {"waived_in_writing": 0.5, "meeting_held": 0.4}


def test_a_fact_told_again_is_changed_and_not_asked_about() -> None:
    said = reply("actually we signed on November 18", "", UNSURE, agreement_signed="2026-11-25")
    assert values(said) == {"agreement_signed": "2026-11-18"}
    assert said.messages[0].text.startswith(
        "I changed that: the agreement was signed on Wednesday, November 18, 2026."
    )
    assert "date_question" not in [message.custom["topic"] for message in said.messages]


def test_a_fact_told_again_is_changed_where_the_other_reader_sees_none() -> None:
    roles = {"none": 0.6, "agreement_signed": 0.3}
    said = reply("actually we signed on November 18", "", roles, agreement_signed="2026-11-25")
    assert values(said) == {"agreement_signed": "2026-11-18"}


def test_the_fact_that_is_told_again_is_changed_though_another_was_told_too() -> None:
    text = "actually we signed on November 18"
    said = reply(text, "", UNSURE, received="2026-11-16", agreement_signed="2026-11-25")
    assert values(said) == {"received": "2026-11-16", "agreement_signed": "2026-11-18"}


def test_a_fact_told_again_below_another_question_is_changed_too() -> None:
    text = "actually they got it on November 18. How long to go to court?"
    said = reply(text, "appeal_court", UNSURE, received="2026-11-16")
    assert values(said) == {"received": "2026-11-18"}


def test_the_same_words_about_something_new_are_asked_about() -> None:
    said = reply("actually we signed on November 18", "", UNSURE)
    assert values(said) == {} and said.messages[0].custom["topic"] == "date_question"


@pytest.mark.parametrize(
    ("topic", "fact"),
    [("written_offer", "settlement_offer_received"), ("appeal_court", "decision_received")],
)
def test_it_is_what_the_question_is_about(topic: str, fact: str) -> None:
    text = "How long do I have? I got it November 20, 2026"
    said = reply(text, topic, {"hearing_scheduled": 0.5, "decision_issued": 0.4})
    assert values(said) == {fact: "2026-11-20"}
