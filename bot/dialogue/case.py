"""The facts of a parent's case: kept in one slot, each with the turn it was told in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, cast

from bot.dates import today_in
from bot.deadlines import EVENT_NAMES, Event, Facts, Timeline, compute
from bot.deadlines.wording import wording
from bot.dialogue.phrases import Phrases
from bot.facts import FactChange

EVENTS = EVENT_NAMES
DATED = ("received", "filed", "postmark", *EVENTS)
FACTS = ("received", "filed", "filed_by", "expedited", "state", "agreement_from", "postmark",
         "no_school", *EVENTS)  # fmt: skip

SLOT = "facts"

Value = str | bool | None
Tense = Literal["told", "planned"]
STARTS = ("received", "filed")
"""Planned, these are counted from; other plans change no date before they have happened."""


@dataclass(frozen=True)
class Fact:
    """A fact as told: an ISO date, a word, a truth, or nothing where the day is not known."""

    name: str
    value: Value
    turn: int
    tense: Tense = "told"


class Case:
    """All facts of one case; never changed in place."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = dict(facts)
        self._timelines: dict[str, Timeline] = {}

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Case:
        """Reads the slot of the facts; whatever else is in `slots` is left alone."""
        facts = {}
        told = slots.get(SLOT) or {}
        for name in FACTS:
            kept = told.get(name)
            if isinstance(kept, Mapping) and "value" in kept:
                tense: Tense = "planned" if kept.get("tense") == "planned" else "told"
                facts[name] = Fact(name, kept["value"], int(kept.get("turn", 0)), tense)
        return cls(facts)

    def __contains__(self, name: str) -> bool:
        return name in self._facts

    def __len__(self) -> int:
        return len(self._facts)

    def value(self, name: str) -> Value:
        """The value told, or None."""
        fact = self._facts.get(name)
        return fact.value if fact else None

    def day(self, name: str) -> date | None:
        """The date of a dated fact, if it is known."""
        value = self.value(name)
        return date.fromisoformat(value) if isinstance(value, str) and name in DATED else None

    def planned(self, name: str) -> bool:
        """Whether a fact is only meant or set for its day."""
        fact = self._facts.get(name)
        return fact is not None and fact.tense == "planned"

    def contract(self) -> dict[str, dict[str, str | bool]]:
        """The whole case as every reply shows it: `{name: {"value", "tense"}}`.

        An event on a day that is not known has the value true.
        """
        facts = [self._facts[name] for name in self.names()]
        return {f.name: {"value": True if f.value is None else f.value, "tense": f.tense}
                for f in facts}  # fmt: skip

    def names(self) -> list[str]:
        """Names of the facts told, in the order of `FACTS`."""
        return [name for name in FACTS if name in self._facts]

    def newest(self) -> str | None:
        """Name of the fact told last; a dated one before others of the same turn."""
        if not self._facts:
            return None
        return max(self._facts.values(), key=lambda f: (f.turn, f.name in DATED)).name

    def given(self, name: str, value: Value, turn: int, tense: Tense = "told") -> Case:
        """The case with one fact told or corrected."""
        return Case({**self._facts, name: Fact(name, value, turn, tense)})

    def without_the_last(self) -> Case:
        """The case without what the parent told last, all of it."""
        last = max((fact.turn for fact in self._facts.values()), default=0)
        return Case({name: fact for name, fact in self._facts.items() if fact.turn != last})

    def as_planned(self) -> Case:
        """The case in which all that is planned has come to pass; for counting, never kept."""
        return Case({name: replace(fact, tense="told") for name, fact in self._facts.items()})

    def without(self, name: str) -> Case:
        """The case without one fact."""
        return Case({key: fact for key, fact in self._facts.items() if key != name})

    def changed(self, changes: Iterable[FactChange], turn: int) -> tuple[Case, list[str]]:
        """The case after the changes, and the names of the facts told, in order."""
        case, told = self, []
        for change in changes:
            name = change.fact or self._meant(change)
            if not name:
                continue
            if change.kind == "withdraw":
                case = case.without(name)
                continue
            value: Value = change.value
            if change.date is not None and change.date.date is not None:
                value = self._in_context(name, change).isoformat()
            elif change.date is not None and len(change.date.options) == 2:
                value = "..".join(option.isoformat() for option in change.date.options)
            if value is False and name in EVENTS:
                case = case.without(name)
                continue
            if change.tense == "planned" and name in case and not case.planned(name):
                continue  # what has happened is not undone by a plan
            case = case.given(name, value, turn, change.tense)
            told.append(name)
        return case, told

    def _in_context(self, name: str, change: FactChange) -> date:
        """The day of a change; a correction such as "the 5th" stays in the month told before."""
        assert change.date is not None and change.date.date is not None
        day, before = change.date.date, self.day(name)
        if before is None or change.fact or not change.date.assumed_year:
            return day
        only_day = "the" in change.date.text.lower().split()[:2]
        month = before.month if only_day else day.month
        try:
            return date(before.year, month, day.day)
        except ValueError:
            return change.date.date

    def _meant(self, change: FactChange) -> str | None:
        """Which fact a correction without a name is about: the dated one told last."""
        dated = [fact for fact in self._facts.values() if fact.name in DATED]
        if change.date is not None and dated:
            return max(dated, key=lambda fact: fact.turn).name
        return self.newest()

    def today(self, zone: str | None, now: datetime) -> date:
        """The parent's day at the moment `now`: by the state told, else by the browser's zone."""
        state = self.value("state")
        return today_in(zone, str(state) if state else None, now)

    def to_facts(self) -> Facts:
        """The facts in the shape the deadline engine takes."""
        ranges: tuple[tuple[date, date], ...] = ()
        closed = self.value("no_school")
        if isinstance(closed, str):
            first, _, last = closed.partition("..")
            ranges = ((date.fromisoformat(first), date.fromisoformat(last or first)),)
        return Facts(
            received=self.day("received"),
            # A new filing that is planned starts its count when it is told that it was received.
            filed=None if self._filing_is_another() else self.day("filed"),
            filed_by="school" if self.value("filed_by") == "school" else "parent",
            expedited=self.value("expedited") is True,
            state=cast("str | None", self.value("state")),
            agreement_from=cast(Any, self.value("agreement_from")),
            no_school_days=ranges,
            postmark=self.day("postmark"),
            events=tuple(
                Event(name, self.day(name))
                for name in EVENTS
                if name in self and not self.planned(name)
            ),
        )

    def timeline(self, language: str) -> Timeline:
        """Every date of the case, counted once however often a turn asks.

        Raises:
            DeadlineError: a fact is missing or contradicts another.
        """
        if language not in self._timelines:
            self._timelines[language] = compute(self.to_facts(), language)
        return self._timelines[language]

    def _filing_is_another(self) -> bool:
        told = "received" in self and not self.planned("received")
        return told and self.planned("filed")

    def slots_to_set(self, before: Case) -> dict[str, Any]:
        """The slot of the facts, if they differ from `before` (None clears it)."""
        if self._facts == before._facts:
            return {}
        facts = [self._facts[name] for name in self.names()]
        return {SLOT: {fact.name: _kept(fact) for fact in facts} or None}

    def told(self, name: str, words: Phrases) -> str:
        """A fact as a clause: "the school got your complaint on Tuesday, March 3, 2026"."""
        value = self.value(name)
        key = f"facts.{name}.told"
        if name == "no_school" and isinstance(value, str):
            first, _, last = value.partition("..")
            return words(
                key,
                first=words.day(date.fromisoformat(first)),
                last=words.day(date.fromisoformat(last or first)),
            )
        if name in DATED:
            day = self.day(name)
            if day is not None and self.planned(name):
                return words(f"facts.{name}.planned", date=words.day(day))
            if name == "received" and self.value("filed_by") == "school":
                key = f"{key}_school"
            return words(key, date=words.day(day)) if day else words(f"{key}_undated")
        if name == "expedited":
            return words(key if value is True else f"{key}_not")
        if name == "state":
            return words(key, state=state_name(str(value), words))
        return words(f"{key}_{value}")


def _kept(fact: Fact) -> dict[str, Any]:
    """A fact as the slot keeps it; what is told, as most is, needs no tense."""
    kept = {"value": fact.value, "turn": fact.turn}
    return {**kept, "tense": fact.tense} if fact.tense != "told" else kept


def in_one_slot(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Slots of a conversation begun before the facts had one slot, as they are kept now."""
    apart = {name: slots[name] for name in FACTS if slots.get(name) is not None}
    rest = {name: value for name, value in slots.items() if name not in FACTS}
    return {**rest, SLOT: {**apart, **(rest.get(SLOT) or {})}} if apart else rest


def state_name(code: str, words: Phrases) -> str:
    """`Ohio` of `OH` as it stands in a sentence; the code itself where no name is known."""
    if words.has(f"states.{code}"):
        return words(f"states.{code}")
    return wording(words.dates_in).state(code, code)
