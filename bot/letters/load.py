"""Reads data/letters, and says in plain words what is wrong with a letter.

The English file holds everything; a translation holds the words alone, and names in `of` the
English text it is of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content import content_of
from bot.deadlines.wording import wording
from bot.dialogue.case import FACTS
from bot.knowledge.load import checked_of
from bot.knowledge.pages import ContentError, Page, Problem, Section, read_page
from bot.knowledge.plan import read_plan
from bot.knowledge.sources import form_of
from bot.knowledge.translations import hash_of
from bot.language import ORIGINAL, texts
from bot.letters import advice
from bot.letters.model import HOLDING, SECTIONS, SIGNED, TO, UNKNOWN, Fits, Letter

DATA = Path(__file__).resolve().parents[2] / "data"
SEEN = "seen.yml"
"""Beside the folders of the languages: where the text of each source was seen, and when."""
GAP = re.compile(r"\{\{(\w+)\}\}")
_FIELDS = (
    "title", "kind", "choice", "to", "signed", "answers", "asked", "fits", "needs", "opens",
    "until", "instead", "sources", "order", "checked",
)  # fmt: skip
_TRANSLATED = ("title", "asked", "of", "checked")


@lru_cache(maxsize=8)
def letters(language: str = ORIGINAL) -> Mapping[str, Letter]:
    """Every letter by its id, the most pressing kind first; English where it is not translated.

    Raises:
        ContentError: a file is not as it must be.
    """
    found, problems = inspect(DATA)
    if problems:
        raise ContentError(problems)
    return found.get(language, found[ORIGINAL])


def inspect(root: Path = DATA) -> tuple[dict[str, dict[str, Letter]], list[Problem]]:
    """The letters under `root` by language, and what is wrong with them."""
    plan, _ = read_plan((root / "topics.yml").read_text(encoding="utf-8"))
    pages = {
        folder.name: _pages(folder)
        for folder in sorted((root / "letters").iterdir())
        if folder.is_dir()
    }
    originals = pages.pop(ORIGINAL, {})
    english = {name: _letter(name, page) for name, page in originals.items()}
    seen = {str(each["source"]) for each in content_of(root / "letters" / SEEN)["seen"]}
    for page in originals.values():
        _check(page, set(plan.topics), seen)
        if "instead" in page.front and page.front["instead"] not in originals:
            page.problem_at("instead", advice.NO_SUCH_LETTER.format(name=page.front["instead"]))
    found = {ORIGINAL: _ordered(english)}
    for language, translated in pages.items():
        own = dict(english)
        for name, page in translated.items():
            original = originals.get(name)
            if original is None:
                page.problem(1, advice.NO_ORIGINAL.format(name=name))
                continue
            _compare(original, page)
            own[name] = _translation(english[name], page, language)
        found[language] = _ordered(own)
    every = [*originals.values(), *(page for group in pages.values() for page in group.values())]
    problems = [problem for page in every for problem in page.problems]
    return found, sorted(problems, key=lambda problem: (problem.path, problem.line))


def missing(root: Path = DATA) -> dict[str, list[str]]:
    """The letters that each other language has not translated yet."""
    folders = {path.name: path for path in (root / "letters").iterdir() if path.is_dir()}
    english = {path.stem for path in folders[ORIGINAL].glob("*.md")}
    return {
        language: sorted(english - {path.stem for path in folder.glob("*.md")})
        for language, folder in folders.items()
        if language != ORIGINAL
    }


def _pages(folder: Path) -> dict[str, Page]:
    return {
        path.stem: read_page(
            f"data/letters/{folder.name}/{path.name}", path.read_text(encoding="utf-8")
        )
        for path in sorted(folder.glob("*.md"))
    }


def _ordered(found: Mapping[str, Letter]) -> dict[str, Letter]:
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def _letter(name: str, page: Page) -> Letter:
    front = page.front
    fits, opens = _mapping(front.get("fits")), _mapping(front.get("opens"))
    expedited = {"true": True, "false": False}.get(str(fits.get("expedited")))
    order = str(front.get("order", ""))
    return Letter(
        id=name,
        title=str(front.get("title", name)),
        kind="card" if front.get("kind") == "card" else "letter",
        choice=front.get("choice") == "true",
        order=int(order) if order.isdigit() else 0,
        to=str(front.get("to", "school")),
        signed=str(front.get("signed", "parent")),
        answers=_listed(front.get("answers")),
        asked=_listed(front.get("asked")),
        fits=Fits(
            str(fits.get("filed_by", "")),
            expedited,
            _listed(fits.get("any")),
            _listed(fits.get("none")),
            _listed(fits.get("agreement_from")),
        ),
        needs=str(front.get("needs", "")),
        opens_after=str(opens.get("after", "")),
        opens_or=str(opens.get("or", "")),
        until=_listed(front.get("until")),
        instead=str(front.get("instead", "")),
        sources=_listed(front.get("sources")),
        checked=checked_of(page),
        language=ORIGINAL,
        texts=_texts(page),
    )


def _translation(original: Letter, page: Page, language: str) -> Letter:
    return replace(
        original,
        title=str(page.front.get("title", original.title)),
        asked=_listed(page.front.get("asked")),
        checked=checked_of(page),
        language=language,
        texts=_texts(page),
    )


def _texts(page: Page) -> dict[str, str]:
    """Each section by its id; one under another by both, `letter/expedited`."""
    return {name: section.text for name, section in _named(page)}


def _named(page: Page) -> list[tuple[str, Section]]:
    found, above = [], ""
    for section in page.sections:
        above = section.id if section.level == 2 else above
        found.append((section.id if section.level == 2 else f"{above}/{section.id}", section))
    return found


# -- what is wrong -----------------------------------------------------------------------------


def _check(page: Page, topics: set[str], seen: set[str]) -> None:
    """What is wrong in an English letter; its sources must be among those whose text was seen."""
    front = page.front
    for name in front:
        if name not in _FIELDS:
            page.problem_at(name, advice.NOT_A_FIELD.format(name=name, allowed=", ".join(_FIELDS)))
    for name in ("title", "asked", "answers", "sources", "checked"):
        if not front.get(name):
            page.problem(1, advice.NO_FIELD.format(name=name))
    _one_of(page, "to", TO)
    _one_of(page, "signed", SIGNED)
    for source in _listed(front.get("sources")):
        if form_of(source) is None:
            page.problem_at("sources", advice.NO_SUCH_SOURCE.format(source=source))
        elif source not in seen:
            page.problem_at("sources", advice.NOT_SEEN.format(source=source))
    for topic in _listed(front.get("answers")):
        if topic not in topics:
            page.problem_at("answers", advice.NO_SUCH_TOPIC.format(topic=topic))
    _check_fits(page)
    dates = wording().titles
    opens = _mapping(front.get("opens"))
    after = [str(opens["after"])] if opens.get("after") else []
    for key in (*_listed(front.get("until")), *after):
        if key not in dates:
            place = "opens" if key in after else "until"
            page.problem_at(place, advice.NO_SUCH_DATE.format(key=key))
    if front.get("needs") and front["needs"] not in FACTS:
        page.problem_at("needs", advice.NO_SUCH_FACT.format(name=front["needs"]))
    _check_sections(page)


def _check_fits(page: Page) -> None:
    fits = _mapping(page.front.get("fits"))
    for name in fits:
        if name not in Fits.__dataclass_fields__:
            page.problem_at(
                "fits", advice.NOT_A_FIELD.format(name=name, allowed="filed_by, any, none")
            )
    for name in (*_listed(fits.get("any")), *_listed(fits.get("none"))):
        if name not in HOLDING and name not in FACTS:
            page.problem_at("fits", advice.NO_SUCH_SITUATION.format(name=name))
    for name in _listed(fits.get("agreement_from")):
        if name not in ("resolution_meeting", "mediation", "private", UNKNOWN):
            page.problem_at("fits", advice.NO_SUCH_SITUATION.format(name=name))


def _check_sections(page: Page) -> None:
    """Each section is there, its situations are known, and so are its gaps."""
    gaps = set(texts("letters.yml", ORIGINAL)["gaps"])
    wanted = set(SECTIONS) - (set() if page.front.get("until") else {"late"})
    for name, section in _named(page):
        part, _, situation = name.partition("/")
        if part not in SECTIONS or (situation and situation not in HOLDING):
            allowed = ", ".join(f"{{{name}}}" for name in SECTIONS)
            page.problem(section.line, advice.NO_SUCH_SECTION.format(name=name, allowed=allowed))
        for gap in GAP.findall(section.text):
            if gap not in gaps:
                page.problem(section.line, advice.NO_SUCH_GAP.format(gap=gap))
        wanted.discard(name)
    for name in sorted(wanted):
        page.problem(page.end, advice.NO_SECTION.format(name=name))


def _compare(original: Page, page: Page) -> None:
    """What is wrong in a translation: stale, or with other sections or gaps than the original."""
    for name in page.front:
        if name not in _TRANSLATED:
            allowed = ", ".join(_TRANSLATED)
            page.problem_at(name, advice.NOT_A_FIELD.format(name=name, allowed=allowed))
    for name in ("title", "asked", "checked"):
        if not page.front.get(name):
            page.problem(1, advice.NO_FIELD.format(name=name))
    now = hash_of(original)
    if page.front.get("of") != now:
        page.problem_at("of", advice.STALE.format(hash=now))
    english, own = dict(_named(original)), dict(_named(page))
    for name in english.keys() - own.keys():
        page.problem(page.end, advice.NO_SECTION.format(name=name))
    for name, section in own.items():
        if name not in english:
            page.problem(section.line, advice.NOT_IN_ENGLISH.format(name=name))
        elif set(GAP.findall(section.text)) != set(GAP.findall(english[name].text)):
            shown = ", ".join(f"{{{{{gap}}}}}" for gap in GAP.findall(english[name].text))
            page.problem(section.line, advice.OTHER_GAPS.format(gaps=shown or "none"))


def _one_of(page: Page, name: str, allowed: tuple[str, ...]) -> None:
    if name in page.front and page.front[name] not in allowed:
        text = advice.NOT_A_FIELD.format(name=page.front[name], allowed=", ".join(allowed))
        page.problem_at(name, text)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
