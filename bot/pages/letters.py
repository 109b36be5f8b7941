"""The page of a letter, and its signed and expiring link.

A link holds the dates of a case and no name. What a parent types into the gaps stays in the
browser: `letter.js` writes it into the letter on the page, and no request carries it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from bot.deadlines import Facts
from bot.dialogue.case import Case
from bot.dialogue.phrases import phrases
from bot.knowledge.sources import links_for
from bot.language import ORIGINAL, language_of, texts
from bot.letters import Filled, Gap, Letter, Offer, Paragraph, fill, fit, letters, offer
from bot.letters.fit import holds
from bot.pages.calendar import facts_as_json, facts_from_json
from bot.pages.dates import case_of
from bot.pages.links import LinkError, opened, packed, signed, unpacked
from bot.pages.templates import filled_in, in_language, other_languages

MOST_OTHERS = 8
"""Other letters listed on the page of one."""
LONG = ("what_happened", "point_1", "point_2", "point_3", "what_i_ask", "promise_1", "promise_2",
        "promise_3", "what_is_missing", "missed_list", "current_placement", "what_changed",
        "facts", "agreed", "not_agreed", "still_open", "which_records", "reason",
        "days_i_can")  # fmt: skip
"""Gaps for more than a line."""


class LetterLinkError(LinkError):
    """A link to a letter is forged, expired or damaged, or there is no such letter."""

    words = ("letters.yml", "page", "link")


@dataclass(frozen=True)
class LetterLink:
    """What a link stands for: the dates of a case, and the language of the chat."""

    facts: Facts
    language: str


def letter_link(letter: str, case: Case, now: datetime, language: str = ORIGINAL) -> str:
    """Path of the page of a letter for a case, valid for a week."""
    content: dict[str, Any] = {**facts_as_json(case.to_facts()), "l": language}
    # What is empty or as usual is left out, so that the link is short in a text message.
    usual = {"b": "parent", "l": ORIGINAL}
    content = {key: value for key, value in content.items() if value and value != usual.get(key)}
    plain = json.dumps(content, separators=(",", ":"))
    small = packed(plain)
    payload = f"j{plain}" if len(plain) <= len(small) else f"z{small}"
    return f"/letter/{signed('let', payload, now)}/{letter}"


def opened_letter_link(token: str, now: datetime) -> LetterLink:
    """What a link stands for.

    Raises:
        LetterLinkError: the link is not ours or no longer valid.
    """
    found = opened(token, "let")
    if found is None:
        raise LetterLinkError("not_valid")
    expires, payload = found
    try:
        plain = payload[1:]
        kept = json.loads(unpacked(plain) if payload[:1] == "z" else plain)
        language = language_of(kept.get("l"))
        if expires < now.timestamp():
            raise LetterLinkError("expired", language)
        return LetterLink(facts_from_json(kept), language)
    except LetterLinkError:
        raise
    except (ValueError, KeyError, TypeError, zlib.error) as problem:
        raise LetterLinkError("damaged") from problem


def letter_of(name: str, language: str) -> Letter:
    """The letter of that id.

    Raises:
        LetterLinkError: there is none.
    """
    found = letters(language).get(name)
    if found is None:
        raise LetterLinkError("no_letter", language)
    return found


# -- the page ----------------------------------------------------------------------------------


def letter_page(name: str, facts: Facts, today: date, token: str, language: str) -> str:
    """The page of a letter as HTML; everything that is not ours is escaped.

    Raises:
        LetterLinkError: there is no such letter.
    """
    letter = letter_of(name, language)
    case, words = case_of(facts), texts("letters.yml", language)["page"]
    found = offer(letter, case, today)
    filled = fill(letter, case, today, language)
    holding = holds(case, today)
    card = letter.kind == "card"
    return filled_in(
        "letter.html",
        {
            "language": language,
            "title": f"{letter.title}: {words['site']}",
            "heading": letter.title,
            "when_heading": words["when_heading"],
            "when": letter.text("when", holding),
            "letter_heading": words["card"] if card else words["letter"],
            "copy": words["copy"],
            "copied": words["copied"],
            "print": words["print"],
            "word": words["word"],
            "file": f"{words['file']}.docx",
            "docx": in_language(f"/letter/{token}/{name}.docx", language),
            "next_heading": words["next_heading"],
            "next": letter.text("next", holding),
            "law": words["law"],
            "check": words["check"],
        },
        languages=other_languages(f"/letter/{token}/{name}", language),
        status="\n".join(_status(found, filled, letter, today, language)),
        fields="" if card else _fields(filled, words),
        letter=_letter(filled, letter, words),
        send="" if card else _send(words),
        sources="\n".join(_sources(letter)),
        others=_others(letter, case, today, token, language, words),
    )


def _status(
    found: Offer, filled: Filled, letter: Letter, today: date, language: str
) -> Iterable[str]:
    """By when to send it, that it is too early or too late for it, and a date that is missing."""
    words, own = phrases(language), texts("letters.yml", language)["page"]
    if found.state == "past" and found.last:
        said = own["past"].format(day=words.day(found.last))
        yield f'<p class="past">{escape(said)} {escape(letter.text("late"))}</p>'
    elif found.state == "later" and found.opens:
        yield f'<p class="by">{escape(own["opens"].format(day=words.day(found.opens)))}</p>'
    elif found.by:
        mark = words.mark(found.by, today)
        yield f'<p class="by">{escape(own["by"].format(day=words.day(found.by), mark=mark))}</p>'
    if found.state == "now" and found.opens:
        early = texts("letters.yml", language)["chat"]["early"]
        yield f"<p>{escape(early.format(day=words.day(found.opens)))}</p>"
    gaps = {gap.name: gap.label for gap in filled.gaps}
    if found.asks and found.asks in gaps:
        yield f"<p>{escape(own['needs'].format(gap=gaps[found.asks]))}</p>"


def _fields(filled: Filled, words: dict[str, Any]) -> str:
    """A field for each gap. They have no name and stand in no form, so nothing sends them."""
    rows = []
    for gap in filled.gaps:
        name, label = escape(gap.name, quote=True), escape(gap.label[:1].upper() + gap.label[1:])
        common = f'id="in-{name}" data-fills="{name}" dir="auto" autocomplete="off"'
        field = (
            f'<textarea {common} rows="2" maxlength="1500"></textarea>'
            if gap.name in LONG
            else f'<input {common} type="text" maxlength="200">'
        )
        rows.append(f'<p><label for="in-{name}">{label}</label>{field}</p>')
    return (
        f'<section class="fill screen"><h2>{escape(words["fill"])}</h2>'
        f"<p>{escape(words['private'])}</p>{''.join(rows)}</section>"
    )


def _letter(filled: Filled, letter: Letter, words: dict[str, Any]) -> str:
    """The paper itself; the English text stands beneath one in another language."""
    parts = [f"<h3>{escape(filled.title)}</h3>"] if letter.kind == "card" else []
    parts += _blocks(filled.above)
    parts += _blocks(filled.body)
    if filled.english:
        parts.append(f'<p class="also screen">{escape(words["english"])}</p>')
        parts.append(f'<div class="english" lang="en">{"".join(_blocks(filled.english))}</div>')
    parts += _blocks(filled.below)
    return "\n".join(parts)


def _blocks(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Paragraphs as HTML; items that follow one another are a list."""
    blocks: list[str] = []
    for paragraph in paragraphs:
        inner = "".join(_part(part) for part in paragraph.parts)
        if paragraph.kind == "item":
            item = f"<li>{inner}</li>"
            if blocks and blocks[-1].endswith("</ul>"):
                blocks[-1] = f"{blocks[-1].removesuffix('</ul>')}{item}</ul>"
            else:
                blocks.append(f"<ul>{item}</ul>")
        else:
            # `text` is the page's own class for its column.
            named = "" if paragraph.kind == "text" else f' class="{paragraph.kind}"'
            blocks.append(f"<p{named}>{inner}</p>")
    return blocks


