"""Misspelt months and weekdays put right, and which kinds of date words a text holds at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dates.words import MISSPELT, MONTH_NAMES, MONTHS, ORDINALS, WEEKDAY_NAMES, WEEKDAYS

# The kinds of words; a pattern is tried only where its kinds are there.
(DIGIT, MONTH, WEEKDAY, ORDINAL, NEAR, AGO, SINCE, FROM, IN, LATER, UNIT, HEAD, SEASON, HOLIDAY,
 NEW) = (1 << n for n in range(15))  # fmt: skip
_KINDS: dict[str, int] = {}
for _kind, _words in (
    (MONTH, " ".join(MONTHS)),
    (WEEKDAY, " ".join(WEEKDAYS)),
    (ORDINAL, " ".join(ORDINALS)),
    (NEAR, "today yesterday tomorrow tonight tonite tmrw tmr moro tomorow tommorow tommorrow "
           "yesturday yesterdy yest morning afternoon evening night"),
    (AGO, "ago back earlier"),
    (SINCE, "since"),
    (FROM, "from"),
    (IN, "in"),
    (LATER, "later next following same"),
    (UNIT, "day days week weeks wk wks month months year years yr yrs"),
    (HEAD, "last this next the a other couple few several some recently beginning start end "
           "middle first second"),
    (SEASON, "week weeks month months year years days fall spring summer winter day night "
             "recently while weekend mondays tuesdays wednesdays thursdays fridays saturdays "
             "sundays"),
    (HOLIDAY, "thanksgiving christmas xmas halloween easter friday veterans veteran eve hanukkah "
              "kippur hashanah passover ramadan eid diwali juneteenth columbus indigenous turkey "
              "memorial labor labour presidents president mlk luther valentines valentine cyber "
              "fourth july mother mothers father fathers fools mayo independence election flag "
              "washington newyears patrick patricks groundhog"),
    (NEW, "new"),
):  # fmt: skip
    for _word in _words.split():
        _KINDS[_word] = _KINDS.get(_word, 0) | _kind

# Kinds that are of use alone. "day", "last" or "from" say nothing without a second word.
_TELLING = DIGIT | MONTH | WEEKDAY | ORDINAL | NEAR | HOLIDAY

_HOLIDAY_NAMES = ["thanksgiving", "halloween", "christmas", "veterans", "columbus"]
_NAMES = [n for n in MONTH_NAMES + WEEKDAY_NAMES + _HOLIDAY_NAMES if len(n) >= 6]
_STARTS = frozenset(name[:2] for name in _NAMES)
# Ordinary words that lie near to a name.
_ORDINARY = frozenset(
    "sundry sundae sundaes sundial sunda noonday midday birthday augusta augustus augustan jaguars "
    "nonmember deceiver mondale friedan".split()
)
_WORD = re.compile(r"[a-z]+")
# Letters that ignoring case takes for a, s, i or k, and marks that mean the plain ones.
_PLAIN = str.maketrans({"ſ": "s", "ı": "i", "İ": "I", "K": "K", "’": "'", "‘": "'", "\xa0": " "})
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


@dataclass(frozen=True)
class Prepared:
    """A text with its date words spelt right; `at` gives the place in the text as written."""

    text: str
    kinds: int
    shifts: tuple[tuple[int, int], ...] = ()

    def at(self, place: int) -> int:
        """The place in the text as written that a place in the repaired text stands for."""
        moved = place
        for start, shift in self.shifts:
            if place > start:
                moved = place - shift
        return moved


def prepared(text: str) -> Prepared:
    """The text ready to be read: plain digits and quotes, names of days and months spelt right."""
    if not text.isascii():
        # Digits of other scripts are no dates here: they are hidden, at the same length.
        text = _FOREIGN_DIGIT.sub("\N{REPLACEMENT CHARACTER}", text.translate(_PLAIN))
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    kinds, wrong = 0, False
    for word in _WORD.findall(lower):
        kind = _KINDS.get(word)
        if kind is not None:
            kinds |= kind
        elif len(word) > 3 and _meant(word):
            wrong = True
    if any(map(lower.__contains__, "0123456789")):
        kinds |= DIGIT
    return _repaired(text, lower, kinds) if wrong else Prepared(text, kinds)


def holds_dates(kinds: int) -> bool:
    """Whether a text with these kinds of words can hold a date."""
    return bool(
        kinds & _TELLING
        or (kinds & UNIT and kinds & (AGO | SINCE | FROM | IN | NEW))
        or kinds & SEASON
    )


def _repaired(text: str, lower: str, kinds: int) -> Prepared:
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = []
    last = moved = 0
    for match in _WORD.finditer(lower):
        right = _meant(match[0]) if len(match[0]) > 3 and match[0] not in _KINDS else ""
        if not right:
            continue
        pieces += [text[last : match.start()], right]
        moved += len(right) - len(match[0])
        # A place after the word is moved; one inside it does not occur.
        shifts.append((match.end() + moved - 1, moved))
        last = match.end()
        kinds |= _KINDS[right]
    return Prepared("".join([*pieces, text[last:]]), kinds, tuple(shifts))


def _one_slip(name: str) -> set[str]:
    """Every spelling with one letter missing, added, wrong or swapped with its neighbour."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(name[:at], name[at:]) for at in range(len(name) + 1)]
    return {
        *(left + right[1:] for left, right in cuts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + letter + right[1:] for left, right in cuts if right for letter in letters),
        *(left + letter + right for left, right in cuts for letter in letters),
    }


def _near_names() -> dict[str, str]:
    """The misspelt names of one slip; those that lie near to two names ("tursday") are left out."""
    meant: dict[str, set[str]] = {}
    for name in _NAMES:
        for spelling in _one_slip(name) - _ORDINARY - _KINDS.keys():
            if not spelling.endswith(("days", "bers", "givings")):
                meant.setdefault(spelling, set()).add(name)
    near = {spelling: names.pop() if len(names) == 1 else "" for spelling, names in meant.items()}
    return near | MISSPELT


_NEAR_NAMES = _near_names()


def _meant(word: str) -> str:
    """The month or weekday that a misspelt word means, else nothing."""
    near = _NEAR_NAMES.get(word)
    if near is not None:
        return near
    if 7 <= len(word) <= 11 and word[-1] in "yr" and word[:2] in _STARTS:
        return _two_slips(word)
    return ""


@lru_cache(maxsize=1024)
def _two_slips(word: str) -> str:
    if word in _ORDINARY:
        return ""
    names = [n for n in _NAMES if n[:2] == word[:2] and len(n) >= 7 and slips(word, n) <= 2]
    return names[0] if len(names) == 1 else ""


def slips(word: str, name: str) -> int:
    """How many letters are missing, added, wrong or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(word, 1):
        new = [i]
        for j, wanted in enumerate(name, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == name[j - 2] and word[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]
