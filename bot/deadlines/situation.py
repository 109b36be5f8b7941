"""What the facts amount to: which words hold, when each clock starts, what to tell besides.

The words are what `when:` in the data files asks for; docs/deadlines.md lists them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.deadlines.checks import Events
from bot.deadlines.model import Facts
from bot.deadlines.rules import RuleBook, adjustments
from bot.deadlines.wording import Wording

_DAY_15 = timedelta(days=15)
_DAY_30 = timedelta(days=30)
_NO_MEETING_PAPERS = ("waived_in_writing",)
_MEDIATION = ("mediation_started", "mediation_continued_then_withdrawn")
# Without effect where the school filed: there is no resolution period to adjust.
_RESOLUTION_EVENTS = (
    "waived_in_writing",
    "no_agreement_possible_in_writing",
    "mediation_continued_then_withdrawn",
    "hearing_officer_starts_clock",
    "parent_did_not_participate",
    "school_missed_meeting",
)

Start = tuple[str, "date | None"]
Note = tuple[str, dict[str, str]]


@dataclass
class Situation:
    """`starts` maps what a rule counts from to the event that stands behind it and its day."""

    words: set[str] = field(default_factory=set)
    starts: dict[str, Start] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, key: str, **facts: str) -> None:
        self.notes.append((key, facts))


def situation(
    facts: Facts, events: Events, state: str | None, book: RuleBook, wording: Wording
) -> Situation:
    """Applies the events to the clocks. Raises DeadlineError for events that can not both be."""
    found = Situation()
    words = found.words
    words.update(events)
    words.add("expedited" if facts.expedited else "ordinary")
    words.add(f"{facts.filed_by}_filed")
    words.add(f"agreement_from_{facts.agreement_from or 'resolution_meeting'}")
    if state:
        words.add("state")
    if book.two_tier:
        words.add("two_tier")
    if facts.postmark:
        words.add("postmark")
        if book.court_from_mailing:
            words.add("mailed")
    if facts.no_school_days:
        words.add("school_calendar")
    for name, day in events.items():
        found.starts[name] = (name, day)
    for word, event, limit in book.before:
        told = events.get(event)
        if told is not None and told < limit:
            words.add(word)
    found.starts["postmark"] = ("postmark", facts.postmark)
    found.starts["complaint_filed"] = ("complaint_filed", facts.filed)
    _start_of_complaint(facts, events, found, wording)
    if facts.expedited:
        _expedited(events, found)
    elif facts.filed_by == "school":
        _school_filed(events, found, wording)
    elif "complaint" not in words and events.get("waived_in_writing") is not None:
        # A waiver counts from its own day (300.510(c)(1)); no receipt is needed for that.
        words.add("clock")
        _start_of_45_days(events, found, wording)
        found.note("waived_without_receipt")
    elif "complaint" in words:
        _taking_part(events, found)
        _start_of_45_days(events, found, wording)
        _late_school(events, found, wording)
    _late_challenge(events, found, wording)
    return found


def _start_of_complaint(facts: Facts, events: Events, found: Situation, wording: Wording) -> None:
    """Receipt starts the clocks; filing stands in for it, said aloud, when receipt is unknown.
    An amended complaint starts the resolution timeline again at its filing (300.508(d)(4))."""
    received = facts.received or facts.filed
    if received:
        found.words.update(("receipt", "complaint", "clock"))
        if facts.received is None:
            found.note("received_assumed", date=wording.date(received))
    receipt = (f"receipt_{facts.filed_by}", received)
    found.starts["receipt"] = found.starts["period"] = receipt
    if "amended_complaint" in events:
        if facts.expedited:
            found.note("amended_expedited")
            return
        found.words.update(("complaint", "clock"))
        found.starts["period"] = ("amended_complaint", events["amended_complaint"])
        found.note("amended_response")


def _is_current(name: str, events: Events) -> bool:
    """Whether an event came after the amended complaint, if there is one."""
    amended, day = events.get("amended_complaint"), events.get(name)
    return name in events and (amended is None or day is None or day >= amended)


def _expedited(events: Events, found: Situation) -> None:
    _no_meeting_words(events, found)
    if "receipt" in found.words:
        found.note("no_extension")
        found.note("expedited_stay")
    if "parent_did_not_participate" in events:
        found.note("expedited_not_taking_part")


def _school_filed(events: Events, found: Situation, wording: Wording) -> None:
    if "complaint" in found.words:
        found.note("school_filed")
    for name in _RESOLUTION_EVENTS:
        if name in events:
            found.note("school_filed_no_effect", event=wording.events[name])


def _no_meeting_words(events: Events, found: Situation) -> bool:
    waived = any(_is_current(name, events) for name in _NO_MEETING_PAPERS)
    mediation = any(_is_current(name, events) for name in _MEDIATION)
    if waived:
        found.words.add("meeting_waived")
    elif mediation and "meeting_held" not in events:
        found.words.add("mediation_instead")
    return waived or mediation


def _taking_part(events: Events, found: Situation) -> None:
    """A parent who does not take part delays the timelines (300.510(b)(3)), unless both sides
    gave up the meeting or chose mediation (300.510(a)(3))."""
    excused = _no_meeting_words(events, found)
    name = "parent_did_not_participate"
    if not _is_current(name, events):
        return
    if excused:
        found.note("not_taking_part_does_not_matter")
        return
    found.words.add("parent_delay")
    missed, held = events[name], events.get("meeting_held")
    if _is_current("meeting_held", events) and not (missed and held and held < missed):
        found.words.add("parent_delay_over")


def _start_of_45_days(events: Events, found: Situation, wording: Wording) -> None:
    """The papers and orders of 300.510(b)(5) and (c) that start the 45 days."""
    period = found.starts["period"][1]
    day_30 = period + _DAY_30 if period else None
    stopped = events.get("mediation_withdrawn_before_day_30")
    if stopped and day_30 and stopped > day_30:
        raise wording.error(
            "mediation_withdrawn_before_day_30",
            "withdrawn_after_day_30",
            date=wording.date(stopped),
            day_30=wording.date(day_30),
        )
    if "mediation_withdrawn_before_day_30" in events:
        found.note("stopped_before_day_30")
    starts: list[Start] = []
    for adjustment in adjustments():
        name = adjustment.event
        if name not in events:
            continue
        day = events[name]
        if not _is_current(name, events):
            found.note("older_than_amended", event=wording.events[name], date=wording.date(day))  # type: ignore[arg-type]
            continue
        if day and day_30 and not _in_time(name, day, day_30, adjustment.by_day_30, found, wording):
            continue
        if adjustment.after_start_of and not _talks_began(
            adjustment.after_start_of, day, events, found
        ):
            continue
        starts.append((name, day))
    if not starts:
        return
    unknown = [start for start in starts if start[1] is None]
    if len(starts) > 1:
        found.note("earlier_start_wins")
    # A start whose day is not known may be the first one: then no date is better than a guess.
    first = unknown[0] if unknown else min(starts, key=lambda start: start[1] or date.max)
    found.starts["clock"] = first
    by_order = first[0] == "hearing_officer_starts_clock"
    found.words.update(
        ("clock_by_order",) if by_order else ("clock_moved", f"clock_from_{first[0]}")
    )


def _in_time(
    name: str, day: date, day_30: date, by_day_30: bool, found: Situation, wording: Wording
) -> bool:
    if by_day_30 and day > day_30:
        if name == "hearing_officer_starts_clock":
            found.note("order_too_late", date=wording.date(day))
        else:
            found.note("paper_too_late", event=wording.events[name], date=wording.date(day))
        return False
    if not by_day_30 and day <= day_30:
        found.note("stopped_before_day_30")
        return False
    return True


def _talks_began(
    talks: tuple[str, ...], signed: date | None, events: Events, found: Situation
) -> bool:
    """Whether a meeting or mediation had started before the paper (300.510(c)(2))."""
    told = [name for name in talks if name in events]
    if not told:
        found.note("assumed_meeting_started")
        return True
    for name in told:
        began = events[name]
        if began is None or signed is None or began <= signed:
            return True
    found.note("paper_before_talks")
    return False


def _late_school(events: Events, found: Situation, wording: Wording) -> None:
    if _is_current("school_missed_meeting", events):
        if "clock_by_order" not in found.words:
            found.note("school_missed_meeting")
        return
    held, period = events.get("meeting_held"), found.starts["period"][1]
    if held and period and held > period + _DAY_15 and "parent_delay" not in found.words:
        found.note("meeting_late", date=wording.date(period + _DAY_15))


def _late_challenge(events: Events, found: Situation, wording: Wording) -> None:
    receipt = found.starts["receipt"][1]
    made = events.get("sufficiency_challenge_made")
    if made and receipt and made > receipt + _DAY_15 and "ordinary" in found.words:
        found.note("challenge_late", date=wording.date(receipt + _DAY_15))
