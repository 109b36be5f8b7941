"""Finds the dates in a text: one pattern a way of writing, the most telling ones first."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from bot.dates.model import DateMention
from bot.dates.words import MONTHS, NUMBERS, ORDINALS, TENS, WEEKDAYS

Lean = Literal["past", "future"]
FIRST_YEAR, LAST_YEAR = 1990, 2100
MAX_TEXT = 12_000


def _any(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any(MONTHS)})\b\.?"
_WEEKDAY = rf"(?P<weekday>{_any(WEEKDAYS)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_SPOKEN_YEAR = (
    r"twenty[ -](?:twenty|thirty|ten|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|"
    r"eight|nine))?"
)
_YEAR = rf"(?:\s*,?\s*(?:of\s+)?(?P<year>(?:19|20|21)\d\d|'\d\d|{_SPOKEN_YEAR})(?!\d))?"
_NUMBER = rf"(?P<number>\d{{1,3}}|{_any(NUMBERS)})"
_AFTER = r"(?![\w/])"

# "about two weeks ago", "around March 3": no day to count from.
_APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|approximately|approx|maybe|like|some\s?time\s+(?:around|near)|"
    r"i think(?: it was)?|or so|ish)\s+(?:on\s+|the\s+)?$",
    re.IGNORECASE,
)
_HEARING_AHEAD = re.compile(
    r"\b(?:hearing|trial)\b.{0,40}$|\b(?:will be|is set|scheduled|upcoming|coming|is on|set for)\b"
    r".{0,25}$",
    re.IGNORECASE,
)
_NOT_FUTURE = re.compile(
    r"\b(?:decision|ruling|ruled|decided|officer|was|were|had|got|received|held)\b", re.IGNORECASE
)

# "We filed for a hearing on March 3", "they got my hearing request March 5": no hearing's day.
_DONE = re.compile(
    r"\b(?:(?:filed|submitted|requested|asked|mailed|emailed|e-mailed|faxed|sent|served)\b|"
    r"(?:got|received|recieved)\b(?=.{0,25}\b(?:requests?|complaint|filing|paperwork|papers)\b))"
    r"(?:(?!\b(?:is|will|scheduled|set|starts|begins)\b)[^.,;!?])*$",
    re.IGNORECASE,
)

# "I will file on December 1", "the hearing was moved to January 14".
_PLANNED = re.compile(
    r"\b(?:i|we|they|he|she|school|district|lawyer|attorney)"
    r"(?:'ll|\s+(?:will|gonna|plan to|want to|intend to)|(?:'m|'re|\s+am|\s+are|\s+is)\s+(?:going|planning) to)"
    r"\s+(?:(?!\b(?:got|received|filed|signed|sent|since|after)\b)[^.,;!?]){2,40}$|"
    r"\b(?:hearing|trial)\b.{0,20}\b(?:moved|rescheduled|pushed|postponed|changed|set|scheduled)\b"
    r".{0,12}\b(?:to|for)\s+(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)

Match = re.Match[str]


def read_dates(text: str, today: date, *, lean: Lean = "past") -> tuple[DateMention, ...]:
    """Every date mentioned in `text`, in order of appearance.

    `lean` says which way a date without a year, or a bare weekday, is meant; words beside the
    date ("the hearing is on ...") override it. Never raises for any text.
    """
    text = text[:MAX_TEXT]
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            mention = read(match, today, _leaning(text, start, lean))
            if mention is None:
                continue
            taken.append((start, end))
            lead = len(match[0]) - len(match[0].lstrip())
            if lead and mention.start == start and mention.text == match[0].strip():
                mention = replace(mention, start=start + lead, end=start + lead + len(mention.text))
            found.append(_softened(mention, text))
    found.sort(key=lambda mention: mention.start)
    return tuple(_together(found, text, today))


def _together(found: list[DateMention], text: str, today: date) -> list[DateMention]:
    """Dates of one message explain each other: a weekday its date, a date the one after it."""
    joined: list[DateMention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before is None or before.date is None or mention.date is None:
            joined.append(mention)
            continue
        between = text[before.end : mention.start].strip(" ,").lower()
        if _is_weekday(before.text) and between in ("", "the", "on", "on the"):
            joined[-1] = _checked(before, mention, text)
        elif _is_weekday(mention.text) and between in ("", "a", "on"):
            joined[-1] = _checked(mention, before, text)
        else:
            joined.append(_following(mention, before, today))
    return joined


def _is_weekday(text: str) -> bool:
    return text.lower().split()[-1].rstrip(".") in WEEKDAYS


def _checked(weekday: DateMention, day: DateMention, text: str) -> DateMention:
    """Friday, November 20: one date, if the two agree; otherwise both readings."""
    start, end = min(weekday.start, day.start), max(weekday.end, day.end)
    words = text[start:end]
    assert day.date is not None
    wanted = WEEKDAYS[weekday.text.lower().split()[-1].rstrip(".")]
    if day.date.weekday() == wanted:
        return replace(day, text=words, start=start, end=end)
    shift = (wanted - day.date.weekday() + 3) % 7 - 3
    other = day.date + timedelta(days=shift)
    return DateMention(
        words, start, end, "ambiguous",
        options=tuple(sorted((day.date, other))), reason="two_readings",
    )  # fmt: skip


def _following(mention: DateMention, before: DateMention, today: date) -> DateMention:
    """A date after another: "March 3 ... the 5th" means March 5, in the same year."""
    assert mention.date is not None and before.date is not None
    if not mention.assumed_year:
        return mention
    if re.fullmatch(r"(?:on )?the \d+(?:st|nd|rd|th)", mention.text, re.IGNORECASE):
        day = _safe(before.date.year, before.date.month, mention.date.day)
    elif not before.assumed_year and not _is_weekday(before.text):
        day = _safe(before.date.year, mention.date.month, mention.date.day)
        if day is not None and day < before.date:
            day = mention.date
    else:
        return mention
    return replace(mention, date=day) if day else mention


def _leaning(text: str, start: int, lean: Lean) -> Lean:
    before = text[max(0, start - 60) : start]
    if _PLANNED.search(before):
        return "future"
    if _DONE.search(before):
        return "past"
    ahead = _HEARING_AHEAD.search(before)
    if ahead and not _NOT_FUTURE.search(before[ahead.start() :]):
        return "future"
    return lean


def _softened(mention: DateMention, text: str) -> DateMention:
    """A certain date said with "about" is not certain any more."""
    if mention.kind == "date" and _APPROXIMATE.search(text[: mention.start]):
        return _mention_at(mention, "vague", reason="approximate")
    return mention


def _mention_at(old: DateMention, kind: Literal["vague"], *, reason: str) -> DateMention:
    return DateMention(old.text, old.start, old.end, kind, reason=reason)


def _said(
    match: Match, day: date | None, *, assumed: bool = False, reason: str = "no_such_day"
) -> DateMention:
    text, (start, end) = match[0].strip(" ,"), match.span()
    if day is None:
        return DateMention(text, start, end, "impossible", reason=reason)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return DateMention(text, start, end, "impossible", reason="out_of_range")
    return DateMention(text, start, end, "date", date=day, assumed_year=assumed)


def _open(match: Match, kind: Literal["vague"], reason: str) -> DateMention:
    return DateMention(match[0].strip(" ,"), match.start(), match.end(), kind, reason=reason)


def _two(match: Match, first: date, second: date) -> DateMention:
    return DateMention(
        match[0].strip(" ,"), match.start(), match.end(), "ambiguous",
        options=(first, second), reason="two_readings",
    )  # fmt: skip


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_of(text: str | None) -> int | None:
    if not text:
        return None
    if text[0] == "'":
        return 2000 + int(text[1:])
    if text.isdigit():
        year = int(text)
        return year if year > 99 else 2000 + year if year < 80 else 1900 + year
    words = re.split(r"[ -]", text.lower())
    return 2000 + TENS[words[1]] + (NUMBERS[words[2]] if len(words) > 2 else 0)


def _in_some_year(month: int, day: int, today: date, lean: Lean) -> date | None:
    """The month and day in the sensible year: the last one past, or the next one ahead."""
    steps = range(0, -9, -1) if lean == "past" else range(9)
    if _safe(2000, month, day) is None:
        return None
    for step in steps:
        candidate = _safe(today.year + step, month, day)
        if candidate and (candidate <= today if lean == "past" else candidate >= today):
            return candidate
    return None


def _month_day(match: Match, month: int, day: int, today: date, lean: Lean) -> DateMention:
    year = _year_of(match["year"])
    if year is None:
        return _said(match, _in_some_year(month, day, today, lean), assumed=True)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _said(match, None, reason="out_of_range")
    return _said(match, _safe(year, month, day))


# -- readers, one for each pattern ------------------------------------------------------------


def _iso(match: Match, today: date, lean: Lean) -> DateMention:
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _said(match, None, reason="out_of_range")
    return _said(match, _safe(year, int(match["month"]), int(match["day"])))


def _numeric(match: Match, today: date, lean: Lean) -> DateMention | None:
    first, second = int(match["first"]), int(match["second"])
    if match["year"] is None and (match["sep"] == "." or (first, second) in ((24, 7), (50, 50))):
        return None
    if match["year"] is None and match["sep"] == "-" and (second > 31 or first > 12):
        return None  # "3-5 days", a score, a room
    year = _year_of(match["year"])
    month, day = first, second
    if first > 12 and second <= 12:
        month, day = second, first  # 13/3 can only be the thirteenth of March
    if year is not None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _said(match, None, reason="out_of_range")
        return _said(match, _safe(year, month, day))
    if month > 12 or day > 31 or _safe(2000, month, day) is None:
        return _said(match, None)
    return _said(match, _in_some_year(month, day, today, lean), assumed=True)


def _named(match: Match, today: date, lean: Lean) -> DateMention | None:
    day = int(match["day"])
    if day == 0 or day > 31:
        return None if match["year"] is None else _said(match, None)
    return _month_day(match, MONTHS[match["month"].lower()], day, today, lean)


def _spoken(match: Match, today: date, lean: Lean) -> DateMention:
    day = ORDINALS[re.sub(r"[ -]+", " ", match["ordinal"].lower())]
    return _month_day(match, MONTHS[match["month"].lower()], day, today, lean)


def _several_days(match: Match, today: date, lean: Lean) -> DateMention | None:
    """March 3-5, March 3 or 4, between March 3 and March 5."""
    month = MONTHS[match["month"].lower()]
    other = MONTHS[match["month2"].lower()] if match["month2"] else month
    year = _year_of(match["year"])
    if year is None:
        first = _in_some_year(month, int(match["day"]), today, lean)
        last = _in_some_year(other, int(match["day2"]), today, lean)
    else:
        first = _safe(year, month, int(match["day"]))
        last = _safe(year, other, int(match["day2"]))
    if first is None or last is None:
        return _said(match, None)
    if match["join"].strip().lower() == "or":
        return _two(match, first, last)
    return DateMention(
        match[0].strip(" ,"), match.start(), match.end(), "range", options=(first, last),
        assumed_year=year is None, reason="two_readings",
    )  # fmt: skip


def _the_nth(match: Match, today: date, lean: Lean) -> DateMention | None:
    """The 5th: of this month, or of the one before (or after) it."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    month = date(today.year, today.month, 1)
    for _ in range(3):
        last = calendar.monthrange(month.year, month.month)[1]
        if day <= last:
            candidate = month.replace(day=day)
            if (candidate <= today) if lean == "past" else (candidate >= today):
                return _said(match, candidate, assumed=True)
        step = -1 if lean == "past" else 31
        month = (month + timedelta(days=step)).replace(day=1)
    return None


