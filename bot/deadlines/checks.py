"""Facts that can not be: each ends with one clear line naming the fact, before any counting."""

from __future__ import annotations

from datetime import date, datetime

from bot.deadlines.calendars import FIRST_YEAR, LAST_YEAR
from bot.deadlines.model import EVENT_NAMES, Facts
from bot.deadlines.rules import overlay, state_codes
from bot.deadlines.wording import Wording

Events = dict[str, "date | None"]

_KNOWN = frozenset(EVENT_NAMES)
# Of these the first counts when told twice; of an amended complaint the last.
_FIRST_COUNTS = frozenset({"meeting_held", "mediation_started"})
# These may come before the complaint, or have nothing to do with it.
_ANY_TIME = frozenset(
    {
        "agreement_signed",
        "knew_or_should_have_known",
        "refusal_or_proposal",
        "written_notice_of_decision",
        "settlement_offer_received",
    }
)
# Without the complaint's day these say nothing about any date.
_NEED_COMPLAINT = (
    "waived_in_writing",
    "no_agreement_possible_in_writing",
    "mediation_continued_then_withdrawn",
    "hearing_officer_starts_clock",
    "parent_did_not_participate",
    "school_missed_meeting",
)
# The first can not happen after the second.
_IN_ORDER = (
    ("meeting_held", "agreement_signed"),
    ("mediation_started", "mediation_continued_then_withdrawn"),
    ("mediation_started", "mediation_withdrawn_before_day_30"),
    ("sufficiency_challenge_made", "sufficiency_challenge_received_by_hearing_officer"),
    ("hearing_scheduled", "decision_issued"),
    ("expedited_hearing_held", "decision_issued"),
    ("decision_issued", "decision_received"),
    ("decision_issued", "review_decision_issued"),
    ("decision_received", "review_decision_issued"),
)
_LONGEST_RANGE = 400


def check(facts: Facts, words: Wording) -> tuple[Events, str | None]:
    """The events by name and the state's code. Raises DeadlineError naming what is wrong."""
    _check_words(facts, words)
    state = _state(facts.state, words)
    for fact, day in (
        ("received", facts.received),
        ("filed", facts.filed),
        ("postmark", facts.postmark),
    ):
        if day is not None:
            _check_date(fact, day, words)
    events = _events(facts, words)
    _check_ranges(facts, words)
    _check_complaint(facts, events, words)
    _check_order(facts, events, words)
    _check_contradictions(facts, events, words)
    _check_review(events, state, words)
    return events, state


def _check_words(facts: Facts, words: Wording) -> None:
    if facts.filed_by not in ("parent", "school"):
        raise words.error("filed_by", "filed_by", value=facts.filed_by)
    if facts.agreement_from not in (None, "resolution_meeting", "mediation", "private"):
        raise words.error("agreement_from", "agreement_from", value=facts.agreement_from)


def _state(given: str | None, words: Wording) -> str | None:
    if given is None:
        return None
    code = state_codes().get(str(given).strip().replace(".", "").lower())
    if code is None:
        raise words.error("state", "state", value=given)
    return code


def _check_date(fact: str, day: object, words: Wording) -> None:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise words.error(fact, "not_a_date", value=day)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise words.error(fact, "year", value=day.year, first=FIRST_YEAR, last=LAST_YEAR)


def _events(facts: Facts, words: Wording) -> Events:
    events: Events = {}
    for event in facts.events:
        name, day = event.name, event.date
        if name not in _KNOWN:
            raise words.error("event", "event", value=name, known=", ".join(EVENT_NAMES))
        if day is not None:
            _check_date(name, day, words)
        before = events.get(name)
        if before is not None and day is not None and before != day:
            if name == "amended_complaint":
                day = max(before, day)
            elif name in _FIRST_COUNTS:
                day = min(before, day)
            else:
                raise words.error(name, "event_twice")
        events[name] = day or before
    return events


