"""Facts in, events applied, timeline out: walks the rule book and counts each date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.deadlines import counting
from bot.deadlines.calendars import CalendarEnds, calendar
from bot.deadlines.checks import check
from bot.deadlines.counting import Counted
from bot.deadlines.explain import PARENT_ACTS, how_sure, last_working_day, meaning, reason
from bot.deadlines.model import Deadline, Facts
from bot.deadlines.notes import notes
from bot.deadlines.rules import (
    Count,
    Rule,
    RuleBook,
    RuleCase,
    applicable,
    chosen_case,
    load,
    rule_book,
)
from bot.deadlines.situation import Situation, situation
from bot.deadlines.timeline import Timeline
from bot.deadlines.wording import Wording, wording

# What a clock counts from is told by this fact, where the two have different names.
FACT_OF = {
    "receipt": "received",
    "receipt_parent": "received",
    "receipt_school": "received",
    "period": "received",
    "clock": "received",
    "complaint_filed": "filed",
}
# The words that hold once a fact is told, where they are not its name alone.
WORDS_OF = {fact: {"receipt", "complaint", "clock"} for fact in ("received", "filed")}


def compute(facts: Facts, language: str = "en") -> Timeline:
    """The dated timeline of a case (34 CFR 300.507-300.516 and 300.532, and state overlays).

    Raises DeadlineError, naming the fact, when a fact is missing or impossible. Reads no clock:
    a date may lie in the past.
    """
    words = wording(language)
    events, state = check(facts, words)
    book = rule_book(state)
    case = situation(facts, events, state, book, words)
    deadlines = [
        _deadline(rule, chosen, facts, book, case, words)
        for rule, chosen in applicable(state, frozenset(case.words))
    ]
    if not deadlines:
        raise words.error("received", "nothing")
    deadlines.sort(key=_when)
    told = notes(facts, book, case, deadlines, words)
    return Timeline(tuple(deadlines), told, language)


def needed(facts: Facts, keys: Sequence[str], language: str = "en") -> str | None:
    """The fact to ask for, so that one of `keys` gets its date in the state of the facts.

    A fact is named as the parent tells it: `received`, `postmark`, or an event. None where one of
    the keys has its date, and where no fact would give any of them one. Raises DeadlineError, in
    words of `language`, when a fact is impossible.
    """
    words = wording(language)
    events, state = check(facts, words)
    case = situation(facts, events, state, rule_book(state), words)
    found = {
        rule.key: _deadline(rule, chosen, facts, rule_book(state), case, words)
        for rule, chosen in applicable(state, frozenset(case.words))
        if rule.key in keys
    }
    if any(deadline.date for deadline in found.values()):
        return None
    for key in keys:
        fact = found[key].missing if key in found else _start_of(key, state, case)
        if fact is not None:
            return fact
    return None


def _start_of(key: str, state: str | None, case: Situation) -> str | None:
    """The fact that would bring a rule's date where nothing told brings it yet."""
    rule = next(rule for rule in rule_book(state).rules if rule.key == key)
    counts = [case_.count for case_ in rule.cases] + [case_.safe for case_ in rule.cases]
    for start in dict.fromkeys(count.start for count in counts if count):
        fact = FACT_OF.get(start, start)
        chosen = chosen_case(rule, case.words | WORDS_OF.get(fact, {fact}))
        if chosen and start in {c.start for c in (chosen.count, chosen.safe) if c}:
            return fact
    return None


def _when(deadline: Deadline) -> date:
    """Undated ones last, in the order of the rule book."""
    return deadline.date or deadline.earliest_safe or date.max


