"""Everything that is read from a Spanish message, as readings-es.yml says it.

The lines are those of readings.yml (test_readings), and four more: what is only `planned`, days
`passed` over, the one `bare` day of a message, and days that are only `supposed`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.facts import Reading, read_facts
from tests.facts.test_readings import lines

TODAY = date(2026, 11, 28)


def all_lines(reading: Reading) -> list[str]:
    """A reading in the words of readings-es.yml."""
    said = lines(reading)
    for change in reading.planned:
        supposed = " supposed" if change.supposed else ""
        said.append(f"planned {change.fact}={change.value}{supposed} <{change.text}>")
    said += [f"passed {mention.text}" for mention in reading.passed]
    if reading.bare_day:
        said.append(f"bare {reading.bare_day.text}")
    if reading.not_mine:
        said.append("not mine")
    said += [f"supposed {m.text}" for m in reading.mentions if m.start in reading.supposed]
    return said


def messages() -> list[Any]:
    path = Path(__file__).with_name("readings-es.yml")
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [pytest.param(row, id=f"{row['say']} ({row.get('asked')})") for row in rows]


@pytest.mark.parametrize("row", messages())
def test_a_spanish_message_is_read_as_written_down(row: dict[str, Any]) -> None:
    reading = read_facts(row["say"], TODAY, asked=row.get("asked"), language="es")
    assert all_lines(reading) == row["reads"]
    assert reading.text == row["say"] and reading.language == "es"
    for _, mention in reading.unclear:
        assert mention.date is None and mention.kind != "date"
        if mention.options:
            assert mention.kind in ("ambiguous", "range")
        if " / " in mention.text:
            assert (mention.kind, mention.past, mention.ahead) == ("ambiguous", None, None)
    assert {(c.kind, c.tense) for c in reading.planned} <= {("give", "planned")}
    for change in (*reading.changes, *reading.planned):
        if change.date is not None and change.date.date is not None:
            assert change.value in (change.date.date.isoformat(), None)
