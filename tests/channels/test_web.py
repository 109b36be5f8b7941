"""The page's door with a real database and Socket.IO client, without the trained model."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import socketio
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from bot.channels.web import WebChannel
from bot.knowledge.notices import notice
from bot.rasa.tracker_store import ConversationStore
from tests.channels.providers import Guide, opened, until

DOMAIN = Domain.from_dict({"intents": ["faq"]})


@dataclass
class Browser:
    """A page that is open, and the database behind it."""

    client: socketio.AsyncClient
    heard: list[dict[str, Any]]
    store: ConversationStore
    file: Path

    async def call(self, event: str, data: Any = None) -> Any:
        return await self.client.call(event, data, timeout=8)

    @contextlib.contextmanager
    def locked(self) -> Any:
        """Another program holds the database."""
        other = sqlite3.connect(self.file, isolation_level=None)
        other.execute("begin immediate")
        try:
            yield
        finally:
            other.execute("rollback")
            other.close()


class Keeps(Guide):
    """A guide that keeps what it hears in the store, as Rasa does."""

    def __init__(self, store: ConversationStore) -> None:
        super().__init__()
        self.store = store

    async def __call__(self, message: Any) -> None:
        await super().__call__(message)
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, {"name": "faq"}), DOMAIN)
        tracker.update(BotUttered(f"You said: {message.text}"), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        await self.store.save(tracker)


@pytest.fixture
async def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Browser]:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")
    store = ConversationStore(DOMAIN, db=str(tmp_path / "conversations.db"))
    async with opened(WebChannel(), Keeps(store)) as door:
        client, heard = socketio.AsyncClient(), []  # type: ignore[var-annotated]
        client.on("bot_uttered", heard.append)
        await client.connect(door.url.removesuffix("/webhooks/web"), transports=["polling"])
        page = Browser(client, heard, store, tmp_path / "conversations.db")
        await page.call("session_request", {})
        yield page
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(client.disconnect(), 0.5)
    store.close()


async def test_a_deleted_chat_is_gone_and_its_session_with_it(browser: Browser) -> None:
    await browser.call("user_uttered", {"message": "about my velociraptor", "message_id": "1"})
    await until(lambda: len(browser.heard) == 1)
    assert b"velociraptor" in _bytes(browser)
    assert await browser.call("delete_chat") == {"ok": True, **notice("deleted", "web")}
    assert b"velociraptor" not in _bytes(browser)
    assert (await browser.call("user_uttered", {"message": "hi"}))["error"] == "no_session"


async def test_a_chat_that_cannot_be_deleted_just_now_is_said_to_be_there_and_goes_on(
    browser: Browser,
) -> None:
    await browser.call("user_uttered", {"message": "about my velociraptor", "message_id": "1"})
    await until(lambda: len(browser.heard) == 1)
    with browser.locked():
        refused = await browser.call("delete_chat")
    assert refused == {"ok": False, "error": "not_deleted", **notice("not_deleted", "web")}
    (sender,) = await browser.store.keys()
    kept = await browser.store.retrieve(sender)
    assert kept is not None and kept.latest_message is not None
    assert kept.latest_message.text == "about my velociraptor"
    await browser.call("user_uttered", {"message": "still there?", "message_id": "2"})
    await until(lambda: len(browser.heard) == 2)
    assert (await browser.call("delete_chat"))["ok"]
    assert await browser.store.keys() == []
    assert b"velociraptor" not in _bytes(browser)


def _bytes(browser: Browser) -> bytes:
    folder = browser.file.parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
