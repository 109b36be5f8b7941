"""`QuestionClassifier`: which question inside a topic a message asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.question_model import PENALTY, QuestionModel, question_id
from bot.rasa.components.encoder import SentenceEncoder
from bot.rasa.components.message import (
    CUT,
    TOPICS,
    labelled,
    text_of,
    vector_of,
    vectors_of,
)
from bot.rasa.components.taught import Taught


@dataclass(frozen=True)
class QuestionOptions:
    """How questions inside a topic are learned and told apart."""

    c: float = PENALTY
    """Inverse strength of the L2 penalty."""
    sure: float = 0.30
    """A question is answered from this probability, else the one that the topic stands for."""
    asking: float = 0.6
    """Weight of the part of a message that asks, against the whole of it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(Taught[QuestionOptions, QuestionModel]):
    """Adds to each of a message's `topics` the id of the question it asks, as `question`."""

    OPTIONS = QuestionOptions

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it; classifiers are not there in training."""
        return [SentenceEncoder]

    @staticmethod
    def opened(folder: Path, options: QuestionOptions) -> QuestionModel:
        """The model that stands in a folder."""
        return QuestionModel.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples of the topics."""
        examples = [pair for pair in labelled(training_data) if "/" in pair[1]]
        model = QuestionModel.fit(
            [text_of(message) for message, _ in examples],
            [label for _, label in examples],
            vectors_of(examples),
            c=self._options.c,
        )
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Finds the question of each topic that a message is about."""
        for message in messages:
            if self._model is not None and message.get(CUT) is not None:
                for topic in message.get(TOPICS) or []:
                    if "question" not in topic:
                        topic["question"] = self._asked(message, topic["label"], topic["phrase"])
        return messages

    def _asked(self, message: Message, label: str, phrase: str) -> str | None:
        """The question, or None for the one that the topic stands for."""
        assert self._model is not None
        views = message.get(CUT).views
        read = [(phrase, 1.0)]
        if phrase == text_of(message) and views:
            read = [(phrase, 1 - self._options.asking), (views[0], self._options.asking)]
        shares: dict[str, float] = {}
        for part, weight in read:
            for asked in self._model.choose(label, part, vector_of(message, part)):
                shares[asked.label] = shares.get(asked.label, 0.0) + weight * asked.confidence
        best = max(shares, key=shares.__getitem__, default=None)
        if best is None or shares[best] < self._options.sure:
            return None
        return question_id(best)
