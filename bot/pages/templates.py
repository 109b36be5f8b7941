"""Our pages as HTML: a template of bot/web/templates, filled with the words of a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

FOLDER = Path(__file__).resolve().parents[1] / "web" / "templates"


def filled_in(name: str, words: Mapping[str, object], **html: str) -> str:
    """The template `name` with its `words`, which are escaped, and parts that are HTML already.

    Raises:
        KeyError: the template asks for a part that is not given.
    """
    escaped = {key: escape(str(word), quote=True) for key, word in words.items()}
    return _template(name).substitute(escaped, **html)


@lru_cache(maxsize=8)
def _template(name: str) -> Template:
    return Template((FOLDER / name).read_text(encoding="utf-8"))
