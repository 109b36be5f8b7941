"""A date as a pattern finds it, before its neighbours and its side of today are known."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from bot.dates.model import DateMention, Kind, years_moved

Lean = Literal["past", "future", "nearest"]
Form = Literal[
    "month_day",
    "nth",
    "weekday",
    "holiday",
    "nth_weekday",
    "near_day",
    "counted",
    "later",
    "other",
    "nothing",
]
Yearly = Callable[[int], "date | None"]
FIRST_YEAR, LAST_YEAR = 1990, 2100
# A day of last year or next year at most; Thanksgiving moves by up to 371 days.
ABOUT_A_YEAR = timedelta(days=371)
# What is set or due without a year lies no farther ahead than this.
NOT_FAR = timedelta(days=75)


@dataclass(frozen=True)
class Found:
    """What stands between `start` and `end`.

    `day` is a day that leaves no choice; else `past` and `ahead` are the days on both sides of
    today, and `yearly` gives the day of any year. `lean` is set where words beside it settle the
    side. A `weak` one is a day only beside another: "a Thursday", "sat", "Thanksgiving"; where it
    has a `reason` it is asked about when it stands alone. `shift` counts from the day told before.
    """

    text: str
    start: int
    end: int
    form: Form
    kind: Kind = "date"
    day: date | None = None
    past: date | None = None
    ahead: date | None = None
    yearly: Yearly | None = field(default=None, compare=False)
    weekday: int | None = None
    lean: Lean | None = None
    weak: bool = False
    options: tuple[date, ...] = ()
    reason: str = ""
    assumed: bool = False
    doubt: tuple[date, ...] = ()
    shift: int = 0

    @property
    def open(self) -> bool:
        """Whether it has still two sides to choose from."""
        return self.kind == "date" and self.day is None

    def leaning(self, lean: Lean) -> Found:
        """The same on a side that its own words choose: "last May 3" is no day ahead."""
        past = lean == "past" and self.past is not None
        return replace(self, lean=lean, ahead=None if past else self.ahead)

    def settled(self, lean: Lean, today: date) -> Found:
        """The same with its day chosen; `past` and `ahead` stay known."""
        if self.assumed and self.options and self.form in ("month_day", "other"):
            return replace(self, options=years_moved(self.options, lean, today))
        if not self.open:
            return self
        if lean == "nearest" and self.past and self.ahead:
            left = self.ahead - today
            lean = "future" if left < min(today - self.past, NOT_FAR) else "past"
        wanted = self.past if lean == "past" else self.ahead
        if wanted is None and self.doubt:
            return asking(self, self.doubt)
        if wanted is None and (lean == "nearest" or self.form != "month_day"):
            wanted = self.past or self.ahead  # a fifth Monday that is only ahead
        if wanted is None:
            return replace(self, kind="impossible", reason="no_such_day")
        return replace(self, day=wanted)

    def mention(self, today: date, place: Callable[[int], int], text: str) -> DateMention:
        """As given to the callers, with its place in the text as it was written."""
        start, end = place(self.start), place(self.end)
        day = self.day if self.kind == "date" else None
        kind, reason = self.kind, self.reason
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            kind, reason, day = "impossible", "out_of_range", None
        words = self.text or text[start:end].strip(" ,")
        return DateMention(
            words, start, end, kind, date=day, options=self.options, reason=reason,
            assumed_year=self.assumed and kind in ("date", "range", "ambiguous"),
            past=self.past, ahead=self.ahead, said_on=today, doubt=self.doubt,
            side=self.lean or "",
        )  # fmt: skip


def asking(found: Found, days: tuple[date, ...], kind: Kind = "ambiguous") -> Found:
    """The same as a question between the days."""
    return replace(
        found, kind=kind, day=None, past=None, ahead=None, yearly=None, doubt=(), weak=False,
        options=tuple(sorted(set(days))), reason="two_readings",
    )  # fmt: skip


def with_sides(found: Found, yearly: Yearly, today: date) -> Found:
    """The same with the last such day up to today and the next from it on, within a year."""
    days = [day for n in (-1, 0, 1) if (day := yearly(today.year + n)) is not None]
    past = [day for day in days if day <= today and today - day <= ABOUT_A_YEAR]
    ahead = [day for day in days if day >= today and day - today <= ABOUT_A_YEAR]
    return replace(
        found, yearly=yearly, assumed=True, day=None,
        past=max(past, default=None), ahead=min(ahead, default=None),
    )  # fmt: skip


def safe(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date | None:
    """A day so many days on, None where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_moved(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months on."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def month_length(year: int, month: int) -> int:
    """How many days a month has; 0 outside the calendar."""
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 0


def last_weekday(today: date, weekday: int) -> date:
    """The last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def next_weekday(today: date, weekday: int) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
