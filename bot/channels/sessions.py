"""Web conversations as the server knows them: who may speak, what was sent, what was heard.

A session is named by the server, never by the browser, so nobody can walk into another
parent's conversation. Its last messages stay in memory so that a phone that lost its
network gets what it missed, and a message sent twice is answered once.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any

OUTBOX = 60
"""Messages kept for a client that reconnects."""

HEARD = 200
"""Client message ids remembered, to answer a repeated message only once."""

SESSIONS = 10_000
"""Sessions kept in memory; the oldest unused go first (their conversation stays stored)."""


@dataclass
class Session:
    """One web conversation."""

    session_id: str
    sequence: int = 0
    outbox: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=OUTBOX))
    heard: deque[str] = field(default_factory=lambda: deque(maxlen=HEARD))
    pending: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def sender_id(self) -> str:
        """Name of the conversation in Rasa."""
        return f"web:{self.session_id}"

    def post(self, message: dict[str, Any]) -> dict[str, Any]:
        """Numbers an outgoing message and keeps it for a client that may have missed it."""
        self.sequence += 1
        numbered = {**message, "seq": self.sequence}
        self.outbox.append(numbered)
        return numbered

    def missed_since(self, sequence: int) -> list[dict[str, Any]]:
        """Messages after number `sequence`, oldest first."""
        return [message for message in self.outbox if message["seq"] > sequence]

    def is_repeat(self, message_id: str) -> bool:
        """Whether a client message was heard before; remembers it."""
        if message_id in self.heard:
            return True
        self.heard.append(message_id)
        return False


class Sessions:
    """All sessions of this process."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def open(self, session_id: str | None) -> tuple[Session, bool]:
        """The session of a verified id (or a new one), and whether it was still in memory."""
        if session_id is not None and session_id in self._sessions:
            self._sessions.move_to_end(session_id)
            return self._sessions[session_id], True
        session = Session(session_id or secrets.token_urlsafe(18))
        self._sessions[session.session_id] = session
        while len(self._sessions) > SESSIONS:
            self._sessions.popitem(last=False)
        return session, False

    def forget(self, sender_id: str) -> None:
        """Drops the messages kept for a client that reconnects; they were erased."""
        session = self._sessions.get(sender_id.partition(":")[2])
        if session is not None:
            session.outbox.clear()

    def close(self, session: Session) -> None:
        """Forgets a session, for example after its conversation was deleted."""
        self._sessions.pop(session.session_id, None)
