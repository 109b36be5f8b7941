"""Vectors of examples are kept between trainings, and none is read for another text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.kept_vectors import vectors


class Encoder:
    """Counts what it encodes; the vector of a text is its length, twice."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text)] * 2 for text in texts], np.float32)


def test_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    encode, file = Encoder(), tmp_path / "deep" / "vectors.npz"
    first = vectors(["a", "bb", "a"], encode, file)
    assert first.tolist() == [[1, 1], [2, 2], [1, 1]] and encode.asked == ["a", "bb"]
    assert vectors(["bb", "ccc"], encode, file).tolist() == [[2, 2], [3, 3]]
    assert encode.asked == ["a", "bb", "ccc"]


def test_what_is_an_example_no_more_is_not_kept(tmp_path: Path) -> None:
    encode, file = Encoder(), tmp_path / "vectors.npz"
    for texts in (["a"], ["bb"], ["a"]):
        vectors(texts, encode, file)
    assert encode.asked == ["a", "bb", "a"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    encode, file = Encoder(), tmp_path / "vectors.npz"
    file.write_bytes(content)
    assert vectors(["a"], encode, file).tolist() == [[1, 1]]
    assert vectors(["a"], Encoder(), file).tolist() == [[1, 1]] and encode.asked == ["a"]
