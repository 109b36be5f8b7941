"""Custom actions of the guide: they read the tracker, ask `bot`, and send what it says."""

from actions.answer import ActionAnswer

__all__ = ["ActionAnswer"]
