"""The table of what parents write about days in Spanish; see phrases_es.txt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.dates import read_dates
from tests.dates.test_phrases import _said

# Which words tell the day, in the text as it was written.
WORDS = (
    ("La recibieron el Miércoles 18, creo que sí", "el Miércoles 18"),
    ("llego el 6 de novienbre.", "el 6 de novienbre"),
    ("PASADO MAÑANA ES LA JUNTA", "PASADO MAÑANA"),
    ("el 3 de marzo de 2026, en la tarde", "el 3 de marzo de 2026"),
    ("la junta es man\u0303ana", "man\u0303ana"),
)


def _rows() -> list[tuple[date, str, str, str]]:
    rows, today = [], date.min
    for line in (Path(__file__).parent / "phrases_es.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            today = date.fromisoformat(line[1:].strip())
        elif " =>" in line and not line.startswith("#"):
            text, expected = line.rsplit(" =>", 1)
            lean = "future" if text.startswith("> ") else "past"
            rows.append((today, text.removeprefix("> "), lean, expected.strip()))
    return rows


ROWS = _rows()


def test_the_table_has_many_rows_and_many_without_a_day() -> None:
    assert len(ROWS) >= 150
    assert sum(not expected for _, _, _, expected in ROWS) >= 25


@pytest.mark.parametrize(
    ("today", "text", "lean", "expected"), ROWS, ids=[f"{d} {t}" for d, t, _, _ in ROWS]
)
def test_what_parents_write_in_spanish_is_read(
    today: date, text: str, lean: str, expected: str
) -> None:
    mentions = read_dates(text, today, lean=lean, language="es")
    assert " ".join(_said(m, expected) for m in mentions) == expected


@pytest.mark.parametrize(("today", "text", "lean", "expected"), ROWS[::3])
def test_capitals_change_nothing(today: date, text: str, lean: str, expected: str) -> None:
    mentions = read_dates(text.upper(), today, lean=lean, language="es")
    assert " ".join(_said(m, expected) for m in mentions) == expected


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_day_is_shown_in_the_words_it_was_written_in(text: str, words: str) -> None:
    (mention,) = read_dates(text, date(2026, 11, 26), language="es")
    assert mention.text == words
    assert text[mention.start : mention.end] == words


def test_english_days_are_read_as_before_and_spanish_ones_only_where_it_is_spoken() -> None:
    assert not read_dates("la recibieron antier", date(2026, 11, 28))
    assert read_dates("la recibieron antier", date(2026, 11, 28), language="es")


@pytest.mark.parametrize(
    "text",
    ["", "¿¡?!", "el " * 3000, "12/" * 4000, "hace " * 2000, "\u0303" * 50, "mañana" * 2000],
    ids=range(7),
)
def test_no_text_is_too_strange_or_too_long(text: str) -> None:
    read_dates(text, date(2026, 11, 28), language="es")


@pytest.mark.parametrize(
    ("text", "side", "day"),
    [
        ("15 de diciembre", "past", date(2025, 12, 15)),
        ("15 de diciembre", "future", date(2026, 12, 15)),
        ("el lunes", "past", date(2026, 11, 23)),
        ("este lunes", "future", date(2026, 11, 30)),
    ],
)
def test_the_event_settles_the_side_of_today(text: str, side: str, day: date) -> None:
    (mention,) = read_dates(text, date(2026, 11, 28), language="es")
    assert mention.near(side).date == day  # type: ignore[arg-type]
