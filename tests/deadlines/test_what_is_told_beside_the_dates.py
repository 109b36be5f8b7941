"""The notes: which the facts call for, in which order, what each is about and of what kind."""

from typing import Any

import pytest

from bot.deadlines import Note, Timeline
from bot.deadlines.rules import load, overlay
from bot.deadlines.wording import wording
from tests.deadlines.deadline_cases import day, events, timeline

R = day("2026-03-02")
KNEW = events(knew_or_should_have_known="2026-03-02")
DECIDED = events(decision_issued="2026-03-02")


def discipline(filed: str, *without_school: str) -> dict[str, Any]:
    ranges = tuple((day(text), day(text)) for text in without_school)
    return {"received": filed, "filed": day(filed), "expedited": True, "no_school_days": ranges}


def told(facts: dict[str, Any]) -> list[str]:
    """The keys of the notes but for the last, which is told every time."""
    *keys, last = [note.key for note in timeline(**facts).remarks]
    assert last == "general"
    return keys


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({}, []),
        ({"received": None, "filed": R}, ["received_assumed"]),
        # Business days: the state is asked, or its list is said not to be complete.
        ({"received": None, "events": events(agreement_signed="2026-03-20")}, ["state_needed"]),
        (
            {"received": None, "state": "UT", "events": events(agreement_signed="2026-03-20")},
            ["holiday_list"],
        ),
        # An agreement beside a hearing date.
        ({"events": events(agreement_signed="2026-03-20")}, ["state_needed", "settled"]),
        # The complaint came a day after the limit, or on its last day.
        ({"received": "2028-03-03", "events": KNEW}, ["filed_late", "two_exceptions"]),
        ({"received": "2028-03-02", "events": KNEW}, ["two_exceptions"]),
        (
            {"received": "2028-03-10", "filed": day("2028-03-02"), "events": KNEW},
            ["two_exceptions"],
        ),
        ({"received": None, "events": KNEW}, ["two_exceptions"]),
        (
            {"received": None, "events": events(knew_or_should_have_known=None)},
            ["two_exceptions"],
        ),
        (
            {"received": "2028-03-03", "events": events(knew_or_should_have_known=None)},
            ["two_exceptions"],
        ),
        # The two exceptions are for a parent.
        (
            {"received": "2028-03-03", "filed": day("2028-03-03"), "filed_by": "school"}
            | {"events": KNEW},
            ["school_filed", "filed_late"],
        ),
        # Court without a state.
        ({"received": None, "events": DECIDED}, ["state_review_asked"]),
        ({"received": None, "state": "UT", "events": DECIDED}, ["UT_fees"]),
        # A postmark that the state does not count from, and one that it does.
        (
            {"received": None, "state": "UT", "postmark": R, "events": DECIDED},
            ["postmark_not_used", "UT_fees"],
        ),
        (
            {"received": None, "state": "CT", "postmark": R, "events": DECIDED},
            ["CT_federal_court_too"],
        ),
        # 10 days before the hearing is too close, 11 are not.
        (
            {
                "received": None,
                "events": events(
                    settlement_offer_received="2026-03-05", hearing_scheduled="2026-03-15"
                ),
            },
            ["state_needed", "offer_too_close", "amend_by"],
        ),
        (
            {
                "received": None,
                "events": events(
                    settlement_offer_received="2026-03-05", hearing_scheduled="2026-03-16"
                ),
            },
            ["state_needed", "amend_by"],
        ),
        (
            {
                "received": None,
                "events": events(settlement_offer_received=None, hearing_scheduled="2026-03-16"),
            },
            ["state_needed", "amend_by"],
        ),
        (
            {
                "received": None,
                "events": events(settlement_offer_received="2026-03-05", hearing_scheduled=None),
            },
            [],
        ),
        # In a discipline case the complaint is not amended up to 5 days before.
        (
            {"received": None, "expedited": True, "events": events(hearing_scheduled="2026-03-16")},
            ["state_needed"],
        ),
        # A discipline case.
        (
            {
                "expedited": True,
                "events": events(
                    waived_in_writing="2026-03-05",
                    parent_did_not_participate=None,
                    amended_complaint="2026-03-06",
                ),
            },
            ["amended_expedited", "no_extension", "expedited_stay", "expedited_not_taking_part"],
        ),
        # Where the school filed, each paper of a resolution meeting is told to change nothing.
        (
            {
                "filed_by": "school",
                "events": events(waived_in_writing="2026-03-05", school_missed_meeting=None),
            },
            ["school_filed", "school_filed_no_effect", "school_filed_no_effect"],
        ),
        # An amended complaint, and a paper from before it.
        (
            {
                "events": events(amended_complaint="2026-03-20", waived_in_writing="2026-03-05"),
            },
            ["amended_response", "older_than_amended"],
        ),
        # Day 30 is April 1.
        ({"events": events(waived_in_writing="2026-04-01")}, []),
        ({"events": events(waived_in_writing="2026-04-02")}, ["paper_too_late"]),
        ({"events": events(hearing_officer_starts_clock="2026-04-01")}, []),
        ({"events": events(hearing_officer_starts_clock="2026-04-02")}, ["order_too_late"]),
        (
            {"events": events(mediation_continued_then_withdrawn="2026-04-01")},
            ["stopped_before_day_30"],
        ),
        ({"events": events(mediation_continued_then_withdrawn="2026-04-02")}, []),
        (
            {"events": events(mediation_withdrawn_before_day_30="2026-04-01")},
            ["stopped_before_day_30"],
        ),
        # The paper that no agreement is possible needs talks that had begun.
        (
            {"events": events(no_agreement_possible_in_writing="2026-03-20")},
            ["assumed_meeting_started"],
        ),
        (
            {
                "events": events(
                    no_agreement_possible_in_writing="2026-03-16", mediation_started="2026-03-17"
                )
            },
            ["paper_before_talks"],
        ),
        (
            {
                "events": events(
                    no_agreement_possible_in_writing="2026-03-16", mediation_started="2026-03-16"
                )
            },
            [],
        ),
        (
            {
                "events": events(
                    no_agreement_possible_in_writing="2026-03-16",
                    meeting_held="2026-03-17",
                    mediation_started="2026-03-16",
                )
            },
            [],
        ),
        (
            {"events": events(no_agreement_possible_in_writing="2026-03-16", meeting_held=None)},
            [],
        ),
        (
            {"events": events(no_agreement_possible_in_writing=None, meeting_held="2026-03-16")},
            [],
        ),
        # Two papers that start the 45 days.
        (
            {
                "events": events(
                    waived_in_writing="2026-03-10", hearing_officer_starts_clock="2026-03-12"
                )
            },
            ["earlier_start_wins"],
        ),
        # Someone did not take part.
        ({"events": events(parent_did_not_participate="2026-03-10")}, []),
        (
            {
                "events": events(
                    parent_did_not_participate="2026-03-10", waived_in_writing="2026-03-10"
                )
            },
            ["not_taking_part_does_not_matter"],
        ),
        ({"events": events(school_missed_meeting=None)}, ["school_missed_meeting"]),
        (
            {
                "events": events(
                    school_missed_meeting=None, hearing_officer_starts_clock="2026-03-20"
                )
            },
            [],
        ),
        # Day 15 is March 17.
        ({"events": events(meeting_held="2026-03-17")}, []),
        ({"events": events(meeting_held="2026-03-18")}, ["meeting_late"]),
        (
            {"events": events(meeting_held="2026-03-18", parent_did_not_participate="2026-03-10")},
            [],
        ),
        ({"events": events(sufficiency_challenge_made="2026-03-17")}, []),
        ({"events": events(sufficiency_challenge_made="2026-03-18")}, ["challenge_late"]),
        (
            {"expedited": True, "events": events(sufficiency_challenge_made="2026-03-18")},
            ["no_extension", "expedited_stay"],
        ),
        # A state's own note comes with the dates it is about.
        ({"state": "DC"}, ["DC_facilitated"]),
        ({"received": None, "state": "PA", "events": DECIDED}, ["PA_court"]),
    ],
)
def test_the_facts_call_for_these_notes(facts: dict[str, Any], keys: list[str]) -> None:
    assert told(facts) == keys


