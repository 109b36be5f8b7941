"""A sentence we offered leads to its question even where the classifier was sure of another."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa.components import ChoiceReader


def read(text: str, **metadata: Any) -> Message:
    taken_for = {"name": "nlu_fallback", "confidence": 0.2}
    data = {TEXT: text, INTENT: taken_for, "topics": [], "metadata": metadata}
    (message,) = ChoiceReader().process([Message(data)])
    return message


def test_a_button_of_a_topic_sets_topic_intent_and_response() -> None:
    message = read("Can I bring a lawyer?")
    assert message.get(INTENT) == {"name": "faq", "confidence": 1.0}
    (topic,) = message.get("topics")
    assert topic == {
        "label": "faq/bring_lawyer", "confidence": 1.0, "phrase": "Can I bring a lawyer?",
        "question": "bring_lawyer",
    }  # fmt: skip
    selected = message.get("response_selector")["faq"]["response"]
    assert selected["intent_response_key"] == "faq/bring_lawyer"


def test_a_button_that_asks_about_no_topic_sets_its_intent_alone() -> None:
    message = read("Tell me more", language="en")
    assert message.get(INTENT)["name"] == "more"
    assert message.get("topics") == []


def test_every_other_message_stays_as_it_was_understood() -> None:
    for text in ("Can I bring a lawyer and a dog?", "/more", "", "hm"):
        message = read(text, language="xx")
        assert message.get(INTENT) == {"name": "nlu_fallback", "confidence": 0.2}
        assert message.get("response_selector") is None


def test_a_language_that_is_asked_for_or_not_spoken_gets_the_sentence_on_languages() -> None:
    for text in ("Spanish, please", "en inglés", "mwen bezwen èd pou pitit mwen"):
        assert read(text).get(INTENT)["name"] == "switch_language", text


def test_danger_comes_before_any_language() -> None:
    danger = {"name": "crisis", "confidence": 1.0}
    message = Message({TEXT: "mwen bezwen èd pou pitit mwen", INTENT: danger, "topics": []})
    (read_again,) = ChoiceReader().process([message])
    assert read_again.get(INTENT) == danger
