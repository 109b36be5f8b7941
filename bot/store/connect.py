"""Opens a database: a file path is SQLite, a `postgresql://` address PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from bot.store.database import Database


def open_database(where: str) -> Database:
    """The database at a file path or a `postgresql://` address.

    Raises:
        Unavailable: it cannot be opened.
    """
    # Each brings a library of its own, and a process needs one of them.
    if where.startswith(("postgresql://", "postgres://")):
        from bot.store.postgres import PostgresDatabase

        return PostgresDatabase(where)
    from bot.store.sqlite import SqliteDatabase

    return SqliteDatabase(Path(where))
