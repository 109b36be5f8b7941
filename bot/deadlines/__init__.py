"""Deadlines of IDEA due process: facts of a case in, a dated timeline with its reasons out.

Pure functions over the data in `bot/deadlines/data`: no Rasa, no network, no clock. See
docs/deadlines.md.
"""

from bot.deadlines.engine import compute, needed
from bot.deadlines.model import (
    EVENT_NAMES,
    Deadline,
    DeadlineError,
    Event,
    Facts,
    Note,
)
from bot.deadlines.timeline import Timeline
from bot.deadlines.wording import has_wording

__all__ = [
    "EVENT_NAMES",
    "Deadline",
    "DeadlineError",
    "Event",
    "Facts",
    "Note",
    "Timeline",
    "compute",
    "has_wording",
    "needed",
]
