"""Questions the guide asks back: which fact, how often, and what can be tapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dates import DateMention
from bot.dialogue.phrases import Phrases
from bot.dialogue.turn import Say

MOST = 2
"""A question is asked at most this often; then it is dropped with a kind word."""


@dataclass(frozen=True)
class Open:
    """A question waiting for its answer."""

    fact: str
    topics: list[str]
    times: int

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
        return cls(str(kept["fact"]), list(kept.get("topics") or []), int(kept.get("times", 1)))

    def as_slot(self) -> dict[str, Any]:
        """The value for the slot `asked`."""
        return {"fact": self.fact, "topics": self.topics, "times": self.times}


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
        for button in words.entry("which_fact_buttons").values()
    ]
    custom = {"topic": "date_question", "sources": [], "confidence": 1.0}
    return Say(words("which_fact", date=shown), custom, buttons)
