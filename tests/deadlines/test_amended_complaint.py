"""Row 11: an amended complaint starts the timelines again, from its filing."""

from tests.deadlines.deadline_cases import dates, events, timeline


def test_meeting_period_and_decision_count_from_the_amended_filing() -> None:
    found = timeline(events=events(amended_complaint="2026-03-16"))
    assert dates(found) == {
        "school_response_due": "2026-03-12",
        "sufficiency_challenge_due": "2026-03-17",
        "resolution_meeting_by": "2026-03-31",
        "resolution_period_ends": "2026-04-15",
        "decision_due": "2026-05-30",
    }
    assert any("new 10-day answer" in note for note in found.notes)


def test_the_first_complaint_is_not_needed_for_it() -> None:
    found = dates(timeline(None, events=events(amended_complaint="2026-03-16")))
    assert found["decision_due"] == "2026-05-30"
    assert "school_response_due" not in found


def test_an_unknown_day_leaves_the_dates_open() -> None:
    found = dates(timeline(events=events(amended_complaint=None)))
    assert found["school_response_due"] == "2026-03-12"
    assert found["resolution_meeting_by"] is None
    assert found["resolution_period_ends"] is None
    assert found["decision_due"] is None


def test_a_paper_from_before_it_changes_nothing() -> None:
    found = timeline(events=events(waived_in_writing="2026-03-09", amended_complaint="2026-03-16"))
    assert dates(found)["decision_due"] == "2026-05-30"
    assert dates(found)["resolution_meeting_by"] == "2026-03-31"
    assert any("before the amended complaint" in note for note in found.notes)


def test_a_paper_from_after_it_counts_against_the_new_30_days() -> None:
    # Day 30 of the first complaint is April 1, of the amended one April 15.
    found = timeline(events=events(amended_complaint="2026-03-16", waived_in_writing="2026-04-10"))
    assert dates(found)["decision_due"] == "2026-05-25"


def test_the_last_of_two_amendments_counts() -> None:
    twice = events(amended_complaint="2026-03-16") + events(amended_complaint="2026-03-20")
    assert dates(timeline(events=twice))["decision_due"] == "2026-06-03"


def test_the_last_day_to_amend_before_a_hearing_is_told() -> None:
    found = timeline(events=events(hearing_scheduled="2026-05-04"))
    assert any("5 days before the hearing, Wednesday, April 29, 2026" in n for n in found.notes)


def test_it_moves_no_discipline_date() -> None:
    plain = timeline(expedited=True)
    amended = timeline(expedited=True, events=events(amended_complaint="2026-03-16"))
    assert dates(plain) == dates(amended)
    assert any("not part of the discipline track" in note for note in amended.notes)
