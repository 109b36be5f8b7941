"""What a date says beside its day: from what it counts, who must act, how sure it is, what is
missing. Each expected day is counted by hand."""

from typing import Any

import pytest

from bot.deadlines.rules import load, overlay
from bot.deadlines.wording import wording
from tests.deadlines.deadline_cases import day, events, one, timeline

BREAK = ((day("2026-03-16"), day("2026-03-20")),)
DECIDED = events(decision_issued="2026-03-02")
KNEW = events(knew_or_should_have_known="2026-03-02")
SIGNED = {"received": None, "events": events(agreement_signed="2026-04-16")}
OFFERED = {"received": None, "events": events(settlement_offer_received="2026-03-05")}


def iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize(
    ("key", "told", "start", "count", "unit", "day_one", "last"),
    [
        ("decision_due", {}, "2026-03-02", 75, "calendar_days", "2026-03-03", "2026-05-16"),
        (
            "decision_due",
            {"events": events(waived_in_writing="2026-03-09")},
            *("2026-03-09", 45, "calendar_days", "2026-03-10", "2026-04-23"),
        ),
        # The day itself is the date: there is no day 1.
        (
            "decision_due",
            {"events": events(decision_extended_to="2026-06-01")},
            *("2026-06-01", 0, "calendar_days", None, "2026-06-01"),
        ),
        (
            "resolution_period_ends",
            {"events": events(waived_in_writing="2026-03-09")},
            *("2026-03-09", 0, "calendar_days", None, "2026-03-09"),
        ),
        (
            "void_agreement_by",
            SIGNED,
            *("2026-04-16", 3, "business_days", "2026-04-17", "2026-04-21"),
        ),
        # Counted back, the first business day before the hearing is day 1.
        (
            "disclosure_due",
            {"received": None, "events": events(hearing_scheduled="2026-03-13")},
            *("2026-03-13", 5, "business_days", "2026-03-12", "2026-03-06"),
        ),
        (
            "expedited_hearing_by",
            {"filed": day("2026-03-02"), "expedited": True, "no_school_days": BREAK},
            *("2026-03-02", 20, "school_days", "2026-03-03", "2026-04-06"),
        ),
        (
            "file_complaint_by",
            {"received": None, "events": KNEW},
            *("2026-03-02", 2, "years", None, "2028-03-02"),
        ),
        (
            "civil_action_by",
            {"received": None, "state": "PA", "events": DECIDED},
            *("2026-03-02", 90, "calendar_days", "2026-03-03", "2026-05-31"),
        ),
        # The day is known but the lists of holidays end: nothing was counted.
        (
            "void_agreement_by",
            {"received": None, "events": events(agreement_signed="2100-12-30")},
            *("2100-12-30", None, None, None, None),
        ),
        # The day is not known.
        (
            "void_agreement_by",
            {"received": None, "events": events(agreement_signed=None)},
            *(None, None, None, None, None),
        ),
        # The rule gives no count here.
        (
            "resolution_meeting_by",
            {"events": events(waived_in_writing="2026-03-09")},
            *(None, None, None, None, None),
        ),
    ],
)
def test_a_date_tells_how_it_was_counted(
    key: str,
    told: dict[str, Any],
    start: str | None,
    count: int | None,
    unit: str | None,
    day_one: str | None,
    last: str | None,
) -> None:
    found = one(key, **told)
    assert (iso(found.start), found.count, found.unit) == (start, count, unit)
    assert (iso(found.day_one), iso(found.date)) == (day_one, last)


