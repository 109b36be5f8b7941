"""Turns what a pattern matched into the day it says, one function a way of writing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.dates.figures import is_full_date, is_pair_of_a_date
from bot.dates.found import (
    FIRST_YEAR,
    LAST_YEAR,
    Form,
    Found,
    Lean,
    Yearly,
    asking,
    last_weekday,
    month_length,
    month_moved,
    next_weekday,
    safe,
    shifted,
    with_sides,
)
from bot.dates.named_days import named_day, nth_weekday
from bot.dates.words import MONTH_NAMES, MONTHS, NUMBERS, ORDINALS, TENS, WEEKDAY_NAMES, WEEKDAYS

Match = re.Match[str]


_FULL_NAME = re.compile(
    rf"\b(?:{'|'.join(MONTH_NAMES + WEEKDAY_NAMES)}|\d+(?:st|nd|rd|th)?)\.$", re.IGNORECASE
)


def _found(match: Match, form: Form, **values: object) -> Found:
    start, end = match.span()
    text = match[0]
    start += len(text) - len(text.lstrip(" ,"))
    end -= len(text) - len(text.rstrip(" ,"))
    if _FULL_NAME.search(text):
        end -= 1  # the point ends the sentence; that of "Mon." or "Nov." belongs to the name
    return Found("", start, end, form, **values)  # type: ignore[arg-type]


def _on(match: Match, form: Form, day: date | None) -> Found:
    """One day that leaves no choice, or none of the calendar."""
    if day is None:
        return _found(match, form, kind="impossible", reason="no_such_day")
    return _found(match, form, day=day)


def _out_of_range(match: Match) -> Found:
    return _found(match, "other", kind="impossible", reason="out_of_range")


def vague(match: Match, today: date) -> Found:
    return _found(match, "other", kind="vague", reason="approximate")


def month_only(match: Match, today: date) -> Found:
    return _found(match, "other", kind="vague", reason="month_only")


def nothing(match: Match, today: date) -> Found:
    """Takes its words, so that no later pattern reads a day out of them."""
    return _found(match, "nothing")


def _year_of(text: str | None) -> int | None:
    if not text:
        return None
    if text[0] == "'" or text.isdigit():
        year = int(text.lstrip("'"))
        return year if year > 99 else 2000 + year if year < 80 else 1900 + year
    words = re.split(r"[\s-]+", text.lower().replace("two thousand", "twenty").replace(" and", ""))
    return 2000 + TENS[words[1]] + (NUMBERS[words[2]] if len(words) > 2 else 0)


def _told_year(match: Match, today: date) -> int | None:
    groups = match.groupdict()
    told = groups.get("year") or groups.get("dashed") or groups.get("short")
    if told:
        return _year_of(told)
    if groups.get("rel"):
        return today.year + {"last": -1, "this": 0, "next": 1}[groups["rel"].lower()]
    return None


def _in_year(match: Match, form: Form, yearly: Yearly, today: date) -> Found:
    """A day of a year: the year told, or open with both sides of today."""
    year = _told_year(match, today)
    if year is not None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _out_of_range(match)
        return _on(match, form, yearly(year))
    found = with_sides(_found(match, form), yearly, today)
    which = re.sub(r"\s+", " ", (match.groupdict().get("which") or "").lower())
    if which == "last" and found.past and today - found.past <= timedelta(days=60):
        return asking(found, (found.past, yearly(found.past.year - 1) or found.past))
    if which == "next" and found.ahead and found.ahead - today <= timedelta(days=60):
        return asking(found, (found.ahead, yearly(found.ahead.year + 1) or found.ahead))
    leans: dict[str, Lean] = {
        "last": "past", "this past": "past", "past": "past", "this": "nearest",
        "this coming": "future", "next": "future",
    }  # fmt: skip
    lean = leans.get(which)
    return found if lean is None else found.leaning(lean)


def _month_day(match: Match, month: int, day: int, today: date) -> Found:
    if safe(2000, month, day) is None:
        return _on(match, "month_day", None)
    found = _in_year(match, "month_day", lambda year: safe(year, month, day), today)
    if (month, day) == (2, 29) and found.past and (today - found.past).days > 365:
        found = replace(found, past=None)
    return found


def iso(match: Match, today: date) -> Found | None:
    if not is_full_date(match.string, match.start(), match.end()):
        return nothing(match, today)
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _out_of_range(match)
    return _on(match, "month_day", safe(year, int(match["month"]), int(match["day"])))


def numeric(match: Match, today: date) -> Found | None:
    first, second, sep = int(match["first"]), int(match["second"]), match["sep"].strip()
    month, day = (second, first) if first > 12 >= second else (first, second)
    if match["year"] is not None:
        if not is_full_date(match.string, match.start(), match.end()):
            return nothing(match, today)
        if len(match["year"]) in (3, 5):
            return _out_of_range(match) if sep == "/" else None
        year = _year_of(match["year"])
        assert year is not None
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _out_of_range(match)
        return _on(match, "month_day", safe(year, month, day))
    if sep == "." or " " in match[0]:
        return None
    if not is_pair_of_a_date(match.string, match.start(), match.end(), first, second, sep):
        return None
    found = _month_day(match, month, day, today) if month <= 12 else _on(match, "month_day", None)
    if found.kind == "impossible" and first > 12:
        return None
    return found


def named(match: Match, today: date) -> Found | None:
    day = int(match["day"])
    if day == 0 or day > 31:
        return _on(match, "month_day", None) if _told_year(match, today) is not None else None
    month = MONTHS[match["month"].lower()]
    if month == 5 and match.start("month") < match.start("day") and _may_do(match):
        return None
    return _month_day(match, month, day, today)


_MAY_DO = re.compile(
    r"\b(?:i|we|they|you|he|she|who|that|school|district|parents?|officer)\s+$", re.IGNORECASE
)


def _may_do(match: Match) -> bool:
    """Whether "may" is no month: "you may first ask for mediation"."""
    after = match.string[match.end() :]
    return bool(_MAY_DO.search(match.string[: match.start()])) and not _GOES_ON.match(after)


_GOES_ON = re.compile(r"\s*(?:$|[.,;:!?)]|(?:and|but|so|at|when|they|we|i|the|by|is|was)\b|'?\d)")


def _nth_of(text: str) -> int:
    words = re.sub(r"[\s-]+", " ", text.lower())
    return ORDINALS[words] if words in ORDINALS else int(re.sub(r"\D", "", words))


def spoken(match: Match, today: date) -> Found | None:
    month = MONTHS[match["month"].lower()]
    verb = month in (3, 5) and match.start("month") < match.start("ordinal")
    if verb and (_may_do(match) or not _GOES_ON.match(match.string[match.end() :])):
        return None
    return _month_day(match, month, _nth_of(match["ordinal"]), today)


_ENDS = re.compile(r"\s*(?:$|[.;!?\n])")
_IS_MOVED = re.compile(
    r"\b(?:moved|rescheduled|changed|postponed|pushed|switched|bumped|continued|reset)\b.{0,20}$",
    re.IGNORECASE,
)


def several_days(match: Match, today: date) -> Found | None:
    """March 3-5, March 3 or 4, between March 3 and March 5."""
    month = MONTHS[match["month"].lower()]
    other = MONTHS[match["month2"].lower()] if match["month2"] else month
    join = match["join"].strip().lower()
    lead = (match["between"] or "").strip().lower()
    if join == "and" and lead != "between" and _ENDS.match(match.string[match.end() :]):
        if (month, match["day"]) == (other, match["day2"]):
            return _month_day(match, month, int(match["day"]), today)
        join = "or"  # "they got it November 16 and November 18": which one?
    if (join == "and" and lead != "between") or (
        join == "to" and _IS_MOVED.search(match.string[: match.start()])
    ):
        return None  # two days; "moved from March 3 to March 5"
    return _range(match, (month, int(match["day"])), (other, int(match["day2"])), join, today)


def _range(
    match: Match, first: tuple[int, int], last: tuple[int, int], join: str, today: date
) -> Found:
    year = _told_year(match, today)
    if year is None:
        sides = with_sides(_found(match, "month_day"), lambda year: safe(year, *first), today)
        start = sides.past or sides.ahead
    else:
        start = safe(year, *first)
    end = safe(start.year, *last) if start else None
    if start is None or end is None:
        return _on(match, "other", None)
    if end < start and year is None:
        end = safe(start.year + 1, *last) or end
    found = _found(match, "other", assumed=year is None)
    return asking(found, (start, end), "ambiguous" if join == "or" else "range")


def figures_range(match: Match, today: date) -> Found | None:
    """11/3-11/5, 11/3/26 to 11/5/26."""
    pair = (int(match["first"]), int(match["second"]))
    other = (int(match["first2"]), int(match["second2"]))
    join = match["join"].strip().lower()
    if safe(2000, *pair) is None or safe(2000, *other) is None:
        return None
    if join == "and" and not re.search(r"\bbetween\s+$", match.string[: match.start()], re.I):
        return None
    return _range(match, pair, other, join, today)


def the_nth(match: Match, today: date) -> Found | None:
    """The 5th: of this month, or of the one before or after it."""
    day = _nth_of(match["ordinal"])
    if not 1 <= day <= 31:
        return None
    which = (match.groupdict().get("month_of") or "").lower()
    if which and which not in ("the", "each", "every"):
        year, month = month_moved(today, {"last": -1, "this": 0, "next": 1}[which])
        return _on(match, "nth", safe(year, month, day))
    after = match.string[match.end() :]
    on = match[0].lower().startswith("on")
    if day <= 12 and not which and (_THING.match(after) if on else not _ALONE.match(after)):
        return None
    days = [found for n in range(-3, 4) if (found := safe(*month_moved(today, n), day)) is not None]
    past = max((d for d in days if d <= today), default=None)
    ahead = min((d for d in days if d >= today), default=None)
    return _found(match, "nth", past=past, ahead=ahead, assumed=True)


# "the 5th" is a day where no noun follows: not "the 5th letter".
_ALONE = re.compile(
    r"\s*(?:$|[^\w\s]|(?:and|but|so|at|in|when|they|we|he|she|it|i|you|is|was|were|to|if|then|because|the|by|"
    r"that|from|for|with|or|not|now|what|how|do|does|did|can|could|must|should|will|would|my|our|"
    r"on|around|about|which|who|where|why|still|just|also|got|are|am|have|has|had|no|as|after|"
    r"before|until|since|already|this|last|next|there|please|right|only|of\s+(?:last|this|next))\b)",
    re.IGNORECASE,
)


_THING = re.compile(
    r"\s+(?:page|try|attempt|call|draft|line|paragraph|item|visit|evaluation|request|one|offer|"
    r"complaint|iep|hearing|session|count|issue|point|question|box|step|night|bus|row|side|list|"
    r"goal|table|form|copy|email|version|section|part|place|round|test|quarter)s?\b",
    re.IGNORECASE,
)


def nth_ordinal(match: Match, today: date) -> Found | None:
    """On the twentieth."""
    return the_nth(match, today)


def nth_or(match: Match, today: date) -> Found | None:
    """The 3rd or 4th, the 3rd to the 5th."""
    first, last = int(match["day"]), int(match["day2"])
    join = match["join"].strip().lower()
    if join == "and" and "between" not in match[0].lower():
        return None
    if join == "to" and _IS_MOVED.search(match.string[: match.start()]):
        return None
    days = [
        (start, end)
        for n in (0, -1)
        if (start := safe(*month_moved(today, n), first)) is not None
        and (end := safe(*month_moved(today, n), last)) is not None
        and start <= today
    ]
    if not days or not 0 < first < last:
        return None
    kind = "ambiguous" if join == "or" else "range"
    return asking(_found(match, "other"), days[0], kind)  # type: ignore[arg-type]


def weekday_of_month(match: Match, today: date) -> Found | None:
    """The second Tuesday of October, the last Friday in October, October's first Monday."""
    weekday = WEEKDAYS[match["weekday"].lower()]
    word = re.sub(r"\s+", " ", match["nth"].lower())
    nth = -1 if word.startswith(("last", "very last")) else _nth_of(word)
    if nth > 5:
        return None
    groups = match.groupdict()
    if groups.get("month") is None:
        which = groups.get("month_of")
        if which is None:
            return vague(match, today)
        if which.lower() == "the":
            return vague(match, today)
        year, number = month_moved(today, {"last": -1, "this": 0, "next": 1}[which.lower()])
        return _on(match, "nth_weekday", nth_weekday(year, number, weekday, nth))
    month = MONTHS[groups["month"].lower()]
    return _in_year(
        match, "nth_weekday", lambda year: nth_weekday(year, month, weekday, nth), today
    )


