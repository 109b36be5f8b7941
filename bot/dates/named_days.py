"""Holidays by the names people call them, with their dates from the `holidays` package."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.relativedelta import MO, TU, relativedelta

Yearly = Callable[[int], "date | None"]

# How each is written, the name in the package, and the days after it.
_NAMES: list[tuple[str, str, int]] = [
    (r"new\s+year'?s?'?\s+eve", "New Year's Eve", 0),
    (r"new\s*year'?s?'?(?:\s+day)?", "New Year's Day", 0),
    (r"(?:mlk|martin\s+luther\s+king)(?:,?\s+jr\.?)?'?s?(?:\s+(?:day|birthday))?",
     "Martin Luther King Jr. Day", 0),
    (r"president'?s?'?\s+day|washington'?s\s+birthday", "Washington's Birthday", 0),
    (r"valentine'?s?'?(?:\s+day)?", "Valentine's Day", 0),
    (r"(?:st\.?|saint)\s+pat(?:rick|ty)'?s?(?:\s+day)?", "Saint Patrick's Day", 0),
    (r"groundhog\s+day", "Groundhog Day", 0),
    (r"good\s+friday", "Good Friday", 0),
    (r"easter\s+monday", "Easter Sunday", 1),
    (r"easter(?:\s+sunday)?", "Easter Sunday", 0),
    (r"mother'?s?'?\s+day", "Mother's Day", 0),
    (r"father'?s?'?\s+day", "Father's Day", 0),
    (r"memorial\s+day", "Memorial Day", 0),
    (r"juneteenth", "Juneteenth National Independence Day", 0),
    (r"independence\s+day|(?:the\s+)?(?:4th|fourth)\s+of\s+july|july\s+(?:the\s+)?fourth",
     "Independence Day", 0),
    (r"labou?r\s+day", "Labor Day", 0),
    (r"columbus\s+day|indigenous\s+people'?s?'?\s+day", "Columbus Day", 0),
    (r"halloween(?:\s+(?:day|night))?", "Halloween", 0),
    (r"election\s+day", "election", 0),
    (r"veteran'?s?'?\s+day", "Veterans Day", 0),
    (r"thanksgiving\s+eve", "Thanksgiving Day", -1),
    (r"(?:thanks\s?giving|turkey\s+day)(?:\s+day)?", "Thanksgiving Day", 0),
    (r"black\s+friday", "Thanksgiving Day", 1),
    (r"cyber\s+monday", "Thanksgiving Day", 4),
    (r"(?:christmas|x-?mas)\s+eve", "Christmas Eve", 0),
    (r"(?:christmas|x-?mas)(?:\s+day)?", "Christmas Day", 0),
    (r"flag\s+day", "flag", 0),
    (r"april\s+fools?'?s?(?:\s+day)?", "fools", 0),
    (r"cinco\s+de\s+mayo", "mayo", 0),
    # Holidays of several days, or by another calendar: known as days, but asked about.
    (r"(?:yom\s+kippur|rosh\s+hashanah|hanukkah|chanukah|passover|ramadan|eid|diwali)", "", 0),
]  # fmt: skip
PATTERN = "|".join(f"(?P<named{n}>{words})" for n, (words, _, _) in enumerate(_NAMES))
_FIXED = {"flag": (6, 14), "fools": (4, 1), "mayo": (5, 5)}


def named_day(match: re.Match[str]) -> Yearly | None:
    """The day of a matched holiday in each year; None where the name is no one day."""
    n = next(n for n in range(len(_NAMES)) if match[f"named{n}"] is not None)
    _, name, shift = _NAMES[n]
    return (lambda year: _shifted(name, year, shift)) if name else None


def _shifted(name: str, year: int, shift: int) -> date | None:
    day = day_named(name, year)
    return day + timedelta(days=shift) if day else None


def day_named(name: str, year: int) -> date | None:
    """The day of a holiday, by its name in the package, in a year."""
    return date(year, *_FIXED[name]) if name in _FIXED else _days_of(year).get(name)


@lru_cache(maxsize=64)
def _days_of(year: int) -> dict[str, date]:
    """Every holiday of a year by its name in the package. Observed days are left out."""
    if not 1 < year < 9999:
        return {}
    table = holidays.country_holidays(
        "US", years=year, observed=False, categories=("public", "unofficial"), language="en_US"
    )
    days = {name: day for day, names in table.items() for name in names.split("; ")}
    # The Tuesday after the first Monday of November (2 U.S.C. 7).
    days["election"] = (
        date(year, 11, 1) + relativedelta(weekday=MO(1)) + relativedelta(weekday=TU(1))
    )
    return {name: day for name, day in days.items() if day.year == year}


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth weekday of a month, the last one for -1; None where the month has no fifth."""
    if not 1 < year < 9999:
        return None
    first = date(year, month, 1)
    if nth == -1:
        last = first + relativedelta(day=31)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None
