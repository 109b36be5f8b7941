"""Calendar files a parent imports one after the other: a corrected date moves its event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from bot.deadlines import Facts
from bot.pages.calendar import (
    VALID_SECONDS,
    CalendarLinkError,
    calendar_from_link,
    calendar_link,
    opened_link,
)
from tests.actions.test_actions import Parent as Chat

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=timezone.utc)


class ParentsCalendar:
    """A calendar program: events by UID; a higher SEQUENCE, then a later DTSTAMP, replaces one.

    RFC 5545 3.8.4.7 and 3.8.7.4, RFC 5546 2.1.5.
    """

    def __init__(self) -> None:
        self.events: dict[str, CalendarEvent] = {}

    def imports(self, file: bytes) -> None:
        calendar = Calendar.from_ical(file)
        assert calendar.errors == []
        for event in calendar.walk("VEVENT"):
            assert event.errors == []
            known = self.events.get(str(event["UID"]))
            if known is None or self._revision(event) > self._revision(known):
                self.events[str(event["UID"])] = event

    def days(self, key: str) -> list[date]:
        """The days of the events of a deadline that are not cancelled."""
        return sorted(
            event.decoded("DTSTART")
            for uid, event in self.events.items()
            if re.split("[-@]", uid)[0] == key and event.get("STATUS") != "CANCELLED"
        )

    @staticmethod
    def _revision(event: CalendarEvent) -> tuple[int, datetime]:
        return int(event["SEQUENCE"]), event.decoded("DTSTAMP")


class Parent(Chat):
    """A parent who opens each link of the chat."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.calendar = ParentsCalendar()
        self._monkeypatch = monkeypatch
        self.now = NOW

    def gets_link(self, text: str, intent: str, *topics: str) -> str:
        """The calendar link of the answer, made a minute after the one before."""
        self.now += MINUTE
        self._monkeypatch.setenv("GUIDE_NOW", self.now.isoformat())
        self.says(text, intent, *topics)
        custom: Mapping[str, Any] = self.events[-1]["data"]["custom"]
        token = re.fullmatch(r"/calendar/(.+)\.ics", custom["calendar_url"])
        assert token is not None
        return token[1]

    def gets_file(self, text: str, intent: str, *topics: str) -> bytes:
        """The calendar file of the answer, opened a minute later."""
        return calendar_from_link(self.gets_link(text, intent, *topics), self.now + MINUTE)

    def adds(self, text: str, intent: str = "tell_facts", *topics: str) -> None:
        """Tells something and imports the file that comes with the answer."""
        self.calendar.imports(self.gets_file(text, intent, *topics))


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Parent:
    return Parent(monkeypatch)


def test_a_corrected_date_moves_the_event(parent: Parent) -> None:
    parent.adds("the school got my complaint October 20, 2026")
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 4)]
    before = set(parent.calendar.events)
    parent.adds("Sorry, I meant October 22", "correct_fact")
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 6)]
    assert parent.calendar.days("resolution_period_ends") == [date(2026, 11, 21)]
    assert set(parent.calendar.events) == before


def test_an_older_link_opened_and_imported_last_moves_nothing_back(parent: Parent) -> None:
    old = parent.gets_link("the school got my complaint October 20, 2026", "tell_facts")
    new = parent.gets_link("Sorry, I meant October 22", "correct_fact")
    for number, link in enumerate((new, old, new, old), 1):
        parent.calendar.imports(calendar_from_link(link, NOW + number * timedelta(hours=1)))
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 6)]


def test_the_same_file_twice_changes_nothing(parent: Parent) -> None:
    file = parent.gets_file("the school got my complaint October 20, 2026", "tell_facts")
    parent.calendar.imports(file)
    before = dict(parent.calendar.events)
    parent.calendar.imports(file)
    assert parent.calendar.events == before


