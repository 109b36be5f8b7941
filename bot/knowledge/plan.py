"""data/topics.yml: what belongs to each text, without words that a parent reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.deadlines.wording import wording as deadline_wording
from bot.knowledge import advice
from bot.knowledge.model import FAMILIES
from bot.knowledge.pages import Page, Problem, mapping

PATH = "data/topics.yml"


@dataclass(frozen=True)
class Entry:
    """What belongs to one text."""

    family: str = ""
    deadlines: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    missed_told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What belongs to each topic, near miss and notice."""

    topics: Mapping[str, Entry]
    near_misses: Mapping[str, Entry]
    notices: Mapping[str, Entry]


def read_plan(text: str) -> tuple[Plan, list[Problem]]:
    """The plan in `text`, and what is wrong with it."""
    page = Page(PATH, {}, {}, (), 1)
    found = mapping(text, page)
    topics = _entries("topics", ("family", "deadlines", "follow_ups", "missed_told"), found, page)
    near = _entries("near_misses", ("follow_ups",), found, page)
    notices = _entries("notices", ("follow_ups",), found, page)
    for name, entry in topics.items():
        place = f"topics.{name}"
        if entry.family not in FAMILIES:
            line = page.lines.get(f"{place}.family", page.lines[place])
            page.problem(line, advice.NO_FAMILY.format(name=name))
        titles = deadline_wording().titles
        for field in ("deadlines", "missed_told"):
            _known(f"{place}.{field}", getattr(entry, field), titles, advice.NO_DEADLINE, page)
    for part, entries in (("topics", topics), ("near_misses", near), ("notices", notices)):
        for name, entry in entries.items():
            _known(f"{part}.{name}.follow_ups", entry.follow_ups, topics, advice.NO_TOPIC, page)
    return Plan(topics, near, notices), page.problems


def _entries(
    part: str, allowed: tuple[str, ...], found: Mapping[str, Any], page: Page
) -> dict[str, Entry]:
    entries = {}
    for name, entry in (found.get(part) or {}).items():
        entry = entry or {}
        for key in entry:
            if key not in allowed:
                text = advice.NOT_KNOWN.format(name=key, allowed=advice.either(allowed))
                page.problem(page.lines[f"{part}.{name}.{key}"], text)
        entries[name] = Entry(
            str(entry.get("family", "")),
            tuple(entry.get("deadlines") or ()),
            tuple(entry.get("follow_ups") or ()),
            tuple(entry.get("missed_told") or ()),
        )
    return entries


def _known(
    place: str, names: tuple[str, ...], known: Mapping[str, object], text: str, page: Page
) -> None:
    """Notes each name that is not among those known."""
    for number, name in enumerate(names):
        if name not in known:
            page.problem(page.lines[f"{place}.{number}"], text.format(name=name))
