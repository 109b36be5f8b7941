"""Everything that is read from a message, as readings.yml says it: facts, words, dates, marks.

Each line of `reads` is one thing read: `give received=2026-11-16 <the words> @the date's words`;
`unclear received: in October (month_only)`; `loose November 16=2026-11-16`; or a mark.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.facts import Reading, read_facts

TODAY = date(2026, 11, 24)
MARKS = ("dont_know", "never_mind", "new_case", "forget_all", "what_if")


def lines(reading: Reading) -> list[str]:
    """A reading in the words of readings.yml."""
    said = []
    for change in reading.changes:
        supposed = " supposed" if change.supposed else ""
        day = f" @{change.date.text}" if change.date else ""
        name = "the last one" if change.fact == "" else change.fact
        said.append(f"{change.kind} {name}={change.value}{supposed} <{change.text}>{day}")
    for fact, mention in reading.unclear:
        options = "".join(f" {option}" for option in mention.options)
        said.append(f"unclear {fact}: {mention.text} ({mention.reason}){options}")
    said += [f"loose {mention.text}={mention.date}" for mention in reading.loose_dates]
    said += [mark for mark in MARKS if getattr(reading, mark)]
    if reading.state_unknown:
        said.append(f"no state: {reading.state_unknown}")
    return said


def messages() -> list[Any]:
    path = Path(__file__).with_name("readings.yml")
    found = []
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        known = [pytest.mark.xfail(reason=row["fault"], strict=True)] if "fault" in row else []
        name = f"{row['say']} ({row['asked']})" if "asked" in row else row["say"]
        found.append(pytest.param(row, id=name, marks=known))
    return found


@pytest.mark.parametrize("row", messages())
def test_a_message_is_read_as_written_down(row: dict[str, Any]) -> None:
    reading = read_facts(row["say"], TODAY, asked=row.get("asked"))
    assert lines(reading) == row["reads"]
    for change in reading.changes:
        if change.date is not None and change.date.date is not None:
            assert change.value == change.date.date.isoformat(), "what is kept is the day read"


@pytest.mark.parametrize("row", [message for message in messages() if not message.marks])
def test_capitals_and_small_letters_change_nothing(row: dict[str, Any]) -> None:
    # But for states: "or" is a word and "OR" is Oregon.
    plain = without_states(row["reads"])
    for said in (row["say"].upper(), row["say"].lower()):
        assert without_states(lines(read_facts(said, TODAY, asked=row.get("asked")))) == plain


def without_states(said: list[str]) -> list[str]:
    return [line.casefold() for line in said if "state" not in line.partition("<")[0]]
