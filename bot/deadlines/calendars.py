"""Which days are not business days, by state and year (34 CFR 300.11(b)).

A business day is Monday to Friday less federal and state holidays. Federal holidays are always
out; state holidays come from the `holidays` package with the corrections of data/holidays.yml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays

from bot.deadlines.rules import load

FIRST_YEAR = 1990
LAST_YEAR: int = load("holidays")["last_year"]
_DAY = timedelta(days=1)
_OBSERVED = "observed"


class CalendarEnds(Exception):
    """The lists of holidays do not reach this year."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@dataclass(frozen=True, slots=True)
class YearDays:
    """Weekdays of one year on which some or all offices are closed, with the holiday's name.

    `closed` are holidays by the rule; `doubtful` those of them on which offices may be open;
    `possible` days that are business days by the rule but closed on some lists.
    """

    closed: dict[date, str]
    doubtful: frozenset[date]
    possible: dict[date, str]


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


@lru_cache(maxsize=256)
def _federal(year: int) -> dict[date, str]:
    return _listed(None, year)


def _listed(state: str | None, year: int) -> dict[date, str]:
    """The package's public holidays of one year that fall on a weekday."""
    table = holidays.US(subdiv=state, years=year)
    return {
        day: "; ".join(table.get_list(day))
        for day in sorted(table)
        if day.year == year and day.weekday() < 5
    }


def _build(state: str | None, year: int) -> YearDays:
    federal = _federal(year)
    everywhere = _on_days(load("holidays")["everywhere"]["possible"], year)
    if state is None:
        return YearDays(federal, frozenset(), everywhere)
    fixes: dict[str, Any] = load("holidays")["states"].get(state, {})
    closed = dict(federal)
    doubtful = _moved_days(federal, fixes.get("moved_days_doubtful", ()))
    possible = dict(everywhere)
    for day, names in _listed(state, year).items():
        if day in federal:
            continue
        plain = {name.split(" (")[0] for name in names.split("; ")}
        moved = _OBSERVED in names
        if moved and fixes.get("no_observed"):
            continue
        if plain <= set(fixes.get("not_statewide", ())):
            possible[day] = names
            continue
        closed[day] = names
        if plain <= {*fixes.get("doubtful", ()), *fixes.get("not_statewide", ())}:
            doubtful.add(day)
    for day, name in _on_days(fixes.get("add", ()), year).items():
        if day not in closed:
            closed[day] = name
            doubtful.add(day)
    possible |= _on_days(fixes.get("county", ()), year)
    possible = {day: name for day, name in possible.items() if day not in closed}
    return YearDays(closed, frozenset(doubtful), possible)


def _moved_days(federal: dict[date, str], moved: list[str] | tuple[str, ...]) -> set[date]:
    """Observed federal days that the state itself does not keep."""
    weekdays = {"saturday": 4, "sunday": 0}
    kept_off = {weekdays[name] for name in moved}
    return {
        day
        for day, names in federal.items()
        if day.weekday() in kept_off and all(_OBSERVED in name for name in names.split("; "))
    }


def _on_days(items: list[dict[str, Any]] | tuple[()], year: int) -> dict[date, str]:
    """Weekdays on which the listed corrections fall in a year."""
    days = {_on(item["day"], year): item["name"] for item in items if year >= item.get("since", 0)}
    return {day: name for day, name in days.items() if day.weekday() < 5}


def _on(when: str, year: int) -> date:
    if when == "friday_after_thanksgiving":
        return _nth_weekday(year, 11, 3, 4) + _DAY
    if when == "fourth_friday_of_september":
        return _nth_weekday(year, 9, 4, 4)
    if when == "election_day":
        return _nth_weekday(year, 11, 0, 1) + _DAY
    month, day = when.split("-")
    return date(year, int(month), int(day))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
