"""Cuts a message once into every phrase that the models read: the whole, clauses and questions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import ORIGINAL
from bot.text.clauses import asks, clauses, questions, sentences


@dataclass(frozen=True)
class CutOptions:
    """How much of a message is read by itself. Options of `SentenceEncoder` in `config.yml`."""

    many_parts: int = 40
    """So many clauses are read by themselves, the last ones of the message."""
    many_questions: int = 8
    """More questions in one message are a flood; then none is read by itself."""
    story: int = 60
    """From this many words a message of several clauses is a story."""


@dataclass(frozen=True)
class Cut:
    """A message and its phrases."""

    text: str
    parts: tuple[str, ...]
    """Its clauses, in order."""
    questions: tuple[str, ...]
    """Its questions, each with what was told before it; none where it asks once."""
    views: tuple[str, ...]
    """What of it to read once more by itself: the part that asks; of a story also that part with
    the two before it."""
    story: bool
    language: str = ORIGINAL

    @property
    def several(self) -> tuple[str, ...]:
        """The clauses and questions that are read by themselves."""
        return (*(self.parts if len(self.parts) > 1 else ()), *self.questions)

    @property
    def phrases(self) -> list[str]:
        """Everything that is read, the whole message first."""
        return [self.text, *self.views, *self.several]


def cut(text: str, options: CutOptions = CutOptions(), language: str = ORIGINAL) -> Cut:
    """The phrases of a message in a language."""
    parts = [
        clause
        for sentence in sentences(text, language)
        for clause in clauses(sentence, language)
        if len(clause.split()) > 1
    ][-options.many_parts :]
    asked = questions(text, language)
    if not 1 < len(asked) <= options.many_questions:
        asked = []
    story = len(parts) > 1 and sum(len(part.split()) for part in parts) >= options.story
    return Cut(text, tuple(parts), tuple(asked), _views(parts, story, language), story, language)


def _views(parts: list[str], story: bool, language: str) -> tuple[str, ...]:
    asking = [number for number, part in enumerate(parts) if asks(part, language)]
    if not asking or len(asking) == len(parts):
        return ()
    question = " ".join(parts[number] for number in asking[-3:])
    if not story:
        return (question,)
    last = asking[-1]
    return question, " ".join(parts[max(0, last - 2) : last + 1])
