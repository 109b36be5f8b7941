"""The words dates are written with, and the spellings people give them."""

from __future__ import annotations

MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()


def _numbered(lines: tuple[str, ...], first: int) -> dict[str, int]:
    return {name: n for n, names in enumerate(lines, first) for name in names.split()}


MONTHS: dict[str, int] = _numbered(
    (
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    1,
)
WEEKDAYS: dict[str, int] = _numbered(
    (
        "monday mon",
        "tuesday tues tue",
        "wednesday weds wed",
        "thursday thurs thur thu",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ),
    0,
)
# Misspellings that `spelling` does not find by itself: short names, or far from the right one.
MISSPELT = {
    wrong: right
    for right, words in {
        "march": "marhc", "april": "apirl aprl", "july": "jully juley", "august": "augst agusut",
        "september": "septemer setember septmber", "february": "febrary februray",
        "tuesday": "teusday tusday", "wednesday": "wensday wednsday wendsday",
    }.items()
    for wrong in words.split()
}  # fmt: skip

_UNITS = "one two three four five six seven eight nine".split()
_SMALL = _UNITS + (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)
TENS = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

NUMBERS = {word: n for n, word in enumerate(_SMALL, 1)}
NUMBERS |= {
    f"{ten} {unit}": TENS[ten] + n
    for ten in ("twenty", "thirty", "forty")
    for n, unit in enumerate(_UNITS, 1)
}
NUMBERS |= {"twenty": 20, "thirty": 30, "forty": 40, "a": 1, "an": 1}

_NTH = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENTH = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth"
).split()
ORDINALS = {word: n for n, word in enumerate([*_NTH, *_TEENTH], 1)}
ORDINALS |= {f"twenty {word}": 20 + n for n, word in enumerate(_NTH, 1)}
ORDINALS |= {"thirtieth": 30, "thirty first": 31}
