"""Questions that lean on the answer before: "and theirs?" after the parent's own lawyer.

Such a message says little by itself. What it asks is taught by examples under
data/follow_ups/<language>, one file a topic: what parents say after an answer about it, and the
question that this asks. A message is held to the examples of the topic answered last alone, so that
"how long?" has another meaning after each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.content import content_of
from bot.language import ORIGINAL
from bot.text.clauses import leans_on_answer

DATA = Path(__file__).resolve().parents[2] / "data"
FILE = "follow_ups.npz"
AFTER = "after"
"""Name in a message's metadata of the question answered last (`bot.rasa.context`)."""

MOST_WORDS = 12
"""A longer message says by itself what it is about."""

_FEW = 4
"""So few words lean on what was said, whatever they are: "how long?", "who decides?"."""


class FollowUp(NamedTuple):
    """What may follow an answer about `after`, and the label of the question that it asks."""

    after: str
    label: str
    text: str


class Near(NamedTuple):
    """The label of the nearest example and how near it is, as a cosine."""

    label: str
    cosine: float


def leans(text: str, language: str = ORIGINAL) -> bool:
    """Whether a message needs what was said before it to be understood."""
    words = text.split()
    return len(words) <= _FEW or (len(words) <= MOST_WORDS and leans_on_answer(text, language))


def follow_ups(root: Path = DATA, language: str = ORIGINAL) -> list[FollowUp]:
    """Every example, in a language, of a message that leans on the answer before it."""
    paths = sorted((root / "follow_ups" / language).glob("*.yml"))
    return [found for path in paths for found in follow_ups_in(path)]


def follow_ups_in(path: Path) -> Iterator[FollowUp]:
    """The examples of one file; its name is the topic that was answered before."""
    content = content_of(path) or {}
    for entry in content.get("follow_ups") or []:
        for line in str(entry.get("examples", "")).splitlines():
            if line.strip().startswith("- "):
                yield FollowUp(path.stem, str(entry["intent"]), line.strip()[2:].strip())


class FollowUps:
    """The examples with their vectors; taught with `fit`, asked with `nearest`."""

    def __init__(self, places: dict[str, list[str]], vectors: dict[str, np.ndarray]) -> None:
        self._labels = places
        self._vectors = vectors

    @classmethod
    def fit(cls, listed: Sequence[FollowUp], vectors: np.ndarray) -> FollowUps:
        """Keeps the examples; `vectors` are of unit length, one row each."""
        rows: dict[str, list[int]] = {}
        for number, example in enumerate(listed):
            rows.setdefault(example.after, []).append(number)
        return cls(
            {after: [listed[n].label for n in numbers] for after, numbers in rows.items()},
            {after: vectors[numbers].astype(np.float32) for after, numbers in rows.items()},
        )

    def nearest(self, after: str, vector: np.ndarray) -> Near | None:
        """The nearest example after an answer about the topic `after`; None where it has none."""
        known = self._vectors.get(after)
        if known is None:
            return None
        cosines = known @ vector
        best = int(np.argmax(cosines))
        return Near(self._labels[after][best], float(cosines[best]))

    def save(self, folder: Path) -> None:
        """Writes the examples into an existing folder."""
        arrays: dict[str, np.ndarray] = {
            f"of/{after}": vectors.astype(np.float16) for after, vectors in self._vectors.items()
        }
        arrays["labels"] = np.array(json.dumps(self._labels))
        np.savez_compressed(folder / FILE, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, folder: Path) -> FollowUps:
        """Reads them back.

        Raises:
            OSError: there are none in `folder`.
        """
        with np.load(folder / FILE) as kept:
            labels = json.loads(str(kept["labels"]))
            return cls(labels, {after: kept[f"of/{after}"].astype(np.float32) for after in labels})