def test_a_date_that_follows_no_longer_is_cancelled_and_comes_back_when_it_does(
    parent: Parent,
) -> None:
    parent.adds("the school got my complaint October 20, 2026")
    parent.adds("we signed an agreement on November 16, 2026")
    assert parent.calendar.days("void_agreement_by") != []
    parent.says("forget that date", "forget_fact")
    assert "agreement_signed" not in parent.slots["facts"]
    parent.adds("show all my dates", "deadline", "deadline/my_dates")
    assert parent.calendar.days("void_agreement_by") == []
    (gone,) = [e for uid, e in parent.calendar.events.items() if "void_agreement_by" in uid]
    assert str(gone["SUMMARY"]).startswith("No longer your date:")
    assert not gone.walk("VALARM")
    parent.adds("we signed an agreement on November 17, 2026")
    assert len(parent.calendar.days("void_agreement_by")) == 1


@pytest.mark.parametrize(
    ("text", "intent"),
    [("start over", "start_over"), ("I have a question about my other child", "new_case"),
     ("forget everything I told you", "forget_fact")],
)  # fmt: skip
def test_the_dates_of_another_child_do_not_move_those_of_the_first(
    parent: Parent, text: str, intent: str
) -> None:
    parent.adds("the school got my complaint October 20, 2026")
    parent.says(text, intent)
    parent.adds("the school got my complaint November 10, 2026")
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 4), date(2026, 11, 25)]
    parent.adds("Sorry, I meant November 11", "correct_fact")
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 4), date(2026, 11, 26)]


def test_another_child_told_in_one_message_has_events_of_its_own(parent: Parent) -> None:
    parent.adds("the school got my complaint October 20, 2026")
    parent.adds("new case: the school got my complaint November 10, 2026")
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 4), date(2026, 11, 25)]


def test_the_only_fact_forgotten_and_told_again_is_the_same_case(parent: Parent) -> None:
    parent.adds("the school got my complaint October 20, 2026")
    parent.says("forget that date", "forget_fact")
    assert not parent.slots["facts"]
    parent.adds("the school got my complaint October 22, 2026")
    assert parent.calendar.days("resolution_meeting_by") == [date(2026, 11, 6)]


def test_what_if_moves_no_event_of_the_case(parent: Parent) -> None:
    parent.adds("the school got my complaint October 20, 2026")
    parent.adds("we signed an agreement on November 16, 2026")
    own = dict(parent.calendar.events)
    file = parent.gets_file(
        "what if we sign an agreement on November 30, 2026?",
        "deadline",
        "deadline/cancel_agreement",
    )
    parent.calendar.imports(file)
    assert {uid: parent.calendar.events[uid] for uid in own} == own
    assert len(parent.calendar.events) > len(own)
    parent.adds("Sorry, I meant November 17", "correct_fact")
    assert set(own) <= set(parent.calendar.events)
    assert parent.slots["facts"]["agreement_signed"]["value"] == "2026-11-17"


def test_two_parents_share_no_event_and_no_uid_holds_a_date_or_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uids = []
    for _ in range(2):
        parent = Parent(monkeypatch)
        parent.adds("the school got my complaint October 20, 2026")
        uids.append(set(parent.calendar.events))
    assert uids[0].isdisjoint(uids[1])
    for uid in uids[0] | uids[1]:
        assert re.fullmatch(r"[a-z_0-9]+-[0-9a-f]{12}@resolution-session-guide", uid)


def test_the_link_of_a_text_message_is_the_one_that_opens(parent: Parent) -> None:
    parent.gets_file("the school got my complaint October 20, 2026", "tell_facts")
    event = parent.events[-1]
    assert event["data"]["custom"]["calendar_url"].count("/calendar/") == 1
    assert "/calendar/0-" not in event["text"]


def test_a_link_of_the_release_before_still_opens() -> None:
    facts = Facts(received=date(2026, 10, 20))
    new = calendar_link(facts, NOW).removeprefix("/calendar/").removesuffix(".ics")
    assert opened_link(new, NOW).facts == facts
    late = NOW + timedelta(seconds=VALID_SECONDS + 1)
    with pytest.raises(CalendarLinkError, match="expired"):
        calendar_from_link(new, late)
