"""The words of a phrase as a second opinion: a linear model on words and pairs of words.

The sentence encoder knows what a phrase is like; a frame ("can I cancel my ...") easily leads it
to overlook the one word that decides ("mediation", "their lawyer", "landlord"). Words alone know
nothing of likeness, but overlook none. docs/understanding.md has what the two are worth together.
scikit-learn, which Rasa brings, trains it; numpy alone reads it in the servers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

SEEN = 2
"""How often the examples must use a word or a pair of words for it to count."""
PENALTY = 2e-5
"""Strength of the L2 penalty; chosen on the development sets, as are the next two."""
ROUNDS, STEPS = 8, 200_000
"""Passes over the examples: at least the first, and as many as make the second in steps, since a
few hundred examples need more."""
TEMPERATURE = 0.25
"""Scores are divided by this before they become shares."""

_WORD = re.compile(r"\w+")


class WordModel:
    """Trained with `fit`, questioned with `shares`."""

    def __init__(
        self, terms: list[str], rarity: np.ndarray, weights: np.ndarray, bias: np.ndarray
    ) -> None:
        self._terms = terms
        self._column = {term: number for number, term in enumerate(terms)}
        self._rarity = rarity
        self._weights = weights
        self._bias = bias

    @classmethod
    def fit(
        cls, phrases: Sequence[str], labels: Sequence[str], names: Sequence[str], seed: int = 0
    ) -> WordModel:
        """Trains on the phrases; `names` gives the order of the labels in `shares`."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import SGDClassifier

        reader = TfidfVectorizer(analyzer=terms_of, sublinear_tf=True, min_df=SEEN)
        read = reader.fit_transform(phrases)
        classifier = SGDClassifier(
            loss="modified_huber",
            alpha=PENALTY,
            max_iter=max(ROUNDS, STEPS // len(phrases)),
            tol=None,
            class_weight="balanced",
            random_state=seed,
        ).fit(read, list(labels))
        weights, bias = classifier.coef_, classifier.intercept_
        if len(names) == 2:  # sklearn keeps one row for two classes
            weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
        order = [list(classifier.classes_).index(name) for name in names]
        return cls(
            reader.get_feature_names_out().tolist(),
            reader.idf_.astype(np.float32),
            np.ascontiguousarray(weights[order].T, np.float16),
            bias[order].astype(np.float32),
        )

    def shares(self, phrase: str) -> np.ndarray | None:
        """What the words of a phrase say, a share for every label; nothing if all are new."""
        counts = Counter(
            column for term in terms_of(phrase) if (column := self._column.get(term)) is not None
        )
        if not counts:
            return None
        columns = np.fromiter(counts, np.int64, len(counts))
        often = np.fromiter(counts.values(), np.float32, len(counts))
        values = (1 + np.log(often)) * self._rarity[columns]
        values /= np.linalg.norm(values)
        scores = (values @ self._weights[columns].astype(np.float32) + self._bias) / TEMPERATURE
        shares = np.exp(scores - scores.max())
        return shares / shares.sum()  # type: ignore[no-any-return]

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        (folder / "terms.json").write_text(json.dumps(self._terms), encoding="utf-8")
        np.savez(folder / "terms.npz", rarity=self._rarity, weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> WordModel:
        """Reads a model back.

        Raises:
            OSError: there is none in `folder`.
        """
        terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        with np.load(folder / "terms.npz") as kept:
            return cls(terms, kept["rarity"], kept["weights"], kept["bias"])


def terms_of(phrase: str) -> list[str]:
    """The words of a phrase in lower case, and its pairs of neighbouring words."""
    words = _WORD.findall(phrase.lower())
    return [*words, *map(" ".join, pairwise(words))]
