"""Links to a calendar file of a parent's dates: signed, expiring, holding dates but no names."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

from bot.deadlines import DeadlineError, Event, Facts, compute
from bot.dialogue.phrases import phrases
from bot.language import ORIGINAL, language_of
from bot.pages.links import VALID_SECONDS, LinkError, opened, packed, signed, unpacked


class CalendarLinkError(LinkError):
    """A link to a calendar file is forged, expired or damaged."""

    words = ("page.yml", "calendar_link")


@dataclass(frozen=True)
class CalendarLink:
    """What a link stands for.

    `case` names the case in the calendar without saying whose it is, `told` is when the link was
    made, `gone` are the events of the case's earlier files that no longer follow from the facts.
    """

    facts: Facts
    case: str
    told: datetime
    gone: Mapping[str, date] = field(default_factory=dict)
    language: str = ORIGINAL


def calendar_link(
    facts: Facts,
    now: datetime,
    case: str = "",
    gone: Mapping[str, date] | None = None,
    language: str = ORIGINAL,
) -> str:
    """Path of the calendar file of these facts in a language, valid for a week."""
    content: dict[str, Any] = {**facts_as_json(facts), "c": case, "t": int(now.timestamp())}
    if gone:
        content["g"] = {key: day.isoformat() for key, day in sorted(gone.items())}
    if language != ORIGINAL:
        content["l"] = language
    payload = packed(json.dumps(content, separators=(",", ":")))
    return f"/calendar/{signed('cal', payload, now)}.ics"


def calendar_from_link(token: str, now: datetime) -> bytes:
    """The calendar file a link stands for.

    Raises:
        CalendarLinkError: the link is not ours or no longer valid.
    """
    link = opened_link(token, now)
    return calendar_file(link, now)


def calendar_file(link: CalendarLink, now: datetime) -> bytes:
    """The calendar file of what a link stands for."""
    timeline = compute(link.facts, phrases(link.language).dates_in)
    return timeline.to_ics(now, case=link.case, told=link.told, gone=link.gone)


def opened_link(token: str, now: datetime) -> CalendarLink:
    """What a link stands for; its facts are sure to give dates.

    Raises:
        CalendarLinkError: the link is not ours or no longer valid.
    """
    found = opened(token, "cal")
    if found is None:
        raise CalendarLinkError("not_valid")
    expires, payload = found
    try:
        kept = json.loads(unpacked(payload))
        if expires < now.timestamp():
            raise CalendarLinkError("expired", language_of(kept.get("l")))
        facts = facts_from_json(kept)
        compute(facts)
        return CalendarLink(
            facts,
            str(kept.get("c", "")),
            datetime.fromtimestamp(int(kept.get("t", expires - VALID_SECONDS)), timezone.utc),
            {key: date.fromisoformat(day) for key, day in kept.get("g", {}).items()},
            language_of(kept.get("l")),
        )
    except CalendarLinkError:
        raise
    except (ValueError, KeyError, zlib.error, DeadlineError) as problem:
        raise CalendarLinkError("damaged") from problem


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """The facts as a link holds them."""

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "r": day(facts.received),
        "f": day(facts.filed),
        "b": facts.filed_by,
        "x": facts.expedited,
        "s": facts.state,
        "a": facts.agreement_from,
        "n": [[first.isoformat(), last.isoformat()] for first, last in facts.no_school_days],
        "p": day(facts.postmark),
        "e": [[event.name, day(event.date)] for event in facts.events],
    }


def facts_from_json(kept: dict[str, Any]) -> Facts:
    """The facts that a link holds; what is empty may be left out of it."""

    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    return Facts(
        received=day(kept.get("r")),
        filed=day(kept.get("f")),
        filed_by=kept.get("b") or "parent",
        expedited=bool(kept.get("x")),
        state=kept.get("s"),
        agreement_from=kept.get("a"),
        no_school_days=tuple(
            (date.fromisoformat(first), date.fromisoformat(last))
            for first, last in kept.get("n") or ()
        ),
        postmark=day(kept.get("p")),
        events=tuple(Event(name, day(when)) for name, when in kept.get("e") or ()),
    )
