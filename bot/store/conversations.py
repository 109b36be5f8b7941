"""Rasa's tracker store for the guide.

Stock `SQLTrackerStore` reads a whole conversation, counts it and writes it again with every
message, so a message costs more the longer the conversation is. Here a live conversation stays
in memory, only new events are written, and only the last `max_events` are ever loaded; the
facts of the case live in slots, which are kept whole.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.case import in_one_slot
from bot.store.database import Database, Moved, Step, Unavailable, now, open_database

logger = logging.getLogger("guide.store")

MAX_EVENTS = 20
"""Events of a conversation that are loaded: about three turns; follow-ups look no further, and
Rasa copies all of them before each action."""
LIVE = 160
"""Conversations kept in memory (about 0.1 MB each); the others are read when they go on."""
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


@dataclass
class Outcome:
    """What became of the turn that is being taken; Rasa itself swallows a store's errors."""

    moved: bool = False
    """Another process took a turn of this conversation meanwhile; nothing was saved."""
    unavailable: bool = False
    """The shared database did not answer; nothing was saved."""

    @property
    def saved(self) -> bool:
        """Whether the turn stands."""
        return not (self.moved or self.unavailable)


_outcome: ContextVar[Outcome | None] = ContextVar("outcome", default=None)


@contextlib.contextmanager
def watched() -> Iterator[Outcome]:
    """Tells afterwards whether the turn taken inside was saved."""
    outcome = Outcome()
    token = _outcome.set(outcome)
    try:
        yield outcome
    finally:
        _outcome.reset(token)


@dataclass
class _Base:
    """What a tracker builds on: the version it was read at and how many events are stored.

    A conversation of the first schema was read at version 0, one that is new at none.
    """

    version: int | None = None
    stored: int = 0

    def saved(self, stored: int) -> _Base:
        """What it builds on once it is saved, with `stored` events."""
        return _Base(1 if self.version is None else self.version + 1, stored)


