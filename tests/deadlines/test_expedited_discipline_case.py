"""Section 3 of the reference: 7 and 15 calendar days, 20 and 10 school days."""

from tests.deadlines.deadline_cases import dates, day, events, one, timeline

SPRING_BREAK = ((day("2026-03-16"), day("2026-03-20")),)


def test_calendar_days_of_the_expedited_track() -> None:
    found = dates(timeline(expedited=True))
    assert found == {
        "expedited_meeting_by": "2026-03-09",
        "expedited_resolution_ends": "2026-03-17",
        "expedited_hearing_by": None,
        "expedited_decision_by": None,
    }


def test_school_days_count_from_filing_and_leave_out_the_break() -> None:
    hearing = one(
        "expedited_hearing_by",
        filed=day("2026-02-27"),
        expedited=True,
        no_school_days=SPRING_BREAK,
    )
    assert hearing.date == day("2026-04-03")
    assert hearing.day_one == day("2026-03-02")


def test_decision_comes_10_school_days_after_the_hearing() -> None:
    decision = one(
        "expedited_decision_by",
        expedited=True,
        no_school_days=((day("2026-04-03"), day("2026-04-10")),),
        events=events(expedited_hearing_held="2026-04-01"),
    )
    assert decision.date == day("2026-04-23")


def test_a_summer_without_school_makes_the_count_go_on_in_the_fall() -> None:
    hearing = one(
        "expedited_hearing_by",
        received="2026-06-01",
        filed=day("2026-06-01"),
        expedited=True,
        no_school_days=((day("2026-06-06"), day("2026-08-23")), (day("2026-09-07"),) * 2),
    )
    assert hearing.date == day("2026-09-15")


def test_without_a_school_calendar_no_date_is_guessed() -> None:
    hearing = one("expedited_hearing_by", filed=day("2026-03-02"), expedited=True)
    assert hearing.date is None
    assert hearing.earliest_safe is None
    assert "days without school" in hearing.why


def test_the_hearing_needs_the_filing_date() -> None:
    hearing = one("expedited_hearing_by", expedited=True, no_school_days=SPRING_BREAK)
    assert hearing.date is None
    assert "the day the complaint was filed" in hearing.why


def test_a_holiday_the_parent_did_not_list_is_named() -> None:
    found = timeline(
        "2026-05-18",
        filed=day("2026-05-18"),
        expedited=True,
        no_school_days=((day("2026-06-20"), day("2026-08-20")),),
    )
    assert any("Memorial Day" in note for note in found.notes)


def test_giving_up_the_meeting_leaves_the_other_dates() -> None:
    found = dates(timeline(expedited=True, events=events(waived_in_writing="2026-03-04")))
    assert found["expedited_meeting_by"] is None
    assert found["expedited_resolution_ends"] == "2026-03-17"


def test_a_school_filed_discipline_case_sends_to_the_hearing_office() -> None:
    meeting = one("expedited_meeting_by", expedited=True, filed_by="school")
    assert meeting.date is None
    assert "Ask the hearing office" in meeting.why


def test_disclosure_still_applies() -> None:
    told = events(hearing_scheduled="2026-03-25")
    assert one("disclosure_due", expedited=True, events=told).date == day("2026-03-18")


def test_ordinary_limits_are_left_out() -> None:
    told = events(sufficiency_challenge_received_by_hearing_officer="2026-03-10")
    found = dates(timeline(expedited=True, events=told))
    assert all(key.startswith("expedited_") for key in found)
