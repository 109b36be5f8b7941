"""The organisation that runs a guide: one file, `guide.yml`; without it everything stays as it is.

name: Parent Center of Ohio          what parents call it; needed
phone: "614-555-0100"                at least one of phone, web and email
web: https://example.org
email: help@example.org
hours: {en: Monday to Friday 9 to 5, es: de lunes a viernes de 9 a 5}
languages: [en, es]                  languages that its people speak
states: [OH]                         the states it helps in; all of them where it names none
sentence: {en: We help for free., es: Ayudamos gratis.}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.facts.states import STATE_NAMES
from bot.knowledge.pages import ContentError, Page, mapping
from bot.language import spoken
from bot.settings import settings
from bot.states import model
from bot.states.load import EMAIL, PHONE, URL

FILE = Path(__file__).resolve().parents[2] / "guide.yml"
_FIELDS = ("name", "phone", "web", "email", "hours", "languages", "states", "sentence")
_IN_EACH = ("hours", "sentence")

NOT_KNOWN = "`{name}` is not known here; write one of: {allowed}"
NO_NAME = "write a line `name: ` with what parents call the organisation"
NO_WAY = "write at least one of `phone: `, `web: ` and `email: `"
WRONG = "`{value}` cannot be `{name}`; write it like {example}"
IN_EACH = "write `{name}` in each language, in lines below it that begin with: {languages}"


@dataclass(frozen=True)
class Organisation:
    """Who runs a guide. `hours` and `sentence` are by language; all but `name` may be empty."""

    name: str
    phone: str = ""
    web: str = ""
    email: str = ""
    hours: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sentence: dict[str, str] = field(default_factory=dict)

    def helps_in(self, state: object) -> bool:
        """Whether it helps in a state; where no state is known, it is named as well."""
        return not self.states or state is None or state in self.states


def organisation() -> Organisation | None:
    """The organisation of this guide; None where no file names one.

    Raises:
        ContentError: the file is not as it must be.
    """
    return _read(settings().organisation or FILE)


@lru_cache(maxsize=4)
def _read(path: Path) -> Organisation | None:
    if not path.is_file():
        return None
    page = Page(path.name, {}, {}, (), 1)
    found = read_organisation(path.read_text(encoding="utf-8"), page)
    if page.problems or found is None:
        raise ContentError(page.problems)
    return found


def read_organisation(text: str, page: Page) -> Organisation | None:
    """The organisation in `text`; None where something is wrong, told in problems of `page`."""
    content = mapping(text, page)
    if page.problems:
        return None
    for name in content:
        if name not in _FIELDS:
            page.problem_at(name, NOT_KNOWN.format(name=name, allowed=", ".join(_FIELDS)))
    if not content.get("name"):
        page.problem_at("name", NO_NAME)
    if not any(content.get(name) for name in ("phone", "web", "email")):
        page.problem_at("name", NO_WAY)
    for name, form, example in (
        ("phone", PHONE, "614-555-0100"),
        ("web", URL, "https://example.org"),
        ("email", EMAIL, "help@example.org"),
    ):
        if name in content and not form.fullmatch(str(content[name])):
            page.problem_at(name, WRONG.format(value=content[name], name=name, example=example))
    for name in _IN_EACH:
        given = content.get(name)
        if given is not None and (not isinstance(given, dict) or set(given) != set(spoken())):
            page.problem_at(name, IN_EACH.format(name=name, languages=", ".join(spoken())))
    for name, allowed, example in (
        ("languages", model.LANGUAGES, "[en, es]"),
        ("states", tuple(STATE_NAMES), "[OH, KY]"),
    ):
        given = content.get(name, [])
        if not isinstance(given, list) or not set(given) <= set(allowed):
            page.problem_at(name, WRONG.format(value=given, name=name, example=example))
    return None if page.problems else _made(content)


def _made(content: dict[str, Any]) -> Organisation:
    given = dict(content)
    for name in ("languages", "states"):
        given[name] = tuple(given.get(name, ()))
    return Organisation(**given)
