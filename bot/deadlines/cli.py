"""The command line: `python -m bot.deadlines`. Bad facts end with one clear line and exit 2."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime, timezone
from typing import NoReturn

from bot.deadlines.engine import compute
from bot.deadlines.model import EVENT_NAMES, DeadlineError, Event, Facts
from bot.deadlines.wording import wording

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EXAMPLES = """\
dates are written like 2026-03-02. An event without a date happened on a day not known.

events:
  {events}

examples:
  python -m bot.deadlines --received 2026-03-02 --state OH
  python -m bot.deadlines --state MA --event agreement_signed=2026-04-16
  python -m bot.deadlines --received 2026-03-02 --event waived_in_writing=2026-03-09 --format json
  python -m bot.deadlines --received 2026-03-02 --filed 2026-03-02 --expedited \\
      --no-school-days 2026-03-16..2026-03-20 --format ics > dates.ics

A date may depend on things this does not know. General information, not legal advice.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise wording().error("arguments", "arguments", value=message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m bot.deadlines",
        description="The dates of an IDEA due process complaint, each with its reason and source.",
        epilog=_EXAMPLES.format(events="\n  ".join(EVENT_NAMES)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--received", metavar="DATE", help="the day the other side received the complaint"
    )
    parser.add_argument("--filed", metavar="DATE", help="the day the complaint was filed")
    parser.add_argument(
        "--filed-by", default="parent", metavar="parent|school", help="who filed (parent)"
    )
    parser.add_argument("--expedited", action="store_true", help="a discipline case (300.532)")
    parser.add_argument("--state", metavar="XX", help="state, D.C. or territory: OH, DC, PR")
    parser.add_argument(
        "--agreement-from",
        metavar="resolution_meeting|mediation|private",
        help="where a signed agreement came from (counted as resolution_meeting if not said)",
    )
    parser.add_argument(
        "--no-school-days",
        action="append",
        default=[],
        metavar="DATE|FROM..TO",
        help="days without school, for counting school days; may be repeated",
    )
    parser.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="NAME[=DATE]",
        help="something that happened or is set; may be repeated",
    )
    parser.add_argument(
        "--postmark",
        metavar="DATE",
        help="postmark on the notice of the decision, for states that count from mailing",
    )
    parser.add_argument("--language", default="en", metavar="en", help="language of the texts (en)")
    parser.add_argument(
        "--format", default="text", choices=("text", "json", "ics"), help="output form (text)"
    )
    return parser


def _day(fact: str, text: str) -> date:
    """Only 2026-03-02, only days that exist."""
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise wording().error(fact, "not_a_date", value=text)


def _maybe_day(fact: str, text: str | None) -> date | None:
    return None if text is None else _day(fact, text)


def _range(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    return _day("no_school_days", first), _day("no_school_days", last if dots else first)


def _event(text: str) -> Event:
    name, equals, day = text.partition("=")
    if name not in EVENT_NAMES:
        raise wording().error("event", "event", value=name, known=", ".join(EVENT_NAMES))
    return Event(name, _day(name, day) if equals else None)


def facts_from(given: argparse.Namespace) -> Facts:
    """The facts of the options. Raises DeadlineError for what can not be read."""
    return Facts(
        received=_maybe_day("received", given.received),
        filed=_maybe_day("filed", given.filed),
        filed_by=given.filed_by,
        expedited=given.expedited,
        state=given.state,
        agreement_from=given.agreement_from,
        no_school_days=tuple(_range(text) for text in given.no_school_days),
        events=tuple(_event(text) for text in given.event),
        postmark=_maybe_day("postmark", given.postmark),
    )


def run(arguments: Sequence[str], now: datetime) -> bytes:
    """What the command prints. Raises DeadlineError."""
    given = _parser().parse_args(arguments)
    timeline = compute(facts_from(given), given.language)
    if given.format == "ics":
        return timeline.to_ics(now)
    if given.format == "json":
        return (json.dumps(timeline.to_json(), indent=2, ensure_ascii=False) + "\n").encode()
    return timeline.to_text().encode()


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        answer = run(sys.argv[1:] if arguments is None else arguments, datetime.now(timezone.utc))
    except DeadlineError as error:
        # One line, whatever odd characters were typed.
        line = " ".join(error.message.split())
        sys.stderr.buffer.write((line + "\n").encode("utf-8", "replace"))
        return 2
    try:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stderr.close()
    return 0
