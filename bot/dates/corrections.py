"""A day that the same message takes back: "the 12th not the 11th", "typo!! 2026 not 2025"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.dates.found import Found, safe

_CUE_WORDS = (
    r"sorry|i\s+meant(?:\s+to\s+say)?|meant|i\s+mean|actually|no\s+wait|wait\s+no|wait|correction|"
    r"correcting\s+myself|oops|my\s+mistake|my\s+bad|typo|make\s+(?:that|it)|scratch\s+that|"
    r"wrong\s+date|i\s+was\s+wrong|rather|or\s+actually|edit"
)
_FILLER = (
    r"no|or|oh|um|uh|it\s+was|its|it's|it\s+is|really|on|the|and|but|(?:that\s+)?should\s+be|"
    r"that's|that\s+was"
)
# Between a day and the one that replaces it stands a cue, or a bare "no".
_REPLACED = re.compile(
    rf"\W*(?:(?:{_FILLER})\b\W*)*(?:(?:{_CUE_WORDS})\b\W*|\bno\b,?\s+)(?:(?:{_CUE_WORDS}|{_FILLER})\b\W*)*",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(
    rf"(?:^|[.,;:!?)\s-])(?:(?:{_CUE_WORDS})\b\W*)+(?:(?:{_FILLER})\b\W*)*$", re.IGNORECASE
)
_STRONG_CUE = re.compile(
    r"\b(?:meant|correction|typo|oops|my\s+mistake|my\s+bad|sorry|i\s+was\s+wrong|wrong\s+date|edit)\b",
    re.IGNORECASE,
)
_OWN_EVENT = re.compile(
    r"\s+(?:is\s+when|was\s+when|(?:they|we|i|he|she|the\s+school)\s+\w+)", re.I
)
_DENIED = re.compile(
    r"\b(?:not|n't|never|wasnt|wasn't|isnt|isn't)\s+(?:on\s+)?(?:the\s+)?$|\(not\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_DENIAL_START = re.compile(
    r"\W*(?:it\s+)?(?:was\s*)?(?:n't|not|never|wasnt)\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE
)
_SHORT_BREAK = re.compile(rf"\W*(?:(?:{_FILLER}|rather|instead|{_CUE_WORDS})\b\W*)*", re.IGNORECASE)
_BARE_DENIED = re.compile(
    r"\W*\bnot\s+(?:on\s+)?(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![/:-]|\s*(?:days?|[ap]\.?m))\)?",
    re.IGNORECASE,
)
_BARE_MEANT = re.compile(
    r"\W*(?:i\s+meant?|meant|make\s+(?:that|it)|no\s+wait|oops|sorry)\s+(?:the\s+)?(?P<day>\d{1,2})"
    r"(?:st|nd|rd|th)?(?![\w/:-]|\s*(?:days?|weeks?|[ap]\.?m|times|people|\w{3,}))",
    re.IGNORECASE,
)
_Y = r"(?:19|20)\d\d"
_YEAR_CORRECTED = re.compile(
    rf"\b(?P<right>{_Y})\W+not\s+(?P<wrong>{_Y})\b|"
    rf"\bnot\s+(?P<wrong2>{_Y})\W+(?:(?:but|its|it's|it\s+was|it\s+is)\s+)?(?P<right2>{_Y})\b|"
    rf"\b(?:sorry|typo|oops|i\s+meant?|meant|correction|my\s+mistake|my\s+bad|wait\s+no|no\s+wait|"
    rf"it\s+should\s+be)\W+(?:(?:its|it's|it\s+was|the\s+year\s+is|year)\s+)?(?P<right3>{_Y})\b"
    rf"(?![-/]\d|\W+not\s+{_Y})",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:moved|rescheduled|changed|postponed|pushed|switched|bumped|continued|reset)\b.{0,30}$",
    re.IGNORECASE,
)


def year_correction(text: str) -> tuple[int, int | None] | None:
    """The right year and the wrong one of "2026 not 2025", "oops, 2026" (the wrong one unknown).

    For a message that mends the year of a day told before; in the same message `read_dates` has
    done it already.
    """
    match = _YEAR_CORRECTED.search(text)
    if match is None:
        return None
    wrong = match["wrong"] or match["wrong2"]
    right = match["right"] or match["right2"] or match["right3"]
    return int(right), int(wrong) if wrong else None


def without_the_corrected(found: list[Found], text: str) -> list[Found]:
    """The days that count in the end; each stands where the day it replaces stood."""
    found = _bare_numbers(found, text)
    found = _denied_dropped(found, text)
    found = _replaced(found, text)
    return _years_mended(found, text)


def _single(found: Found) -> bool:
    return found.kind == "date" and found.day is not None


def _instead(old: Found, new: Found, text: str, *, end: int) -> Found:
    """The new day at the place of the old one, on the same side of today."""
    day = new.day
    if new.past and new.ahead and new.lean != "future":
        ahead = old.day is not None and old.day == old.ahead != old.past
        day = new.ahead if ahead else day
    return replace(new, day=day, start=old.start, end=end, text=_words(text, new))


def _in_month_of(found: Found, day: int) -> date | None:
    return safe(found.day.year, found.day.month, day) if found.day else None


def _bare_numbers(found: list[Found], text: str) -> list[Found]:
    """ "Nov 12 (not 11)" and "nov 3, i mean 5": the bare number is a day of the same month."""
    kept: list[Found] = []
    for n, each in enumerate(found):
        limit = found[n + 1].start if n + 1 < len(found) else len(text)
        if _single(each):
            denied = _BARE_DENIED.match(text, each.end)
            meant = _BARE_MEANT.match(text, each.end)
            if denied and denied.end() <= limit:
                each = replace(each, end=denied.end())
            elif meant and meant.end() <= limit:
                day = _in_month_of(each, int(meant["day"]))
                if day is not None:
                    each = replace(each, day=day, end=meant.end(), past=None, ahead=None)
        kept.append(each)
    return kept


def _denied_dropped(found: list[Found], text: str) -> list[Found]:
    denied = {
        n
        for n, each in enumerate(found)
        if each.kind in ("date", "impossible") and _denies(text, each.start)
    }
    gone: set[int] = set()
    for n in sorted(denied):
        partner = _partner(n, found, denied | gone, text)
        if partner is None:
            continue
        gone.add(n)
        same = [m for m in range(n) if m not in denied and m != partner and m not in gone
                and _single(found[m]) and found[m].day == found[n].day]  # fmt: skip
        if same:
            wrong = found[same[-1]]
            found[same[-1]] = _instead(wrong, found[partner], text, end=wrong.end)
            gone.add(partner)
    return [each for n, each in enumerate(found) if n not in gone]


def _denies(text: str, start: int) -> bool:
    return bool(_DENIED.search(text[max(0, start - 25) : start]))


def _partner(n: int, found: list[Found], out: set[int], text: str) -> int | None:
    """The day meant instead: the next one close by, else the one before."""
    after = n + 1
    meant = after < len(found) and after not in out and _single(found[after])
    if meant and _SHORT_BREAK.fullmatch(text[found[n].end : found[after].start]):
        return after
    before = n - 1
    if before >= 0 and before not in out and _single(found[before]):
        between = text[found[before].end : found[n].start]
        if _DENIAL_START.fullmatch(between):
            return before
    return None


def _replaced(found: list[Found], text: str) -> list[Found]:
    kept: list[Found] = []
    for each in found:
        days = [n for n, other in enumerate(kept) if _single(other)]
        if not days or not _single(each):
            kept.append(each)
            continue
        last = kept[-1]
        own = _OWN_EVENT.match(text, each.end)
        if _single(last) and _takes_its_place(text, last, each, bool(own)):
            kept[-1] = _instead(last, each, text, end=max(last.end, each.end))
        elif len(days) == 1 and _later_cue(text, each.start) and not own:
            old = kept[days[0]]
            kept[days[0]] = _instead(old, each, text, end=old.end)
        else:
            kept.append(each)
    return kept


def _takes_its_place(text: str, last: Found, each: Found, own: bool) -> bool:
    between = text[last.end : each.start]
    if not own and _REPLACED.fullmatch(between):
        return True
    return _moves(text, last, between) or _misspoke(text, last, between)


def _words(text: str, each: Found) -> str:
    return text[each.start : each.end].strip(" ,")


def _moves(text: str, last: Found, between: str) -> bool:
    """Moved from December 14 to January 11: the new day counts."""
    if not re.fullmatch(
        r"\W*(?:and\s+)?(?:is\s+now|now|to|until)\s+(?:on\s+)?(?:the\s+)?", between, re.I
    ):
        return False
    return bool(_MOVED.search(text[max(0, last.start - 60) : last.start]))


def _misspoke(text: str, last: Found, between: str) -> bool:
    """ "I said the 11th but it was the 12th"."""
    said = re.search(
        r"\b(?:said|wrote|put|typed|told\s+you)\s+(?:it\s+was\s+)?(?:on\s+)?$",
        text[max(0, last.start - 40) : last.start],
        re.IGNORECASE,
    )
    return bool(said) and bool(
        re.fullmatch(
            r"\W*but\s+(?:it\s+was|it's|its|i\s+meant?)\s+(?:really\s+)?(?:on\s+)?", between, re.I
        )
    )


def _later_cue(text: str, start: int) -> bool:
    cue = _CUE_BEFORE.search(text[max(0, start - 40) : start])
    return bool(cue and _STRONG_CUE.search(cue[0]))


def _years_mended(found: list[Found], text: str) -> list[Found]:
    right_wrong = year_correction(text)
    if right_wrong is None:
        return found
    right, wrong = right_wrong
    told = [
        n
        for n, each in enumerate(found)
        if _single(each) and not each.assumed and each.form == "month_day"
    ]
    for n in told if wrong is not None else told[-1:]:
        day = found[n].day
        if day is None or (wrong is not None and day.year != wrong):
            continue
        new = safe(right, day.month, day.day)
        if new is not None:
            found[n] = replace(found[n], day=new)
    return found
