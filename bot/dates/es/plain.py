"""A Spanish text in plain small letters, with its date words spelt right, place for place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dates.es.words import DAYS_IN_WORDS, MISSPELT, MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from bot.dates.spelling import slips
from bot.text.letters import plain_letter

# Letters that were read in the wrong encoding: "maÃ±ana".
_GARBLED = {"±": "n", "¡": "a", "©": "e", "\xad": "i", "³": "o", "º": "u", "¼": "u", "‘": "n"}
_WORD = re.compile(r"[a-z]{4,}")
_LONG = [name for name in (*MONTH_NAMES, "setiembre", *WEEKDAY_NAMES) if len(name) > 6]
_KNOWN = frozenset({*MONTHS, *WEEKDAYS, *DAYS_IN_WORDS})
# Ordinary words that lie near to a name.
_ORDINARY = frozenset("vienes domino dominio dominios".split())

_HINT = re.compile(
    r"\d|\b(?:hoy|ayer|ante\s?ayer|antier|ante?\s?a?noche|anoche|manana|hace|atras|dia|dias|semanas?|mes|"
    r"meses|anos?|"
    r"navidad|nochebuena|nochevieja|gracias|thanksgiving|halloween|brujas|pascua|reyes|muertos|"
    r"santo|veteranos|quincena|verano|invierno|otono|primavera|vacaciones|poco|recientemente|"
    r"today|yesterday|tomorrow|tonight|last|next|week|month|ago|christmas|ocho|quince|"
    r"primero|primer)\b|"
    + "|".join(rf"\b{name}\b" for name in sorted(_KNOWN - {"uno", "may", "mar", "set", "ago"}))
    + r"|\b(?:may|mar|set|ago)\b\.?\s+\d"
)  # fmt: skip


@dataclass(frozen=True)
class Plain:
    """The plain text; `at` gives the place in the text as it was written."""

    text: str
    places: tuple[int, ...]

    def at(self, place: int) -> int:
        """The place in the written text of a place in the plain one."""
        return self.places[min(place, len(self.places) - 1)]


def holds_a_day(plain: str) -> bool:
    """Whether a plain text can hold a date at all."""
    return bool(_HINT.search(plain))


def plain(written: str) -> Plain:
    """The text without accents and capitals, misspelt months and weekdays put right."""
    letters: list[str] = []
    places: list[int] = []
    at, end = 0, len(written)
    while at < end:
        letter = written[at]
        width = 1
        if letter == "Ã" and at + 1 < end and written[at + 1] in _GARBLED:
            base, width = _GARBLED[written[at + 1]], 2
        elif letter < "\x80":
            base = letter.lower()
        else:
            base = plain_letter(letter)
        for each in base:
            letters.append(each)
            places.append(at)
        at += width
    places.append(end)
    return _respelt("".join(letters), places)


def _respelt(text: str, places: list[int]) -> Plain:
    pieces: list[str] = []
    moved: list[int] = []
    last = 0
    for match in _WORD.finditer(text):
        right = _meant(match[0])
        if not right:
            continue
        start, end = match.span()
        pieces += [text[last:start], right]
        moved += places[last:start]
        moved += [places[min(start + n, end - 1)] for n in range(len(right))]
        last = end
    if not last:
        return Plain(text, tuple(places))
    pieces.append(text[last:])
    return Plain("".join(pieces), (*moved, *places[last:]))


@lru_cache(maxsize=2048)
def _meant(word: str) -> str:
    """The month, weekday or near day that a misspelt word means, else nothing."""
    if word in _KNOWN or word in _ORDINARY:
        return ""
    if word in MISSPELT:
        return MISSPELT[word]
    if not 6 <= len(word) <= 12 or word.endswith("os"):
        return ""
    near = [n for n in _LONG if abs(len(n) - len(word)) <= 2 and _close(word, n)]
    if len(near) != 1:
        near = [n for n in near if slips(word, n) == 1]
    return near[0] if len(near) == 1 else ""


def _close(word: str, name: str) -> bool:
    allowed = 2 if len(name) > 8 else 1
    return slips(word, name) <= allowed and word[-1] == name[-1]
