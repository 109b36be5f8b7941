"""The reason of a date, put together from the wording: the rule, the count, the skipped days."""

from __future__ import annotations

from datetime import date, timedelta

from bot.deadlines.calendars import LAST_YEAR, Calendar, calendar
from bot.deadlines.counting import Counted
from bot.deadlines.rules import Count, RuleCase, overlay
from bot.deadlines.wording import Wording

Safe = tuple["date | None", "str | None"]
_DAY = timedelta(days=1)
PARENT_ACTS = frozenset({"parent", "both", "either", "loser"})


def reason(
    key: str,
    case: RuleCase,
    counted: Counted | None,
    start: str,
    start_day: date | None,
    why_not: str | None,
    safe: Safe,
    working_day: date | None,
    state: str | None,
    words: Wording,
) -> str:
    """Sentences a parent can follow, in the order they are asked: why, how counted, how sure."""
    event = words.events.get(start, "")
    parts = [meaning(key, case, event, state, words)]
    if why_not:
        parts.append(why_not)
    if counted and case.count and case.count.count and start_day:
        parts += _how_counted(case.count, counted, event, start_day, words)
    if safe[0] and safe[1]:
        act_by: str = words.sections["act_by"]
        parts += [how_sure(counted, safe, words), act_by.format(date=words.date(safe[0]))]
    if safe[0] and working_day and working_day != safe[0]:
        parts.append(_weekend(safe[0], working_day, state, words))
    return " ".join(filter(None, parts))


def meaning(key: str, case: RuleCase, event: str, state: str | None, words: Wording) -> str:
    """What the rule says, or why it gives no date: its own sentence, or the state's count put
    into the general one."""
    if case.none:
        return words.none[case.none]
    known = words.why[key]
    text: str = known.get(case.id, "")
    if not text and case.own and case.count and state and "state" in known:
        unit = words.sections["units" if case.count.count != 1 else "unit"][case.count.unit]
        return known["state"].format(
            state=words.state(state, overlay(state)["name"]),
            limit=f"{case.count.count} {unit}",
            event=event,
        )
    text = text or known.get("usual", "")
    return text.format(event=event) if "{" in text else text


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


def how_sure(counted: Counted | None, safe: Safe, words: Wording) -> str:
    """Why the day to act by is not the date by the rule; empty where it is."""
    day, why = safe
    if day is None or why is None:
        return ""
    in_doubt = words.holidays(counted.in_doubt) if counted else ""
    return words.earlier[why].format(list=in_doubt)


def last_working_day(day: date, state: str | None) -> date:
    """The day itself, or the last working day before it where it is a weekend or a holiday.

    Part B moves no last day to the next working day (34 CFR 300.11(a)).
    """
    days = calendar(state)
    while day.weekday() > 4 or _holiday(day, days):
        day -= _DAY
    return day


def _weekend(day: date, working_day: date, state: str | None, words: Wording) -> str:
    """Says that a last day on a weekend or holiday is not moved."""
    name = _holiday(day, calendar(state))
    text: str = words.sections["weekend" if day.weekday() > 4 else "holiday"]
    shown = words.holiday(name) if name else ""
    return text.format(weekday=words.weekday(day), name=shown, date=words.date(working_day))


def _holiday(day: date, days: Calendar) -> str | None:
    if day.year > LAST_YEAR:
        return None
    year = days.year(day.year)
    return year.closed.get(day) or year.possible.get(day)
