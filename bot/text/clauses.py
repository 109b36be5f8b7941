"""Cuts a message into sentences, clauses and questions: for dates, facts and topics alike.

A sentence ends at a point that is not that of "Nov." or "Dr."; all three read it so. Inside a
sentence, facts are told in clauses (`clause_spans`) and topics are asked about in questions
(`clauses`, `questions`): what is told hangs together otherwise than what is asked.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

# The point of "No. 12" is no end either.
_SENTENCE_END = re.compile(r"(?<=[.?!;])(?!(?<=\bno\.)\s+\d)\s+|\n+|(?<=[?!])(?=\w)")
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|vs|etc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|st|u\.s|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
_QUESTION_START = (
    r"(?:can|could|may|do|does|did|is|are|am|was|will|would|should|must|what|whats|when|whens|"
    r"where|who|whos|whom|why|how|hows|which|if)"
)
_AUXILIARY = r"(?:are|is|am|was|were|do|does|did|can|could|will|would|should|must|may|has|have)"
_VERB = rf"(?:{_AUXILIARY}|what'?s|happens|if)"
_SUBJECT = (
    r"(?:they|i|we|he|she|you|it|the|my|our|there|this|that|any(?:body|one)|some(?:body|one))"
)
# ", and can", " and what", " also do": a second question hung on the first.
_JOINT = re.compile(
    rf"(?:\s*,)?\s+(?:and|also|plus|n|&|or)\s+(?:also\s+|then\s+)?(?={_QUESTION_START}\b)"
    rf"|\s*,\s+(?={_QUESTION_START}\s+(?:i|we|they|you|he|she|it|the|my|this|that|there|many|much|"
    r"long|soon|does|do|is|are|can|will)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\?|^\W*(?:(?:and|also|so|but|ok|okay|plus|then|hi|hello|please|um|well)\W+)*{_QUESTION_START}\b"
    r"|\b(?:wonder(?:ing)?|tell me|want to know|need to know|not sure|confused|idk|"
    r"don'?t (?:even |really )?know|question is|asking|anyone know|i assume)\b|\bright\W*$",
    re.IGNORECASE,
)


# Where a clause that tells something ends.
_CLAUSE = re.compile(
    r"(?<=[.?!;])\s+|\n+|,\s+(?=(?:and|but|so|then|when|can|do|what|how|i|we|they|the|is|by|it|he|she|my|mine|ours|our|school|district|nobody|no one|received)\b)"
    # "The school and I signed", "the state and the school on Monday": one subject, one clause.
    r"|(?<!\bor)(?:(?<!\bme)(?<!\bus)(?<!\bi)(?<!\bwe)(?<!school)(?<!district)(?<!husband)(?<!wife)(?<!director)(?<!principal)(?<!lawyer)|"
    r"(?!\s+and\s+(?:i|me|we|us|(?:the|my|our)\s+\w+|school|district)\s+(?:both|agreed|signed|went|waived|decided|met|put|wrote|each)\b))"
    r"(?!\s+and\s+(?:the|my|our|me|school)\s+(?:\w+\s+)?(?:on|at|,)\b)\s+(?=(?:and|but|then|so|because)\s+(?:(?:then|now|because|also|so)\s+)?(?:i|we|they|the|it|he|she|my|me|our|their|her|his|this|that|school|district|"
    r"hearing|mediation|nobody|no one|everybody|got|then|both|when|can|do|is|what|how|signed(?! it\b)|received|had|last|"
    r"on|yesterday|today|prior|notice|resolution|amended|complaint)\b)",
    re.IGNORECASE,
)


# A question inside a sentence that begins as something else: "they got it oct 2 when is it over".
_ASKS_INSIDE = re.compile(
    r"\b(?:when|what|whats|where|who|why|how|can|could|do|does|is|are|will|would|should|must|may)\s+"
    r"(?:does|do|did|is|are|was|the|we|i|they|it|my|our|must|can|will|should|have|has|there|long|"
    r"many|much|soon|happens|about|now|next|any(?:body|one)|some(?:body|one))\b"
    r"|\bwhat'?s\b|\bis (?:that|this) (?:ok(?:ay)?|allowed|right|true|legal|fine|normal|possible)\b"
    r"|\b(?:due|over|up|left) when\b|\bwhen$|\b(?:now|then) what\b",
    re.IGNORECASE,
)


# "I want to talk to a person, and do you save this?": asks without being a question.
_REQUEST = re.compile(
    r"^\W*(?:(?:and|also|so|but|ok|okay|plus|then|hi|hello|please|pls|one more thing|"
    r"another thing)\W+)*(?:give|show|tell|send|explain|list|help)\b"
    r"|\b(?:i|we) (?:(?:also|still|just|really) )*(?:want|need|would (?:like|rather)|d like)\b"
    r"|\bi'd (?:like|rather)\b|^\W*(?:wanna|gotta)\b",
    re.IGNORECASE,
)
# Where a second question may hang on the first, however it is joined ...
_HANGS = re.compile(
    r"\s*(?:,|\.\.\.|…|-|–)?\s+(?:and|also|plus|or)\s+(?:also\s+)?(?=\S+\s+\S+\s+\S)"
    r"|\s*(?:\.\.\.|…)\s*|,\s+(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
# ... or not joined at all: "who will be there are they bringing a lawyer".
# "When I file" and "what they say" are no questions but parts of one: a question word counts only
# with a verb after it.
_FOLLOWS = re.compile(
    r"\s+(?=(?:are|is|do|does|did|can|could|will|would|should|must|may)\s+"
    r"(?:they|i|we|he|she|you|it|the|my|there|this|that|any(?:body|one)|some(?:body|one))\b"
    r"|(?:what|how|when|who|where|why)\s+"
    r"(?:much|long|many|do|does|is|are|can|will|would|should|happens)\b)",
    re.IGNORECASE,
)
# What cannot end a question: "what if we just dont | do the meeting".
_UNFINISHED = re.compile(
    r"(?:\b(?:to|not|just|i|we|they|you|can|will|should|would|could|must|may|if|that|[a-z]+n'?t|"
    r"know|wonder(?:ing)?|ask(?:ing)?|tell me|not sure|assume)"
    # "How much of our hand | do we show them": nothing is asked yet.
    r"|^\W*(?:(?:and|also|so|plus)\s+)?(?:how (?:much|many|long|soon|far|often|fast)|which|what)\b"
    rf"(?!')(?:\s+(?!{_VERB}\b)\S+){{0,3}})$",
    re.IGNORECASE,
)
# "If we lose | can we go to court": a condition belongs to what follows it.
_CONDITION = re.compile(
    rf"^\W*(?:(?:and|also|so|but|or|plus|then)\s+)*if\b"
    rf"(?:(?!\b(?:{_AUXILIARY}\s+{_SUBJECT}"
    rf"|(?:who|what|when|how|where)\s+(?:{_AUXILIARY}|comes|happens|follows))\b)[^?])*$",
    re.IGNORECASE,
)
# "Can I get one?", "or what": goes on about what was asked before it.
_GOES_ON = re.compile(
    r"^\W*(?:what|ok(?:ay)?|right|correct|huh|no|yes|please|thanks"
    rf"|{_AUXILIARY}\s+\S+\s+(?:\S+\s+)?(?:one|that|so|the first|the second))\W*$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*(?:,|;|-|\.\.\.|…)?\s+(?:and\s+)?(?:also|plus)\s+", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and|also|plus|or|n)\b|&|[,.?!;\n]\W*\w", re.IGNORECASE)
_FIRST_WORDS, _SECOND_WORDS = 4, 3
"""A question shorter than this is no question of its own there."""
_LOOKS = 200
"""Characters read on both sides of a joint; it bounds the time that any message can take."""


def questions(text: str) -> list[str]:
    """The message as its questions, each with what was told before it; one if it asks once."""
    found: list[str] = []
    told: list[str] = []
    for sentence in sentences(text):
        *before, last = _besides(sentence)
        for part in (*before, last):
            for piece in (piece for clause in clauses(part) for piece in _pieces(clause)):
                if found and not told and _GOES_ON.match(piece):
                    found[-1] = f"{found[-1]} {piece}"
                    continue
                told.append(piece)
                if _seeks(piece) and not _CONDITION.match(piece):
                    found.append(" ".join(told))
                    told = []
            if told and part is not last:
                # "My sister wants to come, also is zoom ok": two things, one no question in form.
                found.append(" ".join(told))
                told = []
    if told and found:
        found[-1] = " ".join([found[-1], *told])
    return found or [text]


def _besides(sentence: str) -> list[str]:
    """A sentence cut where it says "also" and then asks; whatever came before stands alone."""
    parts, begin = [], 0
    for match in _ALSO.finditer(sentence):
        first = sentence[begin : match.start()]
        second = sentence[match.end() : match.end() + _LOOKS]
        long_enough = len(first.split()) >= _FIRST_WORDS and len(second.split()) >= _SECOND_WORDS
        if long_enough and asks(second) and not _CONDITION.match(first[-_LOOKS:]):
            parts.append(first)
            begin = match.end()
    return [*parts, sentence[begin:]]


def _pieces(clause: str) -> list[str]:
    pieces = [clause]
    for joint in (_HANGS, _FOLLOWS):
        pieces = [part for piece in pieces for part in _cut(piece, joint)]
    return [part for piece in pieces if (part := piece.strip(" ,"))]


def _cut(text: str, joint: re.Pattern[str]) -> list[str]:
    parts, begin = [], 0
    for match in joint.finditer(text):
        first = text[max(begin, match.start() - _LOOKS) : match.start()]
        second = text[match.end() : match.end() + _LOOKS]
        long_enough = len(first.split()) >= _FIRST_WORDS and len(second.split()) >= _SECOND_WORDS
        asked = _seeks(first) and not (_UNFINISHED.search(first) or _CONDITION.match(first))
        if long_enough and asked and asks_anywhere(second):
            parts.append(first)
            begin = match.end()
    return [*parts, text[begin:]]


def joins(text: str) -> bool:
    """Whether a message has more than one part, or a word that joins two."""
    return bool(_JOINS.search(text))


def _seeks(text: str) -> bool:
    return asks_anywhere(text) or bool(_REQUEST.search(text))


def sentence_spans(text: str) -> list[Span]:
    """Where each sentence begins and ends; together they cover the text."""
    spans: list[Span] = []
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if "\n" in match[0] or not _ABBREVIATION.search(text, begin, match.start()):
            spans.append((begin, match.end()))
            begin = match.end()
    return [*spans, (begin, len(text))]


def sentences(text: str) -> list[str]:
    """The sentences of a message, in order."""
    pieces = (text[start:end].strip() for start, end in sentence_spans(text))
    return [piece for piece in pieces if piece]


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence."""
    start, end = sentence_spans(text)[0]
    return text[start:end]


def last_sentence(text: str) -> str:
    """What a text says after the last end of a sentence in it."""
    start, end = sentence_spans(text)[-1]
    return text[start:end]


def ends_a_sentence(text: str) -> bool:
    """Whether a sentence ends somewhere in a text."""
    return len(sentence_spans(text)) > 1


def sentence_around(text: str, position: int) -> str:
    """The sentence in which a position of a text lies."""
    return next((text[a:b] for a, b in sentence_spans(text) if a <= position < b), "")


def clause_spans(text: str) -> list[Span]:
    """Where each clause that can tell a fact begins and ends; together they cover the text."""
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def clauses(sentence: str) -> list[str]:
    """The questions hung together in one sentence: "can X come and who pays" gives two."""
    return [part.strip(" ,") for part in _JOINT.split(sentence) if part and part.strip(" ,")]


def asks_anywhere(text: str) -> bool:
    """Whether a text holds a question at all, also in the middle of a sentence."""
    return asks(text) or bool(_ASKS_INSIDE.search(text))


def asks(segment: str) -> bool:
    """Whether a segment looks like a question, also without a question mark."""
    return bool(_ASKS.search(segment))
