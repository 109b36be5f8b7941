"""Which language a message is written in: counts of words, taught by the examples.

A word tells of a language as much as it is commoner there than in the others. What no example has
is told by its groups of three letters. Days and numbers tell nothing: "March 3" stands in a Spanish
message, too. A message that tells too little ("ok", a date, a state) stays in the language of the
conversation.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.language import ORIGINAL, read
from bot.text.letters import unaccented

FILE = "languages.json"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = 3
_OTHER_WORDS = 2
"""So many words of another language tell it."""
_UNSEEN = 0.5
"""What is added to each count, so that a word that one language lacks does not decide alone."""
_NEUTRAL = frozenset(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday "
    "sunday mon tue tues wed thu thurs fri sat sun ok okay no iep idea fape due process stay put "
    "resolution meeting hearing settlement zoom advocate".split()
)
"""Names of days, and the English words of the law that Spanish messages take over."""


@dataclass(frozen=True)
class LanguageOptions:
    """When a message is taken for another language than the conversation is in. Options of
    `LanguageFinder` in `config.yml`; in natural logarithms of odds."""

    sure: float = 2.0
    """From here it is that language."""
    sure_of_one_word: float = 2.4
    """From here a message of one word is."""
    shortest_word: int = 4
    """Letters of a word that can turn the language by itself; "si" and "yes" cannot."""
    signs: float = 3.0
    """What a sign is worth that English has not: ñ, ¿, ¡ or an accent."""


class LanguageModel:
    """Taught with `fit`, asked with `language`."""

    def __init__(
        self,
        words: Mapping[str, Mapping[str, float]],
        letters: Mapping[str, Mapping[str, float]],
        options: LanguageOptions = LanguageOptions(),
    ) -> None:
        self._words = words
        self._letters = letters
        self._options = options

    @classmethod
    def fit(
        cls,
        texts: Mapping[str, Iterable[str]],
        options: LanguageOptions = LanguageOptions(),
    ) -> LanguageModel:
        """Learns from the examples of each language."""
        words = {
            code: Counter(w for t in lines for w in _words(t)) for code, lines in texts.items()
        }
        letters = {
            code: Counter(g for word, n in counts.items() for g in _groups(word) for _ in range(n))
            for code, counts in words.items()
        }
        return cls(_odds(words), _odds(letters), options)

    def language(self, text: str, before: str = ORIGINAL) -> str:
        """The language of a text; `before`, that of the conversation, where it tells too little."""
        scores = self.scores(text)
        if len(scores) < 2:
            return before
        best = max(scores, key=scores.__getitem__)
        lead = scores[best] - max(v for code, v in scores.items() if code != best)
        found = _words(text)
        if len(found) == 1:
            long = len(found[0]) >= self._options.shortest_word
            return best if long and lead >= self._options.sure_of_one_word else before
        return best if lead >= self._options.sure else before

    def scores(self, text: str) -> dict[str, float]:
        """How much the words of a text tell of each language."""
        totals = dict.fromkeys(self._words, 0.0)
        for word in _words(text):
            if word in _NEUTRAL:
                continue
            if any(word in known for known in self._words.values()):
                for code, known in self._words.items():
                    totals[code] += known.get(word, 0.0)
            else:
                groups = _groups(word)
                for code, parts in self._letters.items():
                    totals[code] += sum(parts.get(g, 0.0) for g in groups) / max(1, len(groups))
        if re.search(r"[ñáéíóúü¿¡]", text, re.IGNORECASE):
            for code in totals:
                totals[code] += self._options.signs if code != ORIGINAL else 0.0
        return totals

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        content = {"words": self._words, "letters": self._letters}
        (folder / FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, options: LanguageOptions = LanguageOptions()) -> LanguageModel:
        """Reads it back.

        Raises:
            OSError: there is none in `folder`.
        """
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls(content["words"], content["letters"], options)


def closest_to_other(text: str) -> str | None:
    """For a message in a language that we do not speak, the closest that we do; else None."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) >= _LETTERS and sum(sign > "\u024f" for sign in letters) * 2 > len(letters):
        return ORIGINAL  # Arabic, Chinese, Cyrillic ...
    words = set(re.findall(r"[^\W\d_]+", unaccented(text.lower())))
    for entry in _others():
        if len(words & entry[1]) >= _OTHER_WORDS:
            return entry[0]
    return None


@lru_cache(maxsize=1)
def _others() -> tuple[tuple[str, frozenset[str]], ...]:
    listed = read(Path(__file__).parent / "data" / "other_languages.yml").values()
    return tuple((entry["closest"], frozenset(entry["words"].split())) for entry in listed)


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _groups(word: str) -> list[str]:
    marked = f"^{word}$"
    return [marked[n : n + _LETTERS] for n in range(max(1, len(marked) - _LETTERS + 1))]


def _odds(counts: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """For each language, how much each thing counted tells of it: a logarithm, at least zero apart.

    The logarithm of its share there, less the mean of its logarithms in all languages.
    """
    known = sorted(set().union(*counts.values()))
    totals = {code: sum(found.values()) + _UNSEEN * len(known) for code, found in counts.items()}
    table: dict[str, dict[str, float]] = {code: {} for code in counts}
    for thing in known:
        logs = {c: math.log((counts[c][thing] + _UNSEEN) / totals[c]) for c in counts}
        mean = sum(logs.values()) / len(logs)
        for code, log in logs.items():
            if abs(log - mean) > 0.1:
                table[code][thing] = round(log - mean, 2)
    return table
