"""What was read is said back, asked where it is in doubt, and can be changed in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.dialogue import Reply, Turn, respond
from bot.dialogue.case import DATED, SLOT
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import TopicGuess
from bot.facts import read_facts
from bot.facts.roles import RoleGuess
from tests.answering.rows import knowledge

TODAY = date(2026, 11, 28)
WORDS = phrases()


def say(text: str, *labels: str, slots: dict[str, Any] | None = None, **ranking: float) -> Reply:
    """The reply to a message, in which the second reader gives its first day these chances."""
    topics = tuple(TopicGuess(label, 0.9) for label in labels)
    turn = Turn(text, "deadline" if labels else "tell_facts", topics, TODAY, slots or {}, number=2)
    days = read_facts(text, TODAY).mentions
    if ranking and days:
        likely = tuple((name.replace("_planned", "~"), chance) for name, chance in ranking.items())
        turn = replace(turn, roles=(RoleGuess(days[0].start, days[0].end, likely),))
    return respond(turn, knowledge())


def kept(**values: Any) -> dict[str, Any]:
    return {SLOT: {name: {"value": value, "turn": 1} for name, value in values.items()}}


def words_of(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


class TestTheCase:
    def test_stands_beside_every_reply_with_value_and_tense(self) -> None:
        slots = kept(received="2026-11-16", waived_in_writing=None, state="OH")
        reply = say("I am filing on December 2", slots=slots, filed_planned=0.95)
        assert reply.facts == {
            "received": {"value": "2026-11-16", "tense": "told"},
            "filed": {"value": "2026-12-02", "tense": "planned"},
            "state": {"value": "OH", "tense": "told"},
            "waived_in_writing": {"value": True, "tense": "told"},
        }
        assert reply.noted == ("filed",)

    def test_names_what_was_changed_or_dropped(self) -> None:
        reply = say("that's wrong, it was the 12th", slots=kept(received="2026-11-16"))
        assert reply.facts["received"]["value"] == "2026-11-12"
        assert reply.noted == ("received",)
        assert "I changed that" in words_of(reply)

    @pytest.mark.parametrize(
        "text", ["no, that was for my daughter's case", "that was for the other case"]
    )
    def test_leaves_out_what_was_somebody_elses(self, text: str) -> None:
        slots = {
            SLOT: {
                "state": {"value": "OH", "turn": 1},
                "received": {"value": "2026-11-16", "turn": 3},
            }
        }
        reply = say(text, slots=slots)
        assert set(reply.facts) == {"state"} and reply.noted == ("received",)

    @pytest.mark.parametrize(
        ("text", "dropped"),
        [
            ("forget the hearing", "hearing_scheduled"),
            ("please delete the hearing date", "hearing_scheduled"),
            ("forget about my agreement", "agreement_signed"),
        ],
    )
    def test_drops_a_fact_by_its_name(self, text: str, dropped: str) -> None:
        slots = kept(hearing_scheduled="2026-12-14", agreement_signed="2026-11-24", state="OH")
        assert say(text, slots=slots).noted == (dropped,)

    def test_keeps_a_fact_that_is_only_asked_about(self) -> None:
        slots = kept(hearing_scheduled="2026-12-14")
        assert say("can the school forget the hearing?", slots=slots).facts

    def test_is_changed_by_a_tap_and_a_day(self) -> None:
        first = say("they got it on November 16", received=0.95)
        assert first.change == {"title": "Change", "payload": "That date is wrong"}
        second = say(first.change["payload"], slots=dict(first.slots))
        assert second.facts == {} and "What day did the school get" in words_of(second)
        assert second.slots["asked"] == {"fact": "received", "topics": [], "times": 1}
        third = say("November 12", slots={SLOT: None, "asked": second.slots["asked"]})
        assert third.facts["received"]["value"] == "2026-11-12"


class TestADayInDoubt:
    TEXT = "it reached them on November 9"

    def asked(self) -> Reply:
        return say(self.TEXT, "deadline/when_meeting", received=0.3, decision_issued=0.5, filed=0.2)

    def test_is_asked_with_what_is_likeliest(self) -> None:
        reply = self.asked()
        assert reply.facts == {}
        assert "What happened on that day?" in words_of(reply)
        titles = [button["title"] for button in reply.messages[-1].buttons]
        assert titles == [
            "The school got my complaint", "The decision is dated that day", "I filed my complaint",
            "None of these",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("answer", "fact"),
        [
            ("The school got my complaint on Monday, November 9, 2026", "received"),
            ("the school got it", "received"),
            ("I filed it", "filed"),
            ("that is when I filed my complaint.", "filed"),
        ],
    )
    def test_is_settled_by_a_tap_or_in_words(self, answer: str, fact: str) -> None:
        reply = say(answer, slots=dict(self.asked().slots))
        assert reply.facts == {fact: {"value": "2026-11-09", "tense": "told"}}

    def test_is_left_out_where_it_was_none_of_these(self) -> None:
        reply = say("None of these", slots=dict(self.asked().slots))
        assert reply.facts == {} and "I left Monday, November 9, 2026 out" in words_of(reply)
        assert reply.slots["question_open"] is False


# The patterns know no postmark; its button is known by its words.
@pytest.mark.parametrize("fact", [fact for fact in DATED if fact != "postmark"])
def test_each_answer_that_can_be_tapped_is_read_as_its_own_fact(fact: str) -> None:
    ahead = fact in ("hearing_scheduled", "decision_extended_to")
    day = date(2026, 12, 14) if ahead else date(2026, 11, 9)
    payload = WORDS.entry(f"which_fact_buttons.{fact}")["payload"].format(date=WORDS.day(day))
    assert [c.fact for c in read_facts(payload, TODAY).changes if c.date] == [fact]


class TestAPlan:
    def test_is_counted_from_and_said_to_be_one(self) -> None:
        reply = say("I am filing on December 2", "deadline/when_meeting", filed_planned=0.95)
        assert "you plan to file your complaint on Wednesday, December 2, 2026" in words_of(reply)

    def test_of_the_receipt_gives_dates_under_a_condition(self) -> None:
        reply = say(
            "they will get my complaint on December 2",
            "deadline/when_meeting",
            received_planned=0.95,
        )
        assert "If the school gets your complaint on Wednesday, December 2, 2026:" in words_of(
            reply
        )
        assert "December 17, 2026" in words_of(reply)

    def test_does_not_undo_what_has_happened(self) -> None:
        reply = say(
            "they will get it on December 2",
            slots=kept(received="2026-11-16"),
            received_planned=0.95,
        )
        assert reply.facts["received"] == {"value": "2026-11-16", "tense": "told"}

    @pytest.mark.parametrize(
        ("day", "said"), [("December 1", "is in time: the last day for it is Tuesday, December 1, 2026"),
                          ("December 8", "is too late: the last day for it is Tuesday, December 1, 2026")],
    )  # fmt: skip
    def test_of_the_meeting_is_compared_with_the_last_day(self, day: str, said: str) -> None:
        text = f"they set the meeting for {day}"
        reply = say(text, slots=kept(received="2026-11-16"), meeting_held_planned=0.95)
        assert said in words_of(reply)
        assert reply.facts["meeting_held"]["tense"] == "planned"

    def test_of_the_meeting_is_not_kept_as_held(self) -> None:
        from bot.dialogue.case import Case

        case = Case({}).given("meeting_held", "2026-12-08", 1, "planned")
        assert case.to_facts().events == ()

    def test_of_signing_is_worked_out_under_its_condition_and_counts_for_nothing_yet(self) -> None:
        text = "we sign the agreement on Monday"
        reply = say(text, "deadline/cancel_agreement", agreement_signed_planned=0.95)
        assert "If it happens as planned:" in words_of(reply)
        assert "the agreement is to be signed on Monday, November 30, 2026" in words_of(reply)
        assert "Thursday, December 3, 2026" in words_of(reply)
        later = say("what are my dates?", "deadline/my_dates", slots=dict(reply.slots))
        assert "December 3" not in words_of(later)
