"""Conversations as rows: when the last message came, slots and events as JSON; no Rasa in here.

`bot.rasa.tracker_store` makes trackers of them. A conversation carries a version: a turn is
written only on top of the one it was read at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from bot.settings import LONGEST_RETENTION_HOURS, settings
from bot.store.database import Database, Step, now


@dataclass(frozen=True)
class Kept:
    """A conversation as it is stored; `events` is None where nothing is newer than known."""

    version: int
    slots: dict[str, Any]
    events: list[str] | None


def turn_steps(
    sender: str,
    version: int | None,
    last: float,
    slots: dict[str, Any],
    events: Iterable[tuple[str, str | None]],
) -> list[Step]:
    """The statements that store a turn on top of `version`, which is None for a new conversation.

    Args:
        sender: name of the conversation.
        version: the version the turn was taken at.
        last: when the parent wrote last, in seconds since the epoch.
        slots: all slots that have a value.
        events: the new events as JSON, each with the message id of a parent's message.
    """
    return [
        _version_step(sender, version, last, json.dumps(slots)),
        *(
            Step(
                "insert into events (sender, event, message_id) values (?, ?, ?)",
                (sender, event, message_id),
            )
            for event, message_id in events
        ),
    ]


def _version_step(sender: str, version: int | None, last: float, slots: str) -> Step:
    if version is None:
        return Step(
            "insert into conversations (sender, last_message, slots, version) "
            "values (?, ?, ?, 1) on conflict (sender) do nothing",
            (sender, last, slots),
            must_change=True,
        )
    return Step(
        "update conversations set last_message = ?, slots = ?, version = version + 1 "
        "where sender = ? and version = ?",
        (last, slots, sender, version),
        must_change=True,
    )


def read_conversation(database: Database, sender: str, known: int | None, most: int) -> Kept | None:
    """A conversation with its last `most` events, or without them where `known` is its version.

    Raises:
        Unavailable: the database does not answer.
    """
    found = database.read("select version, slots from conversations where sender = ?", (sender,))
    if not found:
        return None
    version, slots = int(found[0][0]), json.loads(found[0][1])
    if version == known:
        return Kept(version, slots, None)
    rows = database.read(
        "select event from events where sender = ? order by id desc limit ?", (sender, most)
    )
    return Kept(version, slots, [event for (event,) in reversed(rows)])


def events_after(database: Database, sender: str, message_id: str, most: int) -> list[str] | None:
    """At most `most` events that came after a message, or None when it was not heard before.

    Raises:
        Unavailable: the database does not answer.
    """
    found = database.read(
        "select id from events where sender = ? and message_id = ?", (sender, message_id)
    )
    if not found:
        return None
    rows = database.read(
        "select event from events where sender = ? and id > ? order by id limit ?",
        (sender, found[0][0], most),
    )
    return [event for (event,) in rows]


def senders(database: Database) -> list[str]:
    """Names of all conversations.

    Raises:
        Unavailable: the database does not answer.
    """
    return [str(sender) for (sender,) in database.read("select sender from conversations")]


def senders_past_their_time(database: Database, moment: float, hours: float) -> list[str]:
    """Names of the conversations whose last message is older than `hours` at `moment`.

    Raises:
        Unavailable: the database does not answer.
    """
    # A clock that was set back must not keep content for longer than it should.
    rows = database.read(
        "select sender from conversations where last_message <= ? or last_message > ?",
        (moment - hours * 3600, moment + LONGEST_RETENTION_HOURS * 3600),
    )
    return [str(sender) for (sender,) in rows]


def erase_conversations(database: Database, names: Iterable[str]) -> None:
    """Erases conversations and what they leave behind in the database's files.

    Raises:
        Unavailable: the database would not take it.
    """
    for sender in names:
        database.write(
            [
                Step("delete from events where sender = ?", (sender,)),
                Step("delete from conversations where sender = ?", (sender,)),
            ]
        )
    database.forget_traces()


def retention_hours(given: float | None = None) -> float:
    """How long a conversation is kept after its last message: 24 hours, at most 30 days."""
    hours = settings().retention_hours if given is None else given
    return min(max(hours, 0.0), LONGEST_RETENTION_HOURS)


def count_step(channel: str, topic: str, kind: str) -> Step:
    """Counts one answer of today, without any content."""
    day = datetime.fromtimestamp(now(), timezone.utc).date().isoformat()
    return Step(
        "insert into counts values (?, ?, ?, ?, 1) "
        "on conflict (day, channel, topic, kind) do update set n = counts.n + 1",
        (day, channel, topic, kind),
    )


def read_counts(database: Database) -> list[tuple[str, str, str, str, int]]:
    """Every count: day, channel, topic, kind, number.

    Raises:
        Unavailable: the database does not answer.
    """
    rows = database.read("select day, channel, topic, kind, n from counts order by day")
    return [(d, c, t, k, int(n)) for d, c, t, k, n in rows]