class ConversationStore(TrackerStore):
    """Named in endpoints.yml: `tracker_store: {type: bot.store.ConversationStore, db: FILE}`.

    `db` is a file, or a `postgresql://` address that several chat servers share. A conversation
    carries a version: a turn is saved only on top of the one it was read at, so two processes
    can never overwrite each other's turn, whatever becomes of their locks.
    """

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
        self.database = open_database(str(db))
        self._max_events = int(max_events)
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        _current.append(self)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes what is new of a conversation and keeps it at hand.

        Raises nothing, since Rasa would put the conversation into a fallback store of its own;
        `watched` tells what became of it.
        """
        outcome = _outcome.get() or Outcome()
        if not outcome.saved:
            return
        sender, base = tracker.sender_id, _base_of(tracker)
        events = list(tracker.events)
        slots = {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value
        }
        last = tracker.latest_message.timestamp if _has_message(tracker) else None
        steps = [
            _version_step(sender, base, last or now(), json.dumps(slots)),
            *(_event_step(sender, event) for event in events[base.stored :]),
        ]
        try:
            await self.database.run(lambda: self.database.write(steps))
        except Moved:
            outcome.moved = True
            return
        except Unavailable:
            if self.database.shared:
                outcome.unavailable = True
            else:
                self._keep(tracker, base)  # the conversation goes on from memory
            return
        base = base.saved(len(events))
        if len(events) > self._max_events * 3 // 2:
            # Rasa may save this tracker again within the turn; it must build on what is stored.
            _set_base(tracker, base)
            tracker = self._recent(sender, events, slots)
            base = _Base(base.version, len(tracker.events))
        self._keep(tracker, base)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None.

        It is handed out of memory rather than shared: a turn that breaks off half-way leaves
        what was saved before, which is read again.
        """
        live = self._live.pop(sender_id, None)
        base = _base_of(live) if live is not None else None
        if live is not None and base is not None and len(live.events) < base.stored:
            live, base = None, None
        try:
            found = await self.database.run(
                lambda: self._read(sender_id, base.version if base else None)
            )
        except Unavailable:
            if not self.database.shared:
                return live
            (_outcome.get() or Outcome()).unavailable = True
            return None
        if found is None:
            # Never written, because the disk would not take it, or erased since.
            return live if base is not None and base.version is None else None
        version, slots, events = found
        if events is None:
            return live
        tracker = self._recent(sender_id, events, slots)
        _set_base(tracker, _Base(version, len(tracker.events)))
        return tracker

    async def answers(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """What was answered to a message, or None when it was not heard before."""

        def read() -> list[tuple[Any, ...]] | None:
            found = self.database.read(
                "select id from events where sender = ? and message_id = ?",
                (sender_id, message_id),
            )
            if not found:
                return None
            return self.database.read(
                "select event from events where sender = ? and id > ? order by id limit ?",
                (sender_id, found[0][0], self._max_events),
            )

        rows = await self.database.run(read)
        if rows is None:
            return None
        messages: list[dict[str, Any]] = []
        for (text,) in rows:
            event = _load(text)
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                messages.append(event.message())
        return messages

    async def keys(self) -> Iterable[str]:
        """Names of all conversations."""
        rows = await self.database.run(
            lambda: self.database.read("select sender from conversations")
        )
        return [sender for (sender,) in rows]

    async def delete(self, sender_id: str) -> None:
        """Erases a conversation at once, in memory and on disk.

        Raises:
            Unavailable: the database would not take it; the conversation goes on as it was.
        """
        await self.database.run(lambda: self._erase([sender_id]))
        self._live.pop(sender_id, None)

    async def purge(self, at: float | None = None, hours: float | None = None) -> int:
        """Erases conversations whose last message is older than the retention; how many."""
        moment = now() if at is None else at
        limit = moment - retention_hours(hours) * 3600

        def work() -> list[str]:
            # A clock that was set back must not keep content for longer than it should.
            rows = self.database.read(
                "select sender from conversations where last_message <= ? or last_message > ?",
                (limit, moment + LONGEST_HOURS * 3600),
            )
            old = [str(sender) for (sender,) in rows]
            if old:
                self._erase(old)
            return old

        old = await self.database.run(work)
        for sender in old:
            self._live.pop(sender, None)
        return len(old)

    def count(self, channel: str, topic: str, kind: str) -> None:
        """Counts, without any content: how often a topic was answered, helped, not understood."""
        day = datetime.fromtimestamp(now(), timezone.utc).date().isoformat()
        step = Step(
            "insert into counts values (?, ?, ?, ?, 1) "
            "on conflict (day, channel, topic, kind) do update set n = counts.n + 1",
            (day, channel, topic, kind),
        )
        self.database.later(lambda: self.database.write([step]))

    def counts(self) -> list[tuple[str, str, str, str, int]]:
        """Every count: day, channel, topic, kind, number."""
        return read_counts(self.database)

    def close(self) -> None:
        """Closes the database; the store is not used after that."""
        self.database.close()
        if self in _current:
            _current.remove(self)

    def _read(
        self, sender: str, known: int | None
    ) -> tuple[int, dict[str, Any], list[Event] | None] | None:
        """Version, slots and last events; no events when the version is the `known` one."""
        found = self.database.read(
            "select version, slots from conversations where sender = ?", (sender,)
        )
        if not found:
            return None
        version, slots = int(found[0][0]), json.loads(found[0][1])
        if version == known:
            return version, slots, None
        rows = self.database.read(
            "select event from events where sender = ? order by id desc limit ?",
            (sender, self._max_events),
        )
        events = [event for (text,) in reversed(rows) if (event := _load(text)) is not None]
        return version, slots, events

    def _erase(self, senders: list[str]) -> None:
        for sender in senders:
            self.database.write(
                [
                    Step("delete from events where sender = ?", (sender,)),
                    Step("delete from conversations where sender = ?", (sender,)),
                ]
            )
        self.database.forget_traces()

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
        now_kept = in_one_slot(slots).items()
        known = [SlotSet(name, value) for name, value in now_kept if name in tracker.slots]
        tracker.update_with_events([*known, *kept], self.domain)
        for slot in known:
            tracker.update(slot, self.domain) if tracker.get_slot(slot.key) != slot.value else None
        return tracker

    def _keep(self, tracker: DialogueStateTracker, base: _Base) -> None:
        _set_base(tracker, base)
        self._live[tracker.sender_id] = tracker
        while len(self._live) > LIVE:
            self._live.popitem(last=False)


def read_counts(database: Database) -> list[tuple[str, str, str, str, int]]:
    """Every count: day, channel, topic, kind, number."""
    rows = database.read("select day, channel, topic, kind, n from counts order by day")
    return [(d, c, t, k, int(n)) for d, c, t, k, n in rows]


def _base_of(tracker: DialogueStateTracker) -> _Base:
    return getattr(tracker, "guide_base", None) or _Base()


def _set_base(tracker: DialogueStateTracker, base: _Base) -> None:
    tracker.guide_base = base


def _version_step(sender: str, base: _Base, last: float, slots: str) -> Step:
    if base.version is None:
        return Step(
            "insert into conversations (sender, last_message, slots, version) "
            "values (?, ?, ?, 1) on conflict (sender) do nothing",
            (sender, last, slots),
            must_change=True,
        )
    return Step(
        "update conversations set last_message = ?, slots = ?, version = version + 1 "
        "where sender = ? and version = ?",
        (last, slots, sender, base.version),
        must_change=True,
    )


def _event_step(sender: str, event: Event) -> Step:
    known_by = event.message_id if isinstance(event, UserUttered) else None
    return Step(
        "insert into events (sender, event, message_id) values (?, ?, ?)",
        (sender, _dump(event), known_by),
    )


def _has_message(tracker: DialogueStateTracker) -> bool:
    return tracker.latest_message is not None and bool(tracker.latest_message.timestamp)


def _dump(event: Event) -> str:
    return json.dumps(event.as_dict(), separators=(",", ":"))


def _load(text: str) -> Event | None:
    return Event.from_parameters(json.loads(text))
