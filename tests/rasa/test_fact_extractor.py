"""`FactExtractor` reads a message in the language that was found for it."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.rasa.components.facts import FactExtractor
from bot.rasa.components.message import language_of_message


@pytest.mark.parametrize(
    ("values", "language"),
    [
        ({}, "en"),
        ({"language": "es"}, "es"),
        ({"metadata": {"language": "es"}}, "es"),
        ({"language": "en", "metadata": {"language": "es"}}, "en"),
    ],
)
def test_the_components_read_a_message_in_its_language(
    values: dict[str, object], language: str
) -> None:
    message = Message({"text": "la recibieron antier", **values})
    assert language_of_message(message) == language
    extractor = FactExtractor()
    extractor.process([message])
    roles = [entity.get("role") for entity in message.get("entities")]
    assert roles == (["received"] if language == "es" else [])
