"""`ChoiceReader`: a sentence that we offered means what we offered it for.

Buttons say plain sentences. Whatever the components before make of one, its exact words lead to its
question (`bot.dialogue.choices`); every other message is left as they found it.
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
from bot.knowledge.keywords import language_asked
from bot.nlu import router
from bot.nlu.languages import closest_to_other
from bot.nlu.model import Guess
from bot.rasa.components.message import language_of_message
from bot.rasa.components.router import publish

SURE = 1.0
SWITCH = "switch_language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ChoiceReader(GraphComponent):
    """Knows our own sentences again, word for word; the last in the pipeline."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ChoiceReader:
        """Creates the component."""
        chosen("")  # read the sentences now, so that the first parent does not wait for it
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets what each message that is a sentence of ours is about."""
        for message in messages:
            text = str(message.get(TEXT) or "")
            choice = chosen(text, language_of_message(message)) if text else None
            danger = (message.get(INTENT) or {}).get("name") == "crisis"
            other = language_asked(text) or closest_to_other(text)
            if choice is None and other and not danger:
                publish(message, router.Understanding(SWITCH, SURE, (), (Guess(SWITCH, SURE),)))
            elif choice is not None:
                _publish(message, choice, text)
        return messages


def _publish(message: Message, choice: Choice, text: str) -> None:
    named = (router.Named(choice.label, SURE, text),) if choice.is_question else ()
    ranking = (Guess(choice.label, SURE),)
    found = router.Understanding(choice.intent, SURE, named, ranking)
    publish(message, found, choice.question)
