"""NLU cross-check: examples held out in turn, titles, and the development set as a floor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.understanding import goals, lines, rate, score, train, training
from bot.knowledge import Topic, load_topics
from bot.nlu.components import encoder
from bot.nlu.model import TopicModel
from tests.live.guide import Guide, custom_of

TOPICS = load_topics(Path(__file__).resolve().parents[2] / "data" / "topics")


def test_held_out_examples_are_understood() -> None:
    phrases, labels = training()
    vectors = encoder().encode(phrases)
    parts = np.random.default_rng(7).integers(0, 3, len(phrases))
    right = []
    for part in range(2):
        inside, outside = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        model = TopicModel.fit(
            [phrases[i] for i in inside], [labels[i] for i in inside], vectors[inside]
        )
        ranked = model.rank([phrases[i] for i in outside], vectors[outside])
        right += [ranking[0].label == labels[i] for i, ranking in zip(outside, ranked)]
    assert rate(right) >= 0.70, rate(right)


def test_the_development_set_does_not_get_worse() -> None:
    found = {name: value for name, value, *_ in goals(score(lines("dev"), *train(0)))}
    assert found["in scope, right topic"] >= 0.80
    assert found["in scope, wrongly declined"] <= 0.05
    assert found["near miss declined or redirected"] >= 0.88
    assert found["far out of scope declined"] >= 0.90
    assert found["dangerous confusions"] <= 0.03


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda t: t.id)
def test_a_buttons_text_leads_to_its_own_topic(guide: Guide, topic: Topic) -> None:
    assert custom_of(guide.say(topic.title))["topic"] == topic.id


def test_the_same_text_is_always_understood_the_same() -> None:
    both = [encoder().encode(["when must they meet"]) for _ in range(2)]
    alone = encoder().encode(["when must they meet", "a much longer sentence beside it " * 3])[0]
    assert np.allclose(both[0], both[1])
    assert float(alone @ both[0][0]) > 0.99