@pytest.mark.parametrize(
    ("key", "told", "event"),
    [
        ("decision_due", {}, "receipt_parent"),
        ("decision_due", {"filed_by": "school"}, "receipt_school"),
        ("parent_response_due", {"filed_by": "school"}, "receipt_school"),
        (
            "decision_due",
            {"events": events(amended_complaint="2026-03-20")},
            "amended_complaint",
        ),
        (
            "decision_due",
            {"events": events(waived_in_writing="2026-03-09")},
            "waived_in_writing",
        ),
        (
            "decision_due",
            {"events": events(hearing_officer_starts_clock="2026-03-20")},
            "hearing_officer_starts_clock",
        ),
        ("void_agreement_by", SIGNED, "agreement_signed"),
        (
            "state_review_appeal_by",
            {"received": None, "state": "KS", "postmark": day("2026-03-04")},
            "postmark",
        ),
        (
            "expedited_hearing_by",
            {"expedited": True, "no_school_days": BREAK},
            "complaint_filed",
        ),
    ],
)
def test_a_date_names_what_it_counts_from(key: str, told: dict[str, Any], event: str) -> None:
    assert one(key, **told).counts_from == wording().events[event]


def test_a_date_without_a_count_counts_from_nothing() -> None:
    assert one("civil_action_by", None, state="NY", events=DECIDED).counts_from == ""


@pytest.mark.parametrize(
    ("key", "told", "actor", "yours"),
    [
        ("school_response_due", {}, "school", False),
        ("parent_response_due", {"filed_by": "school"}, "parent", True),
        ("sufficiency_challenge_due", {}, "school", False),
        ("sufficiency_challenge_due", {"filed_by": "school"}, "parent", True),
        ("decision_due", {}, "hearing_officer", False),
        # Both sides are in it, but on that day nobody has to act.
        ("resolution_period_ends", {}, "both", False),
        ("expedited_resolution_ends", {"expedited": True}, "both", False),
        ("void_agreement_by", SIGNED, "either", True),
        ("offer_response_by", OFFERED, "parent", True),
        (
            "disclosure_due",
            {"received": None, "events": events(hearing_scheduled="2026-03-13")},
            *("both", True),
        ),
        ("civil_action_by", {"received": None, "events": DECIDED}, "loser", True),
        # Who files has the limit: it is the school's where the school files.
        ("file_complaint_by", {"received": None, "events": KNEW}, "parent", True),
        (
            "file_complaint_by",
            {"received": None, "filed_by": "school", "events": KNEW},
            *("school", False),
        ),
    ],
)
def test_a_date_tells_who_must_act_and_whether_it_is_the_parent(
    key: str, told: dict[str, Any], actor: str, yours: bool
) -> None:
    found = one(key, **told)
    assert (found.actor, found.yours) == (actor, yours)


def test_the_one_who_must_act_is_named_in_words() -> None:
    assert one("school_response_due").who == "The school"
    assert one("offer_response_by", **OFFERED).who == "You, the parent"
    assert one("file_complaint_by", None, events=KNEW).who == "The side that files the complaint"


@pytest.mark.parametrize(
    ("key", "told", "missing"),
    [
        ("decision_due", {}, None),
        ("decision_due", {"events": events(waived_in_writing=None)}, "waived_in_writing"),
        (
            "sufficiency_ruling_due",
            {"events": events(sufficiency_challenge_made="2026-03-05")},
            "sufficiency_challenge_received_by_hearing_officer",
        ),
        (
            "void_agreement_by",
            {"received": None, "events": events(agreement_signed=None)},
            "agreement_signed",
        ),
        ("expedited_hearing_by", {"expedited": True}, "no_school"),
        ("expedited_hearing_by", {"expedited": True, "no_school_days": BREAK}, "filed"),
        ("expedited_decision_by", {"expedited": True}, "expedited_hearing_held"),
        (
            "civil_action_by",
            {"received": None, "state": "MN", "events": DECIDED},
            "decision_received",
        ),
        (
            "civil_action_by",
            {"received": None, "state": "PA", "events": events(decision_received="2026-03-02")},
            "decision_issued",
        ),
        (
            "state_review_appeal_by",
            {"received": None, "state": "KS", "events": DECIDED},
            "postmark",
        ),
        # No fact would bring a date here.
        ("civil_action_by", {"received": None, "state": "NY", "events": DECIDED}, None),
        ("civil_action_by", {"received": None, "state": "ME", "events": DECIDED}, None),
        ("resolution_meeting_by", {"events": events(waived_in_writing="2026-03-09")}, None),
    ],
)
def test_a_date_that_is_not_there_names_the_fact_that_would_bring_it(
    key: str, told: dict[str, Any], missing: str | None
) -> None:
    assert one(key, **told).missing == missing


