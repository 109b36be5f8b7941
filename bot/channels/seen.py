"""Which updates were handled, so that a repeat is answered once, and whose turn it is."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from weakref import WeakValueDictionary


class Seen:
    """A bounded set of ids."""

    def __init__(self, size: int = 50_000) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._size = size

    def repeat(self, key: str) -> bool:
        """Whether `key` was here before; remembers it."""
        if key in self._ids:
            return True
        self._ids[key] = None
        while len(self._ids) > self._size:
            self._ids.popitem(last=False)
        return False


class Turns:
    """One turn at a time for each conversation, in the order in which messages came.

    Without it a bare "2" that comes while an answer is being made would choose from the list
    before it.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, sender_id: str) -> asyncio.Lock:
        """The lock of a conversation, kept as long as somebody holds or awaits it."""
        lock = self._locks.get(sender_id)
        if lock is None:
            lock = self._locks[sender_id] = asyncio.Lock()
        return lock
