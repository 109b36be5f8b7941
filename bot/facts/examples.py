"""Marked examples of how parents tell facts: "they got it [March 3](received)".

A mark is `[words](role)` or `[words](role:status)`. A role is the name of a fact; `none` marks a
day, or a statement, that tells none. The status says how it is told: `told` where it is left out,
`planned`, `supposed`, `denied`, `asked`, or `other` for somebody else's case.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content import content_of

FOLDER = Path(__file__).parents[2] / "data" / "facts"
"""One folder a language, with `*.yml` files of examples and `words.yml`."""
NONE = "none"
STATUSES = ("told", "planned", "supposed", "denied", "asked", "other")
_SLOT = re.compile(r"\{(\w+)\}")
_JOINTS = (". ", ". ", ", ", " and ", ". And ", "; ", " but ", "\n", "? ")
# How a message is typed: shares of all, added up, and the letters of a word that may lose one.
_SMALL, _CAPITALS, _SLIP, _LONG = 0.35, 0.39, 0.49, 5
_MARK = re.compile(r"\[([^\]]*)\]\((\w+)(?::(\w+))?\)")


@dataclass(frozen=True)
class Mark:
    """A span of a text, the fact it tells, and how it is told."""

    start: int
    end: int
    role: str
    status: str = "told"

    def holds(self, start: int, end: int) -> bool:
        """Whether a span touches the marked one."""
        return start < self.end and self.start < end


@dataclass(frozen=True)
class Example:
    """A plain text and its marks by their place in it.

    `whole` says that every day in it is marked, so that none need be looked for.
    """

    text: str
    marks: tuple[Mark, ...]
    whole: bool = False


def unmarked(text: str) -> Example:
    """The plain text and its marks.

    Raises:
        ValueError: a status that is none.
    """
    plain, marks, end = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        status = match[3] or "told"
        if status not in STATUSES:
            raise ValueError(f"{status!r} is no status of a fact: {text}")
        marks.append(Mark(len(plain), len(plain) + len(match[1]), match[2], status))
        plain += match[1]
        end = match.end()
    return Example(plain + text[end:], tuple(marks))


def lines_of(path: Path) -> Iterator[str]:
    """The marked messages of one file."""
    content = content_of(path)
    for line in content.get("examples", "").splitlines():
        if line.strip():
            yield line.strip().removeprefix("- ")


def examples_in(folder: Path) -> tuple[Example, ...]:
    """Every example of a language's folder, file by file in the order of their names."""
    return tuple(unmarked(line) for path in sorted(folder.glob("*.yml")) for line in lines_of(path))


def written_out(folder: Path, seed: int = 0) -> tuple[Example, ...]:
    """The sentences of `templates.yml` with their slots filled, alone and two together.

    Written out anew they are the same. Two together teach that one does not change the other.
    """
    content = content_of(folder / "templates.yml")
    lists: dict[str, list[str]] = content["lists"]
    chance = random.Random(seed)
    templates = [line.strip().removeprefix("- ") for line in content["templates"].splitlines()]
    found: list[str] = []
    for _ in range(int(content["times"])):
        filled = [_filled(template, lists, chance) for template in templates]
        found += filled
        chance.shuffle(filled)
        for first, second in zip(filled[: len(filled) // 3], filled[::-1]):
            found.append(first.rstrip(" .,?") + chance.choice(_JOINTS) + second)
    typed = [unmarked(_as_typed(text, chance)) for text in found]
    return tuple(replace(example, whole=True) for example in typed)


def _filled(template: str, lists: Mapping[str, list[str]], chance: random.Random) -> str:
    text = _SLOT.sub(lambda slot: str(chance.choice(lists[slot[1]])), template)
    return " ".join(text.split()).rstrip(" ,")


def _as_typed(text: str, chance: random.Random) -> str:
    """Now and then all small letters, capitals, or a letter left out."""
    roll = chance.random()
    if roll < _SMALL:
        return text.lower()
    if roll < _CAPITALS:
        pieces = re.split(r"(\]\([^)]*\))", text)
        return "".join(p if p.startswith("](") else p.upper() for p in pieces)
    if roll < _SLIP:
        words = text.split(" ")
        places = [n for n, word in enumerate(words) if len(word) > _LONG and word.isalpha()]
        if places:
            place = chance.choice(places)
            cut = chance.randrange(1, len(words[place]) - 1)
            words[place] = words[place][:cut] + words[place][cut + 1 :]
        return " ".join(words)
    return text


def word_classes(folder: Path) -> dict[str, str]:
    """The class of each word of `words.yml`; the first class that names a word has it."""
    content = content_of(folder / "words.yml")
    classes: dict[str, str] = {}
    for name, words in content["classes"].items():
        for word in words:
            classes.setdefault(str(word), f"@{name}")
    return classes


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that have examples."""
    return tuple(sorted(path.name for path in folder.iterdir() if (path / "words.yml").is_file()))


def roles_in(examples: Iterable[Example]) -> set[str]:
    """The roles that examples are marked with."""
    return {mark.role for example in examples for mark in example.marks}