@pytest.mark.parametrize(
    ("key", "told", "better"),
    [
        # Patriots' Day, April 20, is a holiday in Massachusetts.
        ("void_agreement_by", SIGNED, "state"),
        ("void_agreement_by", {**SIGNED, "state": "OH"}, None),
        # February 3 to 5, 2026 are working days everywhere.
        (
            "void_agreement_by",
            {"received": None, "events": events(agreement_signed="2026-02-02")},
            None,
        ),
        ("void_agreement_by", {"received": None, "events": events(agreement_signed=None)}, None),
        ("void_agreement_by", {**SIGNED, "agreement_from": "mediation"}, None),
        # Counted back over April 21, a holiday in Texas; and over days that are open everywhere.
        (
            "disclosure_due",
            {"received": None, "events": events(hearing_scheduled="2026-04-24")},
            "state",
        ),
        (
            "disclosure_due",
            {"received": None, "events": events(hearing_scheduled="2026-03-13")},
            None,
        ),
        # Texas and Vermont have a holiday in the days before this hearing, no state after it.
        (
            "disclosure_due",
            {"received": None, "events": events(hearing_scheduled="2026-03-06")},
            "state",
        ),
        # A state may set its own limit.
        ("civil_action_by", {"received": None, "events": DECIDED}, "state"),
        ("civil_action_by", {"received": None, "state": "UT", "events": DECIDED}, None),
        ("civil_action_by", {"received": None, "events": events(decision_issued=None)}, None),
        ("file_complaint_by", {"received": None, "events": KNEW}, "state"),
        ("file_complaint_by", {"received": None, "state": "NC", "events": KNEW}, None),
        # Plain calendar days are the same in every state.
        ("decision_due", {}, None),
        ("offer_response_by", OFFERED, None),
    ],
)
def test_the_state_is_asked_only_where_it_could_move_the_date(
    key: str, told: dict[str, Any], better: str | None
) -> None:
    assert one(key, **told).better_with == better


@pytest.mark.parametrize(
    ("key", "told", "last", "working_day"),
    [
        # A Sunday; and Christmas, after a Thursday on which some offices close.
        ("offer_response_by", OFFERED, "2026-03-15", "2026-03-13"),
        (
            "offer_response_by",
            {"received": None, "events": events(settlement_offer_received="2026-12-15")},
            *("2026-12-25", "2026-12-23"),
        ),
        # A Saturday after a Friday that is a holiday.
        (
            "offer_response_by",
            {"received": None, "events": events(settlement_offer_received="2026-12-16")},
            *("2026-12-26", "2026-12-23"),
        ),
        # Patriots' Day is a holiday in Massachusetts alone.
        (
            "offer_response_by",
            {
                "received": None,
                "state": "MA",
                "events": events(settlement_offer_received="2026-04-10"),
            },
            *("2026-04-20", "2026-04-17"),
        ),
        (
            "offer_response_by",
            {
                "received": None,
                "state": "OH",
                "events": events(settlement_offer_received="2026-04-10"),
            },
            *("2026-04-20", None),
        ),
        # A Friday is a working day, and a Monday is.
        (
            "offer_response_by",
            {"received": None, "events": events(settlement_offer_received="2026-03-03")},
            *("2026-03-13", None),
        ),
        (
            "offer_response_by",
            {"received": None, "events": events(settlement_offer_received="2026-03-06")},
            *("2026-03-16", None),
        ),
        # Of a safe day the working day before it is told: May 2, 2026 is a Saturday.
        (
            "civil_action_by",
            {"received": None, "events": events(decision_issued="2026-04-02")},
            *("2026-07-01", "2026-05-01"),
        ),
        # Past the lists of holidays a weekend is known still: January 2, 2101 is a Sunday.
        (
            "offer_response_by",
            {"received": None, "events": events(settlement_offer_received="2100-12-23")},
            *("2101-01-02", "2100-12-30"),
        ),
        # Where another must act, or nobody, the parent needs no working day. All three are a
        # Saturday or a Sunday.
        ("decision_due", {}, "2026-05-16", None),
        ("school_response_due", {"received": "2026-03-04"}, "2026-03-14", None),
        ("resolution_period_ends", {"received": "2026-03-05"}, "2026-04-04", None),
    ],
)
def test_a_last_day_off_names_the_working_day_before_it_where_the_parent_must_act(
    key: str, told: dict[str, Any], last: str, working_day: str | None
) -> None:
    found = one(key, **told)
    assert (iso(found.date), iso(found.working_day)) == (last, working_day)


