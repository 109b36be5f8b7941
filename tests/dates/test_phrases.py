"""The table of what parents write about days; see phrases.txt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.dates import DateMention, read_dates


def _rows() -> list[tuple[date, str, str]]:
    rows, today = [], date.min
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            today = date.fromisoformat(line[1:].strip())
        elif " =>" in line and not line.startswith("#"):
            text, expected = line.rsplit(" =>", 1)
            rows.append((today, text, expected.strip()))
    return rows


def _said(mention: DateMention, expected: str) -> str:
    if mention.date is not None:
        return str(mention.date)
    options = ", ".join(map(str, mention.options))
    return f"{mention.reason} ({options})" if "(" in expected else mention.reason


ROWS = _rows()


def test_the_table_has_hundreds_of_rows_and_many_without_a_day() -> None:
    assert len(ROWS) >= 300
    assert sum(not expected for _, _, expected in ROWS) >= 80


@pytest.mark.parametrize(("today", "text", "expected"), ROWS, ids=[f"{d} {t}" for d, t, _ in ROWS])
def test_what_parents_write_about_days_is_read(today: date, text: str, expected: str) -> None:
    assert " ".join(_said(m, expected) for m in read_dates(text, today)) == expected
