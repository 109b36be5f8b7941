"""`TopicClassifier`: how likely each label is, for each phrase of a message."""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.model import TopicModel, TopicOptions
from bot.nlu.question_model import topic_of
from bot.rasa.components.encoder import SentenceEncoder
from bot.rasa.components.message import CUT, RANKINGS, VECTORS, labelled, text_of, vectors_of
from bot.rasa.components.taught import Taught


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(Taught[TopicOptions, TopicModel]):
    """One model for all topics, chat acts, near misses and out-of-scope messages.

    Which of a topic's questions is asked is no matter of this model.
    """

    OPTIONS = TopicOptions

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it in the pipeline."""
        return [SentenceEncoder]

    @staticmethod
    def opened(folder: Path, options: TopicOptions) -> TopicModel:
        """The model that stands in a folder."""
        return TopicModel.load(folder, options)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every example that has text and an intent."""
        examples = labelled(training_data)
        self._model = TopicModel.fit(
            [text_of(message) for message, _ in examples],
            [topic_of(label) for _, label in examples],
            vectors_of(examples),
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
