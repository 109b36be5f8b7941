"""Reads a message ahead, in a thread, while the event loop serves other parents.

Half of a turn is the sentence encoder, which needs no lock of Python; Rasa runs it in the event
loop, one message at a time. Here the channel lets a thread encode the phrases of a message before
Rasa gets it; Rasa's own run then finds their vectors remembered. Nothing depends on it: what was
not read ahead is encoded in its turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.router import phrases

# One thread takes the messages in the order in which they came, and lets them go in it.
_thread = ThreadPoolExecutor(1, thread_name_prefix="read-ahead")
_encoder: SentenceEncoder | None = None
_under_way = 0


def use(encoder: SentenceEncoder | None) -> None:
    """Says whose vectors are wanted: those of the encoder that Rasa has loaded."""
    global _encoder
    _encoder = encoder


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
    if _encoder is not None:
        await asyncio.get_running_loop().run_in_executor(_thread, _read, _encoder, text)


def _read(encoder: SentenceEncoder, text: str) -> None:
    encoder.encode(phrases(text))
