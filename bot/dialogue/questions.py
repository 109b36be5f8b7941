"""Questions the guide asks back: which fact, how often, and what can be tapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dates import DateMention
from bot.dialogue.phrases import Phrases
from bot.dialogue.turn import Say

WHICH_FACT = "which_fact"
LIKELIEST = ("received", "filed", "agreement_signed", "hearing_scheduled")
"""What is offered for a day of which nothing is known."""
MOST = 2
"""A question is asked at most this often; then it is dropped with a kind word."""


@dataclass(frozen=True)
class Open:
    """A question waiting for its answer.

    Where the fact is `WHICH_FACT`, it is asked what happened on `day`: which of `options`.
    """

    fact: str
    topics: list[str]
    times: int
    day: date | None = None
    options: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """Name of the topic the question serves."""
        return self.topics[0].rsplit("/", 1)[-1] if self.topics else "my_dates"

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Open | None:
        """The open question kept in the slot `asked`, if there is one."""
        kept = slots.get("asked")
        if not isinstance(kept, Mapping) or not kept.get("fact"):
            return None
        day = date.fromisoformat(kept["day"]) if kept.get("day") else None
        return cls(
            str(kept["fact"]),
            list(kept.get("topics") or []),
            int(kept.get("times", 1)),
            day,
            tuple(kept.get("options") or ()),
        )

    def as_slot(self) -> dict[str, Any]:
        """The value for the slot `asked`."""
        slot: dict[str, Any] = {"fact": self.fact, "topics": self.topics, "times": self.times}
        if self.day is not None:
            slot |= {"day": self.day.isoformat(), "options": list(self.options)}
        return slot


def ask(fact: str, words: Phrases, school_filed: bool = False) -> str:
    """The question for a fact; where the school filed, it was the parent who got the complaint."""
    key = f"facts.{fact}.ask"
    return words(f"{key}_school" if school_filed and words.has(f"{key}_school") else key)


def choices(fact: str, words: Phrases) -> list[dict[str, str]]:
    """What can be tapped in answer to the question for a fact."""
    key = f"facts.{fact}.buttons"
    own = [dict(button) for button in words.entry(key).values()] if words.has(key) else []
    return own + dont_know(words)


def dont_know(words: Phrases) -> list[dict[str, str]]:
    """The button for a parent who does not know."""
    title = words("dont_know_button")
    return [{"title": title, "payload": title}]


def about_date(mention: DateMention, words: Phrases) -> Say:
    """Asks which day a vague, impossible or ambiguous date is."""
    shown = mention.text.strip()
    buttons = [{"title": words.day(day), "payload": words.day(day)} for day in mention.options]
    if mention.kind == "range" and len(mention.options) == 2:
        text = words(
            "date_problems.range",
            first=words.day(mention.options[0]),
            last=words.day(mention.options[1]),
        )
    else:
        key = f"date_problems.{mention.reason}"
        text = words(key if words.has(key) else "date_problems.vague", words=shown)
    custom = {"topic": "date_question", "sources": [], "confidence": 1.0}
    if mention.reason != "no_such_day":
        buttons += dont_know(words)
    return Say(text, custom, buttons)


def which_fact(day: date, words: Phrases) -> Say:
    """Asks what happened on a day."""
    shown = words.day(day)
    buttons = [
        {"title": button["title"], "payload": button["payload"].format(date=shown)}
        for button in map(words.entry("which_fact_buttons").get, LIKELIEST)
    ]
    custom = {"topic": "date_question", "sources": [], "confidence": 1.0}
    return Say(words("which_fact", date=shown), custom, buttons)


def which_of(day: date, facts: Iterable[str], words: Phrases) -> Say:
    """Asks which of a few facts happened on a day, or none of them."""
    shown = words.day(day)
    buttons = [
        {"title": button["title"], "payload": button["payload"].format(date=shown)}
        for fact in facts
        for button in [words.entry(f"which_fact_buttons.{fact}")]
    ]
    none = words("none_of_these")
    custom = {"topic": "date_question", "sources": [], "confidence": 1.0, "asks": WHICH_FACT}
    text = words("which_of_these", date=shown)
    return Say(text, custom, [*buttons, {"title": none, "payload": none}])


def tapped(said: str, day: date, facts: Iterable[str], words: Phrases) -> str | None:
    """The fact of the button whose words were sent; None where it was none of them."""
    shown = words.day(day)
    return next(
        (
            fact
            for fact in facts
            if words.entry(f"which_fact_buttons.{fact}")["payload"].format(date=shown) == said
        ),
        None,
    )
