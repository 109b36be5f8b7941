"""Which letters fit a case: the urgent ones first, those whose time has passed last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.deadlines import Deadline, DeadlineError
from bot.dialogue.case import EVENTS, Case
from bot.dialogue.dated import day_to_act, timeline
from bot.dialogue.situations import ahead, situations
from bot.language import ORIGINAL
from bot.letters.load import letters
from bot.letters.model import AMENDED, UNKNOWN, Letter

State = Literal["now", "later", "past"]


@dataclass(frozen=True)
class Offer:
    """A letter in a case.

    `by` is the day to send it by, `last` the last day by the rule, `opens` the first day on which
    it may be sent, where that is still ahead: in state "now" it may be sent before only for what
    the parent told (`Letter.opens_or`). `asks` is the fact that the letter lacks.
    """

    letter: Letter
    state: State
    by: date | None = None
    last: date | None = None
    opens: date | None = None
    asks: str | None = None


def fit(case: Case, today: date, language: str = ORIGINAL) -> list[Offer]:
    """Every letter that the facts call for, those to be sent soonest first, past ones last."""
    holding = holds(case, today)
    found = [
        offer(letter, case, today)
        for letter in letters(language).values()
        if not _ruled_out(letter, case, holding) and _called_for(letter, holding)
    ]
    return sorted(found, key=_urgency)


def beside(topic: str, case: Case, today: date, language: str = ORIGINAL) -> list[Offer]:
    """The letters for an answer: those of its topic that the case does not rule out, in time."""
    holding = holds(case, today)
    found = [
        offer(letter, case, today)
        for letter in letters(language).values()
        if topic in letter.answers and not _ruled_out(letter, case, holding)
    ]
    wanted = [each for each in found if each.state == "now"]
    return sorted(wanted, key=lambda each: (each.letter.answers.index(topic), _urgency(each)))


def offer(letter: Letter, case: Case, today: date) -> Offer:
    """One letter in a case: its last day, and whether its time is ahead, now or over."""
    dates = dates_of(case)
    asks = letter.needs if letter.needs and case.day(letter.needs) is None else None
    last = next((dates[key] for key in letter.until if key in dates), None)
    by = day_to_act(last) if last else None
    day = (last.date or by) if last else None
    if day is not None and day < today:
        return Offer(letter, "past", by, day, None, asks)
    after = dates.get(letter.opens_after)
    opened = letter.opens_or in holds(case, today)
    early = after is not None and after.date is not None and today <= after.date
    opens = after.date + timedelta(days=1) if early and after and after.date else None
    return Offer(letter, "later" if opens and not opened else "now", by, day, opens, asks)


def holds(case: Case, today: date) -> frozenset[str]:
    """The situations of a case, and the names of the facts that have happened by today."""
    happened = {
        name
        for name in EVENTS
        if name in case and not case.planned(name) and not ahead(case.day(name), today)
    }
    amended = {AMENDED} if "amended_complaint" in happened else set()
    return frozenset({*situations(case, today), *happened, *amended})


def supposed(letter: Letter, case: Case, turn: int = 0) -> Case:
    """The case with what somebody who asks for a letter tells by it, in a turn: who filed."""
    if letter.fits.filed_by == "school" and "filed_by" not in case:
        return case.given("filed_by", "school", turn=turn)
    return case


def dates_of(case: Case) -> Mapping[str, Deadline]:
    """The dates of the case by their keys; none where the facts give none."""
    try:
        return {deadline.key: deadline for deadline in timeline(case).deadlines}
    except DeadlineError:
        return {}


def _ruled_out(letter: Letter, case: Case, holding: frozenset[str]) -> bool:
    fits = letter.fits
    filer = "school" if case.value("filed_by") == "school" else "parent"
    agreement = str(case.value("agreement_from") or UNKNOWN)
    expedited = case.value("expedited") is True
    return (
        bool(fits.filed_by and fits.filed_by != filer)
        or (fits.expedited is not None and fits.expedited != expedited)
        or bool(holding & set(fits.none))
        or bool(fits.agreement_from and agreement not in fits.agreement_from)
    )


def _called_for(letter: Letter, holding: frozenset[str]) -> bool:
    return not letter.fits.any or bool(holding & set(letter.fits.any))


def ruled_out(letter: Letter, case: Case, today: date) -> bool:
    """Whether the facts of the case say that a letter is not for it."""
    return _ruled_out(letter, case, holds(case, today))


def _urgency(found: Offer) -> tuple[int, date, bool, int]:
    """Sorts: its time, the day to send it by, what the case calls for by name, its own order."""
    place = {"now": 0, "later": 1, "past": 2}[found.state]
    letter = found.letter
    # Whether its time has begun is not known without the date that it lacks.
    unsure = bool(letter.opens_after and found.asks)
    if place == 0 and (letter.kind == "card" or letter.choice or unsure):
        return (1, date.max, True, letter.order)
    return (place, found.by or date.max, not letter.fits.any, letter.order)
