"""A language that nobody speaks: English with every letter doubled ("HHeelllloo").

It is complete, so a word whose letters are not doubled is one that code says by itself, or that was
asked for without the language.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot.deadlines.wording as engine_words
import bot.knowledge.load as load
import bot.knowledge.translations as translations
import bot.language as language
import bot.pages.documents as documents
from bot.dialogue import choices, phrases
from bot.dialogue.own_state import CENTER_FINDER, LEGAL_AID_FINDER, PROTECTION_FINDER
from bot.knowledge import keywords
from bot.knowledge.pages import read_page
from bot.pages import front
from bot.states import states

CODE = "xx"
_HELD = ("language", "locale")
_ADDRESS = re.compile(r"https?://\S+|\(/[\w.-]+\)")
_RUN = re.compile(r"[^\W\d_]+")
_ENGLISH_HEADINGS = {
    *("Tell me more", "In simple words", "Why", "By text message", "Beside your dates"),
}  # fmt: skip


def doubled(text: str) -> str:
    """A text in the pretend language; names in braces and addresses stay."""
    parts = re.split(r"(\{[^{}]*\}|https?://\S+|\(/[\w.-]+\))", text)
    return "".join(
        part if number % 2 else "".join(c * 2 if c.isalpha() else c for c in part)
        for number, part in enumerate(parts)
    )


def english_in(text: str, *allowed: str) -> list[str]:
    """The words of `text` that are not in the pretend language, less those in `allowed`."""
    known = {word.casefold() for part in allowed for word in _RUN.findall(part)}
    for name in _proper_names():
        text = text.replace(name, " ")
    words = _RUN.findall(_ADDRESS.sub(" ", text))
    return [word for word in words if not _is_doubled(word) and word.casefold() not in known]


@lru_cache(maxsize=1)
def _proper_names() -> tuple[str, ...]:
    """Names, addresses and laws of the states, which are the same in every language."""
    found: set[str] = set()
    for state in states().values():
        for contact in (*state.centers, state.protection, state.office, state.legal_aid):
            if contact is not None:
                host = re.sub(r"^https?://|/$", "", contact.url)
                found |= {contact.name, contact.url, host}
        if state.office is not None:
            office = state.office
            found |= {office.email, office.filing_email, office.hears, office.helpline}
        if state.facilitator is not None:
            found |= {state.facilitator.name, state.facilitator.url}
        if state.recording is not None:
            found.add(state.recording.law)
    found |= {CENTER_FINDER, PROTECTION_FINDER, LEGAL_AID_FINDER}
    return tuple(sorted(found - {""}, key=len, reverse=True))


def _is_doubled(word: str) -> bool:
    folded = word.casefold()
    return folded[0::2] == folded[1::2]


def translated(content: Any) -> Any:
    """A YAML file in the pretend language: its texts, not its names."""
    if isinstance(content, dict):
        return {key: translated(inner) for key, inner in content.items()}
    if isinstance(content, list):
        return [translated(inner) for inner in content]
    return doubled(content) if isinstance(content, str) else content


def _file(content: dict[str, Any]) -> str:
    words = {name: CODE if name in _HELD else translated(text) for name, text in content.items()}
    return yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=1000)


def page(text: str, sign: str | None) -> str:
    """A page of answers in the pretend language."""
    front_lines, body = "", text
    if text.startswith("---\n"):
        _, matter, body = text.split("---\n", 2)
        title = re.search(r"^title: (.*)$", matter, re.MULTILINE)
        assert title is not None
        shown = str(yaml.safe_load(matter)["title"])
        lines = [f"title: {yaml.safe_dump(doubled(shown), allow_unicode=True, width=1000).strip()}"]
        lines = [line.removesuffix("\n...") for line in lines]
        lines += [f"of: {sign}"] if sign else []
        front_lines = "\n".join(["---", *lines, "checked: {by: null, on: 2026-11-28}", "---", ""])
    return front_lines + "\n".join(map(_line, body.splitlines())) + "\n"


def _line(line: str) -> str:
    heading = line.lstrip("#").strip()
    return line if heading in _ENGLISH_HEADINGS else doubled(line)


def write(root: Path, wording: Path) -> None:
    """Puts the pretend language beside English in `root`/answers and in `wording`."""
    english, own = root / "answers" / "en", root / "answers" / CODE
    for path in sorted(english.rglob("*")):
        if path.is_dir():
            continue
        place = own / path.relative_to(english)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".yml":
            place.write_text(_file(yaml.safe_load(text)), encoding="utf-8")
        else:
            sign = None
            if path.name not in (translations.NOTICES, translations.PRIVACY):
                sign = translations.hash_of(read_page(path.name, text))
            place.write_text(page(text, sign), encoding="utf-8")
    words = yaml.safe_load((wording / "en.yml").read_text(encoding="utf-8"))
    (wording / f"{CODE}.yml").write_text(_file(words), encoding="utf-8")


@contextmanager
def spoken_beside_english(folder: Path) -> Iterator[Path]:
    """Lets the guide speak the pretend language, out of a copy of data/ in `folder`."""
    root, wording = folder / "data", folder / "wording"
    shutil.copytree(load.DATA / "answers", root / "answers")
    shutil.copy(load.DATA / "topics.yml", root)
    (root / "nlu").symlink_to(load.DATA / "nlu")
    shutil.copytree(engine_words.FOLDER, wording)
    write(root, wording)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "DATA", root)
        patch.setattr(engine_words, "FOLDER", wording)
        patch.setattr(translations, "WORDING", wording)
        for module in (language, documents):
            patch.setattr(module, "ANSWERS", root / "answers")
        translations.stamp(root, CODE)
        forget()
        yield root
    forget()


def forget() -> None:
    """Lets everything be read anew."""
    for kept in (
        language.spoken, language.texts, load.knowledge, load._content, engine_words.wording,
        phrases.phrases, choices._sentences, choices._pattern, keywords._keywords,
        keywords._commands, front.widget, documents.document,
    ):  # fmt: skip
        kept.cache_clear()
