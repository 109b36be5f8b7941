"""Reads a Rasa SDK tracker into the turn that `bot.dialogue` decides on."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker

from bot.clock import now_utc
from bot.dialogue import Past, Turn
from bot.dialogue.case import SLOT, Case
from bot.dialogue.own_state import ASKED, not_understood
from bot.dialogue.turn import TopicGuess
from bot.facts.roles import guesses_from
from bot.knowledge.render import runner_up
from bot.language import language_of


def turn_from(tracker: Tracker, now: datetime, topics_known: Container[str]) -> Turn:
    """The latest message of a tracker as a turn.

    Args:
        tracker: the conversation as far as Rasa sends it, which is its newest events and all slots.
        now: the time; with the parent's zone or state it gives the parent's day.
        topics_known: names of the topics that have an answer.
    """
    message: dict[str, Any] = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    topics = tuple(
        TopicGuess(str(topic["label"]), float(topic["confidence"]), topic.get("question"))
        for topic in message.get("topics") or []
    )
    return Turn(
        text=str(message.get("text") or ""),
        intent=str((message.get("intent") or {}).get("name") or "nlu_fallback"),
        topics=topics,
        today=Case.from_slots(tracker.slots).today(metadata.get("tz"), now),
        slots=tracker.slots,
        past=past_from(tracker.events, topics_known),
        channel=str(tracker.get_latest_input_channel() or "rest"),
        number=turn_number(tracker.slots),
        language=language_of(
            message.get("language"), metadata.get("language"), tracker.get_slot("language")
        ),
        now=now,
        zone=metadata.get("tz"),
        roles=guesses_from(message.get("entities") or []),
        beside=runner_up(message.get("intent_ranking") or [], [topic.name for topic in topics]),
    )


def past_from(events: list[dict[str, Any]], topics_known: Container[str]) -> Past:
    """What was answered last, and how often in a row nothing was understood.

    The answer is the newest message before the parent's that names one of `topics_known`. Other
    messages (a greeting, a thank-you, what we could not understand) are no answers to ask about.
    """
    declined = 0
    counting = True
    seen_user = False
    asked_state = any(custom_of(event).get(ASKED) for event in events)
    said_last: str | None = None
    for event in reversed(events):
        if event.get("event") == "user":
            seen_user = True
        if event.get("event") != "bot" or not seen_user:
            continue
        custom = custom_of(event)
        topic = custom.get("topic")
        if said_last is None:
            said_last = str(topic or "")
        if not topic:
            continue
        if counting and not_understood(custom):
            declined += 1
            continue
        counting = False
        if custom.get("asks"):
            continue  # a question of ours that came back; the answer is the message above it
        if topic in topics_known:
            names = tuple(custom.get("topics") or [topic])
            return Past(
                names,
                declined,
                str(event.get("text") or ""),
                question=custom.get("question"),
                asked_state=asked_state,
                after_danger=said_last == "crisis",
            )
    return Past(declined=declined, asked_state=asked_state, after_danger=said_last == "crisis")


def custom_of(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a message of ours says beside its text; empty for any other event."""
    if event.get("event") != "bot":
        return {}
    custom: Mapping[str, Any] = (event.get("data") or {}).get("custom") or {}
    return custom


def turn_number(slots: Mapping[str, Any]) -> int:
    """The number of this turn: one more than that of any fact told before.

    It orders the facts, so that a correction without a name ("sorry, the 18th") is about the one
    told last. It is counted from the facts themselves: Rasa sends only the newest events, so
    messages counted there would go down again in a long conversation.
    """
    told = (slots.get(SLOT) or {}).values()
    turns = [int(fact.get("turn", 0)) for fact in told if isinstance(fact, Mapping)]
    return max(turns, default=0) + 1


__all__ = ["now_utc", "past_from", "turn_from", "turn_number"]
