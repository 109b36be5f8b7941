"""How much one sender, or one address, may ask for: token buckets in bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass


@dataclass
class _Bucket:
    tokens: float
    at: float


class RateLimit:
    """Allows `burst` messages at once and `per_minute` sustained, for each key.

    Keys beyond `remembered` are forgotten oldest first, so a flood of made-up senders
    cannot grow memory.
    """

    def __init__(self, *, burst: int, per_minute: float, remembered: int = 10_000) -> None:
        self._burst = float(burst)
        self._per_second = per_minute / 60.0
        self._remembered = remembered
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        """Seconds `key` has to wait; 0 means the message may pass and has been counted."""
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, now)
        elapsed = max(0.0, now - bucket.at)
        bucket.tokens = min(self._burst, bucket.tokens + elapsed * self._per_second)
        bucket.at = now
        self._buckets[key] = bucket
        while len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        if bucket.tokens >= 1.0:
            bucket.tokens -= 1.0
            return 0.0
        return (1.0 - bucket.tokens) / self._per_second
