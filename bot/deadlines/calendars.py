"""Which days are not business days, by state and year (34 CFR 300.11(b)).

A business day is Monday to Friday less federal and state holidays. Federal holidays are always
out; state holidays come from the `holidays` package with the corrections of data/holidays.yml,
whose head says what each of its fields means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from bot.deadlines.rules import load

FIRST_YEAR = 1990
LAST_YEAR: int = load("holidays")["last_year"]
_DAY = timedelta(days=1)
_OBSERVED = "observed"
_WEEKDAYS = {"mon": MO, "tue": TU, "wed": WE, "thu": TH, "fri": FR, "sat": SA, "sun": SU}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 4, 5, 6


class CalendarEnds(Exception):
    """The lists of holidays do not reach this year."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@dataclass(frozen=True, slots=True)
class YearDays:
    """Weekdays of one year on which some or all offices are closed, with the holiday's name.

    `closed` are holidays by the rule; `doubtful` those of them on which offices may be open;
    `possible` days that are business days by the rule but on which some offices close.
    """

    closed: dict[date, str]
    doubtful: frozenset[date]
    possible: dict[date, str]

    def may_be_closed(self, day: date) -> str | None:
        """The name of the day if it is, or may be, a day on which offices close."""
        return self.closed.get(day) or self.possible.get(day)


class Calendar:
    """The year lists of one state (None: federal holidays only), each built once."""

    def __init__(self, state: str | None) -> None:
        self._state = state
        self._years: dict[int, YearDays] = {}

    def year(self, year: int) -> YearDays:
        """Raises CalendarEnds past the last year of the lists."""
        found = self._years.get(year)
        if found is None:
            if year > LAST_YEAR:
                raise CalendarEnds(LAST_YEAR)
            found = self._years[year] = _build(self._state, year)
        return found


@lru_cache(maxsize=128)
def calendar(state: str | None) -> Calendar:
    """The calendar of a state's code, or of the federal holidays alone."""
    return Calendar(state)


class _Days:
    """Gathers the days of a year; the surest word on a day is the one that holds."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._certain: dict[date, str] = {}
        self._doubtful: dict[date, str] = {}
        self._possible: dict[date, str] = {}

    def add(self, day: date, name: str, sure: bool | None) -> None:
        """`sure`: True closed, False doubtful, None possible. Weekends are left out."""
        if day.weekday() > _FRIDAY or day.year != self._year:
            return
        found = self._possible if sure is None else self._certain if sure else self._doubtful
        if name not in found.get(day, "").split("; "):
            found[day] = f"{found[day]}; {name}" if day in found else name

    def done(self, federal: dict[date, list[str]]) -> YearDays:
        """A federal holiday goes by its federal name alone."""
        closed = self._doubtful | self._certain
        closed |= {day: "; ".join(names) for day, names in federal.items()}
        return YearDays(
            dict(sorted(closed.items())),
            frozenset(self._doubtful.keys() - self._certain.keys()),
            {day: name for day, name in sorted(self._possible.items()) if day not in closed},
        )


@lru_cache(maxsize=256)
def _federal(year: int) -> dict[date, list[str]]:
    return _listed(holidays.US(years=year), year)


def _listed(table: holidays.HolidayBase, year: int) -> dict[date, list[str]]:
    """The package's holidays of one year that fall on a weekday."""
    return {
        day: table.get_list(day)
        for day in sorted(table)
        if day.year == year and day.weekday() <= _FRIDAY
    }


def _build(state: str | None, year: int) -> YearDays:
    data = load("holidays")
    # In some state a holiday on a Sunday is not moved to the Monday.
    fixes: dict[str, Any] = {"moved_days_doubtful": ["sunday"]}
    days = _Days(year)
    if state is not None:
        fixes = data["states"].get(state, {})
        _add_state(days, state, year, fixes)
    federal = _federal(year)
    for day, names in federal.items():
        for name in names:
            days.add(day, name, not _moved_in_doubt(day, name, fixes))
    for day, item, moved in _on_days(fixes.get("add", ()), year):
        days.add(day, item["name"], item.get("certain", False) and not moved)
    for day, item, _ in _on_days(
        [*data["everywhere"]["possible"], *fixes.get("possible", ())], year
    ):
        days.add(day, item["name"], None)
    for item in _closures().get(year, ()):
        if item["where"] == "everywhere" or state in item["where"]:
            days.add(item["day"], item["name"], None if item["doubtful"] else True)
    return days.done(federal)


