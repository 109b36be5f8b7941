"""Each way of counting, with days that were counted by hand."""

from datetime import date, timedelta

import pytest

from bot.deadlines.calendars import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarEnds,
    YearDays,
    _Days,
    _kept,
    _on,
    _on_days,
    calendar,
)
from bot.deadlines.counting import (
    Counted,
    NoSchoolLeft,
    business_days,
    business_days_before,
    business_days_before_anywhere,
    calendar_days,
    school_days,
    state_moves,
)
from bot.deadlines.explain import last_working_day
from tests.deadlines.deadline_cases import day

THANKSGIVING = (date(2026, 11, 26), "Thanksgiving Day")
DAY_AFTER = (date(2026, 11, 27), "Day After Thanksgiving")


def test_calendar_days_begin_on_the_day_after_unless_none_is_counted() -> None:
    assert calendar_days(day("2026-03-02"), 10) == Counted(day("2026-03-12"), day("2026-03-03"))
    assert calendar_days(day("2026-03-02"), 0) == Counted(day("2026-03-02"), None)


@pytest.mark.parametrize(
    ("state", "start", "count", "counted"),
    [
        # Monday, November 23: the 24th and 25th, then Friday the 27th, which some close.
        (
            "OH",
            "2026-11-23",
            3,
            Counted(
                *(DAY_AFTER[0], day("2026-11-24"), (THANKSGIVING,), (DAY_AFTER,)),
                day("2026-11-25"),
            ),
        ),
        # From a Friday over a weekend; a doubtful day is skipped, and the safe day counts it.
        (
            "TX",
            "2026-04-17",
            3,
            Counted(
                day("2026-04-23"),
                day("2026-04-20"),
                ((date(2026, 4, 21), "San Jacinto Day"),),
                ((date(2026, 4, 21), "San Jacinto Day"),),
                day("2026-04-22"),
            ),
        ),
        # Over the new year: the 31st, then the 4th and the 5th.
        (
            "OH",
            "2026-12-30",
            3,
            Counted(
                day("2027-01-05"),
                day("2026-12-31"),
                ((date(2027, 1, 1), "New Year's Day"),),
                (),
                day("2027-01-05"),
            ),
        ),
        # To a Friday, which is as sure as any other day.
        (
            "OH",
            "2026-04-14",
            3,
            Counted(day("2026-04-17"), day("2026-04-15"), (), (), day("2026-04-17")),
        ),
        # None to count from a Saturday: the day itself, never one before it.
        (
            "OH",
            "2026-03-07",
            0,
            Counted(day("2026-03-07"), day("2026-03-07"), (), (), day("2026-03-07")),
        ),
        # None to count: the day itself.
        (
            "OH",
            "2026-03-02",
            0,
            Counted(day("2026-03-02"), day("2026-03-02"), (), (), day("2026-03-02")),
        ),
    ],
)
def test_business_days_after_a_day(state: str, start: str, count: int, counted: Counted) -> None:
    assert business_days(day(start), count, calendar(state)) == counted


@pytest.mark.parametrize(
    ("state", "start", "count", "counted"),
    [
        # Friday, December 4: the 3rd to the 30th of November, then the 27th, which some close.
        (
            "OH",
            "2026-12-04",
            5,
            Counted(
                *(day("2026-11-27"), day("2026-12-03"), (), (DAY_AFTER,), day("2026-11-25")),
            ),
        ),
        # A longer way back skips Thanksgiving. What was skipped is told in the order of the days.
        (
            "OH",
            "2026-12-02",
            10,
            Counted(
                day("2026-11-17"),
                day("2026-12-01"),
                (THANKSGIVING,),
                (DAY_AFTER,),
                day("2026-11-16"),
            ),
        ),
        # Over two holidays and a new year.
        (
            "OH",
            "2027-01-05",
            9,
            Counted(
                day("2026-12-21"),
                day("2027-01-04"),
                ((date(2026, 12, 25), "Christmas Day"), (date(2027, 1, 1), "New Year's Day")),
                ((date(2026, 12, 24), "Christmas Eve"),),
                day("2026-12-18"),
            ),
        ),
        (
            "OH",
            "2026-03-02",
            0,
            Counted(day("2026-03-02"), day("2026-03-02"), (), (), day("2026-03-02")),
        ),
    ],
)
def test_business_days_before_a_day(state: str, start: str, count: int, counted: Counted) -> None:
    assert business_days_before(day(start), count, calendar(state)) == counted


def test_without_a_state_the_earliest_day_of_any_is_safe_and_its_holiday_is_named() -> None:
    """Back from April 24, 2026: the 17th, which is Flag Day in American Samoa."""
    assert business_days_before_anywhere(day("2026-04-24"), 5) == Counted(
        day("2026-04-17"),
        day("2026-04-23"),
        (),
        ((date(2026, 4, 17), "American Samoa Flag Day"),),
        day("2026-04-16"),
    )
    # The federal holiday on the way is skipped everywhere, so it is not one in doubt.
    over_labor_day = business_days_before_anywhere(day("2026-09-11"), 5)
    assert over_labor_day.skipped == ((date(2026, 9, 7), "Labor Day"),)
    assert "Labor Day" not in [name for _, name in over_labor_day.in_doubt]


