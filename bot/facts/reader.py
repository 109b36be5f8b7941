"""Facts out of a message: clause by clause, each date with the event it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from bot.dates import DateMention, read_dates
from bot.facts.guards import (
    IF_IT,
    NOBODY,
    ONE_SIDED,
    OTHER_CASE,
    PLANNED,
    THEY_DID_NOT,
    elsewhere,
    little_more,
    not_ours,
    planned,
)
from bot.facts.model import FactChange, Reading
from bot.facts.parts import (
    Event,
    Gathered,
    Supposed,
    as_planned,
    ask_which_receipt,
    either,
    marked,
    nearest,
    once,
    passed,
    sentence_before,
    settle_years,
    told_later,
)
from bot.facts.states import STATE_NAMES, find_state, unknown_place
from bot.facts.triggers import (
    AGREEMENT_FROM,
    EXPEDITED,
    KEPT_MEDIATING,
    LEFT,
    NOT_EXPEDITED,
    ORIGIN_ANSWERS,
    PARENT_FILED,
    SCHOOL_FILED,
    THEY_SENT,
    TRIGGERS,
)
from bot.facts.years import FUTURE
from bot.text.clauses import (
    clause_spans,
    first_sentence,
    last_sentence,
    sentence_around,
    sentence_spans,
)

# Events that change the dates even without a day of their own.
STATEMENT_ENOUGH = frozenset(
    {"waived_in_writing", "no_agreement_possible_in_writing", "hearing_officer_starts_clock"}
)

_TALE = re.compile(
    r"(?<!\bi )(?<!\bwe )\bsuppos(?:e|ing)\b|\bhypothetical|\blet'?s say\b|\bimagine\b|"
    r"\bpretend\b|\b(?:just|as) an example\b|\bfor example if\b|\bfor (?:example|instance),? (?:if|a|some)\b",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(
    rf"\bwhat if\b|{_TALE.pattern}|\bwhat would happen\b|"
    r"^\W*(?:and |so |but |or )?if (?:we|both|i|they|the school|you)\b(?!.{0,15}\b(?:got|received|filed|signed)\b)"
    r"|\bwould it be if\b|\bif i had\b|(?:^|[.!?]\s+)say (?:i|we|they|it|the|my|our|she|he)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:that'?s (?:wrong|not right|incorrect)|you got (?:it|that) wrong|sorry|i meant|i mean|meant to say|correction|correcting|actually|oops|my mistake|my bad|"
    r"no wait|wait no|i was wrong|(?<=[.!?] )no[.,!]+ (?=[a-z]{3,9}\.? \d)|(?<!did )(?<!do )(?<!does )(?<!have )(?<!has )(?<!could )not .{1,25} but|it was really|instead of|wrong date|"
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
# "Forget the hearing": a fact taken back by its name.
_FORGET_NAMED = re.compile(
    r"^\W*(?:(?:please|no|ok|okay|sorry|you can|can you|could you)\W+)*"
    r"(?:forget|erase|delete|take out|take back|scratch|ignore)\s+(?:about\s+)?(?:the|my|our|that)\s+"
    r"(?:date of (?:the|my|our)\s+|day of (?:the|my|our)\s+)?(?:\w+\s+)?"
    r"(?P<what>hearing|meeting|session|agreement|settlement|deal|waiver|mediation|decision|offer|"
    r"complaint|filing|receipt|state|postmark)(?:\s+(?:date|day))?\W*$",
    re.IGNORECASE,
)
_NAMED = {
    "hearing": ("hearing_scheduled",), "meeting": ("meeting_held",), "session": ("meeting_held",),
    "agreement": ("agreement_signed",), "settlement": ("agreement_signed",),
    "deal": ("agreement_signed",), "waiver": ("waived_in_writing",),
    "mediation": ("mediation_started",), "decision": ("decision_issued", "decision_received"),
    "offer": ("settlement_offer_received",), "complaint": ("received", "filed"),
    "filing": ("filed",), "receipt": ("received",), "state": ("state",), "postmark": ("postmark",),
}  # fmt: skip
# "No, that was for my daughter's case", "that was my sister's, not mine".
_NOT_MINE = re.compile(
    r"^\W*(?:(?:no|oh|sorry|wait|oops)\W+)*(?:that|it|those)\s*(?:'s|\s+(?:was|is|were))\s+"
    r"(?:not\s+(?:for\s+|about\s+)?(?:my|our|this|mine)\b(?:\s+case)?\W*$|"
    r"(?:for|about|from|in)\s+(?:my|our|his|her|a|the)\s+(?:\w+\s+)?(?:son|daughter|kid|child|"
    r"boy|girl|brother|sister|friend|neighbou?r|cousin|twin)'?s?\b(?:\s+\w+)?\W*(?:$|,)|"
    r"(?:for|about|from|in)\s+(?:the|another|a|my)\s+(?:other|old|first|last|different|previous)\s+"
    r"(?:case|one|complaint)\W*$)",
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
# Where a question of the parent's own begins: "in mediation, can I still cancel?". Words such as
# "when we met" begin an answer as well, so a verb of asking must follow them.
_OWN_QUESTION = re.compile(
    r"(?:^|[.!?;,\n]|\b(?:and|but|so|or)\b)\W*(?:(?:and|so|but|ok|okay|then|also|or)\s+)*(?:"
    r"(?:what|how|who|why|if)\b|"
    r"(?:when|where|which)\s+(?:is|are|do|does|did|can|will|would|should|must)\b|"
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|must|may|has|have)(?:n'?t)?\s+"
    r"(?:i|we|you|they|he|she|it|there|this|that|these|the|my|our|an?|any\w*|some\w*)\b|"
    r"(?:is|are|can|could|do|does|will|should|must|may)\b(?=[^.!?;\n]*\?))"
    r"[^.!?;\n]*[.!?;]?",
    re.IGNORECASE,
)
# The two sides name two days: "they say the 12th, my receipt says the 9th".
_DISPUTE = re.compile(
    r"\b(?:they|the (?:school|district|lawyer)|school|district|director)\s+(?:\w+\s+)?(?:say|says|said|claims?|"
    r"claimed|swears?|insists?|argues?|thinks?|counts?)\b|\bbut (?:my|the) (?:receipt|tracking|proof|"
    r"slip|copy|email|fax)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s+(?:and|but)\s+(?=(?:then\s+)?(?:still|never|no|nothing|have|has|did)\b)", re.IGNORECASE
)
# In most states the time to go to court runs from the decision's own date, in some from the day it
# came; so the two are told apart.
_CAME = re.compile(
    r"\b(?:came|arrived|got|gotten|received|recieved|recived|mail|mailbox|reached)\b", re.IGNORECASE
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
    r"it was|make (?:that|it)|edit|really|on|the)\b\W*)+",
    re.IGNORECASE,
)

_OR = re.compile(
    r",?\s*(?:(?:i think|i guess|maybe)\s+)?or\s+(?:(?:maybe|perhaps|possibly|was it|it was|on|the)\s+)*",
    re.IGNORECASE,
)
_OR_THE_ONE_BEFORE = re.compile(
    r",?\s*(?:(?:i think|i guess|maybe)\s+)?or\s+(?:maybe\s+)?the (?:one|week) before\b",
    re.IGNORECASE,
)
# Between a day and the day that puts it right.
_PUTS_RIGHT = re.compile(
    r"\b(?:no,? wait|wait,? no|oops|sorry|actually|correction|typo|i was wrong|wrong|i meant?|again|"
    r"(?:he|she|husband|wife|it|paper|letter|e-?mail|stamp) says|says no|go with|make that|"
    r"my mistake|my bad|instead|really was|not the)\b|[.!?] no\b",
    re.IGNORECASE,
)
_NEARBY, _FEW = 110, 4
_WEEK = timedelta(days=7)
_WEEKDAY = re.compile(
    r"(?:on )?(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?(?: (?:night|morning|evening))?",
    re.IGNORECASE,
)
_NO_SHOW = re.compile(
    r"\b(?:school|district|they|nobody|no ?one)\b(?: from the \w+)? (?:never|did(?:n'?t| not)) "
    r"(?:show\w*|c[ao]me|log\w*|join\w*|appear\w*|dial\w*|connect\w*)\b",
    re.IGNORECASE,
)
# "Must they meet when it's about discipline?" asks of a kind of case.
_WHEN_IT_IS = re.compile(r"\b(?:when|if|whether)\s+it'?s\s*$", re.IGNORECASE)

Kind = Literal["give", "correct"]
Side = Literal["past", "future"]


# A day at the head of its clause: "and on November 9 we met", "so the 23rd the school got it".
_HEAD = re.compile(r"(?:^|[,;]\s*|\s(?:and|but|so|then)\s+)(?:on\s+)?$", re.IGNORECASE)
_SUBJECT = re.compile(
    r",?\s*(?:i|we|they|the|my|our|he|she|it|school|district|both|nobody|no one|mediation|me)\b",
    re.IGNORECASE,
)
# "The agreement, not the waiver": what stands beside is denied, not the event.
_NOT_THAT = re.compile(r",?\s*\bnot (?:(?:the|a|an|my|our) \w+|me|us|i|we)\b,?", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:i|we|(?:my|our) (?:lawyer|attorney|advocate|husband|wife|mom|mother))\b\s+(?:\w+\s+){0,2}?"
    r"(?:filed|file|filled|sent|mailed|e-?mailed|submitted|turned|handed|faxed|fedexed|put|dropped|"
    r"asked|requested|sended)\b",
    re.IGNORECASE,
)
_IS_DATED = re.compile(r"\W*(?:and|but)\s+(?:it\s+)?(?:is|was)\s+dated\b", re.IGNORECASE)
_RULING = re.compile(r"\b(?:decision|ruling|verdict)\b", re.IGNORECASE)
_SIGNED_BY_BOTH = frozenset({"waived_in_writing", "no_agreement_possible_in_writing"})
_CLOSED = re.compile(r"\b(?:no school|closed|break|vacation|off)\b", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\s*(?:night|morning|evening|afternoon|noon)?,?\s*", re.IGNORECASE)
_GOT_IT = re.compile(
    r"\b(?:i|we)\s+(?:\w+\s+){0,2}?(?:got|received|recieved)\s+(?:it|that|mine|ours)\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\b(?:i|we|my|mine|our|ours|us|they|the school|the district|school|district)\b", re.IGNORECASE
)
# "They signed", "she filed", said on after another family; "my" there is only whose friend it is.
_GOES_ON = re.compile(
    r"\W*(?:(?:and|but|then|so)\s+)*(?:they|she|he|her|his|their|it|theirs|hers)\b", re.IGNORECASE
)
_OF_US = re.compile(
    r"\b(?:i|we|mine|ours?|us|my (?!ex\b|friend|neighbou?r|cousin|sister|brother|co-?worker|aunt|niece|"
    r"nephew|buddy))\b",
    re.IGNORECASE,
)
_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)
_TO_SCHOOL = re.compile(
    r"\b(?:to|with|at|against|of|for|told|gave)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FILED_ELSE = re.compile(
    r"\s+(?:away\b|it away\b|(?:\w+\s+){0,3}?(?:report|truancy|cps|charges|police|paperwork|extension|appeal|"
    r"motion|iep|records?|grades|notice)\b)",
    re.IGNORECASE,
)
_AMEND = re.compile(r"\bam+end", re.IGNORECASE)
_DEAL = re.compile(r"\b(?:agreement|settlement|deal)\b", re.IGNORECASE)
# What an event needs no day to change the dates.
_UNDATED = tuple(
    pattern
    for fact, pattern in TRIGGERS
    if fact in STATEMENT_ENOUGH | {"school_missed_meeting", "parent_did_not_participate"}
)
_SIGNED = _SIGNED_BY_BOTH | {"agreement_signed"}
# An event of somebody else: its day belongs to no fact, and answers no question.
_THEIRS = ""
# How many words of content may stand beside a day that answers our question, or that is told alone.
_ANSWER_WORDS, _ALONE_WORDS = 3, 0
_SHORT = 12
"""Words of a message in which "sorry" at its end still corrects."""


def read_english(text: str, today: date, asked: str | None) -> Reading:
    """What an English text tells about the case; see `bot.facts.read_facts`."""
    correcting = bool(_CORRECTS.search(text))
    kind: Kind = "correct" if correcting else "give"
    found = Gathered([], [], [], {}, [])
    supposed = _suppositions(text)
    dates = _of_the_parent(
        text, read_dates(text, today, lean="future" if asked in FUTURE else "past")
    )
    school_filed = bool(_school_filing(text)) and not PARENT_FILED.search(text)
    _read_words(text, kind, asked, found, school_filed)
    found.changes = [
        marked(change, text, text.find(change.text), supposed) for change in found.changes
    ]
    for start, end in _clauses(text, dates):
        inside = [mention for mention in dates if start <= mention.start < end]
        before = len(found.changes)
        _read_clause(text, start, end, inside, kind, school_filed, found)
        found.changes[before:] = [marked(c, text, start, supposed) for c in found.changes[before:]]
    before = len(found.changes)
    _place_rest(text, found, asked, correcting, kind)
    found.changes[before:] = [
        marked(c, text, c.date.start if c.date else 0, supposed) for c in found.changes[before:]
    ]
    told = [change.date for change in found.changes if change.date is not None]
    settle_years(found, today)
    _put_filing_first(found)
    _ask_which_of_two(text, found, dates)
    claims = tuple(match.end() for match in _DISPUTE.finditer(text))
    if kind == "give":
        ask_which_receipt(text, found, dates, claims)
    named = _FORGET_NAMED.match(text)
    if named:
        found.changes = [
            FactChange(fact, None, "withdraw", None, text) for fact in _NAMED[named["what"].lower()]
        ]
    forget = bool(_FORGET.search(text)) and not found.changes
    if forget and not _FORGET_ALL.search(text):
        found.changes.append(FactChange("", None, "withdraw", None, text))
    return Reading(
        changes=tuple(once(found.changes)),
        unclear=tuple(found.unclear),
        loose_dates=tuple(m if m.side else m.near("nearest") for m in found.loose),
        bare_day=_bare_day(text, found),
        dont_know=bool(_DONT_KNOW.search(text)) and not found.changes and not dates,
        never_mind=bool(_NEVER_MIND.search(text)),
        new_case=bool(_NEW_CASE.search(text)) and not _QUESTION.search(text),
        forget_all=bool(_FORGET_ALL.search(text)),
        what_if=bool(supposed.what_ifs) or any(c.supposed for c in found.changes),
        state_unknown=unknown_place(text),
        not_mine=bool(_NOT_MINE.match(text)) and not dates,
        text=text,
        planned=tuple(marked(change, text, 0, supposed) for change in found.planned),
        passed=passed(dates, found, told),
        others=frozenset(found.others),
        mentions=dates,
        claims=claims,
        supposed=frozenset(
            mention.start
            for mention in dates
            if marked(
                FactChange("", None, kind, mention, mention.text), text, mention.start, supposed
            ).supposed
        ),
    )


def _put_filing_first(found: Gathered) -> None:
    """Takes a filing on a weekday for the one before the receipt: "sent Saturday, got it Monday"."""
    days = {change.fact: change for change in found.changes if change.date is not None}
    filed, received = days.get("filed"), days.get("received")
    if filed is None or received is None or filed.date is None or received.date is None:
        return
    before, after = filed.date.date, received.date.date
    if before is None or after is None or not after < before < after + _WEEK:
        return
    if _WEEKDAY.fullmatch(filed.date.text):
        day = replace(filed.date, date=before - _WEEK)
        at = found.changes.index(filed)
        found.changes[at] = replace(filed, date=day, value=(before - _WEEK).isoformat())


def _ask_which_of_two(text: str, found: Gathered, dates: tuple[DateMention, ...]) -> None:
    """Asks about a day told with another one it may be: "on the 10th or maybe the 11th"."""
    for change in tuple(found.changes):
        told = change.date
        if told is None or told.date is None or told.kind != "date":
            continue
        side: Side = "future" if change.fact in FUTURE else "past"
        other = _other_day(text, told, dates, side) or _corrected_to(text, told, found, side)
        if other is None:
            continue
        found.changes.remove(change)
        first, last = sorted((told.date, other))
        found.unclear.append((change.fact, either(told, first, last, "two_readings")))
        found.loose = [day for day in found.loose if other not in (day.date, day.near(side).date)]


def _corrected_to(text: str, told: DateMention, found: Gathered, side: Side) -> date | None:
    """The day by which a told day is put right later in its message, as far as words tell.

    "Issued Oct 23. Looking at the paper again it says Oct 28": which of the two is asked.
    """
    for day in found.loose:
        between = text[told.end : day.start]
        near = day if day.side else day.near(side)
        if not 0 < len(between) <= _NEARBY or near.date in (None, told.date):
            continue
        beside = found.beside[day.start]
        at = max(beside.find(day.text), 0)
        if _PUTS_RIGHT.search(between) and little_more(beside, at, at + len(day.text), _FEW):
            return near.date
    return None


def _other_day(
    text: str, told: DateMention, dates: tuple[DateMention, ...], side: Side
) -> date | None:
    """The day that a told day may be as well by the words behind it."""
    if _OR_THE_ONE_BEFORE.match(text, told.end) and told.date is not None:
        return told.date - _WEEK
    for day in dates:
        if day.start > told.end and _OR.fullmatch(text, told.end, day.start):
            # Read alone, for "maybe the 11th" is no certain day.
            (alone,) = read_dates(day.text, told.said_on or day.said_on or date.min) or (day,)
            return alone.near(side).date if alone.date != told.date else None
    return None


def _suppositions(text: str) -> Supposed:
    tale = _TALE.search(text)
    return Supposed(
        tale.start() if tale else None,
        tuple(match.start() for match in _WHAT_IF.finditer(text)),
        tuple(match.start() for match in IF_IT.finditer(text)),
        tuple(sentence_spans(text)),
    )


def _clauses(text: str, dates: tuple[DateMention, ...]) -> list[tuple[int, int]]:
    """The clauses of a text; a day at the head of a clause belongs to what comes after it."""
    heads = []
    for mention in dates:
        head = _HEAD.search(text, max(0, mention.start - 12), mention.start)
        if head and _SUBJECT.match(text, mention.end):
            heads.append(head.start())
    starts = sorted({start for start, _ in clause_spans(text)} | set(heads))
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


_NOW = re.compile(r"today|tonight|tomorrow|yesterday", re.IGNORECASE)
_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d]")


def _of_the_parent(text: str, dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """The days but "today" in words of somebody else: 'they wrote "we got it today"'."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(
        day
        for day in dates
        if not (_NOW.fullmatch(day.text) and any(a < day.start < b for a, b in quoted))
    )


