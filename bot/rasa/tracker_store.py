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
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.case import in_one_slot
from bot.store.connect import open_database
from bot.store.conversations import (
    count_step,
    erase_conversations,
    events_after,
    read_conversation,
    read_counts,
    retention_hours,
    senders,
    senders_past_their_time,
    turn_steps,
)
from bot.store.database import Moved, Unavailable, now

logger = logging.getLogger("guide.store")

MAX_EVENTS = 20
"""Events of a conversation that are loaded: about three turns; follow-ups look no further, and
Rasa copies all of them before each action."""
LOOK_BACK = 60
"""Events in which `said_lately` looks: about nine turns."""
LIVE = 160
"""Conversations kept in memory (about 0.1 MB each); the others are read when they go on."""

_current: list[ConversationStore] = []


def current() -> ConversationStore | None:
    """The store of this process, once Rasa has made it."""
    return _current[-1] if _current else None


@dataclass
class TurnOutcome:
    """What became of the turn that is being taken; Rasa itself swallows a store's errors."""

    moved: bool = False
    """Another process took a turn of this conversation meanwhile; nothing was saved."""
    unavailable: bool = False
    """The shared database did not answer; nothing was saved."""

    @property
    def stands(self) -> bool:
        """Whether the turn stands."""
        return not (self.moved or self.unavailable)


_outcome: ContextVar[TurnOutcome | None] = ContextVar("outcome", default=None)


@contextlib.contextmanager
def watched() -> Iterator[TurnOutcome]:
    """Tells afterwards whether the turn taken inside was saved."""
    outcome = TurnOutcome()
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
    """Named in endpoints.yml: `tracker_store: {type: bot.rasa.tracker_store.ConversationStore}`.

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
        outcome = _outcome.get() or TurnOutcome()
        if not outcome.stands:
            return
        sender, base = tracker.sender_id, _base_of(tracker)
        events = list(tracker.events)
        slots = {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value
        }
        last = tracker.latest_message.timestamp if _has_message(tracker) else None
        new = [(_dump(event), _message_id(event)) for event in events[base.stored :]]
        steps = turn_steps(sender, base.version, last or now(), slots, new)
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
                lambda: read_conversation(
                    self.database, sender_id, base.version if base else None, self._max_events
                )
            )
        except Unavailable:
            if not self.database.shared:
                return live
            (_outcome.get() or TurnOutcome()).unavailable = True
            return None
        if found is None:
            # Never written, because the disk would not take it, or erased since.
            return live if base is not None and base.version is None else None
        if found.events is None:
            return live
        events = [event for text in found.events if (event := _load(text)) is not None]
        tracker = self._recent(sender_id, events, found.slots)
        _set_base(tracker, _Base(found.version, len(tracker.events)))
        return tracker

    async def answers(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """What was answered to a message, or None when it was not heard before."""

        rows = await self.database.run(
            lambda: events_after(self.database, sender_id, message_id, self._max_events)
        )
        if rows is None:
            return None
        messages: list[dict[str, Any]] = []
        for text in rows:
            event = _load(text)
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                messages.append(event.message())
        return messages

    async def said_lately(self, sender_id: str) -> list[BotUttered]:
        """What the guide said in the last turns of a conversation, oldest first.

        Only read: a turn that is under way keeps the conversation it has.

        Raises:
            Unavailable: the database does not answer.
        """
        found = await self.database.run(
            lambda: read_conversation(self.database, sender_id, None, LOOK_BACK)
        )
        events = [_load(text) for text in (found.events if found else None) or ()]
        return [event for event in events if isinstance(event, BotUttered)]

    async def keys(self) -> Iterable[str]:
        """Names of all conversations."""
        return await self.database.run(lambda: senders(self.database))

    async def delete(self, sender_id: str) -> None:
        """Erases a conversation at once, in memory and on disk.

        Raises:
            Unavailable: the database would not take it; the conversation goes on as it was.
        """
        await self.database.run(lambda: erase_conversations(self.database, [sender_id]))
        self._live.pop(sender_id, None)

    async def purge(self, at: float | None = None, hours: float | None = None) -> int:
        """Erases conversations whose last message is older than the retention; how many."""
        moment = now() if at is None else at

        def work() -> list[str]:
            old = senders_past_their_time(self.database, moment, retention_hours(hours))
            if old:
                erase_conversations(self.database, old)
            return old

        old = await self.database.run(work)
        for sender in old:
            self._live.pop(sender, None)
        return len(old)

    def count(self, channel: str, topic: str, kind: str) -> None:
        """Counts, without any content: how often a topic was answered, helped, not understood."""
        step = count_step(channel, topic, kind)
        self.database.later(lambda: self.database.write([step]))

    def counts(self) -> list[tuple[str, str, str, str, int]]:
        """Every count: day, channel, topic, kind, number."""
        return read_counts(self.database)

    def close(self) -> None:
        """Closes the database; the store is not used after that."""
        self.database.close()
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


def _base_of(tracker: DialogueStateTracker) -> _Base:
    return getattr(tracker, "guide_base", None) or _Base()


def _set_base(tracker: DialogueStateTracker, base: _Base) -> None:
    tracker.guide_base = base


def _has_message(tracker: DialogueStateTracker) -> bool:
    return tracker.latest_message is not None and bool(tracker.latest_message.timestamp)


def _message_id(event: Event) -> str | None:
    return event.message_id if isinstance(event, UserUttered) else None


def _dump(event: Event) -> str:
    return json.dumps(event.as_dict(), separators=(",", ":"))


def _load(text: str) -> Event | None:
    return Event.from_parameters(json.loads(text))
