"""The one reader of data/answers and data/topics.yml, for the importer, the answers and the doors.

`knowledge()` is what the guide says. `inspect()` also tells what is wrong in the files, each in a
line that a lawyer understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from bot.knowledge import advice
from bot.knowledge.model import SITUATIONS, Checked, Knowledge, Notice, Question, Topic
from bot.knowledge.pages import ContentError, Page, Problem, Section, read_page
from bot.knowledge.plan import Entry, Plan, read_plan
from bot.knowledge.sources import form_of, forms
from bot.knowledge.translations import (
    BESIDE,
    BY_TEXT,
    NOTICES,
    PRIVACY,
    compare,
    compare_texts,
)
from bot.language import ORIGINAL

DATA = Path(__file__).resolve().parents[2] / "data"

MORE, SIMPLE, WHY = "Tell me more", "In simple words", "Why"
ASPECTS = (MORE, SIMPLE, WHY)
"""Headings that every topic has, with texts that hold for all its questions."""
NEAR_MISSES = "near_misses"
NEEDED = (
    "crisis", "deleted", "deny_ok", "affirm_what", "emoji_only", "empty", "fallback", "goodbye",
    "greet", "hand_over", "help", "never_mind", "no_commands", "not_deleted", "only_text",
    "out_of_scope", "private_only", "reply_more", "slow_down", "switch_language", "thanks",
    "too_long", "try_again",
)  # fmt: skip
"""Notices that rules, actions and doors say by name."""


@dataclass
class Content:
    """Everything under data/answers, and what is wrong or missing there."""

    languages: dict[str, Knowledge] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)
    """What a language has not translated yet: files, and single texts as `file: name`."""


@lru_cache(maxsize=8)
def knowledge(language: str = ORIGINAL) -> Knowledge:
    """Everything vetted in a language; English where it lacks a text, or is not spoken at all.

    Raises:
        ContentError: a file is not as it must be.
    """
    content = _content()
    if content.problems:
        raise ContentError(content.problems)
    return content.languages.get(language, content.languages[ORIGINAL])


@lru_cache(maxsize=1)
def _content() -> Content:
    return inspect(DATA)


def inspect(root: Path = DATA) -> Content:
    """All content under `root` in every language, with what is wrong or missing in it."""
    plan, problems = read_plan((root / "topics.yml").read_text(encoding="utf-8"))
    folders = sorted(path.name for path in (root / "answers").iterdir() if path.is_dir())
    pages = {language: _pages(root, language) for language in folders}
    originals = pages.pop(ORIGINAL, {})
    original = _knowledge(ORIGINAL, plan, originals, None)
    content = Content({ORIGINAL: original})
    for language, found in pages.items():
        short = compare(originals, found)
        content.languages[language] = _knowledge(language, plan, found, original)
        wrong, lacking = compare_texts(root, language)
        problems += wrong
        files = [f"data/answers/{language}/{name}" for name in originals if name not in found]
        content.missing[language] = files + short + lacking
    for found in (originals, *pages.values()):
        _find_doubled(found)
        problems += [problem for page in found.values() for problem in page.problems]
    problems += _files_not_there(root, plan, originals)
    content.problems = sorted(problems, key=lambda problem: (problem.path, problem.line))
    return content


def _pages(root: Path, language: str) -> dict[str, Page]:
    """Every page of a language, by its path below the folder of the language."""
    folder = root / "answers" / language
    found = {}
    for path in sorted([*folder.glob("*.md"), *folder.glob(f"{NEAR_MISSES}/*.md")]):
        name = path.relative_to(folder).as_posix()
        if name == PRIVACY:
            continue  # a page of its own, not an answer
        text = path.read_text(encoding="utf-8")
        found[name] = read_page(f"data/answers/{language}/{name}", text)
    return found


# -- what belongs together ---------------------------------------------------------------------


def _files_not_there(root: Path, plan: Plan, pages: Mapping[str, Page]) -> list[Problem]:
    """Each topic and near miss has a page and examples, and each page belongs to one."""
    problems = []
    names = {f"{name}.md": name for name in plan.topics}
    names |= {f"{NEAR_MISSES}/{name}.md": name for name in plan.near_misses}
    for file, name in {**names, NOTICES: "notices"}.items():
        if file not in pages:
            path = f"data/answers/{ORIGINAL}/{file}"
            problems.append(Problem(path, 1, advice.NO_FILE.format(name=name)))
    for file, page in pages.items():
        if file not in names and file != NOTICES:
            problems.append(Problem(page.path, 1, advice.NOT_LISTED))
    for folder, listed in (("topics", plan.topics), ("near_miss", plan.near_misses)):
        for name in listed:
            path = f"nlu/{ORIGINAL}/{folder}/{name}.yml"
            if not (root / path).is_file():
                problems.append(Problem(f"data/{path}", 1, advice.NO_EXAMPLES))
    return problems


def _find_doubled(pages: Mapping[str, Page]) -> None:
    """No two answers have one id, and no two notices."""
    seen: dict[tuple[bool, str], str] = {}
    for name, page in pages.items():
        for section in page.sections:
            if section.level == 3:
                continue  # a situation, which many questions have
            key = (name == NOTICES, section.id)
            if section.id and key in seen:
                text = advice.DOUBLED_ID.format(id=section.id, where=seen[key])
                page.problem(section.line, text)
            seen.setdefault(key, f"{page.path}, line {section.line}")


# -- pages as knowledge ------------------------------------------------------------------------


def _knowledge(
    language: str, plan: Plan, pages: Mapping[str, Page], original: Knowledge | None
) -> Knowledge:
    """The pages of a language as knowledge; what it has no page for comes from the original."""
    topics = dict(original.topics) if original else {}
    for name, entry in plan.topics.items():
        page = pages.get(f"{name}.md")
        topic = _topic(name, entry, page, topics.get(name)) if page else None
        topics |= {name: replace(topic, language=language)} if topic else {}
    near = dict(original.near_misses) if original else {}
    for name, entry in plan.near_misses.items():
        page = pages.get(f"{NEAR_MISSES}/{name}.md")
        notice = _near_miss(name, entry, page, near.get(name)) if page else None
        near |= {name: replace(notice, language=language)} if notice else {}
    notices = dict(original.notices) if original else {}
    if page := pages.get(NOTICES):
        found = _notices(plan, page, notices)
        notices |= {name: replace(notice, language=language) for name, notice in found.items()}
    return Knowledge(language, topics, near, notices)


def _topic(name: str, entry: Entry, page: Page, original: Topic | None) -> Topic | None:
    _check_front(page, translated=original is not None)
    found = _questions(page, ASPECTS, (BY_TEXT, BESIDE))
    for section, _ in found:
        if not re.fullmatch(rf"{re.escape(name)}(\.[a-z0-9_]+)?", section.id):
            page.problem(section.line, advice.WRONG_ID.format(name=name))
    texts = {s.heading: s.text for s in page.sections if s.level == 2 and not s.id}
    for heading in ASPECTS:
        if heading not in texts:
            page.problem(page.end, advice.NO_ASPECT.format(heading=heading))
    if not found:
        page.problem(page.end, advice.NO_QUESTION.format(name=name))
        return None
    return Topic(
        id=name,
        family=entry.family,
        name=str(page.front.get("title", name)),
        questions=tuple(
            Question(
                section.id,
                section.heading,
                section.text,
                under.pop(BY_TEXT),
                under.pop(BESIDE),
                under,
            )
            for section, under in found
        ),
        more=texts.get(MORE, ""),
        simple=texts.get(SIMPLE, ""),
        why=texts.get(WHY, ""),
        sources=original.sources if original else _sources(page),
        follow_ups=entry.follow_ups,
        deadlines=entry.deadlines,
        checked=checked_of(page),
        missed_told=entry.missed_told,
    )


def _near_miss(name: str, entry: Entry, page: Page, original: Notice | None) -> Notice | None:
    _check_front(page, translated=original is not None)
    found = _questions(page, (), (BY_TEXT,))
    if len(found) != 1 or found[0][0].id != name:
        page.problem(page.end, advice.NO_NEAR_MISS.format(name=name))
        return None
    sources = original.sources if original else _sources(page)
    return _notice(*found[0], sources, entry, page)


def _notices(plan: Plan, page: Page, originals: Mapping[str, Notice]) -> dict[str, Notice]:
    _check_front(page, translated=bool(originals))
    found = {}
    for section, under in _questions(page, (), (BY_TEXT,)):
        original = originals.get(section.id)
        sources = original.sources if original else _sources(page, section.id)
        entry = plan.notices.get(section.id, Entry())
        found[section.id] = _notice(section, under, sources, entry, page)
    for name in _of_each(page):
        if name not in found:
            text = advice.SOURCE_OF_NOTHING.format(name=name)
            page.problem(page.lines[f"sources.{name}"], text)
    for name in sorted({*plan.notices, *NEEDED} - set(found) - set(originals)):
        page.problem(page.end, advice.NO_NOTICE.format(name=name))
    return found


def _notice(
    section: Section, under: Mapping[str, str], sources: tuple[str, ...], entry: Entry, page: Page
) -> Notice:
    sms = under[BY_TEXT]
    return Notice(
        section.id, section.heading, section.text, sms, sources, entry.follow_ups, checked_of(page)
    )


def _questions(
    page: Page, aspects: tuple[str, ...], variants: tuple[str, ...]
) -> list[tuple[Section, dict[str, str]]]:
    """Each heading that has an id, with the texts of the headings under it.

    `aspects` are the other headings that may stand here, `variants` those under a question. A
    heading under a question of a topic that has an id itself holds the answer in a situation.
    """
    found: list[tuple[Section, dict[str, str]]] = []
    under: Section | None = None
    seen: set[tuple[str, str]] = set()
    for section in page.sections:
        if section.level == 2:
            under = section
        above = under.id if under and section.level > 2 else ""
        key = (above, section.id or section.heading)
        if key in seen and (above or not section.id):
            page.problem(section.line, advice.DOUBLED_HEADING.format(heading=section.heading))
        seen.add(key)
        if section.level == 2 and section.id:
            found.append((section, dict.fromkeys(variants, "")))
        elif section.level == 3 and above and section.id and BESIDE in variants:
            if section.id in SITUATIONS:
                found[-1][1][section.id] = section.text
            else:
                allowed = advice.either(SITUATIONS)
                page.problem(
                    section.line, advice.NO_SITUATION.format(id=section.id, allowed=allowed)
                )
        elif section.level == 3 and above and section.heading in variants:
            found[-1][1][section.heading] = section.text
        elif section.level and not (section.level == 2 and section.heading in aspects):
            page.problem(section.line, _wrong_heading(section, aspects, variants))
    return found


def _wrong_heading(section: Section, aspects: Iterable[str], variants: Iterable[str]) -> str:
    allowed = [*(f"## {name}" for name in aspects), *(f"### {name}" for name in variants)]
    heading = f"{'#' * section.level} {section.heading}"
    return advice.WRONG_HEADING.format(heading=heading, allowed=advice.either(allowed))


# -- front matter ------------------------------------------------------------------------------


def _check_front(page: Page, translated: bool) -> None:
    allowed = ("title", "of", "checked") if translated else ("title", "sources", "checked")
    for name in page.front:
        if name not in allowed:
            text = advice.NOT_KNOWN.format(name=name, allowed=advice.either(allowed))
            page.problem(page.lines[name], text)
    if not page.front and page.problems:
        return  # it could not be read, which is told already
    if not translated and "sources" not in page.front:
        page.problem(1, advice.NO_SOURCES.format(example=forms()[0].example))
    if not page.front.get("title"):
        page.problem_at("title", advice.NO_TITLE)
    checked = page.front.get("checked")
    if not isinstance(checked, dict) or set(checked) != {"by", "on"}:
        page.problem_at("checked", advice.NO_CHECKED)


def checked_of(page: Page) -> Checked:
    """Who checked a page, and on which day; empty where nobody has."""
    checked = page.front.get("checked")
    if not isinstance(checked, dict):
        return Checked("", "")
    by, on = (str(checked.get(key) or "") for key in ("by", "on"))
    return Checked("" if by == "null" else by, on)


def _of_each(page: Page) -> Mapping[str, object]:
    """The sources in a page of several texts, by the id of each."""
    listed = page.front.get("sources")
    return listed if isinstance(listed, dict) else {}


def _sources(page: Page, of: str = "") -> tuple[str, ...]:
    """The sources of a page, or of one text in it, as far as their form is known."""
    place = f"sources.{of}" if of else "sources"
    listed = (_of_each(page).get(of) if of else page.front.get("sources")) or ()
    line = page.lines.get(place, 1)
    if not isinstance(listed, list | tuple):
        page.problem(line, advice.NO_SOURCES.format(example=forms()[0].example))
        return ()
    for number, source in enumerate(listed):
        line = page.lines.get(f"{place}.{number}", line)
        if not isinstance(source, str):
            page.problem(line, advice.COLON_IN_SOURCE)
        elif form_of(source) is None:
            examples = advice.either(form.example for form in forms())
            page.problem(line, advice.WRONG_SOURCE.format(source=source, examples=examples))
    return tuple(map(str, listed))
