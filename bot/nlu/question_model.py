"""Which of a topic's questions a phrase asks: a small linear model a topic, on vector and words.

The topic model says what a phrase is about; the questions inside a topic often differ by one word
("how much notice", "by phone"). So each topic that has several questions gets a model of its own,
taught on the examples of that topic alone, and a mix-up stays inside the topic. It reads the
sentence vector that the topic model read and costs one small product of matrices.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

PENALTY = 8.0
"""Inverse strength C of the L2 penalty; `python -m benchmarks.questions` compares others."""
WORDS = 0.6
"""Length of the vector of words beside the sentence vector, whose length is one."""
SEEN = 2
"""How many examples of the topic must use a word or a pair for it to count."""
FILE = "questions.npz"

_WORD = re.compile(r"[^\W_]+")


class Asked(NamedTuple):
    """One question of a topic and the probability the model gives it."""

    label: str
    confidence: float


class _Head(NamedTuple):
    """The model of one topic; `terms` are the columns after those of the sentence vector."""

    labels: list[str]
    terms: dict[str, int]
    rarity: np.ndarray
    weights: np.ndarray
    bias: np.ndarray


def topic_of(label: str) -> str:
    """`faq/bring_lawyer` of `faq/bring_lawyer.how_much_notice`."""
    return label.split(".", 1)[0]


def question_id(label: str) -> str:
    """`bring_lawyer.how_much_notice` of `faq/bring_lawyer.how_much_notice`."""
    return label.split("/", 1)[-1]


def terms_of(phrase: str) -> list[str]:
    """The words of a phrase and its pairs of neighbours."""
    words = _WORD.findall(phrase.lower().replace("’", "'").replace("'", ""))
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


class QuestionModel:
    """Trained with `fit`, asked with `choose`."""

    def __init__(self, heads: dict[str, _Head]) -> None:
        self._heads = heads

    @property
    def topics(self) -> list[str]:
        """The topics that have several questions."""
        return sorted(self._heads)

    @classmethod
    def fit(
        cls,
        phrases: Sequence[str],
        labels: Sequence[str],
        vectors: np.ndarray,
        *,
        c: float = PENALTY,
    ) -> QuestionModel:
        """Trains a model for each topic among `labels` that has several questions.

        `vectors` has one row a phrase. A label without a dot is the question that the topic
        stands for.
        """
        rows: dict[str, list[int]] = {}
        for number, label in enumerate(labels):
            rows.setdefault(topic_of(label), []).append(number)
        heads = {}
        for topic, numbers in rows.items():
            own = [labels[number] for number in numbers]
            if "/" in topic and len(set(own)) > 1:
                heads[topic] = _fitted([phrases[n] for n in numbers], own, vectors[numbers], c)
        return cls(heads)

    def choose(self, topic: str, phrase: str, vector: np.ndarray) -> list[Asked]:
        """The questions of a topic, likeliest first; empty where it has only one."""
        head = self._heads.get(topic)
        if head is None:
            return []
        scores = head.weights @ np.concatenate([vector, _words(phrase, head)]) + head.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return [Asked(head.labels[place], float(shares[place])) for place in order]

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        arrays: dict[str, np.ndarray] = {}
        names = {}
        for number, (topic, head) in enumerate(self._heads.items()):
            names[topic] = {"labels": head.labels, "terms": list(head.terms), "number": number}
            arrays |= {
                f"{number}/weights": head.weights,
                f"{number}/bias": head.bias,
                f"{number}/rarity": head.rarity,
            }
        arrays["names"] = np.array(json.dumps(names))
        np.savez_compressed(folder / FILE, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, folder: Path) -> QuestionModel:
        """Reads a model back.

        Raises:
            OSError: there is none in `folder`.
        """
        with np.load(folder / FILE) as kept:
            names = json.loads(str(kept["names"]))
            heads = {
                topic: _Head(
                    entry["labels"],
                    {term: place for place, term in enumerate(entry["terms"])},
                    kept[f"{entry['number']}/rarity"],
                    kept[f"{entry['number']}/weights"],
                    kept[f"{entry['number']}/bias"],
                )
                for topic, entry in names.items()
            }
        return cls(heads)


def _fitted(phrases: list[str], labels: list[str], vectors: np.ndarray, c: float) -> _Head:
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for phrase in phrases:
        for term in set(terms_of(phrase)):
            counts[term] = counts.get(term, 0) + 1
    kept = sorted(term for term, count in counts.items() if count >= SEEN)
    terms = {term: place for place, term in enumerate(kept)}
    rarity = np.log(len(phrases) / np.array([counts[t] for t in kept], np.float32)) + 1
    empty = _Head([], terms, rarity.astype(np.float32), np.zeros(0), np.zeros(0))
    features = np.hstack([vectors, np.vstack([_words(phrase, empty) for phrase in phrases])])
    model = LogisticRegression(C=c, max_iter=300, class_weight="balanced")
    model.fit(features, labels)
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:  # sklearn keeps one row for two classes
        weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
    return _Head(
        [str(label) for label in model.classes_],
        terms,
        empty.rarity,
        weights.astype(np.float32),
        bias.astype(np.float32),
    )


def _words(phrase: str, head: _Head) -> np.ndarray:
    """The words of a phrase, each weighed by its rarity, as a vector of length `WORDS`."""
    row: np.ndarray = np.zeros(len(head.terms), np.float32)
    for term in _known(terms_of(phrase), head):
        row[head.terms[term]] = head.rarity[head.terms[term]]
    length = float(np.linalg.norm(row))
    if length:
        row *= np.float32(WORDS / length)
    return row


def _known(terms: Iterable[str], head: _Head) -> set[str]:
    return {term for term in terms if term in head.terms}
