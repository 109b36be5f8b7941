""" "I got it": what came is what the question is about, or nothing that its dates run from."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dates import DateMention
from bot.dialogue import Turn
from bot.dialogue.respond import _Responder
from bot.dialogue.turn import TopicGuess
from bot.facts import FactChange, Reading
from bot.facts.model import Doubt
from tests.answering.rows import knowledge

DAY = DateMention("November 20", 0, 11, "date", date(2026, 11, 20))
VAGUE = DateMention("in November", 0, 11, "vague")
MINE = FactChange("received", "2026-11-20", "give", DAY, "I got it on November 20")
THEIRS = FactChange("received", "2026-11-18", "give", DAY, "the school got my complaint")
STATE = FactChange("state", "OH", "give", None, "I got it in Ohio")
CAME = Doubt(DAY, ("received", "filed"), "we just got it November 20")
OFFER = Doubt(DAY, ("settlement_offer_received", "received"), "I got it November 20")
SOMETIME = Doubt(VAGUE, ("received", "filed"), "I got it in November")
SENT = Doubt(DAY, ("received", "filed"), "they sent it November 20")
TOLD = Reading(changes=(MINE, THEIRS, STATE), doubts=(CAME, OFFER, SOMETIME, SENT))


def read_as(topic: str) -> Reading:
    topics = (TopicGuess(f"deadline/{topic}", 0.9),) if topic else ()
    turn = Turn("I got it", "deadline", topics, date(2026, 11, 24), {})
    return _Responder(turn, knowledge(), None)._without_its(TOLD)


@pytest.mark.parametrize("topic", ["", "when_meeting", "my_dates"])
def test_it_stays_as_it_was_read_where_the_complaints_own_day_is_needed_or_none(topic: str) -> None:
    assert read_as(topic) == TOLD


@pytest.mark.parametrize(
    ("topic", "fact"),
    [("appeal_court", "decision_received"), ("written_offer", "settlement_offer_received")],
)
def test_it_is_the_decision_or_the_offer_that_the_question_is_about(topic: str, fact: str) -> None:
    found = read_as(topic)
    assert found.changes == (
        FactChange(fact, "2026-11-20", "give", DAY, MINE.text),
        THEIRS,
        STATE,
        FactChange(fact, "2026-11-20", "give", DAY, CAME.text),
        FactChange(fact, "2026-11-20", "give", DAY, OFFER.text),
    )
    assert found.doubts == (SOMETIME, SENT)


def test_it_is_no_day_of_an_agreement_and_what_else_was_told_stands() -> None:
    found = read_as("cancel_agreement")
    assert found.changes == (THEIRS, STATE)
    assert found.doubts == (OFFER, SOMETIME, SENT)
