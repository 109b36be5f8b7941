"""Finds people's names in a text: by lists where a word is only a name, by context elsewhere.

The lists: first names and the commonest family names of the US Census of 1990 (public domain,
taken from the `names` package) without those that are words of parents' language; and ordinary
words, from our own data and the encoder's vocabulary (Apache-2.0), which are never names. A word
that is in none of them is a name where the context says so: after "my son", before "'s IEP",
behind a title, or capitalised in the middle of a sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.content import content_of

NAME = "[name]"
DATA = Path(__file__).parent / "data"

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# "Jan 5" is a day, though "Jan" alone and "Jan 5 years old" are a person.
_NO_DAY = rf"(?!(?i:{MONTHS})\.?\s+\d{{1,2}}(?!\d|\s*(?i:years?|yrs?|y/?o)\b))"
_WORD = rf"{_NO_DAY}[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*"
_CAP = rf"{_NO_DAY}(?-i:[A-Z\u00c0-\u00de])[A-Za-z\u00c0-\u024f'’-]+"
_TITLED = re.compile(
    rf"\b(?P<lead>(?:mr|mrs|ms|miss|mx|dr|prof|principal|superintendent|coach|judge|officer|"
    rf"attorney|lawyer|advocate|teacher|counselor|director|aide)\b\.?\s+(?:is\s+|was\s+|named\s+)?)"
    rf"(?P<name>{_WORD}(?:\s+{_WORD})?)",
    re.I,
)
_STRICT_TITLE = re.compile(r"^(?:mr|mrs|ms|mx|dr|prof)\b", re.I)
_CALLED = re.compile(
    rf"\b(?P<lead>(?:(?:(?:my|his|her|their|our|the|child'?s|son'?s|daughter'?s|kid'?s|student'?s)\s+)?"
    rf"(?:full |first |last )?name(?:'s|\s+is|s\s+are|\s*:)|"
    rf"(?:is|was|he'?s|she'?s|are)\s+(?:named|called)|named|called|goes by|this\s+is(?:\s+for)?|it'?s|i am|"
    rf"i'?m|im|signed|sincerely|regards|thanks|about|for|regarding)[\s,:-]+)"
    rf"(?P<name>{_WORD}(?:\s+{_WORD}){{0,2}})",
    re.I,
)
# What a person is or does to a child's name in front of it: "Omkaar cries", "fatou's iep".
_OWNED = re.compile(
    rf"\b(?P<name>{_WORD})(?P<end>['’]s)\s+(?=(?:\w+\s+)?(?:iep|504|placement|teachers?|aides?|school|class|"
    r"classroom|evaluation|testing|records?|services?|needs?|rights?|case|complaint|meeting|mom|dad|"
    r"mother|father|parents?|birthday|behaviou?r|therapy|therapist|goals?|plan|speech|reading)\b)",
    re.I,
)
_DOES = re.compile(
    rf"(?:^|(?<=[.!?,;]\s)|(?<=\band\s)|(?<=\bthat\s)|(?<=\bmove\s)|(?<=\bgive\s)|(?<=\bput\s)|(?<=\bsuspend\s)|"
    rf"(?<=\bexpel\s)|(?<=\bsaid\s)|(?<=\bhelp\s)|(?<=\bgave\s)|(?<=\bmoved\s)|(?<=\bsuspended\s))"
    rf"(?P<name>{_WORD})(?=\s+(?:is|was|has|had|cries|cried|hates|needs|goes|gets|got|can|can'?t|cannot|"
    r"won'?t|lost|lives|likes|does|doesn'?t|doesnt|feels|to|in|into|from|said|never)\b)",
    re.I,
)
_PAIR = re.compile(rf"\b(?P<first>{_CAP})(?:\s+[A-Z]\.)?\s+(?P<last>{_CAP})\b")
_INSIDE = re.compile(rf"(?<=[a-z,;:)\]]\s)(?P<name>{_CAP})\b")
_AFTER_NAME = re.compile(rf"(?P<name>(?<=\[name\]\s){_WORD})")
_CONTRACTED = ("'m", "'d", "'ve", "'ll", "'re", "n't")
_SINGLE = re.compile(rf"(?<![\w\[]){_WORD}")
# After these a name is only believed when it is one on a list, or two strange words in capitals.
_CAREFUL = {"this is", "this is for", "it's", "its", "i am", "i'm", "im", "thanks", "called", "about", "for",
            "regarding", "named"}  # fmt: skip


@lru_cache(maxsize=8)
def _read(name: str) -> frozenset[str]:
    return frozenset((DATA / name).read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _content() -> dict[str, str]:
    content: dict[str, str] = content_of(DATA / "names.yml")
    return content


class _Lists:
    def __init__(self, spanish: bool) -> None:
        content = _content()
        self.keep = frozenset(content["keep"].split())
        self.never = frozenset(content["not_names"].split()) | self.keep
        if spanish:
            self.never |= frozenset(content["not_names_es"].split())
        self.first = (frozenset(content["first_names"].split()) | _read("first_names.txt")) - (
            self.never
        )
        self.last = _read("last_names.txt")
        self.common = _read("common_words.txt") | self.never
        if spanish:
            self.common |= _read("common_words_es.txt")
        introducers = "|".join(sorted(content["introducers"].split(), key=len, reverse=True))
        self.introduced = re.compile(
            rf"\b(?P<lead>(?:my|our|his|her|their|the|and|with|to)\s+(?:\w+\s+)?(?:{introducers})"
            rf"(?:\s*,?\s+(?:named\s+|is\s+named\s+|called\s+)?|\s*\()|\bmy\s+oldest,\s+|\bmy\s+youngest,\s+)"
            rf"(?P<name>{_WORD}(?:\s+{_WORD})?)",
            re.I,
        )

    def strange(self, word: str) -> bool:
        """Whether a word is in no list and no slip of the thumb from one that is."""
        plain = bare(word)
        if len(plain) < 3 or plain in self.common or not plain.replace("-", "").isalpha():
            return False
        if self.ordinary(word):
            return False
        return plain in self.first or plain in self.last or not self._slip(plain)

    def unknown(self, word: str) -> bool:
        """Whether a word is in no list of ordinary words; it may be misspelt."""
        plain = bare(word)
        return len(plain) > 3 and plain.isalpha() and plain not in self.common

    def ordinary(self, word: str) -> bool:
        """Whether a word cannot be a name: "I'm", "so-and-so", or one that is never a name."""
        plain = bare(word)
        parts = plain.split("-")
        return (
            plain in self.never
            or plain.replace("’", "'").endswith(_CONTRACTED)
            or (len(parts) > 1 and self.common.issuperset(parts))
        )

    def given(self, word: str) -> bool:
        """Whether a word is a first name and nothing else."""
        return bare(word) in self.first

    def family(self, word: str) -> bool:
        """Whether a word may be a family name: on the list, or strange."""
        plain = bare(word)
        return plain not in self.never and (plain in self.last or self.strange(word))

    def _slip(self, word: str) -> bool:
        if any(word.endswith(end) and word[: -len(end)] in self.common
               for end in ("s", "es", "ed", "d", "ing", "ly", "er", "nt", "r")):  # fmt: skip
            return True
        letters = "abcdefghijklmnopqrstuvwxyz"
        for i in range(len(word) + 1):
            head, tail = word[:i], word[i:]
            if tail and head + tail[1:] in self.common and len(word) > 3:
                return True
            if len(tail) > 1 and head + tail[1] + tail[0] + tail[2:] in self.common:
                return True
            if len(word) > 4 and any(
                head + c + tail in self.common or (tail and head + c + tail[1:] in self.common)
                for c in letters
            ):
                return True
        return False


@lru_cache(maxsize=2)
def _lists(spanish: bool = False) -> _Lists:
    return _Lists(spanish)


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    return frozenset(_content()[kind].split())


def is_spanish(text: str) -> bool:
    """Whether a text has a word that only Spanish has, or two that English hardly has."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return bool(words & _words("surely_spanish")) or len(words & _words("spanish")) >= 2


