"""Facts out of a message: clause by clause, each date with the event it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.dates import DateMention, read_dates
from bot.facts.model import FactChange, Reading
from bot.facts.states import STATE_NAMES, find_state, unknown_place
from bot.facts.triggers import (
    AGREEMENT_FROM,
    EXPEDITED,
    NOT_EXPEDITED,
    ORIGIN_ANSWERS,
    PARENT_FILED,
    SCHOOL_FILED,
    TRIGGERS,
)

MAX_TEXT = 12_000
FUTURE = {"hearing_scheduled", "decision_extended_to"}
# Events that change the dates even without a day of their own.
STATEMENT_ENOUGH = {
    "waived_in_writing", "no_agreement_possible_in_writing", "hearing_officer_starts_clock",
}  # fmt: skip

_TALE = re.compile(
    r"(?<!\bi )(?<!\bwe )\bsuppos(?:e|ing)\b|\bhypothetical|\blet'?s say\b|\bimagine\b",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(
    rf"\bwhat if\b|{_TALE.pattern}|\bwhat would happen\b|"
    r"^\W*(?:and |so |but |or )?if (?:we|both|i|they|the school|you)\b(?!.{0,15}\b(?:got|received|filed|signed)\b)"
    r"|\bwould it be if\b|\bif i had\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:sorry|i meant|i mean|meant to say|correction|correcting|actually|oops|my mistake|my bad|"
    r"no wait|wait no|i was wrong|not .{1,25} but|it was really|instead of|wrong date|"
    r"i messed up|let me correct)\b|(?:^|[.,;:!?]\s*|\boh )wait\b|^\s*no,?\s+(?:it|they|we|i|the|not)\b",
    re.IGNORECASE,
)
_FORGET_ALL = re.compile(
    r"\b(?:forget|drop|erase|clear|remove)\b.{0,12}\b(?:everything|all (?:of )?(?:it|that|my (?:dates|facts))|all the dates)\b",
    re.IGNORECASE,
)
_FORGET = re.compile(
    r"\b(?:forget|drop|ignore|scratch|erase|remove|take back|disregard|cancel)\b.{0,12}\b(?:that|the|this|it|my)\b.{0,12}"
    r"\b(?:date|day|one|fact|last)\b|\bscratch that\b|\bforget (?:that|it|what i said)\b|\bthat date (?:is|was) wrong\b",
    re.IGNORECASE,
)
_NEW_CASE = re.compile(
    r"\b(?:my )?(?:other|second|another|younger|older|different) (?:child|kid|son|daughter|case|boy|girl)\b.{0,60}"
    r"\b(?:complaint|case|now|instead|new)\b|\bnew (?:complaint|case)\b(?!.{0,20}\?)|\b(?:different|another|second) (?:complaint|case)\b"
    r"|\bthis is (?:now )?about (?:my )?(?:other|another|second)",
    re.IGNORECASE,
)
_DONT_KNOW = re.compile(
    r"^\W*(?:i |we )?(?:really )?(?:do ?n'?t|dont|do not|dunno|idk|have no|no)\s*(?:know|idea|clue|remember|recall|sure)\b.{0,30}$|"
    r"\b(?:i (?:do ?n'?t|do not) (?:know|remember|recall)|not sure|no idea|no clue|idk|dunno|can'?t remember|i forgot)\b",
    re.IGNORECASE,
)
_NEVER_MIND = re.compile(
    r"\b(?:never ?mind|nvm|forget it|skip it for now|doesn'?t matter|leave it|drop it|not important)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:did(?:n'?t| not)|has(?:n'?t| not)|have(?:n'?t| not)|never|not yet|no one|without|was(?:n'?t| not)|were(?:n'?t| not)|"
    r"haven't|nothing|hasnt|havent|didnt|wasnt|do(?:n'?t| not)|won'?t|refus\w+ to|not)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|^\W*(?:(?:and|so|but|ok|okay|then|also)\s+)*(?:can|could|do|does|did|is|are|will|would|should|must|may|when|what|"
    r"how|who|why|where|which|if)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<=[.?!;])\s+|\n+|,\s+(?=(?:and|but|so|then|when|can|do|what|how|i|we|they|the|is|by|it|he|she|my)\b)"
    r"|\s+(?=(?:and|but|then)\s+(?:i|we|they|the|it|he|she|my|got|then|both|when|can|do|is|what|how|signed|received)\b)",
    re.IGNORECASE,
)

_JOINED = re.compile(
    r"\s+(?:and|but)\s+(?=(?:then\s+)?(?:still|never|no|nothing|have|has|did)\b)", re.IGNORECASE
)
# In most states the time to go to court runs from the decision's own date, in some from the day it
# came; so the two are told apart.
_CAME = re.compile(
    r"\b(?:came|arrived|got|gotten|received|recieved|recived|mail|reached)\b", re.IGNORECASE
)
_DATED = re.compile(
    r"\b(?:dated|date is|issued|came out|came down|is from|ruled|decided|says)\b", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    r"\b(?:request\w*|ask\w*|fil(?:ed|ing)|complaint)\s+(?:for\s+)?(?:a\s+|the\s+|my\s+|our\s+)?"
    r"(?:\w+\s+){0,2}?hearing\b|\bhearing\s+(?:request|complaint|paper)\w*",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\W*(?:(?:no|oh|um|sorry|actually|wait|i mean|i meant(?: to say)?|oops|correction|my mistake|my bad|"
    r"it was|make (?:that|it)|really|on|the)\b\W*)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")

Kind = Literal["give", "correct"]


@dataclass
class _Found:
    changes: list[FactChange]
    unclear: list[tuple[str | None, DateMention]]
    loose: list[DateMention]


def read_facts(text: str, today: date, *, asked: str | None = None) -> Reading:
    """What `text` tells about the case.

    Args:
        text: what the parent wrote.
        today: the parent's day, from which "yesterday" counts.
        asked: the fact the guide has just asked for; a bare date then answers it.
    """
    text = text[:MAX_TEXT].replace("’", "'")
    if not text.strip():
        return Reading()
    correcting = bool(_CORRECTS.search(text))
    kind: Kind = "correct" if correcting else "give"
    found = _Found([], [], [])
    dates = read_dates(text, today, lean="future" if asked in FUTURE else "past")
    school_filed = bool(SCHOOL_FILED.search(text)) and not PARENT_FILED.search(text)
    _read_words(text, kind, asked, found, school_filed)
    found.changes = [_marked(change, text, text.find(change.text)) for change in found.changes]
    for start, end in _pieces(text, _CLAUSE):
        inside = [mention for mention in dates if start <= mention.start < end]
        before = len(found.changes)
        _read_clause(text, start, end, inside, kind, school_filed, found)
        found.changes[before:] = [_marked(c, text, start) for c in found.changes[before:]]
    before = len(found.changes)
    _place_rest(text, found, asked, correcting, kind)
    found.changes[before:] = [
        _marked(c, text, c.date.start if c.date else 0) for c in found.changes[before:]
    ]
    forget = bool(_FORGET.search(text)) and not found.changes
    if forget and not _FORGET_ALL.search(text):
        found.changes.append(FactChange("", None, "withdraw", None, text))
    return Reading(
        changes=tuple(_once(found.changes)),
        unclear=tuple(found.unclear),
        loose_dates=tuple(found.loose),
        dont_know=bool(_DONT_KNOW.search(text)) and not found.changes and not dates,
        never_mind=bool(_NEVER_MIND.search(text)),
        new_case=bool(_NEW_CASE.search(text)) and not _QUESTION.search(text),
        forget_all=bool(_FORGET_ALL.search(text)),
        what_if=bool(_WHAT_IF.search(text)),
        state_unknown=unknown_place(text),
    )


def _marked(change: FactChange, text: str, at: int) -> FactChange:
    """The change, marked where it stands in a "what if": "what if they got it May 3".

    That reaches to the end of its sentence, but not to a second clause that tells when the
    complaint came: "what if I stay home, they got my complaint on May 3". "Suppose", "imagine"
    and "let's say" begin a tale that goes on.
    """
    tale = _TALE.search(text)
    if tale is not None and at + len(change.text) > tale.start():
        return replace(change, supposed=True)
    starts = [match.start() for match in _WHAT_IF.finditer(text)]
    for start, end in _pieces(text, _SENTENCE):
        inside = [place for place in starts if start <= place < end]
        if inside and start <= at < end:
            aside = change.fact in ("received", "filed") and text[:at].rstrip().endswith(",")
            return replace(change, supposed=not (aside and at > max(inside)))
    return change


def _pieces(text: str, border: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the pieces of a text between its borders begin and end."""
    spans, start = [], 0
    for match in border.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    return [*spans, (start, len(text))]