@pytest.mark.parametrize(
    ("start", "count", "back", "moves"),
    [
        ("2026-04-16", 3, False, True),  # Patriots' Day in Massachusetts, April 20
        ("2026-02-02", 3, False, False),
        ("2026-04-24", 5, True, True),  # San Jacinto Day in Texas, April 21
        ("2026-03-13", 5, True, False),
        # March 2 and 3 are holidays in Texas and in Vermont: on the way back, not forward.
        ("2026-03-06", 5, True, True),
        ("2026-03-06", 5, False, False),
    ],
)
def test_a_state_can_move_a_count_that_meets_one_of_its_holidays(
    start: str, count: int, back: bool, moves: bool
) -> None:
    assert state_moves(day(start), count, back) is moves


@pytest.mark.parametrize(
    ("count", "closed", "last", "day_one"),
    [
        (3, [], "2026-03-05", "2026-03-03"),
        (5, [], "2026-03-09", "2026-03-03"),
        # The first and the last day of a range are out.
        (3, [("2026-03-03", "2026-03-04")], "2026-03-09", "2026-03-05"),
        (3, [("2026-03-05", "2026-03-05")], "2026-03-06", "2026-03-03"),
        (0, [], "2026-03-02", None),
    ],
)
def test_school_days_leave_out_weekends_and_the_days_told(
    count: int, closed: list[tuple[str, str]], last: str, day_one: str | None
) -> None:
    ranges = tuple((day(a), day(b)) for a, b in closed)
    counted = school_days(day("2026-03-02"), count, ranges)
    assert counted == Counted(day(last), day(day_one) if day_one else None)


def test_a_break_may_last_800_days_in_one_piece_and_no_longer() -> None:
    """Both breaks end on a Friday; the weekend after is out as well."""
    friday = day("2026-03-06")
    start, longest = friday - timedelta(days=798), friday
    counted = school_days(start, 1, ((start, longest),))
    assert counted.date == day("2026-03-09")
    with pytest.raises(NoSchoolLeft):
        school_days(start - timedelta(days=1), 1, ((start - timedelta(days=1), longest),))


def test_two_breaks_that_are_long_together_are_no_end_of_school() -> None:
    start = day("2026-03-02")
    first = (day("2026-03-03"), day("2027-09-03"))
    second = (day("2027-09-07"), day("2029-03-02"))
    assert school_days(start, 2, (first, second)).date == day("2029-03-05")


def test_the_lists_of_holidays_end_with_their_last_year() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (1990, 2100)
    assert calendar("OH").year(LAST_YEAR).closed
    with pytest.raises(CalendarEnds, match=r"^2100$") as caught:
        calendar("OH").year(LAST_YEAR + 1)
    assert caught.value.year == 2100


def test_a_day_that_may_be_closed_is_named_from_either_list() -> None:
    one, other = date(2026, 3, 2), date(2026, 3, 3)
    days = YearDays({one: "a"}, frozenset(), {other: "b"})
    assert [days.may_be_closed(d) for d in (one, other, date(2026, 3, 4))] == ["a", "b", None]


@pytest.mark.parametrize(
    ("when", "year", "on"),
    [
        ("03-17", 2026, "2026-03-17"),
        ("12-01", 2026, "2026-12-01"),
        ("3 fri jun", 2026, "2026-06-19"),
        ("1 mon jan", 2026, "2026-01-05"),
        ("2 sat dec", 2026, "2026-12-12"),
        ("last fri apr", 2026, "2026-04-24"),
        ("last sun feb", 2026, "2026-02-22"),
        ("easter", 2026, "2026-04-05"),
        ("easter-2", 2026, "2026-04-03"),
        ("easter-47", 2026, "2026-02-17"),
        ("easter+1", 2026, "2026-04-06"),
        ("thanksgiving", 2026, "2026-11-26"),
        ("thanksgiving+1", 2026, "2026-11-27"),
        # The Tuesday after the first Monday of November.
        ("election", 2026, "2026-11-03"),
        ("election", 2022, "2022-11-08"),
        ("election+2", 2026, "2026-11-05"),
        # Juneteenth on a Thursday, a Saturday, a Sunday, a Monday and a Friday, kept on Monday.
        ("juneteenth_monday", 2025, "2025-06-16"),
        ("juneteenth_monday", 2027, "2027-06-21"),
        ("juneteenth_monday", 2022, "2022-06-20"),
        ("juneteenth_monday", 2023, "2023-06-19"),
        ("juneteenth_monday", 2026, "2026-06-15"),
        ("lunar_new_year", 2026, "2026-02-17"),
        ("yom_kippur", 2026, "2026-09-21"),
        ("rosh_hashanah", 2026, "2026-09-12"),
    ],
)
def test_a_day_of_the_corrections_is_read(when: str, year: int, on: str) -> None:
    assert _on(when, year) == day(on)


