"""What goes into a decision and what comes out: a turn, the past, a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.facts.roles import RoleGuess


@dataclass(frozen=True)
class TopicGuess:
    """A label the message is about, and how sure that is."""

    label: str
    confidence: float
    question: str | None = None
    """Id of the question inside the topic (`bring_lawyer.how_much_notice`), where that is known."""

    @property
    def name(self) -> str:
        """`bring_lawyer` of `faq/bring_lawyer`."""
        return self.label.rsplit("/", 1)[-1]

    @property
    def answerable(self) -> bool:
        """Whether the label has a knowledge file of its own."""
        return self.label.startswith(("faq/", "deadline/"))


@dataclass(frozen=True)
class Past:
    """What the conversation already holds, read from the tracker."""

    topics: tuple[str, ...] = ()
    """Names of the topics answered last."""
    declined: int = 0
    """How many replies in a row did not understand."""
    text: str = ""
    """The last answer with a topic, as the parent read it."""
    question: str | None = None
    """Id of the question that it answered."""
    asked_state: bool = False
    """Whether the parent was asked for the state in this conversation."""
    after_danger: bool = False
    """Whether what was said last was about somebody in danger."""


@dataclass(frozen=True)
class Turn:
    """One message of a parent, understood."""

    text: str
    intent: str
    topics: tuple[TopicGuess, ...]
    today: date
    slots: Mapping[str, Any]
    past: Past = Past()
    channel: str = "rest"
    number: int = 0
    language: str = "en"
    beside: str | None = None
    """The topic the message was nearly as likely about; offered beside the answer."""
    now: datetime | None = None
    zone: str | None = None
    """The moment and the browser's time zone; a state told in the message then gives the day."""
    roles: tuple[RoleGuess, ...] = ()
    """What the second reader of facts makes of the days in the message; empty where it is away."""


@dataclass
class Say:
    """One message to the parent."""

    text: str
    custom: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Reply:
    """The guide's answer: messages and slots to set (null clears a slot)."""

    messages: list[Say] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, dict[str, str | bool]] = field(default_factory=dict, compare=False)
    """The whole case after this turn, `{name: {"value", "tense"}}`."""
    noted: tuple[str, ...] = field(default=(), compare=False)
    """Names of the facts that this message told, changed or dropped."""
    change: dict[str, str] | None = field(default=None, compare=False)
    """The button with which a day that was noted can be told anew."""
