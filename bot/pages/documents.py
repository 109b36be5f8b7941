"""Documents shown as pages: the privacy page, what is promised, and the test that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markdown import markdown

from bot.language import ANSWERS, ORIGINAL, texts
from bot.pages.templates import filled_in, in_language, other_languages

ROOT = Path(__file__).resolve().parents[2]
_OWN_PAGE = re.compile(r'href="(/[\w.-]*)"')
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")


@dataclass(frozen=True)
class Document:
    """A document: the name of its title in page.yml, its file, and the page it leads back to.

    What parents read is a file of answers, in their language. The other documents are for whoever
    checks the program; they are in English.
    """

    title: str
    file: str
    back: str
    back_title: str
    translated: bool = False


DOCUMENTS = {
    "/privacy.html": Document("privacy", "privacy.md", "/", "back", translated=True),
    "/privacy-details.html": Document("promises", "docs/privacy.md", "/privacy.html", "in_short"),
    "/security.html": Document("security", "SECURITY.md", "/privacy.html", "in_short"),
}


@lru_cache(maxsize=32)
def document(address: str, language: str = ORIGINAL) -> str:
    """The HTML page at an address of `DOCUMENTS`; in English where it is not translated.

    Its links to our pages go on in the language asked for.
    """
    shown, asked = DOCUMENTS[address], language
    if not (shown.translated and (ANSWERS / language / shown.file).is_file()):
        language = ORIGINAL
    place = ANSWERS / language / shown.file if shown.translated else ROOT / shown.file
    text = place.read_text(encoding="utf-8")
    # Files of the source are no pages here: their names stay, the links go.
    linked = text if shown.translated else _LINK.sub(r"\1", text)
    body = markdown(linked, extensions=["tables"])
    words, back = (texts("page.yml", code)["documents"] for code in (language, asked))
    return filled_in(
        "document.html",
        {
            "language": language,
            "title": f"{words[shown.title]}: {words['site']}",
            "back": in_language(shown.back, asked),
            "back_language": asked,
            "back_title": back[shown.back_title],
        },
        body=_OWN_PAGE.sub(lambda found: f'href="{in_language(found[1], asked)}"', body),
        languages=other_languages(address, language) if shown.translated else "",
    )