@pytest.mark.parametrize(
    ("key", "told", "safe", "why"),
    [
        # The date is sure.
        ("decision_due", {}, "2026-05-16", ""),
        ("void_agreement_by", SIGNED, "2026-04-21", ""),
        ("civil_action_by", {"received": None, "state": "UT", "events": DECIDED}, "2026-04-01", ""),
        # Neither a date nor a safe day.
        ("civil_action_by", {"received": None, "state": "NY", "events": DECIDED}, None, ""),
        (
            "civil_action_by",
            {"received": None, "state": "ME", "events": events(decision_issued=None)},
            *(None, ""),
        ),
        (
            "void_agreement_by",
            {
                "received": None,
                "filed_by": "school",
                "events": events(agreement_signed="2100-12-30"),
            },
            *(None, ""),
        ),
        (
            "void_agreement_by",
            {"received": None, "state": "TX", "events": events(agreement_signed="2026-04-20")},
            "2026-04-23",
            "Not all offices keep the same hours on San Jacinto Day on Tuesday, April 21, 2026.",
        ),
        (
            "disclosure_due",
            {"received": None, "events": events(hearing_scheduled="2026-04-24")},
            "2026-04-16",
            "Without your state I do not know its holidays. In some state or territory the count "
            "is longer (American Samoa Flag Day on Friday, April 17, 2026).",
        ),
        (
            "disclosure_due",
            {"received": None, "state": "OH", "events": events(hearing_scheduled="2026-12-04")},
            "2026-11-25",
            "Some offices also close on Day After Thanksgiving on Friday, November 27, 2026.",
        ),
        (
            "civil_action_by",
            {"received": None, "events": DECIDED},
            "2026-04-01",
            "I do not know your state yet, and some states give less time, as little as 30 days.",
        ),
        (
            "civil_action_by",
            {"received": None, "state": "ME", "events": DECIDED},
            "2026-04-01",
            "That is 30 days after the decision, the shortest time I know of in any state.",
        ),
        (
            "civil_action_by",
            {"received": None, "state": "PA", "events": DECIDED},
            "2026-04-01",
            "State court gives less time than federal court.",
        ),
        (
            "void_agreement_by",
            {**SIGNED, "filed_by": "school"},
            "2026-04-21",
            "That is counted from the earliest day it could be.",
        ),
        # The doubtful window is counted by the state's calendar: April 20 is Patriots' Day.
        (
            "void_agreement_by",
            {**SIGNED, "state": "MA", "filed_by": "school"},
            "2026-04-22",
            "That is counted from the earliest day it could be.",
        ),
        # New York may count the day of receipt as day 1: in the parent's own first complaint.
        (
            "resolution_period_ends",
            {"state": "NY"},
            "2026-03-31",
            "Your state's page counts the day of receipt as day 1.",
        ),
        (
            "resolution_period_ends",
            {"state": "NY", "events": events(amended_complaint="2026-03-20")},
            *("2026-04-19", ""),
        ),
        (
            "resolution_period_ends",
            {"state": "NY", "events": events(waived_in_writing="2026-03-09")},
            *("2026-03-09", ""),
        ),
        ("decision_due", {"state": "NY", "filed_by": "school"}, "2026-04-16", ""),
        ("school_response_due", {"state": "NY"}, "2026-03-12", ""),
    ],
)
def test_a_day_to_act_by_says_why_it_is_not_the_date(
    key: str, told: dict[str, Any], safe: str | None, why: str
) -> None:
    found = one(key, **told)
    assert (iso(found.earliest_safe), found.safe_reason) == (safe, why)


