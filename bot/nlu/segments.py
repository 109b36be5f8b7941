"""Cuts a message into the parts that can each hold a question."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+|(?<=[?!])(?=\w)")
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|vs|etc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|st|no|u\.s|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
_QUESTION_START = (
    r"(?:can|could|may|do|does|did|is|are|am|was|will|would|should|must|what|whats|when|whens|"
    r"where|who|whos|whom|why|how|hows|which|if)"
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
    r"|\b(?:wonder(?:ing)?|tell me|want to know|need to know|not sure|confused|idk|dont know|"
    r"don't know|question is|asking|anyone know)\b",
    re.IGNORECASE,
)


# A question inside a sentence that begins as something else: "they got it oct 2 when is it over".
_ASKS_INSIDE = re.compile(
    r"\b(?:when|what|whats|where|who|why|how|can|could|do|does|is|are|will|should|must|may)\s+"
    r"(?:does|do|did|is|are|was|the|we|i|they|it|my|our|must|can|will|should|have|has|there|long|"
    r"many|much|soon|happens|about|now|next)\b|\b(?:due|over|up|left) when\b|\bwhen$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a message, in order; an abbreviation's dot does not end one."""
    parts: list[str] = []
    for piece in _SENTENCE_END.split(text):
        piece = piece.strip()
        if not piece:
            continue
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts


def clauses(sentence: str) -> list[str]:
    """The questions hung together in one sentence: "can X come and who pays" gives two."""
    return [part.strip(" ,") for part in _JOINT.split(sentence) if part and part.strip(" ,")]


def asks_anywhere(text: str) -> bool:
    """Whether a text holds a question at all, also in the middle of a sentence."""
    return asks(text) or bool(_ASKS_INSIDE.search(text))


def asks(segment: str) -> bool:
    """Whether a segment looks like a question, also without a question mark."""
    return bool(_ASKS.search(segment))
