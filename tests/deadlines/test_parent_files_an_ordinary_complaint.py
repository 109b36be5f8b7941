"""Rows 6, 7, 8, 12, 15 and 16 of the reference: the limits that run from receipt."""

import pytest

from bot.deadlines import Facts, compute
from tests.deadlines.deadline_cases import dates, day, one, timeline


def test_receipt_alone_gives_the_five_dates() -> None:
    assert dates(timeline()) == {
        "school_response_due": "2026-03-12",
        "sufficiency_challenge_due": "2026-03-17",
        "resolution_meeting_by": "2026-03-17",
        "resolution_period_ends": "2026-04-01",
        "decision_due": "2026-05-16",
    }


@pytest.mark.parametrize(
    ("received", "answer", "meeting", "period", "decision"),
    [
        # A leap year's February.
        ("2024-02-15", "2024-02-25", "2024-03-01", "2024-03-16", "2024-04-30"),
        # The same days without the leap day.
        ("2025-02-15", "2025-02-25", "2025-03-02", "2025-03-17", "2025-05-01"),
        # Winter break and the turn of the year pause nothing.
        ("2026-12-18", "2026-12-28", "2027-01-02", "2027-01-17", "2027-03-03"),
        # The blog's worked case: September 6, thirty days to October 6, then to November 20.
        ("2019-09-06", "2019-09-16", "2019-09-21", "2019-10-06", "2019-11-20"),
        # 1900 and 2100 are no leap years; 2000 is.
        ("2100-02-20", "2100-03-02", "2100-03-07", "2100-03-22", "2100-05-06"),
        ("2000-02-20", "2000-03-01", "2000-03-06", "2000-03-21", "2000-05-05"),
    ],
)
def test_calendar_days_cross_months_leap_days_and_years(
    received: str, answer: str, meeting: str, period: str, decision: str
) -> None:
    found = dates(timeline(received))
    assert found["school_response_due"] == answer
    assert found["resolution_meeting_by"] == meeting
    assert found["sufficiency_challenge_due"] == meeting
    assert found["resolution_period_ends"] == period
    assert found["decision_due"] == decision


def test_last_day_on_a_weekend_is_not_moved() -> None:
    assert one("decision_due").date == day("2026-05-16")  # a Saturday
    assert one("decision_due").earliest_safe == day("2026-05-16")


def test_each_date_explains_itself() -> None:
    meeting = one("resolution_meeting_by")
    assert meeting.rule.startswith("34 CFR 300.510(a)(1)")
    assert meeting.day_one == day("2026-03-03")
    assert (meeting.count, meeting.unit) == (15, "calendar_days")
    assert meeting.counts_from == "the day the school got your complaint"
    assert meeting.who == "The school"
    assert "Day 1 is the day after, Tuesday, March 3, 2026" in meeting.why
    assert "start the 45 days" in meeting.if_missed
    assert meeting.skipped == ()


def test_filing_alone_counts_as_if_received_that_day_and_says_so() -> None:
    assumed = compute(Facts(filed=day("2026-03-02")))
    assert dates(assumed) == dates(timeline())
    assert "as if the complaint was received that same day" in assumed.notes[0]
    assert "true dates" in assumed.notes[0]


def test_receipt_counts_and_filing_does_not_when_both_are_known() -> None:
    both = timeline(filed=day("2026-02-27"))
    assert dates(both) == dates(timeline())
    assert not any("as if" in note for note in both.notes)


def test_new_york_may_count_the_day_of_receipt() -> None:
    period = one("resolution_period_ends", state="NY")
    assert (period.date, period.earliest_safe) == (day("2026-04-01"), day("2026-03-31"))
    decision = one("decision_due", state="NY")
    assert (decision.date, decision.earliest_safe) == (day("2026-05-16"), day("2026-05-15"))
    assert one("resolution_meeting_by", state="NY").earliest_safe == day("2026-03-17")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("IL", "Illinois counts days"),
        ("NJ", "plain calendar days"),
        ("NY", "next-business-day law"),
        ("HI", "good cause"),
        ("TX", "presumed received"),
        ("PA", "ODR"),
        ("OK", "SERC"),
        ("DC", "OSSE"),
    ],
)
def test_a_state_adds_its_note(state: str, words: str) -> None:
    assert any(words in note for note in timeline(state=state).notes)
    assert not any(words in note for note in timeline(state="OH").notes)
