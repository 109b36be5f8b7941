"""What to know besides the dates: what was assumed, what to tell, what the state adds."""

from __future__ import annotations

from datetime import date, timedelta

from bot.deadlines.calendars import LAST_YEAR, calendar
from bot.deadlines.model import Deadline, Facts, Note
from bot.deadlines.rules import RuleBook, load
from bot.deadlines.situation import Situation
from bot.deadlines.wording import Wording

_DAY = timedelta(days=1)


def notes(
    facts: Facts,
    book: RuleBook,
    case: Situation,
    deadlines: list[Deadline],
    words: Wording,
) -> tuple[Note, ...]:
    """The notes in the order they matter, each tied to the dates it is about."""
    state = book.state
    found = {deadline.key: deadline for deadline in deadlines}
    told = [_note(key, words, values) for key, values in case.notes]

    def add(key: str, **values: str) -> None:
        told.append(_note(key, words, values))

    void = found.get("void_agreement_by")
    if any(deadline.unit == "business_days" for deadline in deadlines):
        add("holiday_list" if state else "state_needed")
    filing = found.get("file_complaint_by")
    if filing:
        started = facts.filed or facts.received
        limit = filing.date or filing.earliest_safe
        if limit and started and started > limit:
            add("filed_late" if filing.date else "filed_after_safe_day", date=words.date(limit))
        if facts.filed_by == "parent":
            add("two_exceptions")
    if "civil_action_by" in found and not state:
        add("state_review_asked")
    if _offer_too_close(found.get("offer_response_by"), case):
        add("offer_too_close")
    if void and "decision_due" in found:
        add("settled")
    hearing = case.starts.get("hearing_scheduled", ("", None))[1]
    if hearing and "ordinary" in case.words:
        add("amend_by", date=words.date(hearing - timedelta(days=5)))
    if facts.postmark and not any(d.counts_from == words.events["postmark"] for d in deadlines):
        add("postmark_not_used")
    counted_holidays = _holidays_counted(state, deadlines, facts)
    if counted_holidays:
        add("holidays_as_school_days", list=words.holidays(counted_holidays))
    told += [
        Note(key, words.state_notes[key], about, "state")
        for key, about in book.notes
        if not about.isdisjoint(found)
    ]
    add("general")
    return tuple(told)


def _note(key: str, words: Wording, values: dict[str, str]) -> Note:
    known = load("rules")["notes"][key]
    text = words.notes[key].format(**values)
    return Note(key, text, frozenset(known["about"]), known["kind"])


def _offer_too_close(offer: Deadline | None, case: Situation) -> bool:
    """The rule on fees needs an offer made more than 10 days before the hearing (300.517(c))."""
    hearing = case.starts.get("hearing_scheduled", ("", None))[1]
    made = case.starts.get("settlement_offer_received", ("", None))[1]
    return bool(offer and hearing and made and hearing - made <= timedelta(days=10))


def _holidays_counted(
    state: str | None, deadlines: list[Deadline], facts: Facts
) -> list[tuple[date, str]]:
    """Holidays that were counted as school days because the parent's list lacks them."""
    counted: dict[date, str] = {}
    days = calendar(state)
    for deadline in deadlines:
        if deadline.unit != "school_days" or not (deadline.day_one and deadline.date):
            continue
        day = deadline.day_one
        while day <= deadline.date and day.year <= LAST_YEAR:
            year = days.year(day.year)
            # On a doubtful day offices are often open, and schools more so.
            name = None if day in year.doubtful else year.closed.get(day)
            listed = any(first <= day <= last for first, last in facts.no_school_days)
            if name is not None and not listed:
                counted[day] = name
            day += _DAY
    return sorted(counted.items())
