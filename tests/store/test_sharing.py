"""Two stores on one database, as two chat servers have: nothing overwritten, nothing doubled."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.tracker_store import ConversationStore, watched
from bot.store import Unavailable
from bot.store.schema import MIGRATIONS
from tests.store.databases import connected

DOMAIN = Domain.from_dict(
    {"intents": ["faq"], "slots": {"facts": {"type": "any", "mappings": [{"type": "custom"}]}}}
)


@pytest.fixture
def first_release(place: str) -> str:
    """A database as the first release made it, with one conversation."""
    slots = json.dumps({"received": {"value": "2026-03-03", "turn": 1}})
    event = json.dumps(UserUttered("before", {"name": "faq"}).as_dict())
    with connected(place) as run:
        if place.startswith("postgresql:"):
            run("create table schema_version (version integer not null)")
            run("insert into schema_version values (1)")
        for step in MIGRATIONS[0][place.startswith("postgresql:")].split(";"):
            if step.strip():
                run(step)
        if not place.startswith("postgresql:"):
            run("pragma user_version = 1")
        run(f"insert into conversations values ('a', 1e10, '{slots}')")
        run(f"insert into events (sender, event) values ('a', '{event}')")
    return place


def open_store(place: str) -> ConversationStore:
    return ConversationStore(DOMAIN, db=place)


def take_turn(tracker: DialogueStateTracker, text: str, message_id: str) -> None:
    tracker.update(UserUttered(text, {"name": "faq"}, message_id=message_id), DOMAIN)
    tracker.update(BotUttered(f"answer to {text}"), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)


async def test_a_turn_on_an_old_version_is_not_saved(place: str) -> None:
    one, two = open_store(place), open_store(place)
    take_turn(first := await one.get_or_create_tracker("a"), "begin", "m0")
    await one.save(first)
    here, there = await one.retrieve("a"), await two.retrieve("a")
    assert here is not None and there is not None
    take_turn(here, "here", "m1")
    take_turn(there, "there", "m2")
    with watched() as outcome:
        await two.save(there)
    assert outcome.stands
    with watched() as outcome:
        await one.save(here)
    assert outcome.moved and not outcome.stands
    again = await one.retrieve("a")
    assert again is not None
    assert [e.text for e in again.events if isinstance(e, UserUttered)] == ["begin", "there"]


async def test_the_same_message_is_never_stored_twice(place: str) -> None:
    one, two = open_store(place), open_store(place)
    here, there = await one.get_or_create_tracker("a"), await two.get_or_create_tracker("a")
    take_turn(there, "hello", "m1")
    with watched() as outcome:
        await two.save(there)
    assert outcome.stands
    take_turn(here, "hello", "m1")
    with watched() as outcome:
        await one.save(here)
    assert outcome.moved
    (answer,) = await one.answers("a", "m1") or []
    assert answer["text"] == "answer to hello"


async def test_answers_are_those_of_that_message_alone(place: str) -> None:
    store = open_store(place)
    tracker = await store.get_or_create_tracker("a")
    for number in range(3):
        take_turn(tracker, f"q{number}", f"m{number}")
        await store.save(tracker)
    assert [m["text"] for m in await store.answers("a", "m1") or []] == ["answer to q1"]
    assert await store.answers("a", "m9") is None
    assert await store.answers("b", "m1") is None


async def test_what_one_erases_the_other_does_not_bring_back(place: str) -> None:
    one, two = open_store(place), open_store(place)
    tracker = await one.get_or_create_tracker("a")
    take_turn(tracker, "secret", "m1")
    await one.save(tracker)
    await two.delete("a")
    assert await one.retrieve("a") is None


async def test_a_deletion_that_fails_is_no_deletion(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "c.db"))
    tracker = await store.get_or_create_tracker("a")
    take_turn(tracker, "secret", "m1")
    await store.save(tracker)
    other = sqlite3.connect(tmp_path / "c.db", isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Unavailable):
        await store.delete("a")
    other.execute("rollback")
    kept = await store.retrieve("a")
    assert kept is not None and kept.latest_message is not None
    assert kept.latest_message.text == "secret"
    await store.save(kept)
    await store.delete("a")
    assert await store.retrieve("a") is None


async def test_a_conversation_of_the_first_release_goes_on(first_release: str) -> None:
    store = open_store(first_release)
    for number in range(3):
        tracker = await store.get_or_create_tracker("a")
        take_turn(tracker, f"message {number}", f"m{number}")
        with watched() as outcome:
            await store.save(tracker)
        assert outcome.stands
    store.close()
    store = open_store(first_release)
    again = await store.retrieve("a")
    assert again is not None
    texts = [e.text for e in again.events if isinstance(e, UserUttered)]
    assert texts == ["before", "message 0", "message 1", "message 2"]
    assert again.get_slot("facts") == {"received": {"value": "2026-03-03", "turn": 1}}
    assert await store.answers("b", "x") is None
    store.close()


async def test_of_two_turns_on_a_conversation_of_the_first_release_one_is_saved(
    first_release: str,
) -> None:
    one = open_store(first_release)
    two = open_store(first_release)
    here, there = await one.retrieve("a"), await two.retrieve("a")
    assert here is not None and there is not None
    take_turn(here, "here", "m1")
    take_turn(there, "there", "m2")
    with watched() as outcome:
        await two.save(there)
    assert outcome.stands
    with watched() as outcome:
        await one.save(here)
    assert outcome.moved
    one.close()
    two.close()
