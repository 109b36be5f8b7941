"""A letter is offered in each of its situations with the right dates, and in no other."""

from __future__ import annotations

from datetime import date

import pytest

from bot.language import spoken
from bot.letters import Offer, fill, fit, letters, offer
from bot.letters.fit import beside
from tests.letters.cases import TODAY, case

NOV_10, NOV_20, NOV_24, NOV_25 = (date(2026, 11, day) for day in (10, 20, 24, 25))
PARENT = {"received": NOV_20}
LATE = {"received": NOV_10}
MET = {"received": NOV_10, "meeting_held": NOV_20}
SIGNED = {**MET, "agreement_signed": NOV_25, "agreement_from": "resolution_meeting"}
SCHOOL = {"received": NOV_20, "filed_by": "school"}
FAST = {"received": NOV_24, "expedited": True}
AMENDED = {"received": NOV_10, "amended_complaint": NOV_20}

# Each letter in each situation in which it is offered: its day to send it by, and what it says.
OFFERED: list[tuple[str, dict[str, object], str | None, tuple[str, ...]]] = [
    ("confirm_day", {}, None, ()),
    ("confirm_day", {**PARENT, "filed": date(2026, 11, 18)}, None, ("November 18, 2026",)),
    ("hold_meeting", PARENT, "2026-12-05", ("November 20, 2026", "December 5, 2026", "15 days")),
    ("hold_meeting", FAST, "2026-12-01", ("November 24, 2026", "December 1, 2026", "7 days")),
    ("hold_meeting", AMENDED, "2026-12-05", ("amended", "November 20, 2026", "December 5, 2026")),
    ("start_45_days", LATE, "2026-12-10", ("November 10, 2026", "November 25, 2026")),
    (
        "start_45_days",
        {**PARENT, "school_missed_meeting": NOV_24},
        "2026-12-20",
        ("November 20, 2026", "has not taken part"),
    ),
    ("another_day", PARENT, None, ("15 days",)),
    ("another_day", FAST, None, ("7 days", "300.532(c)(3)")),
    ("interpreter", PARENT, None, ("42 USC 2000d",)),
    ("interpreter", SCHOOL, None, ()),
    ("who_comes", PARENT, None, ()),
    ("no_school_lawyer", PARENT, None, ("300.510(a)(1)(ii)",)),
    ("waive_meeting", PARENT, "2026-12-20", ("45 days",)),
    ("waive_meeting", FAST, "2026-12-09", ("300.532(c)(3)",)),
    ("mediation", PARENT, None, ("300.510(a)(3)(ii)",)),
    ("mediation", SCHOOL, None, ("300.506",)),
    ("no_agreement", MET, "2026-12-10", ("300.510(c)(2)",)),
    ("no_agreement", {**PARENT, "mediation_started": NOV_24}, "2026-12-20", ()),
    ("confidentiality_fair", PARENT, None, ()),
    ("confidentiality_no", PARENT, None, ()),
    ("records", PARENT, None, ("before the resolution meeting",)),
    ("records", MET, None, ("before the hearing",)),
    ("records", SCHOOL, None, ("before the hearing",)),
    ("promises", MET, None, ("November 20, 2026",)),
    ("void_agreement", SIGNED, "2026-12-01", ("November 25, 2026", "3 business days")),
    ("not_followed", SIGNED, None, ("November 25, 2026",)),
    ("not_followed", {**SIGNED, "agreement_from": "mediation"}, None, ("300.506(b)(7)",)),
    ("stay_put", PARENT, None, ("300.518",)),
    ("stay_put", SCHOOL, None, ("300.518",)),
    ("answer_school", SCHOOL, "2026-11-30", ("November 20, 2026", "300.508(f)")),
    ("amend", PARENT, None, ("5 days",)),
    ("withdraw", PARENT, None, ("without prejudice",)),
    ("state_complaint", PARENT, None, ()),
    ("state_complaint", SCHOOL, None, ()),
    ("thank_you", MET, None, ("November 20, 2026",)),
    ("before_you_sign", PARENT, None, ("300.510(e)",)),
    ("what_to_bring", PARENT, None, ()),
]

RULED_OUT = [
    ("start_45_days", FAST, "a discipline case has no 45 days"),
    ("start_45_days", SCHOOL, "no meeting is due where the school filed"),
    ("start_45_days", {**LATE, "waived_in_writing": NOV_20}, "both waived it"),
    ("start_45_days", {**LATE, "mediation_started": NOV_20}, "both chose mediation"),
    ("start_45_days", {**LATE, "parent_did_not_participate": NOV_20}, "the parent stayed away"),
    ("start_45_days", {**LATE, "hearing_officer_starts_clock": NOV_25}, "they run already"),
    ("start_45_days", MET, "the meeting was held"),
    ("hold_meeting", SCHOOL, "no meeting is due"),
    ("hold_meeting", MET, "it was held"),
    ("void_agreement", {**SIGNED, "agreement_from": "mediation"}, "no such days in mediation"),
    ("void_agreement", {**SIGNED, "agreement_from": "private"}, "nor in another settlement"),
    ("void_agreement", PARENT, "nothing is signed"),
    ("stay_put", FAST, "discipline has another rule"),
    ("amend", FAST, "the amendment rule is no part of the fast track"),
    ("no_agreement", FAST, "there is no 45-day clock"),
    ("no_agreement", PARENT, "nobody has met"),
    ("answer_school", PARENT, "the parent filed"),
    ("answer_school", {**SCHOOL, "expedited": True}, "no 10-day answer on the fast track"),
    ("withdraw", SCHOOL, "a parent cannot withdraw the complaint of the school"),
    ("who_comes", {**PARENT, "decision_issued": NOV_25}, "the decision is out"),
]  # fmt: skip


