"""The one day told with the school's filing is the day its complaint came."""

from __future__ import annotations

from datetime import date

from bot.dialogue import Turn, respond
from bot.dialogue.turn import TopicGuess
from bot.facts import read_facts
from bot.facts.roles import RoleGuess, spans_of
from bot.knowledge import knowledge

TODAY = date(2026, 11, 28)
TEXT = "The school filed against us. Certified letter came Monday the 23rd. How long do I have?"


def reply(text: str, roles: dict[str, float]) -> tuple[str, dict[str, object]]:
    """What is read, and the facts kept, where the second reader gives the day these roles."""
    spans = [span for span in spans_of(text, read_facts(text, TODAY)) if span.dated]
    guesses = tuple(RoleGuess(s.start, s.end, tuple(roles.items()), True) for s in spans)
    topics = (TopicGuess("deadline/school_filed", 0.9),)
    turn = Turn(text, "deadline", topics, TODAY, {}, roles=guesses)
    said = respond(turn, knowledge().topics)
    kept = said.slots.get("facts") or {}
    return said.messages[0].text, {name: fact["value"] for name, fact in kept.items()}


def test_it_is_noted_though_the_readers_are_not_sure() -> None:
    text, kept = reply(TEXT, {"settlement_offer_received": 0.4, "received": 0.35})
    assert kept == {"filed_by": "school", "received": "2026-11-23"}
    assert "Thursday, December 3, 2026" in text


def test_another_day_is_asked_about() -> None:
    _, kept = reply(TEXT, {"settlement_offer_received": 0.4, "decision_issued": 0.35})
    assert kept == {"filed_by": "school"}
