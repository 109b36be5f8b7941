"""Holds a translation to its original: is it of the present text, and is all of it there?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.knowledge import advice
from bot.knowledge.pages import Page


def hash_of(page: Page) -> str:
    """What a translation of this page names as `of`: it changes when the words do.

    Not when somebody signs for them, or when a line is broken elsewhere.
    """
    words = [str(page.front.get("title", ""))]
    words += [f"{s.level} {s.heading} {{{s.id}}} {s.text}" for s in page.sections]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def compare(originals: Mapping[str, Page], translated: Mapping[str, Page]) -> None:
    """Notes in the translated pages what is stale, or missing in them."""
    for name, page in translated.items():
        original = originals.get(name)
        if original is None:
            page.problem(1, advice.NO_ORIGINAL.format(name=name))
            continue
        now = hash_of(original)
        if page.front.get("of") != now:
            page.problem(page.lines.get("of", 1), advice.STALE.format(hash=now))
        there = set(_places(page))
        for place in _places(original):
            if place not in there:
                page.problem(page.end, advice.NOT_TRANSLATED.format(id=place))


def _places(page: Page) -> list[str]:
    """The id of each question, and of each situation under it."""
    above, found = "", []
    for section in page.sections:
        if section.level == 2:
            above = section.id
        if section.id:
            found.append(section.id if section.level == 2 else f"{above}/{section.id}")
    return found
