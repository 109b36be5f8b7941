"""Finds the dates in a text, and settles what each means from the words beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.dates import corrections, spelling, together
from bot.dates.corrections import Cues, without_the_corrected
from bot.dates.found import Found, Lean
from bot.dates.model import DateMention
from bot.dates.patterns import PATTERNS, Reader
from bot.dates.together import (
    Joints,
    beside_others,
    either_of_two,
    following,
    later,
    leading,
    one_day_said_twice,
    strong_ones,
)
from bot.text.clauses import last_sentence

# "about two weeks ago", "around March 3": no day to count from.
_APPROXIMATE = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|maybe|perhaps|possibly|probably|like|"
    r"i\s+want\s+to\s+say(?:\s+it\s+was)?|some\s?time(?:\s+(?:around|near|before|after|between|in))?|i think(?: it was)?|or so|ish|"
    r"(?:right|just|shortly|soon|way|long)\s+(?:before|after))|[~≈])\s*(?:on\s+|the\s+)*$",
    re.IGNORECASE,
)
_UNCOUNTED = re.compile(
    r"\b(?:(?:more|less|fewer|longer)\s+than|over|under|almost|nearly|at\s+least|at\s+most|"
    r"close\s+to|up\s+to)\s+$",
    re.IGNORECASE,
)
_APPROXIMATE_AFTER = re.compile(
    r"\s?-?ish\b|,?\s*(?:or so|or thereabouts|give or take|more or less|approx\w*|roughly|"
    r"around then)\b|[\s.,]*(?:i think|i believe|i guess|maybe|probably|not sure)\s*(?:$|[.,;!?)]|but\b)",
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
    r"\b(?:(?:filed|submitted|requested|asked|mailed|emailed|e-mailed|faxed|sent|served|"
    r"reached)\b|"
    r"(?:got|received|recieved)\b(?=.{0,25}\b(?:requests?|complaint|filing|paperwork|papers)\b))"
    r"(?:(?!\b(?:is|will|scheduled|set|starts|begins)\b)[^.,;!?])*$",
    re.IGNORECASE,
)
# "I will file on December 1", "the hearing was moved to January 14", "if we meet Dec 3".
_PLANNED = re.compile(
    r"\b(?:i|we|they|he|she|school|district|lawyer|attorney)"
    r"(?:'ll|\s+(?:will|gonna|plan to|want to|intend to)|"
    r"(?:'m|'re|\s+am|\s+are|\s+is)\s+(?:going|planning) to)"
    r"\s+(?:(?!\b(?:got|received|filed|signed|sent|since|after|was|were)\b)[^.,;!?]){2,40}$|"
    r"\b(?:hearing|trial)\b.{0,20}\b(?:moved|rescheduled|pushed|postponed|changed|set|scheduled)\b"
    r".{0,12}\b(?:to|for)\s+(?:\w+day,?\s+)?$|"
    r"\b(?:hearing|trial)\b.{0,20}\b(?:moved|rescheduled|pushed|postponed|changed)\s+from\b.{0,30}$|"
    r"\b(?:am|are|is|'m|'re|im)\s+(?:filing|meeting|signing|sending|mailing|having|submitting|"
    r"withdrawing|holding|going)\b[^.;!?]{0,40}$|"
    r"\bwill\s+be\s+(?:held|heard|filed|signed|sent|mailed|made|due)\b[^.,;!?]{0,25}$",
    re.IGNORECASE,
)
# "They set the meeting for December 11", "if we meet Dec 3": ahead or just behind.
_SET_FOR = re.compile(
    r"\b(?:set|scheduled|sched|booked|calendared)\b[^.;!?]{0,40}\bfor\s+(?:\w+day,?\s+)?$|"
    r"\b(?:if|when|once|until|unless)\s+(?:i|we|they|the\s+\w+)\s+(?:both\s+)?(?:meet|file|sign|get|send|mail|"
    r"submit|hold|have|reach|agree)\b[^.;!?]{0,40}$|"
    r"\b(?:extended|postponed|continued)\s+(?:\w+\s+){0,2}(?:to|until|till)\s+$",
    re.IGNORECASE,
)
_HAD = re.compile(r"\b(?:had|lost|won|at|after|since)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DUE = re.compile(r"\b(?:by|until|till|due(?:\s+on)?|no\s+later\s+than)\s+$", re.IGNORECASE)
_IS_ON = re.compile(r"[\w,]\s+(?<!today\s)(?<!date\s)(?:is|are)\s+(?:on\s+)?$", re.IGNORECASE)
# "Resolution meeting 12/3", "the meeting is December 3": ahead or just behind.
_MEETING = re.compile(
    r"(?:^|[,;]|\b(?:and|but|so)\s)\W*(?:(?:the|our|my|this|first|next|resolution|iep|due|process|new)\s+)*"
    r"(?:(?:meeting|mtg|mediation|session|conference|appointment|appt)(?:\s+is)?|(?:we|i|they)\s+meet)"
    r"\s*(?:on|for|at)?\s*(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)

# Of the Constitution, not of a complaint: "the 5th amendment or the 14th" holds no days.
_AMENDMENT = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\s+amendments?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Grammar:
    """What a language has of its own once its patterns have found the days.

    `beside` reads a day told by another ("the Monday before"), `leaning` the side of today that
    the words before a day give it, `softened` makes a day vague that is said with "about".
    """

    joints: Joints
    cues: Cues
    beside: Callable[[list[Found], str, date], list[Found]]
    leaning: Callable[[str, Found], Lean | None]
    softened: Callable[[Found, str], Found]


# "He was born May 3 and they got it on the 12th": the 12th is not of the month of the birth.
_OF_A_LIFE = re.compile(
    r"\b(?:born|birthday|b-?day|dob|birth|naci(?:o|do|da)|nacimiento|cumple\w*)\b[^.;!?]*$",
    re.IGNORECASE,
)


def read_english(written: str, today: date, lean: str) -> tuple[DateMention, ...]:
    """Every date of an English text in order of appearance; see `bot.dates.read_dates`."""
    prepared = spelling.prepared(written)
    if not spelling.holds_dates(prepared.kinds):
        return ()
    found = scanned(prepared.text, prepared.kinds, today, PATTERNS)
    if not found:
        return ()
    words = prepared.text
    found = settled(found, words, today, lean, ENGLISH)
    return tuple(each.mention(today, prepared.at, written) for each in found)


def settled(
    found: list[Found], words: str, today: date, lean: str, grammar: Grammar
) -> list[Found]:
    """What the patterns of a language found, with each day chosen and corrections carried out."""
    found = grammar.beside(found, words, today)
    found = [each for each in found if each.form != "nothing"]
    if _AMENDMENT.search(words):
        found = [each for each in found if each.form != "nth"]
    found = one_day_said_twice(found, words, today, grammar.joints)
    found = strong_ones(found, words, grammar.joints)
    found = _sided(found, words, today, "future" if lean == "future" else "past", grammar)
    found = [grammar.softened(each, words) for each in found]
    found = either_of_two(found, words, grammar.joints)
    return without_the_corrected(found, words, grammar.cues)


def scanned(
    text: str,
    kinds: int,
    today: date,
    patterns: Iterable[tuple[tuple[int, ...], re.Pattern[str], Reader]],
    known: Iterable[Found] = (),
) -> list[Found]:
    """What patterns find in a text with these kinds of words, beside what is known already."""
    found = list(known)
    taken = [(each.start, each.end) for each in found]
    for needed, pattern, read in patterns:
        if not all(kinds & kind for kind in needed):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            each = read(match, today)
            if each is None:
                continue
            taken.append((each.start, each.end))
            found.append(each)
    found.sort(key=lambda each: each.start)
    return found


def _sided(found: list[Found], text: str, today: date, lean: Lean, grammar: Grammar) -> list[Found]:
    """Each with its day chosen: by the words before it, then by the date before or after it."""
    settled: list[Found] = []
    last: Found | None = None
    for each in found:
        if each.form == "later":
            each = later(each, last, text)
            if each.form == "nothing":
                continue
        if each.open or (each.assumed and each.options):
            each = replace(each, lean=each.lean or grammar.leaning(text, each))
            each = each.settled(each.lean or lean, today)
        each = following(each, last, today)
        settled.append(each)
        if each.kind == "date" and not _OF_A_LIFE.search(
            text[max(0, each.start - 40) : each.start]
        ):
            last = each
    after: Found | None = None
    for n in range(len(settled) - 1, -1, -1):
        settled[n] = leading(settled[n], after, text, today)
        if settled[n].kind == "date":
            after = settled[n]
    return settled


def _leaning(text: str, each: Found) -> Lean | None:
    """The side that the words before a day give it, if they do."""
    before = last_sentence(text[max(0, each.start - 60) : each.start])
    if _PLANNED.search(before):
        return "future"
    if _DONE.search(before):
        return "past"
    ahead = _HEARING_AHEAD.search(before)
    had = ahead and (
        _NOT_FUTURE.search(before[ahead.start() :]) or _HAD.search(before[: ahead.start()])
    )
    if ahead and not had:
        return "future"
    due = _DUE.search(before[-24:]) and not _NOT_FUTURE.search(before)
    is_on = each.form in ("weekday", "nth") and _IS_ON.search(before)
    if due or is_on:
        return "future" if each.form == "weekday" else "nearest"
    return "nearest" if _SET_FOR.search(before) or _MEETING.search(before) else None


def _softened(each: Found, text: str) -> Found:
    """A certain date said with "about" is not certain any more."""
    if each.kind != "date":
        return each
    before = text[max(0, each.start - 32) : each.start]
    unsure = (
        _APPROXIMATE.search(before)
        or (each.form != "near_day" and _APPROXIMATE_AFTER.match(text, each.end))
        or (each.form == "counted" and _UNCOUNTED.search(before))
    )
    if not unsure:
        return each
    return replace(each, kind="vague", reason="approximate", day=None, past=None, ahead=None)


ENGLISH = Grammar(together.ENGLISH, corrections.ENGLISH, beside_others, _leaning, _softened)
