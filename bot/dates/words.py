"""The words dates are written with, and the spellings people give them."""

from __future__ import annotations

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan janurary januray janaury",
        "february feb febuary febrary feburary februray",
        "march mar marhc",
        "april apr apirl aprl",
        "may",
        "june jun",
        "july jul",
        "august aug agust augst",
        "september sep sept septmber setember septemer",
        "october oct octobr ocotber octber",
        "november nov novemeber novmber novemer",
        "december dec decmber decemeber",
    ),
    1,
):
    MONTHS.update(dict.fromkeys(_names.split(), _number))

WEEKDAYS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "monday mon munday",
        "tuesday tue tues teusday tusday",
        "wednesday wed weds wensday wednsday wendsday",
        "thursday thu thur thurs thrusday thursdy",
        "friday fri firday",
        "saturday sat saterday",
        "sunday",
    )
):
    WEEKDAYS.update(dict.fromkeys(_names.split(), _number))

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40}

ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {
    "twenty first": 21,
    "twenty second": 22,
    "twenty third": 23,
    "twenty fourth": 24,
    "twenty fifth": 25,
    "twenty sixth": 26,
    "twenty seventh": 27,
    "twenty eighth": 28,
    "twenty ninth": 29,
    "thirtieth": 30,
    "thirty first": 31,
}

TENS = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