_ASKS_WHAT = re.compile(
    r"\?|\b(?:what|how|where|who|which|can|could|do|does|should|must|may)\b", re.IGNORECASE
)


def _bare_day(text: str, found: Gathered) -> DateMention | None:
    """The one day of a message that says little more than that day, or None."""
    if len(found.loose) != 1 or any(change.date for change in found.changes):
        return None
    (mention,) = found.loose
    if _NOW.fullmatch(mention.text) and _ASKS_WHAT.search(text):
        return None  # "What do I do today?" tells nothing of today.
    return mention if _beside(found, mention, text, _ALONE_WORDS) else None


def _answers(found: Gathered, mention: DateMention, text: str, asked: str) -> bool:
    """Whether a loose day may answer our question for a fact, or correct the last one told."""
    clause = found.beside[mention.start]
    other = not_ours(clause, asked) or (asked in _SIGNED_BY_BOTH and ONE_SIDED.search(clause))
    return not other and _beside(found, mention, text, _ANSWER_WORDS)


def _beside(found: Gathered, mention: DateMention, text: str, most: int) -> bool:
    """Whether at most `most` words of content stand beside a loose day in its clause."""
    clause = found.beside[mention.start]
    if PLANNED.search(clause):
        return False
    at = clause.find(text[mention.start : mention.end])
    return little_more(clause, max(at, 0), max(at, 0) + mention.end - mention.start, most)


