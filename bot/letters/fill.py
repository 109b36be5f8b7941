"""A letter with the dates of a case in it, and gaps for what only the parent knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dialogue.case import DATED, Case
from bot.dialogue.phrases import phrases
from bot.language import texts
from bot.letters.fit import dates_of, holds
from bot.letters.load import GAP, letters
from bot.letters.model import Letter

TODAY = "letter_date"
_ABOVE = {
    "school": ("to_school",),
    "hearing_officer": ("to_hearing_officer", "copy_to_school"),
    "school_and_hearing_officer": ("to_school", "to_hearing_officer"),
    "state": ("to_state", "copy_to_school"),
}
_BELOW = {"parent": ("signature",), "both": ("signature_parent", "signature_school")}


@dataclass(frozen=True)
class Gap:
    """What the parent fills in: its name, and what it is for."""

    name: str
    label: str


@dataclass(frozen=True)
class Paragraph:
    """Words and gaps; `kind` tells lines around the letter from its subject, text and list."""

    parts: tuple[str | Gap, ...]
    kind: str = "text"

    @property
    def plain(self) -> str:
        """The paragraph as text, its gaps in square brackets."""
        return "".join(p if isinstance(p, str) else f"[{p.label}]" for p in self.parts)


@dataclass(frozen=True)
class Filled:
    """A letter for a case. `english` is the text beneath one in another language, which the school
    reads; empty where the letter is English."""

    title: str
    above: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    english: tuple[Paragraph, ...]
    below: tuple[Paragraph, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All of it, in the order in which it stands on the paper."""
        return (*self.above, *self.body, *self.english, *self.below)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in the order in which they come, each once."""
        found = {p.name: p for each in self.paragraphs for p in each.parts if isinstance(p, Gap)}
        for each in (*self.above, *self.body, *self.below):
            # The label in the parent's language, not that of the English text beneath.
            found |= {p.name: p for p in each.parts if isinstance(p, Gap)}
        return tuple(found.values())

    @property
    def plain(self) -> str:
        """The whole letter as text."""
        return "\n\n".join(paragraph.plain for paragraph in self.paragraphs)


def fill(letter: Letter, case: Case, today: date, language: str) -> Filled:
    """The letter in a language with the dates of the case.

    One in another language has the English text beneath. A date that the case does not give is a
    gap.
    """
    own = letters(language)[letter.id]
    known = _known(case, today, language)
    labels = texts("letters.yml", language)["gaps"]
    lines = texts("letters.yml", language)["lines"]
    body = _body(own, case, today, known, labels, lines)
    english: tuple[Paragraph, ...] = ()
    if own.language != "en" and own.kind == "letter":
        words = texts("letters.yml", "en")
        original = letters("en")[letter.id]
        dates = _known(case, today, "en")
        english = _body(original, case, today, dates, words["gaps"], words["lines"])
    if own.kind == "card":
        return Filled(own.title, (), body, (), ())
    above = ("date", *_ABOVE[own.to], "from", "child")
    return Filled(
        own.title,
        tuple(_paragraph(lines[name], known, labels, "line") for name in above),
        body,
        english,
        tuple(_paragraph(lines[name], known, labels, "signature") for name in _BELOW[own.signed]),
    )


def _body(
    letter: Letter,
    case: Case,
    today: date,
    known: dict[str, str],
    labels: dict[str, Any],
    lines: dict[str, Any],
) -> tuple[Paragraph, ...]:
    holding = holds(case, today)
    subject = letter.text("subject", holding)
    found = []
    if letter.kind == "letter":
        line = str(lines["subject"]).replace("{subject}", subject)
        found.append(_paragraph(line, known, labels, "subject"))
    for block in letter.text("letter", holding).split("\n\n"):
        for line in block.split("\n"):
            kind = "item" if line.startswith("- ") else "text"
            found.append(_paragraph(line.removeprefix("- "), known, labels, kind))
    return tuple(found)


def _paragraph(text: str, known: dict[str, str], labels: dict[str, Any], kind: str) -> Paragraph:
    parts: list[str | Gap] = []
    for number, piece in enumerate(GAP.split(text)):
        if number % 2 == 0:
            parts.append(piece)
        elif piece in known:
            parts.append(known[piece])
        else:
            parts.append(Gap(piece, str(labels[piece])))
    return Paragraph(tuple(part for part in parts if part != ""), kind)


def _known(case: Case, today: date, language: str) -> dict[str, str]:
    """Each date of the case in words: of the facts told, and what the rules make of them."""
    words = phrases(language)
    told = {name: day for name in DATED if (day := case.day(name))}
    counted = {key: found.date for key, found in dates_of(case).items() if found.date}
    return {name: words.day(day) for name, day in {**counted, **told, TODAY: today}.items()}
