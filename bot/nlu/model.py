"""The topic model: which of the known topics a phrase is about, and how sure that is.

Two views of the same sentence vectors (see `bot.nlu.encoder`), averaged: a linear model, which
knows what sets topics apart, and the nearest examples, which know rare ways to say a thing; and
half of the words themselves (`bot.nlu.words`), which overlooks none that decides.
Kept apart from Rasa so that benchmarks can train and question it directly. The first two are one
small ONNX graph, with the examples in int8: twenty thousand of them are read in a third of a
millisecond, where float32 took longer than the sentence encoder itself.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime

from bot.nlu.onnx_session import session_options
from bot.nlu.words import WordModel

ROUNDS = 60
"""Steps of the solver; two hundred more change no answer of the development sets."""


@dataclass(frozen=True)
class TopicOptions:
    """How the model is trained and weighed. Options of `TopicClassifier` in `config.yml`."""

    c: float = 50.0
    """Inverse strength of the L2 penalty of the linear model; chosen on the development set."""
    seed: int = 0
    """Of its solver."""
    neighbours: int = 15
    """How many of the nearest examples vote."""
    sharpness: float = 30.0
    """How much more a nearer example counts: its vote is exp(sharpness * cosine)."""
    strange: float = 0.40
    """Cosine to the nearest example below which a phrase is like nothing we know."""
    unknown_share: float = 0.49
    """Weight given to "none of ours" then: enough to outweigh the topics, not to be sure of it."""
    words: float = 0.53
    """Weight of the words themselves against the views of the sentence vector, when a topic has
    many examples..."""
    few: int = 20
    """... and half of it when it has this many."""
    borrowed: int = 0
    """So many English examples of a topic teach another language too; its encoder reads both."""
    borrowed_outside: int = 0
    """So many of what is out of scope, which is as wide as life."""


class Guess(NamedTuple):
    """One label and the probability the model gives it."""

    label: str
    confidence: float


def plain(phrase: str) -> str:
    """A phrase as it is compared: lower case, no punctuation, single spaces."""
    return " ".join(re.sub(r"[^\w\s]", "", phrase.lower()).split())


class TopicModel:
    """Trained with `fit`, questioned with `rank`."""

    def __init__(
        self,
        labels: list[str],
        graph: bytes,
        example_labels: np.ndarray,
        known: dict[str, str],
        words: WordModel,
        options: TopicOptions = TopicOptions(),
    ) -> None:
        self.labels = labels
        self._options = options
        self._graph = graph
        self._example_labels = example_labels
        self._known = known
        self._words = words
        each = len(example_labels) / len(labels)
        self._trust = options.words * each / (each + options.few)
        self._session = onnxruntime.InferenceSession(
            graph, session_options(), providers=["CPUExecutionProvider"]
        )

    @classmethod
    def fit(
        cls,
        phrases: Sequence[str],
        labels: Sequence[str],
        vectors: np.ndarray,
        options: TopicOptions = TopicOptions(),
    ) -> TopicModel:
        """Trains on `vectors` (one row a phrase).

        Raises:
            ValueError: fewer than two labels.
        """
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.linear_model import LogisticRegression

        if len(set(labels)) < 2:
            raise ValueError("a topic model needs at least two topics")
        classifier = LogisticRegression(
            C=options.c,
            max_iter=ROUNDS,
            class_weight="balanced",
            random_state=options.seed,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early, on purpose
            classifier.fit(vectors, list(labels))
        weights, bias = classifier.coef_, classifier.intercept_
        names = [str(name) for name in classifier.classes_]
        if len(names) == 2:  # sklearn keeps one row for two classes
            weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
        known: dict[str, str] = {}
        ambiguous: set[str] = set()
        for phrase, label in zip(phrases, labels):
            key = plain(phrase)
            if known.setdefault(key, label) != label:
                ambiguous.add(key)
        for key in ambiguous:
            del known[key]
        index = {name: number for number, name in enumerate(names)}
        weights, bias = weights.astype(np.float32), bias.astype(np.float32)
        return cls(
            names,
            _graph(weights, bias, vectors, options.neighbours),
            np.array([index[label] for label in labels], np.int32),
            known,
            WordModel.fit(phrases, labels, names, options.seed),
            options,
        )

    def rank(self, phrases: Sequence[str], vectors: np.ndarray) -> list[list[Guess]]:
        """Every label for each phrase, best first; the probabilities sum to one."""
        if len(phrases) == 0:
            return []
        linear, near, rows = self._session.run(
            None, {"vectors": vectors.astype(np.float32, copy=False)}
        )
        shares = (linear + self._votes(near, rows)) / 2
        if "out_of_scope" in self.labels:
            # What is like nothing we know is not a weak guess at a topic; it is unknown.
            strange = near[:, 0] < self._options.strange
            shares[strange] *= 1 - self._options.unknown_share
            shares[strange, self.labels.index("out_of_scope")] += self._options.unknown_share
        for phrase, row in zip(phrases, shares):
            sure = self._known.get(plain(phrase))
            if sure is not None:
                row[:] = 0.0
                row[self.labels.index(sure)] = 1.0
            elif (words := self._words.shares(phrase)) is not None:
                row *= 1 - self._trust
                row += self._trust * words
        order = np.argsort(-shares, axis=1, kind="stable")
        ordered = np.take_along_axis(shares, order, axis=1).tolist()
        name = self.labels.__getitem__
        return [
            list(map(Guess, map(name, places), values))
            for places, values in zip(order.tolist(), ordered)
        ]

    def _votes(self, near: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Shares of the labels among the nearest examples, whose cosines are `near`."""
        votes = np.exp(self._options.sharpness * (near - near[:, :1]))
        size = len(self.labels)
        places = self._example_labels[rows] + size * np.arange(len(rows))[:, None]
        shares = np.bincount(places.ravel(), votes.ravel(), size * len(rows))
        shares = shares.reshape(len(rows), size)
        return shares / shares.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        self._words.save(folder)
        (folder / "topics.onnx").write_bytes(self._graph)
        content = {
            "labels": self.labels,
            "known": self._known,
            "examples": self._example_labels.tolist(),
        }
        (folder / "topics.json").write_text(json.dumps(content), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, options: TopicOptions = TopicOptions()) -> TopicModel:
        """Reads a model back.

        Raises:
            OSError: there is none in `folder`.
        """
        content = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
        return cls(
            content["labels"],
            (folder / "topics.onnx").read_bytes(),
            np.array(content["examples"], np.int32),
            content["known"],
            WordModel.load(folder),
            options,
        )


