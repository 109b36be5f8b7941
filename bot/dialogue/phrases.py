"""Words around the answers, read from `data/answers/<language>/phrases.yml`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "answers"


class Phrases:
    """The phrases of one language."""

    def __init__(self, entries: dict[str, Any]) -> None:
        self._entries = entries

    def __call__(self, key: str, **values: str) -> str:
        """The text of `key` (dots go down a level), its names filled in.

        Raises:
            KeyError: there is no such text, or a name it needs was not given.
        """
        return str(self.entry(key)).format(**values)

    def entry(self, key: str) -> Any:
        """What stands under `key`, unfilled.

        Raises:
            KeyError: nothing does.
        """
        found: Any = self._entries
        for part in key.split("."):
            found = found[part]
        return found

    def has(self, key: str) -> bool:
        """Whether `key` has a text."""
        try:
            self.entry(key)
        except (KeyError, TypeError):
            return False
        return True

    def day(self, day: date) -> str:
        """A date as the language writes it, for example `Wednesday, March 18, 2026`."""
        return self(
            "date_format",
            weekday=self.entry("weekdays")[day.weekday()],
            month=self.entry("months")[day.month - 1],
            day=str(day.day),
            year=str(day.year),
        )

    def mark(self, day: date, today: date) -> str:
        """Where a day lies, in a word or two for a list: past, today, or how many days ahead."""
        days = (day - today).days
        if days < 0:
            return self("mark_past")
        return self({0: "mark_today", 1: "mark_tomorrow"}.get(days, "mark_ahead"), days=str(days))

    def distance(self, day: date, today: date) -> str:
        """How far a date is from today, as a sentence."""
        days = (day - today).days
        if days in (0, 1, -1):
            return self({0: "today", 1: "tomorrow", -1: "yesterday"}[days])
        return self("days_left", days=str(days)) if days > 0 else self("days_ago", days=str(-days))


@lru_cache(maxsize=8)
def phrases(language: str = "en") -> Phrases:
    """The phrases of a language; English where a language has none yet."""
    path = FOLDER / language / "phrases.yml"
    if not path.is_file():
        path = FOLDER / "en" / "phrases.yml"
    return Phrases(yaml.safe_load(path.read_text(encoding="utf-8")))
