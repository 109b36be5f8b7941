"""Misspelt words are read as ours; words of English, names and other languages stay as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.understanding import training
from bot.nlu.router import understand
from bot.nlu.spelling import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    phrases, _ = training()
    return Speller.fit(phrases)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("can i bring my atorney", "can i bring my attorney"),
        ("how many days to apeal the DESICION?", "how many days to appeal the decision?"),
        ("is the meating privat", "is the meeting private"),
        # "Inter" and "peter", "writ" and "ting" are words, but by chance.
        ("is there a interpeter, in writting", "is there a interpreter, in writing"),
        ("what is the I E P and F A P E", "what is the IEP and FAPE"),
        ("they put off the hering", "they put off the hearing"),
    ],
)
def test_a_slip_is_forgiven(speller: Speller, typed: str, read: str) -> None:
    assert speller.correct(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "Can I bring a lawyer? It's on March 3rd, 2026.",
        "they shouldnt do that, they cant",
        "everytime I call, a prehearing thing comes up",
        "my son Tayshawn and Mrs. Okonkwo",
        "she initialed it and waived the taping",
        "necesito ayuda con la reunion de resolucion por favor",
        "def main(): retrun xs[indx] whlie brkn",
        "que pasa",
        "r u a bot? i e mail them my schoolwork",
        "¿Puedo llevar un abogado?",
        "会议是强制性的吗",
        "😡😡",
        "",
        "IDEA FAPE LEA IEP",
        "x" * 10_000,
        "qwertz " * 1400,
    ],
)
def test_what_is_no_slip_stays_as_typed(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_it_is_kept_with_the_model(speller: Speller, tmp_path: Path) -> None:
    speller.save(tmp_path)
    assert Speller.load(tmp_path).correct("the agrement") == "the agreement"


def test_words_of_danger_count_as_typed() -> None:
    found = understand(
        "I want to dine", lambda phrases: [[] for _ in phrases], typed="I want to die"
    )
    assert found.intent == "crisis"