@pytest.mark.parametrize(
    ("key", "told", "meaning"),
    [
        (
            "sufficiency_challenge_due",
            {"filed_by": "school"},
            wording().why["sufficiency_challenge_due"]["school_filed"],
        ),
        ("sufficiency_challenge_due", {}, wording().why["sufficiency_challenge_due"]["usual"]),
        # The words of the rule with the event in them.
        (
            "resolution_period_ends",
            {"events": events(waived_in_writing="2026-03-09")},
            "The resolution period ended on the day you both signed that you skip the resolution "
            "meeting. The 45 days for the hearing decision start the next day.",
        ),
        # A state's own limit, in one year and in several.
        (
            "file_complaint_by",
            {"received": None, "state": "NC", "events": KNEW},
            "North Carolina gives 1 year to file a due process complaint, from the day you knew, "
            "or should have known, about the problem.",
        ),
        (
            "file_complaint_by",
            {"received": None, "state": "PA", "events": KNEW},
            "Pennsylvania gives 2 years to file a due process complaint, from the day you knew, "
            "or should have known, about the problem.",
        ),
        (
            "civil_action_by",
            {"received": None, "state": "UT", "events": DECIDED},
            "In Utah, the time to go to court is 30 calendar days from the date of the hearing "
            "officer's decision.",
        ),
        # The words of one state are stronger than those for all of them.
        (
            "civil_action_by",
            {"received": None, "state": "PA", "events": DECIDED},
            wording().why["civil_action_by"]["PA"],
        ),
        # Indiana counts from the day the school got the request.
        (
            "expedited_hearing_by",
            {"state": "IN", "expedited": True, "no_school_days": BREAK},
            wording().why["expedited_hearing_by"]["IN"],
        ),
        # Why there is no date.
        (
            "expedited_hearing_by",
            {"expedited": True},
            wording().none["no_school_calendar"],
        ),
        (
            "civil_action_by",
            {"received": None, "state": "NY", "events": DECIDED},
            wording().none["court_after_review"],
        ),
    ],
)
def test_the_meaning_is_the_rule_in_a_sentence(
    key: str, told: dict[str, Any], meaning: str
) -> None:
    found = one(key, **told)
    assert found.meaning == meaning
    assert found.why.startswith(meaning)


