"""A day that the same message takes back: "the 12th not the 11th", "typo!! 2026 not 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.dates.found import Found, safe


@dataclass(frozen=True)
class Cues:
    """The words by which a language takes a day back.

    `replaced` is all that may stand between a day and the one that replaces it, `cue_before` what
    a later day may follow, and `strong_cue` must be in that. `own_event` follows a day that has an
    event of its own. `denied` stands before a day that is not meant, `denial_start` between a day
    and one denied after it, `short_break` between a denied day and the one meant. `bare_denied` and
    `bare_meant` are bare numbers after a day. `moved` stands before a day moved to another with
    `moved_to` between them, `said` before one misspoken with `said_but` between.
    """

    replaced: re.Pattern[str]
    cue_before: re.Pattern[str]
    strong_cue: re.Pattern[str]
    own_event: re.Pattern[str]
    denied: re.Pattern[str]
    denial_start: re.Pattern[str]
    short_break: re.Pattern[str]
    bare_denied: re.Pattern[str]
    bare_meant: re.Pattern[str]
    year_corrected: re.Pattern[str]
    moved: re.Pattern[str]
    moved_to: re.Pattern[str]
    said: re.Pattern[str]
    said_but: re.Pattern[str]


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
_MOVED_TO = re.compile(
    r"\W*(?:and\s+)?(?:is\s+now|now|to|until)\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:said|wrote|put|typed|told\s+you)\s+(?:it\s+was\s+)?(?:on\s+)?$", re.IGNORECASE
)
_SAID_BUT = re.compile(
    r"\W*but\s+(?:it\s+was|it's|its|i\s+meant?)\s+(?:really\s+)?(?:on\s+)?", re.IGNORECASE
)
ENGLISH = Cues(
    replaced=_REPLACED, cue_before=_CUE_BEFORE, strong_cue=_STRONG_CUE, own_event=_OWN_EVENT,
    denied=_DENIED, denial_start=_DENIAL_START, short_break=_SHORT_BREAK,
    bare_denied=_BARE_DENIED, bare_meant=_BARE_MEANT, year_corrected=_YEAR_CORRECTED,
    moved=_MOVED, moved_to=_MOVED_TO, said=_SAID, said_but=_SAID_BUT,
)  # fmt: skip


def year_correction(text: str, cues: Cues = ENGLISH) -> tuple[int, int | None] | None:
    """The right year and the wrong one of "2026 not 2025", "oops, 2026" (the wrong one unknown).

    For a message that mends the year of a day told before; in the same message `read_dates` has
    done it already.
    """
    match = cues.year_corrected.search(text)
    if match is None:
        return None
    wrong = match["wrong"] or match["wrong2"]
    right = match["right"] or match["right2"] or match["right3"]
    return int(right), int(wrong) if wrong else None


def without_the_corrected(found: list[Found], text: str, cues: Cues = ENGLISH) -> list[Found]:
    """The days that count in the end; each stands where the day it replaces stood."""
    found = _bare_numbers(found, text, cues)
    found = _denied_dropped(found, text, cues)
    found = _replaced(found, text, cues)
    return _years_mended(found, text, cues)


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


def _bare_numbers(found: list[Found], text: str, cues: Cues) -> list[Found]:
    """ "Nov 12 (not 11)" and "nov 3, i mean 5": the bare number is a day of the same month."""
    kept: list[Found] = []
    for n, each in enumerate(found):
        limit = found[n + 1].start if n + 1 < len(found) else len(text)
        if _single(each):
            denied = cues.bare_denied.match(text, each.end)
            meant = cues.bare_meant.match(text, each.end)
            if denied and denied.end() <= limit:
                each = replace(each, end=denied.end())
            elif meant and meant.end() <= limit:
                day = _in_month_of(each, int(meant["day"]))
                if day is not None:
                    each = replace(each, day=day, end=meant.end(), past=None, ahead=None)
        kept.append(each)
    return kept


def _denied_dropped(found: list[Found], text: str, cues: Cues) -> list[Found]:
    denied = {
        n
        for n, each in enumerate(found)
        if each.kind in ("date", "impossible") and _denies(text, each.start, cues)
    }
    gone: set[int] = set()
    for n in sorted(denied):
        partner = _partner(n, found, denied | gone, text, cues)
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


def _denies(text: str, start: int, cues: Cues) -> bool:
    return bool(cues.denied.search(text[max(0, start - 25) : start]))


def _partner(n: int, found: list[Found], out: set[int], text: str, cues: Cues) -> int | None:
    """The day meant instead: the next one close by, else the one before."""
    after = n + 1
    meant = after < len(found) and after not in out and _single(found[after])
    if meant and cues.short_break.fullmatch(text[found[n].end : found[after].start]):
        return after
    before = n - 1
    if before >= 0 and before not in out and _single(found[before]):
        between = text[found[before].end : found[n].start]
        if cues.denial_start.fullmatch(between):
            return before
    return None


def _replaced(found: list[Found], text: str, cues: Cues) -> list[Found]:
    kept: list[Found] = []
    for each in found:
        days = [n for n, other in enumerate(kept) if _single(other)]
        if not days or not _single(each):
            kept.append(each)
            continue
        last = kept[-1]
        own = cues.own_event.match(text, each.end)
        if _single(last) and _takes_its_place(text, last, each, bool(own), cues):
            kept[-1] = _instead(last, each, text, end=max(last.end, each.end))
        elif len(days) == 1 and _later_cue(text, each.start, cues) and not own:
            old = kept[days[0]]
            kept[days[0]] = _instead(old, each, text, end=old.end)
        else:
            kept.append(each)
    return kept


def _takes_its_place(text: str, last: Found, each: Found, own: bool, cues: Cues) -> bool:
    between = text[last.end : each.start]
    if not own and cues.replaced.fullmatch(between):
        return True
    return _moves(text, last, between, cues) or _misspoke(text, last, between, cues)


def _words(text: str, each: Found) -> str:
    return text[each.start : each.end].strip(" ,")


def _moves(text: str, last: Found, between: str, cues: Cues) -> bool:
    """Moved from December 14 to January 11: the new day counts."""
    if not cues.moved_to.fullmatch(between):
        return False
    return bool(cues.moved.search(text[max(0, last.start - 60) : last.start]))


def _misspoke(text: str, last: Found, between: str, cues: Cues) -> bool:
    """ "I said the 11th but it was the 12th"."""
    said = cues.said.search(text[max(0, last.start - 40) : last.start])
    return bool(said and cues.said_but.fullmatch(between))


def _later_cue(text: str, start: int, cues: Cues) -> bool:
    cue = cues.cue_before.search(text[max(0, start - 40) : start])
    return bool(cue and cues.strong_cue.search(cue[0]))


def _years_mended(found: list[Found], text: str, cues: Cues) -> list[Found]:
    right_wrong = year_correction(text, cues)
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
