"""Dates of one message explain each other: a weekday its date, a holiday the day beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.dates.found import Found, Lean, asking, month_moved, safe, shifted, with_sides
from bot.dates.parts import NUMBER_WORDS, WEEKDAY_WORDS, any_of
from bot.dates.words import NUMBERS, ORDINALS, WEEKDAYS
from bot.text.clauses import ends_a_sentence


@dataclass(frozen=True)
class Joints:
    """What may stand between two days of one language that belong together.

    `touching` between a weekday and its date, `close_by` between a day and the same day said
    otherwise, `either` between two of which one is meant. `still` after both says that they are
    two days for all that.
    """

    touching: re.Pattern[str]
    close_by: re.Pattern[str]
    either: re.Pattern[str]
    still: re.Pattern[str]


# -- the day before Thanksgiving, the Monday after Labor Day ------------------------------------

_W = WEEKDAY_WORDS
_BESIDE = re.compile(
    rf"(?:\b(?:on\s+)?(?:the\s+)?(?:(?P<one>night|morning|eve)|(?P<week>week)|(?P<weekend>weekend)|"
    rf"(?:(?P<nth>last|{any_of(ORDINALS)}|[1-9](?:st|nd|rd|th))\s+)?(?P<nth_of>{_W}|day))\.?|"
    rf"\b(?P<within>within\s+)?(?P<number>{NUMBER_WORDS})\s+"
    rf"(?P<kind>business\s+|school\s+|calendar\s+|working\s+)?(?P<unit>days?|weeks?))"
    r"\s+(?P<way>before|after|following|from|prior\s+to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_WEEK = re.compile(
    rf"\b(?:on\s+)?(?:the\s+)?(?:(?P<weekday>{_W})\.?\s+(?:of|in)\s+(?:the\s+week\s+of\s+)?|"
    r"(?P<week>week)\s+of\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_SOME_TIME = re.compile(
    r"\b(?:before|after|by|until|till|around|near|over|during|since|past|about|between)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(
    r"\b(?:on|was|it|(?:hearing|meeting|mediation|date|day|that|which)\s+is|them|filed|met|signed|received|recieved|sent|mailed|emailed|faxed|(?:set|moved|scheduled)\s+for|"
    r"came|held|delivered|dated|papers|complaint|request|letter|offer|notice|day\s+of)\s+"
    r"(?:on\s+)?$",
    re.IGNORECASE,
)
_ABOUT_CLOSING = re.compile(
    r"\b(?:closed|no school|off|count(?:s|ing)?|falls?|lands?|fell|landed|how many|happy|"
    r"merry|holidays?|break|business day|open)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"'?s?\s+(?:break|vacation|weekend|holidays?|season|recess)\b", re.IGNORECASE)
_WEEK = re.compile(r"'?s?\s+week\b", re.IGNORECASE)
# The law's own counts: "15 days after November 3" asks, it does not tell another day.
PERIODS = frozenset({5, 10, 14, 15, 20, 21, 28, 30, 35, 45, 60, 75, 90, 180})


def told_by_others(found: list[Found], beside: Callable[[Found], Found]) -> list[Found]:
    """Each day that can be an anchor read by `beside`, in place of the words it is told with."""
    told: list[Found] = []
    for each in found:
        new = beside(each) if each.form in _ANCHORS else each
        if new is not each:
            told = [other for other in told if other.end <= new.start]
        told.append(new)
    return told


def beside_others(found: list[Found], text: str, today: date) -> list[Found]:
    """The days told by another: each takes the place of the words it is told with."""
    told = told_by_others(found, lambda anchor: _beside(anchor, text, today))
    covered = [f for f in told if f.form in ("holiday", "other", "counted")]
    return [
        f
        for f in told
        if not any(c is not f and c.start < f.end <= c.end and f.start >= c.start for c in covered)
    ]


_ANCHORS = ("holiday", "month_day", "nth_weekday", "nth")


def _beside(anchor: Found, text: str, today: date) -> Found:
    before = text[max(0, anchor.start - 60) : anchor.start]
    offset = anchor.start - len(before)
    words = _BESIDE.search(before)
    if words and anchor.kind == "date":
        if words["number"]:
            return _days_beside(anchor, words, offset, text, today)
        start = offset + words.start()
        if words["week"] or words["weekend"]:
            return _week_beside(anchor, words, start)
        if _ABOUT_CLOSING.search(text[max(0, start - 30) : start]):
            return replace(anchor, form="nothing", start=start)
        weekday = WEEKDAYS.get((words["nth_of"] or "").lower())
        nth = (words["nth"] or "first").lower()
        weeks = 0 if nth in ("last", "first") else (ORDINALS.get(nth) or int(nth[0])) - 1
        sign = -1 if words["way"].lower() in ("before",) or "prior" in words["way"].lower() else 1
        return moved_by(anchor, start, sign, weekday, weeks, today)
    week = _OF_WEEK.search(before)
    if week and anchor.kind == "date":
        start = offset + week.start()
        if week["week"]:
            return same_week(anchor, start)
        if anchor.form == "holiday" and (anchor.weak or _WEEK.match(text[anchor.end :])):
            weekday = WEEKDAYS[week["weekday"].lower()]
            return with_each(anchor, start, lambda day: _of_week(day, weekday), today)
    if anchor.form == "holiday" and anchor.weak:
        return _bare_holiday(anchor, before, text)
    return anchor


def _of_week(day: date, weekday: int) -> date | None:
    return shifted(day, weekday - day.weekday())


def with_each(anchor: Found, start: int, move, today: date) -> Found:  # type: ignore[no-untyped-def]
    """The same from `start` on, each day that it can mean moved to another."""
    strong = replace(anchor, start=start, weak=False, weekday=None)
    if anchor.day is not None:
        return replace(strong, day=move(anchor.day))
    yearly = anchor.yearly
    if yearly is None:
        past, ahead = anchor.past, anchor.ahead
        return replace(strong, past=past and move(past), ahead=ahead and move(ahead))
    return with_sides(
        strong, lambda year: move(day) if (day := yearly(year)) is not None else None, today
    )


def moved_by(
    anchor: Found, start: int, sign: int, weekday: int | None, weeks: int, today: date
) -> Found:
    def move(day: date) -> date | None:
        if weekday is None:
            return shifted(day, sign * (1 + weeks))
        away = (day.weekday() - weekday) * -sign
        return shifted(day, sign * ((away - 1) % 7 + 1 + 7 * weeks))

    return with_each(anchor, start, move, today)


def _days_beside(anchor: Found, words: re.Match[str], offset: int, text: str, today: date) -> Found:
    """Two days before Thanksgiving. A count of the law leaves the day as it is."""
    number = words["number"].lower()
    count = int(number) if number.isdigit() else NUMBERS[re.sub(r"[\s-]+", " ", number)]
    counted = (
        words["within"]
        or words["kind"]
        or (count in PERIODS and words["unit"].lower().startswith("day"))
    )
    if counted:
        return replace(anchor, weak=False) if anchor.form != "holiday" else anchor
    start = offset + words.start()
    if words["unit"].lower().startswith("week"):
        return replace(
            anchor, start=start, kind="vague", reason="approximate", day=None, past=None,
            ahead=None, weak=False,
        )  # fmt: skip
    sign = 1 if words["way"].lower() in ("after", "following", "from") else -1
    moved = with_each(anchor, start, lambda day: shifted(day, sign * count), today)
    if anchor.form == "holiday" or count <= 2:
        return moved
    first = anchor.day or anchor.past
    other = moved.day or moved.past
    return asking(moved, (first, other)) if first and other else moved


def _week_beside(anchor: Found, words: re.Match[str], start: int) -> Found:
    day = anchor.day or anchor.past
    if day is None:
        return anchor
    sign = 1 if words["way"].lower() in ("after", "following") else -1
    if words["weekend"]:
        saturday = (5 - day.weekday()) % 7
        first = shifted(day, saturday if sign > 0 else saturday - 7)
        last = shifted(first, 1) if first else None
    else:
        # The seven days beside it, or the calendar week beside its own: asked over both.
        week = (6 - day.weekday() + 7) if sign > 0 else -(day.weekday() + 7)
        first = shifted(day, 1 if sign > 0 else min(week, -7))
        last = shifted(day, max(week, 7) if sign > 0 else -1)
    return (
        asking(replace(anchor, start=start), (first, last), "range") if first and last else anchor
    )


def same_week(anchor: Found, start: int) -> Found:
    day = anchor.day or anchor.past
    first = shifted(day, -day.weekday()) if day else None
    last = shifted(first, 6) if first else None
    return (
        asking(replace(anchor, start=start), (first, last), "range") if first and last else anchor
    )


def _bare_holiday(anchor: Found, before: str, text: str) -> Found:
    """A holiday alone is a day only where something happened on it: "on Veterans Day"."""
    after = text[anchor.end : anchor.end + 30]
    vague = replace(
        anchor, kind="vague", reason="approximate", day=None, past=None, ahead=None, weak=False
    )
    if _ABOUT_CLOSING.search(before) or re.match(r"\W*count", after, re.IGNORECASE):
        return replace(anchor, form="nothing")
    if _BREAK.match(after) or _WEEK.match(after):
        return vague if re.search(r"\w\s*$", before) else replace(anchor, form="nothing")
    if _SOME_TIME.search(before):
        return vague
    alone = not text[: anchor.start].strip(" .,!") and not after.strip(" .,!?")
    if (
        alone
        or _ON_A_DAY.search(before)
        or _ON_A_DAY.search(before[: -len(before) or None].lower())
    ):
        return replace(anchor, weak=False)
    happened = re.search(
        r"\b(?:got|received|recieved|signed|filed|delivered|mailed|sent|met|came|served|emailed)\b"
        r"(?:\s+\w+){0,4}\s+$",
        before,
        re.IGNORECASE,
    )
    return replace(anchor, weak=False) if happened else anchor


# -- a weekday and its date -----------------------------------------------------------------------

_DATED = ("month_day", "nth", "holiday", "nth_weekday")
_TOUCHING = re.compile(
    r"[\s,(-]*(?:(?:on|the|a|of|on the|which was|which is|that was|it was|was|which was a|"
    r"which is a|that was a|it was a|was a|i\.?e\.?)\b[\s,]*)?",
    re.IGNORECASE,
)
_CLOSE_BY = re.compile(r"[\s,(-]*(?:the\s+)?", re.IGNORECASE)
_OR = re.compile(r"[\s,]*or(?:\s+(?:maybe|it was|was it|possibly|on|the))*\s*", re.IGNORECASE)
ENGLISH = Joints(_TOUCHING, _CLOSE_BY, _OR, still=re.compile(r"\s+(?:is|was)\b"))


def one_day_said_twice(
    found: list[Found], text: str, today: date, joints: Joints = ENGLISH
) -> list[Found]:
    """Joins "Monday" and "November 30", "yesterday" and "the 27th", in either order."""
    joined: list[Found] = []
    for each in found:
        before = joined[-1] if joined else None
        if before is not None and joints.touching.fullmatch(text[before.end : each.start]):
            both = _joined(before, each, text, today, joints)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(each)
    return joined


def _joined(first: Found, second: Found, text: str, today: date, joints: Joints) -> Found | None:
    start, end = first.start, second.end
    if text[first.end : second.start].strip().startswith("(") and text[end : end + 1] == ")":
        end += 1
    for hint, dated in ((first, second), (second, first)):
        if dated.form in ("near_day", "counted") and dated.day and hint.weekday is not None:
            if joints.still.match(text[end:]):
                return None  # "the meeting was Tuesday, today is Friday"
            both = replace(dated, start=start, end=end, weekday=hint.weekday)
            fits = dated.day.weekday() == hint.weekday
            return both if fits else asking(both, (dated.day, _closest(dated.day, hint.weekday)))
        if dated.form not in _DATED or dated.kind != "date":
            continue
        if hint.form == "weekday" and hint.weekday is not None and dated.weekday is None:
            return _on_weekday(replace(dated, start=start, end=end, weak=False), hint, today)
        other_day = hint.form in ("near_day", "holiday", "counted") and hint is not dated
        close = joints.close_by.fullmatch(text[first.end : second.start])
        if close and other_day and hint.kind == "date" and hint.form != dated.form:
            return _same_day(replace(dated, start=start, end=end, weak=False), hint)
    return None


def _on_weekday(day: Found, hint: Found, today: date) -> Found:
    """A date with its weekday: the year in which both agree; both readings where none does."""
    wanted = hint.weekday
    assert wanted is not None
    if day.day is not None:
        if day.day.weekday() == wanted:
            return replace(day, weekday=wanted)
        other = _year_that_fits(day.day, wanted, today)
        return asking(day, (day.day, other or _closest(day.day, wanted)))
    past = day.past if day.past and day.past.weekday() == wanted else None
    ahead = day.ahead if day.ahead and day.ahead.weekday() == wanted else None
    nearest = replace(day, past=day.past, ahead=day.ahead).settled("nearest", today).day
    if past is None and ahead is None:
        if nearest is None:
            return day
        return asking(day, (nearest, _closest(nearest, wanted)))
    fit = past or ahead
    assert fit is not None
    misfit = day.ahead if past else day.past
    doubt = () if (past and ahead) or misfit is None else (misfit, _closest(misfit, wanted))
    # The other side is denied by the weekday. A day that fits and is not far off is meant,
    # whatever the words before it say; one that fits only nearly a year away is not.
    side: Lean | None = "past" if past else "future"
    if (past and ahead) or abs((fit - today).days) > 183:
        side = None
    return replace(
        day, past=past, ahead=ahead, lean=day.lean or side, weekday=wanted,
        doubt=tuple(sorted(doubt)),
    )  # fmt: skip


def _closest(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _year_that_fits(day: date, weekday: int, today: date) -> date | None:
    """The same date a year on or back, if the weekday fits there and it is not far from today."""
    for years in (1, -1):
        other = safe(day.year + years, day.month, day.day)
        if other and other.weekday() == weekday and abs((other - today).days) <= 371:
            return other
    return None


def _same_day(day: Found, hint: Found) -> Found:
    """ "Yesterday, November 27": one day if they agree, else both."""
    days = [d for d in (day.day, day.past, day.ahead) if d is not None]
    hints = [d for d in (hint.day, hint.past, hint.ahead) if d is not None]
    common = [d for d in days if d in hints]
    if common:
        return replace(day, day=common[0], past=None, ahead=None, assumed=False)
    if not days or not hints:
        return day
    closest = min((abs((d - h).days), d, h) for d in days for h in hints)
    return asking(day, closest[1:])


# -- "Monday or Tuesday", "March 3 ... the 5th" ---------------------------------------------------


def strong_ones(found: list[Found], text: str, joints: Joints = ENGLISH) -> list[Found]:
    """Drops what is no day alone; "that Monday" stays, to be asked about."""
    kept: list[Found] = []
    for n, each in enumerate(found):
        near = [found[m] for m in (n - 1, n + 1) if 0 <= m < len(found)]
        either = each.form == "weekday" and any(
            not other.weak
            and other.form == "weekday"
            and joints.either.fullmatch(
                text[min(each.end, other.end) : max(each.start, other.start)]
            )
            for other in near
        )
        if each.weak and each.reason:
            each = replace(each, kind="vague", day=None, past=None, ahead=None)
        if not each.weak or each.reason or either:
            kept.append(replace(each, weak=False))
    return kept


def either_of_two(found: list[Found], text: str, joints: Joints = ENGLISH) -> list[Found]:
    """Joins "Monday or Tuesday" to a question."""
    joined: list[Found] = []
    for each in found:
        before = joined[-1] if joined else None
        if (
            before is not None and before.kind == each.kind == "date" and before.day and each.day
            and before.day != each.day and joints.either.fullmatch(text[before.end : each.start])
        ):  # fmt: skip
            joined[-1] = asking(replace(before, end=each.end), (before.day, each.day))
            continue
        joined.append(each)
    return joined


_NEXT, _STORY = timedelta(days=31), timedelta(days=120)
_OLD = timedelta(days=3 * 366)


def following(each: Found, before: Found | None, today: date) -> Found:
    """A date after another: "March 3 ... the 5th" means March 5, in the same year."""
    if before is None or before.day is None or each.day is None or not each.assumed:
        return each
    if each.form == "nth" and before.form in ("month_day", "nth", "holiday", "nth_weekday"):
        day = safe(before.day.year, before.day.month, each.day.day)
        if day is None:
            return each
        if each.lean == "future" and day < before.day:
            day = safe(*month_moved(day, 1), each.day.day) or day
        later = day if day >= before.day else safe(*month_moved(day, 1), each.day.day)
        return replace(each, day=day, past=day, ahead=later or day)
    told = not before.assumed and before.form == "month_day"
    if each.form != "month_day" or not told or today - before.day > _OLD:
        return each
    day = safe(before.day.year, each.day.month, each.day.day)
    if day is not None and day < before.day:
        day = safe(before.day.year + 1, each.day.month, each.day.day)
    if day is not None and day > today and each.lean != "future":
        return each
    if day is None or day - before.day > _STORY or day == each.day:
        return each
    if each.weekday is not None:
        return (
            each if day.weekday() != each.weekday else replace(each, day=day, past=None, ahead=None)
        )
    if day - before.day > _NEXT:
        return asking(each, (day, each.day))  # "IEP from 9/15/2025, filed 11/3": which year?
    return replace(each, day=day, past=None, ahead=None)


def later(each: Found, before: Found | None, text: str) -> Found:
    """ "The next day": counted from the day told before it in the same sentence."""
    told = before.day if before is not None else None
    between = text[before.end : each.start] if before is not None else ""
    if told is None or len(between) > 80 or ends_a_sentence(between):
        return replace(each, form="nothing")
    return replace(each, form="counted", day=shifted(told, each.shift))


def leading(each: Found, after: Found | None, text: str, today: date) -> Found:
    """A date before one with its year: "got it May 3, decided June 9, 2025" means May 3, 2025."""
    if after is None or each.form != "month_day" or not each.assumed or each.day is None:
        return each
    if after.form != "month_day" or after.assumed or after.day is None or after.day > today:
        return each
    if today - after.day > timedelta(days=730) or ends_a_sentence(text[each.end : after.start]):
        return each
    day = safe(after.day.year, each.day.month, each.day.day)
    if day is None or not timedelta(0) <= after.day - day <= _STORY:
        return each
    if each.weekday is not None and day.weekday() != each.weekday:
        return each
    return each if day == each.day else replace(each, day=day, past=None, ahead=None)
