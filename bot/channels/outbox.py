"""Sends messages to a provider: in order for each parent, retried with back-off, never twice.

A message is repeated only when the provider surely did not take it (no connection, 429, 502,
503); a refusal (4xx) is final and is logged without content. After a 500, or when the line was
cut half-way, nobody knows whether it was taken, so it is not sent again.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

logger = logging.getLogger("guide.outbox")

ATTEMPTS = 6
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
LONGEST_RETRY_AFTER = 900.0
"""Longest pause a provider may ask for; asking before it is over would only make it longer."""
CONNECT_SECONDS = 5.0
SEND_SECONDS = 15.0
UNKNOWN = 598
"""Stands for a status when the provider's answer never came."""


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

    async def close(self, patience: float = 5.0) -> None:
        """Sends what can be sent within `patience` seconds and says how much was left."""
        if self._workers:
            await asyncio.wait(set(self._workers.values()), timeout=patience)
        # One message more than is queued: the one its worker is trying to send.
        left = sum(queue.qsize() for queue in self._queues.values()) + len(self._workers)
        for worker in list(self._workers.values()):
            worker.cancel()
        if left:
            logger.error("%s stopped with %d messages unsent", self._name, left)

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
            try:
                outcome = await send()
            except Exception as problem:  # one message that fails must not hold up the next
                logger.error("%s could not send error=%s", self._name, type(problem).__name__)
                return
            if outcome.taken:
                return
            if not outcome.again:
                # From 500 on it may have been taken after all.
                what = "refused" if outcome.status < 500 else "may not have sent"
                logger.error("%s %s a message status=%d", self._name, what, outcome.status)
                return
            if attempt < ATTEMPTS:
                pause = min(wait, LONGEST_WAIT)
                if outcome.wait is not None:
                    pause = min(outcome.wait, LONGEST_RETRY_AFTER)
                await asyncio.sleep(pause + random.uniform(0, pause / 5))
                wait *= 2
        logger.error("%s could not be reached after %d tries", self._name, ATTEMPTS)


def provider_session() -> aiohttp.ClientSession:
    """A session for a provider's API.

    Each message has its own connection: on a kept one, a request written just as the provider
    closes it is lost without anybody knowing whether it was taken.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True),
        timeout=aiohttp.ClientTimeout(total=SEND_SECONDS, sock_connect=CONNECT_SECONDS),
    )


async def attempt(
    session: aiohttp.ClientSession,
    url: str,
    read_wait: Callable[[aiohttp.ClientResponse], Awaitable[float | None]],
    **body: Any,
) -> Outcome:
    """Posts one message and says what became of it; `read_wait` reads a pause asked for."""
    try:
        async with session.post(url, **body) as answer:
            if answer.status < 300:
                return Outcome(True, status=answer.status)
            again = answer.status in (429, 502, 503)
            return Outcome(False, again, await read_wait(answer) if again else None, answer.status)
    except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError):
        # Without a limit on reading alone, a server timeout is one of connecting.
        return Outcome(False, again=True)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        # The request may have arrived: sending it again could send it twice.
        return Outcome(False, status=UNKNOWN)


async def retry_after(answer: aiohttp.ClientResponse) -> float | None:
    """Seconds of the Retry-After header, None without one that can be read."""
    return seconds(answer.headers.get("Retry-After", ""))


def seconds(text: object) -> float | None:
    """A pause in seconds, None for anything that is not one."""
    try:
        pause = float(str(text))
    except ValueError:
        return None
    return pause if 0 <= pause < float("inf") else None
