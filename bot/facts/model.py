"""What a message tells about the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.dates import DateMention


@dataclass(frozen=True)
class FactChange:
    """One fact told, corrected or taken back; `supposed` where it only stands in a "what if".

    `fact` is empty for a correction that does not say of what ("sorry, I meant March 5").
    `value` is an ISO date, a word, a truth, or None for an event on a day not known. `tense` is
    "planned" for a day that is only meant or set: "I am filing on December 2".
    """

    fact: str
    value: str | bool | None
    kind: Literal["give", "correct", "withdraw"]
    date: DateMention | None
    text: str
    supposed: bool = False
    tense: Literal["told", "planned"] = "told"


@dataclass(frozen=True)
class Doubt:
    """A day of which it is not sure what happened on it: to be asked, with the likeliest facts."""

    date: DateMention
    facts: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Reading:
    """Everything read from one message.

    `unclear` are dates that need a question back, with the fact they belong to where it is
    known; `loose_dates` are certain days without a role. `bare_day` is the one loose day of a
    message that says little more than that day, so that it may answer what a question needs.
    `what_if` marks a message with a
    supposition, whose facts (`supposed`) must not be kept.

    `not_mine` says that what was told last is of somebody else's case. `text` is what was read,
    `planned` are facts that the patterns take for planned only, `passed` the days that they keep
    out of the case, `mentions` every day of the message and `supposed` where those of a "what if"
    begin. `claims` are the places where words of a dispute end ("they say", "but my receipt").
    `doubts` are days on which the two readers differ; there are none where only the patterns
    have read. `language` is the one that the message was read in.
    """

    changes: tuple[FactChange, ...] = ()
    unclear: tuple[tuple[str | None, DateMention], ...] = ()
    loose_dates: tuple[DateMention, ...] = ()
    bare_day: DateMention | None = None
    dont_know: bool = False
    never_mind: bool = False
    new_case: bool = False
    forget_all: bool = False
    what_if: bool = False
    state_unknown: str | None = None
    not_mine: bool = False
    text: str = ""
    planned: tuple[FactChange, ...] = ()
    passed: tuple[DateMention, ...] = ()
    others: frozenset[int] = frozenset()
    mentions: tuple[DateMention, ...] = ()
    supposed: frozenset[int] = frozenset()
    claims: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    language: str = "en"
