"""Bad input ends with one clear line naming the fact."""

from datetime import date, datetime

import pytest

from bot.deadlines import DeadlineError, Event, Facts, compute
from tests.deadlines.deadline_cases import day, events, timeline

R = day("2026-03-02")


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        (Facts(), "received"),
        (Facts(filed_by="school"), "received"),
        (Facts(expedited=True), "received"),
        (Facts(state="OH"), "received"),
        (Facts(postmark=R), "received"),
        (Facts(events=(Event("waived_in_writing"),)), "received"),
        (Facts(events=(Event("waived_in_writing", R),), expedited=True), "received"),
        (Facts(events=(Event("waived_in_writing", R),), filed_by="school"), "received"),
        (Facts(events=(Event("parent_did_not_participate"),)), "received"),
        (Facts(received=R, state="XX"), "state"),
        (Facts(received=R, state=""), "state"),
        (Facts(received=R, state="UM"), "state"),
        (Facts(received=date(1989, 12, 31)), "received"),
        (Facts(filed=date(2101, 1, 1)), "filed"),
        (Facts(received=datetime(2026, 3, 2, 9)), "received"),
        (Facts(received=R, filed=day("2026-03-03")), "received and filed"),
        (Facts(received=R, filed_by="judge"), "filed_by"),  # type: ignore[arg-type]
        (Facts(received=R, agreement_from="x"), "agreement_from"),  # type: ignore[arg-type]
        (Facts(received=R, events=(Event("party"),)), "event"),
        (Facts(received=R, events=(Event("meeting_held", day("2026-03-01")),)), "meeting_held"),
        (
            Facts(filed=R, events=(Event("amended_complaint", day("2026-03-01")),)),
            "amended_complaint",
        ),
        (
            Facts(received=R, events=(Event("agreement_signed", day("2026-03-01")),)),
            "agreement_signed",
        ),
        (Facts(received=R, no_school_days=((R, day("2026-03-01")),)), "no_school_days"),
        (Facts(received=R, no_school_days=((R, day("2036-03-01")),)), "no_school_days"),
        (
            Facts(received=R, events=events(waived_in_writing="2026-03-09", meeting_held=None)),
            "waived_in_writing and meeting_held",
        ),
        (
            Facts(
                received=R,
                events=events(
                    mediation_continued_then_withdrawn=None, mediation_withdrawn_before_day_30=None
                ),
            ),
            "mediation_continued_then_withdrawn and mediation_withdrawn_before_day_30",
        ),
        (
            Facts(received=R, events=events(mediation_withdrawn_before_day_30="2026-04-02")),
            "mediation_withdrawn_before_day_30",
        ),
        (
            Facts(
                received=R,
                events=events(meeting_held="2026-03-10", agreement_signed="2026-03-09"),
            ),
            "agreement_signed and meeting_held",
        ),
        (
            Facts(events=events(decision_issued="2026-03-02"), postmark=day("2026-03-01")),
            "postmark and decision_issued",
        ),
        (
            Facts(received=R, events=events(knew_or_should_have_known="2026-03-03")),
            "knew_or_should_have_known and received",
        ),
        (
            Facts(
                received=R,
                events=events(waived_in_writing="2026-03-09")
                + events(waived_in_writing="2026-03-10"),
            ),
            "waived_in_writing",
        ),
    ],
)
def test_each_names_its_fact_in_one_line(facts: Facts, fact: str) -> None:
    with pytest.raises(DeadlineError) as caught:
        compute(facts)
    assert caught.value.fact == fact
    assert caught.value.message.startswith(fact)
    assert "\n" not in caught.value.message


def test_a_settlement_of_a_meeting_that_was_given_up_asks_where_it_came_from() -> None:
    told = events(waived_in_writing="2026-03-09", agreement_signed="2026-03-20")
    with pytest.raises(DeadlineError, match="mediation or was private"):
        timeline(events=told)
    timeline(events=told, agreement_from="mediation")


def test_a_private_agreement_may_come_before_the_complaint() -> None:
    timeline(agreement_from="private", events=events(agreement_signed="2026-01-05"))


def test_no_school_days_that_never_end_are_refused() -> None:
    years = tuple((date(y, 1, 1), date(y, 12, 31)) for y in range(2026, 2031))
    with pytest.raises(DeadlineError, match="no school day is left"):
        timeline(filed=R, expedited=True, no_school_days=years)


def test_a_state_is_known_by_code_or_name_in_any_case() -> None:
    assert timeline(state="oh") == timeline(state="OH") == timeline(state=" Ohio ")
    assert timeline(state="D.C.") == timeline(state="DC")
    assert timeline(state="US Virgin Islands") == timeline(state="VI")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(DeadlineError, match="language"):
        compute(Facts(received=R), language="xx")
    with pytest.raises(DeadlineError, match="language"):
        compute(Facts(received=R), language="../en")
