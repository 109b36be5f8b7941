"""Finds the dates in a Spanish text, the English ones in it as well: "el last Friday"."""

from __future__ import annotations

from datetime import date

from bot.dates import spelling
from bot.dates.es.grammar import SPANISH
from bot.dates.es.patterns import PATTERNS
from bot.dates.es.plain import holds_a_day, plain
from bot.dates.model import DateMention
from bot.dates.patterns import PATTERNS as ENGLISH_PATTERNS
from bot.dates.reader import scanned, settled


def read_spanish(written: str, today: date, lean: str) -> tuple[DateMention, ...]:
    """Every date of a Spanish text in order of appearance; see `bot.dates.read_dates`."""
    prepared = plain(written)
    words = prepared.text
    if not holds_a_day(words):
        return ()
    kinds = spelling.prepared(words).kinds
    # "Last week Monday" is read whole by the English patterns, "monday" alone by the Spanish ones.
    english_first = "week" in words
    found = scanned(words, kinds, today, ENGLISH_PATTERNS) if english_first else []
    found = scanned(words, 0, today, PATTERNS, found)
    if not english_first:
        found = scanned(words, kinds, today, ENGLISH_PATTERNS, found)
    if not found:
        return ()
    found = settled(found, words, today, lean, SPANISH)
    return tuple(each.mention(today, prepared.at, written) for each in found)