def edge_of_month(match: Match, today: date) -> Found:
    """The last day of October, the first day of October."""
    month = MONTHS[match["month"].lower()]
    if match["edge"].lower() == "first":
        return _in_year(match, "month_day", lambda year: safe(year, month, 1), today)
    return _in_year(
        match, "month_day", lambda year: safe(year, month, month_length(year, month)), today
    )


def week_of_month(match: Match, today: date) -> Found | None:
    """The first week of October: which day of it?"""
    month = MONTHS[match["month"].lower()]
    word = match["nth"].lower()
    nth = -1 if word == "last" else _nth_of(word)
    if nth > 4:
        return month_only(match, today)
    start = _in_year(match, "month_day", lambda year: safe(year, month, 1), today)
    first = start.day or start.past
    if first is None:
        return start
    length = month_length(first.year, month)
    begin = length - 7 if nth == -1 else 7 * (nth - 1)
    return asking(start, (first + timedelta(begin), first + timedelta(begin + 6)), "range")


def holiday(match: Match, today: date) -> Found | None:
    yearly = named_day(match)
    if yearly is None:
        return replace(vague(match, today), form="holiday", weak=True)
    found = _in_year(match, "holiday", yearly, today)
    year = match["year"] or match["dashed"] or match["short"]
    told = year is not None or found.lean is not None or found.kind != "date"
    return replace(found, weak=not told)


