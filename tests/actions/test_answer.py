"""`action_answer` with Rasa SDK's own tracker and dispatcher."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.tracker import past_from, turn_from

TODAY = "2026-11-24T15:00:00+00:00"


def tracker(
    text: str, intent: str, topics: list[str], slots: dict[str, Any] | None = None,
    events: list[dict[str, Any]] | None = None,
) -> Tracker:  # fmt: skip
    return Tracker(
        "test",
        {"answered": False, "question_open": False, "asked": None, **(slots or {})},
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
    events = ActionAnswer().run(dispatcher, given, {})
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
    assert slots["answered"] is True


def test_without_a_date_the_day_is_asked_for_once() -> None:
    messages, slots = run(tracker("when must they meet", "deadline", ["deadline/when_meeting"]))
    assert messages[0]["text"].endswith("What day did the school get your complaint?")
    assert messages[0]["buttons"] == [{"title": "I don't know", "payload": "I don't know"}]
    assert slots["asked"]["fact"] == "received" and slots["question_open"] is True


def test_a_failure_leaves_the_answer_to_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret words of a parent")

    monkeypatch.setattr("actions.answer.respond", broken)
    dispatcher = CollectingDispatcher()
    assert ActionAnswer().run(dispatcher, tracker("hi", "deadline", []), {}) == []
    assert dispatcher.messages == []


def bot(topic: str, **more: Any) -> dict[str, Any]:
    return {"event": "bot", "text": "x", "data": {"custom": {"topic": topic, **more}}}


def test_the_past_is_the_last_answer_with_a_source() -> None:
    events = [bot("bring_lawyer", sources=["34 CFR 300.510"]), bot("thanks"), {"event": "user"}]
    assert past_from(events).topics == ("bring_lawyer",)


def test_misunderstandings_in_a_row_are_counted() -> None:
    answered = bot("bring_lawyer", sources=["x"])
    events = [answered, {"event": "user"}, bot("fallback"), {"event": "user"}]
    assert past_from(events).declined == 1
    assert past_from([answered, {"event": "user"}]).declined == 0


def test_today_is_the_parents_own() -> None:
    from datetime import datetime, timezone

    late = datetime(2026, 11, 25, 3, 0, tzinfo=timezone.utc)
    given = tracker("hi", "greet", [])
    assert turn_from(given, late).today.isoformat() == "2026-11-24"
    given.latest_message["metadata"] = {"tz": "Pacific/Guam"}
    assert turn_from(given, late).today.isoformat() == "2026-11-25"
    given.latest_message["metadata"] = {"tz": "No/Where"}
    given.slots["facts"] = {"state": {"value": "HI", "turn": 1}}
    assert turn_from(given, late).today.isoformat() == "2026-11-24"
