"""The anonymous counts as a page and as a table, for the organisation that runs the guide.

Behind `GUIDE_COUNTS_TOKEN`: without it there is no such page. The plots are drawn here, as SVG.
"""

from __future__ import annotations

import base64
import binascii
import csv
import hmac
import io
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from html import escape

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.templates import filled_in
from bot.settings import settings
from bot.store.database import now
from bot.store.report import TOPIC_KINDS, Count

SMALL = 5
"""A number under this is not shown: few answers might be one family's."""
SHORTEST_TOKEN = 16
DAYS, MOST_DAYS = 30, 366
MOST_BARS = 40
_OWN_KINDS = {"question": "questions", "language": "languages", "state": "states"}


@dataclass
class Counts:
    """What the counts of some days say."""

    first: date
    last: date
    by_day: Counter[str] = field(default_factory=Counter)
    topics: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    questions: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    understood: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By channel, the kinds `answered` and `not_understood`."""


def counts_of(rows: Iterable[Count], last: date, days: int = DAYS) -> Counts:
    """The counts of the `days` days that end with `last`."""
    found = Counts(last - timedelta(days=days - 1), last)
    for day, channel, name, kind, number in rows:
        if not found.first.isoformat() <= day <= last.isoformat():
            continue
        if kind in _OWN_KINDS:
            getattr(found, _OWN_KINDS[kind])[name] += number
        elif kind == "not_understood":
            found.understood[channel][kind] += number
            found.by_day[day] += number
        elif kind in TOPIC_KINDS:
            found.topics[name][kind] += number
            if kind == "answered":
                found.understood[channel][kind] += number
                found.by_day[day] += number
    return found


def shown(number: int) -> str:
    """A number as it may be shown."""
    return str(number) if number == 0 or number >= SMALL else f"under {SMALL}"


def counts_page(found: Counts) -> str:
    """The page of the counts."""
    days = (found.last - found.first).days + 1
    return filled_in(
        "counts.html",
        {"first": found.first, "last": found.last, "small": SMALL, "days": days},
        by_day=_by_day(found),
        topics=_table(("topic", *TOPIC_KINDS), _rows(found.topics, TOPIC_KINDS)),
        questions=_bars(found.questions),
        understood=_table(
            ("channel", "answered", "not understood"),
            _rows(found.understood, ("answered", "not_understood")),
        ),
        languages=_bars(found.languages),
        states=_bars(found.states),
    )


def counts_csv(found: Counts) -> str:
    """The same numbers as a table: what is counted, its name, the kind, the number."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("what", "name", "kind", "number"))
    for day, number in sorted(found.by_day.items()):
        table.writerow(("day", day, "answers", shown(number)))
    for what, named in (("topic", found.topics), ("channel", found.understood)):
        for name, kinds in sorted(named.items()):
            for kind, number in sorted(kinds.items()):
                table.writerow((what, name, kind, shown(number)))
    for what, plain in (
        ("question", found.questions), ("language", found.languages), ("state", found.states)
    ):  # fmt: skip
        for name, number in sorted(plain.items()):
            table.writerow((what, name, "told" if what == "state" else "answered", shown(number)))
    return out.getvalue()


# -- plots and tables --------------------------------------------------------------------------


def _rows(named: Mapping[str, Counter[str]], kinds: Sequence[str]) -> list[tuple[str, ...]]:
    """A row a name, most answers first; a topic with too few to show comes last."""
    ordered = sorted(named.items(), key=lambda item: (-_known(item[1]["answered"]), item[0]))
    return [(name, *(shown(counted[kind]) for kind in kinds)) for name, counted in ordered]


