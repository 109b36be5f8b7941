"""Rows 1, 2, 31 and 32, and the states whose limits differ. Each expected day is counted by hand."""

import pytest

from bot.deadlines import DeadlineError
from tests.deadlines.deadline_cases import dates, day, events, one, timeline

DECIDED = events(decision_issued="2026-03-02")


def limits(key: str, state: str | None, **told: str) -> tuple[str | None, str | None]:
    """Date and safe day of one key in a state, as ISO or None."""
    postmark = told.pop("postmark", None)
    mailed = day(postmark) if postmark else None
    found = one(key, None, state=state, postmark=mailed, events=events(**told))
    return (
        found.date.isoformat() if found.date else None,
        found.earliest_safe.isoformat() if found.earliest_safe else None,
    )


D, GOT = "2026-03-02", "2026-03-05"


@pytest.mark.parametrize(
    ("state", "told", "date", "safe"),
    [
        # Without a state: 90 days by the federal rule, 30 to be safe.
        (None, {"decision_issued": D}, "2026-05-31", "2026-04-01"),
        (None, {"review_decision_issued": D}, "2026-05-31", "2026-04-01"),
        ("UT", {"decision_issued": D}, "2026-04-01", "2026-04-01"),
        ("SD", {"decision_issued": D}, "2026-04-01", "2026-04-01"),
        # State court 30 days, federal court 90.
        ("PA", {"decision_issued": D}, "2026-05-31", "2026-04-01"),
        ("NC", {"decision_issued": D}, "2026-05-31", "2026-04-01"),
        # From the day the parent got the decision; its own date gives the safe day.
        ("MN", {"decision_issued": D, "decision_received": GOT}, "2026-05-04", "2026-05-01"),
        ("MN", {"decision_issued": D}, None, "2026-05-01"),
        ("MN", {"decision_received": GOT}, "2026-05-04", "2026-05-04"),
        ("MO", {"decision_issued": D, "decision_received": GOT}, "2026-04-19", "2026-04-16"),
        ("MO", {"decision_issued": D}, None, "2026-04-16"),
        ("NH", {"decision_issued": D, "decision_received": GOT}, "2026-07-03", "2026-06-30"),
        # From the day it was mailed.
        ("CT", {"decision_issued": D, "postmark": GOT}, "2026-04-19", "2026-04-16"),
        ("CT", {"decision_issued": D}, None, "2026-04-16"),
        ("IL", {"decision_issued": D, "postmark": GOT}, "2026-07-03", "2026-05-31"),
        ("MI", {"decision_issued": D, "postmark": GOT}, "2026-06-03", "2026-05-31"),
        # A limit that was not seen: no date, 30 days to be safe.
        ("ME", {"decision_issued": D}, None, "2026-04-01"),
        ("WI", {"decision_issued": D}, None, "2026-04-01"),
        # After the state review.
        ("KY", {"review_decision_issued": D}, "2026-04-01", "2026-04-01"),
        ("OH", {"review_decision_issued": D}, "2026-05-31", "2026-04-16"),
        ("NY", {"review_decision_issued": D}, None, "2026-04-01"),
    ],
)  # fmt: skip
def test_time_to_go_to_court(
    state: str | None, told: dict[str, str], date: str | None, safe: str | None
) -> None:
    assert limits("civil_action_by", state, **told) == (date, safe)


def test_a_last_day_on_a_weekend_names_the_working_day_before() -> None:
    court = one("civil_action_by", None, state="WA", events=DECIDED)
    assert court.date == day("2026-05-31")  # a Sunday
    assert court.working_day == day("2026-05-29")
    assert "act by Friday, May 29, 2026" in court.why
    assert "state_review_appeal_by" not in dates(timeline(None, state="WA", events=DECIDED))


@pytest.mark.parametrize(
    ("state", "told", "date", "safe"),
    [
        ("NY", {"decision_issued": D}, "2026-04-11", "2026-04-11"),
        ("KS", {"decision_issued": D, "postmark": "2026-03-04"}, "2026-04-03", "2026-04-03"),
        ("KS", {"decision_issued": D}, None, "2026-04-01"),
        ("OH", {"decision_issued": D}, "2026-04-16", "2026-04-16"),
        ("OH", {"decision_issued": D, "decision_received": GOT}, "2026-04-19", "2026-04-16"),
        ("NV", {"decision_issued": D, "decision_received": GOT}, "2026-04-04", "2026-04-01"),
        ("NV", {"decision_issued": D}, None, "2026-04-01"),
        # The limit was not seen: ten days to be safe.
        ("SC", {"decision_issued": D}, None, "2026-03-12"),
        ("KY", {"decision_issued": D}, None, "2026-03-12"),
    ],
)
def test_time_to_ask_for_the_state_review(
    state: str, told: dict[str, str], date: str | None, safe: str | None
) -> None:
    assert limits("state_review_appeal_by", state, **told) == (date, safe)


def test_new_yorks_notice_comes_25_days_after_the_decision() -> None:
    assert limits("review_notice_by", "NY", decision_issued=D) == ("2026-03-27", "2026-03-27")
    assert "review_notice_by" not in dates(timeline(None, state="KS", events=DECIDED))


