"""A date as mentioned in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Date = date
Kind = Literal["date", "ambiguous", "vague", "impossible", "range"]


@dataclass(frozen=True)
class DateMention:
    """Where a date stands in a text and what it says.

    `date` is set only for kind "date". `options` holds the two readings of an ambiguous date
    or the first and last day of a range. `assumed_year` is true where the year was left out.
    `reason` says why a mention is no single day: `no_such_day`, `month_only`, `approximate`,
    `out_of_range`, `two_readings`; `day_it_came` where a paper counts by the date on it.
    """

    text: str
    start: int
    end: int
    kind: Kind
    date: Date | None = None
    options: tuple[Date, ...] = ()
    assumed_year: bool = False
    reason: str = ""
