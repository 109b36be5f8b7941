"""Who said STOP: keyed hashes of phone numbers, kept until they say START."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


class OptOuts:
    """A set on disk, so that STOP outlives a restart."""

    def __init__(self, path: Path | None = None) -> None:
        place = path or Path(os.environ.get("GUIDE_DB", "conversations.db")).with_name("optouts.db")
        self._db = sqlite3.connect(str(place), isolation_level=None, check_same_thread=False)
        self._db.execute("create table if not exists optouts (sender text primary key)")

    def add(self, sender_id: str) -> None:
        """Sends nothing to this sender from now on."""
        self._db.execute("insert or ignore into optouts values (?)", (sender_id,))

    def remove(self, sender_id: str) -> None:
        """Sends to this sender again."""
        self._db.execute("delete from optouts where sender = ?", (sender_id,))

    def __contains__(self, sender_id: object) -> bool:
        found = self._db.execute("select 1 from optouts where sender = ?", (sender_id,))
        return found.fetchone() is not None
