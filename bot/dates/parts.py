"""What a written date is made of: months, days, years and counts, as pieces of patterns."""

from __future__ import annotations

import re

from bot.dates.words import ORDINALS


def any_of(words: dict[str, int]) -> str:
    """A pattern for any of the words; two-part words may have a hyphen."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in ordered)


MONTH_WORDS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTH = rf"(?P<month>{MONTH_WORDS})\b\.?"
WEEKDAY_WORDS = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)
WEEKDAY = rf"(?P<weekday>{WEEKDAY_WORDS})\b\.?"
NTH = r"(?:st|nd|rd|th)"
DAY = rf"(?P<day>\d{{1,2}})(?:\s?{NTH}\b)?"
_UNITS_TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
NUMBER_WORDS = (
    rf"(?:\d{{1,3}}|(?:twenty|thirty|forty)(?:[ -](?:{_UNITS_TO_NINE}))?|"
    rf"(?:four|six|seven|eigh|nine)teen|{_UNITS_TO_NINE}|ten|eleven|twelve|thirteen|fifteen|an?)"
)
NUMBER = rf"(?P<number>{NUMBER_WORDS})"
UNITS = r"(?:days?|weeks?|wks?|months?|years?|yrs?)\b"
UNIT = rf"(?P<unit>{UNITS})"
ORDINAL = rf"(?P<ordinal>{any_of(ORDINALS)}|\d{{1,2}}{NTH})"
_SPOKEN_YEAR = (
    rf"(?:twenty|two\s+thousand(?:\s+and)?)[ -](?:twenty|thirty|ten|forty|fifty)"
    rf"(?:[ -](?:{_UNITS_TO_NINE}))?"
)
# "26" alone is a year only after "3rd" or a comma, where the sentence ends or goes on in words.
_SHORT_YEAR = (
    r"(?:(?:(?<=st)|(?<=nd)|(?<=rd)|(?<=th)),?\s+|,\s*)(?P<short>2\d|3[0-5])"
    r"(?=\s*(?:$|[.,;:!?)](?!\s*(?:and\s+|&\s*)?\d)|(?:and|but|when|so|we|they|i|in|at|by)\b"
    r"(?!\s+\d)))"
)
YEAR = (
    rf"(?:[\s,./(-]*(?:of\s+)?(?P<year>(?:19|20|21)\d\d|20\d\d\d|202|'\d\d|{_SPOKEN_YEAR})\)?(?!\d)"
    r"|-(?P<dashed>\d\d)(?![\w-])"
    rf"|{_SHORT_YEAR}"
    r"|\s*\(?,?\s*(?:of\s+)?(?P<rel>last|this|next)\s+year\b\)?)?"
)
WHICH_YEAR = r"(?:(?P<which>last|this\s+past|this\s+coming|this|next|past)\s+)?"
AFTER = r"(?!(?!ish\b)[\w/])"
# What makes a number after a month's name a count: "may 3 people", "april 5 years old".
COUNT = (
    r"(?!\d|:\d|\s*(?:[ap]\.?m\b|o'?clock)|\s*-?\s*(?:days?|times|years?|yrs?|yo|months?|weeks?|"
    r"people|persons?|parents?|kids?|children|students?|teachers?|adults?|hours?|minutes?|"
    r"graders?|grade|of\s+(?:us|them|the|my|his|her)|blocks?|miles?)\b)"
)