def _read_words(
    text: str, kind: Kind, asked: str | None, found: _Found, school_filed: bool
) -> None:
    """Facts that are words, not dates: who filed, discipline, state, where a deal was made."""
    asking = bool(_QUESTION.search(text))
    filing = SCHOOL_FILED.search(text)
    if school_filed and filing and not _possibility(text, filing.start()):
        found.changes.append(FactChange("filed_by", "school", kind, None, filing[0]))
    elif (mine := PARENT_FILED.search(text)) is not None:
        found.changes.append(FactChange("filed_by", "parent", kind, None, mine[0]))
    elif asked == "filed_by":
        answer = re.search(r"\b(?:me|i did|we did|i|us|we)\b", text, re.IGNORECASE)
        school = re.search(r"\b(?:school|district|they|them)\b", text, re.IGNORECASE)
        if answer or school:
            who = "school" if school else "parent"
            found.changes.append(FactChange("filed_by", who, kind, None, text))
    discipline = EXPEDITED.search(text)
    if NOT_EXPEDITED.search(text):
        found.changes.append(FactChange("expedited", False, kind, None, text))
    elif discipline and not _possibility(text, discipline.start()):
        statement = not _asks(text, discipline.start())
        if statement:
            found.changes.append(FactChange("expedited", True, kind, None, discipline[0]))
    state = find_state(text, asked=asked == "state")
    if state is not None and (not asking or _tells_state(text, state[1]) or asked == "state"):
        found.changes.append(FactChange("state", state[0], kind, None, state[1]))
    for origin, pattern in AGREEMENT_FROM:
        match = pattern.search(text)
        if match and re.search(
            r"\bsign|\bmade|\bcame|\bis from\b|\breached\b", text, re.IGNORECASE
        ):
            found.changes.append(FactChange("agreement_from", origin, kind, None, match[0]))
            break
    else:
        if asked == "agreement_from":
            _read_origin(text, kind, found)


