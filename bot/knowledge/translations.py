"""Holds a translation to its original: is it of the present text, and is all of it there?

A page of answers says in its own `of` which English page it translates. Of the other files each
text is held by itself: `translated.yml` beside them, which `python -m bot.knowledge stamp` writes,
says of which English text each one is the translation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from bot.deadlines.wording import FOLDER as WORDING
from bot.knowledge import advice
from bot.knowledge.pages import Page, Problem, mapping, read_page
from bot.language import ORIGINAL, each_text, read

TEXTS = ("phrases.yml", "print.yml", "page.yml", "keywords.yml", "letters.yml")
"""Files of short texts by name."""
NOTICES, PRIVACY, TIMELINE = "notices.md", "privacy.md", "wording"
"""Files of which each text is held by itself; `wording` is that of the deadline engine."""
STAMPS = "translated.yml"
BY_TEXT, BESIDE = "By text message", "Beside your dates"
"""Headings under a question."""
_NOT_HELD = ("language",)


@dataclass(frozen=True)
class Texts:
    """The texts of one file by name, and the line in which each stands."""

    path: str
    texts: Mapping[str, Any]
    lines: Mapping[str, int]


def hash_of(page: Page) -> str:
    """What a translation of this page names as `of`: it changes when the words do.

    Not when somebody signs for them, or when a line is broken elsewhere.
    """
    words = [str(page.front.get("title", ""))]
    words += [f"{s.level} {s.heading} {{{s.id}}} {s.text}" for s in page.sections]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def compare(originals: Mapping[str, Page], translated: Mapping[str, Page]) -> list[str]:
    """Notes in the translated pages what is stale, or must not be missing in them.

    Returns the short forms they lack, without which the whole answer is sent.
    """
    missing: list[str] = []
    for name, page in translated.items():
        original = originals.get(name)
        if original is None:
            page.problem(1, advice.NO_ORIGINAL.format(name=name))
        elif name != NOTICES:
            missing += _compare_page(original, page)
    return missing


def _compare_page(original: Page, page: Page) -> list[str]:
    now = hash_of(original)
    if page.front.get("of") != now:
        page.problem_at("of", advice.STALE.format(hash=now))
    there, missing = set(_by_place(page)), []
    for its_id, under in _by_place(original):
        if (its_id, under) in there or (under and (its_id, "") not in there):
            continue
        if under == BY_TEXT:
            missing.append(f"{page.path}: {_key(its_id, under)}")
        elif under == BESIDE:
            # With dates nothing else says what the parent must still know.
            page.problem(page.end, advice.NO_VARIANT.format(heading=under, id=its_id))
        else:
            place = f"{its_id}/{under}" if under else its_id
            page.problem(page.end, advice.NOT_TRANSLATED.format(id=place))
    return missing


def _by_place(page: Page) -> dict[tuple[str, str], str]:
    """Each text with an id, and those under it, by the id and the situation or heading there."""
    found: dict[tuple[str, str], str] = {}
    above = ""
    for section in page.sections:
        if section.level == 2:
            above = section.id
        if above:
            under = section.id or section.heading
            found[above, under if section.level > 2 else ""] = section.text
    return found


# -- texts that are held one by one ------------------------------------------------------------


def compare_texts(root: Path, language: str) -> tuple[list[Problem], list[str]]:
    """What is wrong in the short texts of a language, and which of them it lacks.

    Of a file that is not there only the file is told, not each text.
    """
    problems: list[Problem] = []
    missing: list[str] = []
    stamps = read(root / "answers" / language / STAMPS)
    for name in (*TEXTS, NOTICES, PRIVACY, TIMELINE):
        original, own = _texts(root, ORIGINAL, name), _texts(root, language, name)
        if own is None or original is None:
            missing += [_path(language, name)] if own is None and name != NOTICES else []
            continue
        missing += [f"{own.path}: {key}" for key in original.texts if key not in own.texts]
        stamped = stamps.get(name) or {}
        for key, text in own.texts.items():
            line = own.lines.get(key, 1)
            if key not in original.texts:
                problem = advice.NO_ENGLISH_TEXT.format(key=key)
            elif said := _misfit(original.texts[key], text):
                problem = said.format(key=key)
            elif stamped.get(key) != hash_of_text(original.texts[key]):
                problem = advice.STALE_TEXT.format(key=key, language=language, file=name)
            else:
                continue
            problems.append(Problem(own.path, line, problem))
    return problems, missing


def stamp(
    root: Path, language: str, files: tuple[str, ...] = (), keys: tuple[str, ...] = ()
) -> int:
    """Writes of which English text each text of a language is the translation; how many.

    Only for the `files` and `keys` given, where some are. To be run when the words are right.
    """
    place = root / "answers" / language / STAMPS
    stamps: dict[str, dict[str, str]] = read(place)
    count = 0
    for name in files or (*TEXTS, NOTICES, PRIVACY, TIMELINE):
        original, own = _texts(root, ORIGINAL, name), _texts(root, language, name)
        if own is None or original is None:
            continue
        kept = {k: v for k, v in (stamps.get(name) or {}).items() if k in own.texts}
        for key in own.texts:
            if key in original.texts and (not keys or key in keys):
                kept[key] = hash_of_text(original.texts[key])
                count += 1
        stamps[name] = kept
    head = (
        "# Written by `python -m bot.knowledge stamp`: the English text each is a translation of.\n"
    )
    place.write_text(head + yaml.safe_dump(stamps, allow_unicode=True), encoding="utf-8")
    return count


def hash_of_text(text: Any) -> str:
    """The sign of one English text, or of one list of them."""
    return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode()).hexdigest()[:8]


def _path(language: str, name: str) -> str:
    if name == TIMELINE:
        return f"bot/deadlines/data/wording/{language}.yml"
    return f"data/answers/{language}/{name}"


def _texts(root: Path, language: str, name: str) -> Texts | None:
    """The texts of a file; None where there is none."""
    folder = root / "answers" / language
    file = WORDING / f"{language}.yml" if name == TIMELINE else folder / name
    path = _path(language, name)
    if not file.is_file():
        return None
    content = file.read_text(encoding="utf-8")
    if name == PRIVACY:
        return Texts(path, {"text": content}, {})
    if name == NOTICES:
        page = read_page(path, content)
        by_place = _by_place(page)
        starts = {s.id: s.line for s in page.sections if s.id}
        named = {_key(*place): text for place, text in by_place.items()}
        return Texts(path, named, {_key(*place): starts[place[0]] for place in by_place})
    page = Page(path, {}, {}, (), 1)
    mapping(content, page)
    found = {key: text for key, text in each_text(read(file)) if key not in _NOT_HELD}
    return Texts(path, found, page.lines)


def _key(its_id: str, heading: str) -> str:
    return f"{its_id}.{heading.lower().replace(' ', '_')}" if heading else its_id


def _misfit(original: Any, translated: Any) -> str:
    """Why a translation cannot stand for its original; empty where it can."""
    if isinstance(original, list) or isinstance(translated, list):
        if not (isinstance(original, list) and isinstance(translated, list)):
            return advice.LIST_AND_TEXT
        days = len(original) in (7, 12)
        return advice.NOT_AS_MANY if days and len(original) != len(translated) else ""
    if _names(str(original)) != _names(str(translated)):
        return advice.OTHER_NAMES.replace("NAMES", _shown(_names(str(original))))
    return ""


def _names(text: str) -> set[str] | None:
    """The names in braces that code fills in; None where the braces cannot be read."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _shown(names: set[str] | None) -> str:
    return ", ".join(f"`{{{{{name}}}}}`" for name in sorted(names or ())) or "none"
