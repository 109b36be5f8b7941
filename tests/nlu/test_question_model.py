"""The questions inside a topic are told apart by vector and words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.question_model import QuestionModel, question_id, topic_of

NOTICE, ALONE, COST = "faq/lawyer.notice", "faq/lawyer", "faq/cost"
TAUGHT = [
    (NOTICE, "how much notice for my lawyer"),
    (NOTICE, "do i tell them before my lawyer comes"),
    (NOTICE, "how early must i tell them"),
    (ALONE, "can i bring a lawyer"),
    (ALONE, "may my lawyer come"),
    (ALONE, "is a lawyer allowed"),
    (COST, "what does it cost"),
    (COST, "who pays"),
]


@pytest.fixture
def model() -> QuestionModel:
    # All phrases have one vector: here only their words tell them apart.
    vectors = np.ones((len(TAUGHT), 4), np.float32) / 2
    return QuestionModel.fit([text for _, text in TAUGHT], [name for name, _ in TAUGHT], vectors)


VECTOR = np.ones(4, np.float32) / 2


def test_the_likeliest_question_comes_first_and_shares_sum_to_one(model: QuestionModel) -> None:
    asked = model.choose("faq/lawyer", "do i need to tell them how early", VECTOR)
    assert [found.label for found in asked] == [NOTICE, ALONE]
    assert sum(found.confidence for found in asked) == pytest.approx(1, abs=1e-5)
    assert model.choose("faq/lawyer", "is my lawyer allowed", VECTOR)[0].label == ALONE


def test_a_topic_with_one_question_has_nothing_to_choose(model: QuestionModel) -> None:
    assert model.topics == ["faq/lawyer"]
    assert model.choose("faq/cost", "who pays", VECTOR) == []


def test_the_vector_counts_too() -> None:
    vectors = np.eye(2, dtype=np.float32)[[0, 0, 1, 1]]
    labels = [ALONE, ALONE, NOTICE, NOTICE]
    model = QuestionModel.fit(["a b", "c d", "e f", "g h"], labels, vectors)
    assert model.choose("faq/lawyer", "x y", vectors[0])[0].label == ALONE
    assert model.choose("faq/lawyer", "x y", vectors[3])[0].label == NOTICE


def test_it_is_the_same_after_saving(model: QuestionModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = QuestionModel.load(tmp_path)
    for _, text in TAUGHT:
        assert again.choose("faq/lawyer", text, VECTOR) == model.choose("faq/lawyer", text, VECTOR)


def test_labels_name_topic_and_question() -> None:
    assert (topic_of(NOTICE), topic_of(ALONE)) == ("faq/lawyer", "faq/lawyer")
    assert (question_id(NOTICE), question_id(ALONE)) == ("lawyer.notice", "lawyer")
