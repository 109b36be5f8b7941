"""Rows 24 to 26: three business days for an agreement of the resolution meeting, none others."""

import pytest

from bot.deadlines import Deadline
from tests.deadlines.deadline_cases import dates, day, events, one, timeline


def void(signed: str, state: str | None = None) -> Deadline:
    return one("void_agreement_by", None, state=state, events=events(agreement_signed=signed))


def test_signing_alone_gives_this_date_alone() -> None:
    told = events(agreement_signed="2026-11-20")
    assert dates(timeline(None, state="OH", events=told)) == {"void_agreement_by": "2026-11-25"}


@pytest.mark.parametrize(
    ("signed", "state", "last", "safe", "skipped"),
    [
        # Friday; Thanksgiving comes after the window.
        ("2026-11-20", "OH", "2026-11-25", "2026-11-25", []),
        # The third day is the Friday after it, when some offices close: act the day before.
        ("2026-11-23", "OH", "2026-11-27", "2026-11-25", ["2026-11-26"]),
        # A state holiday that federal offices do not keep, certain.
        ("2026-04-16", "MA", "2026-04-22", "2026-04-22", ["2026-04-20"]),
        ("2026-04-16", "OH", "2026-04-21", "2026-04-21", []),
        # Signed on a Saturday: the first business day is Monday.
        ("2026-03-07", "OH", "2026-03-11", "2026-03-11", []),
        # Florida's list drops Columbus Day; a federal holiday is never a business day.
        ("2026-10-09", "FL", "2026-10-15", "2026-10-15", ["2026-10-12"]),
        # Across the year's end, New Year's Day on a Saturday kept on the Friday before: federal
        # offices close, others not everywhere. Massachusetts and Texas do not move it.
        ("2021-12-29", "OH", "2022-01-04", "2022-01-03", ["2021-12-31"]),
        ("2021-12-29", "MA", "2022-01-04", "2022-01-03", ["2021-12-31"]),
        ("2021-12-29", "TX", "2022-01-04", "2022-01-03", ["2021-12-31"]),
        # Evacuation Day is Suffolk County's alone: a business day.
        ("2026-03-16", "MA", "2026-03-19", "2026-03-19", []),
        # Texas: Good Friday and Cesar Chavez Day are optional, San Jacinto Day partly staffed.
        ("2026-03-30", "TX", "2026-04-02", "2026-04-02", []),
        ("2026-04-01", "TX", "2026-04-06", "2026-04-06", []),
        ("2026-04-20", "TX", "2026-04-24", "2026-04-23", ["2026-04-21"]),
        # Texas does not move Christmas Eve off a Sunday.
        ("2023-12-20", "TX", "2023-12-27", "2023-12-27", ["2023-12-25", "2023-12-26"]),
        # Louisiana: Mardi Gras closes the state; All Saints' Day often does not.
        ("2026-02-13", "LA", "2026-02-20", "2026-02-20", ["2026-02-16", "2026-02-17"]),
        ("2027-10-29", "LA", "2027-11-04", "2027-11-03", ["2027-11-01"]),
        # Virginia: the library has no Friday after Thanksgiving, the Code has.
        ("2026-11-24", "VA", "2026-12-01", "2026-11-30", ["2026-11-26", "2026-11-27"]),
        # California: offices are open on Admission Day.
        ("2026-09-04", "CA", "2026-09-11", "2026-09-10", ["2026-09-07", "2026-09-09"]),
        # Juneteenth became federal in 2021.
        ("2020-06-17", "OH", "2020-06-22", "2020-06-22", []),
        ("2026-06-17", "OH", "2026-06-23", "2026-06-23", ["2026-06-19"]),
        # Territories.
        ("2026-01-05", "PR", "2026-01-09", "2026-01-09", ["2026-01-06"]),
        ("2026-07-20", "GU", "2026-07-24", "2026-07-24", ["2026-07-21"]),
        ("2026-03-30", "VI", "2026-04-08", "2026-04-08", None),
        ("2026-04-16", "AS", "2026-04-22", "2026-04-22", ["2026-04-17"]),
        ("2026-12-07", "MP", "2026-12-11", "2026-12-11", ["2026-12-08"]),
    ],
)
def test_worked_cases(
    signed: str, state: str, last: str, safe: str, skipped: list[str] | None
) -> None:
    found = void(signed, state)
    assert found.date == day(last)
    assert found.earliest_safe == day(safe)
    if skipped is not None:
        assert [holiday.isoformat() for holiday, _ in found.skipped] == skipped


def test_an_earlier_safe_date_says_why() -> None:
    assert "Not all offices keep the same hours on San Jacinto Day" in void("2026-04-20", "TX").why


def test_without_a_state_only_federal_holidays_are_skipped_and_the_state_is_asked() -> None:
    told = events(agreement_signed="2026-04-16")
    found = timeline(None, events=told)
    assert dates(found) == {"void_agreement_by": "2026-04-21"}
    assert any("Tell me your state" in note for note in found.notes)
    assert void("2026-11-23").skipped == ((day("2026-11-26"), "Thanksgiving Day"),)


def test_hearing_dates_beside_an_agreement_are_put_in_their_place() -> None:
    found = timeline(events=events(agreement_signed="2026-03-20"))
    assert any("settles everything" in note for note in found.notes)


@pytest.mark.parametrize("source", ["mediation", "private"])
def test_other_agreements_have_no_window(source: str) -> None:
    told = events(agreement_signed="2026-11-20")
    found = one("void_agreement_by", None, state="OH", agreement_from=source, events=told)
    assert found.date is None and found.earliest_safe is None
    assert "no 3-day window" in found.why


def test_when_the_school_filed_the_window_is_doubtful_but_the_safe_day_is_told() -> None:
    told = events(agreement_signed="2026-11-20")
    found = one("void_agreement_by", None, filed_by="school", events=told)
    assert found.date is None
    assert found.earliest_safe == day("2026-11-25")


def test_an_unknown_signing_day_is_asked_for() -> None:
    found = one("void_agreement_by", None, events=events(agreement_signed=None))
    assert found.date is None
    assert "the day the agreement was signed" in found.why


def test_past_the_lists_of_holidays_no_date_is_guessed() -> None:
    assert void("2100-12-28", "OH").date is None
    assert "holidays ends with 2100" in void("2100-12-28", "OH").why
    assert void("2100-12-27", "OH").date == day("2100-12-30")
