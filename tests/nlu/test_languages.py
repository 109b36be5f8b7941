"""Which language a message is in: by its words, else that of the conversation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.knowledge.examples import examples
from bot.knowledge.keywords import language_asked
from bot.nlu.languages import LanguageModel, closest_to_other


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    texts = {code: [text for _, text in examples(language=code)] for code in ("en", "es")}
    return LanguageModel.fit(texts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can I bring my sister to the meeting", "en"),
        ("who pays for it", "en"),
        ("¿Puedo llevar a mi hermana?", "es"),
        ("puedo llevar a mi hermana", "es"),
        ("el school district me dijo que haga waive del meeting", "es"),
        ("y si no voy", "es"),
        ("la escuela recibio mi queja el March 3", "es"),
        ("hola", "es"),
        ("gracias", "es"),
    ],
)
@pytest.mark.parametrize("before", ["en", "es"])
def test_words_tell_it_whatever_was_spoken_before(
    model: LanguageModel, text: str, language: str, before: str
) -> None:
    assert model.language(text, before) == language


@pytest.mark.parametrize(
    "text", ["ok", "no", "si", "March 3", "11/20/2026", "IEP?", "Texas", "👍", ""]
)
@pytest.mark.parametrize("before", ["en", "es"])
def test_what_tells_too_little_stays_in_the_language_of_the_conversation(
    model: LanguageModel, text: str, before: str
) -> None:
    assert model.language(text, before) == before


def test_almost_every_message_of_the_sets_is_in_its_language(model: LanguageModel) -> None:
    folder = Path(__file__).resolve().parents[1]
    for code, file in (
        ("es", "spanish/blind_voice.jsonl"),
        ("en", "questions/voice_2026_11_28.jsonl"),
    ):
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
        read = [model.language(json.loads(line)["text"]) == code for line in lines]
        assert sum(read) / len(read) >= 0.99, file


def test_a_model_is_read_back_as_it_was(model: LanguageModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = LanguageModel.load(tmp_path)
    assert again.scores("puedo llevar a mi hermana") == model.scores("puedo llevar a mi hermana")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Spanish please", "es"), ("do you speak Spanish?", "es"), ("en español por favor", "es"),
        ("English, please", "en"), ("en inglés", "en"), ("habla español", "es"),
        ("must the school send papers in Spanish", None), ("no hablo inglés", None),
        ("I don't speak English", None), ("please", None), ("", None),
    ],
)  # fmt: skip
def test_a_language_is_asked_for_by_its_name(text: str, language: str | None) -> None:
    assert language_asked(text) == language


@pytest.mark.parametrize(
    ("text", "closest"),
    [
        ("Preciso de ajuda com a escola do meu filho, não falo inglês", "es"),
        ("mwen bezwen èd pou pitit mwen", "en"),
        ("هل يجب أن أذهب إلى الاجتماع", "en"),
        ("我需要律师吗", "en"),
        ("Нужно ли мне идти на встречу", "en"),
        ("Bonjour, j'ai besoin d'aide pour l'école de mon enfant", "en"),
        ("can I bring a lawyer", None),
        ("puedo llevar un abogado", None),
        ("👍", None),
        ("", None),
    ],
)
def test_another_language_gets_the_closest_that_we_have(text: str, closest: str | None) -> None:
    assert closest_to_other(text) == closest


def test_no_message_of_ours_is_taken_for_another_language() -> None:
    for code in ("en", "es"):
        taken = [text for _, text in examples(language=code) if closest_to_other(text)]
        assert len(taken) <= 8, taken  # some are examples of messages that are not ours