_NEAR_DAYS = {
    "today": 0, "tonight": 0, "tonite": 0, "yesterday": -1, "yesterdy": -1, "yesturday": -1,
    "yest": -1, "tomorrow": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1,
    "2day": 0, "2nite": 0, "2night": 0, "2morrow": 1, "2moro": 1,
}  # fmt: skip


def near_day(match: Match, today: date) -> Found:
    words = match[0].lower().split()
    if "before" in words:
        days = -2
    elif "after" in words:
        days = 2
    elif words[0] == "last":
        days = -1
    elif words[0] in ("this", "earlier") and words[-1] not in _NEAR_DAYS:
        days = 0
    else:
        days = next(_NEAR_DAYS[word] for word in words if word in _NEAR_DAYS)
    return _on(match, "near_day", shifted(today, days))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[re.sub(r"[\s-]+", " ", word.lower())]


def _days_in(unit: str) -> int | None:
    unit = unit.lower()
    if unit.startswith("day"):
        return 1
    return 7 if unit.startswith(("week", "wk")) else None


def ago(match: Match, today: date) -> Found:
    unit = _days_in(match["unit"])
    if unit is None:
        return vague(match, today)  # "two months ago" is hardly a day
    base = {"yesterday": -1, "tomorrow": 1}.get((match.groupdict().get("base") or "").lower(), 0)
    return _on(match, "counted", shifted(today, base - unit * _count(match["number"])))


