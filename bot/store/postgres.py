"""PostgreSQL, for several chat servers that share their conversations.

One connection a process, used by one thread of its own, so that a slow database holds up only
those who wait for it. A connection that breaks is made again for a few seconds before a parent
is told to try again: a database that restarts is not noticed.

    python -m bot.store.postgres migrate [URL]      (URL defaults to GUIDE_DB)
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection

from bot.settings import settings
from bot.store.database import Database, Moved, Result, Row, Step, Unavailable
from bot.store.schema import MIGRATIONS

logger = logging.getLogger("guide.store")

PATIENCE = 8.0
"""Seconds in which a broken connection is made again before giving up."""
MIGRATION_LOCK = 7_300_510
"""Key of the advisory lock under which one process migrates at a time."""


class PostgresDatabase(Database):
    """A database at a `postgresql://` address; missing tables are made."""

    shared = True

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._url = url
        self._patience = patience
        self._db: Connection | None = None
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._attempt(migrate)

    def write(self, steps: Iterable[Step]) -> None:
        """See `Database.write`."""
        listed = list(steps)

        def work(db: Connection) -> None:
            with db, db.cursor() as cursor:
                for step in listed:
                    cursor.execute(step.sql.replace("?", "%s"), step.values)
                    if step.must_change and cursor.rowcount == 0:
                        raise Moved

        self._attempt(work)

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[Row]:
        """See `Database.read`."""

        def work(db: Connection) -> list[Row]:
            with db, db.cursor() as cursor:
                cursor.execute(sql.replace("?", "%s"), values)
                return [tuple(row) for row in cursor.fetchall()]

        return self._attempt(work)

    async def run(self, work: Callable[[], Result]) -> Result:
        """In the store's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def later(self, work: Callable[[], object]) -> None:
        """In the store's own thread, after what waits there."""

        def quietly() -> None:
            try:
                work()
            except (Moved, Unavailable) as problem:
                logger.error("store could not count: %s", type(problem).__name__)

        self._thread.submit(quietly)

    def forget_traces(self) -> None:
        """Nothing here: PostgreSQL's autovacuum frees deleted rows (docs/scaling.md)."""

    def close(self) -> None:
        """Closes the connection."""
        self._thread.shutdown(wait=True)
        with self._lock:
            if self._db is not None:
                self._db.close()
            self._db = None

    def _attempt(self, work: Callable[[Connection], Result]) -> Result:
        """Runs `work` on a connection that lives, making a new one while patience lasts.

        A transaction whose commit was cut off may have been written all the same; running it
        again then fails with `Moved`, because every write checks what it builds on.
        """
        until = time.monotonic() + self._patience
        wait = 0.05
        with self._lock:
            while True:
                try:
                    if self._db is None or self._db.closed:
                        self._db = _connect(self._url)
                    return work(self._db)
                except psycopg2.IntegrityError as problem:
                    raise Moved from problem
                except (psycopg2.OperationalError, psycopg2.InterfaceError) as problem:
                    self._drop()
                    if time.monotonic() + wait > until:
                        logger.error("store not reached: %s", type(problem).__name__)
                        raise Unavailable from problem
                    time.sleep(wait)
                    wait = min(wait * 2, 1.0)

    def _drop(self) -> None:
        if self._db is not None:
            with contextlib.suppress(psycopg2.Error):
                self._db.close()
        self._db = None


def _connect(url: str) -> Connection:
    return psycopg2.connect(
        url,
        connect_timeout=3,
        application_name="resolution-guide",
        options="-c statement_timeout=5000 -c idle_in_transaction_session_timeout=10000",
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=8000,
    )


def migrate(db: Connection) -> None:
    """Brings the tables up to date; safe to run from several processes at once."""
    with db, db.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
        cursor.execute("create table if not exists schema_version (version integer not null)")
        cursor.execute("select coalesce(max(version), 0) from schema_version")
        found = cursor.fetchone()
        done = int(found[0]) if found else 0
        for number, (_, script) in enumerate(MIGRATIONS[done:], done + 1):
            cursor.execute(script)
            cursor.execute("insert into schema_version values (%s)", (number,))


def main() -> int:
    """Migrates and says what version the tables have."""
    parser = argparse.ArgumentParser(prog="python -m bot.store.postgres")
    parser.add_argument("command", choices=["migrate"])
    parser.add_argument("url", nargs="?", default=settings().db or "")
    options = parser.parse_args()
    if not options.url.startswith("postgres"):
        print("GUIDE_DB names no postgresql:// address; nothing to migrate", file=sys.stderr)
        return 2
    try:
        PostgresDatabase(options.url, patience=30.0).close()
    except Unavailable:
        print("PostgreSQL was not reached within 30 seconds", file=sys.stderr)
        return 1
    print(f"tables are at version {len(MIGRATIONS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
