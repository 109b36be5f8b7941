"""The store: nothing lost, nothing kept too long, and no cost that grows."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

from bot.dialogue.case import in_one_slot
from bot.rasa.tracker_store import ConversationStore
from bot.store.conversations import retention_hours

DOMAIN = Domain.from_dict(
    {"intents": ["faq"], "slots": {"facts": {"type": "any", "mappings": [{"type": "custom"}]}}}
)


def open_store(path: Path, **options: int) -> ConversationStore:
    return ConversationStore(DOMAIN, db=str(path / "c.db"), **options)


async def turn(store: ConversationStore, sender: str, text: str, **slots: object) -> None:
    tracker = await store.get_or_create_tracker(sender)
    tracker.update(UserUttered(text, {"name": "faq", "confidence": 1.0}), DOMAIN)
    for name, value in slots.items():
        tracker.update(SlotSet(name, value), DOMAIN)
    tracker.update(BotUttered("answer"), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)
    await store.save(tracker)


def bytes_of(path: Path) -> bytes:
    return b"".join(p.read_bytes() for p in path.iterdir() if p.is_file())


async def test_a_restart_finds_every_word_and_fact(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await turn(store, "a", "first", facts={"received": {"value": "2026-03-03", "turn": 1}})
    await turn(store, "a", "second")
    store.close()
    tracker = await open_store(tmp_path).retrieve("a")
    assert tracker is not None
    assert [e.text for e in tracker.events if isinstance(e, UserUttered)] == ["first", "second"]
    assert tracker.get_slot("facts") == {"received": {"value": "2026-03-03", "turn": 1}}


async def test_a_long_conversation_stays_short_in_memory_and_keeps_its_facts(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path, max_events=20)
    await turn(store, "a", "fact", facts={"received": {"value": "x", "turn": 1}})
    for number in range(300):
        await turn(store, "a", f"message {number}")
    tracker = await store.retrieve("a")
    assert tracker is not None
    assert len(tracker.events) <= 45
    assert tracker.get_slot("facts") == {"received": {"value": "x", "turn": 1}}
    store.close()
    again = await open_store(tmp_path, max_events=20).retrieve("a")
    assert again is not None and again.get_slot("facts") == {"received": {"value": "x", "turn": 1}}
    assert again.latest_message is not None and again.latest_message.text == "message 299"


async def test_a_turn_writes_only_what_is_new(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    sizes = []
    for number in range(60):
        before = (
            sqlite3.connect(tmp_path / "c.db").execute("select count(*) from events").fetchone()
        )
        await turn(store, "a", f"message {number}")
        after = sqlite3.connect(tmp_path / "c.db").execute("select count(*) from events").fetchone()
        sizes.append(after[0] - before[0])
    assert len(set(sizes[1:])) == 1


async def test_a_turn_that_breaks_off_leaves_what_was_saved(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await turn(store, "a", "kept")
    tracker = await store.retrieve("a")
    assert tracker is not None
    tracker.update(UserUttered("never saved", {"name": "faq"}), DOMAIN)
    again = await store.retrieve("a")
    assert again is not None and again is not tracker
    assert again.latest_message is not None and again.latest_message.text == "kept"


async def test_deleting_leaves_nothing_in_any_file(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await turn(store, "a", "my velociraptor secret")
    await turn(store, "b", "another brontosaurus")
    await store.delete("a")
    assert b"velociraptor" not in bytes_of(tmp_path)
    assert await store.retrieve("a") is None
    assert await store.retrieve("b") is not None


async def test_old_conversations_are_erased_and_counts_stay(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await turn(store, "a", "old velociraptor")
    store.count("web", "bring_lawyer", "answered")
    store.count("web", "bring_lawyer", "answered")
    assert await store.purge(time.time() + 23 * 3600) == 0
    assert await store.purge(time.time() + 25 * 3600) == 1
    assert b"velociraptor" not in bytes_of(tmp_path)
    assert store.counts()[0][1:] == ("web", "bring_lawyer", "answered", 2)


async def test_a_clock_set_back_does_not_keep_content_forever(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await turn(store, "a", "from the future")
    assert await store.purge(time.time() - 400 * 24 * 3600) == 1


def test_retention_is_a_day_by_default_and_a_month_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert retention_hours() == 24
    for given, hours in (("48", 48), ("99999", 720), ("-5", 0), ("soon", 24)):
        monkeypatch.setenv("RETENTION_HOURS", given)
        assert retention_hours() == hours


async def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_bytes(b"this is no database" * 500)
    store = open_store(tmp_path)
    await turn(store, "a", "hello")
    assert await store.retrieve("a") is not None


async def test_a_locked_file_does_not_stop_the_conversation(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await turn(store, "a", "before")
    other = sqlite3.connect(tmp_path / "c.db", isolation_level=None)
    other.execute("begin exclusive")
    await turn(store, "a", "while locked")
    other.execute("rollback")
    await turn(store, "a", "after")
    store.close()
    tracker = await open_store(tmp_path).retrieve("a")
    assert tracker is not None
    texts = [e.text for e in tracker.events if isinstance(e, UserUttered)]
    assert texts == ["before", "while locked", "after"]


def test_facts_kept_one_slot_each_are_gathered_in_the_one_they_have_now() -> None:
    before = {"received": {"value": "2026-03-03", "turn": 1}, "state": None, "answered": True}
    now_kept = {"facts": {"received": {"value": "2026-03-03", "turn": 1}}, "answered": True}
    assert in_one_slot(before) == now_kept
    assert in_one_slot(now_kept) == now_kept
    assert in_one_slot({"answered": True}) == {"answered": True}
