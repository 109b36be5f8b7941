"""Single words that do one thing: STOP and MORE in text messages, commands after a slash."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot.language import ORIGINAL, spoken, texts
from bot.text.letters import unaccented

KEYWORDS = ("stop", "start", "agree", "help", "more")
"""What a word can stand for; the words stand in keywords.yml of each language."""


def keyword(text: str) -> str | None:
    """What a message that is one of the words stands for, in any language; None for all others.

    Letters' case, accents and the signs at both ends do not matter ("¡Alto!", "MAS").
    """
    found = _keywords().get(_folded(text))
    return found[0] if found else None


def keyword_language(text: str) -> str | None:
    """The language of a message that is one of the words, where it is not English.

    "AYUDA" tells which language somebody wants. "HELP" does not: carriers teach it to everybody.
    """
    found = _keywords().get(_folded(text))
    return found[1] if found and found[1] != ORIGINAL else None


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
def _keywords() -> dict[str, tuple[str, str]]:
    """Each word, with what it stands for and its language; where two differ, English holds."""
    found: dict[str, tuple[str, str]] = {}
    for language in spoken():
        for name in KEYWORDS:
            for word in texts("keywords.yml", language)[name]:
                found.setdefault(_folded(str(word)), (name, language))
    return found


def _folded(text: str) -> str:
    """A message as the words are compared: small letters, no accents, no signs at its ends."""
    return " ".join(unaccented(text.casefold()).strip(" \t\r\n.!\"'¡¿").split())


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
