"""Sends messages to a provider: in order for each parent, retried with back-off, never twice.

A message is repeated only when the provider surely did not take it (no connection, 429,
5xx); a refusal (4xx) is final and is logged without content.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

logger = logging.getLogger("guide.outbox")

ATTEMPTS = 6
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Outcome:
    """What the provider said: taken, worth another try after `wait` seconds, or refused."""

    taken: bool
    again: bool = False
    wait: float | None = None
    status: int = 0


class Outbox:
    """One queue for each conversation, emptied in the background."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._queues: dict[str, asyncio.Queue[Callable[[], Awaitable[Outcome]]]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}

    def put(self, sender_id: str, send: Callable[[], Awaitable[Outcome]]) -> None:
        """Queues one message; `send` is called until it is taken or refused."""
        self._queues.setdefault(sender_id, asyncio.Queue()).put_nowait(send)
        if sender_id not in self._workers:
            self._workers[sender_id] = asyncio.ensure_future(self._work(sender_id))

    async def settled(self) -> None:
        """Waits until nothing is queued (used at shutdown and in tests)."""
        while self._workers:
            await asyncio.gather(*self._workers.values(), return_exceptions=True)

    async def _work(self, sender_id: str) -> None:
        queue = self._queues[sender_id]
        try:
            while not queue.empty():
                await self._deliver(queue.get_nowait())
        finally:
            self._workers.pop(sender_id, None)
            if queue.empty():
                self._queues.pop(sender_id, None)

    async def _deliver(self, send: Callable[[], Awaitable[Outcome]]) -> None:
        wait = FIRST_WAIT
        for attempt in range(1, ATTEMPTS + 1):
            outcome = await send()
            if outcome.taken:
                return
            if not outcome.again:
                logger.error("%s refused a message status=%d", self._name, outcome.status)
                return
            if attempt < ATTEMPTS:
                pause = outcome.wait if outcome.wait is not None else wait
                await asyncio.sleep(min(pause, LONGEST_WAIT) + random.uniform(0, 0.1))
                wait = min(wait * 2, LONGEST_WAIT)
        logger.error("%s could not be reached after %d tries", self._name, ATTEMPTS)
