"""Tells a date in figures from the other pairs of figures parents write.

"11/20" is a date; "a 4/5 class", "2/3 of his services", "9-5", "ages 3-21" and "8/10 on the test"
are not. A pair with a hyphen is a date only where its neighbours say so: hours, class sizes and
ages are written that way more often than days. In doubt nothing is read and the guide asks.
"""

from __future__ import annotations

import re

# Words before a pair (or a full date) that name something else by numbers.
_LABEL = re.compile(
    r"(?:\b(?:rooms?|rm|bus|apt|apartment|unit|suite|pages?|pp?|pg|sections?|sec|chapters?|ch|"
    r"articles?|steps?|levels?|tiers?|grades?|grade level|ages?|aged|scored?|scores?|ratio|ratios|"
    r"numbers?|no|nos|num|nr|docket|id|phone|cell|tel|fax|ext|building|bldg|periods?|version|ver|v|"
    r"lines?|items?|goals?|objectives?|rule|rules|code|policy|exhibits?|questions?|q|class|"
    r"classroom|classrooms|table|channel|rated?|rate (?:it|them|him|her)|parts?|route|locker|box|"
    r"percentile|level|call|text|cfr|usc|u\.s\.c|zip|pre-?k|prek|blocks?|weeks?|quarters?|"
    r"won|lost|beat|wins?|voted?|vote (?:was|of)|odds|chance)\.?|#|§|\$)"
    r"(?:\s+(?:is|was|of|are))?[\s:(]*$",
    re.IGNORECASE,
)
_NUMBERED_CASE = re.compile(
    r"\b(?:case|docket|file|student|claim|ticket|tracking)\s*(?:no\b\.?|number|num\b\.?|id|#)"
    r"\s*(?:is|was)?[\s:#]*$|#\s*$",
    re.IGNORECASE,
)
# What follows a pair that counts something.
_COUNTED = re.compile(
    r"\s*(?:%|[ap]\.?m\b|o'?clock|percent|majority|split|combo|class|classroom|classes|ratio|aide|"
    r"grade|grader|vision|chance|day|days|half|time|hour|hr|mile|cup|price|year|yr|yo\b|y/o|month|"
    r"week|min\b|minute|k\b|program|setting|school|student|adult|kid|child|children|people|"
    r"teacher|staff|range|correct|right|accuracy|mark\b|point\b|full\b|done\b|empty\b|attended|"
    r"passed|failed|agreed?\b|voted|divided|times|plus|minus|of\s|out\s|off\b|on\s+(?:the|his|her|a|my|their)\s+"
    r"(?:\w+\s+)?(?:test|quiz|exam|spelling|goal|assessment)|on\s+(?:math|reading|spelling)|"
    r"(?!thanks|always|perhaps|unless|plus|yes|his\b|this\b|was\b|is\b|as\b|has\b|does\b|us\b|"
    r"mrs\b|across|process|sometimes|besides|previous)[a-z]{3,}s\b)",
    re.IGNORECASE,
)
# A hyphen makes a date after these: something came, was sent, or is dated.
_EVIDENCE = re.compile(
    r"(?:\b(?:on|since|dated|date|by|before|after|until|till|filed|received|recieved|recived|"
    r"signed|mailed|emailed|e-mailed|faxed|sent|delivered|served|submitted|got\s+(?:it|them|the\s+"
    r"\w+|my\s+\w+)|complaint|papers?|paperwork|request)|:|\()\s*$",
    re.IGNORECASE,
)
_WEAK_EVIDENCE = re.compile(
    r"\b(?:is|was|met|held|for|to|it|came|meeting|hearing|mediation|mon|tues?|wed|thurs?|fri|"
    r"sat|sun|\w+day)\.?,?\s*$",
    re.IGNORECASE,
)
_SCORED = re.compile(r"\b(?:got|gets|scored|earned|made|getting)\s+(?:an?\s+)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"\ban?\s+$", re.IGNORECASE)
_PAPER = re.compile(
    r"\s*(?:meeting|hearing|letter|email|iep|deadline|filing|complaint|notice|session|date)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d\s+$")  # "2 1/2"
_FOLLOWED_BY_A_DAY = re.compile(r"\s*(?:on|every|each|daily)\b", re.IGNORECASE)
_ANSWER = re.compile(r"\W*(?:it was|on|i think|maybe|the|its|it's|around|about)?\W*", re.IGNORECASE)


def is_pair_of_a_date(text: str, start: int, end: int, first: int, second: int, sep: str) -> bool:
    """Whether two figures without a year, "11/3" or "11-3", stand for a day."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _is_other(before, after) or _WHOLE.search(before):
        return False
    if (
        (first, second) == (24, 7)
        or (first > 12 and second > 12)
        or not first
        or not second
        or second > 31
        or first > 31
    ):
        return False
    if sep == "/":
        if _SCORED.search(before) and (_ARTICLE.search(before) or re.match(r"\s+on\b", after)):
            return False
        return not _ARTICLE.search(before) or bool(_PAPER.match(after))
    if first > 12:
        return False
    if _FOLLOWED_BY_A_DAY.match(after):
        return False
    if _ANSWER.fullmatch(text[:start]) and not after.strip(" .!?)"):
        return True
    if _EVIDENCE.search(before):
        return not re.search(r"\bdoes it\s*$", before)
    return bool(_WEAK_EVIDENCE.search(before)) and second > 12


def is_full_date(text: str, start: int, end: int) -> bool:
    """Whether figures with a year, "11-3-26", are no case number, version or section."""
    before = text[max(0, start - 40) : start]
    return not _LABEL.search(before) and not _NUMBERED_CASE.search(before)


def _is_other(before: str, after: str) -> bool:
    if _LABEL.search(before) or _NUMBERED_CASE.search(before):
        return True
    return bool(_COUNTED.match(after)) and not re.match(
        r"\s*(?:of\s+(?:19|20)\d\d|days?\s+ago)", after
    )
