"""Remembers which updates were handled, so that a provider's repeat is answered once."""

from __future__ import annotations

from collections import OrderedDict


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
