"""Reads the facts of a message in the language that it is in."""

from __future__ import annotations

from datetime import date

from bot.dates.spoken import MAX_TEXT
from bot.facts.model import Reading
from bot.facts.reader import read_english
from bot.facts.rules import speaks_by_rules


def read_facts(
    text: str, today: date, *, asked: str | None = None, language: str = "en"
) -> Reading:
    """What `text` tells about the case.

    Args:
        text: what the parent wrote.
        today: the parent's day, from which "yesterday" counts.
        asked: the fact the guide has just asked for; a bare date then answers it.
        language: what the text is in; one without patterns is read as English.
    """
    text = text[:MAX_TEXT].replace("\u2019", "'")
    if not text.strip():
        return Reading(language=language)
    if speaks_by_rules(language):
        from bot.facts.by_rules import read_by_rules  # read only where it is spoken

        return read_by_rules(text, today, asked, language)
    return read_english(text, today, asked)
