"""What parents say after an answer: every topic has it, and it leads to questions that exist."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.knowledge import knowledge
from bot.nlu.following import DATA, follow_ups, follow_ups_in
from bot.nlu.model import plain

PATHS = sorted((DATA / "follow_ups" / "en").glob("*.yml"))
TOPICS = knowledge().topics
LABELS = {
    f"{topic.family}/{question.id}" for topic in TOPICS.values() for question in topic.questions
}


def test_every_topic_has_a_file_and_no_file_is_without_a_topic() -> None:
    assert {path.stem for path in PATHS} == set(TOPICS)
    assert {example.after for example in follow_ups()} == set(TOPICS)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_intent_names_a_question_that_exists(path: Path) -> None:
    unknown = {example.label for example in follow_ups_in(path)} - LABELS
    assert not unknown


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_question_is_listed_twice_or_without_examples(path: Path) -> None:
    listed = [entry["intent"] for entry in yaml.safe_load(path.read_text("utf-8"))["follow_ups"]]
    assert len(listed) == len(set(listed))
    assert set(listed) == {example.label for example in follow_ups_in(path)}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_text_stands_twice_in_a_file(path: Path) -> None:
    """Nor do two that differ in capitals or punctuation alone."""
    texts = [plain(example.text) for example in follow_ups_in(path)]
    assert sorted(texts) == sorted(set(texts))