def _read_origin(text: str, kind: Kind, found: _Found) -> None:
    """The answer to "Was it signed at a resolution meeting, in mediation, or outside both?"."""
    for origin, pattern in ORIGIN_ANSWERS:
        match = pattern.search(text)
        if match:
            found.changes.append(FactChange("agreement_from", origin, kind, None, match[0]))
            return


def _tells_state(text: str, words: str) -> bool:
    """In a question a state still tells where the parent is: "signed it in Ohio, can I ...?"."""
    place = re.escape(words)
    return bool(
        re.search(
            rf"\b(?:in|from|live in|i'?m in|we'?re in|here in)\s+(?:the\s+)?{place}\b|,\s*{place}\b|{place}\s+here\b",
            text,
            re.IGNORECASE,
        )
    ) and not re.search(
        rf"\b(?:law|rules?|different|apply|applies) (?:\w+ )?in\s+{place}", text, re.I
    )


def _sentence_around(text: str, position: int) -> str:
    start = max(text.rfind(mark, 0, position) for mark in ".?!\n") + 1
    ends = [text.find(mark, position) for mark in ".?!\n"]
    end = min((e for e in ends if e >= 0), default=len(text) - 1)
    return text[start : end + 1]


def _asks(text: str, position: int) -> bool:
    sentence = _sentence_around(text, position)
    return bool(_QUESTION.search(sentence)) and not re.search(
        r"\b(?:my|our|his|her|he|she|it'?s|this is)\b", sentence, re.IGNORECASE
    )


