"""Reads the dates of a text in the language that it is in."""

from __future__ import annotations

from datetime import date

from bot.dates.model import DateMention
from bot.dates.reader import read_english

MAX_TEXT = 12_000


def read_dates(
    text: str, today: date, *, lean: str = "past", language: str = "en"
) -> tuple[DateMention, ...]:
    """Every date mentioned in `text`, in order of appearance.

    `lean` ("past" or "future") says which way a date without a year, or a bare weekday, is meant;
    words beside the date ("the hearing is on ...") override it. The callers that know what
    happened on the day settle it with `DateMention.near`. A text in a `language` that no patterns
    are known for is read as English. Never raises for any text.
    """
    if language == "es":
        from bot.dates.es.reader import read_spanish  # compiled only where it is spoken

        return read_spanish(text[:MAX_TEXT], today, lean)
    return read_english(text[:MAX_TEXT], today, lean)
