"""`TopicClassifier`: how likely each label is, for each phrase of a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.language import ORIGINAL
from bot.nlu import kept_vectors
from bot.nlu.encoder import TOGETHER
from bot.nlu.model import TopicModel, TopicOptions
from bot.nlu.question_model import topic_of
from bot.nlu.weights import published
from bot.rasa.components.encoder import SentenceEncoder, encoder
from bot.rasa.components.message import CUT, RANKINGS, VECTORS, Example, text_of, vectors_of
from bot.rasa.components.taught import Taught
from bot.settings import settings


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

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it in the pipeline."""
        return [SentenceEncoder]

    @staticmethod
    def opened(folder: Path, options: TopicOptions) -> TopicModel:
        """The model that stands in a folder."""
        return TopicModel.load(folder, options)

    @staticmethod
    def kept(model: TopicModel, folder: Path) -> None:
        """Writes a model into an empty folder."""
        model.save(folder)

    def learned(self, examples: list[Example], language: str) -> TopicModel:
        """A model of the examples of one language, and of the English ones that it borrows."""
        options = self.options(language)
        texts = [text_of(message) for message, _ in examples]
        labels = [topic_of(label) for _, label in examples]
        vectors = vectors_of(examples)
        borrowed = list(borrowed_from(self.original, options.borrowed, options.borrowed_outside))
        if language != ORIGINAL and borrowed:
            texts += [text for text, _ in borrowed]
            labels += [label for _, label in borrowed]
            vectors = np.vstack([vectors, self._read([text for text, _ in borrowed], language)])
        return TopicModel.fit(texts, labels, vectors, options)

    @staticmethod
    def _read(texts: list[str], language: str) -> np.ndarray:
        file = settings().cache_folder / f"vectors-{published(language).folder}-borrowed.npz"
        return kept_vectors.vectors(
            texts, lambda new: encoder(language).encode(new, together=TOGETHER), file
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the guesses for every phrase; the model runs once for all of them."""
        for message in messages:
            phrases = message.get(CUT)
            model = self.model_for(message)
            if phrases is not None and model is not None:
                rankings = model.rank(phrases.phrases, message.get(VECTORS))
                message.set(RANKINGS, rankings)
        return messages
