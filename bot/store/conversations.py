"""Rasa's tracker store for the guide.

Stock `SQLTrackerStore` reads a whole conversation, counts it and writes it again with every
message, so a message costs more the longer the conversation is. Here a live conversation stays
in memory, only new events are written, and only the last `max_events` are ever loaded; the
facts of the case live in slots, which are kept whole.
"""

from __future__ import annotations

import json
import logging
import os
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.store.database import Database, now

logger = logging.getLogger("guide.store")

MAX_EVENTS = 60
"""Events of a conversation that are loaded: about six turns; follow-ups look no further."""
LIVE = 2_000
"""Conversations kept in memory."""
DEFAULT_HOURS = 24.0
LONGEST_HOURS = 720.0

_current: list[ConversationStore] = []


def current() -> ConversationStore | None:
    """The store of this process, once Rasa has made it."""
    return _current[-1] if _current else None


def retention_hours(given: float | None = None) -> float:
    """How long a conversation is kept after its last message: 24 hours, at most 30 days."""
    wanted = os.environ.get("RETENTION_HOURS") if given is None else given
    try:
        hours = float(wanted) if wanted is not None else DEFAULT_HOURS
    except ValueError:
        hours = DEFAULT_HOURS
    return min(max(hours, 0.0), LONGEST_HOURS)


class ConversationStore(TrackerStore):
    """Named in endpoints.yml: `tracker_store: {type: bot.store.ConversationStore, db: FILE}`."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        db: str = "conversations.db",
        host: str | None = None,
        max_events: int = MAX_EVENTS,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._database = Database(Path(db))
        self._max_events = int(max_events)
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._saved: dict[str, int] = {}
        _current.append(self)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes what is new of a conversation and keeps it at hand."""
        sender = tracker.sender_id
        events = list(tracker.events)
        fresh = events[self._saved.get(sender, 0) :]
        slots = {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value
        }
        last = tracker.latest_message.timestamp if _has_message(tracker) else None
        written = self._database.write(
            [
                *(
                    ("insert into events (sender, event) values (?, ?)", (sender, _dump(event)))
                    for event in fresh
                ),
                (
                    "insert into conversations values (?, ?, ?) on conflict (sender) do update "
                    "set last_message = excluded.last_message, slots = excluded.slots",
                    (sender, last or now(), json.dumps(slots)),
                ),
            ]
        )
        if written:
            self._saved[sender] = len(events)
        if len(events) > 2 * self._max_events and written:
            tracker = self._recent(sender, events, slots)
            self._saved[sender] = len(tracker.events)
        self._keep(sender, tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None.

        It is handed out of memory rather than shared: a turn that breaks off half-way leaves
        what was saved before, which is read again from the file.
        """
        tracker = self._live.pop(sender_id, None)
        if tracker is not None:
            if len(tracker.events) >= self._saved.get(sender_id, 0):
                return tracker
            self._saved.pop(sender_id, None)
        found = self._database.read(
            "select slots from conversations where sender = ?", (sender_id,)
        )
        if not found:
            self._saved.pop(sender_id, None)
            return None
        rows = self._database.read(
            "select event from events where sender = ? order by id desc limit ?",
            (sender_id, self._max_events),
        )
        events = [event for (text,) in reversed(rows) if (event := _load(text)) is not None]
        tracker = self._recent(sender_id, events, json.loads(found[0][0]))
        self._saved[sender_id] = len(tracker.events)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Names of all conversations."""
        return [sender for (sender,) in self._database.read("select sender from conversations")]

    async def delete(self, sender_id: str) -> None:
        """Erases a conversation at once, in memory and on disk."""
        self._forget(sender_id)
        self._database.write(_deletion(sender_id))
        self._database.forget_traces()

    def purge(self, at: float | None = None, hours: float | None = None) -> int:
        """Erases conversations whose last message is older than the retention; how many."""
        moment = now() if at is None else at
        limit = moment - retention_hours(hours) * 3600
        # A clock that was set back must not keep content for longer than it should.
        old = self._database.read(
            "select sender from conversations where last_message <= ? or last_message > ?",
            (limit, moment + LONGEST_HOURS * 3600),
        )
        for (sender,) in old:
            self._forget(sender)
            self._database.write(_deletion(sender))
        if old:
            self._database.forget_traces()
        return len(old)

    def count(self, channel: str, topic: str, kind: str) -> None:
        """Counts, without any content: how often a topic was answered, helped, not understood."""
        day = datetime.fromtimestamp(now(), timezone.utc).date().isoformat()
        self._database.write(
            [
                (
                    "insert into counts values (?, ?, ?, ?, 1) "
                    "on conflict (day, channel, topic, kind) do update set n = n + 1",
                    (day, channel, topic, kind),
                )
            ]
        )

    def counts(self) -> list[tuple[str, str, str, str, int]]:
        """Every count: day, channel, topic, kind, number."""
        rows = self._database.read("select day, channel, topic, kind, n from counts order by day")
        return [(d, c, t, k, int(n)) for d, c, t, k, n in rows]

    def close(self) -> None:
        """Closes the file; the store is not used after that."""
        self._database.close()
        if self in _current:
            _current.remove(self)

    def _recent(
        self, sender: str, events: list[Event], slots: dict[str, Any]
    ) -> DialogueStateTracker:
        """A tracker of the last turns, all slots filled as they are now."""
        kept = events[-self._max_events :]
        if len(kept) < len(events) or len(events) == self._max_events:
            first = next((i for i, e in enumerate(kept) if isinstance(e, UserUttered)), 0)
            # The action_listen before a message belongs to its turn.
            kept = kept[max(0, first - 1) :]
        tracker = self.init_tracker(sender)
        known = [SlotSet(name, value) for name, value in slots.items() if name in tracker.slots]
        tracker.update_with_events([*known, *kept], self.domain)
        for slot in known:
            tracker.update(slot, self.domain) if tracker.get_slot(slot.key) != slot.value else None
        return tracker

    def _keep(self, sender: str, tracker: DialogueStateTracker) -> None:
        self._live[sender] = tracker
        while len(self._live) > LIVE:
            oldest, _ = self._live.popitem(last=False)
            self._saved.pop(oldest, None)

    def _forget(self, sender: str) -> None:
        self._live.pop(sender, None)
        self._saved.pop(sender, None)


def _has_message(tracker: DialogueStateTracker) -> bool:
    return tracker.latest_message is not None and bool(tracker.latest_message.timestamp)


def _deletion(sender: str) -> list[tuple[str, tuple[Any, ...]]]:
    return [
        ("delete from events where sender = ?", (sender,)),
        ("delete from conversations where sender = ?", (sender,)),
    ]


def _dump(event: Event) -> str:
    return json.dumps(event.as_dict(), separators=(",", ":"))


def _load(text: str) -> Event | None:
    return Event.from_parameters(json.loads(text))
