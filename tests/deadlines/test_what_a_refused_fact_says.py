"""The line a parent reads when a fact is missing or can not be, word for word."""

from datetime import date, datetime

import pytest

from bot.deadlines import EVENT_NAMES, DeadlineError, Event, Facts, compute
from tests.deadlines.deadline_cases import day, events, timeline

R = day("2026-03-02")
YEARS_WITHOUT_SCHOOL = tuple((date(y, 1, 1), date(y, 12, 31)) for y in range(2026, 2031))
ROWS = [
    (
        Facts(),
        "received: tell me the day the school received the complaint, or another event with its "
        "date.",
    ),
    (
        Facts(events=events(no_agreement_possible_in_writing=None)),
        "received: tell me the day the other side received the complaint, or at least the day it "
        "was filed.",
    ),
    (
        # A waiver starts the 45 days by itself only with its day (300.510(c)(1)),
        Facts(events=events(waived_in_writing=None)),
        "received: tell me the day the other side received the complaint, or at least the day it "
        "was filed.",
    ),
    (
        # after the parent's complaint,
        Facts(filed_by="school", events=events(waived_in_writing="2026-03-09")),
        "received: tell me the day the other side received the complaint, or at least the day it "
        "was filed.",
    ),
    (
        # and not in an expedited case.
        Facts(expedited=True, events=events(waived_in_writing="2026-03-09")),
        "received: tell me the day the other side received the complaint, or at least the day it "
        "was filed.",
    ),
    (
        Facts(received=R, filed=day("2026-03-03")),
        "received and filed: the complaint cannot be received (Monday, March 2, 2026) before it "
        "was filed (Tuesday, March 3, 2026).",
    ),
    (
        Facts(received=R, filed_by="judge"),  # type: ignore[arg-type]
        "filed_by: “judge” is not a side. Please say parent or school.",
    ),
    (
        Facts(received=R, agreement_from="x"),  # type: ignore[arg-type]
        "agreement_from: “x” is not known. Please say resolution_meeting, mediation or private.",
    ),
    (
        Facts(received=R, state="XX"),
        "state: I do not know the state “XX”. Please use a code like OH, PR or DC.",
    ),
    (
        Facts(received=date(1989, 12, 31)),
        "received: the year 1989 is outside 1990 to 2100. Please check it.",
    ),
    (
        Facts(postmark=date(2101, 1, 1)),
        "postmark: the year 2101 is outside 1990 to 2100. Please check it.",
    ),
    (
        Facts(filed=datetime(2026, 3, 2, 9)),
        "filed: “2026-03-02 09:00:00” is not a date on the calendar. Please write it like "
        "2026-03-02.",
    ),
    (
        Facts(received=R, events=(Event("party"),)),
        f"event: I do not know the event “party”. The events are: {', '.join(EVENT_NAMES)}.",
    ),
    (
        Facts(received=R, events=(Event("meeting_held", date(1989, 1, 1)),)),
        "meeting_held: the year 1989 is outside 1990 to 2100. Please check it.",
    ),
    (
        Facts(received=R, events=events(meeting_held="2026-03-01")),
        "meeting_held: the day of the resolution meeting (Sunday, March 1, 2026) cannot come "
        "before the complaint (Monday, March 2, 2026). Please check both dates.",
    ),
    (
        Facts(filed=R, events=events(waived_in_writing="2026-03-01")),
        "waived_in_writing: the day you both signed that you skip the resolution meeting (Sunday, "
        "March 1, 2026) cannot come before the complaint (Monday, March 2, 2026). Please check "
        "both dates.",
    ),
    (
        # An event without a day is passed over; the one after it is still held to the complaint.
        Facts(received=R, events=events(mediation_started=None, meeting_held="2026-03-01")),
        "meeting_held: the day of the resolution meeting (Sunday, March 1, 2026) cannot come "
        "before the complaint (Monday, March 2, 2026). Please check both dates.",
    ),
    (
        # So is one that may come at any time.
        Facts(
            received=R,
            events=events(
                refusal_or_proposal="2026-01-05",
                knew_or_should_have_known="2026-01-05",
                agreement_signed="2026-03-02",
                meeting_held="2026-03-01",
            ),
        ),
        "meeting_held: the day of the resolution meeting (Sunday, March 1, 2026) cannot come "
        "before the complaint (Monday, March 2, 2026). Please check both dates.",
    ),
    (
        Facts(received=R, no_school_days=((R, day("2026-03-01")),)),
        "no_school_days: the days without school must go from an earlier to a later date, at most "
        "400 days. Please check 2026-03-02..2026-03-01.",
    ),
    (
        # 401 days after the first.
        Facts(received=R, no_school_days=((R, day("2027-04-07")),)),
        "no_school_days: the days without school must go from an earlier to a later date, at most "
        "400 days. Please check 2026-03-02..2027-04-07.",
    ),
    (
        Facts(received=R, no_school_days=((date(1989, 1, 1), R),)),
        "no_school_days: the year 1989 is outside 1990 to 2100. Please check it.",
    ),
    (
        Facts(received=R, no_school_days=((R, date(2101, 1, 1)),)),
        "no_school_days: the year 2101 is outside 1990 to 2100. Please check it.",
    ),
    (
        Facts(received=R, events=events(waived_in_writing="2026-03-09", meeting_held=None)),
        "waived_in_writing and meeting_held: a meeting that both sides gave up in writing cannot "
        "also have been held. Which one is right?",
    ),
    (
        Facts(
            received=R,
            events=events(waived_in_writing="2026-03-09", agreement_signed="2026-03-10"),
        ),
        "waived_in_writing and agreement_signed (resolution_meeting): an agreement cannot come "
        "from a meeting that both sides gave up. Say if it came from mediation or was private.",
    ),
    (
        Facts(
            received=R,
            events=events(
                mediation_continued_then_withdrawn=None, mediation_withdrawn_before_day_30=None
            ),
        ),
        "mediation_continued_then_withdrawn and mediation_withdrawn_before_day_30: mediation "
        "cannot both stop before day 30 and go on after it. Which one is right?",
    ),
    (
        Facts(received=R, events=events(mediation_withdrawn_before_day_30="2026-04-02")),
        "mediation_withdrawn_before_day_30: you said mediation stopped before day 30, but "
        "Thursday, April 2, 2026 is after day 30 (Wednesday, April 1, 2026). Please check.",
    ),
    (
        Facts(received=R, events=events(meeting_held="2026-03-10", agreement_signed="2026-03-09")),
        "agreement_signed and meeting_held: the day the agreement was signed (Monday, March 9, "
        "2026) cannot come before the day of the resolution meeting (Tuesday, March 10, 2026). "
        "Please check both dates.",
    ),
    (
        # Of two pairs in a wrong order the first of the list may be an agreement made elsewhere.
        Facts(
            received=R,
            agreement_from="private",
            events=events(
                meeting_held="2026-03-10",
                agreement_signed="2026-03-09",
                decision_issued="2026-04-02",
                decision_received="2026-04-01",
            ),
        ),
        "decision_received and decision_issued: the day you got the hearing officer's decision "
        "(Wednesday, April 1, 2026) cannot come before the date of the hearing officer's decision "
        "(Thursday, April 2, 2026). Please check both dates.",
    ),
    (
        Facts(events=events(decision_issued="2026-03-02"), postmark=day("2026-03-01")),
        "postmark and decision_issued: the postmark on the notice of the decision (Sunday, March "
        "1, 2026) cannot come before the date of the hearing officer's decision (Monday, March 2, "
        "2026). Please check both dates.",
    ),
    (
        Facts(received=R, events=events(knew_or_should_have_known="2026-03-03")),
        "knew_or_should_have_known and received: the day the school got your complaint (Monday, "
        "March 2, 2026) cannot come before the day you knew, or should have known, about the "
        "problem (Tuesday, March 3, 2026). Please check both dates.",
    ),
    (
        Facts(received=R, filed_by="school", events=events(knew_or_should_have_known="2026-03-03")),
        "knew_or_should_have_known and received: the day you got the school's complaint (Monday, "
        "March 2, 2026) cannot come before the day you knew, or should have known, about the "
        "problem (Tuesday, March 3, 2026). Please check both dates.",
    ),
    (
        Facts(
            received=day("2026-03-04"),
            filed=R,
            events=events(knew_or_should_have_known="2026-03-03"),
        ),
        "knew_or_should_have_known and filed: the day the complaint was filed (Monday, March 2, "
        "2026) cannot come before the day you knew, or should have known, about the problem "
        "(Tuesday, March 3, 2026). Please check both dates.",
    ),
    (
        Facts(
            received=R,
            events=(
                *events(waived_in_writing="2026-03-09"),
                *events(waived_in_writing="2026-03-10"),
            ),
        ),
        "waived_in_writing: you gave this event two different dates. Please keep the right one.",
    ),
    (
        Facts(state="ME", events=events(review_decision_issued="2026-03-02")),
        "review_decision_issued: as far as I know, Maine has no state review of a hearing "
        "decision. Is this the date of the hearing officer's decision?",
    ),
    (
        Facts(filed=R, expedited=True, no_school_days=YEARS_WITHOUT_SCHOOL),
        "no_school_days: no school day is left to count with these days without school. Please "
        "check them.",
    ),
]