def _check_ranges(facts: Facts, words: Wording) -> None:
    for first, last in facts.no_school_days:
        _check_date("no_school_days", first, words)
        _check_date("no_school_days", last, words)
        if last < first or (last - first).days > _LONGEST_RANGE:
            raise words.error(
                "no_school_days", "range", value=f"{first}..{last}", most=_LONGEST_RANGE
            )


def _check_complaint(facts: Facts, events: Events, words: Wording) -> None:
    received, filed = facts.received, facts.filed
    if received and filed and received < filed:
        raise words.error(
            "received and filed",
            "received_before_filed",
            received=words.date(received),
            filed=words.date(filed),
        )
    complaint = received or filed
    if complaint is None:
        # A waiver with its day starts the 45 days by itself (300.510(c)(1)).
        needing = {n for n in _NEED_COMPLAINT if n in events}
        if events.get("waived_in_writing") and facts.filed_by == "parent" and not facts.expedited:
            needing -= {"waived_in_writing"}
        if "amended_complaint" not in events and needing:
            raise words.error("received", "received_missing")
        return
    for name, day in events.items():
        if day is None:
            continue
        if name == "agreement_signed":
            # Only an agreement from the resolution meeting needs a complaint before it.
            if facts.agreement_from in ("mediation", "private") or day >= complaint:
                continue
        elif name == "knew_or_should_have_known":
            if day > (filed or complaint):
                raise words.error(
                    "knew_or_should_have_known and " + ("filed" if filed else "received"),
                    "order",
                    first=words.events["complaint_filed" if filed else f"receipt_{facts.filed_by}"],
                    first_date=words.date(filed or complaint),
                    second=words.events[name],
                    second_date=words.date(day),
                )
            continue
        elif name in _ANY_TIME or day >= complaint:
            continue
        raise words.error(
            name,
            "before_complaint",
            event=words.events[name],
            date=words.date(day),
            complaint=words.date(complaint),
        )


def _check_order(facts: Facts, events: Events, words: Wording) -> None:
    for first, second in _IN_ORDER:
        first_day, second_day = events.get(first), events.get(second)
        if first_day is None or second_day is None or first_day <= second_day:
            continue
        if second == "agreement_signed" and facts.agreement_from in ("mediation", "private"):
            continue
        raise words.error(
            f"{second} and {first}",
            "order",
            first=words.events[second],
            first_date=words.date(second_day),
            second=words.events[first],
            second_date=words.date(first_day),
        )
    decided = events.get("decision_issued")
    if facts.postmark and decided and facts.postmark < decided:
        raise words.error(
            "postmark and decision_issued",
            "order",
            first=words.events["postmark"],
            first_date=words.date(facts.postmark),
            second=words.events["decision_issued"],
            second_date=words.date(decided),
        )


def _check_contradictions(facts: Facts, events: Events, words: Wording) -> None:
    if "waived_in_writing" in events and facts.filed_by == "parent":
        if "meeting_held" in events:
            raise words.error("waived_in_writing and meeting_held", "waived_and_held")
        if "agreement_signed" in events and facts.agreement_from not in ("mediation", "private"):
            raise words.error(
                "waived_in_writing and agreement_signed (resolution_meeting)",
                "waived_and_agreement",
            )
    if (
        "mediation_continued_then_withdrawn" in events
        and "mediation_withdrawn_before_day_30" in events
    ):
        raise words.error(
            "mediation_continued_then_withdrawn and mediation_withdrawn_before_day_30",
            "withdrawn_both",
        )


def _check_review(events: Events, state: str | None, words: Wording) -> None:
    """Where the state has no review of its own, a review decision is a mix-up of papers."""
    if "review_decision_issued" not in events or state is None:
        return
    own = overlay(state)
    if not own.get("two_tier") and not own.get("tiers_unsure"):
        raise words.error(
            "review_decision_issued", "one_tier", state=words.state(state, overlay(state)["name"])
        )
