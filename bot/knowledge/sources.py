"""Legal sources: the forms in which they are named, and where each can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.content import content_of

FILE = Path(__file__).resolve().parents[2] / "data" / "sources.yml"


@dataclass(frozen=True)
class Form:
    """One way to name a source, such as a section of 34 CFR."""

    starts: str
    rest: re.Pattern[str]
    example: str
    link: str


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every form of source that is known."""
    entries = content_of(FILE)["sources"]
    return tuple(
        Form(str(e["starts"]), re.compile(e["rest"]), str(e["example"]), str(e["link"]))
        for e in entries
    )


def form_of(source: str) -> Form | None:
    """The form a source is named in; None where it is none that we know."""
    for form in forms():
        if source.startswith(form.starts) and form.rest.fullmatch(source[len(form.starts) :]):
            return form
    return None


def links_for(sources: Iterable[str]) -> list[str]:
    """Where the sources can be read, each address once."""
    links: list[str] = []
    for source in sources:
        form = form_of(source)
        if form is None:
            continue
        section = source[len(form.starts) :].split("(")[0].strip()
        address = form.link.replace("SECTION", section)
        if address not in links:
            links.append(address)
    return links
