"""What was answered last, and in which language, goes with a message into the understanding of it.

Rasa's pipeline sees a message alone. A question such as "and theirs?" hangs on the answer before
it, so the id of that answer is added to the message's metadata, under `after`, before the pipeline
reads it. So is the language of the conversation, under `spoken`: that of the last reply, or another
that the client has asked for since. A value that a client sent under these names is overwritten.

A message that asks for a letter is known by its words (`bot.letters.routed`), without any model;
what the pipeline made of it then says at most which letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.language import language_of
from bot.letters.routed import routed
from bot.nlu.following import AFTER

SPOKEN = "spoken"
"""Name in a message's metadata of the language that the conversation is in."""
LOOK_BACK = 40
"""Events in which the last answer is looked for; a turn has about ten."""


def last_answer(events: Iterable[Event]) -> str | None:
    """The id of the question answered last (`bring_lawyer.how_much_notice`), newest event last."""
    for event in reversed(list(events)[-LOOK_BACK:]):
        if not isinstance(event, BotUttered):
            continue
        data: Mapping[str, Any] = event.data or {}
        custom = data.get("custom") or {}
        if custom.get("question") and not custom.get("asks"):
            return str(custom["question"])
    return None


def language_spoken(events: Iterable[Event], asked: object) -> str | None:
    """The language of the last reply, or `asked`, which the client names, where it is a new wish.

    A page in English sends "en" with each message; that does not turn a conversation that a parent
    leads in Spanish. A parent who switches the page does.
    """
    newest = list(events)[-LOOK_BACK:]
    before = next((e for e in reversed(newest) if isinstance(e, UserUttered)), None)
    asked_before = (before.metadata or {}).get("language") if before else None
    if asked and asked != asked_before:
        return str(asked)
    for event in reversed(newest):
        if isinstance(event, BotUttered):
            custom = ((event.data or {}).get("custom")) or {}
            if custom.get("language"):
                return str(custom["language"])
    return str(asked) if asked else None


def understand_in_context(agent: Agent) -> None:
    """Lets an agent that has loaded its model know the last answer when it reads a message."""
    processor = agent.processor
    if processor is None:
        return
    parse = processor.parse_message

    async def parse_in_context(
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        metadata = {k: v for k, v in (message.metadata or {}).items() if k not in (AFTER, SPOKEN)}
        events = list(tracker.events) if tracker is not None else []
        context = {
            AFTER: last_answer(events),
            SPOKEN: language_spoken(events, metadata.get("language")),
        }
        message.metadata = metadata | {name: value for name, value in context.items() if value}
        read: dict[str, Any] = await parse(message, tracker, only_output_properties)
        language = language_of(read.get("language"), context[SPOKEN])
        past = (context[AFTER] or "").partition(".")[0] or None
        return routed(read, str(message.text or ""), language, past) or read

    processor.parse_message = parse_in_context  # type: ignore[method-assign]