@pytest.mark.parametrize(("facts", "line"), ROWS)
def test_the_line_names_the_fact_and_what_is_wrong_with_it(facts: Facts, line: str) -> None:
    with pytest.raises(DeadlineError) as caught:
        compute(facts)
    assert (caught.value.message, str(caught.value)) == (line, line)


@pytest.mark.parametrize(("facts", "line"), ROWS)
def test_only_a_fact_that_was_not_told_counts_as_missing(facts: Facts, line: str) -> None:
    with pytest.raises(DeadlineError) as caught:
        compute(facts)
    assert caught.value.missing is line.startswith("received: tell me")


def test_a_language_without_wording_is_named() -> None:
    with pytest.raises(DeadlineError) as caught:
        compute(Facts(received=R), language="xx")
    assert caught.value.message == "language: I have no wording in “xx”."
    assert not caught.value.missing


@pytest.mark.parametrize(
    "facts",
    [
        # The same day twice is no contradiction.
        Facts(received=R, filed=R),
        Facts(received=R, events=events(meeting_held="2026-03-02")),
        Facts(received=R, events=events(knew_or_should_have_known="2026-03-02")),
        Facts(received=R, events=events(agreement_signed="2026-03-02")),
        Facts(received=R, events=events(meeting_held="2026-03-10", agreement_signed="2026-03-10")),
        Facts(events=events(decision_issued="2026-03-02"), postmark=R),
        Facts(received=R, events=events(mediation_withdrawn_before_day_30="2026-04-01")),
        Facts(
            received=R,
            events=(
                *events(waived_in_writing="2026-03-09"),
                *events(waived_in_writing="2026-03-09"),
            ),
        ),
        # The first and the last year of the lists of holidays.
        Facts(received=date(1990, 1, 1)),
        Facts(received=date(2100, 1, 1)),
        # One day without school, and the longest range of them: 400 days after the first.
        Facts(received=R, no_school_days=((R, R),)),
        Facts(received=R, no_school_days=((R, day("2027-04-06")),)),
        # Where the school filed, no meeting is required: giving one up contradicts nothing.
        Facts(
            received=R,
            filed_by="school",
            events=events(waived_in_writing="2026-03-09", meeting_held="2026-03-10"),
        ),
        Facts(
            received=R,
            filed_by="school",
            events=events(waived_in_writing="2026-03-09", agreement_signed="2026-03-10"),
        ),
        # Each source of an agreement is a known word.
        Facts(received=R, agreement_from="resolution_meeting"),
        Facts(received=R, agreement_from="mediation"),
        Facts(received=R, agreement_from="private"),
        # An agreement from elsewhere may come before the complaint and before the meeting.
        Facts(received=R, agreement_from="mediation", events=events(agreement_signed="2026-03-01")),
        Facts(
            received=R,
            agreement_from="mediation",
            events=events(meeting_held="2026-03-10", agreement_signed="2026-03-09"),
        ),
        Facts(
            received=R,
            agreement_from="private",
            events=events(waived_in_writing="2026-03-09", agreement_signed="2026-03-10"),
        ),
        # An amended complaint starts the clock, so the day of the first is not needed.
        Facts(events=events(amended_complaint="2026-03-02", waived_in_writing="2026-03-09")),
        # Without a state, or where it is not sure, a review decision may exist.
        Facts(events=events(review_decision_issued="2026-03-02")),
        Facts(state="OK", events=events(review_decision_issued="2026-03-02")),
        Facts(state="NY", events=events(review_decision_issued="2026-03-02")),
    ],
)
def test_facts_that_fit_together_give_a_timeline(facts: Facts) -> None:
    assert compute(facts).deadlines


def test_the_first_of_two_meetings_and_of_two_starts_of_mediation_counts() -> None:
    """The paper came between the two, so the talks of 34 CFR 300.510(c)(2) had begun."""
    for name in ("meeting_held", "mediation_started"):
        paper = events(no_agreement_possible_in_writing="2026-03-20")
        first, last = events(**{name: "2026-03-10"}), events(**{name: "2026-03-25"})
        for told in (first + last, last + first):
            found = {d.key: d for d in timeline(events=told + paper).deadlines}
            assert found["decision_due"].date == day("2026-05-04")


def test_a_day_told_once_is_not_lost_when_the_event_is_told_again_without_one() -> None:
    told, undated = events(waived_in_writing="2026-03-09"), events(waived_in_writing=None)
    for both in (told + undated, undated + told):
        found = {d.key: d for d in timeline(events=both).deadlines}
        assert found["decision_due"].date == day("2026-04-23")
