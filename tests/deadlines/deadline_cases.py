"""Short ways to write a case and to read its dates; shared by the tests of the deadline engine."""

from __future__ import annotations

from datetime import date

from bot.deadlines import Deadline, Event, Facts, Timeline, compute

MONDAY = date(2026, 3, 2)  # the day of receipt in most worked cases


def day(text: str) -> date:
    return date.fromisoformat(text)


def events(**when: str | None) -> tuple[Event, ...]:
    return tuple(Event(name, day(text) if text else None) for name, text in when.items())


def dates(timeline: Timeline) -> dict[str, str | None]:
    return {d.key: d.date.isoformat() if d.date else None for d in timeline.deadlines}


def timeline(received: str | None = "2026-03-02", **facts: object) -> Timeline:
    return compute(Facts(received=day(received) if received else None, **facts))  # type: ignore[arg-type]


def one(key: str, received: str | None = "2026-03-02", **facts: object) -> Deadline:
    found = [d for d in timeline(received, **facts).deadlines if d.key == key]
    assert len(found) == 1, f"{key} appears {len(found)} times"
    return found[0]
