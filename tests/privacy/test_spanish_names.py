"""Names are taken out of Spanish messages, and words are left in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.privacy.names import is_spanish
from bot.privacy.scrub import scrub

SETS = Path(__file__).resolve().parents[1] / "spanish"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mi hijo juan tiene autismo y la escuela no hace nada", "juan"),
        ("Mi hija Luz no va a la escuela", "Luz"),
        ("mi hijo Wilmer tiene un IEP", "Wilmer"),
        ("mi nombre es Marisol y tengo una pregunta", "Marisol"),
        ("mi niña se llama guadalupe", "guadalupe"),
        ("la maestra Patricia no viene a la junta", "Patricia"),
        ("me llamo José y la escuela recibió mi queja", "José"),
        ("la señora Gómez del distrito me llamó", "Gómez"),
    ],
)
def test_a_name_is_taken_out(text: str, name: str) -> None:
    assert name not in scrub(text) and "[name]" in scrub(text)


@pytest.mark.parametrize(
    "text",
    [
        "mi cuñado le esta pegando ahorita al niño con el cinto y no para, el niño esta sangrando",
        "la escuela recibio mi queja el dia domingo 3 de mayo",
        "cuanto le pagan al juez del estado",
        "mi hijo autista no habla bien",
        "leo el papel y no entiendo nada, era para el lunes",
        "depende del estado?",
        "me quitaron la luz y no tengo para el abogado",
        "mi hija vomita cada dia antes de la escuela",
    ],
)
def test_words_are_left(text: str) -> None:
    assert scrub(text) == text


def test_hardly_a_message_of_the_sets_loses_a_word() -> None:
    texts = [
        text
        for path in sorted(SETS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for text in json.loads(line).get("turns") or [json.loads(line)["text"]]
    ]
    assert len(texts) > 700
    lost = [text for text in texts if "[name]" in scrub(text)]
    assert len(lost) / len(texts) <= 0.01, lost


@pytest.mark.parametrize(
    "text",
    [
        "they gave me no answer", "can I bring my sister", "me and my son in la", "no",
        "el paso school district", "due process in LA", "Del said no to me",
    ],
)  # fmt: skip
def test_english_is_not_taken_for_spanish(text: str) -> None:
    assert not is_spanish(text)
