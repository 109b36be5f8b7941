"""A day on which the readers of a message differ: what is asked, and what answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.dialogue import Reply, Turn, questions, respond
from bot.dialogue.case import SLOT
from bot.dialogue.phrases import phrases
from bot.dialogue.respond import ANSWER_WORDS
from bot.dialogue.turn import Say, TopicGuess
from bot.facts import read_facts
from bot.facts.roles import RoleGuess
from tests.answering.rows import knowledge

TODAY = date(2026, 11, 28)
PAST, AHEAD = date(2026, 11, 9), date(2026, 12, 9)
WORDS = phrases()
WAITING = ["deadline/when_meeting"]


def say(
    text: str,
    *labels: str,
    slots: dict[str, Any] | None = None,
    language: str = "en",
    **ranking: float,
) -> Reply:
    """The reply to a message, in which the second reader gives its first day these chances."""
    topics = tuple(TopicGuess(label, 0.9) for label in labels)
    intent = "deadline" if labels else "tell_facts"
    turn = Turn(text, intent, topics, TODAY, slots or {}, number=2, language=language)
    days = read_facts(text, TODAY).mentions
    if ranking:
        guess = RoleGuess(days[0].start, days[0].end, tuple(ranking.items()))
        turn = replace(turn, roles=(guess,))
    return respond(turn, knowledge(language))


def waiting(day: date | None, *options: str, **kept: Any) -> dict[str, Any]:
    """The slots while it is asked what happened on a day."""
    asked = questions.Open(questions.WHICH_FACT, WAITING, 1, day, options).as_slot()
    facts = {name: {"value": value, "turn": 1} for name, value in kept.items()}
    return {"asked": asked, "question_open": True, SLOT: facts}


def answer(text: str, day: date | None, *options: str) -> dict[str, Any]:
    """The whole case after an answer to that question."""
    return say(text, slots=waiting(day, *options)).facts


class TestTheQuestion:
    def test_names_the_day_and_has_a_button_for_each_fact_and_for_none(self) -> None:
        assert questions.which_of(PAST, ["received", "postmark"], WORDS) == Say(
            "You wrote about Monday, November 9, 2026. What happened on that day?",
            {"topic": "date_question", "sources": [], "confidence": 1.0, "asks": "which_fact"},
            [
                {
                    "title": "The school got my complaint",
                    "payload": "The school got my complaint on Monday, November 9, 2026",
                },
                {
                    "title": "The notice is postmarked that day",
                    "payload": "The notice was postmarked Monday, November 9, 2026",
                },
                {"title": "None of these", "payload": "None of these"},
            ],
        )

    def test_stands_below_what_was_noted_and_answered_and_keeps_what_waits_for_it(self) -> None:
        text = "It reached them on November 9. We are in Ohio. When must they meet, who pays?"
        reply = say(
            text, *WAITING, "faq/cost", received=0.3, decision_issued=0.5, filed=0.2
        )  # fmt: skip
        topics = [message.custom["topic"] for message in reply.messages]
        assert topics == ["when_meeting", "cost", "date_question"]
        assert reply.messages[-1].text == (
            "Noted: you are in Ohio.\n\n"
            "You wrote about Monday, November 9, 2026. What happened on that day?"
        )
        assert reply.slots["asked"] == {
            "fact": "which_fact", "topics": WAITING, "times": 1,
            "day": "2026-11-09", "options": ["received", "decision_issued", "filed"],
        }  # fmt: skip


class TestItsAnswer:
    def test_by_a_tap_is_known_by_its_words_alone(self) -> None:
        # The patterns know no postmark.
        told = answer("The notice was postmarked Monday, November 9, 2026.", PAST, "postmark")
        assert told == {"postmark": {"value": "2026-11-09", "tense": "told"}}

    @pytest.mark.parametrize(
        ("day", "fact", "tense"),
        [(PAST, "received", "told"), (TODAY, "received", "told"), (AHEAD, "received", "planned"),
         (AHEAD, "hearing_scheduled", "told")],
    )  # fmt: skip
    def test_is_a_plan_where_the_day_is_ahead_but_a_hearing_is_told(
        self, day: date, fact: str, tense: str
    ) -> None:
        tapped = WORDS(f"which_fact_buttons.{fact}.payload", date=WORDS.day(day))
        assert answer(tapped, day, fact) == {fact: {"value": day.isoformat(), "tense": tense}}

    @pytest.mark.parametrize(("more", "facts"), [(0, {"received"}), (1, set())])
    def test_takes_no_more_than_twenty_words(self, more: int, facts: set[str]) -> None:
        words = "as I have told you before I am quite sure that on that very day " + "it " * more
        text = f"{words}the school got my complaint"
        assert len(text.split()) == ANSWER_WORDS + more
        assert set(answer(text, PAST, "received", "filed")) == facts

    def test_that_names_two_of_the_facts_tells_both(self) -> None:
        text = "the school got my complaint on November 9 and I got the offer on November 9"
        both = ("received", "settlement_offer_received")
        assert set(answer(text, PAST, *both)) == set(both)

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("la escuela recibió mi queja", "es"),
            ("the school got my complaint", "en"),
            # The day as we write it, in a message that is not a button.
            ("la escuela recibió mi queja el 9 de noviembre", "es"),
        ],
    )
    def test_in_words_is_read_in_the_language_of_the_talk(self, text: str, language: str) -> None:
        slots = waiting(PAST, "received", "agreement_signed")
        reply = say(text, slots=slots, language=language)
        assert reply.facts == {"received": {"value": "2026-11-09", "tense": "told"}}

    def test_about_a_day_ahead_in_words_is_a_plan_and_nothing_is_changed(self) -> None:
        reply = say("we will sign the agreement", slots=waiting(AHEAD, "agreement_signed"))
        assert reply.facts == {"agreement_signed": {"value": "2026-12-09", "tense": "planned"}}

    def test_with_another_day_that_is_not_clear_asks_about_none(self) -> None:
        text = "in October we asked; the school got my complaint"
        reply = say(text, slots=waiting(PAST, "received", "filed"))
        assert reply.facts.keys() == {"received"}
        assert [message.custom["topic"] for message in reply.messages] == ["when_meeting"]

    def test_about_another_day_does_not_settle_this_one(self) -> None:
        told = answer("the school got my complaint on November 5", PAST, "received", "filed")
        assert told == {"received": {"value": "2026-11-05", "tense": "told"}}

    def test_to_a_question_without_its_day_is_read_as_any_message(self) -> None:
        assert answer("We are in Ohio", None, "received").keys() == {"state"}

    def test_is_what_was_asked_whatever_the_message_is_about_beside_it(self) -> None:
        text = "The school got my complaint on Monday, November 9, 2026"
        reply = say(text, "faq/cost", slots=waiting(PAST, "received"))
        assert [message.custom["topic"] for message in reply.messages] == ["when_meeting", "cost"]
        assert "Tuesday, November 24, 2026" in reply.messages[0].text
        assert reply.slots["asked"] is None

    @pytest.mark.parametrize("text", ["We got it", "I got it on Monday, November 9, 2026"])
    def test_of_having_got_it_is_the_decision_where_the_question_is_about_one(
        self, text: str
    ) -> None:
        slots = waiting(PAST, "received", "decision_received")
        reply = say(text, "deadline/appeal_court", slots=slots)
        assert reply.facts.keys() == {"decision_received"}


class TestAMeetingThatIsSet:
    @pytest.mark.parametrize(
        ("received", "said"),
        [
            ("2026-11-16", "The meeting on Wednesday, December 9, 2026 is too late: the last day for it is Tuesday, December 1, 2026."),
            # The last day is today: it can still be met.
            ("2026-11-13", "The meeting on Wednesday, December 9, 2026 is too late: the last day for it is Saturday, November 28, 2026."),
            ("2026-11-12", "The meeting on Wednesday, December 9, 2026 came too late: the last day for it was Friday, November 27, 2026."),
            ("2026-11-24", "The meeting on Wednesday, December 9, 2026 is in time: the last day for it is Wednesday, December 9, 2026."),
        ],
    )  # fmt: skip
    def test_is_compared_with_the_last_day(self, received: str, said: str) -> None:
        reply = meeting(received=received)
        assert said in reply.messages[0].text

    def test_is_compared_with_nothing_where_the_last_day_is_not_known(self) -> None:
        noted = "Noted: the resolution meeting is set for Wednesday, December 9, 2026."
        for reply in (meeting(), meeting(received="2026-11-16", filed_by="school")):
            assert reply.messages[0].text.partition("\n")[0] == noted

    def test_is_compared_when_it_is_told_and_not_again(self) -> None:
        first = meeting(received="2026-11-24")
        slots = {"asked": None, **first.slots}
        later = say("we are in Ohio", slots=slots)
        assert "in time" not in later.messages[0].text
        assert "you are in Ohio" in later.messages[0].text


def meeting(**kept: str) -> Reply:
    facts = {name: {"value": value, "turn": 1} for name, value in kept.items()}
    text = "they set the meeting for December 9"
    return say(text, slots={SLOT: facts}, **{"meeting_held~": 0.95})


class TestAPlan:
    def test_told_with_something_else_is_noted_with_it(self) -> None:
        text = "we sign the agreement on Monday, we are in Ohio. Until when can I cancel?"
        reply = say(text, "deadline/cancel_agreement", **{"agreement_signed~": 0.95})
        assert "If it happens as planned" not in reply.messages[0].text
        assert "you are in Ohio" in reply.messages[0].text
        assert reply.facts["agreement_signed"]["tense"] == "planned"
