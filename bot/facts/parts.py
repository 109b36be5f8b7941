"""What readers of facts by patterns share, whatever language they read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from bot.dates import DateMention
from bot.facts.model import FactChange
from bot.facts.years import placed
from bot.language import ORIGINAL
from bot.text.clauses import sentence_spans

# What may stand between the words of a claim and its day: "claims it was November 12".
_ONLY_CLAIMS = re.compile(
    r"\W*(?:(?:that|it|was|is|came|on|que|fue|es|lo|la|llego)\b\W*)*", re.IGNORECASE
)

Event = tuple[str, int, int]
"""A fact, and where in a clause the words that tell it begin and end."""


class Settling(Protocol):
    """What has been found in a message, while it may still change."""

    changes: list[FactChange]
    unclear: list[tuple[str | None, DateMention]]
    loose: list[DateMention]


@dataclass
class Gathered:
    """What a reader has found so far in a message."""

    changes: list[FactChange]
    unclear: list[tuple[str | None, DateMention]]
    loose: list[DateMention]
    beside: dict[int, str]  # the clause around each loose day, by where the day begins
    planned: list[FactChange]  # what is only meant or set, with its day
    others: set[int] = field(default_factory=set)
    """Where the days begin that are surely of somebody else's case or complaint."""


@dataclass(frozen=True)
class Supposed:
    """Where a text begins to suppose: a tale that goes on, a "what if", an "if it"."""

    tale: int | None
    what_ifs: tuple[int, ...]
    ifs: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]


def marked(change: FactChange, text: str, at: int, supposed: Supposed) -> FactChange:
    """The change, marked where it stands in a "what if": "what if they got it May 3".

    That reaches to the end of its sentence, but not to a second clause that tells when the
    complaint came: "what if I stay home, they got my complaint on May 3". "Suppose", "imagine"
    and "let's say" begin a tale that goes on.
    """
    if supposed.tale is not None and at + len(change.text) > supposed.tale:
        return replace(change, supposed=True)
    starts = list(supposed.what_ifs)
    if change.date is not None:
        starts += [start for start in supposed.ifs if start < change.date.end]
    if not starts:
        return change
    for start, end in supposed.sentences:
        if not start <= at < end:
            continue
        inside = [place for place in starts if start <= place < end]
        if inside:
            aside = change.fact in ("received", "filed") and text[:at].rstrip().endswith(",")
            return replace(change, supposed=not (aside and at > max(inside)))
    return change


def sentence_before(before: str, language: str = ORIGINAL) -> str:
    """The whole sentence that ends just before a sentence begins; "" within a sentence.

    `before` is what was said up to there.
    """
    *ended, current = (before[start:end] for start, end in sentence_spans(before, language))
    if current.strip():
        return ""
    return next((sentence for sentence in reversed(ended) if sentence.strip()), "")


def settle_years(found: Gathered, today: date) -> None:
    """Places every day on the side of today that its fact wants; asks where that is in doubt."""
    kept = []
    for change in found.changes:
        settled = placed(change, today)
        if isinstance(settled, FactChange):
            kept.append(settled)
        elif settled is not None:
            found.unclear.append((change.fact, settled))
    found.changes = kept


def as_planned(fact: str, mention: DateMention, said: str) -> FactChange:
    """A fact that is only meant or set for a day."""
    value = mention.date.isoformat() if mention.date else None
    return FactChange(fact, value, "give", mention, said, tense="planned")


def ask_which_receipt(
    text: str, found: Settling, dates: Sequence[DateMention], claims: Sequence[int]
) -> None:
    """Takes two days told for one receipt out of what is found, and asks which one is right.

    "They say the 12th, my receipt says the 9th." `claims` are the places where the words of a
    dispute end: a day right after them is claimed, though no words of a receipt stand beside it.
    """
    day = _either_receipt(text, found.changes, dates, claims)
    if day is not None:
        found.changes = [c for c in found.changes if c.fact != "received" or c.supposed]
        found.unclear.append(("received", day))
        found.loose = [loose for loose in found.loose if loose.date not in day.options]


def _either_receipt(
    text: str,
    changes: Sequence[FactChange],
    dates: Sequence[DateMention],
    claims: Sequence[int],
) -> DateMention | None:
    """Two days told for one receipt, as one day to ask about; None where no two are told."""
    told = [c.date for c in changes if c.fact == "received" and c.date and not c.supposed]
    if len(told) == 1:
        told += _claimed(text, changes, dates, told[0], claims)
    days = sorted({day.date for day in told if day.date is not None})
    if len(days) < 2:
        return None
    first, last = told[0], told[-1]
    day = either(first, days[0], days[-1], "disputed" if claims else "two_readings")
    return replace(day, text=f"{first.text} / {last.text}")


def either(mention: DateMention, first: date, last: date, reason: str) -> DateMention:
    """A mention that may be one of two days, to be asked about."""
    return replace(
        mention, kind="ambiguous", date=None, options=(first, last), past=None, ahead=None,
        reason=reason,
    )  # fmt: skip


def _claimed(
    text: str,
    changes: Sequence[FactChange],
    dates: Sequence[DateMention],
    told: DateMention,
    claims: Sequence[int],
) -> list[DateMention]:
    """The day that the other side claims: "the school claims November 12, my slip says ..."."""
    taken = {change.date.start for change in changes if change.date is not None}
    for mention in dates:
        day = mention if mention.side else mention.near("past")
        free = mention.start not in taken and day.date not in (None, told.date)
        if free and any(_ONLY_CLAIMS.fullmatch(text, end, mention.start) for end in claims):
            return [day]
    return []


def passed(
    dates: tuple[DateMention, ...], found: Gathered, told: list[DateMention]
) -> tuple[DateMention, ...]:
    """The days that belong to no fact, no question and no answer."""
    placed_ones = {day.start for day in told}
    placed_ones |= {day.start for _, day in found.unclear} | {day.start for day in found.loose}
    return tuple(day for day in dates if day.start not in placed_ones)


def told_later(event: Event, first: int, dates: list[DateMention], start: int) -> bool:
    """Whether the event's own day comes right after it: "it went in May 3, school got it May 4"."""
    last = event[2]
    return first < last and any(0 <= mention.start - start - last <= 8 for mention in dates)


def nearest(events: list[Event], start: int) -> Event | None:
    """Which event of a clause a date belongs to: the nearest words before it, else after it.

    A date within an event's words counts from where they begin: in "the complaint we sent on
    November 9, received November 12" the first is the day it was sent.
    """
    if len(events) < 2:
        return events[0] if events else None
    before = [
        (start - (last if last <= start else at), n)
        for n, (_, at, last) in enumerate(events)
        if at <= start
    ]
    if before:
        return events[min(before)[1]]
    return events[min((at, n) for n, (_, at, _) in enumerate(events))[1]]


def once(changes: list[FactChange]) -> list[FactChange]:
    """The last word on each fact, in the order first told."""
    last: dict[str, FactChange] = {}
    for change in changes:
        if change.fact in last and change.date is None and last[change.fact].date is not None:
            continue
        last[change.fact] = change
    return list(last.values())
