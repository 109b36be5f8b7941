"""A day without a year has two sides; who knows what happened on it chooses."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dates import DateMention, read_dates, year_correction

TODAY = date(2026, 11, 28)


def only(text: str) -> DateMention:
    (mention,) = read_dates(text, TODAY)
    return mention


@pytest.mark.parametrize(
    ("text", "past", "ahead", "nearest"),
    [
        ("december 2", "2025-12-02", "2026-12-02", "2026-12-02"),
        ("11/3", "2026-11-03", "2027-11-03", "2026-11-03"),
        ("the 5th", "2026-11-05", "2026-12-05", "2026-12-05"),
        ("on friday", "2026-11-27", "2026-12-04", "2026-11-27"),
        ("the third wednesday of january", "2026-01-21", "2027-01-20", "2027-01-20"),
        ("the day after halloween", "2026-11-01", "2027-11-01", "2026-11-01"),
        ("the day before new year's", "2025-12-31", "2026-12-31", "2026-12-31"),
        ("november 28", "2026-11-28", "2026-11-28", "2026-11-28"),
    ],
)
def test_the_role_chooses_the_side(text: str, past: str, ahead: str, nearest: str) -> None:
    mention = only(text)
    assert str(mention.near("past").date) == past
    assert str(mention.near("future").date) == ahead
    assert str(mention.near("nearest").date) == nearest


@pytest.mark.parametrize(
    "text", ["December 2, 2026", "yesterday", "10 days ago", "1/5/2031", "last friday, nov 20 2026"]
)
def test_a_day_that_leaves_no_choice_stays(text: str) -> None:
    mention = only(text)
    assert mention.near("past") == mention.near("future") == mention


def test_a_weekday_beside_it_denies_the_other_side() -> None:
    mention = only("Wednesday December 3")
    assert str(mention.near("past").date) == "2025-12-03"
    asked = mention.near("future")
    assert (asked.kind, asked.reason) == ("ambiguous", "two_readings")
    assert [str(day) for day in asked.options] == ["2026-12-02", "2026-12-03"]


def test_a_year_is_in_doubt_where_the_past_day_is_long_gone_and_the_next_is_close() -> None:
    assert only("they got it december 3").year_in_doubt
    assert not only("they got it november 3").year_in_doubt
    assert not only("they got it december 3, 2025").year_in_doubt
    assert not only("they got it on the 5th").year_in_doubt
    question = only("they got it december 3").as_question()
    assert [str(day) for day in question.options] == ["2025-12-03", "2026-12-03"]
    assert question.date is None


def test_a_day_taken_from_the_story_is_not_moved() -> None:
    mentions = read_dates("I filed March 3, 2025 and they got it March 5", TODAY)
    assert [str(m.near("past").date) for m in mentions] == ["2025-03-03", "2025-03-05"]


def test_several_days_move_together() -> None:
    mention = only("dec 14-16")
    assert [str(day) for day in mention.near("future").options] == ["2026-12-14", "2026-12-16"]
    assert [str(day) for day in mention.near("past").options] == ["2025-12-14", "2025-12-16"]


def test_a_mention_tells_its_place_in_the_text_as_written() -> None:
    text = "they got it on a wensday, Novemeber 18, and we met Decmber 2 i guess they forgot"
    first, second = read_dates(text, TODAY)
    assert text[first.start : first.end] == "wensday, Novemeber 18"
    assert text[second.start : second.end] == "Decmber 2"
    assert (str(first.date), str(second.date)) == ("2026-11-18", "2025-12-02")


def test_a_corrected_day_stands_where_the_wrong_one_stood() -> None:
    text = "They got it on Nov 3. When must they meet? Sorry, meant Nov 5"
    mention = only(text)
    assert text[mention.start : mention.end] == "Nov 3"
    assert (mention.text, str(mention.date)) == ("Nov 5", "2026-11-05")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("typo!! 2026 not 2025", (2026, 2025)), ("not 2025, 2026", (2026, 2025)),
     ("oops, 2026", (2026, None)), ("I meant 2026", (2026, None)), ("the 2026-2027 IEP", None),
     ("they did not meet in 2025", None)],
)  # fmt: skip
def test_a_year_alone_can_be_the_correction(
    text: str, expected: tuple[int, int | None] | None
) -> None:
    assert year_correction(text) == expected


def test_forty_dates_in_one_message_are_all_read() -> None:
    days = [f"{month}/{day}/2026" for month in range(1, 11) for day in (3, 9, 17, 28)]
    mentions = read_dates("we met " + ", ".join(days), TODAY)
    assert len(mentions) == 40 and all(m.kind == "date" for m in mentions)


def test_a_year_far_ahead_is_given_for_the_caller_to_ask() -> None:
    assert str(only("I filed it on 5/5/2031").date) == "2031-05-05"


@pytest.mark.parametrize(
    ("text", "side"),
    [("I will file on december 2", "future"), ("the hearing is january 14", "future"),
     ("we filed december 2", "past"), ("Monday november 30", "future"),
     ("they set the meeting for december 11", "nearest"), ("they got it december 2", "")],
)  # fmt: skip
def test_words_that_chose_the_side_are_told(text: str, side: str) -> None:
    assert only(text).side == side
