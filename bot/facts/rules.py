"""Patterns of facts kept as data, with examples that must and must not match beside each.

`data/facts/<language>/patterns.yml` holds them. They are written for plain small letters without
accents (`bot.text.letters.folded`), one alternative a line, `{name}` standing for a part. The
language is read by them in `bot.facts.by_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.language import read

FOLDER = Path(__file__).parents[2] / "data" / "facts"
_PART = re.compile(r"\{([a-z_]+)\}")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Guard:
    """What keeps a day from some facts (from all of them without `facts`)."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str]
    facts: frozenset[str] | None

    def keeps(self, clause: str, fact: str) -> bool:
        """Whether it keeps a fact out of a clause."""
        if self.facts is not None and fact not in self.facts:
            return False
        return bool(self.pattern.search(clause)) and not self.unless.search(clause)


@dataclass(frozen=True)
class Rules:
    """The patterns of one language.

    `events` name the facts, most telling first; `marks` are patterns by their names; `taken_back`
    says which facts a word takes back, `origins` where an agreement was made; `filler` are words
    that add nothing to a day.
    """

    events: tuple[tuple[str, re.Pattern[str]], ...]
    guards: tuple[Guard, ...]
    marks: Mapping[str, re.Pattern[str]]
    taken_back: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    origins: tuple[tuple[re.Pattern[str], str], ...]
    filler: frozenset[str]

    def says(self, mark: str, text: str) -> bool:
        """Whether a text holds what a mark names."""
        return bool(self.marks[mark].search(text))


def compiled(say: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern of several lines, each an alternative.

    Raises:
        KeyError: a part that is not there.
        re.error: a line that is no pattern.
    """
    lines = [line.strip() for line in say.splitlines() if line.strip()]
    return re.compile("|".join(_filled(line, parts) for line in lines))


def _filled(line: str, parts: Mapping[str, str]) -> str:
    for _ in range(4):  # parts may hold parts
        line = _PART.sub(lambda match: f"(?:{parts[match[1]].strip()})", line)
    return line


def content_of(language: str) -> dict[str, Any]:
    """The file of a language as it is written."""
    return read(FOLDER / language / "patterns.yml")


@lru_cache(maxsize=4)
def rules_of(language: str) -> Rules:
    """The patterns of a language, compiled when it is first spoken."""
    content = content_of(language)
    parts = content["parts"]

    def pattern(row: Mapping[str, Any], name: str = "say") -> re.Pattern[str]:
        return compiled(row[name], parts) if row.get(name) else _NOTHING

    return Rules(
        events=tuple((row["fact"], pattern(row)) for row in content["events"]),
        guards=tuple(
            Guard(
                pattern(row),
                pattern(row, "unless"),
                frozenset(row["from"]) if "from" in row else None,
            )
            for row in content["guards"]
        ),
        marks={name: pattern(row) for name, row in content["marks"].items()},
        taken_back=tuple((pattern(row), tuple(row["facts"])) for row in content["taken_back"]),
        origins=tuple((pattern(row), row["origin"]) for row in content["origins"]),
        filler=frozenset(content["filler"].split()),
    )


@lru_cache(maxsize=16)
def speaks_by_rules(language: str) -> bool:
    """Whether a language is read by patterns kept as data."""
    return language != "en" and (FOLDER / language / "patterns.yml").is_file()
