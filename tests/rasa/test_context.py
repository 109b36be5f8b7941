"""The last answer goes with the next message into the understanding of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.context import LOOK_BACK, last_answer, understand_in_context


def said(question: str | None, **more: Any) -> Event:
    """An answer of ours."""
    return BotUttered("text", {"custom": {"question": question, **more}})


def test_the_newest_answer_counts_and_questions_of_ours_do_not() -> None:
    events = [
        said("bring_lawyer"),
        UserUttered("and?"),
        said("cost"),
        said("my_dates", asks="filed"),
    ]
    assert last_answer(events) == "cost"
    assert last_answer([UserUttered("hi"), BotUttered("Hello")]) is None
    assert last_answer([]) is None


def test_an_answer_long_ago_is_none() -> None:
    assert (
        last_answer([said("cost"), *(SlotSet("language", "en") for _ in range(LOOK_BACK))]) is None
    )


@pytest.mark.parametrize("sent", [None, {"tz": "UTC"}, {"after": "made_up"}])
async def test_a_message_carries_it_whatever_the_client_sent(sent: dict[str, Any] | None) -> None:
    seen: list[Any] = []

    async def parse(message: UserMessage, tracker: Any, only: bool) -> dict[str, Any]:
        seen.append(message.metadata)
        return {}

    agent = SimpleNamespace(processor=SimpleNamespace(parse_message=parse))
    understand_in_context(agent)  # type: ignore[arg-type]
    kept = {k: v for k, v in (sent or {}).items() if k != "after"}
    tracker = DialogueStateTracker.from_events("p", [said("cost")])
    await agent.processor.parse_message(UserMessage("and?", metadata=sent), tracker)
    await agent.processor.parse_message(UserMessage("and?", metadata=sent))
    assert seen == [{**kept, "after": "cost"}, kept]