@pytest.mark.parametrize(
    ("key", "told", "after"),
    [
        (
            "school_response_due",
            {},
            "Count from the day the school got your complaint, Monday, March 2, 2026. Day 1 is "
            "the day after, Tuesday, March 3, 2026. Day 10 is Thursday, March 12, 2026. Every day "
            "counts, also weekends, holidays and school breaks.",
        ),
        (
            "void_agreement_by",
            {"received": None, "state": "TX", "events": events(agreement_signed="2026-04-20")},
            "Count from the day the agreement was signed, Monday, April 20, 2026. Day 1 is the "
            "next business day, Wednesday, April 22, 2026. Business day 3 is Friday, April 24, "
            "2026. Only Monday to Friday count, without federal and state holidays. Skipped: San "
            "Jacinto Day on Tuesday, April 21, 2026. Not all offices keep the same hours on San "
            "Jacinto Day on Tuesday, April 21, 2026. To be safe, act by Thursday, April 23, 2026.",
        ),
        (
            "disclosure_due",
            {"received": None, "state": "TX", "events": events(hearing_scheduled="2026-04-24")},
            "Count back from the first day of the hearing, Friday, April 24, 2026. The first "
            "business day before it is Thursday, April 23, 2026. Business day 5 before it is "
            "Thursday, April 16, 2026. Only Monday to Friday count, without federal and state "
            "holidays. Skipped: San Jacinto Day on Tuesday, April 21, 2026.",
        ),
        (
            "expedited_hearing_by",
            {"filed": day("2026-03-02"), "expedited": True, "no_school_days": BREAK},
            "Count from the day the complaint was filed, Monday, March 2, 2026. Day 1 is the next "
            "school day, Tuesday, March 3, 2026. School day 20 is Monday, April 6, 2026. Weekends "
            "and the days without school you told me are left out.",
        ),
        (
            "file_complaint_by",
            {"received": None, "state": "NC", "events": KNEW},
            "Counted from the day you knew, or should have known, about the problem, Monday, "
            "March 2, 2026.",
        ),
        # A day set by others is not counted.
        ("decision_due", {"events": events(decision_extended_to="2026-06-01")}, ""),
        # A Sunday, and a holiday: the day before is told with its reason.
        (
            "offer_response_by",
            OFFERED,
            "Count from the day you got the written settlement offer, Thursday, March 5, 2026. "
            "Day 1 is the day after, Friday, March 6, 2026. Day 10 is Sunday, March 15, 2026. "
            "Every day counts, also weekends, holidays and school breaks. This is a Sunday. The "
            "rule does not move it to the next working day, so act by Friday, March 13, 2026.",
        ),
        (
            "offer_response_by",
            {"received": None, "events": events(settlement_offer_received="2026-12-15")},
            "Count from the day you got the written settlement offer, Tuesday, December 15, 2026. "
            "Day 1 is the day after, Wednesday, December 16, 2026. Day 10 is Friday, December 25, "
            "2026. Every day counts, also weekends, holidays and school breaks. Offices may be "
            "closed that day (Christmas Day). The rule does not move it to the next working day, "
            "so act by Wednesday, December 23, 2026.",
        ),
        (
            "offer_response_by",
            {
                "received": None,
                "state": "MA",
                "events": events(settlement_offer_received="2026-04-10"),
            },
            "Count from the day you got the written settlement offer, Friday, April 10, 2026. Day "
            "1 is the day after, Saturday, April 11, 2026. Day 10 is Monday, April 20, 2026. Every "
            "day counts, also weekends, holidays and school breaks. Offices may be closed that day "
            "(Patriots' Day). The rule does not move it to the next working day, so act by "
            "Friday, April 17, 2026.",
        ),
        # A safe day on a Saturday: both are said.
        (
            "civil_action_by",
            {"received": None, "state": "ME", "events": events(decision_issued="2026-04-02")},
            "That is 30 days after the decision, the shortest time I know of in any state. To be "
            "safe, act by Saturday, May 2, 2026. This is a Saturday. The rule does not move it to "
            "the next working day, so act by Friday, May 1, 2026.",
        ),
        # What is not known is asked for.
        (
            "decision_due",
            {"events": events(waived_in_writing=None)},
            "Tell me the date of this: the day you both signed that you skip the resolution "
            "meeting. Then I can give you this one.",
        ),
        (
            "void_agreement_by",
            {"received": None, "events": events(agreement_signed="2100-12-30")},
            "My list of holidays ends with 2100, so I cannot count this one.",
        ),
    ],
)
def test_the_reason_goes_on_with_the_count_and_how_sure_it_is(
    key: str, told: dict[str, Any], after: str
) -> None:
    found = one(key, **told)
    assert found.why == f"{found.meaning} {after}".strip()


