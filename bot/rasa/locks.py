"""Locks of conversations for several chat servers, in Redis.

Rasa's own `RedisLockStore` reads and writes its tickets in separate steps, so two processes can
draw the same one, polls once a second, and ends every turn when Redis is away. Here the lock is
redis-py's (one atomic step each way), and a Redis that is away is done without: the store's
versions keep turns from overwriting each other (`bot.store.conversations`), locks only spare
them the second try.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.exceptions import LockError as RedisLockError
from redis.exceptions import RedisError

logger = logging.getLogger("guide.locks")

LONGEST_TURN = 30.0
"""Seconds after which the lock of a process that died is free again."""
LONGEST_WAIT = 15.0
POLL = 0.02
REST = 2.0
"""Seconds for which Redis is left alone after it did not answer."""


class ConversationLocks(LockStore):
    """Named in endpoints.yml: `lock_store: {type: bot.rasa.locks.ConversationLocks, url: ...}`."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        super().__init__()
        self._redis = Redis.from_url(
            str(endpoint_config.url), socket_timeout=1.0, socket_connect_timeout=1.0
        )
        self._local: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._away_until = 0.0

    @contextlib.asynccontextmanager
    async def lock(  # type: ignore[override]
        self,
        conversation_id: str,
        lock_lifetime: float = LONGEST_TURN,
        wait_time_in_seconds: float = POLL,
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the conversation while the block runs.

        Raises:
            LockError: another turn held it for longer than `LONGEST_WAIT`.
        """
        local = self._local.get(conversation_id)
        if local is None:
            local = self._local[conversation_id] = asyncio.Lock()
        async with local:  # in this process turns wait in the order in which they came
            held = await self._acquire(conversation_id)
            try:
                yield TicketLock(conversation_id)
            finally:
                if held is not None:
                    # Its time may have run out, or Redis may have gone: both are harmless.
                    with contextlib.suppress(RedisLockError, RedisError, OSError):
                        await held.release()

    async def _acquire(self, conversation_id: str) -> Any:
        if time.monotonic() < self._away_until:
            return None
        lock = self._redis.lock(
            f"guide:turn:{conversation_id}",
            timeout=LONGEST_TURN,
            sleep=POLL,
            blocking_timeout=LONGEST_WAIT,
        )
        try:
            if await lock.acquire():
                return lock
        except (RedisError, OSError, asyncio.TimeoutError) as problem:
            logger.error("locks not reached: %s", type(problem).__name__)
            self._away_until = time.monotonic() + REST
            return None
        raise LockError("another turn of this conversation takes too long")
