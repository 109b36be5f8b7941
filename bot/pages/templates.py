"""Our pages as HTML: a template of bot/web/templates, filled with the words of a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from bot.language import spoken, texts
from bot.states.organisation import organisation

STYLES = "/organisation.css"
FOLDER = Path(__file__).resolve().parents[1] / "web" / "templates"


def filled_in(name: str, words: Mapping[str, object], **html: str) -> str:
    """The template `name` with its `words`, which are escaped, and parts that are HTML already.

    Raises:
        KeyError: the template asks for a part that is not given.
    """
    escaped = {key: escape(str(word), quote=True) for key, word in words.items()}
    return _template(name).substitute(escaped, styles=own_styles(), **html)


def in_language(address: str, language: str) -> str:
    """One of our addresses, that asks for the page in a language."""
    return f"{address}?language={language}"


def other_languages(address: str, language: str) -> str:
    """Links to a page in the other languages, as HTML; each is named in its own language."""
    links = []
    for code in spoken():
        if code == language:
            continue
        href = escape(in_language(address, code), quote=True)
        name = escape(str(texts("page.yml", code)["widget"]["this_language"]))
        links.append(f'<a href="{href}" hreflang="{code}" lang="{code}">{name}</a>')
    return f'<p class="languages screen">{" ".join(links)}</p>' if links else ""


def own_styles() -> str:
    """The link to the styles of the organisation that runs the guide, as HTML; else nothing."""
    ours = organisation()
    return f'<link rel="stylesheet" href="{STYLES}">' if ours and ours.color else ""


def own_logo() -> str:
    """The logo of the organisation that runs the guide, as HTML; else nothing."""
    ours = organisation()
    if ours is None or ours.logo is None:
        return ""
    return (
        f'<p class="logo"><img src="{ours.logo.address}" alt="{escape(ours.name, quote=True)}"></p>'
    )


@lru_cache(maxsize=8)
def _template(name: str) -> Template:
    return Template((FOLDER / name).read_text(encoding="utf-8"))
