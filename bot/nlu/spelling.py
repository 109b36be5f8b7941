"""Forgives spelling: a word that is none becomes the word of ours that it is nearly.

"Atorney" and "desicion" are no words of English; the sentence encoder would see them in pieces
that mean something else. They are read as the nearest word that the examples use, with
[SymSpell](https://symspellpy.readthedocs.io); what is a word, or could be another language or a
name far from ours, is left as it was typed. Which letters are a word of the language is told by its
`Lexicon`. Only the understanding of a message sees this text:
dates, states and words of danger are read as typed as well.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from symspellpy import SymSpell, Verbosity
from tokenizers import Tokenizer

from bot.language import ORIGINAL
from bot.nlu.weights import encoder_folder
from bot.text.letters import folded

LONGEST = 24
"""Letters up to which a word is put right; nobody misspells a longer one by a letter or two."""
SEEN = 2
"""How often the examples must use a word before others are taken for it."""


@dataclass(frozen=True)
class SpellingOptions:
    """When a word is put right. Options of `Spelling` in `config.yml`."""

    shortest: int = 5
    """Letters from which a word is; shorter ones are near too many others."""
    two_slips: int = 8
    """Letters from which two slips are forgiven, not one."""
    foreign: int = 3
    """So many unknown words, when they are a third of a message, are another language, or code."""


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# "shouldnt" is "shouldn't", never "should".
_NOT = re.compile(
    r"(?:could|would|should|must|is|are|was|were|did|does|do|has|have|had|ca|wo|need)nt"
)
# As voice-to-text writes them; "r u a bot" is none.
_SPELLED_OUT = re.compile(
    r"\b(?:i e ?p|f a p e|i d e a|l e a|i e e|l r e|p w n|a d r|p t i|f b a|b i p|e s y)\b",
    re.IGNORECASE,
)
# "Initialed" is in no list, but "initial" is; "hering" is no form of "her".
_ENDING = re.compile(r"(?<=[a-z]{5})(?:ed|ing|ly|ers?)$")
_BEFORE = ("non", "pre")


class Speller:
    """Puts words right that are nearly one of `words` (each with how often it is used)."""

    def __init__(
        self,
        words: dict[str, int],
        options: SpellingOptions = SpellingOptions(),
        language: str = ORIGINAL,
    ) -> None:
        self._words = words
        self._options = options
        self._language = language
        self._lexicon = lexicon(language)
        self._near = SymSpell(max_dictionary_edit_distance=2)
        for word, count in words.items():
            self._near.create_dictionary_entry(word, count)

    @classmethod
    def fit(
        cls,
        phrases: Iterable[str],
        options: SpellingOptions = SpellingOptions(),
        language: str = ORIGINAL,
    ) -> Speller:
        """Learns the words that examples use and that are words of the language.

        Raises:
            OSError: the published encoder, whose vocabulary is used, is not set up.
        """
        used = Counter(
            word for phrase in phrases for word in _WORD.findall(_plain(phrase.lower(), language))
        )
        known = lexicon(language).is_known
        return cls(
            {
                word: count
                for word, count in sorted(used.items())
                if count >= SEEN and len(word) >= options.shortest - 1 and known(word)
            },
            options,
            language,
        )

    def correct(self, text: str) -> str:
        """The text with its misspelt words put right, everything else as it was."""
        text = _SPELLED_OUT.sub(lambda match: match.group().replace(" ", ""), text)
        words = [_plain(word.lower(), self._language) for word in _WORD.findall(text)]
        lexicon = self._lexicon
        strange = sum(
            len(word) > 3 and not (lexicon.is_word(word) or lexicon.is_joined(word))
            for word in words
        )
        if strange >= self._options.foreign and strange * 3 >= len(words):
            return text
        return _WORD.sub(lambda match: self._word(match.group()), text)

    def _word(self, typed: str) -> str:
        word = _plain(typed.lower(), self._language)
        if (
            not self._options.shortest <= len(word) <= LONGEST
            or not word.isascii()
            or self._lexicon.is_word(word)
        ):
            return typed
        long = len(word) >= self._options.two_slips
        joined = self._lexicon.is_joined(word)
        if joined and not long:
            return typed
        slips = 1 if not long or joined else 2
        for found in self._near.lookup(word, Verbosity.CLOSEST, slips):
            # Nobody misses the first letter and one more.
            if found.distance == 1 or found.term[0] == word[0]:
                return str(found.term)
        return typed

    def save(self, folder: Path) -> None:
        """Writes the words into an existing folder."""
        content = {"language": self._language, "words": self._words}
        (folder / "words.json").write_text(json.dumps(content), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, options: SpellingOptions = SpellingOptions()) -> Speller:
        """Reads a speller back.

        Raises:
            OSError: there is none in `folder`.
        """
        content = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        return cls(content["words"], options, content["language"])


class Lexicon(NamedTuple):
    """What is a word of a language. All three take lower-case letters."""

    is_word: Callable[[str], bool]
    """Whether it is a word, or a form of one."""
    is_known: Callable[[str], bool]
    """Whether it is a word that others may be taken for."""
    is_joined: Callable[[str], bool]
    """Whether it is two words written as one ("everytime")."""


def lexicon(language: str = ORIGINAL) -> Lexicon:
    """The words of a language; one that we hold no list of is held to its encoder's."""
    if language == ORIGINAL:
        return Lexicon(_is_word, _is_known, _is_joined)
    return Lexicon(_is_common, _is_common, lambda word: False)


def _plain(word: str, language: str) -> str:
    """A word as it is compared: what is not English without its accents, which few parents type."""
    return word if language == ORIGINAL else folded(word)


def _is_common(word: str) -> bool:
    """Whether the encoder of the languages beside English knows a word whole."""
    return word in _common()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    tokenizer = Tokenizer.from_file(str(encoder_folder("es") / "tokenizer.json"))
    pieces = (piece[1:] for piece in tokenizer.get_vocab() if piece.startswith("▁"))
    return frozenset(folded(piece) for piece in pieces if piece.isalpha())


def _is_word(word: str) -> bool:
    """Whether lower-case letters are an English word."""
    if word in _english() or word in _pieces() or "'" in word or "’" in word:
        return True
    if _NOT.fullmatch(word) or (word[-1] == "s" and _is_known(word[:-1])):
        return True
    ending = _ENDING.search(word)
    return bool(ending and _is_known(word[: ending.start()]))


@lru_cache(maxsize=2048)
def _is_joined(word: str) -> bool:
    """Whether letters are two English words ("everytime"), as "inter" and "peter" are by chance."""
    return any(
        (at >= 4 or word[:at] in _BEFORE)
        and _is_known(word[at:])
        and (word[:at] in _BEFORE or _is_known(word[:at]))
        for at in range(3, min(len(word), LONGEST) - 3)
    )


def _is_known(word: str) -> bool:
    """Whether both the list of English and the encoder have a word."""
    return word in _english() and word in _pieces()


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Words of English, from the list that comes with SymSpell."""
    lines = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    return frozenset(
        line.split(" ", 1)[0] for line in lines.read_text(encoding="utf-8-sig").splitlines()
    )


@lru_cache(maxsize=1)
def _pieces() -> frozenset[str]:
    """Words that the encoder knows whole."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    return frozenset(word for word in tokenizer.get_vocab() if word.isalpha())
