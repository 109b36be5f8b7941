"""Words around the answers, read from `data/answers/<language>/phrases.yml`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from bot.deadlines import has_wording
from bot.language import ORIGINAL, texts


class Phrases:
    """The phrases of one language.

    `dates_in` is the language that the deadline engine speaks for it.
    """

    def __init__(self, entries: dict[str, Any], language: str = ORIGINAL) -> None:
        self._entries = entries
        self.language = language
        self.dates_in = language if has_wording(language) else ORIGINAL

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
def phrases(language: str = ORIGINAL) -> Phrases:
    """The phrases of a language; each that it lacks is the English one."""
    return Phrases(texts("phrases.yml", language), language)