def note(key: str, **facts: Any) -> Note:
    (found,) = [one for one in timeline(**facts).remarks if one.key == key]
    return found


@pytest.mark.parametrize(
    ("key", "facts", "text"),
    [
        (
            "received_assumed",
            {"received": None, "filed": R},
            {"date": "Monday, March 2, 2026"},
        ),
        (
            "filed_late",
            {"received": "2028-03-03", "events": KNEW},
            {"date": "Thursday, March 2, 2028"},
        ),
        (
            # Tennessee's limit was not seen, so there is only a safe day.
            "filed_after_safe_day",
            {"received": "2027-03-03", "state": "TN", "events": KNEW},
            {"date": "Tuesday, March 2, 2027"},
        ),
        (
            "amend_by",
            {"received": None, "events": events(hearing_scheduled="2026-03-16")},
            {"date": "Wednesday, March 11, 2026"},
        ),
        (
            "meeting_late",
            {"events": events(meeting_held="2026-03-18")},
            {"date": "Tuesday, March 17, 2026"},
        ),
        (
            "challenge_late",
            {"events": events(sufficiency_challenge_made="2026-03-18")},
            {"date": "Tuesday, March 17, 2026"},
        ),
        (
            "order_too_late",
            {"events": events(hearing_officer_starts_clock="2026-04-02")},
            {"date": "Thursday, April 2, 2026"},
        ),
        (
            "paper_too_late",
            {"events": events(waived_in_writing="2026-04-02")},
            {
                "event": "the day you both signed that you skip the resolution meeting",
                "date": "Thursday, April 2, 2026",
            },
        ),
        (
            "older_than_amended",
            {"events": events(amended_complaint="2026-03-20", waived_in_writing="2026-03-05")},
            {
                "event": "the day you both signed that you skip the resolution meeting",
                "date": "Thursday, March 5, 2026",
            },
        ),
        (
            "school_filed_no_effect",
            {"filed_by": "school", "events": events(waived_in_writing="2026-03-05")},
            {"event": "the day you both signed that you skip the resolution meeting"},
        ),
        (
            "holidays_as_school_days",
            discipline("2026-02-02", "2026-02-03"),
            {"list": "Washington's Birthday on Monday, February 16, 2026"},
        ),
    ],
)
def test_a_note_names_the_day_or_the_event_it_speaks_of(
    key: str, facts: dict[str, Any], text: dict[str, str]
) -> None:
    assert note(key, **facts).text == wording().notes[key].format(**text)


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("received_assumed", {"received": None, "filed": R}),
        ("state_needed", {"events": events(agreement_signed="2026-03-20")}),
        ("settled", {"events": events(agreement_signed="2026-03-20")}),
        ("state_review_asked", {"received": None, "events": DECIDED}),
        ("school_filed", {"filed_by": "school"}),
        ("general", {}),
    ],
)
def test_a_note_carries_its_kind_and_the_dates_it_is_about(key: str, facts: dict[str, Any]) -> None:
    known = load("rules")["notes"][key]
    found = note(key, **facts)
    assert found.kind == known["kind"]
    assert found.about == frozenset(known["about"])


