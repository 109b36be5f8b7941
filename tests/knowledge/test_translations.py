"""A translation is of the present text, or the build stops; what is not translated is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.knowledge.__main__ import main
from bot.knowledge.pages import read_page
from bot.knowledge.translations import hash_of
from tests.knowledge.contents import SAMPLE, Copy, english_words_alone

SPANISH = """---
title: ¿Cuesta algo?
of: {of}
checked: {{by: null, on: 2026-11-28}}
---

## ¿Cuesta algo? {{cost}}

La reunión no cuesta nada.

## Tell me more

Más.

## In simple words

No cuesta nada.

## Why

La ley lo dice.
"""


def now(text: str = SAMPLE) -> str:
    return hash_of(read_page("cost.md", text))


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    with english_words_alone(tmp_path):
        yield Copy.with_sample(tmp_path)


def test_a_translation_takes_the_place_of_its_original_and_the_rest_stays_english(
    copy: Copy,
) -> None:
    copy.write("answers/es/cost.md", SPANISH.format(of=now()))
    content = copy.inspect()
    assert not content.problems
    spanish, english = content.languages["es"], content.languages["en"]
    cost = spanish.topics["cost"]
    assert cost.title == "¿Cuesta algo?" and cost.text == "La reunión no cuesta nada."
    assert cost.sources == english.topics["cost"].sources
    assert cost.follow_ups == english.topics["cost"].follow_ups
    assert spanish.topics["recording"] == english.topics["recording"]
    assert list(spanish.topics) == list(english.topics)


def test_what_is_not_translated_is_listed_and_stops_nothing(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.write("answers/es/cost.md", SPANISH.format(of=now()))
    assert main(["check"], copy.root) == 0
    said = capsys.readouterr().out
    # Each English file but the one translated, and the words of the deadline engine.
    files = list((copy.root / "answers" / "en").rglob("*.*"))
    assert len(files) > 80
    assert f"es: {len(files)} files and 1 texts are not translated yet" in said
    assert "data/answers/es/recording.md" in said and "data/answers/es/phrases.yml" in said
    assert "data/answers/es/cost.md: cost.by_text_message" in said
    assert "data/answers/es/cost.md\n" not in said


@pytest.mark.parametrize("of", ["", "0123456789ab"])
def test_a_stale_translation_stops_the_build_and_says_what_to_write(copy: Copy, of: str) -> None:
    copy.write("answers/es/cost.md", SPANISH.format(of=of))
    (problem,) = copy.problems()
    assert problem.startswith("data/answers/es/cost.md, line 3: the English text has changed")
    assert f"write `of: {now()}`" in problem


def test_a_changed_word_makes_it_stale_but_not_a_signature_or_a_broken_line() -> None:
    assert now(SAMPLE.replace("by: null", "by: A. Lawyer")) == now()
    assert now(SAMPLE.replace(". ", ".\n")) == now()
    assert now(SAMPLE.replace("cost", "price")) != now()


def test_a_question_that_is_not_translated_and_a_file_of_nothing_are_told(copy: Copy) -> None:
    copy.write("answers/es/cost.md", SPANISH.format(of=now()).replace("{cost}", "{cost.other}"))
    copy.write("answers/es/costo.md", SPANISH.format(of=now()).replace("{cost}", "{costo}"))
    first, second = copy.problems()
    assert "es/cost.md, line 21: the translation of {cost} is missing" in first
    assert "es/costo.md, line 1: there is no English costo.md" in second


def test_sources_stand_in_the_original_alone(copy: Copy) -> None:
    text = SPANISH.format(of=now()).replace("of:", "sources: [34 CFR 300.506]\nof:")
    copy.write("answers/es/cost.md", text)
    (problem,) = copy.problems()
    assert "es/cost.md, line 3: `sources` is not known here; write `title`" in problem
