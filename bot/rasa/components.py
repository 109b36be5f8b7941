"""Rasa NLU components of the guide, in the order they run.

`FactExtractor` marks dates, the state and who filed as entities, `TopicClassifier` trains the
sentence encoder on our topics and decides what a message is about. `SentenceFeaturizer` offers
the encoder as published to any other classifier of Rasa (`benchmarks/public_sets.py` has some).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    ENTITIES,
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_RESPONSE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.facts import read_facts
from bot.nlu.encoder import TOGETHER, SentenceEncoder
from bot.nlu.finetune import TUNED, tuned_encoder
from bot.nlu.model import Guess, TopicModel
from bot.nlu.router import Understanding, phrases, understand
from bot.nlu.spelling import Speller
from bot.nlu.weights import require_encoder

RETRIEVAL_FAMILIES = ["faq", "deadline", "near_miss"]


@lru_cache(maxsize=2)
def encoder(quantised: bool = True) -> SentenceEncoder:
    """The encoder of this machine, loaded once per process.

    Raises:
        WeightsError: it has not been set up (`make` does that).
    """
    return SentenceEncoder(require_encoder(), quantised=quantised)


def label_of(message: Message) -> str | None:
    """The full label of a training example: `faq/bring_lawyer`, `greet`."""
    label = message.get(INTENT_RESPONSE_KEY) or message.get(INTENT)
    return str(label) if label else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(Featurizer[np.ndarray], GraphComponent):
    """Adds one dense sentence feature from the offline sentence encoder."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = encoder(bool(config["quantised"]))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`quantised`: the int8 encoder (a third of the time) instead of float32."""
        return {**Featurizer.get_default_config(), "quantised": True}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: every value of `quantised` has a meaning."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Creates the component."""
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the feature to each message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                vector = self._encoder.encode([str(text)])
                message.add_features(
                    Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the feature to each training example."""
        self.process(training_data.training_examples)
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """One classifier for all topics, chat acts, near misses and out-of-scope messages.

    Sets `intent`, `intent_ranking`, the selection of the retrieval response, and `topics`:
    what the dialogue answers, in the order asked.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
        sentences: SentenceEncoder | None = None,
        speller: Speller | None = None,
    ) -> None:
        self._config = config
        self._encoder = sentences
        self._speller = speller
        self._storage = model_storage
        self._resource = resource
        self._model = model

    def read_ahead(self, text: str) -> None:
        """Encodes what `process` will ask of a message, in any thread; see `bot.nlu.ahead`."""
        if self._encoder is not None and self._speller is not None:
            self._encoder.encode(phrases(self._speller.correct(text)))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`c`: inverse regularisation of the linear model; `seed`: of its solver; `tune`: whether
        the encoder is trained on the examples first."""
        return {"c": 50.0, "seed": 0, "tune": False}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every example that has text and an intent."""
        examples = [
            (str(message.get(TEXT)), label)
            for message in training_data.intent_examples
            if message.get(TEXT) and (label := label_of(message))
        ]
        speller = self._speller = Speller.fit(phrase for phrase, _ in examples)
        texts = [speller.correct(phrase) for phrase, _ in examples]
        labels = [label for _, label in examples]
        tuned = tuned_encoder(texts, labels) if self._config["tune"] else None
        cores = os.cpu_count() or 1
        self._encoder = SentenceEncoder(require_encoder(), threads=cores, model=tuned)
        self._model = TopicModel.fit(
            texts,
            labels,
            self._encoder.encode(texts, together=TOGETHER),
            c=float(self._config["c"]),
            seed=int(self._config["seed"]),
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
            speller.save(folder)
            if tuned:
                shutil.copyfile(tuned, folder / TUNED)
        return self._resource

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
        with model_storage.read_from(resource) as folder:
            tuned = folder / TUNED
            sentences = (
                SentenceEncoder(require_encoder(), model=tuned) if tuned.is_file() else encoder()
            )
            model, speller = TopicModel.load(folder), Speller.load(folder)
            return cls(config, model_storage, resource, model, sentences, speller)

    def process(self, messages: list[Message]) -> list[Message]:
        """Decides what each message is about."""
        for message in messages:
            text = str(message.get(TEXT) or "")
            if self._model is not None and self._speller is not None and text:
                entities = message.get(ENTITIES) or []
                found = understand(
                    self._speller.correct(text),
                    self._rank,
                    tells_facts=bool(entities),
                    only_facts=bool(entities) and bare(text, entities),
                    typed=text,
                )
                publish(message, found)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training data as they are: nothing later trains on its output."""
        return training_data

    def _rank(self, phrases: list[str]) -> list[list[Guess]]:
        assert self._model is not None and self._encoder is not None
        vectors = self._encoder.encode(phrases) if phrases else np.zeros((0, 1), np.float32)
        return self._model.rank(phrases, vectors)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent):
    """Marks the facts of the case that a message tells; values are read by `bot.facts`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Creates the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds an entity for every fact told."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(ENTITIES, list(entities_of(str(text))), add_to_output=True)
        return messages


def entities_of(text: str) -> Iterable[dict[str, Any]]:
    """The facts a text tells, as Rasa entities."""
    # Only where a fact stands matters here; the action reads its value with the parent's today.
    # So late a day that every day told lies behind it.
    reading = read_facts(text, date(2090, 1, 2))
    for change in reading.changes:
        words = change.date.text if change.date else change.text
        start = text.find(words)
        if start < 0:
            continue
        yield {
            "entity": "state" if change.fact == "state" else ("date" if change.date else "fact"),
            "role": change.fact,
            "value": words,
            "start": start,
            "end": start + len(words),
            "extractor": "FactExtractor",
        }
    for mention in (*reading.loose_dates, *(mention for _, mention in reading.unclear)):
        yield {
            "entity": "date",
            "value": mention.text,
            "start": mention.start,
            "end": mention.end,
            "extractor": "FactExtractor",
        }


def bare(text: str, entities: list[dict[str, Any]]) -> bool:
    """Whether a text is nothing but the dates or the state in it."""
    left = text
    for entity in sorted(entities, key=lambda e: -int(e["start"])):
        if entity["entity"] != "fact":
            left = left[: entity["start"]] + " " + left[entity["end"] :]
    return not re.search(r"[^\W\d_]{3,}", left.lower().replace("the", "").replace("was", ""))


def publish(message: Message, found: Understanding) -> None:
    """Writes an understanding onto a message in the fields Rasa and the actions read."""
    message.set(INTENT, {"name": found.intent, "confidence": found.confidence}, add_to_output=True)
    message.set(
        "intent_ranking",
        [
            {"name": guess.label, "confidence": round(guess.confidence, 4)}
            for guess in found.ranking[:3]
        ],
        add_to_output=True,
    )
    message.set(
        "topics",
        [{"label": g.label, "confidence": round(g.confidence, 4)} for g in found.topics],
        add_to_output=True,
    )
    selection: dict[str, Any] = {"all_retrieval_intents": RETRIEVAL_FAMILIES}
    if found.intent in RETRIEVAL_FAMILIES:
        label = found.topics[0].label
        selection[found.intent] = {
            "response": {
                "intent_response_key": label,
                "utter_action": f"utter_{label}",
                "confidence": found.confidence,
                "responses": [],
            },
            "ranking": [],
        }
    message.set("response_selector", selection, add_to_output=True)
