"""`Spelling`: puts words right that are nearly one of ours."""

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

from bot.nlu.spelling import Speller, SpellingOptions
from bot.rasa.components.message import CORRECTED, label_of, options_from


# Of the kinds of component that Rasa knows, a tokenizer is the one that changes what the next
# ones train on.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class Spelling(GraphComponent):
    """Leaves the text as typed and adds the corrected one, in training as in use."""

    def __init__(
        self,
        options: SpellingOptions,
        storage: ModelStorage,
        resource: Resource,
        speller: Speller | None = None,
    ) -> None:
        self._options = options
        self._storage = storage
        self._resource = resource
        self._speller = speller

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See `SpellingOptions`."""
        return asdict(SpellingOptions())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Spelling:
        """Creates an untrained component."""
        return cls(options_from(SpellingOptions, config), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Spelling:
        """Loads a trained component."""
        options = options_from(SpellingOptions, config)
        with model_storage.read_from(resource) as folder:
            return cls(options, model_storage, resource, Speller.load(folder, options))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the words that the training examples use."""
        texts = [
            str(message.get(TEXT))
            for message in training_data.intent_examples
            if message.get(TEXT) and label_of(message)
        ]
        self._speller = Speller.fit(texts, self._options)
        with self._storage.write_to(self._resource) as folder:
            self._speller.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the corrected text to each message."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._speller is not None:
                message.set(CORRECTED, self._speller.correct(str(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds it to each training example."""
        self.process(training_data.training_examples)
        return training_data
