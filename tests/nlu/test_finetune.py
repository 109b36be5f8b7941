"""The encoder is trained once for the same examples, whatever becomes of the answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu import finetune
from bot.nlu.finetune import Schedule, misspelt, tuned_encoder

PHRASES, LABELS = ["can I bring a lawyer", "hello"], ["faq/bring_lawyer", "greet"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """Counts trainings; each writes a file."""
    calls: list[int] = []

    def train(phrases: object, labels: object, target: Path, schedule: object) -> None:
        calls.append(1)
        target.write_bytes(b"encoder")

    monkeypatch.setattr(finetune, "finetune", train)
    monkeypatch.setattr(finetune, "quantise", lambda a, b: b.write_bytes(a.read_bytes()))
    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path))
    return calls


def test_the_same_examples_in_any_order_train_once(made: list[int]) -> None:
    first = tuned_encoder(PHRASES, LABELS)
    again = tuned_encoder(PHRASES[::-1], LABELS[::-1])
    assert first == again and first.is_file() and made == [1]


def test_a_new_example_or_schedule_trains_again(made: list[int]) -> None:
    tuned_encoder(PHRASES, LABELS)
    tuned_encoder([*PHRASES, "hi"], [*LABELS, "greet"])
    tuned_encoder(PHRASES, LABELS, Schedule(epochs=1))
    assert len(made) == 3


def test_old_encoders_do_not_pile_up(made: list[int], tmp_path: Path) -> None:
    for number in range(finetune.KEPT + 3):
        tuned_encoder([*PHRASES, f"hi {number}"], [*LABELS, "greet"])
    assert len(list((tmp_path / "encoders").glob("*.onnx"))) == finetune.KEPT


def test_slips_of_a_thumb_change_little() -> None:
    draw = np.random.default_rng(1)
    phrase = "when must the school hold the meeting"
    slips = {misspelt(phrase, draw) for _ in range(200)}
    assert len(slips) > 50
    for slip in slips:
        assert abs(len(slip) - len(phrase)) <= 2
        assert len(slip.split(" ")) == len(phrase.split(" "))
    assert misspelt("a I", draw) == "a I"


def test_a_pass_sees_each_topic_at_most_so_often_and_others_the_next_time() -> None:
    gold = np.array([0] * 50 + [1] * 5)
    draw = np.random.default_rng(1)
    passes = [finetune._drawn(gold, np.array([20, 20]), draw) for _ in range(2)]
    for rows in passes:
        assert len(rows) == len(set(rows.tolist())) == 25
        assert (gold[rows] == 0).sum() == 20
    assert set(passes[0].tolist()) != set(passes[1].tolist())


def test_topics_are_shown_more_often_than_what_is_told_apart_easily() -> None:
    caps = finetune._caps(["faq/cost", "greet", "near_miss/bullying", "out_of_scope"], Schedule())
    assert caps[0] > caps[1] == caps[2]
    assert caps[3] == 6 * caps[1]


def test_batches_hold_every_row_once() -> None:
    order = np.arange(100)[::-1]
    batches = finetune._batches(order, [n % 7 for n in range(100)], 8, np.random.default_rng(1))
    assert sorted(np.concatenate(batches).tolist()) == list(range(100))
    assert max(map(len, batches)) == 8