@lru_cache(maxsize=1)
def _introduced_es() -> re.Pattern[str]:
    """What a name stands after in Spanish: "mi hijo", "se llama", "la maestra"."""
    words = "|".join(sorted(_content()["introducers_es"].split(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<lead>(?:mi|mis|tu|su|nuestr[oa]|la|el|con|de|a|al|del)\s+(?:{words})\s*,?\s+"
        rf"(?:se\s+llama\s+|llamad[oa]\s+)?|(?:se\s+llama|me\s+llamo|mi\s+nombre\s+es|su\s+nombre\s+es|"
        rf"soy|atentamente|sra?\.?|lic\.?|licenciad[oa]|profesora?)[\s,:]+)(?P<name>{_WORD}(?:\s+{_WORD})?)",
        re.I,
    )


def bare(word: str) -> str:
    """A word as the lists have it: lower case, without an ending 's."""
    return word.lower().removesuffix("'s").removesuffix("’s").strip("'’-")


def _owner(word: str) -> str:
    return "'s" if word.lower().endswith(("'s", "’s")) else ""


def scrub_names(text: str) -> str:
    """`text` with people's names replaced by `[name]`."""
    spanish = is_spanish(text)
    lists = _lists(spanish)

    def introduced_es(match: re.Match[str]) -> str:
        """A strange word there is only a name if it is written as one: few parents know all words."""
        word = match["name"].split()[0]
        capital = word[:1].isupper() and not word.isupper()
        believed = lists.given(word) or (capital and not lists.ordinary(word))
        return after_lead(match, sure=capital) if believed else match[0]

    def after_lead(match: re.Match[str], sure: bool) -> str:
        words = match["name"].split()
        first = words[0]
        capital = first[:1].isupper() and not first.isupper()
        believed = lists.given(first) or lists.strange(first) or (
            sure and (capital or lists.unknown(first))
        )  # fmt: skip
        if not believed or lists.ordinary(first):
            return match[0]
        rest = words[1:]
        while rest and (lists.family(rest[0]) or lists.given(rest[0])):
            first = rest.pop(0)
        left = f" {' '.join(rest)}" if rest else ""
        return f"{match['lead']}{NAME}{_owner(first)}{left}"

    def introduced(match: re.Match[str]) -> str:
        return after_lead(match, sure=True)

    def titled(match: re.Match[str]) -> str:
        word = match["name"].split()[0]
        if _STRICT_TITLE.match(match["lead"]) and bare(word) not in lists.never:
            rest = match["name"].split()[1:]
            if rest and (lists.family(rest[0]) or lists.given(rest[0])):
                rest = rest[1:]
            left = f" {' '.join(rest)}" if rest else ""
            return f"{match['lead']}{NAME}{_owner(word)}{left}"
        if bare(word) in lists.last and bare(word) not in lists.common:
            return after_lead(match, sure=False)
        named = word[:1].isupper() and not word.isupper()
        return after_lead(match, sure=named)

    def called(match: re.Match[str]) -> str:
        words = match["name"].split()
        lead = re.sub(r"[\s,:-]+$", "", match["lead"].lower())
        if lead in _CAREFUL:
            capitals = [word[:1].isupper() and not word.isupper() for word in words]
            strange = [lists.given(word) or lists.strange(word) for word in words]
            if not (strange[0] and (lists.given(words[0]) or capitals[0] or all(strange[:2]))):
                return match[0]
        return after_lead(match, sure=lead not in _CAREFUL)

    def alone(match: re.Match[str]) -> str:
        word = match["name"]
        return NAME if lists.given(word) or lists.strange(word) else match[0]

    def owned(match: re.Match[str]) -> str:
        return f"{NAME}'s " if lists.strange(match["name"]) else match[0]

    def pair(match: re.Match[str]) -> str:
        first, last = match["first"], match["last"]
        known = lists.given(first) and bare(last) not in lists.keep
        strange = lists.strange(first) and lists.family(last) and not first.isupper()
        return NAME if known or strange else match[0]

    def inside(match: re.Match[str]) -> str:
        word = match["name"]
        return match[0] if word.isupper() or not lists.strange(word) else NAME + _owner(word)

    def family(match: re.Match[str]) -> str:
        word = match["name"]
        capital = word[:1].isupper() and not word.isupper() and bare(word) not in lists.never
        return "" if lists.family(word) or lists.given(word) or capital else word

    def single(match: re.Match[str]) -> str:
        word = match[0]
        small = word.islower() and word in _words("small_words_es")
        if small or (spanish and word.islower() and word in _words("nouns_es")):
            return word
        return NAME + _owner(word) if lists.given(word) else word

    if spanish:
        text = _introduced_es().sub(introduced_es, text)
    text = _TITLED.sub(titled, text)
    text = lists.introduced.sub(introduced, text)
    text = _CALLED.sub(called, text)
    text = _OWNED.sub(owned, text)
    text = _DOES.sub(alone, text)
    text = _PAIR.sub(pair, text)
    text = _INSIDE.sub(inside, text)
    text = _SINGLE.sub(single, text)
    return re.sub(r"\[name\] (?=$|[^\w\s])", NAME, _AFTER_NAME.sub(family, text))
