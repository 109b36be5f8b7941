"""Two documents of the source shown as pages: what is promised, and the test that holds it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from markdown import markdown

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {
    "/privacy-details.html": ("Privacy, promise by promise", "docs/privacy.md"),
    "/security.html": ("Security", "SECURITY.md"),
}
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")


@lru_cache(maxsize=len(DOCUMENTS))
def document(address: str) -> str:
    """The HTML page at an address of `DOCUMENTS`."""
    title, place = DOCUMENTS[address]
    text = (ROOT / place).read_text(encoding="utf-8")
    # Files of the source are no pages here: their names stay, the links go.
    body = markdown(_LINK.sub(r"\1", text), extensions=["tables"])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}: resolution meeting guide</title>"
        '<link rel="icon" href="/icon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/page.css"></head><body><main class="text">'
        f'{body}<p><a href="/privacy.html">Your privacy, in short</a></p></main></body></html>'
    )
