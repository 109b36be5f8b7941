"""The iCalendar form (RFC 5545): all-day events with alarms, no personal data."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from icalendar import Alarm, Calendar, Event

from bot.deadlines.model import Deadline, Timeline
from bot.deadlines.wording import Wording, wording

_PRODUCT = "-//Resolution Session Guide//Deadlines//EN"
_DOMAIN = "resolution-session-guide"
# The evening before would be midnight for an all-day event; morning of the days before is kinder.
_ALARMS = (timedelta(days=-3, hours=9), timedelta(days=-1, hours=9))


def as_ics(timeline: Timeline, now: datetime) -> bytes:
    """Each event lies on the day to act by. Raises DeadlineError when there is none."""
    words = wording(timeline.language)
    text: dict[str, str] = words.sections["ics"]
    dated = [(d, d.earliest_safe or d.date) for d in timeline.deadlines]
    events = [_event(d, day, now, text, words) for d, day in dated if day is not None]
    if not events:
        raise words.error("date", "no_dates")
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", text["calendar"])
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(
    deadline: Deadline, day: date, now: datetime, text: dict[str, str], words: Wording
) -> Event:
    stamp = now if now.tzinfo else now.replace(tzinfo=timezone.utc)
    description = text["description"].format(
        why=deadline.why,
        who=deadline.who,
        if_missed=deadline.if_missed,
        rule=deadline.rule,
    )
    if deadline.date and deadline.date != day:
        description = text["by_rule"].format(date=words.date(deadline.date)) + "\n" + description
    title = text["summary"].format(title=deadline.title)
    event = Event()
    # The same facts give the same UID, so importing twice updates rather than doubles.
    event.add("uid", f"{deadline.key}-{day:%Y%m%d}-{deadline.date or day:%Y%m%d}@{_DOMAIN}")
    event.add("dtstamp", stamp.astimezone(timezone.utc))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    for before in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text["alarm"].format(title=title))
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event
