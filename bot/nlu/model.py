"""The topic model: which of the known topics a phrase is about, and how sure that is.

A linear model on sentence vectors (see `bot.nlu.encoder`). Kept apart from Rasa so that
benchmarks can train and question it directly. Stored as plain arrays, never as a pickle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REGULARISATION = 12.0
"""Inverse strength C of the L2 penalty; chosen by cross-validation on training data."""


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
        self, labels: list[str], weights: np.ndarray, bias: np.ndarray, known: dict[str, str]
    ) -> None:
        self.labels = labels
        self._weights = weights
        self._bias = bias
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
        return cls(names, weights.astype(np.float32), bias.astype(np.float32), known)

    def rank(self, phrases: Sequence[str], vectors: np.ndarray, top: int = 10) -> list[list[Guess]]:
        """The `top` best labels of each phrase, best first; probabilities of all sum to one."""
        if len(phrases) == 0:
            return []
        scores = vectors @ self._weights.T + self._bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = scores / scores.sum(axis=1, keepdims=True)
        ranked = []
        for phrase, row in zip(phrases, shares):
            order = np.argsort(-row)[:top]
            guesses = [Guess(self.labels[i], float(row[i])) for i in order]
            sure = self._known.get(plain(phrase))
            if sure is not None:
                others = [guess for guess in guesses if guess.label != sure]
                guesses = [Guess(sure, 1.0), *(Guess(g.label, 0.0) for g in others)][:top]
            ranked.append(guesses)
        return ranked

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        np.savez(folder / "topics.npz", weights=self._weights, bias=self._bias)
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
            return cls(content["labels"], arrays["weights"], arrays["bias"], content["known"])
