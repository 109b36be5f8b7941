"""Which year a day belongs to once its event is known, and which days may answer a question."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dates import read_dates
from bot.facts import day_for, read_facts

TODAY = date(2026, 11, 28)


def settled(words: str, fact: str, *supposed: bool) -> tuple[date | None, str]:
    (mention,) = read_dates(words, TODAY)
    day = day_for(fact, mention, TODAY, *supposed)
    return day.date, day.reason


@pytest.mark.parametrize(
    ("words", "fact", "day"),
    [
        ("January 14", "hearing_scheduled", date(2027, 1, 14)),
        ("January 14", "decision_extended_to", date(2027, 1, 14)),
        ("June 14", "hearing_scheduled", date(2027, 6, 14)),
        ("June 14", "received", date(2026, 6, 14)),
        ("November 30, 2025", "received", date(2025, 11, 30)),
        ("December 14", "refusal_or_proposal", date(2025, 12, 14)),
        ("December 14", "knew_or_should_have_known", date(2025, 12, 14)),
    ],
)
def test_a_hearing_lies_ahead_and_what_has_happened_behind(
    words: str, fact: str, day: date
) -> None:
    assert settled(words, fact) == (day, "")


def test_a_supposed_day_is_the_nearest() -> None:
    assert settled("December 2", "filed", True) == (date(2026, 12, 2), "")
    assert settled("November 9", "filed", True) == (date(2026, 11, 9), "")
    # Unless the words choose the side themselves: last June 1 is nearer than the next.
    assert settled("June 1", "filed", True) == (date(2026, 6, 1), "")
    assert settled("I will file on June 1", "filed", True) == (date(2027, 6, 1), "")


@pytest.mark.parametrize("fact", ["received", "filed", "agreement_signed", "waived_in_writing"])
def test_a_day_nearly_a_year_gone_and_close_ahead_is_asked(fact: str) -> None:
    assert settled("December 3", fact) == (None, "two_readings")


@pytest.mark.parametrize("fact", ["received", "filed", "agreement_signed", "waived_in_writing"])
def test_a_day_that_has_yet_to_come_is_not_told(fact: str) -> None:
    assert settled("November 29, 2026", fact) == (None, "ahead")
    assert settled("November 28, 2026", fact) == (TODAY, "")
    (mention,) = read_dates("I will file on June 1", TODAY)
    day = day_for(fact, mention, TODAY)
    assert (day.kind, day.date, day.reason) == ("vague", None, "ahead")
    assert (day.past, day.ahead) == (None, None), "no later reading takes it back"


def test_a_hearing_years_ahead_is_asked() -> None:
    assert settled("November 27, 2029", "hearing_scheduled") == (date(2029, 11, 27), "")
    assert settled("November 28, 2029", "hearing_scheduled") == (None, "ahead")


@pytest.mark.parametrize(
    "text",
    ["November 9", "it was November 9", "ok so my date is November 9", "When must they meet? It was on November 9",
     "I think it came November 9, thanks"],
)  # fmt: skip
def test_a_day_told_almost_alone_may_answer_what_a_question_needs(text: str) -> None:
    day = read_facts(text, TODAY).bare_day
    assert day is not None and day.date == date(2026, 11, 9)


@pytest.mark.parametrize(
    "text",
    ["I called them on November 9, when must they meet?", "the meeting will be held on December 3",
     "his birthday is November 9", "can you tell me the ONE thing to do tomorrow",
     "the school did not get my complaint on November 9", "I will file on December 2",
     "they answered my complaint on November 9", "my friend's school got hers on November 9",
     "November 9, and the hearing is January 14", "it was November 9, I was there on November 12",
     "We are tired. November 9 Alice cried", "only I signed the waiver on November 9", "they want me to sign on November 30"],
)  # fmt: skip
def test_any_other_day_answers_none(text: str) -> None:
    assert read_facts(text, TODAY).bare_day is None


def test_two_days_told_for_one_receipt_are_asked_and_nothing_settles_them() -> None:
    reading = read_facts("they got it November 3 and they got it November 9", TODAY)
    ((fact, asked),) = reading.unclear
    assert reading.changes == () and fact == "received"
    assert (asked.kind, asked.date) == ("ambiguous", None)
    assert asked.options == (date(2026, 11, 3), date(2026, 11, 9))
    assert (asked.past, asked.ahead) == (None, None), "the parent says which, not today"


def test_a_correction_without_a_name_keeps_both_years_for_the_fact_it_is_about() -> None:
    (change,) = read_facts("sorry, I meant January 14", TODAY).changes
    assert change.fact == "" and change.date is not None
    assert (change.date.past, change.date.ahead) == (date(2026, 1, 14), date(2027, 1, 14))
