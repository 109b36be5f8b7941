"""Sentence vectors of training examples, kept from one training to the next.

An example that stays is not encoded anew when another one changes. The vectors lie in the cache
folder, in one file an encoder; a file that is damaged or of another width is made anew.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

Encode = Callable[[list[str]], np.ndarray]
MOST = 120_000
"""Vectors that a file holds: three trainings of all examples, about 180 MB."""


def vectors(texts: Sequence[str], encode: Encode, file: Path, most: int = MOST) -> np.ndarray:
    """A vector for each text, float32, one row each: those in `file`, the others by `encode`.

    Afterwards `file` holds the vectors of `texts`, and up to `most` with those that were there
    before: a training on a few examples does not cost the next one on all of them.
    """
    known = _read(file)
    wanted = list(dict.fromkeys(texts))
    missing = [text for text in wanted if text not in known]
    if missing:
        known |= dict(zip(missing, encode(missing)))
        order = dict.fromkeys([*wanted, *known])  # those of now first
        held = [*order][: max(most, len(wanted))]
        _write(file, {text: known[text] for text in held})
    return np.stack([known[text] for text in texts])  # type: ignore[no-any-return]


def _read(file: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(file) as kept:
            return dict(zip(json.loads(str(kept["texts"])), kept["vectors"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _write(file: Path, known: dict[str, np.ndarray]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".npz")
    with os.fdopen(handle, "wb") as out:
        np.savez(out, texts=np.array(json.dumps(list(known))), vectors=np.stack([*known.values()]))
    Path(name).replace(file)  # whole, or not at all