def _add_state(days: _Days, state: str, year: int, fixes: dict[str, Any]) -> None:
    """The package's days of a state, each as sure as the corrections say."""
    table = holidays.US(subdiv=state, years=year, observed=not fixes.get("no_observed", False))
    for name in fixes.get("wrong", ()):
        if table.get_named(name):
            table.pop_named(name)
    for day, names in _listed(table, year).items():
        for name in names:
            plain = name.split(" (")[0]
            if plain in fixes.get("not_statewide", ()):
                days.add(day, name, None)
            else:
                doubted = plain in fixes.get("doubtful", ())
                days.add(day, name, not (doubted or _moved_in_doubt(day, name, fixes)))


def _moved_in_doubt(day: date, name: str, fixes: dict[str, Any]) -> bool:
    """Kept on a Friday for a Saturday; on a Monday for a Sunday where the state does not do so."""
    if _OBSERVED not in name:
        return False
    sundays = "sunday" in fixes.get("moved_days_doubtful", ())
    return day.weekday() == _FRIDAY or (day.weekday() == _MONDAY and sundays)


@lru_cache(maxsize=1)
def _closures() -> dict[int, list[dict[str, Any]]]:
    """The days offices closed once, by year."""
    by_year: dict[int, list[dict[str, Any]]] = {}
    for item in load("holidays")["closures"]:
        by_year.setdefault(item["day"].year, []).append(item)
    return by_year


def _on_days(items: Any, year: int) -> Iterator[tuple[date, dict[str, Any], bool]]:
    """The days on which listed corrections are kept in a year, and whether moved there."""
    for item in items:
        if not item.get("since", year) <= year <= item.get("until", year):
            continue
        if year % {"even": 2, "presidential": 4}.get(item.get("years", ""), 1):
            continue
        day = _on(item["day"], year)
        kept = _kept(day, item.get("moves"))
        yield kept, item, kept != day


def _kept(day: date, moves: str | None) -> date:
    """The day on which a holiday is kept that may fall on a weekend."""
    if day.weekday() == _SUNDAY and moves:
        return day + _DAY
    if day.weekday() == _SATURDAY and moves == "both":
        return day - _DAY
    if day.weekday() == _SATURDAY and moves == "monday":
        return day + 2 * _DAY
    return day


def _on(when: str, year: int) -> date:
    """Reads "03-17", "3 fri jun", "last fri apr", "easter-2", "election" and the like."""
    if re.fullmatch(r"\d\d-\d\d", when):
        return date(year, int(when[:2]), int(when[3:]))
    if " " in when:
        which, weekday, month = when.split()
        return _nth_weekday(year, _MONTHS.index(month) + 1, weekday, which)
    name = when.rstrip("+-0123456789")
    return _named(name, year) + int(when[len(name) :] or 0) * _DAY


def _nth_weekday(year: int, month: int, weekday: str, which: str) -> date:
    if which == "last":
        return date(year, month, 1) + relativedelta(day=31, weekday=_WEEKDAYS[weekday](-1))
    return date(year, month, 1) + relativedelta(weekday=_WEEKDAYS[weekday](int(which)))


@lru_cache(maxsize=512)
def _named(name: str, year: int) -> date:
    """Days that the law names; those of the moon are the package's."""
    if name == "easter":
        return easter(year)
    if name == "thanksgiving":
        return _nth_weekday(year, 11, "thu", "4")
    if name == "election":
        return _nth_weekday(year, 11, "mon", "1") + _DAY
    if name == "juneteenth_monday":
        day = date(year, 6, 19)
        return day + relativedelta(weekday=MO(-1 if day.weekday() <= _FRIDAY else 1))
    if name == "lunar_new_year":
        return _first(holidays.SG(years=year, observed=False), "Chinese New Year")
    title = {"yom_kippur": "Yom Kippur", "rosh_hashanah": "Rosh Hashanah"}[name]
    return _first(holidays.IL(years=year, language="en_US"), title)


def _first(table: holidays.HolidayBase, name: str) -> date:
    day: date = table.get_named(name)[0]
    return day
