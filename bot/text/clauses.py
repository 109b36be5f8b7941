"""Cuts a message into sentences, clauses and questions: for dates, facts and topics alike.

A sentence ends at a point that is not that of "Nov." or "Dr."; all three read it so. Inside a
sentence, facts are told in clauses (`clause_spans`) and topics are asked about in questions
(`clauses`, `questions`): what is told hangs together otherwise than what is asked.

Which words join, ask or go on is told by the `Grammar` of the language. Its patterns know no
accents, since most parents type none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language import ORIGINAL
from bot.text.english import ENGLISH
from bot.text.grammar import Grammar
from bot.text.letters import folded
from bot.text.spanish import SPANISH

Span = tuple[int, int]

# The point of "No. 12" is no end either.
_SENTENCE_END = re.compile(r"(?<=[.?!;])(?!(?<=\bno\.)\s+\d)\s+|\n+|(?<=[?!])(?=\w)")
_FIRST_WORDS, _SECOND_WORDS = 4, 3
"""A question shorter than this is no question of its own there."""
_LEFT_WORDS = 2
"""So much must be left of a message when what is polite is taken off."""
_LOOKS = 200
"""Characters read on both sides of a joint; it bounds the time that any message can take."""


_GRAMMARS: Mapping[str, Grammar] = {"es": SPANISH}


def grammar(language: str = ORIGINAL) -> Grammar:
    """The grammar of a language; that of English where we know none."""
    return _GRAMMARS.get(language, ENGLISH)


def questions(text: str, language: str = ORIGINAL) -> list[str]:
    """The message as its questions, each with what was told before it; one if it asks once."""
    words = grammar(language)
    found: list[str] = []
    told: list[str] = []
    for sentence in sentences(text, language):
        *before, last = _besides(sentence, words)
        for part in (*before, last):
            for piece in (p for c in _clauses(part, words) for p in _pieces(c, words)):
                if found and not told and words.goes_on.match(folded(piece)):
                    found[-1] = f"{found[-1]} {piece}"
                    continue
                told.append(piece)
                if _seeks(piece, words) and not words.condition.match(folded(piece)):
                    found.append(" ".join(told))
                    told = []
            if told and part is not last:
                # "My sister wants to come, also is zoom ok": two things, one no question in form.
                found.append(" ".join(told))
                told = []
    if told and found:
        found[-1] = " ".join([found[-1], *told])
    return found or [text]


def _besides(sentence: str, words: Grammar) -> list[str]:
    """A sentence cut where it says "also" and then asks; whatever came before stands alone."""
    plain, parts, begin = folded(sentence), [], 0
    for match in words.also.finditer(plain):
        first = plain[begin : match.start()]
        second = plain[match.end() : match.end() + _LOOKS]
        asked = words.asks.search(second) and not words.condition.match(first[-_LOOKS:])
        if _both_long(first, second) and asked:
            parts.append(sentence[begin : match.start()])
            begin = match.end()
    return [*parts, sentence[begin:]]


def _pieces(clause: str, words: Grammar) -> list[str]:
    pieces = [clause]
    for joint in (words.hangs, words.follows):
        pieces = [part for piece in pieces for part in _cut(piece, joint, words)]
    return [part for piece in pieces if (part := piece.strip(" ,"))]


def _cut(text: str, joint: re.Pattern[str], words: Grammar) -> list[str]:
    plain, parts, begin = folded(text), [], 0
    for match in joint.finditer(plain):
        start = max(begin, match.start() - _LOOKS)
        first = plain[start : match.start()]
        second = plain[match.end() : match.end() + _LOOKS]
        asked = _seeks(first, words) and not (
            words.unfinished.search(first) or words.condition.match(first)
        )
        if _both_long(first, second) and asked and _asks_anywhere(second, words):
            parts.append(text[begin : match.start()])
            begin = match.end()
    return [*parts, text[begin:]]


def _both_long(first: str, second: str) -> bool:
    return len(first.split()) >= _FIRST_WORDS and len(second.split()) >= _SECOND_WORDS


def joins(text: str, language: str = ORIGINAL) -> bool:
    """Whether a message has more than one part, or a word that joins two."""
    return bool(grammar(language).joins.search(folded(text)))


def sentence_spans(text: str, language: str = ORIGINAL) -> list[Span]:
    """Where each sentence begins and ends; together they cover the text."""
    abbreviation = grammar(language).abbreviation
    spans: list[Span] = []
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if "\n" in match[0] or not abbreviation.search(text, begin, match.start()):
            spans.append((begin, match.end()))
            begin = match.end()
    return [*spans, (begin, len(text))]


def sentences(text: str, language: str = ORIGINAL) -> list[str]:
    """The sentences of a message, in order."""
    pieces = (text[start:end].strip() for start, end in sentence_spans(text, language))
    return [piece for piece in pieces if piece]


def first_sentence(text: str, language: str = ORIGINAL) -> str:
    """A text up to the end of its first sentence."""
    start, end = sentence_spans(text, language)[0]
    return text[start:end]


def last_sentence(text: str, language: str = ORIGINAL) -> str:
    """What a text says after the last end of a sentence in it."""
    start, end = sentence_spans(text, language)[-1]
    return text[start:end]


def ends_a_sentence(text: str, language: str = ORIGINAL) -> bool:
    """Whether a sentence ends somewhere in a text."""
    return len(sentence_spans(text, language)) > 1


def sentence_around(text: str, position: int, language: str = ORIGINAL) -> str:
    """The sentence in which a position of a text lies."""
    spans = sentence_spans(text, language)
    return next((text[a:b] for a, b in spans if a <= position < b), "")


def clause_spans(text: str, language: str = ORIGINAL) -> list[Span]:
    """Where each clause that can tell a fact begins and ends; together they cover the text."""
    ends = grammar(language).clause.finditer(folded(text))
    starts = [0, *(match.end() for match in ends)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def clauses(sentence: str, language: str = ORIGINAL) -> list[str]:
    """The questions hung together in one sentence: "can X come and who pays" gives two."""
    return _clauses(sentence, grammar(language))


def _clauses(sentence: str, words: Grammar) -> list[str]:
    parts, begin = [], 0
    for match in words.joint.finditer(folded(sentence)):
        parts.append(sentence[begin : match.start()])
        begin = match.end()
    parts.append(sentence[begin:])
    return [part for piece in parts if (part := piece.strip(" ,"))]


def asks_anywhere(text: str, language: str = ORIGINAL) -> bool:
    """Whether a text holds a question at all, also in the middle of a sentence."""
    return _asks_anywhere(folded(text), grammar(language))


def asks(segment: str, language: str = ORIGINAL) -> bool:
    """Whether a segment looks like a question, also without a question mark."""
    return bool(grammar(language).asks.search(folded(segment)))


def leans(text: str, language: str = ORIGINAL) -> bool:
    """Whether a text has a word that stands for something named elsewhere in the message."""
    return bool(grammar(language).leans.search(folded(text)))


def leans_on_answer(text: str, language: str = ORIGINAL) -> bool:
    """Whether a text has a word that stands for something in the answer before it."""
    return bool(grammar(language).leans_on_answer.search(folded(text)))


def essential(text: str, language: str = ORIGINAL) -> str:
    """A message without what is said for politeness alone, and with one word for each thing.

    "Hi, could you tell me who comes to the session? Thanks!" asks "who comes to the meeting?". What
    is polite and no more stays as it is.
    """
    words = grammar(language)
    while (match := words.courtesy_before.match(folded(text))) and match.end() < len(text):
        left = text[match.end() :]
        if not match.end() or len(left.split()) < _LEFT_WORDS:
            break
        text = left
    while match := words.courtesy_after.search(folded(text)):
        left = text[: match.start()]
        if len(left.split()) < _LEFT_WORDS:
            break
        text = left + ("?" if "?" in match[0] else "")
    for pattern, word in words.same:
        text = _replaced(text, pattern, word)
    return text


def _replaced(text: str, pattern: re.Pattern[str], word: str) -> str:
    parts, begin = [], 0
    for match in pattern.finditer(folded(text)):
        parts += [text[begin : match.start()], word]
        begin = match.end()
    return "".join([*parts, text[begin:]])


def says_nothing(text: str, language: str = ORIGINAL) -> bool:
    """Whether all words of a text are such as say nothing of what it is about."""
    return grammar(language).empty_words.issuperset(re.findall(r"\w+", folded(text).lower()))


def _asks_anywhere(plain: str, words: Grammar) -> bool:
    return bool(words.asks.search(plain) or words.asks_inside.search(plain))


def _seeks(text: str, words: Grammar) -> bool:
    plain = folded(text)
    return _asks_anywhere(plain, words) or bool(words.request.search(plain))
