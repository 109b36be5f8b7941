"""What to know besides the dates: what was assumed, what to tell, what the state adds."""

from __future__ import annotations

from datetime import date, timedelta

from bot.deadlines.calendars import LAST_YEAR, calendar
from bot.deadlines.model import Deadline, Facts
from bot.deadlines.rules import RuleBook
from bot.deadlines.situation import Situation
from bot.deadlines.wording import Wording

_DAY = timedelta(days=1)
_FEDERAL = "34 CFR"


def notes(
    facts: Facts,
    state: str | None,
    book: RuleBook,
    case: Situation,
    deadlines: list[Deadline],
    words: Wording,
) -> tuple[str, ...]:
    """The notes in the order they matter; each once."""
    found = {deadline.key: deadline for deadline in deadlines}
    told = [words.notes[key].format(**values) for key, values in case.notes]

    def add(key: str, **values: str) -> None:
        told.append(words.notes[key].format(**values))

    if any(deadline.unit == "business_days" for deadline in deadlines):
        add("holiday_list" if state else "state_needed")
    filing = found.get("file_complaint_by")
    if filing:
        if facts.filed_by == "parent":
            add("two_exceptions")
        started = facts.filed or facts.received
        if filing.date and started and started > filing.date:
            add("filed_late", date=words.date(filing.date))
        if filing.rule.startswith(_FEDERAL) and state:
            add("own_state_limit")
    if "civil_action_by" in found and not state:
        add("state_review_asked")
    if _offer_too_close(found.get("offer_response_by"), case):
        add("offer_too_close")
    if "void_agreement_by" in found and "decision_due" in found:
        add("settled")
    hearing = case.starts.get("hearing_scheduled", ("", None))[1]
    if hearing and "ordinary" in case.words:
        add("amend_by", date=words.date(hearing - timedelta(days=5)))
    if facts.postmark and not any(d.counts_from == words.events["postmark"] for d in deadlines):
        add("postmark_not_used")
    counted_holidays = _holidays_counted(state, deadlines, facts)
    if counted_holidays:
        add("holidays_as_school_days", list=words.holidays(counted_holidays))
    told += [words.state_notes[note] for note, keys in book.notes if not keys.isdisjoint(found)]
    add("general")
    return tuple(dict.fromkeys(told))


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
            name = days.year(day.year).closed.get(day)
            listed = any(first <= day <= last for first, last in facts.no_school_days)
            if name is not None and not listed:
                counted[day] = name
            day += _DAY
    return sorted(counted.items())