def test_a_date_carries_its_title_its_rule_and_what_follows_when_it_is_missed() -> None:
    words = wording()
    found = one("decision_due", events=events(waived_in_writing="2026-03-09"))
    assert found.title == words.titles["decision_due"]
    assert found.if_missed == words.if_missed["decision_due"]
    assert found.rule == "34 CFR 300.510(c)(1) and 300.515(a)"
    (limit,) = overlay("UT")["rules"]["civil_action_by"]
    assert one("civil_action_by", None, state="UT", events=DECIDED).rule == limit["rule"]
    usual = next(rule for rule in load("rules")["rules"] if rule["key"] == "school_response_due")
    assert one("school_response_due").rule == usual["rule"]


def test_the_dates_stand_in_the_order_they_fall_or_of_the_safe_day_where_there_is_no_date() -> None:
    told = events(decision_issued="2026-03-02", agreement_signed="2026-05-01")
    assert [d.key for d in timeline(None, events=told, state="PA").deadlines] == [
        "void_agreement_by",  # May 6
        "civil_action_by",  # May 31, though April 1 is the safe day
    ]
    assert [d.key for d in timeline(None, events=told, state="ME").deadlines] == [
        "civil_action_by",  # no date, April 1 to be safe
        "void_agreement_by",
    ]


def test_mediation_beside_a_meeting_that_was_held_does_not_take_its_place() -> None:
    alone = one("resolution_meeting_by", events=events(mediation_started="2026-03-10"))
    assert alone.date is None
    told = events(mediation_started="2026-03-10", meeting_held="2026-03-12")
    assert one("resolution_meeting_by", events=told).date == day("2026-03-17")


def test_a_paper_signed_on_the_day_of_the_amended_complaint_holds() -> None:
    told = events(amended_complaint="2026-03-20", waived_in_writing="2026-03-20")
    assert one("decision_due", events=told).date == day("2026-05-04")


def test_a_postmark_alone_brings_the_date_for_court_where_the_state_counts_from_mailing() -> None:
    found = one("civil_action_by", None, state="CT", postmark=day("2026-03-05"))
    assert found.date == day("2026-04-19")


@pytest.mark.parametrize(
    ("told", "decision"),
    [
        # A paper that does not count hides none after it: older than the amended complaint,
        # after day 30, from before the talks.
        (
            {
                "amended_complaint": "2026-03-20",
                "waived_in_writing": "2026-03-05",
                "hearing_officer_starts_clock": "2026-03-25",
            },
            "2026-05-09",
        ),
        (
            {"waived_in_writing": "2026-04-02", "hearing_officer_starts_clock": "2026-03-20"},
            "2026-05-04",
        ),
        (
            {
                "no_agreement_possible_in_writing": "2026-03-10",
                "mediation_started": "2026-03-12",
                "hearing_officer_starts_clock": "2026-03-20",
            },
            "2026-05-04",
        ),
        # The first of two, in either order.
        (
            {"waived_in_writing": "2026-03-20", "hearing_officer_starts_clock": "2026-03-10"},
            "2026-04-24",
        ),
        (
            {"waived_in_writing": "2026-03-10", "hearing_officer_starts_clock": "2026-03-20"},
            "2026-04-24",
        ),
        # The one whose day is not known may be the first: no date is better than a guess.
        ({"waived_in_writing": None, "hearing_officer_starts_clock": "2026-03-20"}, None),
        ({"waived_in_writing": "2026-03-20", "hearing_officer_starts_clock": None}, None),
    ],
)
def test_of_several_papers_the_first_that_counts_starts_the_45_days(
    told: dict[str, str | None], decision: str | None
) -> None:
    assert iso(one("decision_due", events=events(**told)).date) == decision


def test_a_meeting_on_the_day_that_was_missed_ends_the_delay() -> None:
    told = events(parent_did_not_participate="2026-03-10", meeting_held="2026-03-10")
    assert one("decision_due", events=told).meaning == wording().none["delay_over"]
    told = events(parent_did_not_participate="2026-03-10", meeting_held="2026-03-09")
    assert one("decision_due", events=told).meaning == wording().none["delay"]