def _deadline(
    rule: Rule, chosen: RuleCase, facts: Facts, book: RuleBook, case: Situation, words: Wording
) -> Deadline:
    key, state, count = rule.key, book.state, chosen.count
    start, start_day = case.starts.get(count.start, (count.start, None)) if count else ("", None)
    counted, why_not = _count_case(count, start, start_day, facts, state, words)
    safe = _safe(key, chosen, counted, book, facts, case, words)
    day = safe[0]
    actor = facts.filed_by if chosen.who == "filer" else chosen.who
    yours = actor in PARENT_ACTS and not rule.milestone
    working_day = last_working_day(day, state) if yours and day else None
    why = reason(key, chosen, counted, start, start_day, why_not, safe, working_day, state, words)
    missing = None
    if count is not None and start_day is None:
        missing = FACT_OF.get(start, start)
    elif count is None:
        missing = load("rules")["missing"].get(chosen.none)
    if counted is None:
        count = None
    return Deadline(
        key=key,
        date=counted.date if counted else None,
        earliest_safe=safe[0],
        rule=chosen.rule,
        who=words.who[chosen.who],
        why=why,
        skipped=tuple((day, words.holiday(name)) for day, name in counted.skipped)
        if counted
        else (),
        title=words.titles[key],
        counts_from=words.events.get(start, ""),
        day_one=counted.day_one if counted else None,
        count=count.count if count else None,
        unit=count.unit if count else None,
        if_missed=words.if_missed[key],
        start=start_day,
        actor=actor,
        yours=yours,
        meaning=meaning(key, chosen, words.events.get(start, ""), state, words),
        safe_reason=how_sure(counted, safe, words),
        missing=missing,
        better_with=_better_with(chosen, count, start_day, state),
        working_day=working_day if working_day != day else None,
    )


def _better_with(
    chosen: RuleCase, count: Count | None, start: date | None, state: str | None
) -> str | None:
    """`state`, where no state was told and one could move the date."""
    if state is not None or count is None or start is None:
        return None
    if chosen.id.startswith("no_state"):
        return "state"
    if count.unit != "business_days":
        return None
    return "state" if counting.state_moves(start, count.count, count.back) else None


def _count_case(
    count: Count | None,
    start: str,
    day: date | None,
    facts: Facts,
    state: str | None,
    words: Wording,
) -> tuple[Counted | None, str | None]:
    """The count, or None and the sentence that says why there is none."""
    if count is None:
        return None, None
    if day is None:
        return None, words.none["unknown_event"].format(event=words.events[start])
    try:
        return count_days(count, day, facts, state, words), None
    except CalendarEnds as end:
        return None, words.none["calendar_ends"].format(year=end.year)


def count_days(count: Count, day: date, facts: Facts, state: str | None, words: Wording) -> Counted:
    """Counts from `day` by the unit of `count`. Raises CalendarEnds, DeadlineError."""
    if count.unit == "calendar_days":
        return counting.calendar_days(day, count.count)
    if count.unit in ("months", "years"):
        months = count.count * (12 if count.unit == "years" else 1)
        return Counted(counting.add_months(day, months), None)
    if count.unit == "school_days":
        try:
            return counting.school_days(day, count.count, facts.no_school_days)
        except counting.NoSchoolLeft:
            raise words.error("no_school_days", "no_school_left") from None
    if count.back:
        if state is None:
            return counting.business_days_before_anywhere(day, count.count)
        return counting.business_days_before(day, count.count, calendar(state))
    return counting.business_days(day, count.count, calendar(state))


def _safe(
    key: str,
    chosen: RuleCase,
    counted: Counted | None,
    book: RuleBook,
    facts: Facts,
    case: Situation,
    words: Wording,
) -> tuple[date | None, str | None]:
    """The day to act by, and the wording key of why it is earlier than the date."""
    state = book.state
    if chosen.safe is not None:
        day = case.starts.get(chosen.safe.start, ("", None))[1]
        if day is not None:
            try:
                safe = count_days(chosen.safe, day, facts, state, words)
            except CalendarEnds:
                return (counted.date if counted else None), None
            return safe.safe or safe.date, chosen.safe.reason or "unknown_start"
    if counted is None:
        return None, None
    if counted.safe is not None and counted.safe != counted.date:
        back = chosen.count is not None and chosen.count.back
        if back:
            return counted.safe, "calendars_back" if state else "no_state_back"
        return counted.safe, "calendars"
    counts_from_period = chosen.count is not None and chosen.count.start == "period"
    if (
        key in book.receipt_may_be_day_one
        and counts_from_period
        and "amended_complaint" not in case.words
        and "parent_filed" in case.words
    ):
        return date.fromordinal(counted.date.toordinal() - 1), "receipt_day_one"
    return counted.date, None
