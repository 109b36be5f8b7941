"""What the second reader of facts sees of a day in its message: the words around it, and where.

Nothing here knows a language: the classes of words come from data, and words are cut to their
first letters, so that forms of one word look alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

STEM = 5
"""So many letters of a word are looked at beside the word itself."""
NEAR, FAR = 12, 7
"""How many words on each side are read one by one, and in pairs."""
A_DAY = "_day_"

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[.?!;:,()\n]")
_STOPS = frozenset(".?!;\n")
_DISTANCES = ("0", "1", "2", "3", "3", "5", "5", "5", "8", "8", "8", "8")


class Span(NamedTuple):
    """Where a day, or a statement without one (`dated` is false), stands in a text."""

    start: int
    end: int
    dated: bool = True


class Token(NamedTuple):
    """A word with its class and its first letters."""

    word: str
    kind: str
    stem: str


def features_of(text: str, spans: Sequence[Span], classes: Mapping[str, str]) -> list[list[str]]:
    """The features of each span of a text, which are in order and do not overlap."""
    days = [span for span in spans if span.dated]
    found = []
    for span in spans:
        others = [day for day in days if not (day.start < span.end and span.start < day.end)]
        left = _tokens(text, 0, span.start, others, classes)
        right = _tokens(text, span.end, len(text), others, classes)
        inside = _tokens(text, span.start, span.end, [], classes)
        found.append(_features(left, inside, right, span.dated))
    return found


def _tokens(
    text: str, start: int, end: int, days: Sequence[Span], classes: Mapping[str, str]
) -> list[Token]:
    """The words between two places, other days as one word each."""
    tokens: list[Token] = []
    at = start
    for day in [*(d for d in days if start <= d.start and d.end <= end), Span(end, end)]:
        for match in _TOKEN.finditer(text, at, day.start):
            word = match[0].lower().replace("’", "'")
            if word.isdigit():
                word = "504" if word == "504" else "_n_"
            tokens.append(Token(word, classes.get(word, word), word[:STEM]))
        if day.end > day.start:
            tokens.append(Token(A_DAY, A_DAY, A_DAY))
        at = day.end
    return tokens


def _features(left: list[Token], inside: list[Token], right: list[Token], dated: bool) -> list[str]:
    features = ["dated" if dated else "undated"]
    before, first = _side("L", left[::-1], features)
    after, last = _side("R", right, features)
    features += [first, last, f"{first}/{last}"]
    shape = "_n_" if any(token.word == "_n_" for token in inside) else "_w_"
    features.append(f"shape:{shape}")
    if dated:
        features += [f"I:{token.stem}" for token in inside if token.word != "_n_"]
        own = [*before[::-1], Token(A_DAY, A_DAY, A_DAY), *after]
    else:
        own = inside
        features += [f"S:{token.word}" for token in inside]
        features += [f"S5:{token.stem}" for token in inside]
        features += [f"SK:{token.kind}" for token in inside]
        features += _pairs("SP", inside[:14])
    # What the sentence asks or supposes, wherever the day stands in it.
    features += [f"0:{token.kind}" for token in own[:2]]
    features.append("asks" if any(token.word == "?" for token in own) else "tells")
    return features


def _side(name: str, tokens: list[Token], features: list[str]) -> tuple[list[Token], str]:
    """Adds the features of one side, nearest word first; gives the words of the same sentence.

    What stands beyond a stop or another day counts apart: it mostly tells of something else.
    """
    same: list[Token] = []
    beyond, border = "", f"{name}:edge"
    for place, token in enumerate(tokens[:NEAR]):
        if token.word in _STOPS:
            if not beyond:
                border = f"{name}:stop"
                if token.word == "?":
                    same.append(token)
            beyond = "."
            features.append(f"{name}{_DISTANCES[place]}{beyond}:{token.word}")
            continue
        if token.word == A_DAY and not beyond:
            beyond, border = "d", f"{name}:day"
        distance = _DISTANCES[place]
        features.append(f"{name}{beyond}:{token.word}")
        features.append(f"{name}5{beyond}:{token.stem}")
        if token.kind != token.word:
            features.append(f"{name}K{beyond}:{token.kind}")
        if not beyond:
            features.append(f"{name}{distance}:{token.kind}")
            same.append(token)
    features += _pairs(name, same[:FAR][:: -1 if name == "L" else 1])
    return same, border


def _pairs(name: str, tokens: list[Token]) -> list[str]:
    """Every two words in order, by their classes."""
    near = [f"{name}B:{a.kind} {b.kind}" for a, b in pairwise(tokens)]
    return near + [f"{name}P:{a.kind} {b.kind}" for a, b in combinations(tokens, 2)]
