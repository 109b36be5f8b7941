"""The one fact to ask for, so that a date a parent wants can be given."""

from typing import Any

import pytest

from bot.deadlines import DeadlineError, Facts, needed
from tests.deadlines.deadline_cases import day, events

R = day("2026-03-02")
DECIDED = events(decision_issued="2026-03-02")
BREAK = ((day("2026-03-16"), day("2026-03-20")),)


@pytest.mark.parametrize(
    ("told", "key", "fact"),
    [
        # Nothing told: what the rule counts from, by the name the parent tells it.
        ({}, "school_response_due", "received"),
        ({}, "decision_due", "received"),
        ({"filed_by": "school"}, "parent_response_due", "received"),
        ({"expedited": True}, "expedited_meeting_by", "received"),
        ({}, "sufficiency_ruling_due", "sufficiency_challenge_received_by_hearing_officer"),
        ({}, "void_agreement_by", "agreement_signed"),
        ({}, "offer_response_by", "settlement_offer_received"),
        ({}, "disclosure_due", "hearing_scheduled"),
        ({}, "civil_action_by", "decision_issued"),
        ({}, "file_complaint_by", "knew_or_should_have_known"),
        # The state says what its own limit counts from.
        ({"state": "MN"}, "civil_action_by", "decision_received"),
        ({"state": "KS"}, "state_review_appeal_by", "postmark"),
        ({"state": "NY"}, "state_review_appeal_by", "decision_issued"),
        ({"state": "NY"}, "review_notice_by", "decision_issued"),
        ({"state": "KS"}, "file_complaint_by", "refusal_or_proposal"),
        ({"state": "AK"}, "file_complaint_by", "written_notice_of_decision"),
        # A review comes before court there, so court counts from its decision.
        ({"state": "NY"}, "civil_action_by", "review_decision_issued"),
        # The limit was not seen; its safe day counts from the decision.
        ({"state": "ME"}, "civil_action_by", "decision_issued"),
        # One fact is told, and the rule counts from another.
        ({"state": "CT", "events": DECIDED}, "civil_action_by", "postmark"),
        ({"state": "NH", "events": DECIDED}, "civil_action_by", "decision_received"),
        ({"state": "KS", "events": DECIDED}, "state_review_appeal_by", "postmark"),
        (
            {"state": "PA", "events": events(decision_received="2026-03-02")},
            "civil_action_by",
            "decision_issued",
        ),
        (
            {"state": "KS", "events": events(knew_or_should_have_known="2026-03-02")},
            "file_complaint_by",
            "refusal_or_proposal",
        ),
        # An event is told without its day.
        ({"events": events(hearing_scheduled=None)}, "disclosure_due", "hearing_scheduled"),
        ({"events": events(amended_complaint=None)}, "decision_due", "amended_complaint"),
        (
            {"received": R, "events": events(waived_in_writing=None)},
            "decision_due",
            "waived_in_writing",
        ),
        # A discipline case needs the days without school, the filing and the hearing.
        ({"expedited": True, "received": R}, "expedited_hearing_by", "no_school"),
        (
            {"expedited": True, "received": R, "no_school_days": BREAK},
            "expedited_hearing_by",
            "filed",
        ),
        ({"expedited": True, "no_school_days": BREAK}, "expedited_hearing_by", "filed"),
        (
            {"expedited": True, "no_school_days": BREAK, "state": "IN"},
            "expedited_hearing_by",
            "received",
        ),
        ({"expedited": True, "received": R}, "expedited_decision_by", "expedited_hearing_held"),
        (
            {"expedited": True, "events": events(expedited_hearing_held="2026-03-02")},
            "expedited_decision_by",
            "no_school",
        ),
        # The date is there, so nothing is asked.
        ({"received": R}, "decision_due", None),
        ({"filed": R}, "school_response_due", None),
        ({"state": "KS", "postmark": R}, "state_review_appeal_by", None),
        (
            {"expedited": True, "received": R, "filed": R, "no_school_days": BREAK},
            "expedited_hearing_by",
            None,
        ),
        # The rule is not about this case, or gives no date whatever is told.
        ({}, "parent_response_due", None),
        ({"filed_by": "school"}, "resolution_meeting_by", None),
        ({"expedited": True}, "decision_due", None),
        ({"received": R}, "school_may_ask_dismissal_from", None),
        ({"state": "PA"}, "state_review_appeal_by", None),
        ({"state": "OH", "events": DECIDED}, "civil_action_by", None),
        ({"state": "ME", "events": DECIDED}, "civil_action_by", None),
        ({"state": "AK", "filed_by": "school"}, "file_complaint_by", None),
        ({"agreement_from": "private"}, "void_agreement_by", None),
    ],
)
def test_the_fact_that_would_bring_a_date_is_asked_for(
    told: dict[str, Any], key: str, fact: str | None
) -> None:
    assert needed(Facts(**told), [key]) == fact


@pytest.mark.parametrize(
    ("told", "keys", "fact"),
    [
        ({}, ["void_agreement_by", "decision_due"], "agreement_signed"),
        ({}, ["decision_due", "void_agreement_by"], "received"),
        # The first has no date in this case, the second can get one.
        ({}, ["parent_response_due", "decision_due"], "received"),
        (
            {"events": events(waived_in_writing=None, amended_complaint=None)},
            ["parent_response_due", "school_response_due", "decision_due"],
            "received",
        ),
        # Maine's limit for court was not seen, so the next one is asked for.
        (
            {"state": "ME", "events": DECIDED},
            ["civil_action_by", "void_agreement_by"],
            "agreement_signed",
        ),
        # One date is enough, wherever it stands.
        ({"received": R}, ["void_agreement_by", "decision_due"], None),
        ({"received": R}, ["decision_due", "void_agreement_by"], None),
        ({}, [], None),
    ],
)
def test_of_several_dates_the_first_that_can_be_had_decides(
    told: dict[str, Any], keys: list[str], fact: str | None
) -> None:
    assert needed(Facts(**told), keys) == fact


def test_a_fact_that_cannot_be_is_told_before_anything_is_asked() -> None:
    with pytest.raises(DeadlineError, match="state: I do not know the state “ZZ”"):
        needed(Facts(state="ZZ"), ["decision_due"])
