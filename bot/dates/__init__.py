"""Reads the dates people write: "last Friday", "3/4", "the Monday before Thanksgiving".

Pure: today is an argument. What cannot be one certain day is said to be so, never guessed.
"""

from bot.dates.corrections import year_correction
from bot.dates.model import DateMention
from bot.dates.places import today_in
from bot.dates.spoken import read_dates

__all__ = ["DateMention", "read_dates", "today_in", "year_correction"]