def _part(part: str | Gap) -> str:
    if isinstance(part, str):
        return escape(part)
    name, label = escape(part.name, quote=True), escape(f"[{part.label}]", quote=True)
    return f'<bdi class="gap" data-gap="{name}" data-empty="{label}">{label}</bdi>'


def _send(words: dict[str, Any]) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in words["send"])
    return f"<h2>{escape(words['send_heading'])}</h2><ul>{lines}</ul>"


def _sources(letter: Letter) -> Iterable[str]:
    for source in letter.sources:
        link = next(iter(links_for([source])), None)
        shown = escape(source)
        if link:
            shown = f'<a href="{escape(link, quote=True)}" rel="noopener noreferrer">{shown}</a>'
        yield f"<li>{shown}</li>"


def _others(
    letter: Letter, case: Case, today: date, token: str, language: str, words: dict[str, Any]
) -> str:
    """Links to the other letters that fit the case, the urgent ones first; none that is past."""
    fitting = [o for o in fit(case, today, language) if o.letter.id != letter.id]
    shown = [o.letter for o in fitting if o.state == "now"][:MOST_OTHERS]
    if not shown:
        return ""
    lines = "".join(
        f'<li><a href="{escape(in_language(f"/letter/{token}/{o.id}", language), quote=True)}">'
        f"{escape(o.title)}</a></li>"
        for o in shown
    )
    return f"<h2>{escape(words['others'])}</h2><ul>{lines}</ul>"
