"""Single words that do one thing: STOP and MORE in text messages, commands after a slash."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot.language import ORIGINAL, spoken, texts

KEYWORDS = ("stop", "start", "agree", "help", "more")
"""What a word can stand for; the words stand in keywords.yml of each language."""


def keyword(text: str) -> str | None:
    """What a message that is one of the words stands for, in any language; None for all others."""
    return _keywords().get(" ".join(text.casefold().strip(" \t\r\n.!\"'").split()))


def language_asked(text: str) -> str | None:
    """The language that a message asks for and does nothing else ("Spanish, please")."""
    words = set(re.findall(r"\w+", text.casefold()))
    names, asks = _names()
    named = {names[word] for word in words & names.keys()}
    return named.pop() if len(named) == 1 and words <= names.keys() | asks else None


def command(word: str, language: str = ORIGINAL) -> str | None:
    """What a parent says with a command (`dates` after the slash), in the words of a language."""
    name = _commands().get(word.casefold())
    if name is None:
        return None
    return str(texts("keywords.yml", language)["commands"][name]["says"])


def commands(language: str) -> dict[str, str]:
    """What each command says in a language, by its name."""
    listed: dict[str, Any] = texts("keywords.yml", language)["commands"]
    return {name: str(entry["says"]) for name, entry in listed.items()}


@lru_cache(maxsize=1)
def _keywords() -> dict[str, str]:
    """Every word by what it stands for; where two languages differ, English holds."""
    found: dict[str, str] = {}
    for language in spoken():
        for name in KEYWORDS:
            for word in texts("keywords.yml", language)[name]:
                found.setdefault(str(word).casefold(), name)
    return found


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], frozenset[str]]:
    """The language that each name stands for, and the words that ask for one."""
    names: dict[str, str] = {}
    asks: set[str] = set()
    for language in spoken():
        listed = texts("keywords.yml", language)
        names |= {str(name).casefold(): language for name in listed["names"]}
        asks |= {str(word).casefold() for word in listed["asks"]}
    return names, frozenset(asks)


@lru_cache(maxsize=1)
def _commands() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in spoken():
        for name, entry in texts("keywords.yml", language)["commands"].items():
            for word in entry["words"]:
                found.setdefault(str(word).casefold(), name)
    return found