def _possibility(text: str, position: int) -> bool:
    """Whether the words around stand for a possibility: "can the school file", "if they filed"."""
    sentence = _sentence_around(text, position)
    before = text[max(0, position - 25) : position]
    return bool(
        re.search(
            r"\b(?:can|could|may|does|do|would|should|why would|if|whether)\s+(?:the\s+)?$",
            before,
            re.I,
        )
        or re.match(
            r"\W*(?:can|could|may|why would|what if|what happens (?:if|when))\b", sentence, re.I
        )
    )


def _read_clause(
    text: str,
    start: int,
    end: int,
    dates: list[DateMention],
    kind: Kind,
    school_filed: bool,
    found: _Found,
) -> None:
    clause = text[start:end]
    events = _events(clause, school_filed)
    if not dates:
        if events and not _QUESTION.search(clause):
            _undated_statement(text, clause, start, events[0], kind, found)
        return
    claimed: set[str] = set()
    for mention in dates:
        fact: str | None = _nearest(events, clause, mention.start - start, mention.end - start)
        if fact in claimed and kind == "give":
            fact = None  # "they got it May 3 and set the meeting for May 9": the first is meant
        if fact is not None and _negated(clause, dict(events).get(fact, 0), fact):
            fact = None
        if fact == "decision_issued" and _CAME.search(clause) and not _DATED.search(clause):
            fact = "decision_received"
        if fact == "meeting_held" and re.search(
            r"\b(?:is|will|scheduled|set|when|next|due|must|have to)\b", clause, re.I
        ):
            fact = None
        if mention.kind != "date":
            if mention.kind == "range" and re.search(
                r"\b(?:no school|closed|break|vacation|off)\b", clause, re.I
            ):
                found.changes.append(FactChange("no_school", None, kind, mention, clause.strip()))
                continue
            if fact is None and not _matters(clause, mention):
                continue
            found.unclear.append((fact, mention))
        elif fact is not None and mention.date is not None:
            claimed.add(fact)
            found.changes.append(
                FactChange(fact, mention.date.isoformat(), kind, mention, clause.strip())
            )
        else:
            found.loose.append(mention)


def _undated_statement(
    text: str,
    clause: str,
    start: int,
    event: tuple[str, int],
    kind: Kind,
    found: _Found,
) -> None:
    """Events that change the dates even when their own day is not told."""
    fact, at = event
    if fact in STATEMENT_ENOUGH:
        believed = not _possibility(text, start + at) and not _negated(clause, at, fact)
    elif fact in ("school_missed_meeting", "parent_did_not_participate"):
        about_it = re.search(r"\b(?:meeting|session|resolution)\b", clause, re.IGNORECASE)
        ahead = re.search(r"\b(?:will|won'?t|going to|might|may)\b", clause, re.IGNORECASE)
        believed = bool(about_it) and not ahead
    else:
        believed = False  # "they got it" alone gives nothing to count from
    if believed:
        found.changes.append(FactChange(fact, None, kind, None, clause.strip()))


def _matters(clause: str, mention: DateMention) -> bool:
    """Whether an unclear date without an event is worth a question back."""
    if mention.kind in ("impossible", "ambiguous", "range"):
        return True
    words = len(clause.split()) - len(mention.text.split())
    return (mention.reason == "month_only" and words <= 3) or words <= 2


