"""The one reader of data/states: strict, with each mistake in a line that says what to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.facts.states import STATE_NAMES
from bot.knowledge.advice import either
from bot.knowledge.pages import ContentError, Page, Problem, mapping
from bot.language import ORIGINAL, spoken
from bot.states import model
from bot.states.model import (
    Center,
    Contact,
    Facilitator,
    Office,
    Recording,
    Seen,
    State,
    Unsure,
)

FOLDER = Path(__file__).resolve().parents[2] / "data" / "states"
CODES = tuple(sorted(STATE_NAMES))
UNDATED = "undated"

PHONE = re.compile(r"\d{3}-\d{3}-\d{4}(?: (?:ext\.|option) \d+)?")
URL = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(?:[/?][^\s<>\"]*)?")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SEEN = re.compile(rf"\d{{4}}(?:-\d\d(?:-\d\d)?)?|{UNDATED}")

_COMMON = ("source", "seen", "show", "to_check")
_CONTACT = ("name", "url", "phone", *_COMMON)
_FIELDS: dict[str, tuple[str, ...]] = {
    "parent_centers": ("kind", "area", "languages", *_CONTACT),
    "protection_advocacy": _CONTACT,
    "hearing_office": (
        "email", "filing_email", "hears", "file_with", "filing_source", "helpline", *_CONTACT
    ),
    "legal_aid": _CONTACT,
    "facilitator": ("for", *_CONTACT),
    "recording": ("rule", "law", *_COMMON),
    "meeting_name": ("name", *_COMMON),
}  # fmt: skip
_NEEDED = ("protection_advocacy", "hearing_office", "legal_aid", "recording")
_WORDS: dict[str, tuple[str, ...]] = {
    "kind": model.KINDS,
    "file_with": model.FILE_WITH,
    "rule": model.RULES,
    "for": model.FACILITATES,
    "show": ("true", "false"),
}
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "phone": (PHONE, "800-555-0100"),
    "url": (URL, "https://example.org"),
    "email": (EMAIL, "office@example.gov"),
    "filing_email": (EMAIL, "office@example.gov"),
    "seen": (SEEN, f"2026-06-18, 2026-06, 2026 or {UNDATED}"),
}

NO_FILE = "this file is missing; write it as docs/states.md says"
NOT_A_STATE = "`{name}` is no state or territory; name the file by its two letters, as OH.yml"
NOT_KNOWN = "`{name}` is not known here; write {allowed}"
MISSING = "write `{name}:` in this item"
WRONG_FORM = "`{value}` is no {name}; write it like {example}"
WRONG_WORD = "`{value}` is not known for `{name}`; write {allowed}"
NO_SOURCE = "what is shown needs a source; write where it was read, or `show: false`"
NO_LAW = "a rule that is said needs its law; write `law:`, or `rule: unclear`"
NO_HEARS = "`file_with: {value}` needs `hears:`, the name of the body that holds the hearings"
NO_AREA = "write the area as `whole_state`, or in each language: {languages}"
NOT_A_LIST = "write a list here, each item on a line that begins with `- `"
NOT_A_MAPPING = "write lines such as `name: …` here"


@dataclass
class Found:
    """Every state, and what is wrong in the files."""

    states: dict[str, State] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@lru_cache(maxsize=1)
def states() -> Mapping[str, State]:
    """Every state by its code.

    Raises:
        ContentError: a file is not as it must be.
    """
    found = inspect()
    if found.problems:
        raise ContentError(found.problems)
    return found.states


def state(code: object) -> State | None:
    """What is known of the state with this code; None where it is none of the 56."""
    return states().get(code) if isinstance(code, str) else None


def inspect(folder: Path = FOLDER, codes: Iterable[str] = CODES) -> Found:
    """Every file of `folder` as a state, with what is wrong there."""
    found = Found()
    wanted = set(codes)
    for path in sorted(folder.glob("*.yml")):
        shown = f"data/states/{path.name}"
        if path.stem not in STATE_NAMES:
            found.problems.append(Problem(shown, 1, NOT_A_STATE.format(name=path.stem)))
            continue
        wanted.discard(path.stem)
        page = Page(shown, {}, {}, (), 1)
        found.states[path.stem] = read_state(path.stem, path.read_text(encoding="utf-8"), page)
        found.problems += page.problems
    found.problems += [Problem(f"data/states/{code}.yml", 1, NO_FILE) for code in sorted(wanted)]
    return found


def read_state(code: str, text: str, page: Page) -> State:
    """The state in `text`; what is wrong with it goes to the problems of `page`."""
    read = _Reader(page)
    content = mapping(text, page)
    for name in content:
        if name != "name" and name not in _FIELDS:
            page.problem_at(name, NOT_KNOWN.format(name=name, allowed=either(("name", *_FIELDS))))
    for name in ("name", *_NEEDED):
        if content and name not in content:
            page.problem(1, MISSING.format(name=name))
    listed = content.get("parent_centers", [])
    if not isinstance(listed, list):
        page.problem_at("parent_centers", NOT_A_LIST)
        listed = []
    centers = tuple(
        center
        for number, item in enumerate(listed)
        if (center := read.item(f"parent_centers.{number}", item, _center)) is not None
    )

    def one(name: str, make: Callable[[Mapping[str, Any], Seen], Any]) -> Any:
        return read.item(name, content[name], make) if name in content else None

    return State(
        code,
        str(content.get("name", STATE_NAMES[code])),
        centers,
        one("protection_advocacy", lambda item, seen: Contact(*_reach(item), seen)),
        one("hearing_office", _office),
        one("legal_aid", lambda item, seen: Contact(*_reach(item), seen)),
        one("facilitator", lambda item, seen: Facilitator(*_reach(item), seen, item["for"])),
        one("recording", lambda item, seen: Recording(item["rule"], item.get("law", ""), seen)),
        one("meeting_name", lambda item, seen: item["name"]) or "",
        tuple(read.unsure),
        tuple(read.dated),
    )


class _Reader:
    """Reads the items of one file, and keeps what is not to be said apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unsure: list[Unsure] = []
        self.dated: list[tuple[str, str]] = []

    def item(self, place: str, item: object, make: Callable[[Mapping[str, Any], Seen], Any]) -> Any:
        """What `make` makes of an item; None where it is wrong, or not to be shown."""
        before = len(self.page.problems)
        if not isinstance(item, dict):
            self.page.problem_at(place, NOT_A_MAPPING)
            return None
        self._check(place, item)
        if len(self.page.problems) > before:
            return None
        line = self.page.lines.get(place, 1)
        for name, values in (item.get("to_check") or {}).items():
            self.unsure.append(Unsure(f"{place}.{name}", tuple(values), line))
        if item["show"] == "false":
            values = tuple(v for name in ("name", "url", "phone", "law") if (v := item.get(name)))
            self.unsure.append(Unsure(place, values, line))
            return None
        self.dated.append((place, item["seen"]))
        return make(item, Seen(item["source"], item["seen"]))

    def _check(self, place: str, item: Mapping[str, Any]) -> None:
        kind = place.partition(".")[0]
        for name in item:
            if name not in _FIELDS[kind]:
                said = NOT_KNOWN.format(name=name, allowed=either(_FIELDS[kind]))
                self.page.problem_at(f"{place}.{name}", said)
        needed = {"parent_centers": ("name", "kind"), "recording": ("rule",)}
        also = ("name", "for") if kind == "facilitator" else ("name",)
        for name in (*needed.get(kind, also), "seen", "show"):
            if not item.get(name):
                self.page.problem_at(place, MISSING.format(name=name))
        for name, allowed_words in _WORDS.items():
            if name in item and item[name] not in allowed_words:
                self._wrong_word(place, name, item[name], allowed_words)
        for name in _FORMS:
            if name in item:
                self._form(f"{place}.{name}", name, item[name])
        if kind == "meeting_name" and item.get("name") not in model.MEETINGS:
            self._wrong_word(place, "name", item.get("name"), model.MEETINGS)
        if item.get("show") == "true" and not item.get("source"):
            self.page.problem_at(place, NO_SOURCE)
        lawless = kind == "recording" and item.get("rule") != "unclear" and not item.get("law")
        if lawless and item.get("show") == "true":
            self.page.problem_at(place, NO_LAW)
        if str(item.get("file_with", "")).startswith("hearing_body") and not item.get("hears"):
            self.page.problem_at(f"{place}.file_with", NO_HEARS.format(value=item["file_with"]))
        self._area(place, item.get("area"))
        self._lists(place, item)

    def _wrong_word(self, place: str, name: str, value: object, allowed: Iterable[str]) -> None:
        text = WRONG_WORD.format(value=value, name=name, allowed=either(allowed))
        self.page.problem_at(f"{place}.{name}", text)

    def _form(self, place: str, name: str, value: object) -> None:
        form, example = _FORMS[name]
        if not isinstance(value, str) or not form.fullmatch(value):
            self.page.problem_at(place, WRONG_FORM.format(value=value, name=name, example=example))

    def _area(self, place: str, area: object) -> None:
        if area is None or area == "whole_state":
            return
        if not isinstance(area, dict) or not {ORIGINAL} <= set(area) <= set(spoken()):
            self.page.problem_at(f"{place}.area", NO_AREA.format(languages=either(spoken())))

    def _lists(self, place: str, item: Mapping[str, Any]) -> None:
        languages = item.get("languages") or []
        if not isinstance(languages, list):
            self.page.problem_at(f"{place}.languages", NOT_A_LIST)
            languages = []
        for code in languages:
            if code not in model.LANGUAGES:
                self._wrong_word(place, "languages", code, model.LANGUAGES)
        check = item.get("to_check") or {}
        if not isinstance(check, dict):
            self.page.problem_at(f"{place}.to_check", NOT_A_MAPPING)
        elif not all(isinstance(values, list) for values in check.values()):
            self.page.problem_at(f"{place}.to_check", NOT_A_LIST)
        helpline = item.get("helpline")
        if helpline is not None:
            if not isinstance(helpline, dict) or set(helpline) != {"name", "phone"}:
                self.page.problem_at(f"{place}.helpline", NOT_A_MAPPING)
            else:
                self._form(f"{place}.helpline.phone", "phone", helpline["phone"])


def _reach(item: Mapping[str, Any]) -> tuple[str, str, str]:
    return item["name"], item.get("url", ""), item.get("phone", "")


def _center(item: Mapping[str, Any], seen: Seen) -> Center:
    area = item.get("area")
    whole = area == "whole_state"
    return Center(
        *_reach(item),
        seen,
        item["kind"],
        area if isinstance(area, dict) else {},
        whole,
        tuple(item.get("languages") or ()),
    )


def _office(item: Mapping[str, Any], seen: Seen) -> Office:
    helpline = item.get("helpline") or {}
    return Office(
        *_reach(item),
        seen,
        item.get("email", ""),
        item.get("filing_email", ""),
        item.get("hears", ""),
        item.get("file_with", ""),
        item.get("filing_source", ""),
        helpline.get("name", ""),
        helpline.get("phone", ""),
    )
