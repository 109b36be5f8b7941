"""Words of self-harm, abuse and danger: the help lines then come first, whatever the model says.

Every language is looked for in every message: danger is seen before the language is.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.content import content_of
from bot.text.letters import unaccented

_FOLDER = Path(__file__).parent / "data"
FILES = ("crisis.yml", "crisis_es.yml")
"""The words of each language, English and Spanish."""


def in_danger(text: str) -> bool:
    """Whether a text has words of self-harm, abuse or danger, in any of our languages.

    A weapon the school has acted on ("removed for a knife, when is the hearing?") is a case.
    """
    plain = _plain(text)
    if _words_of("danger").search(plain):
        return True
    return bool(_words_of("weapon").search(plain) and not _words_of("acted_on").search(plain))


def only_figurative(text: str) -> bool:
    """Whether a text has a figure of speech that only sounds so ("I will kill them in court")."""
    return bool(_words_of("figurative").search(_plain(text)))


def _plain(text: str) -> str:
    """A text with straight quotes, one space between words, and letters without accents."""
    return " ".join(unaccented(text.replace("’", "'")).split())


@cache
def _words_of(kind: str) -> re.Pattern[str]:
    files = [content_of(_FOLDER / name) for name in FILES]
    lines = [line for words in files for line in words[kind]]
    return re.compile("|".join(f"(?:{line})" for line in lines), re.IGNORECASE)