def _graph(weights: np.ndarray, bias: np.ndarray, examples: np.ndarray, neighbours: int) -> bytes:
    """ONNX: `vectors` -> shares of the linear model, cosines and rows of the nearest examples."""
    from onnx import TensorProto, helper, numpy_helper

    from bot.nlu.bert_graph import checked_model

    step = max(float(np.abs(examples).max()), 1e-6) / 127
    coarse = np.clip(np.round(examples / step), -127, 127).astype(np.int8)
    constants = {
        "weights": weights.T,
        "bias": bias,
        "examples": coarse.T,
        "step": np.float32(step),
        "count": np.array([min(neighbours, len(examples))], np.int64),
    }
    nodes = [
        ("MatMul", ["vectors", "weights"], ["scores"], {}),
        ("Add", ["scores", "bias"], ["shifted"], {}),
        ("Softmax", ["shifted"], ["linear"], {"axis": 1}),
        ("DynamicQuantizeLinear", ["vectors"], ["whole", "scale", "zero"], {}),
        ("MatMulInteger", ["whole", "examples", "zero"], ["counted"], {}),
        ("Cast", ["counted"], ["counted_float"], {"to": TensorProto.FLOAT}),
        ("Mul", ["scale", "step"], ["unit"], {}),
        ("Mul", ["counted_float", "unit"], ["cosines"], {}),
        ("TopK", ["cosines", "count"], ["near", "rows"], {"axis": 1}),
    ]
    graph = helper.make_graph(
        [helper.make_node(kind, ins, outs, **more) for kind, ins, outs, more in nodes],
        "topics",
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", weights.shape[1]])],
        [
            helper.make_tensor_value_info("linear", TensorProto.FLOAT, ["n", len(weights)]),
            helper.make_tensor_value_info("near", TensorProto.FLOAT, ["n", "k"]),
            helper.make_tensor_value_info("rows", TensorProto.INT64, ["n", "k"]),
        ],
        [
            numpy_helper.from_array(np.array(value, order="C"), name)
            for name, value in constants.items()
        ],
    )
    return bytes(checked_model(graph).SerializeToString())
