"""`TopicClassifier`: how likely each label is, for each phrase of a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import ORIGINAL
from bot.nlu.encoder import TOGETHER
from bot.nlu.model import TopicModel, TopicOptions
from bot.nlu.question_model import topic_of
from bot.rasa.components.encoder import SentenceEncoder, encoder, kept
from bot.rasa.components.message import CUT, RANKINGS, VECTORS, Example, text_of, vectors_of
from bot.rasa.components.taught import Taught


def borrowed_from(
    examples: Iterable[Example], most: int, most_outside: int
) -> Iterator[tuple[str, str]]:
    """Text and label of at most so many examples of each label, evenly from first to last."""
    by_label: dict[str, list[str]] = {}
    for message, label in examples:
        by_label.setdefault(topic_of(label), []).append(text_of(message))
    for label, texts in by_label.items():
        count = min(most_outside if label == "out_of_scope" else most, len(texts))
        for place in range(count):
            yield texts[place * len(texts) // count], label


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(Taught[TopicOptions, TopicModel]):
    """One model for all topics, chat acts, near misses and out-of-scope messages.

    Which of a topic's questions is asked is no matter of this model.
    """

    OPTIONS = TopicOptions
    _english: Sequence[Example] = ()
    """In training, the examples that another language may borrow."""

    def taught_by(self, training_data: TrainingData) -> dict[str, list[Any]]:
        """Every example that has text and an intent, by language."""
        every = super().taught_by(training_data)
        self._english = every.get(ORIGINAL, [])
        return every

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it in the pipeline."""
        return [SentenceEncoder]

    @staticmethod
    def opened(folder: Path, options: TopicOptions) -> TopicModel:
        """The model that stands in a folder."""
        return TopicModel.load(folder, options)

    def learned(self, examples: list[Example], language: str) -> TopicModel:
        """A model of the examples of one language, and of the English ones that it borrows."""
        options = self.options(language)
        texts = [text_of(message) for message, _ in examples]
        labels = [topic_of(label) for _, label in examples]
        vectors = vectors_of(examples)
        borrowed = list(borrowed_from(self._english, options.borrowed, options.borrowed_outside))
        if language != ORIGINAL and borrowed:
            texts += [text for text, _ in borrowed]
            labels += [label for _, label in borrowed]
            encode = partial(encoder(language).encode, together=TOGETHER)
            read = kept([text for text, _ in borrowed], language, "borrowed", encode)
            vectors = np.vstack([vectors, read])
        return TopicModel.fit(texts, labels, vectors, options)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the guesses for every phrase; the model runs once for all of them."""
        for message in messages:
            phrases = message.get(CUT)
            model = self.model_for(message)
            if phrases is not None and model is not None:
                rankings = model.rank(phrases.phrases, message.get(VECTORS))
                message.set(RANKINGS, rankings)
        return messages
