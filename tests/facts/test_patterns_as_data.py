"""Each pattern kept as data tells what stands beside it as an example, and nothing that must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.deadlines import EVENT_NAMES
from bot.facts.examples import languages
from bot.facts.rules import compiled, content_of, rules_of, speaks_by_rules
from bot.text.letters import folded

SPOKEN = [language for language in languages() if speaks_by_rules(language)]


def _rows() -> Iterator[Any]:
    for language in SPOKEN:
        content = content_of(language)
        groups = [("event", row["fact"], row) for row in content["events"]]
        groups += [("guard", row["name"], row) for row in content["guards"]]
        groups += [("mark", name, row) for name, row in content["marks"].items()]
        groups += [("back", row["facts"][0], row) for row in content["taken_back"]]
        groups += [("origin", row["origin"], row) for row in content["origins"]]
        for kind, name, row in groups:
            yield pytest.param(content["parts"], row, id=f"{language} {kind} {name}")


def test_spanish_is_read_by_patterns_kept_as_data_and_english_is_not() -> None:
    assert "es" in SPOKEN and "en" not in SPOKEN


@pytest.mark.parametrize(("parts", "row"), _rows())
def test_a_pattern_tells_its_examples_and_not_the_others(
    parts: dict[str, str], row: dict[str, Any]
) -> None:
    pattern = compiled(row["say"], parts)
    unless = compiled(row["unless"], parts) if row.get("unless") else None

    def tells(text: str) -> bool:
        plain = folded(text)
        return bool(pattern.search(plain)) and not (unless and unless.search(plain))

    assert row["tells"] and row["tells_not"]
    assert [text for text in row["tells"] if not tells(text)] == []
    assert [text for text in row["tells_not"] if tells(text)] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_patterns_name_only_facts_and_marks_that_exist(language: str) -> None:
    rules = rules_of(language)
    assert {fact for fact, _ in rules.events} <= {"received", "filed", "postmark", *EVENT_NAMES}
    assert not [pattern for _, pattern in rules.events if pattern.search("")]
