"""Reading ahead changes when a phrase is encoded, never what its vector is or the order of turns."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from bot.nlu import ahead
from bot.nlu.cut import cut
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.model import Guess
from bot.nlu.router import understand
from bot.nlu.weights import require_encoder
from bot.rasa.components import encoder

MESSAGES = [
    "can I bring a lawyer",
    "Can I bring a lawyer? And is it confidential?",
    "The school got it March 3. They never called. When must they meet with us?",
    "",
    "😡😡",
    "word " * 700,
]


@pytest.mark.parametrize("text", [text for text in MESSAGES if text])
def test_what_is_prepared_is_all_that_is_ranked(text: str) -> None:
    asked: list[str] = []

    def rank(wanted: list[str]) -> list[list[Guess]]:
        asked.extend(wanted)
        return [[Guess("faq/cost", 0.9), Guess("out_of_scope", 0.1)] for _ in wanted]

    understand(text, rank)
    assert set(asked) <= set(cut(text).phrases)


def test_vectors_read_ahead_are_those_of_the_turn() -> None:
    sentences = SentenceEncoder(require_encoder())

    async def all_at_once() -> None:
        await asyncio.gather(*(ahead.read_ahead(text) for text in MESSAGES))

    ahead.use(lambda text: sentences.encode(cut(text).phrases))
    try:
        asyncio.run(all_at_once())
    finally:
        ahead.use(None)
    for text in MESSAGES:
        for phrase in cut(text).phrases:
            assert phrase in sentences._recent
            alone = encoder().encode([phrase])
            np.testing.assert_array_equal(sentences.encode([phrase]), alone)


def test_messages_leave_in_the_order_in_which_they_came() -> None:
    left: list[int] = []

    async def one(number: int, text: str) -> None:
        await ahead.read_ahead(text)
        left.append(number)

    async def many() -> None:
        texts = ["A long story. " * 60 + str(number) for number in range(3)] + ["hi", "cost?"]
        await asyncio.gather(*(one(number, text) for number, text in enumerate(texts)))

    sentences = SentenceEncoder(require_encoder())
    ahead.use(lambda text: sentences.encode(cut(text).phrases))
    try:
        asyncio.run(many())
    finally:
        ahead.use(None)
    assert left == sorted(left)


def test_a_turn_alone_need_not_wait_and_one_beside_it_does() -> None:
    with ahead.busy() as first:
        with ahead.busy() as second:
            assert (first, second) == (False, True)
    with ahead.busy() as third:
        assert third is False
