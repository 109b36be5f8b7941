"""The last component of the pipeline: a sentence that we offered means what we offered it for.

Buttons say plain sentences. Whatever the classifier makes of one, its exact words lead to its
question (`bot.dialogue.choices`); every other message is left as the components before found it.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.choices import Choice, chosen
from bot.language import language_of

SURE = 1.0
RETRIEVAL_FAMILIES = ["faq", "deadline", "near_miss"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ChoiceReader(GraphComponent):
    """Knows our own sentences again, word for word."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ChoiceReader:
        """Creates the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, topics and response of each message that is a sentence of ours."""
        for message in messages:
            text = str(message.get(TEXT) or "")
            metadata = message.get("metadata") or {}
            choice = chosen(text, language_of(metadata.get("language"))) if text else None
            if choice is not None:
                _set(message, choice, text)
        return messages


def _set(message: Message, choice: Choice, text: str) -> None:
    guess = {"name": choice.intent, "confidence": SURE}
    message.set(INTENT, guess, add_to_output=True)
    ranking = [{"name": choice.label, "confidence": SURE}]
    message.set("intent_ranking", ranking, add_to_output=True)
    topic = {"label": choice.label, "confidence": SURE, "phrase": text}
    if choice.question:
        topic["question"] = choice.question
    message.set("topics", [topic] if choice.is_question else [], add_to_output=True)
    selection: dict[str, Any] = {"all_retrieval_intents": RETRIEVAL_FAMILIES}
    if choice.is_question:
        response = {
            "intent_response_key": choice.label,
            "utter_action": f"utter_{choice.label}",
            "confidence": SURE,
            "responses": [],
        }
        selection[choice.intent] = {"response": response, "ranking": []}
    message.set("response_selector", selection, add_to_output=True)
