"""Reads marked messages and counts what is kept rightly, wrongly or not at all.

    python -m benchmarks.facts FILE [--show] [--today 2026-11-28]

FILE holds one JSON object a line; its `text` carries marks: "they got it [May 3](received), the
dentist is [Friday](none)". A role is the name of a fact; `none` is a day that tells none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.dates import read_dates
from bot.deadlines import EVENT_NAMES
from bot.facts import Reading, read_facts

MARK = re.compile(r"\[([^\]]*)\]\((\w+)\)")
DATED = {"received", "filed", "postmark", "decision_received", *EVENT_NAMES}
# The marks do not tell a decision's own date from the day it came.
SAME = {"decision_received": "decision_issued"}
MAY_LIE_AHEAD = {"hearing_scheduled", "decision_extended_to"}


@dataclass(frozen=True)
class Mark:
    """A span of a text and the fact it tells ("none" for a day that tells no fact)."""

    start: int
    end: int
    role: str

    def holds(self, start: int, end: int) -> bool:
        """Whether a span touches the marked one."""
        return start < self.end and self.start < end


@dataclass(frozen=True)
class Score:
    """What came of one message: names of the facts wrongly left, missed, and asked back."""

    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    asked: tuple[str, ...]
    loose: bool


def unmarked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text, and its marks by their place in it."""
    plain, marks, end = "", [], 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        marks.append(Mark(len(plain), len(plain) + len(match[1]), match[2]))
        plain += match[1]
        end = match.end()
    return plain + text[end:], tuple(marks)


def scored(text: str, today: date) -> Score:
    """Compares what is read from a marked text with its marks; years left out are forgiven."""
    plain, marks = unmarked(text)
    reading = read_facts(plain, today)
    told = {mark.role for mark in marks} - {"none"}
    wrong, kept = [], set()
    for change in reading.changes:
        role = SAME.get(change.fact, change.fact)
        if change.fact not in DATED or change.supposed:
            continue
        if change.date is None:
            right = role in told
        else:
            at = change.date
            right = any(m.role == role and m.holds(at.start, at.end) for m in marks)
            ahead = at.date is not None and at.date > today
            right = right and not (ahead and change.fact not in MAY_LIE_AHEAD)
        if right:
            kept.add(role)
        else:
            wrong.append(f"{change.fact}: {change.date.text if change.date else change.text}")
    asked = {SAME.get(fact, fact) for fact, _ in reading.unclear if fact}
    days = read_dates(plain, today)
    due = {m.role for m in marks if any(m.holds(day.start, day.end) for day in days)} - {"none"}
    return Score(
        wrong=tuple(wrong),
        missed=tuple(sorted(due - kept - asked)),
        asked=tuple(sorted((due & asked) - kept)),
        loose=_fills_wrongly(reading, marks),
    )


def _fills_wrongly(reading: Reading, marks: Iterable[Mark]) -> bool:
    """Whether a day without an event would be taken for the fact that a question needs."""
    day = getattr(reading, "bare_day", None)
    return day is not None and any(mark.holds(day.start, day.end) for mark in marks)


def main() -> None:
    """Prints how many messages are read exactly, leave a wrong fact, or miss one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="messages with marks, one JSON object a line")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 28))
    parser.add_argument("--show", action="store_true", help="print the messages read wrongly")
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    count: Counter[str] = Counter()
    for text in texts:
        score = scored(text, options.today)
        count["exact"] += not (score.wrong or score.missed or score.asked)
        count["exact or asked"] += not (score.wrong or score.missed)
        count["wrong"] += bool(score.wrong)
        count["missed"] += bool(score.missed)
        count["loose"] += score.loose
        if options.show and (score.wrong or score.missed):
            said = [f"WRONG {w}" for w in score.wrong] + [f"missed {m}" for m in score.missed]
            print(f"{' | '.join(said)}\n    {text}")
    for name, key in (
        ("exact case", "exact"),
        ("exact or a fitting question", "exact or asked"),
        ("wrong fact left", "wrong"),
        ("missed", "missed"),
        ("a day without an event fills a fact", "loose"),
    ):
        print(f"{name:36} {count[key]:5} {count[key] / max(len(texts), 1):7.1%}")
    print(f"{'messages':36} {len(texts):5}")


if __name__ == "__main__":
    main()
