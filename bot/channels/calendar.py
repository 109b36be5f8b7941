"""Links to a calendar file of a parent's dates: signed, expiring, holding dates but no names."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from datetime import date, datetime
from typing import Any

from bot.deadlines import DeadlineError, Event, Facts, compute
from bot.privacy.ids import sign, signing_key, verify

VALID_SECONDS = 7 * 24 * 3600


class CalendarLinkError(ValueError):
    """The link is forged, expired or damaged; the message is for a person."""


def calendar_link(facts: Facts, now: datetime) -> str:
    """Path of the calendar file of these facts, valid for a week."""
    packed = zlib.compress(json.dumps(_to_json(facts), separators=(",", ":")).encode(), 9)
    payload = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    expires = int(now.timestamp()) + VALID_SECONDS
    return f"/calendar/{sign(f'cal:{expires}:{payload}', signing_key())}.ics"


def calendar_from_link(token: str, now: datetime) -> bytes:
    """The calendar file a link stands for.

    Raises:
        CalendarLinkError: the link is not ours or no longer valid.
    """
    return compute(facts_from_link(token, now)).to_ics(now)


def facts_from_link(token: str, now: datetime) -> Facts:
    """The facts a link stands for; they are sure to give dates.

    Raises:
        CalendarLinkError: the link is not ours or no longer valid.
    """
    content = verify(token, signing_key()) or ""
    kind, _, rest = content.partition(":")
    expires, _, payload = rest.partition(":")
    if kind != "cal" or not expires.isdigit():
        raise CalendarLinkError("This calendar link is not valid. Ask the guide for a new one.")
    if int(expires) < now.timestamp():
        raise CalendarLinkError("This calendar link has expired. Ask the guide for a new one.")
    try:
        padded = payload + "=" * (-len(payload) % 4)
        facts = _from_json(json.loads(zlib.decompress(base64.urlsafe_b64decode(padded))))
        compute(facts)
        return facts
    except (ValueError, KeyError, zlib.error, binascii.Error, DeadlineError) as problem:
        raise CalendarLinkError("This calendar link is damaged. Ask for a new one.") from problem


def _to_json(facts: Facts) -> dict[str, Any]:
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


def _from_json(kept: dict[str, Any]) -> Facts:
    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    return Facts(
        received=day(kept["r"]),
        filed=day(kept["f"]),
        filed_by=kept["b"],
        expedited=bool(kept["x"]),
        state=kept["s"],
        agreement_from=kept["a"],
        no_school_days=tuple(
            (date.fromisoformat(first), date.fromisoformat(last)) for first, last in kept["n"]
        ),
        postmark=day(kept["p"]),
        events=tuple(Event(name, day(when)) for name, when in kept["e"]),
    )
