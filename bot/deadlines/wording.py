"""Words of the timeline from data/wording/<language>.yml, and dates written in that language.

A text that a language lacks is said in English.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.deadlines.model import DeadlineError
from bot.language import ORIGINAL, filled, read

FOLDER = Path(__file__).parent / "data" / "wording"
_OBSERVED = " (observed)"
"""What the calendars write after the name of a holiday moved off a weekend."""


class Wording:
    """One language's wording; sections are looked up by name as plain dicts."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.language: str = data["language"]
        self.sections: dict[str, Any] = data
        self.titles: dict[str, str] = data["titles"]
        self.who: dict[str, str] = data["who"]
        self.events: dict[str, str] = data["events"]
        self.if_missed: dict[str, str] = data["if_missed"]
        self.counting: dict[str, str] = data["counting"]
        self.why: dict[str, dict[str, str]] = data["why"]
        self.none: dict[str, str] = data["none"]
        self.earlier: dict[str, str] = data["earlier"]
        self.notes: dict[str, str] = data["notes"]
        self.state_notes: dict[str, str] = data["state_notes"]
        self._weekdays: list[str] = data["weekdays"]
        self._months: list[str] = data["months"]
        self._date: str = data["date"]
        # The same few hundred days come up again and again; the bound keeps memory flat.
        self.date = lru_cache(maxsize=4096)(self._write_date)

    def _write_date(self, day: date) -> str:
        return self._date.format(
            weekday=self._weekdays[day.weekday()],
            month=self._months[day.month - 1],
            day=day.day,
            year=day.year,
        )

    def weekday(self, day: date) -> str:
        return self._weekdays[day.weekday()]

    def state(self, code: str, name: str) -> str:
        """A state in this language; `name` where it has none for it."""
        return str(self.sections["states"].get(code, name))

    def holiday(self, name: str) -> str:
        """A holiday of the calendars in this language; several on one day are parted by "; "."""
        return "; ".join(map(self._one_holiday, name.split("; ")))

    def _one_holiday(self, name: str) -> str:
        known: dict[str, str] = self.sections["holidays"]
        plain = name.removesuffix(_OBSERVED)
        if name in known or plain == name:
            return known.get(name, name)
        return str(self.sections["observed"]).format(name=known.get(plain, plain))

    def listed(self, items: Sequence[str]) -> str:
        """Joins items the way they are said: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        comma: str = self.sections["list_comma"]
        last: str = self.sections["list_and"]
        return comma.join(items[:-1]) + last + items[-1]

    def holidays(self, days: Sequence[tuple[date, str]]) -> str:
        item: str = self.sections["skipped_item"]
        return self.listed(
            [item.format(name=self.holiday(name), date=self.date(day)) for day, name in days]
        )

    def error(self, fact: str, key: str, **facts: object) -> DeadlineError:
        text: str = self.sections["errors"][key]
        missing = key in ("nothing", "received_missing")
        return DeadlineError(fact, f"{fact}: {text.format(**facts)}", missing)


@lru_cache(maxsize=16)
def wording(language: str = ORIGINAL) -> Wording:
    """The wording of a language code, each text that it lacks in English.

    Raises DeadlineError where there is no file of that language.
    """
    if not has_wording(language):
        raise wording().error("language", "language", value=language)
    english = read(FOLDER / f"{ORIGINAL}.yml")
    return Wording(filled(read(FOLDER / f"{language}.yml"), english))


def has_wording(language: str) -> bool:
    """Whether the timeline can be said in a language."""
    return language.isalpha() and (FOLDER / f"{language}.yml").is_file()
