"""The four actions with Rasa SDK's own tracker and dispatcher."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import AnswerDates, Clarify, FollowUp, NoteFacts
from actions.tracker import past_from, turn_from, turn_number
from bot.knowledge import knowledge

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-24T15:00:00+00:00"


def tracker(
    text: str, intent: str, topics: list[str], slots: dict[str, Any] | None = None,
    events: list[dict[str, Any]] | None = None,
) -> Tracker:  # fmt: skip
    return Tracker(
        "test",
        {"question_open": False, "asked": None, **(slots or {})},
        {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [],
            "topics": [{"label": label, "confidence": 0.9} for label in topics],
            "metadata": {},
        },
        events or [],
        False,
        None,
        {},
        "action_listen",
    )


def run(given: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    events = AnswerDates().run(dispatcher, given, {})
    return dispatcher.messages, {e["name"]: e["value"] for e in events if e["event"] == "slot"}


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_NOW", TODAY)


def test_a_dated_question_is_answered_and_its_fact_kept() -> None:
    messages, slots = run(
        tracker(
            "the school got my complaint March 3, 2026, when do they have to meet?",
            "deadline",
            ["deadline/when_meeting"],
        )
    )
    assert "Wednesday, March 18, 2026" in messages[0]["text"]
    assert messages[0]["custom"]["deadlines"][0]["date"] == "2026-03-18"
    assert slots["facts"]["received"]["value"] == "2026-03-03"


def test_without_a_date_the_day_is_asked_for_once() -> None:
    messages, slots = run(tracker("when must they meet", "deadline", ["deadline/when_meeting"]))
    assert messages[0]["text"].endswith("What day did the school get your complaint?")
    assert messages[0]["buttons"] == [{"title": "I don't know", "payload": "I don't know"}]
    assert slots["asked"]["fact"] == "received" and slots["question_open"] is True


def test_after_a_failure_the_answer_in_general_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret words of a parent")

    monkeypatch.setattr("actions.reply.respond", broken)
    for intent, labels, said in (
        ("deadline", ["deadline/when_meeting"], "utter_deadline/when_meeting"),
        ("tell_facts", [], "utter_try_again"),
    ):
        dispatcher = CollectingDispatcher()
        events = AnswerDates().run(dispatcher, tracker("hi", intent, labels), {})
        assert [event["event"] for event in events] == ["followup"]
        assert [message["response"] for message in dispatcher.messages] == [said]


def test_each_action_has_the_name_that_the_domain_knows() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    actions = (AnswerDates, NoteFacts, FollowUp, Clarify)
    assert [action().name() for action in actions] == domain["actions"]


class Parent:
    """A conversation: slots are kept whole, of the events only the newest come along."""

    def __init__(self, window: int = 20) -> None:
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.window = window

    def says(self, text: str, intent: str, *topics: str) -> str:
        """What the parent reads in answer."""
        self.events.append({"event": "user", "text": text})
        messages, slots = run(
            tracker(text, intent, list(topics), self.slots, self.events[-self.window :])
        )
        self.slots.update(slots)
        for message in messages:
            self.events.append(
                {"event": "bot", "text": message["text"], "data": {"custom": message["custom"]}}
            )
        return "\n".join(str(message["text"]) for message in messages)


@pytest.mark.parametrize("window", [7, 12])
@pytest.mark.parametrize("between", range(10))
def test_a_correction_is_about_the_fact_told_last_in_a_conversation_of_any_length(
    between: int, window: int
) -> None:
    parent = Parent(window)
    for _ in range(between):
        parent.says("can I bring a lawyer", "faq", "faq/bring_lawyer")
    parent.says("the school got my complaint November 2, 2026", "tell_facts")
    for _ in range(9 - between):
        parent.says("can I bring a lawyer", "faq", "faq/bring_lawyer")
    parent.says("we signed an agreement on November 16, 2026", "tell_facts")
    read = parent.says("Sorry, I meant November 18", "correct_fact")
    assert "agreement" in read.split("November 18, 2026")[0]
    facts = parent.slots["facts"]
    assert facts["agreement_signed"]["value"] == "2026-11-18"
    assert facts["received"]["value"] == "2026-11-02"


def test_each_fact_told_later_has_a_higher_turn_number() -> None:
    parent = Parent(window=8)
    days = ["November 2", "November 3", "November 4"]
    turns = []
    for day in days * 4:
        parent.says(f"the school got my complaint {day}, 2026", "tell_facts")
        turns.append(parent.slots["facts"]["received"]["turn"])
        parent.says("thanks", "thanks")
    assert turns == list(range(1, 13))


def test_the_turn_number_is_counted_from_the_facts_alone() -> None:
    assert turn_number({}) == turn_number({"facts": None}) == 1
    told = {"received": {"value": "2026-03-03", "turn": 4}, "state": {"value": "OH", "turn": 11}}
    assert turn_number({"facts": told, "asked": {"fact": "state", "times": 40}}) == 12


def bot(topic: str, **more: Any) -> dict[str, Any]:
    return {"event": "bot", "text": "x", "data": {"custom": {"topic": topic, **more}}}


USER: dict[str, Any] = {"event": "user"}
TOPICS = {"bring_lawyer", "chat_private", "my_dates"}


def test_the_past_is_the_last_answer_about_a_topic() -> None:
    events = [bot("bring_lawyer", sources=["34 CFR 300.510"]), bot("thanks"), USER]
    assert past_from(events, TOPICS).topics == ("bring_lawyer",)


def test_the_past_holds_every_topic_answered_at_once() -> None:
    events = [bot("my_dates", topics=["bring_lawyer", "my_dates"]), USER]
    assert past_from(events, TOPICS).topics == ("bring_lawyer", "my_dates")


def test_what_is_being_said_now_is_not_the_past() -> None:
    assert past_from([bot("bring_lawyer"), USER, bot("my_dates")], TOPICS).topics == (
        "bring_lawyer",
    )


@pytest.mark.parametrize("name", sorted(n for n, t in knowledge().topics.items() if t.more))
def test_tell_me_more_is_about_the_answer_above_it(name: str) -> None:
    events = [USER, bot("bring_lawyer", sources=["x"]), *[USER, bot(name)] * 10, USER]
    messages, _ = run(tracker("Tell me more", "more", [], events=events))
    assert [message["custom"]["topic"] for message in messages] == [name]
    assert messages[0]["text"] == knowledge().topics[name].more


def test_misunderstandings_in_a_row_are_counted() -> None:
    answered = bot("bring_lawyer", sources=["x"])
    events = [answered, USER, bot("fallback"), USER]
    assert past_from(events, TOPICS).declined == 1
    assert past_from([answered, USER], TOPICS).declined == 0


def test_what_was_declined_counts_as_not_understood_and_a_hint_where_to_go_does_not() -> None:
    answered = bot("bring_lawyer", sources=["x"])
    declined, hint = bot("out_of_scope"), bot("out_of_scope", redirect="bullying")
    past = past_from([answered, USER, declined, USER], TOPICS)
    assert past.declined == 1 and past.topics == ("bring_lawyer",)
    assert past_from([answered, USER, declined, USER, bot("fallback"), USER], TOPICS).declined == 2
    assert past_from([answered, USER, hint, USER], TOPICS).declined == 0
    assert past_from([USER, declined, USER, answered, USER], TOPICS).declined == 0


def test_today_is_the_parents_own() -> None:
    from datetime import datetime, timezone

    late = datetime(2026, 11, 25, 3, 0, tzinfo=timezone.utc)
    given = tracker("hi", "greet", [])
    assert turn_from(given, late, {}).today.isoformat() == "2026-11-24"
    given.latest_message["metadata"] = {"tz": "Pacific/Guam"}
    assert turn_from(given, late, {}).today.isoformat() == "2026-11-25"
    given.latest_message["metadata"] = {"tz": "No/Where"}
    given.slots["facts"] = {"state": {"value": "HI", "turn": 1}}
    assert turn_from(given, late, {}).today.isoformat() == "2026-11-24"


def test_our_question_that_came_back_is_not_the_answer_above_it() -> None:
    events = [
        {"event": "user"},
        bot("bring_lawyer"),
        bot("when_meeting", asks="received"),
        {"event": "user"},
    ]
    assert past_from(events, knowledge().topics).topics == ("bring_lawyer",)
