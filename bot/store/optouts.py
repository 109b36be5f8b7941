"""Who said STOP: names of conversations (keyed hashes, no phone numbers), until they say START.

They are in the store, so that every chat server knows a STOP, whichever of them heard it.
Deleting a conversation, or its age, does not remove them.

    python -m bot.store.optouts FILE [URL]      (URL defaults to GUIDE_DB)

takes over those of another SQLite file: `optouts.db` of an earlier release, or the database of a
guide that moves to PostgreSQL.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.settings import settings
from bot.store.connect import open_database
from bot.store.database import Database, Step, Unavailable

_ADD = "insert into optouts (sender) values (?) on conflict (sender) do nothing"
_REMOVE = "delete from optouts where sender = ?"


def is_opted_out(database: Database, sender: str) -> bool:
    """Whether `sender` said STOP last.

    Raises:
        Unavailable: the database does not answer.
    """
    return bool(database.read("select 1 from optouts where sender = ?", (sender,)))


def set_opted_out(database: Database, senders: Iterable[str], stopped: bool) -> None:
    """Keeps that `senders` said STOP, or START.

    Raises:
        Unavailable: the database would not take it; nothing was written.
    """
    sql = _ADD if stopped else _REMOVE
    database.write([Step(sql, (sender,)) for sender in senders])


def kept_in(file: Path) -> list[str]:
    """Who said STOP according to a SQLite file.

    Raises:
        sqlite3.Error: the file cannot be read, or holds no such table.
    """
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found:
        return [str(sender) for (sender,) in found.execute("select sender from optouts")]


def main() -> int:
    """Takes over the STOPs of a file and says how many."""
    parser = argparse.ArgumentParser(prog="python -m bot.store.optouts")
    parser.add_argument("file", type=Path)
    parser.add_argument("url", nargs="?", default=settings().db or "")
    options = parser.parse_args()
    if not options.url:
        print("GUIDE_DB names no database to take them over into", file=sys.stderr)
        return 2
    try:
        senders = kept_in(options.file)
        database = open_database(options.url)
        set_opted_out(database, senders, True)
        database.close()
    except sqlite3.Error as problem:
        print(f"{options.file} cannot be read: {problem}", file=sys.stderr)
        return 1
    except Unavailable:
        print("The database could not be written.", file=sys.stderr)
        return 1
    print(f"{len(senders)} people who said STOP were taken over")
    return 0


if __name__ == "__main__":
    sys.exit(main())
