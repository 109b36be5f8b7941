"""The job that erases old conversations while the server runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Protocol

logger = logging.getLogger("guide.retention")

EVERY_SECONDS = 300.0


class Purged(Protocol):
    """A store that can erase what is past its time."""

    async def purge(self) -> int:
        """Erases it and says how many conversations it was."""


class RetentionJob:
    """Purges at start and every few minutes."""

    def __init__(self, store: Callable[[], Purged | None], every: float = EVERY_SECONDS) -> None:
        """`store` gives the store of this process, which Rasa makes later; None before that."""
        self._store = store
        self._every = every
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Starts the job in the running loop."""
        self._task = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """Stops it."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            store = self._store()
            if store is not None:
                try:
                    erased = await store.purge()
                    if erased:
                        logger.info("erased %d conversations past their time", erased)
                except Exception as problem:  # the next round tries again
                    logger.error("purge failed: %s", type(problem).__name__)
            await asyncio.sleep(self._every)
