"""The facts of a case that go in, and the dates and notes that come out. No law is in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import date as Date  # a field of this name hides the plain one
from typing import Literal

EVENT_NAMES: tuple[str, ...] = (
    "waived_in_writing",
    "meeting_held",
    "mediation_started",
    "no_agreement_possible_in_writing",
    "mediation_continued_then_withdrawn",
    "mediation_withdrawn_before_day_30",
    "amended_complaint",
    "agreement_signed",
    "hearing_scheduled",
    "decision_issued",
    "decision_received",
    "decision_extended_to",
    "review_decision_issued",
    "knew_or_should_have_known",
    "refusal_or_proposal",
    "written_notice_of_decision",
    "settlement_offer_received",
    "sufficiency_challenge_made",
    "sufficiency_challenge_received_by_hearing_officer",
    "parent_did_not_participate",
    "school_missed_meeting",
    "hearing_officer_starts_clock",
    "expedited_hearing_held",
)

FiledBy = Literal["parent", "school"]
AgreementFrom = Literal["resolution_meeting", "mediation", "private"]


class DeadlineError(Exception):
    """A fact is missing or impossible.

    `fact` is the name of the fact (or facts, joined by "and"); `message` is one clear line that
    names it and can be shown to the parent. `missing` tells a fact that was not told from one
    that can not be.
    """

    def __init__(self, fact: str, message: str, missing: bool = False) -> None:
        super().__init__(message)
        self.fact = fact
        self.message = message
        self.missing = missing


@dataclass(frozen=True)
class Event:
    """Something that happened in the case; `date` is None when its day is not known."""

    name: str
    date: date | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a case. Dates are calendar dates, never times.

    `received` is the day the other side received the complaint, from which 34 CFR 300.508 and
    300.510 count; `filed` the day it was filed, from which 300.532(c)(2) counts. `no_school_days`
    are inclusive ranges of days without school. `postmark` is that of the notice of the decision:
    some states count from the day it was mailed. An agreement whose
    origin was not told (`agreement_from` is None) is counted as one from the resolution meeting.
    """

    received: date | None = None
    filed: date | None = None
    filed_by: FiledBy = "parent"
    expedited: bool = False
    state: str | None = None
    agreement_from: AgreementFrom | None = None
    no_school_days: tuple[tuple[date, date], ...] = ()
    events: tuple[Event, ...] = ()
    postmark: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date with its reason.

    `date` is the date by the rule and the state's calendar, None where the rule or the facts give
    none (`why` then says so). `earliest_safe` is the day to act by where calendars plausibly
    differ, else equal to `date`; it may be set while `date` is None. `skipped` lists the holidays
    that were not counted. `day_one`, `count` and `unit` tell how it was counted from
    `counts_from`, which was on `start`; `rule` is the legal source.

    `actor` is the code of who must act, which `who` says in words; `yours` tells that the parent
    has something to do by then. `meaning` is the rule in a sentence, or why it gives no date;
    `safe_reason` says why the day to act by is another one.
    `missing` names the fact that
    would give the date where there is none, `better_with` a fact that could still change it.
    `working_day` is the last working day before the day to act by, where the parent must act and
    that day is a weekend or a holiday.
    """

    key: str
    date: Date | None
    earliest_safe: Date | None
    rule: str
    who: str
    why: str
    skipped: tuple[tuple[Date, str], ...]
    title: str
    counts_from: str
    day_one: Date | None
    count: int | None
    unit: str | None
    if_missed: str
    start: Date | None = None
    actor: str = ""
    missing: str | None = None
    better_with: str | None = None
    working_day: Date | None = None
    yours: bool = False
    meaning: str = ""
    safe_reason: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know beside the dates.

    `about` holds the keys of the dates it is about; empty where it is about all of them.
    `kind` tells what must not be left out: "case" follows from the facts told, "state" is the
    state's own rule, "general" is worth knowing, "ask" asks for a fact.
    """

    key: str
    text: str
    about: frozenset[str]
    kind: Literal["case", "state", "general", "ask"]