def test_kansas_counts_from_the_postmark_alone() -> None:
    alone = dates(timeline(None, state="KS", postmark=day("2026-03-04")))
    assert alone["state_review_appeal_by"] == "2026-04-03"


def test_ohio_says_from_when_it_counts() -> None:
    review = one("state_review_appeal_by", None, state="OH", events=DECIDED)
    assert "earliest day you could have got it" in review.why


@pytest.mark.parametrize("state", ["KS", "KY", "NV", "NY", "OH", "SC"])
def test_where_there_is_a_review_court_comes_after_it(state: str) -> None:
    court = one("civil_action_by", None, state=state, events=DECIDED)
    assert court.date is None and court.earliest_safe is None
    assert "reviewer's decision" in court.why


def test_once_the_review_is_decided_its_own_time_is_over() -> None:
    told = events(decision_issued=D, review_decision_issued="2026-06-01")
    assert list(dates(timeline(None, state="NY", events=told))) == ["civil_action_by"]


def test_a_review_decision_in_a_state_without_a_review_is_asked_about() -> None:
    with pytest.raises(DeadlineError) as caught:
        timeline(None, state="TX", events=events(review_decision_issued=D))
    assert caught.value.fact == "review_decision_issued" and "Texas" in caught.value.message


def test_a_decision_cannot_come_before_it_was_made() -> None:
    with pytest.raises(DeadlineError) as caught:
        timeline(None, events=events(decision_issued=GOT, decision_received=D))
    assert caught.value.fact == "decision_received and decision_issued"


def test_a_postmark_elsewhere_is_not_used() -> None:
    found = timeline(None, state="PA", postmark=day("2026-03-04"), events=DECIDED)
    assert dates(found) == {"civil_action_by": "2026-05-31"}
    assert any("does not count from the postmark" in note for note in found.notes)


def test_the_hearing_officers_new_day_for_the_decision_counts() -> None:
    told = events(decision_extended_to="2026-07-01")
    due = one("decision_due", "2026-03-02", events=told)
    assert due.date == day("2026-07-01") and due.rule == "34 CFR 300.515(c)"
    assert one("decision_due", "2026-03-02", events=events(decision_extended_to=None)).date is None


@pytest.mark.parametrize(
    ("state", "told", "last"),
    [
        ("NC", {"knew_or_should_have_known": "2025-09-10"}, "2026-09-10"),
        ("NC", {"knew_or_should_have_known": "2024-02-29"}, "2025-02-28"),
        ("LA", {"knew_or_should_have_known": "2025-09-10"}, "2026-09-10"),
        ("TX", {"knew_or_should_have_known": "2025-09-10"}, "2027-09-10"),
        ("HI", {"knew_or_should_have_known": "2025-09-10"}, "2027-09-10"),
        ("NY", {"knew_or_should_have_known": "2025-09-10"}, "2027-09-10"),
        ("WA", {"knew_or_should_have_known": "2024-02-29"}, "2026-02-28"),
        ("WI", {"refusal_or_proposal": "2025-09-10"}, "2026-09-10"),
        ("AK", {"written_notice_of_decision": "2025-09-10"}, "2026-09-10"),
        # The trigger of that state is not told: no date, a question.
        ("WI", {"knew_or_should_have_known": "2025-09-10"}, None),
        ("AK", {"knew_or_should_have_known": "2025-09-10"}, None),
        ("WA", {"refusal_or_proposal": "2025-09-10"}, None),
        # A limit that was not seen.
        ("UT", {"knew_or_should_have_known": "2025-09-10"}, None),
    ],
)
def test_time_to_file(state: str, told: dict[str, str | None], last: str | None) -> None:
    found = timeline(None, state=state, events=events(**told))
    assert dates(found) == {"file_complaint_by": last}
    assert any("Two exceptions" in note for note in found.notes)


def test_a_filing_limit_that_was_not_seen_has_one_year_as_the_safe_day() -> None:
    filing = limits("file_complaint_by", "UT", knew_or_should_have_known="2025-09-10")
    assert filing == (None, "2026-09-10")


def test_a_district_in_alaska_counts_from_the_parents_act_so_it_has_no_date() -> None:
    told = events(written_notice_of_decision="2026-03-02")
    found = timeline(None, state="AK", filed_by="school", events=told)
    assert dates(found) == {"file_complaint_by": None}
    assert "the parent's action or inaction" in found.deadlines[0].why
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
    assert any("filed after this limit" in n for n in timeline(state="WA", events=told).notes)


def test_a_complaint_after_the_safe_day_of_a_limit_that_was_not_seen_is_told() -> None:
    told = events(knew_or_should_have_known="2024-09-10")
    assert any("safe in every state" in n for n in timeline(state="UT", events=told).notes)


def test_hawaii_tells_the_180_days_of_a_private_placement() -> None:
    told = events(knew_or_should_have_known="2025-09-10")
    assert any("180 calendar days" in n for n in timeline(None, state="HI", events=told).notes)
