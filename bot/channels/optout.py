"""Who said STOP, as a text channel asks for it: kept in the store, whatever becomes of it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.rasa.tracker_store import current
from bot.settings import settings
from bot.store import Unavailable
from bot.store.database import Database
from bot.store.optouts import is_opted_out, kept_in, set_opted_out

logger = logging.getLogger("guide.optout")

FORMER = "optouts.db"
"""The file that an earlier release kept beside the conversations."""


class OptOuts:
    """STOP and START of this process, written to the store that all processes share.

    What the store cannot take just now holds in this process at once and is written as soon as
    the store can take it.
    """

    def __init__(self, database: Callable[[], Database | None] | None = None) -> None:
        """`database` gives the store's, which is made after the channels; None before that."""
        self._database = database or _database
        self._unwritten: dict[str, bool] = {}
        self._carried_over = False

    async def add(self, sender_id: str) -> None:
        """Sends nothing to this sender from now on."""
        self._unwritten[sender_id] = True
        await self._write()

    async def remove(self, sender_id: str) -> None:
        """Sends to this sender again."""
        self._unwritten[sender_id] = False
        await self._write()

    async def holds(self, sender_id: str) -> bool:
        """Whether nothing may be sent to this sender.

        Where the store does not answer and this process heard neither word, it may: what is sent
        answers a message of theirs, and who stopped is still held back by the carrier.
        """
        await self._write()
        if sender_id in self._unwritten:
            return self._unwritten[sender_id]
        database = self._database()
        if database is None:
            return False
        try:
            return await database.run(lambda: is_opted_out(database, sender_id))
        except Unavailable:
            return False

    async def _write(self) -> None:
        database = self._database()
        if database is None:
            return
        try:
            await self._carry_over(database)
            for sender_id in list(self._unwritten):
                stopped = self._unwritten.get(sender_id)
                if stopped is None:
                    continue  # another message's turn has written it meanwhile
                await database.run(_writing(database, sender_id, stopped))
                # The other word may have come while this one was written.
                if self._unwritten.get(sender_id) is stopped:
                    del self._unwritten[sender_id]
        except Unavailable:
            logger.error("a STOP or START is not written yet")

    async def _carry_over(self, database: Database) -> None:
        """Takes over the file of an earlier release, once: a later START must hold."""
        former = _former_file()
        if self._carried_over or former is None or not former.is_file():
            self._carried_over = True
            return
        try:
            senders = kept_in(former)
        except sqlite3.Error as problem:
            logger.error("%s cannot be read: %s", FORMER, type(problem).__name__)
            self._carried_over = True
            return
        await database.run(lambda: set_opted_out(database, senders, True))
        former.unlink(missing_ok=True)
        self._carried_over = True


def _writing(database: Database, sender_id: str, stopped: bool) -> Callable[[], None]:
    return lambda: set_opted_out(database, [sender_id], stopped)


def _database() -> Database | None:
    store = current()
    return store.database if store is not None else None


def _former_file() -> Path | None:
    where = settings().db or "conversations.db"
    return None if "://" in where else Path(where).with_name(FORMER)
