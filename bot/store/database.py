"""The SQLite file behind the store: one writer, secure deletion, survives what breaks it."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

logger = logging.getLogger("guide.store")

SCHEMA = """
create table if not exists conversations (
  sender text primary key, last_message real not null, slots text not null
) without rowid;
create table if not exists events (
  id integer primary key, sender text not null, event text not null
);
create index if not exists events_of on events (sender, id);
create index if not exists by_age on conversations (last_message);
create table if not exists counts (
  day text not null, channel text not null, topic text not null, kind text not null,
  n integer not null, primary key (day, channel, topic, kind)
) without rowid;
"""


class Database:
    """Opens `path`; a file that cannot be read is moved aside and a fresh one begun."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = self._open_or_replace()

    def write(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> bool:
        """Runs statements in one transaction; False when the disk would not take them."""
        listed = list(statements)
        for last_try in (False, True):
            try:
                with self._db:
                    self._db.execute("begin immediate")
                    for sql, values in listed:
                        self._db.execute(sql, values)
                return True
            except sqlite3.OperationalError as problem:
                # Locked, full or read-only: the conversation goes on from memory.
                logger.error("store could not write: %s", type(problem).__name__)
                return False
            except sqlite3.DatabaseError:
                if last_try:
                    return False
                self._replace()
        return False

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query; none when the file cannot be read."""
        try:
            return list(self._db.execute(sql, values))
        except sqlite3.OperationalError as problem:
            logger.error("store could not read: %s", type(problem).__name__)
        except sqlite3.DatabaseError:
            self._replace()
        return []

    def forget_traces(self) -> None:
        """Empties the write-ahead log, so that deleted content is in no file any more."""
        try:
            self._db.execute("pragma wal_checkpoint(truncate)").fetchall()
        except sqlite3.Error as problem:
            logger.error("store could not checkpoint: %s", type(problem).__name__)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def _open_or_replace(self) -> sqlite3.Connection:
        try:
            return self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._set_aside()
            return self._open()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(
            str(self._path), timeout=2.0, isolation_level=None, check_same_thread=False
        )
        db.execute("pragma journal_mode = wal").fetchall()
        db.execute("pragma synchronous = normal")
        db.execute("pragma secure_delete = on").fetchall()
        db.executescript(SCHEMA)
        if db.execute("pragma quick_check(1)").fetchone() != ("ok",):
            db.close()
            raise sqlite3.DatabaseError("damaged")
        os.chmod(self._path, 0o600)
        return db

    def _replace(self) -> None:
        self._db.close()
        self._set_aside()
        self._db = self._open()

    def _set_aside(self) -> None:
        """A damaged file may still hold content: it is erased, not kept."""
        logger.error("store file was damaged; a fresh one was begun")
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)


def now() -> float:
    """Seconds since the epoch; the store's only clock."""
    return time.time()
