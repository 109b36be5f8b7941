"""Holidays of the US and of the families' countries by their Spanish names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.dates.found import Yearly, safe
from bot.dates.named_days import day_named

_VIRGIN = r"(?:la\s+)?virgen(?:\s+de\s+guadalupe)?|guadalupe"
# How each is written, the name in the package of holidays or month and day, and the days after it.
_NAMES: list[tuple[str, str | tuple[int, int] | None, int]] = [
    (r"vispera\s+de\s+accion\s+de\s+gracias", "Thanksgiving Day", -1),
    (r"(?:dia\s+de\s+)?accion\s+de\s+gracias|(?:dia\s+de\s+)?(?:thanks\s?giving|sangivin|"
     r"san\s?giving?|tanksgivin\w*|sansgivin\w*)|dia\s+del\s+pavo", "Thanksgiving Day", 0),
    (r"viernes\s+negro", "Thanksgiving Day", 1),
    (r"(?:vispera\s+de\s+navidad|noche\s?buena)", (12, 24), 0),
    (r"(?:dia\s+de\s+)?(?:la\s+)?navidad", (12, 25), 0),
    (r"(?:vispera\s+de\s+(?:ano\s+nuevo|fin\s+de\s+ano)|noche\s?vieja)", (12, 31), 0),
    (r"(?:dia\s+de\s+)?ano\s+nuevo", (1, 1), 0),
    (r"(?:dia\s+de\s+)?(?:los\s+)?(?:tres\s+)?reyes(?:\s+magos)?", (1, 6), 0),
    (r"dia\s+de\s+martin\s+luther\s+king", "Martin Luther King Jr. Day", 0),
    (r"dia\s+de\s+los\s+presidentes", "Washington's Birthday", 0),
    (r"(?:dia\s+de\s+)?san\s+valentin|dia\s+del?\s+(?:amor|los\s+enamorados)(?:\s+y\s+la\s+amistad)?",
     (2, 14), 0),
    (r"viernes\s+santo", "Good Friday", 0),
    (r"jueves\s+santo", "Good Friday", -1),
    (r"domingo\s+de\s+(?:pascua|resurreccion)", "Easter Sunday", 0),
    (r"dia\s+del?\s+(?:los\s+)?padres?", "Father's Day", 0),
    (r"dia\s+de\s+(?:los\s+caidos|la\s+recordacion)", "Memorial Day", 0),
    (r"dia\s+de\s+(?:la\s+raza|la\s+hispanidad|colon|los\s+pueblos\s+indigenas)", "Columbus Day", 0),
    (r"(?:noche|dia)\s+de\s+(?:las\s+)?brujas|(?:dia\s+de\s+)?(?:jalowin|halowin|jaloguin|jaloween)",
     (10, 31), 0),
    (r"dia\s+de\s+todos\s+los\s+santos", (11, 1), 0),
    (r"dia\s+de\s+(?:los\s+)?muertos", (11, 2), 0),
    (r"dia\s+de\s+las?\s+elecciones", "election", 0),
    (r"dia\s+de\s+los\s+veteranos", "Veterans Day", 0),
    (rf"dia\s+de\s+(?:{_VIRGIN})", (12, 12), 0),
    (r"dia\s+de\s+los\s+inocentes", (12, 28), 0),
    # Another day here than at home, or several days: known as days, but asked about.
    (r"dia\s+del?\s+(?:trabajo|trabajador(?:es)?)|dia\s+de\s+las?\s+madres?|"
     r"dia\s+de\s+la\s+(?:independencia|bandera)|semana\s+santa", None, 0),
]  # fmt: skip
PATTERN = "|".join(f"(?P<named{n}>{words})" for n, (words, _, _) in enumerate(_NAMES))


def named_day(match: re.Match[str]) -> Yearly | None:
    """The day of a matched holiday in each year; None where the name is no one day."""
    n = next(n for n in range(len(_NAMES)) if match[f"named{n}"] is not None)
    _, name, shift = _NAMES[n]
    if name is None:
        return None

    def yearly(year: int) -> date | None:
        day = day_named(name, year) if isinstance(name, str) else safe(year, *name)
        return day + timedelta(days=shift) if day else None

    return yearly
