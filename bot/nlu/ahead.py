"""Reads a message ahead, in a thread, while the event loop serves other parents.

Half of a turn is the sentence encoder, which needs no lock of Python; Rasa runs it in the event
loop, one message at a time. Here the channel lets a thread encode the phrases of a message before
Rasa gets it; Rasa's own run then finds their vectors remembered. Nothing depends on it: what was
not read ahead is encoded in its turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

# One thread takes the messages in the order in which they came, and lets them go in it.
_thread = ThreadPoolExecutor(1, thread_name_prefix="read-ahead")
_reader: Callable[[str], None] | None = None
_under_way = 0


def use(reader: Callable[[str], None] | None) -> None:
    """Says who reads: `TopicClassifier.read_ahead` of the model that Rasa has loaded."""
    global _reader
    _reader = reader


@contextmanager
def busy() -> Iterator[bool]:
    """Marks a turn as under way; gives whether others were, so that reading ahead is worth it.

    A turn that others wait for reads ahead in the order of the thread; one that is alone goes on at
    once, and whatever comes after it finds it under way.
    """
    global _under_way
    others = _under_way > 0
    _under_way += 1
    try:
        yield others
    finally:
        _under_way -= 1


async def read_ahead(text: str) -> None:
    """Encodes the phrases of a message; never raises for its content."""
    if _reader is not None:
        await asyncio.get_running_loop().run_in_executor(_thread, _reader, text)
