"""The page with all dates of a case, to read or print: dates, reasons, sources, checklist, help."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from bot.deadlines import Deadline, Facts, compute
from bot.dialogue.case import EVENTS, Case, Fact
from bot.dialogue.compose import in_order
from bot.dialogue.dated import day_to_act
from bot.dialogue.own_state import one_center, organisation_line
from bot.dialogue.phrases import Phrases, phrases
from bot.language import ORIGINAL, texts
from bot.pages.templates import filled_in, in_language, other_languages, own_logo


def dates_page(facts: Facts, today: date, token: str, language: str = ORIGINAL) -> str:
    """The page as HTML in a language; everything that is not ours is escaped.

    Raises:
        DeadlineError: the facts give no dates.
    """
    words = phrases(language)
    own = texts("print.yml", language)
    found = compute(facts, words.dates_in)
    case = case_of(facts)
    told = "; ".join(case.told(name, words) for name in case.names())
    return filled_in(
        "dates.html",
        {
            "language": language,
            "title": own["title"],
            "heading": own["heading"],
            "counted": own["counted"].format(today=words.day(today), facts=told),
            "print": own["print"],
            "calendar": in_language(f"/calendar/{token}.ics", language),
            "calendar_title": own["calendar"],
            "checklist_heading": own["checklist_heading"],
            "help_heading": own["help_heading"],
            "end": own["end"],
        },
        dates="\n".join(_entry(d, today, words, own["labels"]) for d in in_order(found.deadlines)),
        notes="\n".join(f"<p>{escape(note)}</p>" for note in found.notes),
        checklist="\n".join(f"<li>{escape(line)}</li>" for line in own["checklist"]),
        languages=other_languages(f"/dates/{token}", language),
        logo=own_logo(),
        help="\n".join(f"<li>{escape(line)}</li>" for line in _help(case, words, own)),
    )


def _help(case: Case, words: Phrases, own: dict[str, Any]) -> list[str]:
    """Who helps: the organisation that runs the guide, the state's own center, then in general."""
    mine = (organisation_line(case, words), one_center(case, words))
    return [*(line for line in mine if line), *own["help"]]


def case_of(facts: Facts) -> Case:
    """The facts of the engine as a case, to put them into words."""
    kept: dict[str, Fact] = {}

    def keep(name: str, value: Any) -> None:
        if value is not None:
            kept[name] = Fact(name, value.isoformat() if isinstance(value, date) else value, 0)

    keep("received", facts.received)
    keep("filed", facts.filed)
    keep("state", facts.state)
    keep("postmark", facts.postmark)
    if facts.filed_by == "school":
        keep("filed_by", "school")
    if facts.expedited:
        keep("expedited", True)
    keep("agreement_from", facts.agreement_from)
    for event in facts.events:
        if event.name in EVENTS:
            kept[event.name] = Fact(event.name, event.date.isoformat() if event.date else None, 0)
    return Case(kept)


def _entry(deadline: Deadline, today: date, words: Phrases, labels: dict[str, str]) -> str:
    """One date of the list: when, past or ahead, the day to act by, why, and its source."""
    day, safe = deadline.date, deadline.earliest_safe
    by = day_to_act(deadline)
    when = f"{words.day(by)} ({words.mark(by, today)})" if by else labels["none"]
    if safe and safe != day:
        when = f"{labels['safe']} {when}"
    lead = f"{labels['yours']}: " if deadline.yours else ""
    lines = [f"<dt>{escape(lead)}{escape(when)}: {escape(deadline.title)}</dt>"]
    if day and day != by:
        lines.append(f"<dd>{escape(labels['by_rule'])}: {escape(words.day(day))}</dd>")
    lines.append(f"<dd>{escape(deadline.why)}</dd>")
    lines.append(f"<dd>{escape(labels['who'])}: {escape(deadline.who)}</dd>")
    if deadline.if_missed:
        lines.append(f"<dd>{escape(labels['if_missed'])}: {escape(deadline.if_missed)}</dd>")
    lines.append(f"<dd>{escape(labels['source'])}: {escape(deadline.rule)}</dd>")
    return "\n".join(lines)
