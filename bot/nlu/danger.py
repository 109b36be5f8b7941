"""Words of self-harm, abuse and danger: the help lines then come first, whatever the model says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml


def in_danger(text: str) -> bool:
    """Whether a text has words of self-harm, abuse or danger.

    A weapon the school has acted on ("removed for a knife, when is the hearing?") is a case.
    """
    plain = text.replace("’", "'")
    if _words_of("danger").search(plain):
        return True
    return bool(_words_of("weapon").search(plain) and not _words_of("acted_on").search(plain))


def only_figurative(text: str) -> bool:
    """Whether a text has a figure of speech that only sounds so ("I will kill them in court")."""
    return bool(_words_of("figurative").search(text))


@cache
def _words_of(kind: str) -> re.Pattern[str]:
    path = Path(__file__).parent / "data" / "crisis.yml"
    lines = yaml.safe_load(path.read_text(encoding="utf-8"))[kind]
    return re.compile("|".join(f"(?:{line})" for line in lines), re.IGNORECASE)
