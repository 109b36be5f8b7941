"""Facts of the case out of what parents write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import read_facts

TODAY = date(2026, 11, 24)
TOLD = [
    ("the school got my complaint March 3, when do they have to meet?", {"received": "2026-03-03"}),
    ("I filed March 3 and they got it on the 5th", {"filed": "2026-03-03", "received": "2026-03-05"}),
    ("they recived it yesterday", {"received": "2026-11-23"}),
    ("my complaint was delivered on 10/12/2026", {"received": "2026-10-12"}),
    ("the secretary signed for it on november 9", {"received": "2026-11-09"}),
    ("the district was served on november 2nd", {"received": "2026-11-02"}),
    ("complaint received 9/8/2026, 30 day period ends when", {"received": "2026-09-08"}),
    ("i mailed it monday", {"filed": "2026-11-23"}),
    ("I asked for due process on october 1", {"filed": "2026-10-01"}),
    ("we both signed that we won't meet on April 2", {"waived_in_writing": "2026-04-02"}),
    ("both of us signed the waiver last friday", {"waived_in_writing": "2026-11-20"}),
    ("me and the school both signed a paper to skip the meeting on november 9", {"waived_in_writing": "2026-11-09"}),
    ("we both signed that we won't meet", {"waived_in_writing": None}),
    ("we agreed in writing that no agreement is possible on april 1", {"no_agreement_possible_in_writing": "2026-04-01"}),
    ("I signed the agreement on Friday November 20, 2026 in Ohio, can I still cancel?", {"agreement_signed": "2026-11-20", "state": "OH"}),
    ("we signed a mediation agreement on November 20, 2026, can I cancel it?", {"agreement_signed": "2026-11-20", "agreement_from": "mediation"}),
    ("the hearing is set for June 3", {"hearing_scheduled": "2027-06-03"}),
    ("the decision came out may 2", {"decision_issued": "2026-05-02"}),
    ("we got the decision dated may 2", {"decision_issued": "2026-05-02"}),
    ("sent it certified mail nov 5, green card says nov 9", {"filed": "2026-11-05", "received": "2026-11-09"}),
    ("they got my request for a hearing on november 5", {"received": "2026-11-05"}),
    ("the district received our hearing request on november 5", {"received": "2026-11-05"}),
    ("we asked for a due process hearing on october 1", {"filed": "2026-10-01"}),
    ("I requested a hearing and the hearing is on December 3", {"hearing_scheduled": "2026-12-03"}),
    ("They got it March 3. Actually March 5.", {"received": "2026-03-05"}),
    ("they got it on november 3, no wait, november 5", {"received": "2026-11-05"}),
    ("they got it on november 3 and now we wait for a meeting on november 20", {"received": "2026-11-03"}),
    ("they got it november 3 and set the meeting for november 20", {"received": "2026-11-03"}),
    ("not november 3 but november 5 they got it", {"received": "2026-11-05"}),
    ("actually they got it on november 3", {"received": "2026-11-03"}),
    ("our hearing was moved to january 14", {"hearing_scheduled": "2027-01-14"}),
    ("we filed for the hearing nov 5", {"filed": "2026-11-05"}),
    ("it's been 20 days since they got it", {"received": "2026-11-04"}),
    ("the hearing officer ruled on june 4", {"decision_issued": "2026-06-04"}),
    ("the hearing officer started the 45 days on March 25, 2026", {"hearing_officer_starts_clock": "2026-03-25"}),
    ("the resolution meeting was held on March 12, 2026", {"meeting_held": "2026-03-12"}),
    ("we met with the school on november 3", {"meeting_held": "2026-11-03"}),
    ("I got the written offer on nov 16", {"settlement_offer_received": "2026-11-16"}),
    ("i filed an amended complaint on april 6", {"amended_complaint": "2026-04-06"}),
    ("I found out on June 1 2025", {"knew_or_should_have_known": "2025-06-01"}),
    ("the school refused on february 3", {"refusal_or_proposal": "2026-02-03"}),
    ("i got prior written notice on january 10", {"written_notice_of_decision": "2026-01-10"}),
    ("the hearing officer got the challenge on oct 9", {"sufficiency_challenge_received_by_hearing_officer": "2026-10-09"}),
    ("i missed the meeting on march 10", {"parent_did_not_participate": "2026-03-10"}),
    ("the school never scheduled the meeting", {"school_missed_meeting": None}),
    ("mediation started on october 1", {"mediation_started": "2026-10-01"}),
    ("we continued mediation after day 30 until the school left it on may 5", {"mediation_continued_then_withdrawn": "2026-05-05"}),
    ("they quit mediation on november 2", {"mediation_withdrawn_before_day_30": "2026-11-02"}),
    ("the expedited hearing was on october 22", {"expedited": True, "expedited_hearing_held": "2026-10-22"}),
    ("the school filed, not me", {"filed_by": "school"}),
    ("the district filed for due process against us", {"filed_by": "school"}),
    ("I filed the complaint, not the school", {"filed_by": "parent"}),
    ("he was suspended, it's a discipline case", {"expedited": True}),
    ("this is an expedited case", {"expedited": True}),
    ("i live in ohio", {"state": "OH"}), ("im from west virginia", {"state": "WV"}),
    ("we are in Columbus, OH", {"state": "OH"}), ("Ohio", {"state": "OH"}),
    ("we live in new york", {"state": "NY"}), ("washington dc", {"state": "DC"}),
    ("I'm in Puerto Rico", {"state": "PR"}), ("in TX", {"state": "TX"}),
]  # fmt: skip
NOTHING = [
    "can I bring a lawyer", "do they have to meet in 15 days", "can the school file?",
    "the school wants to skip", "the school didn't file", "I have not signed anything",
    "no agreement yet", "we never met", "what is a resolution session", "is it different in texas",
    "should I go or not", "ok me too", "hi", "what happens if the school files", "oh no",
    "do i have to sign an agreement", "when is the hearing", "who signs for the school",
    "will the hearing officer decide", "can they waive it", "in or out", "help me",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_told_facts_are_read(text: str, expected: dict[str, object]) -> None:
    assert {c.fact: c.value for c in read_facts(text, TODAY).changes} == expected


@pytest.mark.parametrize("text", NOTHING)
def test_questions_and_denials_tell_nothing(text: str) -> None:
    reading = read_facts(text, TODAY)
    assert reading.changes == () and reading.unclear == ()


def test_a_correction_without_a_name_is_about_the_last_fact() -> None:
    (change,) = read_facts("sorry, I meant March 5", TODAY).changes
    assert (change.fact, change.kind, change.value) == ("", "correct", "2026-03-05")


def test_a_bare_date_answers_the_question_asked() -> None:
    (change,) = read_facts("March 3", TODAY, asked="received").changes
    assert (change.fact, change.value) == ("received", "2026-03-03")
    assert read_facts("March 3", TODAY).loose_dates[0].text == "March 3"


def test_an_unclear_date_is_asked_back_for_its_fact() -> None:
    ((fact, mention),) = read_facts("they got it in early october", TODAY).unclear
    assert fact == "received" and mention.reason == "month_only"


@pytest.mark.parametrize(
    ("text", "mark"),
    [("what if I signed on Friday?", "what_if"), ("and if we skip it?", "what_if"),
     ("suppose they got it monday", "what_if"), ("I don't know", "dont_know"),
     ("idk", "dont_know"), ("never mind", "never_mind"), ("forget everything", "forget_all"),
     ("this is about my other child, a new complaint", "new_case")],
)  # fmt: skip
def test_turns_of_the_talk_are_marked(text: str, mark: str) -> None:
    assert getattr(read_facts(text, TODAY), mark)


@pytest.mark.parametrize(
    "text",
    ["they got my complaint October 16, 2025 and never set a meeting",
     "the school got it on October 16, 2025 but still no meeting",
     "they received my complaint 10/16/2025 and have not called me",
     "the district got my paper on October 16, 2025 and did not call"],
)  # fmt: skip
def test_what_the_school_did_not_do_denies_no_receipt(text: str) -> None:
    changes = {c.fact: c.value for c in read_facts(text, TODAY).changes}
    assert changes["received"] == "2025-10-16"


@pytest.mark.parametrize(
    "text",
    ["decision came may 2", "got the ruling in the mail yesterday", "we lost the hearing, received the decision Friday"],
)  # fmt: skip
def test_the_day_a_decision_came_is_not_its_date(text: str) -> None:
    reading = read_facts(text, TODAY)
    assert [change.fact for change in reading.changes] == ["decision_received"]
    assert not reading.unclear and not reading.loose_dates


SUPPOSED = [
    ("what if they got it on November 20, 2026, when is the meeting due?", {"received": True}),
    ("if we sign the waiver with the school, both, on Nov 30 2026, then what", {}),
    ("suppose they got it on Nov 3. we signed the agreement on Nov 20.",
     {"received": True, "agreement_signed": True}),
    ("what if I don't go? they got my complaint on November 20, 2026", {"received": False}),
    ("they got my complaint on November 20, 2026. what if I do not go", {"received": False}),
    ("what if I stay home, they got my complaint on November 20, 2026", {"received": False}),
    ("They got it Nov 3, 2026. What if we both signed a waiver on Nov 10, 2026?",
     {"received": False, "waived_in_writing": True}),
    ("I suppose they got it on Nov 3, 2026", {"received": False}),
    ("I live in Ohio. What if we signed the agreement on Nov 20, 2026?",
     {"state": False, "agreement_signed": True}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SUPPOSED, ids=[text for text, _ in SUPPOSED])
def test_a_what_if_reaches_no_further_than_it_says(text: str, expected: dict[str, bool]) -> None:
    changes = read_facts(text, TODAY).changes
    assert expected.items() <= {c.fact: c.supposed for c in changes}.items()


def test_a_bare_date_in_a_what_if_is_supposed_too() -> None:
    (change,) = read_facts("what if it was March 3", TODAY, asked="received").changes
    assert change.supposed


def test_forget_that_date_takes_the_last_one_back() -> None:
    (change,) = read_facts("forget that date", TODAY).changes
    assert change.kind == "withdraw"


def test_a_place_that_is_no_state_is_named() -> None:
    assert read_facts("I live in Narnia", TODAY).state_unknown == "Narnia"
    assert read_facts("OR", TODAY, asked="state").changes[0].value == "OR"


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    read_facts(text, TODAY, asked="received")


class TestWhereTheAgreementWasMade:
    """Our own question; "outside both" in answer to it takes the three days to cancel away."""

    @pytest.mark.parametrize(
        "text",
        [
            "can I bring a lawyer?", "Do I need a lawyer to cancel", "who pays, and can I get a lawyer?",
            "should I talk to my lawyer first?", "is there a lawyer who can help me?",
            "What is mediation?", "can we go to mediation instead?", "ok but what happens at the resolution meeting?",
            "how long do I have after the meeting?", "I do not know. Is mediation free?", "what if it was mediation?",
        ],
    )  # fmt: skip
    def test_is_not_told_by_a_question(self, text: str) -> None:
        assert read_facts(text, TODAY, asked="agreement_from").changes == ()

    @pytest.mark.parametrize(
        ("text", "origin"),
        [
            ("It was in mediation, can I still cancel?", "mediation"),
            ("Can I still cancel? It was in mediation", "mediation"),
            ("when we had the resolution meeting", "resolution_meeting"),
            ("at the resolution meeting?", "resolution_meeting"),
            ("the lawyers did it, is that ok?", "private"),
            ("no, by email", "private"),
            ("No", "private"),
            ("yes, how long do I have?", "resolution_meeting"),
        ],
    )
    def test_is_told_by_the_words_beside_one(self, text: str, origin: str) -> None:
        (change,) = read_facts(text, TODAY, asked="agreement_from").changes
        assert (change.fact, change.value) == ("agreement_from", origin)
