"""Properties of every count, against an oracle that steps one day at a time and shares no code
with the engine."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadlines import Deadline, Event, Facts, compute
from bot.deadlines.calendars import calendar
from bot.deadlines.counting import business_days, business_days_before, school_days
from bot.deadlines.model import EVENT_NAMES, DeadlineError
from bot.deadlines.rules import state_codes
from tests.deadlines.deadline_cases import events, timeline

DAY = timedelta(days=1)
STATES = sorted(set(state_codes().values()))
# The states whose law agrees with the package; the others have their rows in
# test_calendars_of_the_states.py.
PLAIN = ["AK", "CT", "DC", "ID", "ME", "MT", "NM", "NV", "OH", "OR", "SD", "VT", "WA", "WY"]
days = st.dates(date(1990, 1, 1), date(2099, 12, 1))


def step(start: date, count: int, counts: Callable[[date], bool], by: timedelta = DAY) -> date:
    """The oracle: one day at a time, counting those that count."""
    day = start
    while count > 0:
        day = day + by
        if counts(day):
            count = count - 1
    return day


@cache
def closed_days(code: str | None, year: int) -> frozenset[date]:
    federal = set(holidays.US(years=year))
    return frozenset(federal | (set(holidays.US(subdiv=code, years=year)) if code else set()))


def is_business_day(code: str | None) -> Callable[[date], bool]:
    return lambda day: day.weekday() < 5 and day not in closed_days(code, day.year)


def by_key(facts: Facts) -> dict[str, Deadline]:
    return {d.key: d for d in compute(facts).deadlines}


@given(days)
@settings(deadline=None)
def test_calendar_day_limits_match_the_oracle_and_come_in_order(received: date) -> None:
    found = by_key(Facts(received=received))
    for key, count in (
        ("school_response_due", 10),
        ("resolution_meeting_by", 15),
        ("resolution_period_ends", 30),
        ("decision_due", 75),
    ):
        assert found[key].date == step(received, count, lambda _: True)
        assert found[key].day_one == received + DAY
    ordered = [d.date for d in compute(Facts(received=received)).deadlines]
    assert ordered == sorted(ordered, key=lambda d: d or date.max)


@given(days, st.sampled_from([None, *PLAIN]))
@settings(deadline=None)
def test_cancelling_matches_the_oracle(signed: date, code: str | None) -> None:
    found = by_key(Facts(state=code, events=(Event("agreement_signed", signed),)))
    void = found["void_agreement_by"]
    assert void.date == step(signed, 3, is_business_day(code))
    assert void.earliest_safe is not None and signed < void.earliest_safe <= void.date


@given(days, st.sampled_from(PLAIN))
@settings(deadline=None)
def test_disclosure_matches_the_oracle_counting_back(hearing: date, code: str) -> None:
    found = by_key(Facts(state=code, events=(Event("hearing_scheduled", hearing),)))
    share = found["disclosure_due"]
    assert share.date == step(hearing, 5, is_business_day(code), -DAY)
    assert share.earliest_safe is not None and share.earliest_safe <= share.date


@given(days, st.sampled_from(STATES))
@settings(deadline=None)
def test_no_business_day_is_a_weekend_or_a_listed_holiday(start: date, code: str) -> None:
    counted = business_days(start, 3, calendar(code))
    for found in (counted.date, counted.day_one):
        assert found is not None
        assert found.weekday() < 5
        assert found not in calendar(code).year(found.year).closed
        assert found not in set(holidays.US(years=found.year))
    skipped = {holiday for holiday, _ in counted.skipped}
    weekdays = sum(
        1 for n in range(1, (counted.date - start).days + 1) if (start + n * DAY).weekday() < 5
    )
    assert weekdays - len(skipped) == 3


@given(days, st.integers(1, 12), st.sampled_from(STATES))
@settings(deadline=None)
def test_counting_forward_then_back_returns(start: date, count: int, code: str) -> None:
    there = business_days(start, count, calendar(code))
    # Starting on a business day, the way back is the way there.
    if is_open(start, code):
        assert business_days_before(there.date, count, calendar(code)).date == start


def is_open(day: date, code: str) -> bool:
    return day.weekday() < 5 and day not in calendar(code).year(day.year).closed


@given(days, st.sampled_from(STATES))
@settings(deadline=None)
def test_more_holidays_never_make_cancelling_earlier_or_sharing_later(
    start: date, code: str
) -> None:
    signed = (Event("agreement_signed", start), Event("hearing_scheduled", start))
    federal, state = by_key(Facts(events=signed)), by_key(Facts(state=code, events=signed))
    assert_later(federal["void_agreement_by"].date, state["void_agreement_by"].date)
    assert_later(state["disclosure_due"].date, federal["disclosure_due"].date)
    # Without a state the safe day is safe in every state.
    assert_later(federal["void_agreement_by"].earliest_safe, state["void_agreement_by"].date)
    assert_later(federal["disclosure_due"].earliest_safe, state["disclosure_due"].earliest_safe)
    for found in (federal, state):
        for deadline in found.values():
            assert_later(deadline.earliest_safe, deadline.date)


def assert_later(first: date | None, second: date | None) -> None:
    assert first is not None and second is not None and first <= second


@given(
    days,
    st.integers(1, 20),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4),
)
def test_school_days_match_the_oracle(
    start: date, count: int, breaks: list[tuple[int, int]]
) -> None:
    closed = tuple((start + a * DAY, start + (a + b) * DAY) for a, b in breaks)
    out = {first + n * DAY for first, last in closed for n in range((last - first).days + 1)}
    expected = step(start, count, lambda d: d.weekday() < 5 and d not in out)
    assert school_days(start, count, closed).date == expected


@given(days, days)
def test_no_paper_makes_the_decision_later_than_its_own_45_days(a: date, b: date) -> None:
    received, waived = min(a, b), max(a, b)
    found = by_key(Facts(received=received, events=(Event("waived_in_writing", waived),)))
    expected = waived + 45 * DAY if waived <= received + 30 * DAY else received + 75 * DAY
    assert found["decision_due"].date == expected


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.lists(st.tuples(st.sampled_from(EVENT_NAMES), st.none() | st.integers(-5, 200)), max_size=6),
    st.sampled_from([None, "OH", "NY", "KS", "TX", "AK", "WI"]),
    st.booleans(),
    st.sampled_from(["parent", "school"]),
    st.sampled_from(["resolution_meeting", "mediation", "private"]),
)
@settings(deadline=None, max_examples=400)
def test_any_facts_give_a_full_timeline_or_one_clear_line(
    received: date,
    told: list[tuple[str, int | None]],
    state: str | None,
    expedited: bool,
    side: str,
    source: str,
) -> None:
    happened = tuple(Event(n, None if o is None else received + o * DAY) for n, o in told)
    facts = Facts(
        received=received,
        events=happened,
        state=state,
        expedited=expedited,
        filed_by=side,  # type: ignore[arg-type]
        agreement_from=source,  # type: ignore[arg-type]
    )
    try:
        found = compute(facts)
    except DeadlineError as error:
        assert error.message and "\n" not in error.message
        return
    keys = [d.key for d in found.deadlines]
    assert len(set(keys)) == len(keys)
    for deadline in found.deadlines:
        assert deadline.why and deadline.who and deadline.title and deadline.rule
        assert "{" not in deadline.why
    assert found.to_text() and found.to_json()


@pytest.mark.parametrize("year", range(1990, 2101))
def test_federal_holidays_are_those_of_the_statute(year: int) -> None:
    """5 U.S.C. 6103(a)-(b), written out a second time."""
    found = set(calendar(None).year(year).closed)
    assert found == statute(year)


def statute(year: int) -> set[date]:
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))
    if year < 9999:
        fixed.append(date(year + 1, 1, 1))
    moved = {d - DAY if d.weekday() == 5 else d + DAY if d.weekday() == 6 else d for d in fixed}

    def nth(month: int, weekday: int, n: int) -> date:
        first = date(year, month, 1)
        return first + (weekday - first.weekday()) % 7 * DAY + 7 * (n - 1) * DAY

    last_may = max(d for d in (date(year, 5, 25) + n * DAY for n in range(7)) if d.weekday() == 0)
    floating = {nth(1, 0, 3), nth(2, 0, 3), nth(9, 0, 1), nth(10, 0, 2), nth(11, 3, 4), last_may}
    return {d for d in moved | floating if d.year == year}


def test_every_state_and_territory_has_a_calendar_in_every_year() -> None:
    assert len(STATES) == 56
    for code in STATES:
        for year in (1990, 2021, 2026, 2100):
            table = calendar(code).year(year)
            assert statute(year) <= set(table.closed)
            assert all(day.weekday() < 5 for day in table.closed)


def test_the_engine_answers_the_same_twice() -> None:
    told = events(agreement_signed="2026-04-20")
    assert timeline(state="TX", events=told) == timeline(state="TX", events=told)
