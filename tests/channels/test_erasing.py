"""Code decides what erases a conversation: the notice that it is gone, and no flag in a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.channels.base import Conversation, Incoming
from bot.knowledge.notices import notice
from bot.rasa.tracker_store import ConversationStore

DOMAIN = Domain.from_dict({"intents": ["faq"]})


async def events_left(folder: Path, answer: dict[str, Any]) -> int:
    """How many events of a conversation are kept after `answer` was said in it."""
    store = ConversationStore(DOMAIN, db=str(folder / "conversations.db"))

    async def guide(message: UserMessage) -> None:
        tracker = await store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, {"name": "faq"}), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        await store.save(tracker)
        assert message.output_channel is not None
        await message.output_channel.send_response(message.sender_id, answer)

    said = await Conversation("rest", guide).turn(Incoming("rest", "rest:p", "hello"))
    assert [message["text"] for message in said] == [answer["text"]]
    kept = await store.retrieve("rest:p")
    return len(kept.events) if kept else 0


async def test_the_notice_that_the_chat_is_deleted_erases_it(tmp_path: Path) -> None:
    assert await events_left(tmp_path, notice("deleted", "rest")) == 0


async def test_a_flag_in_a_message_erases_nothing(tmp_path: Path) -> None:
    answer = notice("greet", "rest")
    answer["custom"]["erase"] = True
    assert await events_left(tmp_path, answer) > 0
