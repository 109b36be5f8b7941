"""What was answered last goes with a message into the understanding of it.

Rasa's pipeline sees a message alone. A question such as "and theirs?" hangs on the answer before
it, so the id of that answer is added to the message's metadata, under `after`, before the pipeline
reads it. A value that a client sent under that name is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.following import AFTER

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
        metadata = {k: v for k, v in (message.metadata or {}).items() if k != AFTER}
        answer = last_answer(tracker.events) if tracker is not None else None
        message.metadata = {**metadata, AFTER: answer} if answer else metadata
        read: dict[str, Any] = await parse(message, tracker, only_output_properties)
        return read

    processor.parse_message = parse_in_context  # type: ignore[method-assign]
