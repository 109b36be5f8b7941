"""The page with all dates of a case, to read or print: dates, reasons, sources, checklist, help."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import yaml

from bot.deadlines import Deadline, Facts, compute
from bot.dialogue.case import EVENTS, Case, Fact
from bot.dialogue.compose import in_order
from bot.dialogue.dated import day_to_act
from bot.dialogue.phrases import FOLDER, Phrases, phrases

TEMPLATE = Path(__file__).resolve().parents[1] / "web" / "templates" / "dates.html"


def dates_page(facts: Facts, today: date, token: str) -> str:
    """The page as HTML; everything that is not ours is escaped.

    Raises:
        DeadlineError: the facts give no dates.
    """
    words = phrases()
    texts = _texts()
    found = compute(facts)
    case = case_of(facts)
    told = [case.told(name, words) for name in case.names()]
    return _template().substitute(
        today=escape(words.day(today)),
        facts=escape("; ".join(told)),
        calendar=escape(f"/calendar/{token}.ics", quote=True),
        dates="\n".join(
            _entry(d, today, words, texts["labels"]) for d in in_order(found.deadlines)
        ),
        notes="\n".join(f"<p>{escape(note)}</p>" for note in found.notes),
        checklist="\n".join(f"<li>{escape(line)}</li>" for line in texts["checklist"]),
        help="\n".join(f"<li>{escape(line)}</li>" for line in texts["help"]),
    )


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


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template(TEMPLATE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    text = (FOLDER / "en" / "print.yml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