def ahead(match: Match, today: date) -> Found:
    unit = _days_in(match["unit"])
    if unit is None:
        months = _count(match["number"]) * (1 if match["unit"].lower().startswith("m") else 12)
        year, month = month_moved(today, months)
        return _on(match, "counted", safe(year, month, min(today.day, month_length(year, month))))
    return _on(match, "counted", shifted(today, unit * _count(match["number"])))


def weeks_from(match: Match, today: date) -> Found:
    """A week from Monday, two weeks from tomorrow."""
    word = match["base"].lower().split()[-1].rstrip(".")
    start = (
        today + timedelta(days=_NEAR_DAYS[word])
        if word in _NEAR_DAYS
        else next_weekday(today, WEEKDAYS[word])
    )
    return _on(match, "counted", shifted(start, 7 * _count(match["number"])))


def weeks_ago_weekday(match: Match, today: date) -> Found:
    """A week ago Monday: the last Monday, and a week before it."""
    last = last_weekday(today, WEEKDAYS[match["weekday"].lower()])
    return _on(match, "counted", shifted(last, -7 * _count(match["number"])))


def weekday_of_week(match: Match, today: date) -> Found:
    """Tuesday of last week. Where the week begins on Sunday or Monday matters: two readings."""
    weekday = WEEKDAYS[(match["weekday"] or match["weekday2"]).lower()]
    weeks = {"last": -1, "this": 0, "next": 1}[(match["week"] or match["week2"]).lower()]
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks + weekday)
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    other = sunday + timedelta(days=7 * weeks + (weekday + 1) % 7)
    if monday == other:
        return _on(match, "counted", monday)
    return asking(_found(match, "other"), (monday, other))


