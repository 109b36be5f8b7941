"""What the guide knows: topics with their questions and answers, and the texts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.language import ORIGINAL

FAMILIES = ("deadline", "faq")
"""Topics that the parent's own dates answer, and all the others."""

SITUATIONS = (
    "decision_out", "already_signed", "already_missed", "school_missed", "meeting_held",
    "meeting_set", "waived", "mediation", "expedited", "school_filed", "nobody_filed",
    "recording_needs_all",
)  # fmt: skip
"""What may hold in a case, so that a question has another answer; `bot.dialogue.situations` tells
which do."""


@dataclass(frozen=True)
class Checked:
    """Who read a text for its law, and the day; `by` is empty while nobody signed for it."""

    by: str
    on: str


@dataclass(frozen=True)
class Question:
    """A question in its plainest words, which is what its button says, and its answer.

    `sms` is the answer by text message, empty where it is the same. `dated` is what a parent must
    still know when dates stand in place of the answer: a right, or how to use the time.
    `situations` are the answers that hold in its place, by what must hold in the case.
    """

    id: str
    title: str
    text: str
    sms: str = ""
    dated: str = ""
    situations: Mapping[str, str] = field(default_factory=dict)

    def situation_in(self, holding: Iterable[str]) -> str | None:
        """The first situation of the file that is among those that hold; None where none is."""
        held = set(holding)
        return next((name for name in self.situations if name in held), None)

    def answer(self, holding: Iterable[str] = ()) -> str:
        """The answer where the situations of `holding` hold."""
        name = self.situation_in(holding)
        return self.situations[name] if name else self.text


@dataclass(frozen=True)
class Topic:
    """A subject that parents ask about. Its first question is the one that it stands for."""

    id: str
    family: str
    name: str
    questions: tuple[Question, ...]
    more: str
    simple: str
    why: str
    sources: tuple[str, ...]
    follow_ups: tuple[str, ...]
    deadlines: tuple[str, ...]
    checked: Checked
    missed_told: tuple[str, ...] = ()
    """Dates of which the text beside them says what it means that they have passed."""
    language: str = ORIGINAL
    """The language that the words are in, which is English where a translation is missing."""

    def question(self, id: str | None = None) -> Question:
        """The question of that id; the one that the topic stands for where there is none."""
        return next((q for q in self.questions if q.id == id), self.questions[0])

    @property
    def title(self) -> str:
        """The question that the topic's button asks."""
        return self.questions[0].title

    @property
    def text(self) -> str:
        """The answer to that question."""
        return self.questions[0].text

    @property
    def sms(self) -> str:
        """The answer by text message; empty where it is the same."""
        return self.questions[0].sms

    @property
    def dated(self) -> str:
        """What is said beside dates; empty where the dates say all."""
        return self.questions[0].dated


@dataclass(frozen=True)
class Notice:
    """A vetted text that answers no question of ours: a near miss, a greeting, "not deleted"."""

    id: str
    title: str
    text: str
    sms: str
    sources: tuple[str, ...]
    follow_ups: tuple[str, ...]
    checked: Checked
    language: str = ORIGINAL


@dataclass(frozen=True)
class Knowledge:
    """Everything vetted in one language, by id."""

    language: str
    topics: Mapping[str, Topic]
    near_misses: Mapping[str, Notice]
    notices: Mapping[str, Notice]
