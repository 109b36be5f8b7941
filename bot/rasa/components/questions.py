"""`QuestionClassifier`: which question inside a topic a message asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.question_model import PENALTY, QuestionModel, question_id
from bot.rasa.components.encoder import SentenceEncoder
from bot.rasa.components.message import (
    CUT,
    TOPICS,
    Example,
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

    def taught_by(self, training_data: TrainingData) -> dict[str, list[Any]]:
        """The examples of topics, by language."""
        every = super().taught_by(training_data)
        ours = {code: [e for e in examples if "/" in e[1]] for code, examples in every.items()}
        return {code: examples for code, examples in ours.items() if examples}

    def learned(self, examples: list[Example], language: str) -> QuestionModel:
        """A model of the examples of one language."""
        return QuestionModel.fit(
            [text_of(message) for message, _ in examples],
            [label for _, label in examples],
            vectors_of(examples),
            c=self.options(language).c,
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Finds the question of each topic that a message is about."""
        for message in messages:
            if self.model_for(message) is not None and message.get(CUT) is not None:
                topics = message.get(TOPICS) or []
                for topic in topics:
                    if "question" not in topic:
                        topic["question"] = self._asked(message, topic["label"], topic["phrase"])
                # Asked twice in other words: answered once.
                once: dict[tuple[str, str | None], dict[str, Any]] = {}
                for topic in topics:
                    once.setdefault((topic["label"], topic["question"]), topic)
                message.set(TOPICS, list(once.values()), add_to_output=True)
        return messages

    def _asked(self, message: Message, label: str, phrase: str) -> str | None:
        """The question, or None for the one that the topic stands for."""
        model, options = self.model_for(message), self.options_for(message)
        assert model is not None
        views = message.get(CUT).views
        read = [(phrase, 1.0)]
        if phrase == text_of(message) and views:
            read = [(phrase, 1 - options.asking), (views[0], options.asking)]
        shares: dict[str, float] = {}
        for part, weight in read:
            for asked in model.choose(label, part, vector_of(message, part)):
                shares[asked.label] = shares.get(asked.label, 0.0) + weight * asked.confidence
        best = max(shares, key=shares.__getitem__, default=None)
        if best is None or shares[best] < options.sure:
            return None
        return question_id(best)
