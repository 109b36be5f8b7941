"""`TopicClassifier`: how likely each label is, for each phrase of a message."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.model import TopicModel, TopicOptions
from bot.nlu.question_model import topic_of
from bot.rasa.components.encoder import SentenceEncoder
from bot.rasa.components.message import CUT, RANKINGS, VECTORS, label_of, options_from, text_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """One model for all topics, chat acts, near misses and out-of-scope messages.

    Which of a topic's questions is asked is no matter of this model.
    """

    def __init__(
        self,
        options: TopicOptions,
        storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
    ) -> None:
        self._options = options
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it in the pipeline."""
        return [SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See `TopicOptions`."""
        return asdict(TopicOptions())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Creates an untrained component."""
        return cls(options_from(TopicOptions, config), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Loads a trained component."""
        options = options_from(TopicOptions, config)
        with model_storage.read_from(resource) as folder:
            return cls(options, model_storage, resource, TopicModel.load(folder, options))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every example that has text and an intent."""
        examples = [
            (message, label)
            for message in training_data.intent_examples
            if message.get(TEXT) and (label := label_of(message))
        ]
        vectors = [message.get_dense_features(TEXT)[1].features[0] for message, _ in examples]
        self._model = TopicModel.fit(
            [text_of(message) for message, _ in examples],
            [topic_of(label) for _, label in examples],
            np.stack(vectors),
            self._options,
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the guesses for every phrase; the model runs once for all of them."""
        for message in messages:
            phrases = message.get(CUT)
            if phrases is not None and self._model is not None:
                rankings = self._model.rank(phrases.phrases, message.get(VECTORS))
                message.set(RANKINGS, rankings)
        return messages