def _near_day(match: Match, today: date, lean: Lean) -> DateMention:
    word = re.sub(r"\s+", " ", match[0].lower()).strip(" ,")
    days = {
        "today": 0, "this morning": 0, "this afternoon": 0, "yesterday": -1, "last night": -1,
        "tomorrow": 1, "day before yesterday": -2, "the day before yesterday": -2,
        "day after tomorrow": 2, "the day after tomorrow": 2, "yesterday morning": -1,
    }  # fmt: skip
    return _said(match, today + timedelta(days=days[word]))


def _moved(today: date, amount: int, unit: str) -> date | None:
    if unit.startswith("day"):
        return today + timedelta(days=amount)
    if unit.startswith(("week", "wk")):
        return today + timedelta(weeks=amount)
    months = amount * (12 if unit.startswith(("year", "yr")) else 1)
    index = today.year * 12 + today.month - 1 + months
    year, month = divmod(index, 12)
    if year < 1:
        return None
    return _safe(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _ago(match: Match, today: date, lean: Lean) -> DateMention:
    unit = match["unit"].lower()
    if unit.startswith(("month", "year", "yr")):
        return _open(match, "vague", "approximate")  # "two months ago" is hardly a day
    return _said(match, _moved(today, -_count(match["number"]), unit))


def _ahead(match: Match, today: date, lean: Lean) -> DateMention:
    return _said(match, _moved(today, _count(match["number"]), match["unit"].lower()))


def _weeks_ago_weekday(match: Match, today: date, lean: Lean) -> DateMention:
    """A week ago Monday: the last Monday, and a week before it."""
    weeks = _count(match["number"])
    return _said(match, _last(today, WEEKDAYS[match["weekday"].lower()]) - timedelta(weeks=weeks))


def _last(today: date, weekday: int) -> date:
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _next(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _weekday(match: Match, today: date, lean: Lean) -> DateMention | None:
    weekday = WEEKDAYS[match["weekday"].lower()]
    which = re.sub(r"\s+", " ", (match["which"] or "").strip().lower())
    short = len(match["weekday"]) <= 3
    if short and not which:
        return None  # "sat", "sun", "wed" are words of their own
    if match["before_last"]:
        return _said(match, _last(today, weekday) - timedelta(weeks=1))
    if which in ("last", "the last"):
        day = _last(today, weekday)
        if day == today - timedelta(days=1):
            return _two(match, day - timedelta(weeks=1), day)
        return _said(match, day)
    if which in ("this past", "past", "the past"):
        return _said(match, _last(today, weekday))
    if which == "next":
        day = _next(today, weekday)
        return _two(match, day, day + timedelta(weeks=1))
    if which in ("this", "this coming", "coming", "the coming"):
        day = today if today.weekday() == weekday else _next(today, weekday)
        return _said(match, day)
    return _said(match, _last(today, weekday) if lean == "past" else _next(today, weekday))


def _vague_time(match: Match, today: date, lean: Lean) -> DateMention:
    return _open(match, "vague", "approximate")


def _month_only(match: Match, today: date, lean: Lean) -> DateMention:
    return _open(match, "vague", "month_only")


Reader = Callable[[Match, date, Lean], "DateMention | None"]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_UNIT = r"(?P<unit>days?|weeks?|wks?|months?|years?|yrs?)\b"
_PATTERNS: list[tuple[re.Pattern[str], Reader]] = [
    (_p(r"(?<![\w.])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w-])"), _iso),
    (
        _p(
            rf"\b(?:between\s+|from\s+)?{_MONTH}\s*(?:the\s+)?{_DAY}"
            rf"(?P<join>\s*(?:-|–|to|and|or|through|thru)\s*)(?:the\s+)?"
            rf"(?:(?P<month2>{_any(MONTHS)})\.?\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}"
            rf"(?![\w/]|\s+(?:days?|weeks?|people))"
        ),
        _several_days,
    ),
    (
        _p(rf"\b{_MONTH}\s*(?:the\s+)?{_DAY}(?!\d|:|\s*(?:am|pm|days?|times)\b){_YEAR}{_AFTER}"),
        _named,
    ),
    (_p(rf"\b(?:the\s+)?{_DAY}\s*(?:of\s+|-)?{_MONTH}{_YEAR}{_AFTER}"), _named),
    (
        _p(
            rf"\b{_MONTH}\s+(?:the\s+)?(?P<ordinal>{_any(ORDINALS)}){_YEAR}\b".replace(
                "\\ ", "[ -]"
            )
        ),
        _spoken,
    ),
    (
        _p(
            rf"\b(?:the\s+)?(?P<ordinal>{_any(ORDINALS)})\s+(?:of\s+|day\s+of\s+){_MONTH}{_YEAR}".replace(
                "\\ ", "[ -]"
            )
        ),
        _spoken,
    ),
    (
        _p(
            r"(?<![\w$.#/:-])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})"
            r"(?:(?P=sep)(?P<year>\d{4}|\d{2}))?(?![\w/-]|\.\d|\s*(?:days?|weeks?|months?|years?|"
            r"hours?|business|minutes?|people|percent|%|grade|of\s+(?:the|my)))"
        ),
        _numeric,
    ),
    (
        _p(
            r"\b(?:the\s+)?day\s+(?:before\s+yesterday|after\s+tomorrow)\b|\byesterday\s+morning\b|"
            r"\b(?:(?<!from )(?<!ago )today|yesterday|tomorrow|this\s+(?:morning|afternoon)|last\s+night)\b"
        ),
        _near_day,
    ),
    (
        _p(rf"\b{_NUMBER}\s+(?:weeks?|wks?)\s+ago\s+(?:on\s+|this\s+past\s+|last\s+)?{_WEEKDAY}"),
        _weeks_ago_weekday,
    ),
    (_p(rf"\b{_NUMBER}\s*{_UNIT}\s+(?:ago|back|earlier)\b(?:\s+today)?"), _ago),
    (
        _p(
            rf"\b(?:it'?s|it\s+(?:is|has)|has)\s+(?:(?:now|already|only|been)\s+)*"
            rf"{_NUMBER}\s*{_UNIT}(?:\s+already|\s+now)?\s+since\b"
        ),
        _ago,
    ),
    (
        _p(rf"(?:(?<=\bis )|(?<=\bbe )|^)in\s+{_NUMBER}\s+{_UNIT}(?!\s+of)"),
        _ahead,
    ),
    (_p(rf"\b{_NUMBER}\s+{_UNIT}\s+from\s+(?:now|today)\b"), _ahead),
    (
        _p(
            r"\b(?:a\s+)?(?:couple|few|several|some)\s+(?:of\s+)?(?:days?|weeks?|months?|years?)\s+"
            r"(?:ago|back|from now)\b|\b(?:last|this|next|the other)\s+(?:week|month|year|fall|"
            r"spring|summer|winter)\b|\b(?:the other day|recently|a while ago|a while back|"
            r"(?:a\s+)?(?:month|year)\s+ago)\b"
        ),
        _vague_time,
    ),
    (
        _p(
            rf"\b(?P<which>(?:on\s+)?(?:last|this\s+past|the\s+past|past|this\s+coming|coming|this|"
            rf"next|the\s+last|on))?\s*{_WEEKDAY}(?P<before_last>\s+before\s+last)?{_AFTER}"
        ),
        lambda match, today, lean: _weekday(match, today, lean),
    ),
    (
        _p(
            r"\b(?:on\s+)?the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:grade|amendment|time|"
            r"day|business|school|calendar|of|floor|year|meeting|letter|street|ave|birthday))"
        ),
        _the_nth,
    ),
    (
        _p(
            rf"\b(?:(?:early|mid|late|beginning\s+of|start\s+of|end\s+of|middle\s+of|some\s?time\s+in|"
            rf"in|since|during|around|back\s+in|last|this|next|by)[\s-]+(?:the\s+)?){{1,2}}{_MONTH}{_YEAR}{_AFTER}"
            rf"|\b(?P<month3>{_any(MONTHS)})\s+(?:of\s+)?(?:19|20)\d\d\b"
        ),
        _month_only,
    ),
    (
        _p(
            r"\b(?:beginning|start|end|middle)\s+of\s+(?:the|last|this|next)\s+(?:month|week|year)\b"
        ),
        _vague_time,
    ),
]
