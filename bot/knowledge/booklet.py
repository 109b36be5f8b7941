"""The booklet that a lawyer reads and signs: every answer with its situation, source and check."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.knowledge.model import Checked, Knowledge, Notice, Question, Topic
from bot.knowledge.sources import links_for

_STYLE = """
body { font: 11pt/1.45 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { line-height: 1.2; }
h2 { border-top: 2px solid; padding-top: .6em; margin-top: 2em; }
article { break-inside: avoid-page; margin: 0 0 1.8em; }
dt { font-weight: bold; margin-top: .6em; }
dd { margin: 0 0 0 1.2em; }
dd p { margin: 0 0 .4em; }
.id { color: #444; font: 9pt/1.4 sans-serif; }
.signed { border-top: 1px solid #888; margin-top: .8em; padding-top: .3em; font-size: 10pt; }
nav ol { columns: 2; }
@media print { nav { break-after: page; } a { color: inherit; text-decoration: none; } }
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>Answers to check</title>
<style>{style}</style>
<h1>Answers to check</h1>
<p>{topics} topics, {near} near misses and {notices} notices, as they are said to parents. Each
stands in the file named beside it under {folder}. Who has checked it writes name and day there, in
the line <code>checked</code>.</p>
<nav><ol>{contents}</ol></nav>
{parts}
</html>
"""
_WHEN_DATED = "When the parent's own dates are said: said beside them, in place of the answer"


def booklet(known: Knowledge) -> str:
    """Everything vetted in one language as one page of HTML, to read or to print."""
    near = list(known.near_misses.values())
    notices = list(known.notices.values())
    contents = "".join(
        f'<li><a href="#{escape(t.id)}">{escape(t.name)}</a></li>' for t in known.topics.values()
    )
    parts = [
        *(_topic(topic) for topic in known.topics.values()),
        "<h2>What belongs to another process</h2>",
        *(_notice(notice, f"near_misses/{notice.id}.md") for notice in near),
        "<h2>What the guide says besides answers</h2>",
        *(_notice(notice, f"notices.md {{{notice.id}}}") for notice in notices),
        "<h2>By source: what to read again when a rule changes</h2>",
        _by_source(known),
    ]
    folder = f"data/answers/{known.language}"
    return _PAGE.format(
        language=escape(known.language), style=_STYLE, topics=len(known.topics), near=len(near),
        notices=len(notices), folder=escape(folder), contents=contents, parts="\n".join(parts),
    )  # fmt: skip


def _by_source(known: Knowledge) -> str:
    """Each source with the pages that rest on it."""
    resting: dict[str, list[str]] = {}
    for topic in known.topics.values():
        link = f'<a href="#{escape(topic.id)}">{escape(topic.id)}.md</a>'
        for source in topic.sources:
            resting.setdefault(source, []).append(link)
    for name, notice in known.near_misses.items():
        for source in notice.sources:
            resting.setdefault(source, []).append(f"near_misses/{escape(name)}.md")
    rows = (
        f"<dt>{_linked(source)}</dt><dd>{', '.join(places)}</dd>\n"
        for source, places in sorted(resting.items())
    )
    return f"<dl>{''.join(rows)}</dl>\n"


def _topic(topic: Topic) -> str:
    entries = [entry for question in topic.questions for entry in _question(question)]
    entries += [
        ("Asked for more", topic.more),
        ("Asked for simpler words", topic.simple),
        ("Asked why", topic.why),
    ]
    return (
        f'<h2 id="{escape(topic.id)}">{escape(topic.name)}</h2>\n'
        f'<article><p class="id">{escape(topic.id)}.md</p>\n{_list(entries)}'
        f"{_check(topic.sources, topic.checked)}</article>"
    )


def _question(question: Question) -> list[tuple[str, str]]:
    return [
        (f"“{question.title}”", question.text),
        ("The same by text message", question.sms),
        *((f"Where the case is: {name}", text) for name, text in question.situations.items()),
        (_WHEN_DATED, question.dated),
    ]


def _notice(notice: Notice, place: str) -> str:
    entries = [("In every situation", notice.text), ("The same by text message", notice.sms)]
    return (
        f'<article><h3>{escape(notice.title)}</h3>\n<p class="id">{escape(place)}</p>\n'
        f"{_list(entries)}{_check(notice.sources, notice.checked)}</article>"
    )


def _list(entries: Iterable[tuple[str, str]]) -> str:
    """Each text under the situation in which it is said; without those that are empty."""
    rows = "".join(
        f"<dt>{escape(situation)}</dt><dd>{_paragraphs(text)}</dd>\n"
        for situation, text in entries
        if text
    )
    return f"<dl>{rows}</dl>\n"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def _check(sources: tuple[str, ...], checked: Checked) -> str:
    linked = "; ".join(_linked(source) for source in sources) or "none: it rests on no law"
    by = escape(checked.by) or "nobody yet, ____________________"
    day = escape(checked.on) if checked.by else "____________"
    return f'<p class="signed">Source: {linked}<br>Checked by: {by} &ensp; on: {day}</p>'


def _linked(source: str) -> str:
    links = links_for([source])
    if not links:
        return escape(source)
    return f'<a href="{escape(links[0], quote=True)}">{escape(source)}</a>'
