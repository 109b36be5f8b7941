"""Deadlines of IDEA due process: facts of a case in, a dated timeline with its reasons out.

Pure functions over the data in `bot/deadlines/data`: no Rasa, no network, no clock. See
docs/deadlines.md.
"""

from bot.deadlines.engine import compute
from bot.deadlines.model import Deadline, DeadlineError, Event, Facts, Timeline

__all__ = ["Deadline", "DeadlineError", "Event", "Facts", "Timeline", "compute"]
