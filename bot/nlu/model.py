"""The topic model: which of the known topics a phrase is about, and how sure that is.

Two views of the same sentence vectors (see `bot.nlu.encoder`), averaged: a linear model, which
knows what sets topics apart, and the nearest examples, which know rare ways to say a thing.
Kept apart from Rasa so that benchmarks can train and question it directly. Stored as plain
arrays, never as a pickle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REGULARISATION = 50.0
"""Inverse strength C of the L2 penalty; chosen on the development set."""
NEIGHBOURS = 15
"""How many of the nearest examples vote."""
STRANGE = 0.40
"""Cosine to the nearest example below which a phrase is like nothing we know."""
UNKNOWN_SHARE = 0.49
"""Weight given to "none of ours" then: enough to outweigh the topics, not to be sure of it."""
SHARPNESS = 20.0
"""How much more a nearer example counts: its vote is exp(SHARPNESS * cosine)."""


@dataclass(frozen=True)
class Guess:
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
        weights: np.ndarray,
        bias: np.ndarray,
        examples: np.ndarray,
        example_labels: np.ndarray,
        known: dict[str, str],
    ) -> None:
        self.labels = labels
        self._weights = weights
        self._bias = bias
        self._examples = examples
        self._example_labels = example_labels
        self._known = known

    @classmethod
    def fit(
        cls,
        phrases: Sequence[str],
        labels: Sequence[str],
        vectors: np.ndarray,
        *,
        c: float = REGULARISATION,
        seed: int = 0,
    ) -> TopicModel:
        """Trains on `vectors` (one row a phrase).

        Raises:
            ValueError: fewer than two labels.
        """
        from sklearn.linear_model import LogisticRegression

        if len(set(labels)) < 2:
            raise ValueError("a topic model needs at least two topics")
        classifier = LogisticRegression(
            C=c, max_iter=1000, class_weight="balanced", random_state=seed
        )
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
        return cls(
            names,
            weights.astype(np.float32),
            bias.astype(np.float32),
            vectors.astype(np.float32),
            np.array([index[label] for label in labels], np.int32),
            known,
        )

    def rank(self, phrases: Sequence[str], vectors: np.ndarray) -> list[list[Guess]]:
        """Every label for each phrase, best first; the probabilities sum to one."""
        if len(phrases) == 0:
            return []
        near = vectors @ self._examples.T
        shares = (self._linear(vectors) + self._nearest(near)) / 2
        if "out_of_scope" in self.labels:
            # What is like nothing we know is not a weak guess at a topic; it is unknown.
            strange = near.max(axis=1) < STRANGE
            shares[strange] *= 1 - UNKNOWN_SHARE
            shares[strange, self.labels.index("out_of_scope")] += UNKNOWN_SHARE
        ranked = []
        for phrase, row in zip(phrases, shares):
            sure = self._known.get(plain(phrase))
            if sure is not None:
                row = np.zeros_like(row)
                row[self.labels.index(sure)] = 1.0
            order = np.argsort(-row, kind="stable")
            ranked.append([Guess(self.labels[i], float(row[i])) for i in order])
        return ranked

    def _linear(self, vectors: np.ndarray) -> np.ndarray:
        scores = vectors @ self._weights.T + self._bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return scores / scores.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]

    def _nearest(self, near: np.ndarray) -> np.ndarray:
        count = min(NEIGHBOURS, near.shape[1])
        shares = np.zeros((len(near), len(self.labels)), np.float32)
        for row, similarity in enumerate(near):
            best = np.argpartition(-similarity, count - 1)[:count]
            votes = np.exp(SHARPNESS * (similarity[best] - similarity[best].max()))
            np.add.at(shares[row], self._example_labels[best], votes)
        return shares / shares.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        np.savez(
            folder / "topics.npz",
            weights=self._weights,
            bias=self._bias,
            examples=self._examples.astype(np.float16),
            example_labels=self._example_labels,
        )
        content = {"labels": self.labels, "known": self._known}
        (folder / "topics.json").write_text(json.dumps(content), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Reads a model back.

        Raises:
            OSError: there is none in `folder`.
        """
        content = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
        with np.load(folder / "topics.npz", allow_pickle=False) as arrays:
            return cls(
                content["labels"],
                arrays["weights"],
                arrays["bias"],
                arrays["examples"].astype(np.float32),
                arrays["example_labels"],
                content["known"],
            )
