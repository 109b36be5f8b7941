"""Short texts of a translation are held one by one: what is missing, stale, or does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.knowledge.translations as translations
from bot.knowledge.__main__ import main
from bot.language import ORIGINAL, filled, language_of, spoken
from tests.knowledge.contents import Copy, english_words_alone

PHRASES = "answers/es/phrases.yml"
NOTICES = """---
title: Avisos
checked: {by: null, on: 2026-11-28}
---

## Un saludo {greet}

Hola.
"""


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    with english_words_alone(tmp_path):
        yield Copy.in_folder(tmp_path)


def stamped(copy: Copy, name: str, text: str) -> None:
    """Writes a file of the Spanish answers and notes that it is of the present English text."""
    copy.write(f"answers/es/{name}", text)
    assert main(["stamp", "es"], copy.root) == 0


def missing(copy: Copy) -> list[str]:
    return copy.inspect().missing["es"]


def test_each_text_that_a_file_lacks_is_listed_by_its_name(copy: Copy) -> None:
    stamped(
        copy, "phrases.yml", "language: es\ntoday: Es hoy.\nfacts: {received: {ask: ¿Qué día?}}"
    )
    assert copy.problems() == []
    listed = missing(copy)
    assert "data/answers/es/phrases.yml: tomorrow" in listed
    assert "data/answers/es/phrases.yml: facts.received.told" in listed
    assert "data/answers/es/phrases.yml: today" not in listed
    assert "data/answers/es/phrases.yml: facts.received.ask" not in listed
    assert "data/answers/es/print.yml" in listed
    assert "bot/deadlines/data/wording/es.yml" in listed


def test_the_check_says_so_and_stops_nothing(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    stamped(copy, "phrases.yml", "language: es\ntoday: Es hoy.")
    capsys.readouterr()
    assert main(["check"], copy.root) == 0
    said = capsys.readouterr().out
    assert "  data/answers/es/phrases.yml: tomorrow\n" in said
    assert " texts are not translated yet" in said


def test_an_english_text_that_has_changed_makes_its_translation_stale_and_no_other(
    copy: Copy,
) -> None:
    stamped(copy, "phrases.yml", "language: es\ntoday: Es hoy.\ntomorrow: Es mañana.")
    copy.change("answers/en/phrases.yml", 'today: "That is today."', 'today: "It is today."')
    (problem,) = copy.problems()
    assert problem.startswith("data/answers/es/phrases.yml, line 2: the English text of `today` is")
    assert "`python -m bot.knowledge stamp es phrases.yml today`" in problem
    assert main(["stamp", "es", "phrases.yml", "today"], copy.root) == 0
    assert copy.problems() == []


def test_a_text_that_nobody_noted_is_stale(copy: Copy) -> None:
    copy.write(PHRASES, "language: es\ntoday: Es hoy.")
    (problem,) = copy.problems()
    assert "the English text of `today`" in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("days_left: Faltan {dias} días.", "must hold the names in braces"),
        ("days_left: Faltan días.", "that the English text has: `{days}`"),
        ("days_left: Faltan {days días.", "must hold the names in braces"),
        ("todday: Es hoy.", "`todday` is no text of the English file"),
        ("weekdays: [lunes, martes]", "needs as many words as the English list has"),
        ("weekdays: lunes", "is a list in one language and a text in the other"),
        ("today: [Es hoy.]", "is a list in one language and a text in the other"),
    ],
)
def test_a_text_that_cannot_stand_for_its_original_stops_the_build(
    copy: Copy, text: str, said: str
) -> None:
    stamped(copy, "phrases.yml", f"language: es\n{text}")
    (problem,) = copy.problems()
    assert said in problem and problem.startswith("data/answers/es/phrases.yml, line 2: ")


def test_notices_are_held_one_by_one(copy: Copy) -> None:
    stamped(copy, "notices.md", NOTICES)
    assert copy.problems() == []
    listed = missing(copy)
    assert "data/answers/es/notices.md: help" in listed
    assert "data/answers/es/notices.md: greet.by_text_message" in listed
    assert "data/answers/es/notices.md: greet" not in listed
    spanish = copy.inspect().languages["es"]
    assert spanish.notices["greet"].text == "Hola." and spanish.notices["greet"].language == "es"
    assert spanish.notices["help"].language == "en"
    copy.change("answers/en/notices.md", "Hello. I am a guide to the special-education resolution meeting and the", "Good day. I am a guide to the resolution meeting and the")  # fmt: skip
    (problem,) = copy.problems()
    assert "es/notices.md, line 6: the English text of `greet`" in problem


def test_the_engines_words_and_the_privacy_page_are_held_too(copy: Copy) -> None:
    stamped(copy, "privacy.md", "# Su privacidad\n")
    words = translations.WORDING / "es.yml"
    words.write_text("language: es\nwho: {school: La escuela}\n", encoding="utf-8")
    (problem,) = copy.problems()
    assert problem.startswith("bot/deadlines/data/wording/es.yml, line 2: ")
    assert main(["stamp", "es", "wording"], copy.root) == 0
    assert copy.problems() == []
    assert "bot/deadlines/data/wording/es.yml: who.parent" in missing(copy)
    copy.change("answers/en/privacy.md", "# Your privacy", "# Privacy")
    (problem,) = copy.problems()
    assert problem.startswith("data/answers/es/privacy.md, line 1: ")


def test_what_a_language_lacks_is_english_text_by_text() -> None:
    english = {"a": {"b": "one", "c": "two"}, "list": ["x", "y"], "d": "three"}
    own = {"a": {"b": "uno"}, "list": ["equis"]}
    whole = {"a": {"b": "uno", "c": "two"}, "list": ["equis"], "d": "three"}
    assert filled(own, english) == whole
    assert filled({}, english) == english


def test_a_language_that_is_not_spoken_is_english() -> None:
    assert spoken()[0] == ORIGINAL
    for asked in ("xx", "", None, 5, "../en", "EN-US", "en_GB", ["en"]):
        assert language_of(asked) == "en"