def _read_words(
    text: str, kind: Kind, asked: str | None, found: Gathered, school_filed: bool
) -> None:
    """Facts that are words, not dates: who filed, discipline, state, where a deal was made."""
    asking = bool(_QUESTION.search(text))
    filing = _school_filing(text)
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
        statement = not (
            _asks(text, discipline.start())
            or _WHEN_IT_IS.search(text, 0, discipline.start() + len("it's "))
        )
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


def _school_filing(text: str) -> re.Match[str] | None:
    """Where a text tells that the school filed the complaint: not "brought it to the school"."""
    for match in SCHOOL_FILED.finditer(text):
        before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() :]
        if not _TO_SCHOOL.search(before) and not _FILED_ELSE.match(after):
            return match
    return None


def _read_origin(text: str, kind: Kind, found: Gathered) -> None:
    """The answer to "Was it signed at a resolution meeting, in mediation, or outside both?".

    What the parent asks is no answer: "Can I bring a lawyer?" would take the days to cancel away.
    """
    text = _OWN_QUESTION.sub(" ", text)
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


def _asks(text: str, position: int) -> bool:
    sentence = sentence_around(text, position)
    return bool(_QUESTION.search(sentence)) and not re.search(
        r"\b(?:my|our|his|her|he|she|it'?s|this is)\b", sentence, re.IGNORECASE
    )


