"""Whether a message asks for a letter, and which one: by words of data, no model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.language import ORIGINAL, spoken, texts
from bot.letters.load import letters
from bot.letters.model import Letter
from bot.text.letters import unaccented

LONGEST = 60
"""Words; a longer message tells a story, and a letter in it is seldom asked of us."""
WRITING = "legal_advice"
"""The topic of who asks, without more, whether we write for them."""
BETWEEN = 3
"""Words that may stand between the asking and the letter: "write me a short letter"."""


@dataclass(frozen=True)
class Asked:
    """A letter was asked for; `letter` is None where it is not said which."""

    letter: Letter | None


def letter_asked_for(
    text: str, language: str, topics: Sequence[str] = (), past: Sequence[str] = ()
) -> Asked | None:
    """What letter a message asks for; None where it asks for none.

    Args:
        text: the message.
        language: that of the conversation; the words of every language are understood in all.
        topics: what the model makes of the message. Where its words name no letter, the topic
            does; without either, the message is not about our letters ("write a cover letter").
        past: names of the topics answered last, which "the letter" alone is about.
    """
    said = _folded(text)
    # A whole sentence, or what a message ends with: "..., letter please".
    pieces = {_folded(piece) for piece in (*re.split(r"[.!?\n]", text), text.rpartition(",")[2])}
    for code in dict.fromkeys((language, ORIGINAL, *spoken())):
        words: dict[str, Any] = texts("letters.yml", code)
        if found := _titled(said, words, code):
            return Asked(letters(language)[found])
        alone = {_folded(str(word)) for word in words["asked"]["alone"]}
        if said in alone:
            return Asked(_of_topics(past, language))
        if _asks(said, pieces, alone, words["asked"]):
            found = _named(said, code)
            letter = letters(language)[found] if found else _of_topics(topics, language)
            if letter is not None or WRITING in topics:
                return Asked(letter)
    return None


def _asks(said: str, pieces: set[str], alone: set[str], words: dict[str, Any]) -> bool:
    """Whether a message names a letter and asks for it, and is not about one that came."""
    if _told(said, words):
        return False
    begins = re.compile(rf"{_either(words['begins'])} ")
    if pieces & alone or any(begins.match(piece) for piece in pieces):
        return True
    asks, things = (_either(words[name]) for name in ("asks", "things"))
    between = rf"(?:\s+\S+){{0,{BETWEEN}}}\s+"
    return re.search(rf"(?<!\w){asks}{between}{things}(?!\w)", said) is not None


def _told(said: str, words: dict[str, Any]) -> bool:
    """Whether a message tells of a letter that came or that others want."""
    return len(said.split()) > LONGEST or _any(words["never"], said)


def _titled(said: str, words: dict[str, Any], code: str) -> str | None:
    """The letter that our own button asks for by its title."""
    for letter in letters(code).values():
        if said == _folded(str(words["chat"]["asks"]).format(title=letter.title)):
            return letter.id
    return None


def _named(said: str, code: str) -> str | None:
    """The letter that a message names: what comes first after "the letter" says which.

    Where nothing after it does ("I want to cancel, write me the letter"), it is the letter of which
    the message holds the most and longest words.
    """
    things = _either(texts("letters.yml", code)["asked"]["things"])
    thing = re.search(rf"(?<!\w){things}(?!\w)", said)
    nearest: tuple[int, int] | None = None
    best, named, most = None, None, 0
    for letter in letters(code).values():
        found = [match for word in letter.asked if (match := _pattern(str(word)).search(said))]
        weight = sum(len(match.group()) for match in found)
        if weight > most:
            best, most = letter.id, weight
        for match in found:
            place = (match.start(), -len(match.group()))
            after = thing is not None and match.start() >= thing.end()
            if after and (nearest is None or place < nearest):
                named, nearest = letter.id, place
    return named or best


def _of_topics(topics: Sequence[str], language: str) -> Letter | None:
    for topic in topics:
        mine = [each for each in letters(language).values() if topic in each.answers]
        if mine:
            return min(mine, key=lambda each: each.answers.index(topic))
    return None


def _either(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(re.escape(_folded(str(word))) for word in words)})"


def _any(words: Sequence[str], said: str) -> bool:
    return any(_pattern(str(word)).search(said) for word in words)


@lru_cache(maxsize=2000)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(_folded(word))}(?!\w)")


def _folded(text: str) -> str:
    """Small letters, no accents, commas or doubled spaces, no signs at the ends."""
    plain = unaccented(text.casefold().replace("’", "'").replace(",", " "))
    return " ".join(plain.split()).strip(" .!?¿¡\"'")
