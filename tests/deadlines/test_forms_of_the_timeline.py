"""The JSON, text and iCalendar forms of the same timeline."""

import json
import re
import time
import warnings
from datetime import date, datetime, timedelta, timezone

import pytest
from icalendar import Calendar

from bot.deadlines import DeadlineError, Timeline
from bot.deadlines.cli import run
from tests.deadlines.deadline_cases import day, events, timeline

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)
CONTRACT = {"key", "date", "earliest_safe", "rule", "who", "why", "skipped"}


@pytest.fixture
def full() -> Timeline:
    return timeline(
        state="TX",
        filed=day("2026-02-27"),
        events=events(
            meeting_held="2026-03-10",
            agreement_signed="2026-04-20",
            hearing_scheduled="2026-05-01",
            settlement_offer_received="2026-04-01",
            parent_did_not_participate="2026-03-04",
        ),
    )


def test_json_is_stable_and_plain(full: Timeline) -> None:
    told = full.to_json()
    assert json.loads(json.dumps(told)) == told
    for item in told["deadlines"]:
        assert set(item) >= CONTRACT
        for name in ("date", "earliest_safe", "day_one"):
            assert item[name] is None or date.fromisoformat(item[name])
    assert told == full.to_json()


def test_dated_ones_come_first_in_order(full: Timeline) -> None:
    days = [d.date for d in full.deadlines]
    known = [one for one in days if one]
    assert known == sorted(known)
    assert None not in days[: len(known)]


def test_text_has_no_markup_or_code(full: Timeline) -> None:
    text = full.to_text()
    assert not re.search(r"[{}<>*_#\[\]]", text)
    assert "2026-" not in text
    for deadline in full.deadlines:
        assert deadline.title in text and deadline.rule in text


def test_calendar_imports_without_a_warning(full: Timeline) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calendar = Calendar.from_ical(full.to_ics(NOW))
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    found = calendar.walk("VEVENT")
    assert len(found) == sum(1 for d in full.deadlines if d.date)
    for event in found:
        assert event.errors == []
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert not isinstance(start, datetime)
        assert end - start == timedelta(days=1)
        assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == NOW
        assert "Source:" in event["DESCRIPTION"]
        alarms = event.walk("VALARM")
        assert alarms and all(a["ACTION"] == "DISPLAY" for a in alarms)


def test_calendar_lines_are_folded_and_end_as_the_standard_asks(full: Timeline) -> None:
    written = full.to_ics(NOW)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def test_uids_are_stable_unique_and_hold_nothing_personal(full: Timeline) -> None:
    later = NOW + timedelta(days=3)
    first = [str(e["UID"]) for e in Calendar.from_ical(full.to_ics(NOW)).walk("VEVENT")]
    again = [str(e["UID"]) for e in Calendar.from_ical(full.to_ics(later)).walk("VEVENT")]
    assert first == again
    assert len(set(first)) == len(first)
    assert all(re.fullmatch(r"[a-z_0-9]+@resolution-session-guide", u) for u in first)
    assert {u.split("@")[0] for u in first} == {d.key for d in full.deadlines if d.date}


def test_the_file_of_the_command_is_the_same_at_the_same_time(full: Timeline) -> None:
    arguments = ["--received", "2026-03-02", "--state", "OH", "--format", "ics"]
    assert run(arguments, NOW) == run(arguments, NOW)
    assert full.to_ics(NOW) == full.to_ics(NOW)


def test_the_sequence_grows_with_the_seconds_and_fits_31_bits(full: Timeline) -> None:
    def sequences(now: datetime) -> set[int]:
        return {int(e["SEQUENCE"]) for e in Calendar.from_ical(full.to_ics(now)).walk("VEVENT")}

    (first,) = sequences(NOW)
    assert sequences(NOW + timedelta(seconds=1)) == {first + 1}
    assert 0 < max(sequences(datetime(2087, 1, 1))) < 2**31
    assert sequences(datetime(1999, 1, 1)) == {0}


def test_the_calendar_event_lies_on_the_day_to_act_by(full: Timeline) -> None:
    (event,) = [
        e
        for e in Calendar.from_ical(full.to_ics(NOW)).walk("VEVENT")
        if str(e["UID"]).startswith("void_agreement_by")
    ]
    assert event.decoded("DTSTART") == day("2026-04-23")
    assert "By the rule: Friday, April 24, 2026" in event["DESCRIPTION"]


def test_an_empty_calendar_is_refused() -> None:
    undated = timeline(None, events=events(agreement_signed=None))
    with pytest.raises(DeadlineError, match="no date to put into a calendar"):
        undated.to_ics(NOW)


def test_a_naive_time_is_taken_as_utc(full: Timeline) -> None:
    assert full.to_ics(NOW.replace(tzinfo=None)) == full.to_ics(NOW)


def test_the_zone_of_the_machine_changes_no_file(
    full: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = full.to_ics(NOW)
    monkeypatch.setenv("TZ", "CST6")
    time.tzset()
    try:
        assert full.to_ics(NOW) == written
    finally:
        monkeypatch.undo()
        time.tzset()
