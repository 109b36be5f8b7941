"""US states by their Spanish names, without taking a woman named Virginia for one."""

from __future__ import annotations

import re

from bot.facts.states import (
    CODE,
    NAMES,
    NOT_ALONE,
    SAFE_LOWER,
    STATE_NAMES,
    misspelt_state,
    pairs_of,
    two_states,
)
from bot.text.letters import folded, unaccented

# As they are called in Spanish, in plain small letters, beside the English names.
_SPANISH = {
    name: code
    for code, names in {
        "NY": "nueva york/nueba york/nuebayork/new york",
        "NM": "nuevo mexico/nuevo mejico",
        "NJ": "nueva jersey/nuevo jersey/nueva yersey/new jersey",
        "NH": "nuevo hampshire/nueva hampshire",
        "NC": "carolina del norte/norte carolina/norcarolina",
        "SC": "carolina del sur/sur carolina",
        "ND": "dakota del norte",
        "SD": "dakota del sur",
        "PA": "pensilvania/pensylvania/pennsilvania/filadelfia",
        "LA": "luisiana/lusiana",
        "TX": "tejas",
        "HI": "hawai",
        "MO": "misuri",
        "MS": "misisipi/mississipi",
        "WV": "virginia occidental/virginia del oeste/west virginia",
        "DC": "distrito de columbia/washington d.c.",
        "MA": "massachusets/masachusets/masachusetts",
        "CT": "conecticut",
        "IL": "ilinois/illinoi",
        "TN": "tenesi/tenesee/tennesse",
        "KY": "kentuky",
        "MN": "minesota",
        "AZ": "arisona",
        "FL": "la florida/miami",
        "MD": "mariland",
        "WI": "wiscansin",
        "VI": "islas virgenes",
        "AS": "samoa americana",
        "MP": "islas marianas",
    }.items()
    for name in names.split("/")
}
_ALL = NAMES | _SPANISH
# Names of people and of places in other states, and a colour: a state only where one lives there.
_SHY = frozenset("virginia georgia washington colorado nevada montana florida".split())
_SPANISH_NAME = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(n) for n in sorted(_ALL, key=len, reverse=True))
    + r")(?![\w-])"
)  # fmt: skip
_SPANISH_HOME = re.compile(
    r"(?:\b(?:en|de|desde|estado\s+(?:es|de)?|aqui\s+en|vivo\s+en|soy\s+de)\s+(?:el\s+estado\s+de\s+)?|,\s*)$"
)
_SPANISH_LEFT = re.compile(
    r"\b(?:me\s+mude|nos\s+mudamos|mudamos|vine|vinimos|llegamos|llegue|venimos|vengo)\s+(?:aqui\s+)?de(?:sde)?\s+$|"
    r"\b(?:vivi|vivia|viviamos|vivimos\s+antes|estaba|estabamos|antes|naci|nacio|originalmente|era|eramos)\s+"
    r"(?:\w+\s+)?(?:en|de)\s+$|"
    r"\b(?:amig[oa]|vecin[oa]|prim[oa]|herman[oa]|tia|tio|mama|papa|abogad[oa]|comadre|cunad[oa]|suegra|ex|"
    r"familia|alguien|gente|senora|sobrin[oa])\s+(?:\w+\s+){0,3}?(?:en|de|a)\s+$"
)
# "La escuela está en Ohio pero vivimos en Texas": where the parent lives comes first.
_SPANISH_LIVING = re.compile(
    r"(?<!no )(?<!si )\b(?:vivo|vivimos)\s+(?:ahora\s+|aqui\s+)?en\s+(?:el\s+estado\s+de\s+)?$"
)
_DENIED = re.compile(r"\bno\s+(?:(?:es|vivo|soy|estoy|vivimos|somos|en|de)\s+)*$")
_SPANISH_THERE = re.compile(r"\s+(?:era|eran|hacian|fue|tenian|alla)\b")
_SPANISH_CODE = re.compile(r"(?:,\s*|\b(?:en|de|estado|es|soy|vivo)\s*:?\s*)$")
_SPANISH_LOWER = re.compile(
    r"\b(?:vivo\s+en|vivimos\s+en|soy\s+de|estado\s+de|estoy\s+en)\s+([a-z]{2})\b|\w{3,},\s*([a-z]{2})\s*[.!]?$"
)


_SPANISH_PAIR = pairs_of(_ALL)


def two_spanish(text: str) -> tuple[str, str] | None:
    """The codes of two states that a Spanish text names and says no more of ("Ohio o Texas")."""
    # Without accents, but with its capitals: a code counts in capitals only.
    return two_states(unaccented(text), _ALL, _SPANISH_PAIR)


def find_spanish(text: str, *, asked: bool = False) -> tuple[str, str] | None:
    """The code of the state that a Spanish text names, and its words; see `find_state`."""
    if two_spanish(text):
        return None
    plain = folded(text)
    named = list(_SPANISH_NAME.finditer(plain))
    for match in sorted(named, key=lambda m: not _SPANISH_LIVING.search(plain[: m.start()])):
        name, before = match[1], plain[: match.start()]
        whole = plain.strip(" .!,¡") == name
        if (
            _DENIED.search(before)
            or _SPANISH_LEFT.search(before)
            or _SPANISH_THERE.match(plain, match.end())
        ):
            continue
        if name in _SHY | NOT_ALONE and not (asked or whole or _SPANISH_HOME.search(before)):
            continue
        if name == "kansas" and plain[match.end() :].lstrip().startswith("city"):
            continue
        return _ALL[name], text[match.start() : match.end()]
    whole_code = text.strip(" .!,").upper()
    if asked and whole_code in STATE_NAMES:
        return whole_code, text.strip()
    for match in CODE.finditer(text):
        before = plain[: match.start()]
        alone = text.strip(" .!") == match[1] and match[1] not in ("LA", "ME", "DE", "AL", "OK")
        home = _SPANISH_CODE.search(before) and not (
            match[1] in ("LA", "ME", "DE", "AL") and text.isupper()
        )
        if (alone or home) and not _SPANISH_LEFT.search(before):
            return match[1], match[0]
    for match in _SPANISH_LOWER.finditer(plain):
        code = match[1] or match[2]
        if code in SAFE_LOWER:
            start = match.start(1) if match[1] else match.start(2)
            return code.upper(), text[start : start + 2]
    lives = _SPANISH_LIVES.search(plain)
    place = lives[1] if lives else plain if asked else ""
    wrong = misspelt_state(place)
    return (wrong, place.strip(" .!,¡")) if wrong else None


_SPANISH_LIVES = re.compile(
    r"\b(?:yo\s+vivo\s+en|vivo\s+en|vivimos\s+en|soy\s+de|somos\s+de|mi\s+estado\s+es|el\s+estado\s+es)\s+"
    r"([a-z][a-z .]{2,30}?)(?=[.,;!?]|\s+(?:y|pero)\b|$)"
)


def unknown_spanish(text: str) -> str | None:
    """A place that a Spanish text says to live in and that is no state we know, as written."""
    plain = folded(text)
    match = _SPANISH_LIVES.search(plain)
    if match is None or find_spanish(text, asked=False) or two_spanish(text):
        return None
    place = text[match.start(1) : match.end(1)].strip()
    common = {
        "la",
        "el",
        "una",
        "un",
        "aqui",
        "usa",
        "estados",
        "los",
        "mi",
        "escuela",
        "las",
        "casa",
    }
    return None if match[1].split()[0] in common else place
