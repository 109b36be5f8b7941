"""`LanguageFinder`: which language a message is written in; the first in the pipeline."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.choices import language_of_choice
from bot.knowledge.keywords import language_asked
from bot.language import language_of
from bot.nlu.languages import LanguageModel, LanguageOptions, closest_to_other
from bot.rasa.components.message import LANGUAGE, labelled, language_of_message, options_from
from bot.rasa.context import SPOKEN


# Of the kinds of component that Rasa knows, a tokenizer is the one that all others come after.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class LanguageFinder(GraphComponent):
    """Leaves the code of the language on each message, and gives it to the actions."""

    def __init__(
        self,
        options: LanguageOptions,
        storage: ModelStorage,
        resource: Resource,
        model: LanguageModel | None = None,
    ) -> None:
        self._options = options
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See `LanguageOptions`."""
        return asdict(LanguageOptions())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageFinder:
        """Creates an untrained component."""
        return cls(options_from(LanguageOptions, config), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageFinder:
        """Loads a trained component."""
        made = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            made._model = LanguageModel.load(folder, made._options)
        return made

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the words of each language from its examples."""
        texts: dict[str, list[str]] = {}
        for message, _ in labelled(training_data):
            texts.setdefault(language_of_message(message), []).append(str(message.get(TEXT)))
        with self._storage.write_to(self._resource) as folder:
            LanguageModel.fit(texts, self._options).save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Finds the language of each message.

        One that asks for a language ("Spanish, please") is in that one; a sentence that we offered
        is in the language in which we offered it. One that tells too little is in that of the
        conversation, else in the one that the client asked for.
        """
        for message in messages:
            text = str(message.get(TEXT) or "")
            metadata = message.get("metadata") or {}
            before = language_of(metadata.get(SPOKEN), metadata.get("language"))
            found = language_asked(text) or language_of_choice(text, before)
            found = found or closest_to_other(text)
            if found is None and self._model is not None:
                found = language_of(self._model.language(text, before))
            message.set(LANGUAGE, found or before, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples say their language themselves (`bot.rasa.importer`)."""
        return training_data
