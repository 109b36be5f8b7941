"""The front page, and the widget with its words in every language."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from bot.dialogue.phrases import phrases
from bot.language import spoken, texts
from bot.pages.templates import filled_in
from bot.states.look import widget_css
from bot.states.organisation import organisation


def front_page(language: str) -> str:
    """The page that the chat fills."""
    words = texts("page.yml", language)["page"]
    own = {"title": own_title(words["title"], language), "language": language}
    return filled_in("front.html", {**words, **own})


def own_title(title: str, language: str) -> str:
    """The title of the page, with the name of the organisation that runs the guide before it."""
    ours = organisation()
    if ours is None:
        return title
    return phrases(language)("own.organisation_title", name=ours.name, title=title)


@lru_cache(maxsize=1)
def widget(path: Path) -> bytes:
    """The built widget inside a function that holds its words, so that no name becomes global.

    The widget picks its language: what the parent chose in this session, else `data-lang` of its
    script tag, else that of the host page, else that of the browser.
    """
    words = json.dumps({language: widget_words(language) for language in spoken()})
    # `<` would end the script where a page holds it in itself.
    held = f"GUIDE_WORDS={words},GUIDE_LOOK={json.dumps(widget_look())}".replace("<", "\\u003c")
    return f"(function(){{var {held};\n{path.read_text('utf-8')}\n}})();\n".encode()


def widget_look() -> dict[str, str]:
    """Styles, logo and name of the organisation that runs the guide; empty where there is none."""
    ours = organisation()
    if ours is None:
        return {"css": "", "logo": "", "name": ""}
    return {
        "css": widget_css(ours.color) if ours.color else "",
        "logo": ours.logo.address if ours.logo else "",
        "name": ours.name,
    }


def widget_words(language: str) -> dict[str, object]:
    """The widget's words in a language, and the questions it offers first."""
    page = texts("page.yml", language)
    own = {
        "locale": page["locale"],
        "page_title": own_title(page["page"]["title"], language),
        "title": own_title(page["widget"]["title"], language),
    }
    return {**page["widget"], **own, "questions": list(page["asked"].values())}
