"""Web channel: the chat page and its Socket.IO connection.

Event names are those of Rasa's stock channel (`session_request`, `session_confirm`,
`user_uttered`, `bot_uttered`), so existing widgets find their way; the handling is our own,
because the stock channel lets the browser name its session, awaits nothing it should and
checks no Origin. What is added: signed sessions, acknowledgements, sequence numbers, replay.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from socketio import AsyncServer

from bot.channels.base import Conversation, Incoming, OnNewMessage
from bot.channels.sessions import Session, Sessions
from bot.knowledge.notices import notice
from bot.pages.counts import add_counts
from bot.pages.site import add_pages, secure
from bot.privacy.ids import sign, signing_key, verify
from bot.rasa.tracker_store import current
from bot.settings import settings
from bot.store import Unavailable
from bot.store.report import Count

logger = logging.getLogger("guide.web")

SOCKET_PATH = "/socket.io"
_SENT_ALONG = ("tz", "lang", "language")
MAX_FRAME = 64 * 1024
MAX_PENDING = 5
"""Messages of one session that may wait for their answer at the same time."""
CONNECTIONS_PER_ADDRESS = 400
SILENT_SECONDS = 300
"""How long a connection that never asked for a session is kept."""


def origin_allowed(origin: str | None, environ: dict[str, Any]) -> bool:
    """Whether a page of `origin` may talk to the guide: our own pages and `GUIDE_ORIGINS`."""
    if origin is None:
        return True  # not a browser page; sessions are signed all the same
    listed = settings().origins.split()
    own = environ.get("HTTP_HOST", "")
    return origin in listed or urlsplit(origin).netloc == own


class WebChannel(InputChannel):
    """Serves `/` and the chat behind it."""

    def __init__(self) -> None:
        self._server = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=origin_allowed,
            cors_credentials=False,
            max_http_buffer_size=MAX_FRAME,
            ping_interval=25,
            ping_timeout=20,
            client_manager=_shared_queue(),
        )
        self._packet = self._server.eio.handlers["message"]
        self._server.eio.on("message", self._read_packet)
        self._sessions = Sessions()
        self._of_socket: dict[str, Session] = {}
        self._addresses: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def _read_packet(self, socket: str, data: Any) -> None:
        """Hands a frame to Socket.IO; one that is no packet ends its connection.

        Engine.IO would log the failure with a trace that may hold what was sent.
        """
        try:
            await self._packet(socket, data)
        except Exception as problem:
            logger.warning("a frame was no packet (%s)", type(problem).__name__)
            await self._server.eio.disconnect(socket)

    @classmethod
    def name(cls) -> str:
        """Name of the channel in credentials.yml and in sender ids."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Needs no credentials."""
        return cls()

    def url_prefix(self) -> str:
        """The page is the site's front page."""
        return "/"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Page routes and the Socket.IO endpoint."""
        conversation = Conversation(self.name(), on_new_message, self._sessions.forget)
        routes = _SocketBlueprint(self._server)
        add_pages(routes)
        add_counts(routes, _counts)
        self._listen(conversation)
        return routes

    def _listen(self, conversation: Conversation) -> None:
        server = self._server

        @server.on("connect")
        async def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
            address = _address(environ)
            if sum(1 for a in self._addresses.values() if a == address) >= CONNECTIONS_PER_ADDRESS:
                return False
            self._addresses[sid] = address
            self._keep(self._close_if_silent(sid))
            return True

        @server.on("disconnect")
        async def disconnect(sid: str, *_: Any) -> None:
            self._addresses.pop(sid, None)
            self._of_socket.pop(sid, None)

        @server.on("session_request")
        async def session_request(sid: str, data: Any = None) -> dict[str, Any]:
            asked = data if isinstance(data, dict) else {}
            known = verify(str(asked.get("session_id") or ""), signing_key())
            session, in_memory = self._sessions.open(known)
            self._of_socket[sid] = session
            await server.enter_room(sid, session.sender_id)
            token = sign(session.session_id, signing_key())
            await server.emit("session_confirm", token, to=sid)
            seen = asked.get("last_seq")
            if in_memory and isinstance(seen, int):
                for message in session.missed_since(seen):
                    await server.emit("bot_uttered", message, to=sid)
            return {
                "session_id": token,
                "resumed": known is not None,
                "seq": session.sequence,
            }

        @server.on("user_uttered")
        async def user_uttered(sid: str, data: Any = None) -> dict[str, Any]:
            session = self._of_socket.get(sid)
            if session is None:
                return {"ok": False, "error": "no_session"}
            if not isinstance(data, dict) or not isinstance(data.get("message"), str):
                return {"ok": False, "error": "not_text"}
            if session.pending >= MAX_PENDING:
                return {
                    "ok": False,
                    "error": "slow_down",
                    **self._says(conversation, session, data, "slow_down"),
                }
            message_id = str(data.get("message_id") or "")[:64]
            if message_id and session.is_repeat(message_id):
                return {"ok": True, "repeat": True}
            incoming = Incoming(
                channel=self.name(),
                sender_id=session.sender_id,
                text=data["message"],
                address=self._addresses.get(sid, ""),
                message_id=message_id or None,
                metadata=_metadata(data.get("metadata")),
            )
            session.pending += 1
            self._keep(self._answer(conversation, session, incoming))
            return {"ok": True}

        @server.on("delete_chat")
        async def delete_chat(sid: str, data: Any = None) -> dict[str, Any]:
            session = self._of_socket.get(sid)
            if session is None:
                return {"ok": False, "error": "no_session"}
            said = self._says(conversation, session, data, "deleted")
            try:
                async with session.turn:
                    await conversation.erase(session.sender_id)
            except Unavailable:
                # Never say that something is deleted when it is not; the conversation goes on.
                logger.error("chat not deleted")
                return {
                    "ok": False,
                    "error": "not_deleted",
                    **self._says(conversation, session, data, "not_deleted"),
                }
            self._of_socket.pop(sid, None)
            session.outbox.clear()
            self._sessions.close(session)
            return {"ok": True, **said}

        @server.on("feedback")
        async def feedback(sid: str, data: Any = None) -> dict[str, Any]:
            store = current()
            if sid not in self._of_socket or not isinstance(data, dict) or store is None:
                return {"ok": False}
            topic = str(data.get("topic") or "")
            if not topic.replace("_", "").isalnum() or len(topic) > 40:
                return {"ok": False}
            store.count(self.name(), topic, "helped" if data.get("helped") else "not_helped")
            return {"ok": True}

    def _says(
        self, conversation: Conversation, session: Session, data: Any, name: str
    ) -> dict[str, Any]:
        """A notice in the language of what the page sent, else of the conversation."""
        given = data.get("metadata") if isinstance(data, dict) else None
        language = conversation.language(session.sender_id, _metadata(given))
        return notice(name, self.name(), language)

    async def _answer(
        self, conversation: Conversation, session: Session, incoming: Incoming
    ) -> None:
        # One turn at a time keeps the answers in the order of the questions.
        try:
            async with session.turn:
                await self._server.emit("typing", {"on": True}, room=session.sender_id)
                messages = await conversation.turn(incoming)
                for message in messages:
                    await self._server.emit(
                        "bot_uttered",
                        session.post(_for_page(message, incoming.message_id)),
                        room=session.sender_id,
                    )
        finally:
            session.pending -= 1
            await self._server.emit("typing", {"on": session.pending > 0}, room=session.sender_id)

    async def _close_if_silent(self, sid: str) -> None:
        await asyncio.sleep(SILENT_SECONDS)
        if sid in self._addresses and sid not in self._of_socket:
            await self._server.disconnect(sid)

    def _keep(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _SocketBlueprint(Blueprint):
    """A blueprint that attaches the Socket.IO server when it is registered."""

    def __init__(self, server: AsyncServer) -> None:
        super().__init__("guide_web")
        self.ctx.server = server

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Attaches the socket endpoint, then the page routes."""
        self.ctx.server.attach(app, SOCKET_PATH)
        app.register_middleware(secure, "response")
        super().register(app, options)


def _shared_queue() -> Any:
    """Message queue shared by several processes, when `GUIDE_REDIS_URL` names one."""
    url = settings().redis_url
    if not url:
        return None
    from socketio import AsyncRedisManager

    return AsyncRedisManager(url)


def _for_page(message: dict[str, Any], reply_to: str | None) -> dict[str, Any]:
    shown: dict[str, Any] = {key: message[key] for key in ("text", "custom") if key in message}
    if message.get("buttons"):
        shown["quick_replies"] = message["buttons"]
    if reply_to:
        shown["reply_to"] = reply_to
    return shown


def _metadata(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        return {}
    return {k: v[:64] for k, v in given.items() if k in _SENT_ALONG and isinstance(v, str)}


async def _counts() -> list[Count]:
    """All anonymous counts; none where conversations are not kept in our store."""
    store = current()
    return [] if store is None else await store.database.run(store.counts)


def _address(environ: dict[str, Any]) -> str:
    request = environ.get("sanic.request")
    peer = str(getattr(request, "ip", "") or "")
    if settings().behind_proxy:
        forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
        return forwarded or peer
    return peer
