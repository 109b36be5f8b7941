"""The iCalendar form (RFC 5545): all-day events with alarms, no personal data.

An event is known by its deadline and its case, not by its date: a later file with a corrected date
moves the event that is in the calendar already (same UID, higher SEQUENCE, RFC 5546 section 2.1.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone

from icalendar import Alarm, Calendar, Event

from bot.deadlines.model import Deadline
from bot.deadlines.wording import Wording, wording

_PRODUCT = "-//Resolution Session Guide//Deadlines//EN"
_DOMAIN = "resolution-session-guide"
# The evening before would be midnight for an all-day event; morning of the days before is kinder.
_ALARMS = (timedelta(days=-3, hours=9), timedelta(days=-1, hours=9))
_FIRST_SECOND = datetime(2020, 1, 1, tzinfo=timezone.utc)
"""SEQUENCE counts seconds from here, which many programs keep in 31 bits: enough until 2088."""


def days_in_calendar(deadlines: Iterable[Deadline]) -> dict[str, date]:
    """The day of each event by the key of its deadline: the day to act by."""
    dated = ((d.key, d.earliest_safe or d.date) for d in deadlines)
    return {key: day for key, day in dated if day is not None}


def as_ics(
    deadlines: Sequence[Deadline],
    language: str,
    now: datetime,
    *,
    case: str,
    told: datetime | None,
    gone: Mapping[str, date] | None,
) -> bytes:
    """The calendar file of `Timeline.to_ics`, which says what it takes and raises."""
    words = wording(language)
    text: dict[str, str] = words.sections["ics"]
    days = days_in_calendar(deadlines)
    if not days:
        raise words.error("date", "no_dates")
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", text["calendar"])
    stamps = (_utc(now), _utc(told or now))
    for deadline in deadlines:
        if deadline.key in days:
            event = _dated(_uid(deadline.key, case), days[deadline.key], stamps)
            _describe(event, deadline, days[deadline.key], text, words)
            calendar.add_component(event)
    for key, day in sorted((gone or {}).items()):
        if key not in days and key in words.titles:
            event = _dated(_uid(key, case), day, stamps)
            event.add("status", "CANCELLED")
            event.add("summary", text["gone"].format(title=words.titles[key]))
            event.add("description", text["gone_description"])
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _uid(key: str, case: str) -> str:
    return f"{key}-{case}@{_DOMAIN}" if case else f"{key}@{_DOMAIN}"


def _utc(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(timezone.utc)


def _dated(uid: str, day: date, stamps: tuple[datetime, datetime]) -> Event:
    """An event on `day`; `stamps` are when the file is made and when the facts were told."""
    made, told = stamps
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made)
    event.add("last-modified", told)
    event.add("sequence", max(0, int((told - _FIRST_SECOND).total_seconds())))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _describe(
    event: Event, deadline: Deadline, day: date, text: Mapping[str, str], words: Wording
) -> None:
    description = text["description"].format(
        why=deadline.why,
        who=deadline.who,
        if_missed=deadline.if_missed,
        rule=deadline.rule,
    )
    if deadline.date and deadline.date != day:
        description = text["by_rule"].format(date=words.date(deadline.date)) + "\n" + description
    title = text["summary"].format(title=deadline.title)
    event.add("summary", title)
    event.add("description", description + "\n\n" + text["moves"])
    for before in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text["alarm"].format(title=title))
        alarm.add("trigger", before)
        event.add_component(alarm)
