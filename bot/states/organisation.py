"""The organisation that runs a guide: one file, `guide.yml`; without it everything stays as it is.

name: Parent Center of Ohio          what parents call it; needed
phone: "614-555-0100"                at least one of phone, web and email
web: https://example.org
email: help@example.org
hours: {en: Monday to Friday 9 to 5, es: de lunes a viernes de 9 a 5}
languages: [en, es]                  languages that its people speak
states: [OH]                         the states it helps in; all of them where it names none
sentence: {en: We help for free., es: Ayudamos gratis.}
color: "#1b5e7b"                     of header and buttons; white text must be readable on it
logo: logo.svg                       a file beside this one, SVG or PNG, 50 kB at most
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
from bot.states import look, model
from bot.states.load import EMAIL, PHONE, URL
from bot.states.look import Logo

FILE = Path(__file__).resolve().parents[2] / "guide.yml"
_FIELDS = (
    "name", "phone", "web", "email", "hours", "languages", "states", "sentence", "color", "logo",
)  # fmt: skip
_IN_EACH = ("hours", "sentence")

NOT_KNOWN = "`{name}` is not known here; write one of: {allowed}"
NO_NAME = "write a line `name: ` with what parents call the organisation"
NO_WAY = "write at least one of `phone: `, `web: ` and `email: `"
WRONG = "`{value}` cannot be `{name}`; write it like {example}"
NO_COLOR = '`{value}` is no colour; write it in quotation marks, like `color: "#1b5e7b"`'
TOO_LIGHT = (
    "white text cannot be read well on `{value}` (contrast {found:.1f}, at least {least} is "
    'needed); write a darker colour, like `color: "{darker}"`'
)
NO_LOGO = "write `logo: ` with the name of a file beside this one, like logo.svg or logo.png"
LOGO_MISSING = "there is no file `{value}` beside this one; put the logo there"
LOGO_LARGE = "`{value}` has {size} bytes; make it smaller than {limit}"
LOGO_WRONG = "`{value}` is not what its name says; save it again as {kind}"
LOGO_ACTIVE = "`{value}` holds `{part}`; save it as a plain SVG without that, or as PNG"
IN_EACH = "write `{name}` in each language, in lines below it that begin with: {languages}"


@dataclass(frozen=True)
class Organisation:
    """Who runs a guide. `hours` and `sentence` are by language; all but `name` may be empty.

    `color` is `#rrggbb`, and white text can be read on it.
    """

    name: str
    phone: str = ""
    web: str = ""
    email: str = ""
    hours: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sentence: dict[str, str] = field(default_factory=dict)
    color: str = ""
    logo: Logo | None = None

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
    found = read_organisation(path.read_text(encoding="utf-8"), page, path.parent)
    if page.problems or found is None:
        raise ContentError(page.problems)
    return found


def read_organisation(text: str, page: Page, folder: Path) -> Organisation | None:
    """The organisation in `text`; None where something is wrong, told in problems of `page`.

    A logo is read from `folder`.
    """
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
    _check_color(content, page)
    logo = _logo(content, page, folder)
    return None if page.problems else _made(content, logo)


def _check_color(content: dict[str, Any], page: Page) -> None:
    if "color" not in content:
        return
    color = str(content["color"] or "")
    if not look.COLOR.fullmatch(color):
        page.problem_at("color", NO_COLOR.format(value=color))
    elif (found := look.contrast(color, look.WHITE)) < look.LEAST:
        darker = look.darkened(color, (look.WHITE,))
        said = TOO_LIGHT.format(value=color, found=found, least=look.LEAST, darker=darker)
        page.problem_at("color", said)


def _logo(content: dict[str, Any], page: Page, folder: Path) -> Logo | None:
    """The logo that the file names; None where there is none or it cannot be served."""
    if "logo" not in content:
        return None
    name = str(content["logo"] or "")
    ending = Path(name).suffix.lower()
    if Path(name).name != name or ending not in look.LOGO_TYPES:
        page.problem_at("logo", NO_LOGO)
        return None
    file = folder / name
    if not file.is_file():
        page.problem_at("logo", LOGO_MISSING.format(value=name))
        return None
    size = file.stat().st_size
    if size > look.LOGO_LIMIT:
        said = LOGO_LARGE.format(value=name, size=size, limit=look.LOGO_LIMIT)
        page.problem_at("logo", said)
        return None
    held = file.read_bytes()
    kind = ending.removeprefix(".").upper()
    active = look.wrong_in_svg(held) if ending == ".svg" else None
    if active == "" or (ending == ".png" and not look.is_png(held)):
        page.problem_at("logo", LOGO_WRONG.format(value=name, kind=kind))
    elif active:
        page.problem_at("logo", LOGO_ACTIVE.format(value=name, part=active))
    return Logo(f"/logo{ending}", look.LOGO_TYPES[ending], held)


def _made(content: dict[str, Any], logo: Logo | None) -> Organisation:
    given = {**content, "logo": logo}
    for name in ("languages", "states"):
        given[name] = tuple(given.get(name, ()))
    return Organisation(**given)
