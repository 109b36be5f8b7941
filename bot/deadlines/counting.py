"""Counting days. The day of the event is day 0; nothing is rolled to a next working day."""

from __future__ import annotations

from datetime import date, timedelta
from datetime import date as Date  # a field of this name hides the plain one
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from bot.deadlines.calendars import Calendar
from bot.deadlines.calendars import calendar as state_calendar
from bot.deadlines.rules import states

_DAY = timedelta(days=1)
# More than this many days without a school day in sight means the list of them is wrong.
_LONGEST_BREAK = 800
Days = tuple[tuple[date, str], ...]


class Counted(NamedTuple):
    """Where a count ends, its first counted day, the holidays skipped on the way, and those of
    them (or, counting back, those besides them) on which calendars differ."""

    date: Date
    day_one: Date | None
    skipped: tuple[tuple[Date, str], ...] = ()
    in_doubt: tuple[tuple[Date, str], ...] = ()
    safe: Date | None = None


class NoSchoolLeft(Exception):
    """The days without school leave nothing to count."""


def calendar_days(start: date, count: int) -> Counted:
    """Plain calendar days (34 CFR 300.11(a))."""
    return Counted(start + timedelta(days=count), start + _DAY if count else None)


def add_months(start: date, count: int) -> date:
    """The same day `count` months later, or the last day of a shorter month."""
    return start + relativedelta(months=count)


def business_days(start: date, count: int, calendar: Calendar) -> Counted:
    """`count` business days after `start` (34 CFR 300.11(b)).

    `safe` takes days on which offices may be open as business days, so it is never later, and
    lies before a day on which offices may be closed rather than on it.
    Raises CalendarEnds past the last year of the lists.
    """
    end, day_one, skipped, in_doubt = _forward(start, count, calendar, keep_doubtful=True)
    safe = end
    if in_doubt:
        safe = _forward(start, count, calendar, keep_doubtful=False)[0]
    safe, avoided = _last_open(safe, start, calendar)
    if avoided:
        in_doubt = tuple(sorted({*in_doubt, *avoided}))
    return Counted(end, day_one, skipped, in_doubt, safe)


def _last_open(day: date, start: date, calendar: Calendar) -> tuple[date, Days]:
    """The day, or the last one before it (never before `start`) on which offices are surely
    open, and the days in doubt passed on the way."""
    avoided = []
    while day > start:
        days = calendar.year(day.year)
        name = days.may_be_closed(day)
        if name is None and day.weekday() <= 4:
            break
        if name is not None and (day in days.doubtful or day in days.possible):
            avoided.append((day, name))
        day -= _DAY
    return day, tuple(avoided)


def _forward(
    start: date, count: int, calendar: Calendar, keep_doubtful: bool
) -> tuple[date, date, Days, Days]:
    day, day_one, left = start, None, count
    skipped, in_doubt = [], []
    days = calendar.year(start.year)
    year = start.year
    while left:
        day += _DAY
        if day.weekday() > 4:
            continue
        if day.year != year:
            year = day.year
            days = calendar.year(year)
        name = days.closed.get(day)
        if name is not None:
            doubted = day in days.doubtful
            if keep_doubtful or not doubted:
                skipped.append((day, name))
                if doubted:
                    in_doubt.append((day, name))
                continue
        day_one = day_one or day
        left -= 1
    return day, day_one or day, tuple(skipped), tuple(in_doubt)


def business_days_before(start: date, count: int, calendar: Calendar) -> Counted:
    """`count` business days before `start`, for what must be done "at least" that long before.

    `safe` takes days that some lists close as closed, so it is never later.
    """
    end, day_one, skipped, besides = _back(start, count, calendar, open_besides=True)
    safe = end
    if besides:
        safe, _, _, besides = _back(start, count, calendar, open_besides=False)
    return Counted(end, day_one, skipped, besides, safe)


@lru_cache(maxsize=64)
def business_days_before_anywhere(start: date, count: int) -> Counted:
    """The same by federal holidays alone, with the earliest date of any state as `safe`."""
    federal = business_days_before(start, count, state_calendar(None))
    own = set(federal.skipped)
    found = federal
    for code in states():
        there = business_days_before(start, count, state_calendar(code))
        if there.safe and found.safe and there.safe < found.safe:
            found = there
    extra = sorted({*found.skipped, *found.in_doubt} - own)
    return Counted(federal.date, federal.day_one, federal.skipped, tuple(extra), found.safe)


def _back(
    start: date, count: int, calendar: Calendar, open_besides: bool
) -> tuple[date, date, Days, Days]:
    day, day_one, left, year = start, None, count, start.year
    skipped, besides = [], []
    days = calendar.year(year)
    while left:
        day -= _DAY
        if day.weekday() > 4:
            continue
        if day.year != year:
            year = day.year
            days = calendar.year(year)
        if day in days.closed:
            skipped.append((day, days.closed[day]))
            continue
        if day in days.possible:
            besides.append((day, days.possible[day]))
            if not open_besides:
                continue
        day_one = day_one or day
        left -= 1
    return day, day_one or day, tuple(reversed(skipped)), tuple(reversed(besides))


def school_days(start: date, count: int, closed: tuple[tuple[date, date], ...]) -> Counted:
    """`count` school days after `start`: Monday to Friday less the days without school given
    (34 CFR 300.11(c)). Raises NoSchoolLeft when these leave none for two years."""
    day, day_one, left, idle = start, None, count, 0
    while left:
        day += _DAY
        if day.weekday() > 4 or any(first <= day <= last for first, last in closed):
            idle += 1
            if idle > _LONGEST_BREAK:
                raise NoSchoolLeft
            continue
        idle = 0
        day_one = day_one or day
        left -= 1
    return Counted(day, day_one)


@lru_cache(maxsize=256)
def state_moves(start: date, count: int, back: bool) -> bool:
    """Whether the calendar of some state gives another day than federal holidays alone do."""
    step = business_days_before if back else business_days
    federal = step(start, count, state_calendar(None))
    return any(
        (there.date, there.safe) != (federal.date, federal.safe)
        for there in (step(start, count, state_calendar(code)) for code in states())
    )
