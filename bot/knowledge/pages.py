"""Reads one file of answers: front matter between lines of dashes, then texts under headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.knowledge import advice

# Reads every word as text: to YAML's other loaders `on` is true, and a date is no text. With
# libyaml, where PyYAML was built with it, about eight times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*")
_ID = re.compile(r"(.*?)\s*\{([^{}]*)\}")


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file of content: where it stands, and what to write instead."""

    path: str
    line: int
    advice: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.advice}"


class ContentError(ValueError):
    """The content cannot be used; the message has one line a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Section:
    """A text under its heading. `id` is what stands in braces after the heading, if anything."""

    level: int
    heading: str
    id: str
    line: int
    text: str


@dataclass(frozen=True)
class Page:
    """One file of answers. `lines` are the line numbers of what stands in the front matter."""

    path: str
    front: dict[str, Any]
    lines: dict[str, int]
    sections: tuple[Section, ...]
    end: int
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, advice: str) -> None:
        """Notes a problem of this file."""
        self.problems.append(Problem(self.path, line, advice))

    def problem_at(self, place: str, advice: str) -> None:
        """Notes a problem where `place` of the front matter stands, line 1 if it is missing."""
        self.problem(self.lines.get(place, 1), advice)


def read_page(path: str, content: str) -> Page:
    """The page in `content`; what is wrong with it stands in its `problems`."""
    listed = content.splitlines()
    page = Page(path, {}, {}, (), max(len(listed), 1))
    start = next((n for n, line in enumerate(listed) if line.startswith("#")), len(listed))
    if listed[:1] != ["---"] or "---" not in listed[1:]:
        page.problem(1, advice.NO_FRONT)
    else:
        start = listed.index("---", 1) + 1
        page.front.update(mapping("\n".join(["", *listed[1 : start - 1]]), page))
    sections = _sections(listed, start, page)
    return Page(path, page.front, page.lines, sections, page.end, page.problems)


def mapping(text: str, page: Page) -> dict[str, Any]:
    """What stands under each name in YAML.

    The line of `name`, of `inner` in it and of item 0 of a list in that goes to the page's `lines`
    as `name`, `name.inner` and `name.inner.0`.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
        value = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        # A quotation mark never closed is a mistake where it stands, not where the text ends.
        open_text = "scalar" in str(getattr(error, "context", ""))
        mark = getattr(error, "context_mark" if open_text else "problem_mark", None)
        page.problem(mark.line + 1 if mark else 1, advice.UNREADABLE)
        return {}
    if not isinstance(root, yaml.MappingNode) or not isinstance(value, dict):
        page.problem(2, advice.NO_NAMES)
        return {}
    _note_lines(root, "", page)
    return {str(name): entry for name, entry in value.items()}


def _note_lines(node: yaml.Node, prefix: str, page: Page) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            place = f"{prefix}{key.value}"
            if place in page.lines:
                text = advice.TWICE_IN_LIST.format(name=key.value, line=page.lines[place])
                page.problem(key.start_mark.line + 1, text)
            page.lines[place] = key.start_mark.line + 1
            _note_lines(inner, f"{place}.", page)
    elif isinstance(node, yaml.SequenceNode):
        for number, inner in enumerate(node.value):
            page.lines[f"{prefix}{number}"] = inner.start_mark.line + 1


def _sections(listed: list[str], start: int, page: Page) -> tuple[Section, ...]:
    """The texts under their headings, in order."""
    found: list[Section] = []
    heading: tuple[int, str, str, int] | None = None
    kept: list[str] = []

    def close() -> None:
        if heading is not None:
            text = prose(kept)
            found.append(Section(*heading, text))
            if not text:
                page.problem(heading[3], advice.NO_TEXT)
        kept.clear()

    for number, line in enumerate(listed[start:], start + 1):
        match = _HEADING.fullmatch(line)
        if match:
            close()
            named = _ID.fullmatch(match[2])
            heading = (
                len(match[1]), named[1] if named else match[2], named[2] if named else "", number
            )  # fmt: skip
            continue
        if heading is None and line.strip():
            page.problem(number, advice.NO_HEADING)
            heading = (0, "", "", number)
        kept.append(line)
    close()
    return tuple(found)


def prose(lines: list[str]) -> str:
    """Paragraphs as a message shows them: broken lines joined, each item of a list on its own."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip())
    return "\n\n".join(re.sub(r"\s*\n\s*(?!\s|- )", " ", p).strip() for p in paragraphs)
