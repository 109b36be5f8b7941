"""Takes names, numbers and addresses out of a text before anything is stored.

Dates and states stay, because the guide counts with them; so do the numbers of laws and of
help lines. `python -m benchmarks.scrub` measures what is found and what is hurt.
"""

from __future__ import annotations

import re

from bot.privacy.names import MONTHS, NAME, scrub_names

__all__ = ["NAME", "scrub"]

PASSES = 6

PHONE, EMAIL = "[phone]", "[email]"
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
_BIRTH = re.compile(
    rf"\b(?P<label>born(?:\s+on|\s+in)?|d\.?o\.?b\.?|date of birth|birth\s?date|birthday|bday)(?P<mid>\s*(?:is|was|on|:|-|=)*\s*)"
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})(?:,?\s+\d{{4}})?)",
    re.I,
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
    return scrub_names(text)


def _phone(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return match[0] if digits in _KEPT_PHONES else PHONE


def _long(match: re.Match[str]) -> str:
    if match[0] in _KEPT_PHONES:
        return match[0]
    return PHONE if len(match[0]) in (10, 11) else NUMBER
