"""Takes names, numbers and addresses out of a text before anything is stored.

Dates and states stay, because the guide counts with them; so do the numbers of laws and of
help lines. `python -m benchmarks.scrub` measures what is found and what is hurt.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

PASSES = 6

NAME, PHONE, EMAIL = "[name]", "[phone]", "[email]"
ADDRESS, NUMBER, BIRTH = "[address]", "[id]", "[birth date]"

_EMAIL = re.compile(
    r"\b[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}\b", re.I
)
_HANDLE = re.compile(
    r"\b(?:https?://)?(?:www\.)?(?:facebook|instagram|linkedin|twitter|x|tiktok)\.com/[\w./-]+",
    re.I,
)
_SSN = re.compile(
    r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])|\bssn\b[\s:#is]{0,8}[\d-]{4,11}", re.I
)
_LABELLED = re.compile(
    r"\b(?P<label>(?:student|case|district|medicaid|member|account|local|state|school|lunch|policy|record|file)?\s?"
    r"(?:id|identification|number|num|no\.?|#)|ssis|docket|case)\s*(?:number|no\.?|num|is|#|:)*\s*[#:]?\s*"
    r"(?P<value>(?=[\w-]*\d)[A-Z]{0,4}-?\d[\dA-Z-]{3,18})\b",
    re.I,
)
_LONG = re.compile(r"(?<![\w.$/-])\d{7,12}(?![\w/-]|\.\d)")
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]?\d{4}"
    r"(?:\s?(?:x|ext\.?|extension)\s?\d{1,6})?(?![\w-])|(?<![\w.-])\d{3}[-.]\d{4}(?![\w-])|(?<!\w)\+\d{8,15}\b",
    re.I,
)
_KEPT_PHONES = {"8004224453", "8007997233", "18004224453", "18007997233"}
_SUFFIX = (
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|circle|cir|way|"
    r"place|pl|terrace|ter|parkway|pkwy|highway|hwy|trail|trl|square|sq|loop|pike)"
)
_STREET = re.compile(
    rf"\b\d{{1,6}}[A-Za-z]?\s+(?:(?:[nsew]|north|south|east|west|ne|nw|se|sw)\.?\s+)?"
    rf"(?!(?:days?|weeks?|school|business|months?|years?|hours?|minutes?|calendar)\b)"
    rf"(?:[A-Za-z0-9][\w'.-]*\s+){{1,3}}{_SUFFIX}\b\.?"
    r"(?:,?\s*(?:apt|apartment|unit|suite|ste|#|lot)\.?\s*#?\s*[\w-]{1,6})?"
    r"(?:,\s*[A-Z][A-Za-z .]{2,25},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?",
    re.I,
)
_PO_BOX = re.compile(r"\bp\.?\s?o\.?\s+box\s+\d{1,6}\b", re.I)
_ZIP = re.compile(r"\b(?:zip(?:\s*code)?(?:\s+is)?[:\s]+)\d{5}(?:-\d{4})?\b", re.I)
_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_BIRTH = re.compile(
    rf"\b(?P<label>born(?:\s+on|\s+in)?|d\.?o\.?b\.?|date of birth|birth\s?date|birthday|bday)(?P<mid>\s*(?:is|was|on|:|-|=)*\s*)"
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})(?:,?\s+\d{{4}})?)",
    re.I,
)
_WORD = r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*"
_CAP = r"(?-i:[A-Z\u00c0-\u00de])[A-Za-z\u00c0-\u024f'’-]+"
_TITLED = re.compile(
    rf"\b(?P<title>mr|mrs|ms|miss|mx|dr|prof|principal|superintendent|coach|judge)\b(?P<dot>\.?\s+)(?P<name>{_WORD}(?:\s+{_CAP})?)",
    re.I,
)
_CALLED = re.compile(
    rf"\b(?P<lead>(?:(?:my|his|her|their|our|the|child'?s|son'?s|daughter'?s|kid'?s|student'?s)\s+)?(?:full |first |last )?name(?:'s|\s+is|s\s+are|\s*:)|"
    rf"(?:is|was|he'?s|she'?s|are)\s+(?:named|called)|named|called|goes by|this is|it'?s|i am|i'?m|im|signed|sincerely|regards|thanks)(?P<gap>[\s,:-]+)(?P<name>{_WORD}(?:\s+{_CAP}){{0,2}})",
    re.I,
)
_FULL = re.compile(rf"\b(?P<first>{_CAP})(?:\s+[A-Z]\.)?\s+(?P<last>{_CAP})\b")
_SINGLE = re.compile(rf"(?<![\w\[]){_WORD}(?:'s|’s)?")
# After these a name is only believed when it looks like one.
_CAREFUL = {"this is", "it's", "its", "i am", "i'm", "im", "signed", "sincerely", "regards",
            "thanks", "called", "named"}  # fmt: skip


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str], re.Pattern[str]]:
    content = yaml.safe_load(
        (Path(__file__).parent / "data" / "names.yml").read_text(encoding="utf-8")
    )
    introducers = "|".join(sorted(content["introducers"].split(), key=len, reverse=True))
    introduced = re.compile(
        rf"\b(?P<lead>(?:my|our|his|her|their|the|and|with|to)\s+(?:\w+\s+)?(?:{introducers}))"
        rf"(?P<gap>\s*,?\s+(?:named\s+|is\s+named\s+|called\s+)?|\s*\()(?P<name>{_WORD}(?:\s+{_CAP})?)",
        re.I,
    )
    return (
        frozenset(content["first_names"].split()),
        frozenset(content["not_names"].split()),
        frozenset(content["keep"].split()),
        introduced,
    )


def scrub(text: str) -> str:
    """`text` with personal details replaced by placeholders; scrubbing twice changes nothing."""
    for _ in range(PASSES):
        # What stuck to a name ("Jayden12 Main St") is only seen once the name is gone.
        before, text = text, _once(text)
        if text == before:
            break
    return text


def _once(text: str) -> str:
    for pattern, placeholder in (
        (_EMAIL, EMAIL), (_HANDLE, NUMBER), (_SSN, NUMBER),
    ):  # fmt: skip
        text = pattern.sub(placeholder, text)
    text = _BIRTH.sub(lambda m: f"{m['label']}{m['mid']}{BIRTH}", text)
    text = _PO_BOX.sub(ADDRESS, _STREET.sub(ADDRESS, text))
    text = _ZIP.sub(ADDRESS, text)
    text = _PHONE.sub(_phone, text)
    text = _LABELLED.sub(lambda m: m[0][: m.start("value") - m.start()] + NUMBER, text)
    text = _LONG.sub(_long, text)
    return _names(text)


def _phone(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return match[0] if digits in _KEPT_PHONES else PHONE


def _long(match: re.Match[str]) -> str:
    if match[0] in _KEPT_PHONES:
        return match[0]
    return PHONE if len(match[0]) in (10, 11) else NUMBER


def _names(text: str) -> str:
    first_names, not_names, keep, introduced = _lists()

    def likely(word: str, *, must_look: bool) -> bool:
        plain = word.lower().removesuffix("'s").removesuffix("’s")
        if plain in not_names or plain in keep or len(plain) < 2:
            return False
        if plain in first_names:
            return True
        return word[:1].isupper() and not word.isupper() and not must_look

    def introduced_name(match: re.Match[str]) -> str:
        words = match["name"].split()
        if not likely(words[0], must_look=False):
            return match[0]
        rest = "" if len(words) == 1 or words[1].lower() not in keep else f" {words[1]}"
        ending = "'s" if words[-1].lower().endswith(("'s", "’s")) else ""
        return f"{match['lead']}{match['gap']}{NAME}{ending}{rest}"

    def called(match: re.Match[str]) -> str:
        words = match["name"].split()
        careful = match["lead"].lower() in _CAREFUL
        sure = words[0].lower() in first_names
        looks = words[0][:1].isupper() and not words[0].isupper()
        bad = words[0].lower() in not_names or words[0].lower() in keep
        if careful and not sure and not (looks and len(words) > 1 and words[1].lower() not in keep):
            return match[0]
        if bad or not (sure or looks or not careful):
            return match[0]
        return f"{match['lead']}{match['gap']}{NAME}"

    def titled(match: re.Match[str]) -> str:
        words = match["name"].split()
        word = words[0]
        if word.lower() in not_names or word.lower() in keep:
            return match[0]
        if match["title"].lower() in ("principal", "superintendent", "coach", "judge") and not (
            word[:1].isupper() or word.lower() in first_names
        ):
            return match[0]
        rest = f" {words[1]}" if len(words) > 1 and words[1].lower() in keep else ""
        return f"{match['title']}{match['dot']}{NAME}{rest}"

    def full(match: re.Match[str]) -> str:
        first, last = match["first"].lower(), match["last"].lower()
        if first in first_names and last not in keep:
            return NAME
        return match[0]

    def single(match: re.Match[str]) -> str:
        word = match[0]
        plain = word.lower().removesuffix("'s").removesuffix("’s")
        if plain not in first_names or plain in keep:
            return word
        return NAME + ("'s" if plain != word.lower() else "")

    text = _TITLED.sub(titled, text)
    text = introduced.sub(introduced_name, text)
    text = _CALLED.sub(called, text)
    text = _FULL.sub(full, text)
    return _SINGLE.sub(single, text)
