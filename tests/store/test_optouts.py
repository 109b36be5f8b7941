"""A STOP is known to every chat server, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.channels.optout import OptOuts
from bot.rasa.tracker_store import ConversationStore
from tests.channels.providers import Guide, TwilioServer, opened, unchanged
from tests.channels.test_twilio import OTHER, PARENT, Phone, channel_for
from tests.store.databases import connected

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = Domain.from_dict({"intents": ["faq"]})


def open_store(place: str) -> ConversationStore:
    return ConversationStore(DOMAIN, db=place)


@pytest.fixture
def two_servers(place: str) -> Iterator[tuple[OptOuts, OptOuts]]:
    """The opt-outs of two chat servers on one database."""
    with ExitStack() as stores:
        one, two = (stores.enter_context(closing(open_store(place))) for _ in range(2))
        yield OptOuts(lambda: one.database), OptOuts(lambda: two.database)


async def test_a_stop_and_a_start_are_known_to_the_other_server(
    two_servers: tuple[OptOuts, OptOuts],
) -> None:
    here, there = two_servers
    assert not await there.holds("sms:1")
    await here.add("sms:1")
    await here.add("sms:1")
    assert await there.holds("sms:1") and await here.holds("sms:1")
    assert not await there.holds("sms:2")
    await there.remove("sms:1")
    assert not await here.holds("sms:1")


async def test_the_last_of_many_words_at_once_is_the_one_kept(
    two_servers: tuple[OptOuts, OptOuts],
) -> None:
    here, there = two_servers
    words = [here.add("a"), here.add("b"), here.remove("a"), here.add("c"), here.remove("b"),
             here.add("a")]  # fmt: skip
    await asyncio.gather(*words)
    assert [await there.holds(sender) for sender in "abc"] == [True, False, True]


async def test_a_stop_outlives_the_conversation_and_its_age(place: str) -> None:
    with closing(open_store(place)) as store:
        optouts = OptOuts(lambda: store.database)
        await optouts.add("sms:1")
        await store.delete("sms:1")
        await store.purge(4e9)
    with closing(open_store(place)) as store:
        assert await OptOuts(lambda: store.database).holds("sms:1")


async def test_a_word_heard_before_there_is_a_store_is_kept_and_written_later(place: str) -> None:
    stores: list[ConversationStore] = []
    optouts = OptOuts(lambda: stores[0].database if stores else None)
    await optouts.add("sms:1")
    assert await optouts.holds("sms:1")
    with closing(open_store(place)) as store:
        stores.append(store)
        assert await optouts.holds("sms:1")
        assert await OptOuts(lambda: store.database).holds("sms:1")


async def test_twilio_starts_on_this_database_and_a_restart_remembers_a_stop(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")
    monkeypatch.setenv("GUIDE_DB", place)
    provider = TwilioServer()
    await provider.up()
    for restarted in (False, True):
        with closing(open_store(place)):
            async with opened(channel_for(provider), Guide()) as door:
                phone = Phone(door, provider)
                await phone.text("Hello" if restarted else "STOP")
                assert await unchanged(lambda: len(provider.requests), 0.2) == 0
                if restarted:
                    await phone.text("Hello", sender=OTHER)
                    await phone.gets(1)
                    assert provider.taken[0]["To"] == OTHER != PARENT
    await provider.down()


@pytest.mark.parametrize("former", ["optouts.db", "conversations.db"])
def test_the_stops_of_another_file_are_taken_over_by_command(
    place: str, tmp_path: Path, former: str
) -> None:
    (tmp_path / "former").mkdir()
    file = tmp_path / "former" / former
    if former == "optouts.db":
        with connected(str(file)) as run:
            run("create table optouts (sender text primary key)")
    else:
        open_store(str(file)).close()
    with connected(str(file)) as run:
        run("insert into optouts values ('sms:1'), ('sms:2')")
    for _ in range(2):
        done = _take_over(file, place)
        assert (done.returncode, done.stdout) == (0, "2 people who said STOP were taken over\n")
    with closing(open_store(place)) as store:
        found = store.database.read("select sender from optouts order by sender")
    assert found == [("sms:1",), ("sms:2",)]


def test_a_file_without_stops_is_refused_in_one_line(tmp_path: Path) -> None:
    place = str(tmp_path / "conversations.db")
    sqlite3.connect(tmp_path / "empty.db").close()
    for file in (tmp_path / "none.db", tmp_path / "empty.db"):
        done = _take_over(file, place)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1


def _take_over(file: Path, place: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.store.optouts", str(file), place],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
