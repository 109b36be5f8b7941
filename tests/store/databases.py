"""Empty databases for tests: a SQLite file, and PostgreSQL from Debian's package."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator

import psycopg2


@contextlib.contextmanager
def connected(place: str) -> Iterator[Callable[[str], object]]:
    """Runs statements on a database from outside the guide."""
    if not place.startswith("postgresql:"):
        with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as file:
            yield file.execute
        return
    server = psycopg2.connect(place)
    server.autocommit = True
    with contextlib.closing(server), server.cursor() as cursor:
        yield cursor.execute


def fresh_database(server: str) -> str:
    """The address of a new database of the PostgreSQL server at the address `server`."""
    name = f"test_{secrets.token_hex(6)}"
    with connected(server) as run:
        run(f"create database {name}")
    return f"{server.rpartition('/')[0]}/{name}"
