"""What is missing in data/states, or older than six months, so that somebody can look it up.

python -m bot.states [--today 2026-11-29]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from bot.clock import now_utc
from bot.language import spoken
from bot.states.load import FOLDER, UNDATED, inspect
from bot.states.model import Contact, State

FRESH_MONTHS = 6
"""An item is looked up again after so many months."""


def is_old(seen: str, today: date) -> bool:
    """Whether a page from the day `seen` (`2026`, `2026-06`, `2026-06-18`) must be read again.

    A page without a date, and one of which only the year is known, counts from the first day that
    it can be from.
    """
    if seen == UNDATED:
        return True
    year, month, day = (*map(int, seen.split("-")), 1, 1)[:3]
    return date(year, month, day) < today - relativedelta(months=FRESH_MONTHS)


def gaps(state: State, today: date) -> Iterator[str]:
    """Each thing to look up for a state, in a line."""
    if not state.centers:
        yield "no parent center"
    for center in state.centers:
        if not center.phone and center.kind == "pti":
            yield f"{center.name}: no phone to show"
        if not (center.area or center.whole_state):
            yield f"{center.name}: area not known"
        for language in spoken():
            if center.area and language not in center.area:
                yield f"{center.name}: area not written in `{language}`"
        if not center.languages:
            yield f"{center.name}: languages not known"
    yield from _contact("protection and advocacy", state.protection)
    yield from _contact("hearing office", state.office)
    if state.office and not state.office.file_with:
        yield "hearing office: where to file is not known"
    if state.legal_aid is None:
        yield "legal aid: not known, or not to show"
    if state.facilitator is None:
        yield "facilitator for the resolution meeting: not known"
    if state.recording is None:
        yield "recording: no rule that may be said"
    for unsure in state.unsure:
        values = ", ".join(unsure.values) or "the whole item"
        yield f"{unsure.item} (line {unsure.line}): check {values}"
    for item, seen in state.dated:
        if is_old(seen, today):
            when = "has no date" if seen == UNDATED else f"is from {seen}"
            yield f"{item}: read again, its page {when}"


def _contact(name: str, found: Contact | None) -> Iterator[str]:
    if found is None:
        yield f"{name}: not known, or not to show"
        return
    if not found.url:
        yield f"{name}: no web address to show"
    if not found.phone:
        yield f"{name}: no phone to show"


def coverage(found: Mapping[str, State]) -> list[str]:
    """How many of the states have each thing, in a table of Markdown."""
    counted = {
        "parent center, name": lambda s: bool(s.centers),
        "parent center, web address": lambda s: any(c.url for c in s.centers),
        "parent center, phone": lambda s: any(c.phone for c in s.centers if c.kind == "pti"),
        "parent center, languages": lambda s: any(c.languages for c in s.centers),
        "parent center, area": lambda s: any(c.area or c.whole_state for c in s.centers),
        "protection and advocacy, web address": lambda s: bool(s.protection and s.protection.url),
        "protection and advocacy, phone": lambda s: bool(s.protection and s.protection.phone),
        "hearing office, web address": lambda s: bool(s.office and s.office.url),
        "hearing office, phone": lambda s: bool(s.office and s.office.phone),
        "where to file": lambda s: bool(s.office and s.office.file_with),
        "legal aid": lambda s: s.legal_aid is not None,
        "facilitator": lambda s: s.facilitator is not None,
        "recording rule": lambda s: s.recording is not None,
    }
    lines = [f"| What may be said | of {len(found)} |", "|---|---|"]
    for name, has in counted.items():
        lines.append(f"| {name} | {sum(map(has, found.values()))} |")
    return lines


def main(arguments: list[str] | None = None, folder: Path = FOLDER) -> int:
    """Prints the list; exit code 1 where a file is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m bot.states")
    parser.add_argument("--today", type=date.fromisoformat, default=None)
    options = parser.parse_args(arguments)
    today = options.today or now_utc().date()
    found = inspect(folder)
    if found.problems:
        print("\n".join(map(str, found.problems)), file=sys.stderr)
        return 1
    print("\n".join(coverage(found.states)))
    for code, state in found.states.items():
        print(f"\n{code} {state.name}")
        for gap in gaps(state, today):
            print(f"  - {gap}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