def test_a_note_of_a_state_is_about_the_dates_its_file_names() -> None:
    found = note("PA_court", received=None, state="PA", events=DECIDED)
    assert found.text == wording().state_notes["PA_court"]
    assert (found.kind, found.about) == ("state", frozenset(overlay("PA")["notes"]["PA_court"]))


@pytest.mark.parametrize(
    ("facts", "holidays"),
    [
        (
            discipline("2026-02-02", "2026-02-03"),
            ["Washington's Birthday on Monday, February 16, 2026"],
        ),
        # A holiday of the state.
        (
            discipline("2026-04-13", "2026-04-14") | {"state": "MA"},
            ["Patriots' Day on Monday, April 20, 2026"],
        ),
        # The parent's list has it, alone, first and last of a range.
        (discipline("2026-02-02", "2026-02-16"), None),
        (
            discipline("2026-02-02")
            | {"no_school_days": ((day("2026-02-16"), day("2026-02-17")),)},
            None,
        ),
        (
            discipline("2026-02-02")
            | {"no_school_days": ((day("2026-02-13"), day("2026-02-16")),)},
            None,
        ),
        # Day 1 is the holiday itself; day 20 is.
        (discipline("2026-02-13", "2026-02-18"), ["Washington's Birthday on Monday, February 16"]),
        (discipline("2026-01-16", "2026-02-04"), ["Martin Luther King Jr. Day", "Washington's"]),
        # The last year of the lists of holidays, and days past it.
        (
            discipline("2100-11-01", "2100-11-02"),
            ["Veterans Day on Thursday, November 11, 2100", "Thanksgiving Day"],
        ),
        (discipline("2100-12-15", "2100-12-16"), None),
        # Nothing is counted without the days without school, or the day of the filing.
        ({"filed": R, "expedited": True}, None),
        ({"received": "2026-02-02", "filed": day("2026-02-02"), "state": "MA"}, None),
    ],
)
def test_a_holiday_that_was_counted_as_a_school_day_is_named(
    facts: dict[str, Any], holidays: list[str] | None
) -> None:
    found = [one for one in timeline(**facts).remarks if one.key == "holidays_as_school_days"]
    assert len(found) == (holidays is not None)
    for name in holidays or ():
        assert name in found[0].text


def test_each_holiday_is_named_once_though_two_dates_count_it() -> None:
    facts = discipline("2026-02-02", "2026-02-03") | {
        "events": events(expedited_hearing_held="2026-02-10")
    }
    assert note("holidays_as_school_days", **facts).text.count("Washington's Birthday") == 1


def test_two_notes_with_the_same_words_are_told_once() -> None:
    once = Note("first", "Keep the paper.", frozenset(), "general")
    again = Note("second", "Keep the paper.", frozenset(), "case")
    last = Note("third", "Ask for a copy.", frozenset(), "case")
    assert Timeline((), (once, again, last)).notes == ("Keep the paper.", "Ask for a copy.")
