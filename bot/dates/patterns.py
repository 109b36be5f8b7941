"""The ways of writing a day, one pattern each, the most telling ones first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.dates import readings, spelling
from bot.dates.found import Found
from bot.dates.named_days import PATTERN as HOLIDAYS
from bot.dates.parts import (
    AFTER,
    COUNT,
    DAY,
    MONTH,
    MONTH_WORDS,
    NTH,
    NUMBER,
    NUMBER_WORDS,
    ORDINAL,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAY_WORDS,
    WHICH_YEAR,
    YEAR,
    any_of,
)
from bot.dates.words import ORDINALS

Reader = Callable[[re.Match[str], date], "Found | None"]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


D, M, W, N = spelling.DIGIT, spelling.MONTH, spelling.WEEKDAY, spelling.ORDINAL
_NEAR, _AGO, _UNIT_KIND, _SEASON = spelling.NEAR, spelling.AGO, spelling.UNIT, spelling.SEASON
_SINCE, _FROM, _IN, _LATER_KIND = spelling.SINCE, spelling.FROM, spelling.IN, spelling.LATER
_LATER = r"(?:ago|back|earlier)\b"
_FIGURE = r"(?<![\w$.#/§-])(?<!\d:)"
_NO_MORE = r"(?![\w/-]|[.:]\d|-?%)"
_FIRST_TO_FIFTH = any_of({word: n for word, n in ORDINALS.items() if n <= 5})
_NTH_WORD = rf"(?P<nth>(?:very\s+)?last|{_FIRST_TO_FIFTH}|[1-5]{NTH})"

# Each with the kinds of words it needs: one of every group.
PATTERNS: list[tuple[tuple[int, ...], re.Pattern[str], Reader]] = [
    (
        (D,),
        _p(
            rf"{_FIGURE}(?P<year>\d{{4}})(?P<sep>[-/])(?P<month>\d{{1,2}})(?P=sep)"
            r"(?P<day>\d{1,2})(?![\w-])"
        ),
        readings.iso,
    ),
    (
        (W,),
        _p(
            rf"\b(?:from\s+)?{WEEKDAY_WORDS}\b\.?\s*(?:-|–|/|&|\bto\b|\bthrough\b|\bthru\b)\s*"
            rf"{WEEKDAY_WORDS}\b(?!\s*,?\s*(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|/))"
        ),
        readings.nothing,
    ),
    (
        (W, N | D | spelling.HEAD),
        _p(
            r"\b(?:second|2nd|next|third|3rd)[\s-]+to[\s-]+(?:the[\s-]+)?last\s+"
            rf"{WEEKDAY_WORDS}\b(?:\s+(?:of|in)\s+{MONTH_WORDS}\b)?"
        ),
        readings.vague,
    ),
    (
        (W, M),
        _p(
            rf"\b(?:on\s+)?(?:the\s+)?{_NTH_WORD}\s+{WEEKDAY}\s+"
            rf"(?:of|in|of\s+the\s+month\s+of)\s+{MONTH}{YEAR}"
        ),
        readings.weekday_of_month,
    ),
    (
        (W, M),
        _p(rf"\b{MONTH}'?s\s+{_NTH_WORD}\s+{WEEKDAY}"),
        readings.weekday_of_month,
    ),
    (
        (W, _UNIT_KIND),
        _p(
            rf"\b(?:on\s+)?(?:the\s+)?{_NTH_WORD}\s+{WEEKDAY}\s+(?:of|in)\s+"
            r"(?P<month_of>last|this|next|the)\s+month\b"
        ),
        readings.weekday_of_month,
    ),
    (
        (W, N | D),
        _p(
            rf"\b(?:on\s+)?the\s+(?P<nth>{_FIRST_TO_FIFTH}|[1-5]{NTH})\s+{WEEKDAY}"
            r"(?!\s+(?:before|after))"
        ),
        readings.weekday_of_month,
    ),
    (
        (M, _UNIT_KIND),
        _p(rf"\b(?:on\s+)?(?:the\s+)?(?P<edge>last|first)\s+day\s+(?:of|in)\s+{MONTH}{YEAR}"),
        readings.edge_of_month,
    ),
    (
        (M, _UNIT_KIND),
        _p(
            rf"\b(?:the\s+)?(?P<nth>last|first|second|third|fourth|[1-4]{NTH})\s+week\s+"
            rf"(?:of|in)\s+{MONTH}{YEAR}"
        ),
        readings.week_of_month,
    ),
    (
        (spelling.HOLIDAY | spelling.NEW,),
        _p(rf"\b{WHICH_YEAR}(?:{HOLIDAYS})(?!\w){YEAR}"),
        readings.holiday,
    ),
    (
        (M, D),
        _p(
            rf"\b(?P<between>between\s+|from\s+)?{MONTH}\s*(?:the\s+)?{DAY}"
            rf"(?P<join>\s*(?:-|–|\bto\b|\band\b|\bor\b|\bthrough\b|\bthru\b)\s*)(?:the\s+)?"
            rf"(?:(?P<month2>{MONTH_WORDS})\b\.?\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?{COUNT}{YEAR}{AFTER}"
        ),
        readings.several_days,
    ),
    (
        (M, D),
        _p(rf"\b(?P<year>20\d\d)[\s,/-]+{MONTH}[\s-]*(?:the\s+)?{DAY}{COUNT}{AFTER}"),
        readings.named,
    ),
    (
        (M, D),
        _p(
            rf"(?<![\w./-])(?<!\bat )(?:the\s+)?{DAY}(?:\s*(?:of\s+)?|-){MONTH}[\s,]+"
            rf"(?P<short>2\d|3[0-5])(?![\w/:-]|\s*(?:[ap]\.?m\b|days?|people|kids))"
        ),
        readings.named,
    ),
    (
        (M, D),
        _p(rf"\b{WHICH_YEAR}{MONTH}(?:\s+the\s+|\s*-?\s*){DAY}{COUNT}{YEAR}{AFTER}"),
        readings.named,
    ),
    (
        (M, D),
        _p(rf"(?<![\w./-])(?:(?:the|this)\s+)?{DAY}(?:\s*(?:(?:day\s+)?of\s+)?|-){MONTH}{YEAR}{AFTER}"),
        readings.named,
    ),
    (
        (M, N),
        _p(rf"\b{MONTH}\s+(?:the\s+)?(?P<ordinal>{any_of(ORDINALS)})\b{YEAR}"),
        readings.spoken,
    ),
    (
        (M, N),
        _p(rf"\b(?:the\s+)?(?P<ordinal>{any_of(ORDINALS)})\s+(?:of\s+|day\s+of\s+){MONTH}{YEAR}"),
        readings.spoken,
    ),
    (
        (D,),
        _p(
            rf"{_FIGURE}(?P<first>\d{{1,2}})(?P<sep>/)(?P<second>\d{{1,2}})(?:/\d{{2,4}})?"
            rf"(?P<join>\s*(?:-|–|\bto\b|\band\b|\bor\b|\bthrough\b|\bthru\b)\s*)"
            rf"(?P<first2>\d{{1,2}})/(?P<second2>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d\d))?{_NO_MORE}"
        ),
        readings.figures_range,
    ),
    (
        (D,),
        _p(
            rf"{_FIGURE}(?P<first>\d{{1,2}})(?P<sep>\s?[/.-]\s?)(?P<second>\d{{1,2}})"
            rf"(?:(?P=sep)'?(?P<year>\d{{2,5}}))?(?:(?=ish\b|-ish\b)|{_NO_MORE})"
        ),
        readings.numeric,
    ),
    (
        (_UNIT_KIND, _AGO),
        _p(
            rf"\b{NUMBER_WORDS}\s*(?:-|–|,|\bto\b|\bor\b)\s*{NUMBER_WORDS}\s*{UNITS}\s+{_LATER}|"
            rf"\b(?:{NUMBER_WORDS}\s+(?:and\s+a\s+half|1/2|½)\s*{UNITS}|{NUMBER_WORDS}\s*{UNITS}\s+and\s+a\s+half|"
            rf"\d+\.\d+\s*{UNITS}|1/2\s+(?:a\s+)?{UNITS})\s+{_LATER}|"
            rf"\b(?:two\s+three|three\s+four|few|couple)\s+(?:of\s+)?{UNITS}\s+{_LATER}"
        ),
        readings.vague,
    ),
    (
        (_UNIT_KIND, W, _AGO),
        _p(
            rf"\b{NUMBER}\s+(?:weeks?|wks?)\s+ago\s+(?:on\s+|this\s+past\s+|last\s+)?{WEEKDAY}"
        ),
        readings.weeks_ago_weekday,
    ),
    (
        (_UNIT_KIND, W | _NEAR, _FROM),
        _p(rf"\b{NUMBER}\s+(?:weeks?|wks?)\s+from\s+(?:this\s+|next\s+|this\s+coming\s+)?(?P<base>{WEEKDAY_WORDS}\b\.?|tomorrow\b)"),
        readings.weeks_from,
    ),
    (
        (_UNIT_KIND, _AGO),
        _p(rf"(?<![\w./½-]){NUMBER}\s*{UNIT}\s+{_LATER}(?:\s+(?P<base>today|yesterday|tomorrow)\b)?"),
        readings.ago,
    ),
    (
        (_UNIT_KIND, _SINCE),
        _p(
            rf"\b(?:it'?s|it\s+(?:is|has)|has)\s+(?:(?:now|already|only|been|exactly)\s+)*"
            rf"{NUMBER}\s*{UNIT}(?:\s+already|\s+now)?\s+since\b"
        ),
        readings.ago,
    ),
    (
        (_UNIT_KIND, _IN),
        _p(rf"(?:(?<=\bis )|(?<=\bbe )|^)in\s+{NUMBER}\s+{UNIT}(?!\s+of)"),
        readings.ahead,
    ),
    (
        (_UNIT_KIND, _FROM),
        _p(rf"(?<![\w./½-]){NUMBER}\s+{UNIT}\s+from\s+(?:now|today)\b"),
        readings.ahead,
    ),
    (
        (_NEAR,),
        _p(
            r"\b(?:the\s+)?day\s+(?:before\s+(?:yesterday|last)|after\s+tomm?orr?ow)\b|"
            r"\b(?:the\s+)?night\s+before\s+last\b|"
            r"\b(?:(?:this|earlier\s+this)\s+(?:morning|afternoon|evening)|last\s+(?:night|evening)|"
            r"(?:yesterday|tomorrow)\s+(?:morning|afternoon|evening|night))\b|"
            r"\b(?:noon\s+)?(?:(?<!from )(?<!ago )today|tonight|tonite|yesterday|yesterdy|"
            r"yesturday|yest|tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr)\b"
        ),
        readings.near_day,
    ),
    ((D,), _p(r"\b2(?:day|nite|night|morrow|moro)\b"), readings.near_day),
    (
        (W, _UNIT_KIND),
        _p(
            rf"\b(?:on\s+)?{WEEKDAY}(?:,|\s+of)?\s+(?P<week>last|this|next)\s+week\b|"
            rf"\b(?P<week2>last|this|next)\s+week,?\s+(?:on\s+)?(?P<weekday2>{WEEKDAY_WORDS})\b"
        ),
        readings.weekday_of_week,
    ),
    (
        (_UNIT_KIND, _LATER_KIND, D | M | W | _NEAR | N),
        _p(rf"\bthe\s+(?P<which>next|following|same)\s+day\b|(?<![\w./½-]){NUMBER}\s+days?\s+later\b"),
        readings.later,
    ),
    (
        (_UNIT_KIND, D),
        _p(
            rf"\b(?P<month_of>last|this|next)\s+month,?\s+(?:on\s+)?the\s+(?P<ordinal>\d{{1,2}}{NTH})\b"
        ),
        readings.the_nth,
    ),
    (
        (_UNIT_KIND, D | N),
        _p(
            rf"\b(?:on\s+)?the\s+{ORDINAL}\s+(?:day\s+)?of\s+(?P<month_of>last|this|next|the)\s+month\b"
        ),
        readings.the_nth,
    ),
    (
        (_SEASON,),
        _p(
            rf"\b{NUMBER_WORDS}\s+(?:mon|tues|wednes|thurs|fri|satur|sun)days\s+ago\b|"
            r"\b(?:last|this(?:\s+past)?|next|over\s+the|on\s+the|by\s+the)\s+weekend\b|"
            r"\b(?:a\s+)?(?:couple|few|several|some)\s+(?:of\s+)?(?:days?|weeks?|months?|years?)\s+"
            r"(?:ago|back|from now)\b|\b(?:last|this|next|the other)\s+(?:week|month|year|fall|"
            r"spring|summer|winter)\b|\b(?:the other (?:day|night)|recently|a while ago|"
            r"a while back|(?:a\s+)?(?:month|year)\s+ago)\b"
        ),
        readings.vague,
    ),
    (
        (W,),
        _p(
            rf"\b(?:(?P<which>(?:on\s+)?(?:last|this\s+past|the\s+past|past|this\s+coming|coming|"
            rf"this|next|the\s+last)|on)\s+)?{WEEKDAY}(?P<before_last>\s+before\s+last)?{AFTER}"
        ),
        readings.weekday,
    ),
    (
        (D,),
        _p(
            rf"\b(?:on\s+|between\s+|either\s+)?the\s+(?P<day>\d{{1,2}}){NTH}"
            rf"(?P<join>\s*(?:-|–|\bto\b|\bor\b|\band\b)\s*)(?:the\s+)?(?P<day2>\d{{1,2}}){NTH}\b(?!\s+grade)"
        ),
        readings.nth_or,
    ),
    (
        (D,),
        _p(
            r"\b(?:on\s+)?the\s+(?P<ordinal>\d{1,2}(?:st|nd|rd|th))\b(?!\s+(?:grade|amendment|time|"
            r"day|business|school|calendar|of|floor|year|meeting|letter|street|ave|birthday|circuit|"
            r"hour|week|month|person|kid|child|page|session|percentile|edition|century))"
        ),
        readings.the_nth,
    ),
    (
        (N,),
        _p(rf"\bon\s+the\s+(?P<ordinal>{any_of(ORDINALS)})(?=\s*(?:$|[.,;!?)]|(?:and|but|so|at)\b))"),
        readings.nth_ordinal,
    ),
    (
        (M,),
        _p(
            rf"\b(?:(?:early|mid|late|beginning\s+of|start\s+of|end\s+of|middle\s+of|some\s?time\s+in|"
            rf"in|since|during|around|back\s+in|last|this|next|by)[\s-]+(?:the\s+)?){{1,2}}{MONTH}{YEAR}{AFTER}"
            rf"|\b(?P<month3>{MONTH_WORDS})\s+(?:of\s+)?(?:19|20)\d\d\b"
        ),
        readings.month_only,
    ),
    (
        (_UNIT_KIND,),
        _p(r"\b(?:beginning|start|end|middle)\s+of\s+(?:the|last|this|next)\s+(?:month|week|year)\b"),
        readings.vague,
    ),
]  # fmt: skip
