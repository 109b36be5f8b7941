"""US states and territories in free text, without taking "in", "or" or "me" for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

STATE_NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "the District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "PR": "Puerto Rico", "GU": "Guam", "VI": "the US Virgin Islands", "AS": "American Samoa",
    "MP": "the Northern Mariana Islands",
}  # fmt: skip

NAMES = {name.lower().removeprefix("the "): code for code, name in STATE_NAMES.items()} | {
    "washington dc": "DC", "washington d.c.": "DC", "washington, dc": "DC", "d.c.": "DC",
    "washington, d.c.": "DC", "new york city": "NY", "nyc": "NY", "california": "CA",
    "calif": "CA", "penn": "PA", "mass": "MA", "tenn": "TN", "virgin islands": "VI",
    "pennsilvania": "PA", "pensylvania": "PA", "massachusets": "MA", "massachussetts": "MA",
    "missisippi": "MS", "conneticut": "CT", "north carolina": "NC", "los angeles": "CA",
    "houston": "TX", "chicago": "IL", "philadelphia": "PA", "tennesee": "TN", "ilinois": "IL",
}  # fmt: skip
# Words and names that look like a state but mostly are not.
NOT_ALONE = {"mass", "penn"}
_NAME = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(n) for n in sorted(NAMES, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)  # fmt: skip
CODES = "|".join(STATE_NAMES)
CODE = re.compile(rf"(?<![\w'])({CODES})(?![\w'])")
# "Columbus, OH", "in OH", "state: OH", "OH." as a whole answer; only in capitals.
_CODE_CONTEXT = re.compile(r"(?:,\s*|\b(?:in|from|of|state|is|am|live)\s*:?\s*)$", re.IGNORECASE)
# "NJ parent".
_CODE_OF_A_PARENT = re.compile(
    r"\s+(?:parent|mom|mother|mama|dad|father|family|grandma|grandmother|guardian)\b", re.IGNORECASE
)
# "His teacher, Ms. Alvarez".
_A_NAME = re.compile(r"\.?\s+[A-Z]")
SAFE_LOWER = frozenset(
    "ak az ar ca ct dc fl ga ia il ks ky md mi mn mo ms mt nc nd ne nh nj nm nv ny oh pa ri sc sd "
    "tn "
    "tx ut va vt wa wi wv wy pr gu".split()
)
_LOWER_CONTEXT = re.compile(
    r"\b(?:in|from|live in|live n|state of|we'?re in|i'?m in)\s+([a-z]{2})\b(?!')", re.IGNORECASE
)
# "Dallas, tx": a place, a comma and a code end what is said.
_LOWER_AFTER_PLACE = re.compile(
    r"\b(?!(?:yes|no|ok|okay|hi|hello|hey|please|sorry|thanks|thank|you|so|well|and|yeah|yep)\b)"
    r"[A-Za-z]{3,},\s*([A-Za-z]{2})(?=\s*(?:[.!?;]|,|\d{5}|$))"
)
# "We live in Mass.": short names that are words elsewhere.
_LIVING_IN = re.compile(
    r"\b(?:live|lives|living|am|are|is|i'?m|we'?re|moved|state)\s+(?:in|from|to|is)\s+$",
    re.IGNORECASE,
)
# States that are not the parent's own now: left behind, or where somebody else lives.
_LEFT_BEHIND = re.compile(
    r"\b(?:moved|came|coming|relocated|transferred|move|moving|away)\s+(?:here\s+|out\s+|"
    r"over\s+)?(?:from|out\s+of)\s+$|"
    r"\b(?:used\s+to\s+(?:live|be)|lived|were\s+living|was\s+living|grew\s+up|born|back|"
    r"started)\s+(?:over\s+|back\s+)?in\s+$|"
    r"\b(?:old|former|previous|last)\s+(?:school|district|town|home|job)\s+(?:was\s+)?in\s+$|"
    r"\boriginally\s+from\s+$|\bleft\s+$|"
    r"\b(?:friend|neighbou?r|cousin|sister|brother|aunt|uncle|mother|mom|dad|ex|parents?|lawyer|"
    r"attorney|someone|people|family|lady|mom)"
    r"(?:'s)?\s+(?:\w+\s+){0,3}?(?:in|from|to)\s+$",
    re.IGNORECASE,
)
# "I'm a foster dad in Utah", "the mom from Oregon": the parent says who she is.
_OF_MYSELF = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|as|it'?s me|me again|this is)\b[^.;!?]{0,12}?,?\s*"
    r"(?:(?:an?|the)\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:mom|mother|dad|father|parents?|grandm\w+|grandpa\w*|family|guardian|"
    r"aunt|uncle|sister|brother)\s+(?:living\s+)?(?:in|from)\s+$",
    re.IGNORECASE,
)
# "Retired from Arkansas", "in his state, Nevada", "you have me down as Ohio", "wanted to live in".
_NOT_WHERE_I_AM = re.compile(
    r"\b(?:wife|husband|pastor|director|teacher|woman|man|guy|girl|cousin|friend|sister|brother|"
    r"aunt|uncle|someone|somebody|she|he)\b(?:(?!\b(?:i|i'm|im|we|we're|our|me)\b)[^.;!?]){0,60}"
    r"\b(?:in|from|to|(?:his|her|their)\s+state,?)\s+$|"
    r"\b(?:wish\w*|want\w*|hop(?:e|ed|ing)|would|could|thinking|plan\w*|dream\w*|consider\w*|"
    r"might|maybe)\b[^.;!?]{0,20}\b(?:live|living|move|moving|go|going|be)\b[^.;!?]{0,12}\b(?:in|to)\s+$|"
    r"\b(?:have|had|got|put|listed|have got)\s+(?:me|us)\b[^.;!?]{0,14}\b(?:as|in|for|under)\s+$|"
    r"\b(?:not|isn'?t|ain'?t|never)\s+(?:the\s+\w+\s+)?(?:in\s+|from\s+)?$|"
    r"\b(?:read|heard|saw)\s+(?:(?:that|about|somewhere|online|in)\s+)*$|"
    r"\byears\s+ago\s+(?:\w+\s+)?in\s+$",
    re.IGNORECASE,
)
# "In Ohio we filed in 2022, now in Indiana": where the parent is now.
_NOW_IN = re.compile(r"\bnow\b[^.;!?]{0,20}\bin\s+$", re.IGNORECASE)
# "In Georgia they did things differently": a state told about, not the parent's.
_DID_THERE = re.compile(
    r"\s+(?:they|it|things)\s+(?:did|do|does|was|were|had|used)\b|\s+before\s+(?:that|then)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:street|st|ave|avenue|university|college|school|street)\b", re.IGNORECASE
)
_LIVES = re.compile(
    r"\b(?:i live in|we live in|i'?m from|we'?re from|my state is|the state is|state is)\s+"
    r"([A-Za-z][A-Za-z .]{2,30}?)(?=[.,;!?]|\s+and\b|$)",
    re.IGNORECASE,
)


# "The school is in New York but we live in New Jersey": where the parent lives is the parent's own.
_HOME = re.compile(
    r"(?<!if )(?<!when )(?<!once )(?<!after )(?<!before )(?<!until )"
    r"(?<!unless )\b(?:i|we)\s+(?:(?:all|both|now|currently|actually|still)\s+)*"
    r"live\s+(?:now\s+)?(?:over\s+|here\s+)?in\s+$",
    re.IGNORECASE,
)


def pairs_of(names: Iterable[str]) -> re.Pattern[str]:
    """A whole text that names two states and no more; codes count in capitals only."""
    state = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    state = rf"(?:{state}|(?-i:{CODES}))"
    return re.compile(
        r"\W*(?:(?:(?:i|we)\s+live|i'?m|we'?re|vivo|vivimos|estoy|estamos)\s+)?"
        r"(?:(?:in|both|between|either|en|entre)\s+)*"
        rf"(?P<one>{state})\s*(?:\b(?:or|and|o|u|y|e)\b|[/&])\s*(?:(?:in|en)\s+)?(?P<other>{state})\W*",
        re.IGNORECASE,
    )


_PAIR = pairs_of(NAMES)
# Names of places that are a letter away from a state.
_OTHER_WORDS = frozenset("indian montara fontana".split())
_LEAD = re.compile(
    r"^(?:(?:i|we)\s+live\s+in|(?:i'?m|we'?re)\s+(?:in|from)|in|from|it'?s|(?:the\s+)?state\s+of)\s+",
    re.IGNORECASE,
)
_LONG = 10
"""A name of so many letters may have two of them wrong."""
_SHORT = 6
"""A shorter name is not taken for a state where a letter is wrong: `Marin` is not Maine."""


def two_states(
    text: str, names: Mapping[str, str] = NAMES, pair: re.Pattern[str] = _PAIR
) -> tuple[str, str] | None:
    """The codes of two states that a text names and says no more of ("Ohio or Texas")."""
    found = pair.fullmatch(text)
    if found is None:
        return None
    one, other = (names.get(found[name].lower(), found[name].upper()) for name in ("one", "other"))
    return (one, other) if one != other else None


def misspelt_state(place: str) -> str | None:
    """The code of the state whose name is all but a letter (two in a long name) as written."""
    written = place.strip(" .!,?").lower()
    if written in _OTHER_WORDS or written in NAMES:
        return None
    near: dict[str, int] = {}
    for code, name in STATE_NAMES.items():
        full = name.lower().removeprefix("the ")
        allowed = 2 if len(full) >= _LONG and full != "washington" else 1
        if len(full) < _SHORT or full[0] != written[:1] or abs(len(full) - len(written)) > allowed:
            continue
        wrong = _letters_wrong(written, full)
        if wrong <= allowed:
            near[code] = wrong
    least = min(near.values(), default=0)
    best = [code for code, wrong in near.items() if wrong == least]
    return best[0] if len(best) == 1 else None


def _letters_wrong(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong, or in the wrong order beside each other."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def find_state(text: str, *, asked: bool = False) -> tuple[str, str] | None:
    """The code of the state a text names, and the words it stood in; None where there is none.

    With `asked`, the text answers "Which state?", so a bare "or" is Oregon, and a name may be
    misspelt. Two states of which neither is said to be the parent's are none.
    """
    if two_states(text):
        return None
    for match in CODE.finditer(text):
        if _HOME.search(text[: match.start()]) and not text.isupper():
            return match[1], match[0]
    return _find_state(text, asked) or _misspelt(text, asked)


def _misspelt(text: str, asked: bool) -> tuple[str, str] | None:
    if asked:
        place = _LEAD.sub("", text.strip())
    elif lives := _LIVES.search(text):
        place = lives[1].strip()
    else:
        return None
    code = misspelt_state(place)
    return (code, place.strip(" .!,?")) if code else None


def _find_state(text: str, asked: bool) -> tuple[str, str] | None:
    named = list(_NAME.finditer(text))
    now = [m for m in named if _NOW_IN.search(text[: m.start()])]
    home = [m for m in named if _HOME.search(text[: m.start()])]
    for match in (*now, *home, *named):
        name = match[1].lower()
        before = text[: match.start()].lower()
        if name in NOT_ALONE and not (asked or _LIVING_IN.search(before)):
            continue
        if name in NOT_ALONE and text[match.end() :].lower().startswith(" state"):
            continue
        if _elsewhere(before) or _DID_THERE.match(text, match.end()):
            continue
        if name == "kansas" and text[match.end() :].lower().lstrip().startswith("city"):
            continue
        if name == "virginia" and before.rstrip().endswith("west"):
            return "WV", match[0]
        if name == "washington" and _ADDRESS.match(text[match.end() :].lstrip()):
            continue
        if _ADDRESS.match(text[match.end() :].lstrip()) and name not in ("new york",):
            # "Ohio Street", "Georgia University"
            after = text[match.end() :].split()
            if after and after[0].lower().rstrip(".,") in ("street", "st", "ave", "avenue"):
                continue
        return NAMES[name], match[0]
    whole = text.strip(" .!,").upper()
    if asked and whole in STATE_NAMES:
        return whole, text.strip()
    for match in CODE.finditer(text):
        code = match[1]
        alone = text.strip(" .!") == code
        if _elsewhere(text[: match.start()]):
            continue
        if (alone and code not in ("OK", "HI", "ME", "IN", "OR", "OH", "LA", "MA", "PA")) or (
            (
                _CODE_CONTEXT.search(text[: match.start()])
                or _CODE_OF_A_PARENT.match(text, match.end())
            )
            and not (code in ("IN", "ME", "OR", "OK", "HI") and text.isupper())
        ):
            return code, match[0]
    for match in (*_LOWER_CONTEXT.finditer(text), *_LOWER_AFTER_PLACE.finditer(text)):
        left = _elsewhere(text[: match.start(1)])
        title = match[1].lower() == "ms" and _A_NAME.match(text, match.end(1))
        if match[1].lower() in SAFE_LOWER and not left and not title:
            return match[1].upper(), match[1]
    return None


def _elsewhere(before: str) -> bool:
    """Whether the words before a state say that it is not where the parent is."""
    if _OF_MYSELF.search(before):
        return False
    return bool(_LEFT_BEHIND.search(before) or _NOT_WHERE_I_AM.search(before))


def unknown_place(text: str) -> str | None:
    """A place a parent says to live in that is no state we know, as written."""
    if find_state(text) or two_states(text):
        return None
    match = _LIVES.search(text)
    if match is None:
        return None
    place = match[1].strip()
    common = {"a", "the", "an", "here", "fear", "house", "same", "poverty", "usa", "america"}
    return None if place.split()[0].lower() in common else place
