""" "Today" late in the evening: the state told gives the day, and without one the earlier day."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.dates import today_in
from bot.dialogue import Turn, respond
from bot.dialogue.case import Case
from bot.dialogue.turn import TopicGuess
from bot.knowledge import knowledge

KNOWLEDGE = knowledge().topics
# Monday, December 7, 2026, 10:30 in the evening in California: Tuesday in New York and in UTC.
NIGHT = datetime(2026, 12, 8, 6, 30, tzinfo=timezone.utc)
MONDAY, TUESDAY = date(2026, 12, 7), date(2026, 12, 8)


@pytest.mark.parametrize(
    ("zone", "state", "day"),
    [
        ("America/Los_Angeles", None, MONDAY),
        ("America/New_York", None, TUESDAY),
        # The browser's zone is where the parent is, whatever state was told before.
        ("America/Los_Angeles", "NY", MONDAY),
        # UTC is nobody's zone.
        ("UTC", "CA", MONDAY),
        ("Etc/UTC", "NY", TUESDAY),
        ("Etc/GMT", "CA", MONDAY),
        (None, "CA", MONDAY),
        (None, "NY", TUESDAY),
        (None, "VA", TUESDAY),
        (None, "HI", MONDAY),
        (None, "GU", TUESDAY),
        # With neither, the earlier of the two days.
        (None, None, MONDAY),
        ("UTC", None, MONDAY),
        ("Mars/Olympus", None, MONDAY),
        ("x" * 100, None, MONDAY),
    ],
)
def test_the_day_comes_from_the_zone_else_the_state_else_it_is_the_earlier(
    zone: str | None, state: str | None, day: date
) -> None:
    assert today_in(zone, state, NIGHT) == day


@pytest.mark.parametrize(
    ("zone", "state", "day"),
    [(None, "CA", MONDAY), (None, "NY", TUESDAY), ("America/New_York", "CA", TUESDAY),
     (None, None, MONDAY)],
)  # fmt: skip
def test_a_state_told_earlier_gives_the_day_of_the_case(
    zone: str | None, state: str | None, day: date
) -> None:
    case = Case({}).given("state", state, 1) if state else Case({})
    assert case.today(zone, NIGHT) == day


def test_by_day_all_agree() -> None:
    noon = datetime(2026, 12, 7, 18, 0)  # no zone: taken as UTC
    assert {today_in(None, state, noon) for state in (None, "CA", "NY", "HI", "AK")} == {MONDAY}


def cancel(text: str, zone: str | None = None, today: date = TUESDAY) -> str:
    turn = Turn(
        text=text, intent="deadline", topics=(TopicGuess("deadline/cancel_agreement", 0.9),),
        today=today, slots={}, now=NIGHT, zone=zone,
    )  # fmt: skip
    return respond(turn, KNOWLEDGE).messages[0].text


def test_a_state_in_the_same_message_decides_which_day_today_is() -> None:
    text = cancel("We signed it today in California. By when can I cancel?")
    assert "signed on Monday, December 7, 2026" in text
    assert "Thursday, December 10, 2026" in text
    text = cancel("We signed it today in New York. By when can I cancel?")
    assert "signed on Tuesday, December 8, 2026" in text
    assert "Friday, December 11, 2026" in text


def test_a_browsers_zone_stays_when_a_state_is_told() -> None:
    text = cancel(
        "We signed it today in New York. By when can I cancel?", "America/Los_Angeles", MONDAY
    )
    assert "signed on Monday, December 7, 2026" in text
