"""Words speak where a frame misleads, say nothing where all are new, and are kept with the model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.words import WordModel, terms_of

PHRASES = [
    "can I cancel the agreement from the meeting",
    "can I cancel the paper from the meeting",
    "can I cancel the agreement from mediation",
    "can I cancel the paper from mediation",
    "can I cancel the lease from my landlord",
    "can I cancel the paper from my landlord",
]
LABELS = ["meeting", "meeting", "mediation", "mediation", "far", "far"]
NAMES = ["far", "mediation", "meeting"]


@pytest.fixture(scope="module")
def words() -> WordModel:
    return WordModel.fit(PHRASES, LABELS, NAMES)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Could I CANCEL the deal from mediation?", "mediation"),
        ("cancel the deal from my landlord", "far"),
        ("cancel what came from the meeting", "meeting"),
    ],
)
def test_the_word_that_decides_is_not_overlooked(words: WordModel, phrase: str, name: str) -> None:
    shares = words.shares(phrase)
    assert shares is not None
    assert NAMES[int(shares.argmax())] == name
    assert shares.sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("phrase", ["", "😡", "会议", "xyzzy plugh"])
def test_words_never_seen_say_nothing(words: WordModel, phrase: str) -> None:
    assert words.shares(phrase) is None


def test_what_numpy_reads_is_what_scikit_learn_learned() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    phrase = "cancel the the paper from mediation from"
    reader = TfidfVectorizer(analyzer=terms_of, sublinear_tf=True, min_df=2).fit(PHRASES)
    vector = reader.transform([phrase]).toarray()[0]
    model = WordModel.fit(PHRASES, LABELS, NAMES)
    scores = (vector @ model._weights.astype(np.float32) + model._bias) / 0.25
    shares = np.exp(scores - scores.max())
    assert np.allclose(model.shares(phrase), shares / shares.sum(), atol=1e-4)


def test_it_is_kept_with_the_model(words: WordModel, tmp_path: Path) -> None:
    words.save(tmp_path)
    again = WordModel.load(tmp_path).shares(PHRASES[2])
    assert np.array_equal(again, words.shares(PHRASES[2]))


def test_two_labels_are_enough() -> None:
    model = WordModel.fit(PHRASES[:4], LABELS[:4], ["mediation", "meeting"])
    shares = model.shares("the paper from mediation")
    assert shares is not None and shares[0] > shares[1]
