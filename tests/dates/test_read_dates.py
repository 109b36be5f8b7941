"""Dates the way people write them; today is Tuesday, November 24, 2026."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import DateMention, read_dates, today_in

TODAY = date(2026, 11, 24)
DAYS = """
yesterday=2026-11-23; today=2026-11-24; tomorrow=2026-11-25; the day before yesterday=2026-11-22
day before yesterday=2026-11-22; day after tomorrow=2026-11-26; this morning=2026-11-24
last night=2026-11-23; last friday=2026-11-20; last Friday=2026-11-20; this past tuesday=2026-11-17
this past Friday=2026-11-20; past friday=2026-11-20; monday=2026-11-23; on Monday=2026-11-23
friday=2026-11-20; on friday=2026-11-20; Sunday=2026-11-22; last sunday=2026-11-22
last wednesday=2026-11-18; wensday=2026-11-18; last thrusday=2026-11-19; teusday=2026-11-17
this friday=2026-11-27; this coming monday=2026-11-30; a week ago monday=2026-11-16
a week ago Friday=2026-11-13; two weeks ago friday=2026-11-06; friday before last=2026-11-13
10 days ago=2026-11-14; ten days ago=2026-11-14; 1 day ago=2026-11-23; a week ago=2026-11-17
1 week ago=2026-11-17; two weeks ago=2026-11-10; 2 weeks ago=2026-11-10; 3 wks ago=2026-11-03
three weeks ago=2026-11-03; 20 days back=2026-11-04; 5 days ago today=2026-11-19
two weeks from now=2026-12-08; 10 days from today=2026-12-04; in 2 weeks=2026-12-08
the 5th=2026-11-05; on the 5th=2026-11-05; the 24th=2026-11-24; the 30th=2026-10-30
the 31st=2026-10-31; on the 2nd=2026-11-02; the 1st=2026-11-01; the 25th=2026-10-25
march 3=2026-03-03; March 3=2026-03-03; march 3rd=2026-03-03; mar 3=2026-03-03; Mar. 3=2026-03-03
MARCH 3=2026-03-03; march 03=2026-03-03; march the 3rd=2026-03-03; march third=2026-03-03
march the third=2026-03-03; the third of march=2026-03-03; 3rd of march=2026-03-03
3 march=2026-03-03; 3 March 2026=2026-03-03; 03 March 2026=2026-03-03; March 3, 2026=2026-03-03
March 3 2026=2026-03-03; march 3rd, 2026=2026-03-03; march 3rd 2025=2025-03-03
march the third twenty twenty six=2026-03-03; november second twenty twenty five=2025-11-02
twenty first of october=2026-10-21; october twenty first=2026-10-21; may 2=2026-05-02
May 2, 2026=2026-05-02; may 2nd=2026-05-02; Nov. 3rd=2026-11-03; nov 3=2026-11-03
november 3rd=2026-11-03; Nov 30=2025-11-30; december 25=2025-12-25; dec 1=2025-12-01
febuary 9=2026-02-09; feburary 9=2026-02-09; septmber 4=2026-09-04; setember 4=2026-09-04
sept 14=2026-09-14; sept. 14=2026-09-14; sep 14=2026-09-14; ocotber 8=2026-10-08; oct 8=2026-10-08
novemeber 2=2026-11-02; agust 1=2026-08-01; aug 1st=2026-08-01; janurary 5=2026-01-05; jan 5=2026-01-05
Jan 5th 25=2025-01-05; apr 15=2026-04-15; apirl 15=2026-04-15; june 10=2026-06-10; jul 4=2026-07-04
2026-03-18=2026-03-18; 2025-12-31=2025-12-31; 3/4=2026-03-04; 3/4/2026=2026-03-04; 3/4/26=2026-03-04
03/04/2026=2026-03-04; 3-4-26=2026-03-04; 3-4-2026=2026-03-04; 3.4.2026=2026-03-04; 11/24=2026-11-24
11/25=2025-11-25; 12/1=2025-12-01; 1/2=2026-01-02; 13/3=2026-03-13; 24/12/2025=2025-12-24
2/29/2024=2024-02-29; February 29, 2024=2024-02-29; 10/12/2026=2026-10-12
Friday November 20, 2026=2026-11-20; friday the 20th of november=2026-11-20; Tuesday, March 3=2026-03-03
last friday the 20th=2026-11-20; it was on March 3 at 3pm=2026-03-03; march 3rd at 10:30 am=2026-03-03
"""
CERTAIN = [tuple(pair.strip().rsplit("=", 1)) for line in DAYS.splitlines() for pair in line.split(";") if pair.strip()]  # fmt: skip
UNSURE = [
    ("early october", "month_only"), ("mid october", "month_only"), ("late Oct", "month_only"),
    ("in may", "month_only"), ("in March 2026", "month_only"), ("sometime in march", "month_only"),
    ("beginning of october", "month_only"), ("end of september", "month_only"),
    ("last october", "month_only"), ("october 2026", "month_only"), ("during june", "month_only"),
    ("about two weeks ago", "approximate"), ("around march 3", "approximate"),
    ("roughly 10 days ago", "approximate"), ("maybe last friday", "approximate"),
    ("a couple weeks ago", "approximate"), ("a few days ago", "approximate"),
    ("several weeks ago", "approximate"), ("last week", "approximate"), ("last month", "approximate"),
    ("two months ago", "approximate"), ("the other day", "approximate"), ("recently", "approximate"),
    ("02/30/2026", "no_such_day"), ("13/13/2026", "no_such_day"), ("feb 29 2027", "no_such_day"),
    ("november 31", "no_such_day"), ("feb 29", "no_such_day"), ("2026-02-30", "no_such_day"), ("June 31st", "no_such_day"),
    ("3/3/1926", "out_of_range"), ("March 3, 1926", "out_of_range"), ("2101-01-01", "out_of_range"),
    ("march 3 or 4", "two_readings"), ("last monday", "two_readings"), ("next friday", "two_readings"),
    ("Friday, November 21, 2026", "two_readings"), ("march 3-5", "two_readings"),
    ("between march 3 and march 5", "two_readings"), ("from march 3 to 5", "two_readings"),
]  # fmt: skip
NO_DATE = [
    "34 CFR 300.510", "within 15 days", "the 30-day period", "504 plan", "may I ask", "he sat down",
    "the sun", "24/7", "call 555-123-4567", "page 3", "45 days", "3 business days", "march in here",
    "I may go", "room 12", "5th grade", "the 5th grade", "do they have to meet in 15 days", "1/2 of it",
    "10-15 days", "$3.50", "version 3.6", "ages 3-5", "a second time", "the 14th amendment", "IEP 2.0",
]  # fmt: skip


def only(text: str, today: date = TODAY) -> DateMention:
    (mention,) = read_dates(text, today)
    return mention


def test_the_table_is_long_enough() -> None:
    assert len(CERTAIN) + len(UNSURE) + len(NO_DATE) >= 150


@pytest.mark.parametrize(("phrase", "expected"), CERTAIN)
def test_a_certain_day_is_read(phrase: str, expected: str) -> None:
    mention = only(phrase)
    assert (mention.kind, str(mention.date)) == ("date", expected)


@pytest.mark.parametrize(("phrase", "reason"), UNSURE)
def test_what_is_no_certain_day_is_never_guessed(phrase: str, reason: str) -> None:
    mention = only(phrase)
    assert mention.date is None and mention.reason == reason


@pytest.mark.parametrize("text", [t for t in NO_DATE if t not in ("ages 3-5", "1/2 of it")])
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert read_dates(text, TODAY) == ()


def test_two_dates_keep_their_order_and_the_second_follows_the_first() -> None:
    mentions = read_dates("I filed March 3 and they got it on the 5th", TODAY)
    assert [str(m.date) for m in mentions] == ["2026-03-03", "2026-03-05"]
    mentions = read_dates("filed December 30, 2025, received january 2", TODAY)
    assert [str(m.date) for m in mentions] == ["2025-12-30", "2026-01-02"]


def test_past_is_meant_unless_a_hearing_lies_ahead() -> None:
    assert str(only("they got it december 3").date) == "2025-12-03"
    assert str(only("the hearing is december 3").date) == "2026-12-03"
    assert str(only("we filed and the hearing is december 3").date) == "2026-12-03"
    assert str(only("they sent a notice that the hearing is set for dec 3").date) == "2026-12-03"
    assert str(only("filed for a hearing on november 5").date) == "2026-11-05"
    assert str(only("I will file on december 1").date) == "2026-12-01"
    assert str(only("we're going to file december 1").date) == "2026-12-01"
    assert str(only("will they count from november 9").date) == "2026-11-09"
    assert str(only("they will say they got it november 9").date) == "2026-11-09"
    assert str(only("they got my hearing request on oct 20").date) == "2026-10-20"
    assert str(only("the hearing officer ruled on june 4").date) == "2026-06-04"
    assert str(read_dates("december 3", TODAY, lean="future")[0].date) == "2026-12-03"


@pytest.mark.parametrize(
    ("today", "phrase", "expected"),
    [("2026-01-02", "december 30", "2025-12-30"), ("2026-01-02", "the 31st", "2025-12-31"),
     ("2024-02-29", "yesterday", "2024-02-28"), ("2024-03-01", "yesterday", "2024-02-29"),
     ("2026-12-31", "tomorrow", "2027-01-01"), ("2026-03-01", "the 30th", "2026-01-30"),
     ("2028-02-29", "2 weeks ago", "2028-02-15")],
)  # fmt: skip
def test_edges_of_months_and_years(today: str, phrase: str, expected: str) -> None:
    assert str(only(phrase, date.fromisoformat(today)).date) == expected


def test_today_is_the_parents_day() -> None:
    late = datetime(2026, 11, 25, 4, 30, tzinfo=timezone.utc)
    assert today_in(None, None, late) == date(2026, 11, 24)
    assert today_in("Pacific/Guam", None, late) == date(2026, 11, 25)
    assert today_in(None, "HI", late) == date(2026, 11, 24)
    assert today_in("Not/AZone", None, late) == date(2026, 11, 24)
    assert today_in("../../etc/passwd", "XX", late) == date(2026, 11, 24)


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    for mention in read_dates(text, TODAY):
        assert (mention.date is None) != (mention.kind == "date")
        assert 0 <= mention.start < mention.end <= len(text)
