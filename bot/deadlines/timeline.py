"""The timeline of a case and its forms: JSON, text and calendar file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.deadlines.ics import as_ics
from bot.deadlines.model import Deadline, Note
from bot.deadlines.text import as_text


@dataclass(frozen=True)
class Timeline:
    """All the deadlines the facts call for, in the order they fall, and what to know of them."""

    deadlines: tuple[Deadline, ...]
    remarks: tuple[Note, ...]
    language: str = "en"

    @property
    def notes(self) -> tuple[str, ...]:
        """The texts of the remarks, each once."""
        return tuple(dict.fromkeys(note.text for note in self.remarks))

    def to_json(self) -> dict[str, Any]:
        """The contract's shape, ready for `json.dumps`; docs/deadlines.md describes it."""
        return {
            "deadlines": [_deadline_json(deadline) for deadline in self.deadlines],
            "notes": list(self.notes),
        }

    def to_text(self) -> str:
        """Plain sentences that read aloud well; no markup, one fact a line."""
        return as_text(self.deadlines, self.notes, self.language)

    def to_ics(
        self,
        now: datetime,
        *,
        case: str = "",
        told: datetime | None = None,
        gone: Mapping[str, date] | None = None,
    ) -> bytes:
        """An iCalendar file (RFC 5545) of the dated deadlines, each on the day to act by.

        Args:
            now: when the file is made, its DTSTAMP; a naive time is taken as UTC.
            case: tells apart the events of several cases in one calendar; no personal data.
                Without it the events are those of the one case there is.
            told: when the facts were told, if not now: of two files the one of later facts
                holds, whichever is imported last.
            gone: deadlines that an earlier file of the case had and this one has not, with their
                day there. Importing a file deletes no event, so they are marked as cancelled.

        Raises:
            DeadlineError: no deadline has a date; a calendar may not be empty.
        """
        return as_ics(self.deadlines, self.language, now, case=case, told=told, gone=gone)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _deadline_json(deadline: Deadline) -> Mapping[str, Any]:
    return {
        "key": deadline.key,
        "date": _iso(deadline.date),
        "earliest_safe": _iso(deadline.earliest_safe),
        "rule": deadline.rule,
        "who": deadline.who,
        "why": deadline.why,
        "skipped": [{"date": day.isoformat(), "name": name} for day, name in deadline.skipped],
        "title": deadline.title,
        "counts_from": deadline.counts_from,
        "day_one": _iso(deadline.day_one),
        "count": deadline.count,
        "unit": deadline.unit,
        "if_missed": deadline.if_missed,
        "actor": deadline.actor,
        "yours": deadline.yours,
        "missing": deadline.missing,
        "better_with": deadline.better_with,
        "working_day": _iso(deadline.working_day),
    }
