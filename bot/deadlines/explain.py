"""The reason of a date, put together from the wording: the rule, the count, the skipped days."""

from __future__ import annotations

from datetime import date, timedelta

from bot.deadlines.calendars import LAST_YEAR, Calendar, calendar
from bot.deadlines.counting import Counted
from bot.deadlines.rules import Case, Count
from bot.deadlines.wording import Wording

Safe = tuple["date | None", "str | None"]
_DAY = timedelta(days=1)
_PARENT_ACTS = frozenset({"parent", "both", "either", "loser", "filer"})


def reason(
    key: str,
    case: Case,
    counted: Counted | None,
    start: str,
    start_day: date | None,
    missing: str | None,
    safe: Safe,
    state: str | None,
    words: Wording,
) -> str:
    """Sentences a parent can follow, in the order they are asked: why, how counted, how sure."""
    event = words.events.get(start, "")
    parts: list[str] = []
    if case.none:
        parts.append(words.none[case.none])
    else:
        meaning = words.why[key]
        text = meaning.get(case.id) or meaning.get("usual", "")
        parts.append(text.format(event=event) if "{" in text else text)
    if missing:
        parts.append(missing)
    if counted and case.count and case.count.count and start_day:
        parts += _how_counted(case.count, counted, event, start_day, words)
    if safe[1] is not None:
        parts += _how_sure(counted, safe, words)
    if counted and case.count and case.who in _PARENT_ACTS:
        parts += _last_day(counted.date, safe[0], state, words)
    return " ".join(filter(None, parts))


def _how_counted(
    count: Count, counted: Counted, event: str, start_day: date, words: Wording
) -> list[str]:
    unit = f"{count.unit}_back" if count.back else count.unit
    parts = [
        words.counting[unit].format(
            event=event,
            event_date=words.date(start_day),
            day_one=words.date(counted.day_one) if counted.day_one else "",
            count=count.count,
            date=words.date(counted.date),
        )
    ]
    if counted.skipped:
        parts.append(words.sections["skipped"].format(list=words.holidays(counted.skipped)))
    return parts


def _how_sure(counted: Counted | None, safe: Safe, words: Wording) -> list[str]:
    day, why = safe
    if day is None or why is None:
        return []
    in_doubt = words.holidays(counted.in_doubt) if counted else ""
    return [words.earlier[why].format(list=in_doubt, date=words.date(day))]


def _last_day(day: date, safe: date | None, state: str | None, words: Wording) -> list[str]:
    """A last day on a weekend or holiday is not moved; the parent acts on the day before."""
    if safe is not None and safe < day:
        day = safe
    days = calendar(state)
    name = _holiday(day, days)
    weekday = day.weekday()
    if weekday < 5 and name is None:
        return []
    before = day
    while before.weekday() > 4 or _holiday(before, days):
        before -= _DAY
    key = "weekend" if weekday > 4 else "holiday"
    text: str = words.sections[key]
    return [text.format(weekday=words.weekday(day), name=name, date=words.date(before))]


def _holiday(day: date, days: Calendar) -> str | None:
    return days.year(day.year).closed.get(day) if day.year <= LAST_YEAR else None
