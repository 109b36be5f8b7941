"""The marked examples of every language are whole: roles that exist, statuses, no double text."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.deadlines import EVENT_NAMES
from bot.facts.examples import (
    FOLDER,
    NONE,
    STATUSES,
    examples_in,
    languages,
    roles_in,
    word_classes,
    written_out,
)

ROLES = {NONE, "received", "filed", "postmark", *EVENT_NAMES}
# So few examples teach nothing that holds for others.
FEWEST = 20


@pytest.mark.parametrize("language", languages())
class TestEveryLanguage:
    def test_marks_only_roles_that_are_facts(self, language: str) -> None:
        assert roles_in(examples_in(FOLDER / language)) <= ROLES
        assert roles_in(written_out(FOLDER / language)) <= ROLES

    def test_has_examples_of_every_role(self, language: str) -> None:
        marks = [mark for example in examples_in(FOLDER / language) for mark in example.marks]
        count = Counter(mark.role for mark in marks)
        count += Counter(m.role for e in written_out(FOLDER / language) for m in e.marks)
        assert [role for role in ROLES if count[role] < FEWEST] == []
        assert {mark.status for mark in marks} <= set(STATUSES)

    def test_marks_no_text_in_two_ways(self, language: str) -> None:
        seen: dict[str, object] = {}
        for example in examples_in(FOLDER / language):
            marks = [(mark.start, mark.role, mark.status) for mark in example.marks]
            assert seen.setdefault(example.text.lower(), marks) == marks, example.text

    def test_leaves_no_bracket_of_a_mark_in_a_text(self, language: str) -> None:
        for example in (*examples_in(FOLDER / language), *written_out(FOLDER / language)):
            assert "](" not in example.text, example.text

    def test_writes_the_words_of_its_classes_small(self, language: str) -> None:
        assert all(word == word.lower() for word in word_classes(FOLDER / language))
