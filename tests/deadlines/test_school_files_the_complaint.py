"""The reference's section on a complaint filed by the school."""

from tests.deadlines.deadline_cases import dates, events, one, timeline


def test_there_is_no_resolution_meeting_and_45_days_run_from_receipt() -> None:
    found = timeline(filed_by="school")
    assert dates(found) == {
        "parent_response_due": "2026-03-12",
        "sufficiency_challenge_due": "2026-03-17",
        "decision_due": "2026-04-16",
    }
    assert any("guidance" in note for note in found.notes)


def test_the_parent_must_answer_and_may_challenge() -> None:
    assert one("parent_response_due", filed_by="school").who == "You, the parent"
    assert one("sufficiency_challenge_due", filed_by="school").who == "You, the parent"
    assert one("sufficiency_challenge_due").who == "The school"


def test_giving_up_a_meeting_that_is_not_required_moves_nothing() -> None:
    found = timeline(filed_by="school", events=events(waived_in_writing="2026-03-09"))
    assert dates(found)["decision_due"] == "2026-04-16"
    assert any("does not change the dates" in note for note in found.notes)


def test_an_amended_complaint_of_the_school_starts_45_days_at_its_filing() -> None:
    found = timeline(filed_by="school", events=events(amended_complaint="2026-03-16"))
    assert dates(found)["decision_due"] == "2026-04-30"


def test_new_yorks_first_day_does_not_touch_a_school_filed_case() -> None:
    decision = one("decision_due", filed_by="school", state="NY")
    assert decision.earliest_safe == decision.date
