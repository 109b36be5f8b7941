"""Rows 14 and 16 to 20: the adjustments of the 45 days and the cases where they do not apply."""

import pytest

from tests.deadlines.deadline_cases import dates, events, one, timeline

USUAL = "2026-05-16"


@pytest.mark.parametrize(
    ("told", "decision"),
    [
        # Row 17: both give up the meeting in writing; W + 45.
        ({"waived_in_writing": "2026-03-09"}, "2026-04-23"),
        ({"waived_in_writing": "2026-03-02"}, "2026-04-16"),
        # On day 30 itself it comes to the same as the usual case.
        ({"waived_in_writing": "2026-04-01"}, USUAL),
        # Row 18: after the talks began, both sign that no agreement is possible; N + 45.
        (
            {"meeting_held": "2026-03-10", "no_agreement_possible_in_writing": "2026-03-20"},
            "2026-05-04",
        ),
        (
            {"mediation_started": "2026-03-10", "no_agreement_possible_in_writing": "2026-03-10"},
            "2026-04-24",
        ),
        # Row 18, turned: signed after day 30, or before any talks began.
        ({"meeting_held": "2026-03-10", "no_agreement_possible_in_writing": "2026-04-02"}, USUAL),
        ({"meeting_held": "2026-03-15", "no_agreement_possible_in_writing": "2026-03-10"}, USUAL),
        ({"waived_in_writing": "2026-04-02"}, USUAL),
        # Row 19: mediation goes on after day 30 and one side stops it; M + 45.
        ({"mediation_continued_then_withdrawn": "2026-04-10"}, "2026-05-25"),
        # Row 19, turned: it stops before the 30 days end.
        ({"mediation_continued_then_withdrawn": "2026-03-25"}, USUAL),
        ({"mediation_withdrawn_before_day_30": "2026-03-25"}, USUAL),
        ({"mediation_withdrawn_before_day_30": None}, USUAL),
        # Row 20: no paper, no change.
        ({"meeting_held": "2026-03-10"}, USUAL),
        ({"mediation_started": "2026-03-10"}, USUAL),
        # A day that is not known gives no date.
        ({"waived_in_writing": None}, None),
        ({"meeting_held": None, "no_agreement_possible_in_writing": None}, None),
        ({"mediation_continued_then_withdrawn": None}, None),
        # Two starts: the first counts.
        (
            {
                "waived_in_writing": "2026-03-09",
                "mediation_started": "2026-03-12",
                "no_agreement_possible_in_writing": "2026-03-20",
            },
            "2026-04-23",
        ),
    ],
)
def test_decision_date(told: dict[str, str | None], decision: str | None) -> None:
    assert dates(timeline(events=events(**told)))["decision_due"] == decision


def test_a_paper_after_day_30_is_told_to_change_nothing() -> None:
    late = timeline(events=events(waived_in_writing="2026-04-02"))
    assert any("after the 30 days ended" in note for note in late.notes)


def test_a_no_agreement_paper_alone_says_what_is_taken_for_granted() -> None:
    alone = timeline(events=events(no_agreement_possible_in_writing="2026-03-20"))
    assert dates(alone)["decision_due"] == "2026-05-04"
    assert any("counts only if" in note for note in alone.notes)


def test_the_period_ends_with_the_paper_that_starts_the_45_days() -> None:
    told = events(waived_in_writing="2026-03-09")
    period = one("resolution_period_ends", events=told)
    assert period.date is not None and period.date.isoformat() == "2026-03-09"
    assert period.rule == "34 CFR 300.510(c)"


def test_a_meeting_both_gave_up_is_not_due() -> None:
    meeting = one("resolution_meeting_by", events=events(waived_in_writing="2026-03-09"))
    assert meeting.date is None
    assert "no meeting has to be held" in meeting.why


def test_mediation_in_place_of_the_meeting_leaves_the_30_days_running() -> None:
    found = dates(timeline(events=events(mediation_started="2026-03-10")))
    assert found["resolution_meeting_by"] is None
    assert found["resolution_period_ends"] == "2026-04-01"


def test_the_rule_is_the_one_that_applied() -> None:
    waived = one("decision_due", events=events(waived_in_writing="2026-03-09"))
    assert waived.rule.startswith("34 CFR 300.510(c)(1)")
    assert "Sunday" not in waived.counts_from
    mediated = one("decision_due", events=events(mediation_continued_then_withdrawn="2026-04-10"))
    assert mediated.rule.startswith("34 CFR 300.510(c)(3)")
