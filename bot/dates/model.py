"""A date as mentioned in a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

Date = date
Kind = Literal["date", "ambiguous", "vague", "impossible", "range"]
Prefer = Literal["past", "future", "nearest"]

# A year left out is in doubt where the last such day is long gone and the next one is close.
LONG_GONE, CLOSE = timedelta(days=270), timedelta(days=92)


@dataclass(frozen=True)
class DateMention:
    """Where a date stands in a text and what it says.

    `text` is the words that count: of "the 11th, sorry, the 12th" only the last, while `start`
    and `end` hold the whole. `date` is set only for kind "date". `options` holds the two readings
    of an ambiguous date or the first and last day of a range. `assumed_year` is true where the
    year (or the month) was left out. `reason` says why a mention is no single day: `no_such_day`,
    `month_only`, `approximate`, `out_of_range`, `two_readings`; `ahead` where a day of the past
    would still lie ahead.

    `past` and `ahead` are the two days that words without a year (or a bare weekday) can mean:
    the last such day up to `said_on`, and the next one from it on. `date` is one of them. Which
    one is right depends on what happened on the day, so the caller settles it with `near`. Both
    are None where the words leave no choice. `side` tells which side the words beside the day
    chose already ("I will file on", "the hearing is on", a weekday that fits one year only); it
    is empty where they chose none. `doubt` holds the days to ask about when the wanted side is
    denied by a weekday beside the date.
    """

    text: str
    start: int
    end: int
    kind: Kind
    date: Date | None = None
    options: tuple[Date, ...] = ()
    assumed_year: bool = False
    reason: str = ""
    past: Date | None = None
    ahead: Date | None = None
    said_on: Date | None = None
    doubt: tuple[Date, ...] = ()
    side: Literal["past", "future", "nearest", ""] = ""

    def near(self, prefer: Prefer) -> DateMention:
        """The mention read for an event in the past, ahead, or on the nearest side.

        A day whose year was told stays as it is. Where the wanted side does not exist the mention
        becomes a question (`ambiguous`), or stays if there is nothing to choose from.
        """
        if self.said_on is None:
            return self
        if self.kind in ("range", "ambiguous") and self.assumed_year and self.options:
            return replace(self, options=years_moved(self.options, prefer, self.said_on))
        if self.past is None and self.ahead is None:
            return self
        wanted = {"past": self.past, "future": self.ahead, "nearest": self._nearest()}[prefer]
        if wanted is not None:
            return replace(self, kind="date", date=wanted, reason="", options=())
        if self.doubt:
            return self._asking(self.doubt)
        return self

    @property
    def year_in_doubt(self) -> bool:
        """Whether a day of the past is nearly a year gone, while the same day ahead is close.

        "They got it December 3", said on November 28: last year's, or a slip?
        """
        if self.past is None or self.ahead is None or self.said_on is None:
            return False
        return self.said_on - self.past > LONG_GONE and self.ahead - self.said_on <= CLOSE

    def as_question(self) -> DateMention:
        """The mention as one that must be asked about, with the days on both sides to choose."""
        days = tuple(day for day in (self.past, self.ahead) if day is not None)
        return self._asking(days) if len(days) > 1 else self

    def _asking(self, days: tuple[Date, ...]) -> DateMention:
        return replace(
            self, kind="ambiguous", date=None, options=tuple(sorted(days)), reason="two_readings",
            past=None, ahead=None,
        )  # fmt: skip

    def _nearest(self) -> Date | None:
        if self.past is None or self.ahead is None or self.said_on is None:
            return self.past or self.ahead
        gone, left = self.said_on - self.past, self.ahead - self.said_on
        return self.past if gone <= left else self.ahead


def years_moved(days: tuple[Date, ...], prefer: Prefer, today: Date) -> tuple[Date, ...]:
    """Days without a year, all moved a year on or back to the wanted side of today."""
    years = 0
    if prefer == "future" and days[-1] < today:
        years = 1
    elif prefer == "past" and days[0] > today:
        years = -1
    return tuple(day + relativedelta(years=years) for day in days)
