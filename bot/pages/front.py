"""The front page, and the widget with its words in every language."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from bot.language import spoken, texts
from bot.pages.templates import filled_in


def front_page(language: str) -> str:
    """The page that the chat fills."""
    words = texts("page.yml", language)["page"]
    return filled_in("front.html", {**words, "language": language})


@lru_cache(maxsize=1)
def widget(path: Path) -> bytes:
    """The built widget inside a function that holds its words, so that no name becomes global.

    The widget picks its language: what the parent chose in this session, else `data-lang` of its
    script tag, else that of the host page, else that of the browser.
    """
    words = json.dumps({language: widget_words(language) for language in spoken()})
    # `<` would end the script where a page holds it in itself.
    words = words.replace("<", "\\u003c")
    return f"(function(){{var GUIDE_WORDS={words};\n{path.read_text('utf-8')}\n}})();\n".encode()


def widget_words(language: str) -> dict[str, object]:
    """The widget's words in a language, and the questions it offers first."""
    page = texts("page.yml", language)
    own = {"locale": page["locale"], "page_title": page["page"]["title"]}
    return {**page["widget"], **own, "questions": list(page["asked"].values())}
