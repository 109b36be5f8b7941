"""Rows 1, 2, 31 and 32 and the states of section 6 that differ."""

import pytest

from tests.deadlines.deadline_cases import dates, day, events, one, timeline

DECIDED = events(decision_issued="2026-03-02")


def test_court_within_90_days_of_the_decision() -> None:
    court = one("civil_action_by", None, state="PA", events=DECIDED)
    assert court.date == day("2026-05-31")
    assert "act by Friday, May 29, 2026" in court.why  # May 31 is a Sunday
    assert "state_review_appeal_by" not in dates(timeline(None, state="PA", events=DECIDED))


def test_kansas_counts_30_days_from_the_postmark() -> None:
    review = one(
        "state_review_appeal_by", None, state="KS", postmark=day("2026-03-04"), events=DECIDED
    )
    assert review.date == day("2026-04-03")
    assert review.rule.startswith("K.S.A. 72-3418")
    alone = dates(timeline(None, state="KS", postmark=day("2026-03-04")))
    assert alone == {"state_review_appeal_by": "2026-04-03"}


def test_kansas_without_the_postmark_has_a_safe_day_only() -> None:
    review = one("state_review_appeal_by", None, state="KS", events=DECIDED)
    assert review.date is None
    assert review.earliest_safe == day("2026-04-01")
    assert "postmark" in review.why


def test_ohio_counts_45_days_and_says_from_when() -> None:
    review = one("state_review_appeal_by", None, state="OH", events=DECIDED)
    assert review.date == day("2026-04-16")
    assert "earliest day you could have got it" in review.why


def test_new_yorks_time_to_ask_for_review_is_not_guessed() -> None:
    review = one("state_review_appeal_by", None, state="NY", events=DECIDED)
    assert review.date is None
    assert "state law" in review.why


@pytest.mark.parametrize("state", ["KS", "NY", "OH"])
def test_where_there_is_a_review_court_comes_after_it(state: str) -> None:
    court = one("civil_action_by", None, state=state, events=DECIDED)
    assert court.date is None
    assert "reviewer's decision" in court.why


def test_a_postmark_elsewhere_is_not_used() -> None:
    found = timeline(None, state="PA", postmark=day("2026-03-04"), events=DECIDED)
    assert dates(found) == {"civil_action_by": "2026-05-31"}
    assert any("Kansas only" in note for note in found.notes)


@pytest.mark.parametrize(
    ("state", "told", "last"),
    [
        ("OH", {"knew_or_should_have_known": "2025-09-10"}, "2027-09-10"),
        ("OH", {"knew_or_should_have_known": "2024-02-29"}, "2026-02-28"),
        ("NC", {"knew_or_should_have_known": "2025-09-10"}, "2026-09-10"),
        ("TX", {"knew_or_should_have_known": "2025-09-10"}, "2027-09-10"),
        ("HI", {"knew_or_should_have_known": "2025-09-10"}, "2027-09-10"),
        ("WI", {"refusal_or_proposal": "2025-09-10"}, "2026-09-10"),
        ("AK", {"written_notice_of_decision": "2025-09-10"}, "2026-09-10"),
        # The trigger of that state is not told: no date, a question.
        ("WI", {"knew_or_should_have_known": "2025-09-10"}, None),
        ("AK", {"knew_or_should_have_known": "2025-09-10"}, None),
        ("OH", {"refusal_or_proposal": "2025-09-10"}, None),
    ],
)
def test_time_to_file(state: str, told: dict[str, str | None], last: str | None) -> None:
    found = timeline(None, state=state, events=events(**told))
    assert dates(found) == {"file_complaint_by": last}
    assert any("Two exceptions" in note for note in found.notes)


def test_a_district_in_alaska_has_60_days() -> None:
    told = events(written_notice_of_decision="2026-03-02")
    found = timeline(None, state="AK", filed_by="school", events=told)
    assert dates(found) == {"file_complaint_by": "2026-05-01"}
    assert not any("Two exceptions" in note for note in found.notes)


def test_without_a_state_the_shorter_limit_is_the_safe_one() -> None:
    filing = one("file_complaint_by", None, events=events(knew_or_should_have_known="2025-09-10"))
    assert (filing.date, filing.earliest_safe) == (day("2027-09-10"), day("2026-09-10"))


def test_texas_before_its_change_warns_of_one_year() -> None:
    told = events(knew_or_should_have_known="2022-08-31")
    filing = one("file_complaint_by", None, state="TX", events=told)
    assert (filing.date, filing.earliest_safe) == (day("2024-08-31"), day("2023-08-31"))
    after = events(knew_or_should_have_known="2022-09-01")
    filing = one("file_complaint_by", None, state="TX", events=after)
    assert filing.date == filing.earliest_safe == day("2024-09-01")


def test_a_complaint_filed_too_late_is_told() -> None:
    told = events(knew_or_should_have_known="2023-09-10")
    assert any("filed after this limit" in n for n in timeline(state="OH", events=told).notes)


def test_hawaii_tells_the_180_days_of_a_private_placement() -> None:
    told = events(knew_or_should_have_known="2025-09-10")
    assert any("180 calendar days" in n for n in timeline(None, state="HI", events=told).notes)
