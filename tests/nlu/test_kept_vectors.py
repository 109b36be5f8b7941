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


def test_a_training_on_a_few_examples_keeps_the_vectors_of_the_others(tmp_path: Path) -> None:
    encode, file = Encoder(), tmp_path / "vectors.npz"
    for texts in (["a"], ["bb"], ["a"]):
        vectors(texts, encode, file)
    assert encode.asked == ["a", "bb"]


def test_what_was_an_example_longest_ago_goes_first(tmp_path: Path) -> None:
    encode, file = Encoder(), tmp_path / "vectors.npz"
    for texts in (["a"], ["bb"], ["ccc"], ["bb"], ["a"]):
        vectors(texts, encode, file, most=2)
    assert encode.asked == ["a", "bb", "ccc", "a"]


def test_all_that_is_asked_for_is_kept_even_beyond_the_limit(tmp_path: Path) -> None:
    encode, file = Encoder(), tmp_path / "vectors.npz"
    for _ in range(2):
        assert len(vectors(["a", "bb", "ccc"], encode, file, most=1)) == 3
    assert encode.asked == ["a", "bb", "ccc"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    encode, file = Encoder(), tmp_path / "vectors.npz"
    file.write_bytes(content)
    assert vectors(["a"], encode, file).tolist() == [[1, 1]]
    assert vectors(["a"], Encoder(), file).tolist() == [[1, 1]] and encode.asked == ["a"]