def found(name: str, facts: dict[str, object], today: date = TODAY) -> Offer | None:
    offers = fit(case(**facts), today)  # type: ignore[arg-type]
    return next((each for each in offers if each.letter.id == name), None)


def test_every_letter_is_offered_somewhere() -> None:
    assert {name for name, *_ in OFFERED} == set(letters())


@pytest.mark.parametrize(
    ("name", "facts", "by", "says"), OFFERED, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(OFFERED)]
)
def test_a_letter_is_offered_in_its_situation_with_its_dates(
    name: str, facts: dict[str, object], by: str | None, says: tuple[str, ...]
) -> None:
    offered = found(name, facts)
    assert offered is not None and offered.state == "now"
    assert (offered.by.isoformat() if offered.by else None) == by
    told = case(**facts)  # type: ignore[arg-type]
    text = fill(offered.letter, told, TODAY, "en").plain
    for part in says:
        assert part in text, text
    for language in spoken():
        assert "{{" not in fill(offered.letter, told, TODAY, language).plain


@pytest.mark.parametrize(("name", "facts", "why"), RULED_OUT)
def test_a_letter_is_not_offered_where_it_would_be_wrong(
    name: str, facts: dict[str, object], why: str
) -> None:
    assert found(name, facts) is None, why


def test_the_urgent_letter_comes_first() -> None:
    def first(**facts: object) -> str:
        return fit(case(**facts), TODAY)[0].letter.id  # type: ignore[arg-type]

    assert first(**SIGNED) == "void_agreement"
    assert first(**SCHOOL) == "answer_school"
    assert first(**LATE) == "start_45_days"
    assert first(**PARENT) == "hold_meeting"


def test_a_letter_whose_time_has_passed_says_so_and_stands_last() -> None:
    offers = fit(case(**LATE), TODAY)
    assert offers[-1].letter.id == "hold_meeting"
    assert offers[-1].state == "past" and offers[-1].last == NOV_25
    late = found("void_agreement", SIGNED, date(2026, 12, 2))
    assert late is not None and late.state == "past"
    last_day = found("void_agreement", SIGNED, date(2026, 12, 1))
    assert last_day is not None and last_day.state == "now"


def test_the_45_days_can_be_asked_for_from_day_16_on_and_not_before() -> None:
    on_day_15 = found("start_45_days", LATE, NOV_25)
    assert on_day_15 is not None and on_day_15.state == "later"
    assert on_day_15.opens == date(2026, 11, 26)
    day_16 = found("start_45_days", LATE, date(2026, 11, 26))
    assert day_16 is not None and day_16.state == "now"
    day_31 = found("start_45_days", LATE, date(2026, 12, 11))
    assert day_31 is not None and day_31.state == "past"


def test_a_letter_lacking_its_date_says_which() -> None:
    asks = {each.letter.id: each.asks for each in fit(case(), TODAY) if each.asks}
    assert asks == {"hold_meeting": "received", "start_45_days": "received"}
    assert offer(letters()["void_agreement"], case(), TODAY).asks == "agreement_signed"


def test_a_waiver_is_never_put_before_what_a_parent_is_owed() -> None:
    offers = [each.letter for each in fit(case(**PARENT), TODAY) if each.state == "now"]
    choices = [place for place, letter in enumerate(offers) if letter.choice]
    owed = [p for p, x in enumerate(offers) if not x.choice and x.kind == "letter"]
    assert max(owed) < min(choices)


def test_beside_an_answer_stand_the_letters_of_its_right_and_none_that_is_past() -> None:
    def names(topic: str, **facts: object) -> list[str]:
        offers = beside(topic, case(**facts), TODAY)  # type: ignore[arg-type]
        return [each.letter.id for each in offers]

    assert names("cancel_agreement") == ["void_agreement"]
    assert names("cancel_agreement", **{**SIGNED, "agreement_from": "mediation"}) == []
    long_ago = {"agreement_signed": NOV_10, "agreement_from": "resolution_meeting"}
    assert names("cancel_agreement", **long_ago) == []
    assert names("school_late_or_absent", **LATE) == ["start_45_days"]
    assert names("when_meeting", **PARENT)[0] == "hold_meeting"
    assert names("cost") == []