def test_a_day_without_a_known_name_is_refused() -> None:
    with pytest.raises(KeyError):
        _on("midsummer", 2026)


@pytest.mark.parametrize(
    ("on", "moves", "kept"),
    [
        ("2026-03-06", "both", "2026-03-06"),
        ("2026-03-09", "both", "2026-03-09"),
        ("2026-03-07", None, "2026-03-07"),
        ("2026-03-08", None, "2026-03-08"),
        ("2026-03-07", "sunday", "2026-03-07"),
        ("2026-03-08", "sunday", "2026-03-09"),
        ("2026-03-07", "both", "2026-03-06"),
        ("2026-03-08", "both", "2026-03-09"),
        ("2026-03-07", "monday", "2026-03-09"),
        ("2026-03-08", "monday", "2026-03-09"),
    ],
)
def test_a_holiday_on_a_weekend_is_kept_where_the_law_says(
    on: str, moves: str | None, kept: str
) -> None:
    assert _kept(day(on), moves) == day(kept)


@pytest.mark.parametrize(
    ("item", "years"),
    [
        ({}, [2023, 2024, 2025, 2026, 2027, 2028]),
        ({"since": 2025}, [2025, 2026, 2027, 2028]),
        ({"until": 2025}, [2023, 2024, 2025]),
        ({"since": 2024, "until": 2025}, [2024, 2025]),
        ({"years": "even"}, [2024, 2026, 2028]),
        ({"years": "presidential"}, [2024, 2028]),
    ],
)
def test_a_correction_holds_in_its_years(item: dict[str, object], years: list[int]) -> None:
    told = {"name": "x", "day": "03-17", **item}
    assert [y for y in range(2023, 2029) if list(_on_days([told], y))] == years


def test_a_correction_that_is_kept_on_another_day_says_so() -> None:
    # May 10 was a Sunday in 2026 and a Monday in 2027.
    told = {"name": "x", "day": "05-10", "moves": "sunday"}
    out = {"name": "y", "day": "05-10", "until": 2020}
    last = {"name": "z", "day": "05-12"}
    assert list(_on_days([out, told, last], 2026)) == [
        (date(2026, 5, 11), told, True),
        (date(2026, 5, 12), last, False),
    ]
    assert list(_on_days([told], 2027)) == [(date(2027, 5, 10), told, False)]


@pytest.mark.parametrize(
    ("state", "on", "working"),
    [
        (None, "2026-03-13", "2026-03-13"),  # a Friday
        (None, "2026-03-14", "2026-03-13"),
        (None, "2026-03-15", "2026-03-13"),
        ("OH", "2026-11-26", "2026-11-25"),  # Thanksgiving
        ("OH", "2026-11-29", "2026-11-25"),  # over the Friday that some offices close
        ("MA", "2026-04-20", "2026-04-17"),  # Patriots' Day
        ("OH", "2026-04-20", "2026-04-20"),
        # Past the lists only weekends are known; December 31, 2100 is still in them.
        ("OH", "2101-01-03", "2101-01-03"),
        ("OH", "2101-01-02", "2100-12-30"),
    ],
)
def test_the_last_working_day_is_neither_a_weekend_nor_a_holiday(
    state: str | None, on: str, working: str
) -> None:
    assert last_working_day(day(on), state) == day(working)


def test_the_surest_word_on_a_day_holds_and_each_name_is_told_once() -> None:
    monday, tuesday, wednesday, saturday = (date(2026, 3, n) for n in (2, 3, 4, 7))
    days = _Days(2026)
    for day_, name, sure in (
        (monday, "A Day", True),
        (monday, "A Day", True),
        (monday, "B Day", True),
        (monday, "C Day", False),
        (monday, "D Day", None),
        (tuesday, "E Day", False),
        (tuesday, "F Day", None),
        (wednesday, "G Day", None),
        (saturday, "H Day", True),
        (date(2027, 3, 2), "I Day", True),
    ):
        days.add(day_, name, sure)
    assert days.done({}) == YearDays(
        {monday: "A Day; B Day", tuesday: "E Day"},
        frozenset({tuesday}),
        {wednesday: "G Day"},
    )


def test_a_federal_holiday_is_named_by_its_federal_names_alone() -> None:
    monday = date(2026, 3, 2)
    days = _Days(2026)
    days.add(monday, "A Day", False)
    found = days.done({monday: ["Big Day", "Great Day"]})
    assert found.closed == {monday: "Big Day; Great Day"}
    assert found.doubtful == {monday}
