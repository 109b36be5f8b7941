"""One SQLite file, for one chat server: secure deletion, survives what breaks it."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bot.store.database import Database, Moved, Result, Row, Step, Unavailable
from bot.store.schema import MIGRATIONS

logger = logging.getLogger("guide.store")


class SqliteDatabase(Database):
    """Opens `path`; a file that cannot be read is erased and a fresh one begun."""

    shared = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = self._open_or_replace()

    def write(self, steps: Iterable[Step]) -> None:
        """See `Database.write`."""
        listed = list(steps)
        for last_try in (False, True):
            try:
                with self._db:
                    self._db.execute("begin immediate")
                    for step in listed:
                        changed = self._db.execute(step.sql, step.values).rowcount
                        if step.must_change and changed == 0:
                            raise Moved
                return
            except sqlite3.IntegrityError as problem:
                raise Moved from problem
            except sqlite3.OperationalError as problem:  # locked, full or read-only
                logger.error("store could not write: %s", type(problem).__name__)
                raise Unavailable from problem
            except sqlite3.DatabaseError as problem:
                if last_try:
                    raise Unavailable from problem
                self._replace()

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[Row]:
        """See `Database.read`."""
        try:
            return list(self._db.execute(sql, values))
        except sqlite3.OperationalError as problem:
            logger.error("store could not read: %s", type(problem).__name__)
            raise Unavailable from problem
        except sqlite3.DatabaseError:
            self._replace()
            return []

    async def run(self, work: Callable[[], Result]) -> Result:
        """At once: a local file answers faster than another thread would be woken."""
        return work()

    def later(self, work: Callable[[], object]) -> None:
        """At once, too."""
        with contextlib.suppress(Unavailable):
            work()

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
        if db.execute("pragma quick_check(1)").fetchone() != ("ok",):
            db.close()
            raise sqlite3.DatabaseError("damaged")
        _migrate(db)
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


def _migrate(db: sqlite3.Connection) -> None:
    done = int(db.execute("pragma user_version").fetchone()[0])
    for number, (script, _) in enumerate(MIGRATIONS[done:], done + 1):
        db.executescript(f"begin immediate; {script} pragma user_version = {number}; commit;")