def _possibility(text: str, position: int) -> bool:
    """Whether the words around stand for a possibility: "can the school file", "if they filed"."""
    sentence = sentence_around(text, position)
    before = text[max(0, position - 25) : position]
    return bool(
        re.search(
            r"\b(?:can|could|may|does|do|did|has|have|had|would|should|why would|if|whether)\s+(?:the\s+)?$",
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
    found: Gathered,
) -> None:
    clause = _NOT_THAT.sub(lambda match: " " * len(match[0]), text[start:end])
    said = text[start:end].strip()
    if not dates and not any(pattern.search(clause) for pattern in _UNDATED):
        return
    before = text[max(0, start - 120) : start]
    after = first_sentence(text[end : end + 60])
    events = _events(clause, before, school_filed)
    if not dates:
        if events and not _QUESTION.search(clause):
            _undated_statement(text, clause, start, events[0], kind, found)
        return
    claimed: set[str] = set()
    told_until = 0
    for mention, following in zip(dates, [*dates[1:], None], strict=True):
        if following and _TIME_OF_DAY.fullmatch(text, mention.end, following.start):
            continue  # "Saturday night November 14": the second says which Saturday
        if mention.kind == "range" and _CLOSED.search(clause):
            found.changes.append(FactChange("no_school", None, kind, mention, said))
            continue
        first = mention.start - start
        event = nearest(events, first)
        fact: str | None = event[0] if event else None
        if fact == "decision_issued" and _came(clause, clause[told_until : mention.end - start]):
            fact = "decision_received"
        if fact in claimed and kind == "give":
            continue  # "they got it May 3 and set the meeting for May 9": the first is meant
        if event is not None and _only_planned(clause, event, before):
            found.planned.append(as_planned(event[0], mention, said))
        if event is not None and (elsewhere(said, event[0]) or _still_theirs(clause, before)):
            found.others.add(mention.start)
            continue
        if event is not None and (
            told_later(event, first, dates, start)
            or _guarded(clause, event, before)
            or (event[0] in _SIGNED and THEY_DID_NOT.search(clause + after))
            or (event[0] == "parent_did_not_participate" and not_ours(after, event[0]))
        ):
            continue
        if fact == "received":
            fact = _what_came(clause, before)
        told_until = mention.end - start
        if fact == "meeting_held" and _NO_SHOW.search(clause + after):
            fact = "school_missed_meeting"
        if fact == "meeting_held" and re.search(
            r"\b(?:is|will|scheduled|set|when|next|due(?! process)|must|have to)\b", clause, re.I
        ):
            if event is not None and not not_ours(clause, event[0]):
                found.planned.append(as_planned(event[0], mention, said))
            fact = None
        if mention.kind != "date":
            if fact is None and not _matters(clause, mention):
                continue
            found.unclear.append((fact, mention))
        elif fact is not None and mention.date is not None:
            claimed.add(fact)
            found.changes.append(FactChange(fact, mention.date.isoformat(), kind, mention, said))
        else:
            found.loose.append(mention)
            found.beside[mention.start] = text[start:end]


def _came(clause: str, here: str) -> bool:
    """Whether a decision came on a day: by the words `here`, up to it, else by the whole clause."""
    for words in (here, clause):
        came, dated = _CAME.search(words), _DATED.search(words)
        if came or dated:
            return bool(came and not dated)
    return False


def _what_came(clause: str, before: str) -> str:
    """What "I got it" speaks of, by the paper named just before; else the complaint."""
    if _GOT_IT.search(clause):
        if _RULING.search(before):
            return "decision_received"
        if _OFFER.search(before):
            return "settlement_offer_received"
    return "received"


def _guarded(clause: str, event: Event, before: str) -> bool:
    """Whether an event is not to be kept: not of this case, denied, planned, or of one side."""
    fact, at, last = event
    if fact == _THEIRS or not_ours(clause, fact) or _negated(clause, at, fact):
        return True
    said = last_sentence(before)
    if OTHER_CASE.search(said) and not _MINE.search(clause):
        return True  # "my neighbor filed in May and had her meeting June 2"
    if _still_theirs(clause, before):
        return True
    sentence = said + clause
    if fact in _SIGNED_BY_BOTH and ONE_SIDED.search(sentence):
        return True
    if fact == "filed" and _AMEND.search(said):
        return True  # "the hearing officer let me amend and I filed it": another paper
    if fact == "agreement_signed" and not _DEAL.search(clause) and not_ours(sentence, fact):
        return True  # "they gave me a consent form and I signed it"
    return fact not in FUTURE and planned(clause, last)


def _still_theirs(clause: str, before: str) -> bool:
    """Whether a sentence goes on about another family: "... had a case. They signed on the 12"."""
    if not _GOES_ON.match(clause) or _OF_US.search(clause):
        return False
    sentence = sentence_before(before) or last_sentence(before)
    return bool(OTHER_CASE.search(sentence)) and not _OF_US.search(sentence)


def _only_planned(clause: str, event: Event, before: str) -> bool:
    """Whether an event of this case is kept out for no other reason than that it lies ahead."""
    fact, at, last = event
    if fact == _THEIRS or fact in FUTURE or not planned(clause, last):
        return False
    said = last_sentence(before)
    other = OTHER_CASE.search(said) or _still_theirs(clause, before)
    return not (not_ours(clause, fact) or other or _negated(clause, at, fact))


def _undated_statement(
    text: str,
    clause: str,
    start: int,
    event: Event,
    kind: Kind,
    found: Gathered,
) -> None:
    """Events that change the dates even when their own day is not told."""
    fact, at, _ = event
    if fact in STATEMENT_ENOUGH:
        guarded = _guarded(clause, event, text[max(0, start - 120) : start])
        believed = not _possibility(text, start + at) and not guarded
    elif fact in ("school_missed_meeting", "parent_did_not_participate"):
        # "I missed it because they told me the wrong day": the reason comes after.
        said = clause + first_sentence(text[start + len(clause) :][:60])
        about_it = re.search(r"\b(?:meeting|session|resolution)\b", clause, re.IGNORECASE)
        ahead = re.search(r"\b(?:will|won'?t|going to|might|may)\b", clause, re.IGNORECASE)
        believed = bool(about_it) and not ahead and not not_ours(said, fact)
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


def english_events(clause: str, before: str, school_filed: bool) -> list[Event]:
    """The events of an English clause inside a message of another language: "they got it el 12"."""
    return [
        event
        for event in _events(clause, before, school_filed)
        if not _guarded(clause, event, before)
    ]


def _events(clause: str, before: str, school_filed: bool) -> list[Event]:
    """The events a clause tells of, most telling first, with where their words begin and end.

    `before` is what was said just before it.
    """
    found: list[Event] = []
    for fact, pattern in TRIGGERS:
        match = pattern.search(clause)
        if match is None:
            continue
        if fact == "hearing_scheduled" and not pattern.search(_ASKED_FOR.sub(" ", clause)):
            continue
        name = fact
        if fact == "filed" and _filed_by_others(clause, school_filed):
            name = _THEIRS
        found.append((name, match.start(), match.end()))
    if _IS_DATED.match(clause) and _RULING.search(before):
        found.insert(0, ("decision_issued", 0, 0))
    if (left := LEFT.search(clause)) and KEPT_MEDIATING.search(f"{before} {clause}"):
        found.insert(0, ("mediation_continued_then_withdrawn", left.start(), left.end()))
    names = {fact for fact, _, _ in found}
    if "review_decision_issued" in names or "decision_extended_to" in names:
        names.discard("decision_issued")
    if "written_notice_of_decision" in names:
        names.discard("decision_issued")
    if "school_missed_meeting" in names:
        names.discard("refusal_or_proposal")
    if "mediation_continued_then_withdrawn" in names:
        names -= {"mediation_withdrawn_before_day_30", "school_missed_meeting", "mediation_started"}
    if "mediation_withdrawn_before_day_30" in names:
        names.discard("mediation_started")
    if "sufficiency_challenge_received_by_hearing_officer" in names:
        names.discard("sufficiency_challenge_made")
    # The general words stand in the special ones too: "received the offer" is not "received".
    general = {"received", "filed", "hearing_scheduled", "meeting_held", "agreement_signed"}
    special = names - general - {_THEIRS}
    if special:
        names = special | (names & {"agreement_signed"})
        if special & STATEMENT_ENOUGH:
            names.discard("agreement_signed")
    return [event for event in found if event[0] in names]


def _filed_by_others(clause: str, school_filed: bool) -> bool:
    """Whether what was filed or sent came from somebody else: "they sent me", "the school filed"."""
    if school_filed:
        return True  # with the school's complaint, a filing of the parent's is not its day
    return bool(THEY_SENT.search(clause)) and not _OWN.search(clause)


def _negated(clause: str, at: int, fact: str) -> bool:
    if fact in ("received", "filed", "agreement_signed", "meeting_held") and NOBODY.search(
        clause[: at + 30]
    ):
        return True
    if fact in ("school_missed_meeting", "parent_did_not_participate", "waived_in_writing",
                "no_agreement_possible_in_writing", "refusal_or_proposal"):  # fmt: skip
        return False
    if fact == "knew_or_should_have_known":
        clause = re.split(r" that ", clause, maxsplit=1, flags=re.IGNORECASE)[
            0
        ]  # what was learned may well be a "not"
    # "They got it in May and never set a meeting" denies only the second.
    window = _JOINED.split(clause[max(0, at - 5) : at + 45], maxsplit=1)[0]
    return bool(_NEGATED.search(window)) and not re.search(
        r"\bnot (?:\w+ ){0,2}until\b", clause, re.I
    )


def _place_rest(
    text: str, found: Gathered, asked: str | None, correcting: bool, kind: Kind
) -> None:
    """Dates without an event answer our question, or correct the fact told last."""
    dated_question = asked is not None and asked not in (
        "state",
        "filed_by",
        "expedited",
        "agreement_from",
    )
    told = {change.fact for change in found.changes}
    answers = [m for m in found.loose if _answers(found, m, text, asked or "")]
    if answers and dated_question and asked not in told:
        mention = answers[0]
        found.loose.remove(mention)
        assert mention.date is not None and asked is not None
        found.changes.append(
            FactChange(asked, mention.date.isoformat(), kind, mention, mention.text)
        )
    elif answers and _corrects_by(text, answers[-1], correcting) and not (told - {"state"}):
        mention = answers[-1]  # "not March 3 but March 5": the last one is meant
        found.loose.clear()
        assert mention.date is not None
        found.changes.append(
            FactChange("", mention.date.isoformat(), "correct", mention, mention.text)
        )
    elif found.loose and correcting:
        _correct_same_message(found, text)
    if dated_question and found.unclear and asked is not None:
        found.unclear = [(fact or asked, mention) for fact, mention in found.unclear]


def _corrects_by(text: str, mention: DateMention, correcting: bool) -> bool:
    """Whether the words of a correction stand before a day, or by it in a short message."""
    short = len(text.split()) <= _SHORT
    return correcting and (short or bool(_CORRECTS.search(text[: mention.start])))


def _correct_same_message(found: Gathered, text: str) -> None:
    """Takes the later day of "they got it March 3. Actually March 5." for the one fact told."""
    dated = [change for change in found.changes if change.date is not None]
    if len(dated) != 1 or dated[0].date is None:
        return
    for day in reversed(found.loose):
        if day.date is not None and _MEANT.fullmatch(text[dated[0].date.end : day.start]):
            at = found.changes.index(dated[0])
            found.changes[at] = replace(dated[0], value=day.date.isoformat(), date=day)
            found.loose.clear()
            return


__all__ = ["STATE_NAMES", "read_english"]
