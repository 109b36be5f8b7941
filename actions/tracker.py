"""Reads a Rasa SDK tracker into the turn that `bot.dialogue` decides on."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone
from typing import Any

from rasa_sdk import Tracker

from bot.dates import today_in
from bot.dialogue import Past, Turn
from bot.dialogue.case import Case
from bot.dialogue.turn import Topic
from bot.knowledge.render import runner_up


def turn_from(tracker: Tracker, now: datetime) -> Turn:
    """The latest message of a tracker as a turn."""
    message: dict[str, Any] = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    state = Case.from_slots(tracker.slots).value("state")
    topics = tuple(
        Topic(str(topic["label"]), float(topic["confidence"]))
        for topic in message.get("topics") or []
    )
    return Turn(
        text=str(message.get("text") or ""),
        intent=str((message.get("intent") or {}).get("name") or "nlu_fallback"),
        topics=topics,
        today=today_in(metadata.get("tz"), str(state) if state else None, now),
        slots=tracker.slots,
        past=past_from(tracker.events),
        channel=str(tracker.get_latest_input_channel() or "rest"),
        number=_turn_number(tracker),
        language=str(tracker.get_slot("language") or "en"),
        beside=runner_up(message.get("intent_ranking") or [], [topic.name for topic in topics]),
    )


def past_from(events: list[dict[str, Any]]) -> Past:
    """What was answered last, and how often in a row nothing was understood."""
    declined = 0
    counting = True
    seen_user = False
    for event in reversed(events):
        if event.get("event") == "user":
            seen_user = True
        if event.get("event") != "bot" or not seen_user:
            continue
        custom = (event.get("data") or {}).get("custom") or {}
        topic = custom.get("topic")
        if not topic:
            continue
        if topic == "fallback" and counting:
            declined += 1
            continue
        counting = False
        if custom.get("sources") or custom.get("deadlines"):
            names = tuple(custom.get("topics") or [topic])
            return Past(names, declined, str(event.get("text") or ""))
    return Past(declined=declined)


def now_utc() -> datetime:
    """The time; `GUIDE_NOW` (ISO) replaces it, so that conversations can be tested."""
    fixed = os.environ.get("GUIDE_NOW")
    if fixed:
        moment = datetime.fromisoformat(fixed)
        return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return datetime.now(timezone.utc)


def _turn_number(tracker: Tracker) -> int:
    told: list[int] = [
        value["turn"]
        for value in tracker.slots.values()
        if isinstance(value, dict) and isinstance(value.get("turn"), int)
    ]
    asked = sum(1 for event in tracker.events if event.get("event") == "user")
    return max([asked, *(turn + 1 for turn in told)])


__all__ = ["date", "now_utc", "past_from", "turn_from"]
