"""Rows 27 and 28: at least 5 business days before the hearing, counted back."""

import pytest

from tests.deadlines.deadline_cases import day, events, one


@pytest.mark.parametrize(
    ("hearing", "state", "last", "safe"),
    [
        ("2026-03-25", "OH", "2026-03-18", "2026-03-18"),
        # A weekend hearing day is not a business day itself but is day 0 all the same.
        ("2026-03-28", "OH", "2026-03-23", "2026-03-23"),
        # Over Thanksgiving; lists disagree on the day after it, so the safe date is earlier.
        ("2026-12-02", "OH", "2026-11-24", "2026-11-23"),
        ("2026-12-02", "VA", "2026-11-23", "2026-11-23"),
        ("2026-12-02", "PA", "2026-11-23", "2026-11-23"),
        # Over a year's end.
        ("2022-01-05", "OH", "2021-12-28", "2021-12-28"),
        # Patriots' Day; then Evacuation Day, which only Suffolk County keeps.
        ("2026-04-24", "MA", "2026-04-16", "2026-04-16"),
        ("2026-03-20", "MA", "2026-03-13", "2026-03-12"),
        # Texas' optional Good Friday: closed for some, so plan a day earlier.
        ("2026-04-08", "TX", "2026-04-01", "2026-03-30"),
        # Without a state: one day earlier in Massachusetts, Texas or American Samoa, two in none.
        ("2026-04-24", None, "2026-04-17", "2026-04-16"),
    ],
)
def test_worked_cases(hearing: str, state: str | None, last: str, safe: str) -> None:
    found = one("disclosure_due", None, state=state, events=events(hearing_scheduled=hearing))
    assert found.date == day(last)
    assert found.earliest_safe == day(safe)


def test_the_first_year_of_the_lists_counts_back_into_the_year_before() -> None:
    found = one("disclosure_due", None, state="OH", events=events(hearing_scheduled="1990-01-02"))
    assert found.date == day("1989-12-22")