def _events(clause: str, school_filed: bool) -> list[tuple[str, int]]:
    """The events a clause tells of, most telling first, with where their words stand."""
    found: list[tuple[str, int]] = []
    for fact, pattern in TRIGGERS:
        match = pattern.search(clause)
        if match is None:
            continue
        if fact == "hearing_scheduled" and not pattern.search(_ASKED_FOR.sub(" ", clause)):
            continue
        if fact == "filed" and school_filed and not re.search(r"\bi\b|\bwe\b", clause, re.I):
            continue
        found.append((fact, match.start()))
    names = {fact for fact, _ in found}
    if "review_decision_issued" in names:
        names -= {"decision_issued", "decision_received"}
    if "decision_extended_to" in names:
        names -= {"decision_issued", "decision_received"}
    if "mediation_continued_then_withdrawn" in names:
        names.discard("mediation_withdrawn_before_day_30")
    found = [(fact, at) for fact, at in found if fact in names]
    # The general words stand in the special ones too: "received the offer" is not "received".
    special = names - {"received", "filed", "hearing_scheduled", "meeting_held", "agreement_signed"}
    if special:
        found = [(fact, at) for fact, at in found if fact in special or fact == "agreement_signed"]
        if "agreement_signed" in names and special & STATEMENT_ENOUGH:
            found = [(fact, at) for fact, at in found if fact != "agreement_signed"]
    return found


def _nearest(events: list[tuple[str, int]], clause: str, start: int, end: int) -> str | None:
    """Which event of a clause a date belongs to: the nearest words before it, else after it."""
    if not events:
        return None
    if len(events) == 1:
        return events[0][0]
    before = [(start - at, fact) for fact, at in events if at <= start]
    if before:
        distance, fact = min(before)
        # "received the complaint I filed on March 3" keeps the nearest; ties go to the special.
        return fact if distance >= 0 else events[0][0]
    return min((at - end, fact) for fact, at in events)[1]


def _negated(clause: str, at: int, fact: str) -> bool:
    if fact in ("school_missed_meeting", "parent_did_not_participate", "waived_in_writing",
                "no_agreement_possible_in_writing", "refusal_or_proposal"):  # fmt: skip
        return False
    if re.search(r"\bnot (?:me|us|i|we)\b", clause, re.IGNORECASE):
        clause = re.sub(r"\bnot (?:me|us|i|we)\b", "", clause, flags=re.IGNORECASE)
    # "They got it in May and never set a meeting" denies only the second.
    window = _JOINED.split(clause[max(0, at - 5) : at + 45], maxsplit=1)[0]
    return bool(_NEGATED.search(window)) and not re.search(
        r"\bnot (?:\w+ ){0,2}until\b", clause, re.I
    )


def _place_rest(text: str, found: _Found, asked: str | None, correcting: bool, kind: Kind) -> None:
    """Dates without an event answer our question, or correct the fact told last."""
    dated_question = asked is not None and asked not in (
        "state",
        "filed_by",
        "expedited",
        "agreement_from",
    )
    told = {change.fact for change in found.changes}
    if found.loose and dated_question and asked not in told:
        mention = found.loose.pop(0)
        assert mention.date is not None and asked is not None
        found.changes.append(
            FactChange(asked, mention.date.isoformat(), kind, mention, mention.text)
        )
    elif found.loose and correcting and not (told - {"state"}):
        mention = found.loose.pop()  # "not March 3 but March 5": the last one is meant
        found.loose.clear()
        assert mention.date is not None
        found.changes.append(
            FactChange("", mention.date.isoformat(), "correct", mention, mention.text)
        )
    elif found.loose and correcting:
        _correct_same_message(found, text)
    if dated_question and found.unclear and asked is not None:
        found.unclear = [(fact or asked, mention) for fact, mention in found.unclear]


def _correct_same_message(found: _Found, text: str) -> None:
    """Takes the later day of "they got it March 3. Actually March 5." for the one fact told."""
    dated = [change for change in found.changes if change.date is not None]
    last = found.loose[-1]
    if len(dated) != 1 or dated[0].date is None or last.date is None:
        return
    if _MEANT.fullmatch(text[dated[0].date.end : last.start]):
        at = found.changes.index(dated[0])
        found.changes[at] = replace(dated[0], value=last.date.isoformat(), date=last)
        found.loose.clear()


def _once(changes: list[FactChange]) -> list[FactChange]:
    """The last word on each fact, in the order first told."""
    last: dict[str, FactChange] = {}
    for change in changes:
        if change.fact in last and change.date is None and last[change.fact].date is not None:
            continue
        last[change.fact] = change
    return list(last.values())


__all__ = ["STATE_NAMES", "read_facts"]