def later(match: Match, today: date) -> Found | None:
    """ "Filed November 2 and they got it the next day": counted from the day before it."""
    days = _count(match["number"]) if match["number"] else int(match["which"].lower() != "same")
    return _found(match, "later", shift=days)


_ONE_OF_MANY = re.compile(
    r"\b(?:an?|any|every|each|some|most|another|all|other|alternate|one|your|typical)\s+$",
    re.IGNORECASE,
)
# "That Monday", "the Monday before break": a day of the story, not of this week.
_OF_THE_STORY = re.compile(
    r"\b(?:that|(?:the\s+)?following|the\s+(?:next|same))\s+$", re.IGNORECASE
)
_BESIDE_SOMETHING = re.compile(
    r"\s+(?:before|after|following|prior\s+to)\s+(?!last\b)\w", re.IGNORECASE
)
_PART_OF_DAY = re.compile(
    r"\s+(?:morning|afternoon|evening|night|am|pm|noon|at\s+\d)\b", re.IGNORECASE
)
_SAT_DOWN = re.compile(r"\s+(?:down|in|on|with|through|for|there|next|here|around|at)\b", re.I)


def weekday(match: Match, today: date) -> Found | None:
    name = match["weekday"].lower()
    weekday = WEEKDAYS[name]
    which = re.sub(r"\s+", " ", (match["which"] or "").strip().lower())
    after = match.string[match.end() :]
    day = _found(
        match, "weekday", weekday=weekday,
        past=last_weekday(today, weekday), ahead=next_weekday(today, weekday),
    )  # fmt: skip
    past, ahead = day.past, day.ahead
    assert past is not None and ahead is not None
    before = match.string[: match.start()]
    if _OF_THE_STORY.search(before) or _BESIDE_SOMETHING.match(after):
        return replace(day, weak=True, reason="approximate")
    many = _ONE_OF_MANY.search(before)
    short = len(name) <= 3 and not _PART_OF_DAY.match(after) and not which
    if many or short or name == "sun" or (name == "sat" and _SAT_DOWN.match(after)):
        return replace(day, weak=True)
    if match["before_last"]:
        return _on(match, "weekday", past - timedelta(weeks=1))
    if which in ("last", "the last", "on last"):
        if past == today - timedelta(days=1):
            return asking(day, (past - timedelta(weeks=1), past))
        return _fixed(day, past)
    if which in ("this past", "past", "the past", "on this past"):
        return _fixed(day, past)
    if which in ("next", "on next"):
        return asking(day, (ahead, ahead + timedelta(weeks=1)))
    if which in ("this", "this coming", "coming", "the coming", "on this", "on this coming"):
        return _fixed(day, today if today.weekday() == weekday else ahead)
    return day


def _fixed(found: Found, day: date) -> Found:
    return replace(found, day=day, past=None, ahead=None)