def _known(number: int) -> int:
    """A number as far as it is shown, so that neither order nor size tells more."""
    return number if number >= SMALL else 0


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>Nothing was counted in this time.</p>"
    top = "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in head)
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _bars(counted: Counter[str]) -> str:
    """Bars from left to right, each with its name and number; the largest first."""
    ordered = sorted(counted.items(), key=lambda item: (-_known(item[1]), item[0]))[:MOST_BARS]
    if not ordered:
        return "<p>Nothing was counted in this time.</p>"
    most = max(_known(number) for _, number in ordered) or 1
    lines = []
    for row, (name, number) in enumerate(ordered):
        y, width = row * 24, round(300 * _known(number) / most)
        lines.append(
            f'<text x="230" y="{y + 16}" text-anchor="end" font-size="13" fill="currentColor">'
            f"{escape(name)}</text>"
            f'<rect x="240" y="{y + 4}" width="{width}" height="16" fill="#2f6f8f"/>'
            f'<text x="{246 + width}" y="{y + 16}" font-size="13" fill="currentColor">'
            f"{shown(number)}</text>"
        )
    return _svg(640, 24 * len(ordered), "".join(lines), "Bars: the numbers stand beside them")


def _by_day(found: Counts) -> str:
    """A column a day; a day with too few to show has none."""
    days = (found.last - found.first).days + 1
    step = 600 / days
    most = max((_known(n) for n in found.by_day.values()), default=0)
    columns = []
    for number in range(days):
        day = (found.first + timedelta(days=number)).isoformat()
        counted = _known(found.by_day[day])
        height = round(140 * counted / most) if most else 0
        columns.append(
            f'<rect x="{20 + number * step:.1f}" y="{170 - height}" width="{step * 0.8:.1f}" '
            f'height="{height}" fill="#2f6f8f"><title>{day}: {shown(found.by_day[day])}</title>'
            "</rect>"
        )
    labels = (
        f'<line x1="20" y1="170" x2="620" y2="170" stroke="currentColor"/>'
        f'<text x="20" y="188" font-size="13" fill="currentColor">{found.first}</text>'
        f'<text x="620" y="188" font-size="13" text-anchor="end" fill="currentColor">'
        f"{found.last}</text>"
        f'<text x="620" y="12" font-size="13" text-anchor="end" fill="currentColor">'
        f"most on a day: {most or shown(max(found.by_day.values(), default=0))}</text>"
    )
    return _svg(640, 196, "".join(columns) + labels, "A column for each day")


def _svg(width: int, height: int, inside: str, label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label)}">{inside}</svg>'
    )


# -- the door ----------------------------------------------------------------------------------


def may_see(authorization: str | None, token: str) -> bool:
    """Whether a request's `Authorization` (`Bearer` token, or `Basic` with it as the password)
    opens the page; never where the token is shorter than 16 characters.
    """
    scheme, _, given = (authorization or "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return len(token) >= SHORTEST_TOKEN and hmac.compare_digest(given.encode(), token.encode())


def days_asked(given: str | None) -> int:
    """How many days are shown, from what the address says."""
    try:
        return min(max(int(given or DAYS), 1), MOST_DAYS)
    except ValueError:
        return DAYS


def add_counts(routes: Blueprint, read: Callable[[], Awaitable[Iterable[Count]]]) -> None:
    """Adds the page and the table to `routes`; `read` gives all counts."""

    async def found(request: Request) -> Counts | HTTPResponse:
        token = settings().counts_token
        if not token:
            return response.text("Not found", status=404)
        if not may_see(request.headers.get("Authorization"), token):
            headers = {"WWW-Authenticate": 'Basic realm="counts", charset="UTF-8"'}
            return response.text("The token, please.", status=401, headers=headers)
        days = days_asked(request.args.get("days"))
        # The day by which answers are counted, also where a test tells the guide another one.
        last = datetime.fromtimestamp(now(), timezone.utc).date()
        return counts_of(await read(), last, days)

    private = {"Cache-Control": "no-store"}

    @routes.route("/counts", methods=["GET"])
    async def page(request: Request) -> HTTPResponse:
        counted = await found(request)
        if not isinstance(counted, Counts):
            return counted
        return response.html(counts_page(counted), headers=private)

    @routes.route("/counts.csv", methods=["GET"])
    async def table(request: Request) -> HTTPResponse:
        counted = await found(request)
        if not isinstance(counted, Counts):
            return counted
        kind = "text/csv; charset=utf-8"
        return response.text(counts_csv(counted), content_type=kind, headers=private)
