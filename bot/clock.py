"""The time, read in one place, so that a test can set it."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.settings import settings


def now_utc() -> datetime:
    """The time; `GUIDE_NOW` (ISO) replaces it, so that conversations can be tested."""
    fixed = settings().now
    if fixed is not None:
        return fixed if fixed.tzinfo else fixed.replace(tzinfo=timezone.utc)
    return datetime.now(timezone.utc)
