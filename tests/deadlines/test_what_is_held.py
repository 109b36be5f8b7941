"""The list of limits says what each state's file holds, and loses none of what is missing."""

from bot.deadlines.held import held, table
from bot.deadlines.rules import overlay, states


def test_a_held_limit_tells_its_count_and_its_safe_day() -> None:
    assert held("UT")["civil_action_by"] == "30 calendar days from decision_issued"
    assert held("NC")["file_complaint_by"] == "1 year from knew_or_should_have_known"
    assert held("PA")["civil_action_by"] == (
        "90 calendar days from decision_issued, safe 30 calendar days from decision_issued"
    )
    assert held("LA")["file_complaint_by"].endswith("(reference)")


def test_the_limit_of_today_is_told_not_that_of_long_ago() -> None:
    assert held("TX")["file_complaint_by"] == "2 years from knew_or_should_have_known"


def test_only_states_with_a_review_have_its_limit() -> None:
    reviewed = [state for state in states() if "state_review_appeal_by" in held(state)]
    assert reviewed == ["KS", "KY", "NV", "NY", "OH", "SC"]


def test_every_missing_limit_is_listed_with_what_was_tried() -> None:
    text = table()
    for state in states():
        for key, how in held(state).items():
            if how == "missing":
                assert f"   {key}: missing - {overlay(state)['not_held'][key]}" in text
    total = sum(len(held(state)) for state in states())
    missing = sum(how == "missing" for state in states() for how in held(state).values())
    assert text.endswith(f"{total - missing} of {total} limits are held, {missing} missing.")
