"""Letters without accents and capitals, place for place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def folded(text: str) -> str:
    """The text in plain small letters, of the same length: "Sí, recibió" gives "si, recibio"."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if c < "\x80" else (plain_letter(c) or " ")[:1] for c in text)


def unaccented(text: str) -> str:
    """The text without accents, letters of other forms as plain ones; its length may change."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=512)
def plain_letter(letter: str) -> str:
    """A letter without its accent; nothing for an accent alone. Digits of other scripts go."""
    if letter in "\u2019\u2018\xb4`":
        return "'"
    if letter in "°º":
        return "°"
    if letter in "\u2013\u2014\u2212":
        return "-"
    if letter == "\xa0":
        return " "
    if letter.isdigit() and not letter.isascii():
        return "\N{REPLACEMENT CHARACTER}"
    if unicodedata.combining(letter):
        return ""
    return unicodedata.normalize("NFD", letter)[0].lower()[:1]
