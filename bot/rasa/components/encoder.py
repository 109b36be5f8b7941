"""`SentenceEncoder`: cuts a message into its phrases and encodes each of them once."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict
from functools import lru_cache, partial
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import ORIGINAL, spoken
from bot.nlu import encoder as sentences
from bot.nlu import kept_vectors
from bot.nlu.cut import CutOptions, cut
from bot.nlu.finetune import TUNED, tuned_encoder
from bot.nlu.question_model import topic_of
from bot.nlu.weights import published, require_encoder
from bot.rasa.components.message import (
    CUT,
    VECTORS,
    labelled,
    language_of_message,
    options_from,
    text_of,
)
from bot.settings import settings


@lru_cache(maxsize=4)
def encoder(language: str = ORIGINAL, quantised: bool = True) -> sentences.SentenceEncoder:
    """The published encoder that reads a language, loaded once per process.

    Raises:
        WeightsError: it has not been set up (`make` does that).
    """
    return sentences.SentenceEncoder(require_encoder(language), quantised=quantised)


def kept(texts: list[str], language: str, name: str, encode: kept_vectors.Encode) -> np.ndarray:
    """Vectors of examples in a language, kept under a name from one training to the next."""
    file = settings().cache_folder / f"vectors-{published(language).folder}-{name}.npz"
    return kept_vectors.vectors(texts, encode, file)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceEncoder(Featurizer[np.ndarray], GraphComponent):
    """Adds the sentence vector of each phrase, and that of the whole as a feature of Rasa.

    Any classifier of Rasa can take the feature (`benchmarks/public_sets.py` has one do so).
    """

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        storage: ModelStorage,
        resource: Resource,
    ) -> None:
        super().__init__(name, config)
        self._options = options_from(CutOptions, config, "alias", "quantised", "tune")
        self._storage = storage
        self._resource = resource
        self._loaded: dict[str, sentences.SentenceEncoder] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`quantised`: the int8 encoder (a third of the time) instead of float32. `tune`: whether
        the English one is trained on the examples first. The others: see `CutOptions`."""
        return {
            **Featurizer.get_default_config(),
            "quantised": True,
            "tune": False,
            **asdict(CutOptions()),
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: `options_from` refuses unknown names."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Creates a component; one that is to be trained encodes nothing before."""
        made = cls(config, execution_context.node_name, model_storage, resource)
        for language in spoken():
            if language != ORIGINAL or not config["tune"]:
                made._loaded[language] = encoder(language, bool(config["quantised"]))
        return made

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEncoder:
        """Loads the encoder that was trained, or the published one where none was."""
        made = cls.create(config, model_storage, resource, execution_context)
        if ORIGINAL not in made._loaded:
            made._loaded[ORIGINAL] = made._opened(ORIGINAL)
        return made

    def train(self, training_data: TrainingData) -> Resource:
        """Trains the encoder on the examples, if it is told to."""
        if self._config["tune"]:
            examples = [
                example
                for example in labelled(training_data)
                if language_of_message(example[0]) == ORIGINAL
            ]
            texts = [text_of(message) for message, _ in examples]
            made = tuned_encoder(texts, [topic_of(label) for _, label in examples])
            with self._storage.write_to(self._resource) as folder:
                shutil.copyfile(made, folder / TUNED)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds phrases, vectors and the feature to each message that has text."""
        for message in messages:
            text = text_of(message)
            language = language_of_message(message)
            loaded = self._loaded.get(language)
            if text and loaded is not None:
                phrases = cut(text, self._options, language)
                vectors = loaded.encode(phrases.phrases)
                message.set(CUT, phrases)
                message.set(VECTORS, vectors)
                self._add_feature(message, vectors[:1])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the feature to each training example, which is a phrase already."""
        examples: dict[str, list[Message]] = {}
        for message in training_data.training_examples:
            if text_of(message):
                examples.setdefault(language_of_message(message), []).append(message)
        for language, ours in examples.items():
            texts = [text_of(message) for message in ours]
            encode = partial(self._encoded, language=language)
            if language == ORIGINAL and self._config["tune"]:
                vectors = encode(texts)
            else:
                kind = "int8" if self._config["quantised"] else "float32"
                vectors = kept(texts, language, kind, encode)
            for message, vector in zip(ours, vectors):
                self._add_feature(message, vector[None])
        return training_data

    def _encoded(self, texts: list[str], language: str) -> np.ndarray:
        quick = self._opened(language, threads=os.cpu_count() or 1)
        return quick.encode(texts, together=sentences.TOGETHER)

    def _add_feature(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def _opened(self, language: str, threads: int = 1) -> sentences.SentenceEncoder:
        if language != ORIGINAL or not self._config["tune"]:
            quantised = bool(self._config["quantised"])
            return sentences.SentenceEncoder(
                require_encoder(language), quantised=quantised, threads=threads
            )
        with self._storage.read_from(self._resource) as folder:
            return sentences.SentenceEncoder(
                require_encoder(), threads=threads, model=folder / TUNED
            )
