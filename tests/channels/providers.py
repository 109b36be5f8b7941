"""Local servers that speak the providers' HTTP, and a door of the guide to try them on.

`TwilioServer` answers `POST /2010-04-01/Accounts/{sid}/Messages.json`, `TelegramServer` the
Bot API's `POST /bot{token}/{method}`, both as their public documentation says and as their
official clients read it (`test_twilio.py` and `test_telegram.py` hold them to that). Each can
be told to fail in a given way, to be slow, or to be down.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import socket
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Sanic

NAMES = itertools.count()
PATIENCE = 8.0
"""Longest a test waits for something to happen, in seconds; it happens far sooner."""


@dataclass(frozen=True)
class Fault:
    """How the next request is answered: a status, late, or with the line cut."""

    status: int = 0
    retry_after: str | None = None
    delay: float = 0.0
    hang_up: bool = False
    """The request is taken, the answer never comes."""


@dataclass
class Provider:
    """What both servers share: a script of faults, and a record of what was asked and taken."""

    faults: deque[Fault] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    _runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the server is, also while it is down."""
        return f"http://127.0.0.1:{self.port}"

    def routes(self, app: web.Application) -> None:
        """Adds the provider's addresses."""
        raise NotImplementedError

    async def up(self) -> None:
        """Starts to listen, on the same port as before."""
        app = web.Application()
        self.routes(app)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        self.port = self.port or free_port()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()

    async def mend(self, listening: socket.socket) -> None:
        """Starts to answer on a socket that was deaf until now."""
        app = web.Application()
        self.routes(app)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.SockSite(self._runner, listening.dup()).start()

    async def down(self) -> None:
        """Stops to listen: connections are refused."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def fail(self, request: web.Request, asked: dict[str, Any]) -> web.Response | None:
        """Records a request and plays the next fault; None when all is well."""
        self.requests.append(asked)
        self.times.append(time.monotonic())
        if not self.faults:
            return None
        fault = self.faults.popleft()
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.hang_up:
            self.taken.append(asked)
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if fault.status:
            return self.refusal(fault)
        return None

    def refusal(self, fault: Fault) -> web.Response:
        """The provider's own way to say no."""
        raise NotImplementedError


@dataclass
class TwilioServer(Provider):
    """Twilio's REST API, the one resource that sends messages."""

    account: str = "AC" + "0" * 32
    token: str = "twilio-auth-token"

    def routes(self, app: web.Application) -> None:
        """Adds the Messages resource."""
        app.router.add_post("/2010-04-01/Accounts/{sid}/Messages.json", self._create)

    async def _create(self, request: web.Request) -> web.Response:
        asked = {key: str(value) for key, value in (await request.post()).items()}
        failed = await self.fail(request, asked)
        if failed is not None:
            return failed
        proof = base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {proof}":
            return self._error(401, 20003, "Authenticate")
        if request.match_info["sid"] != self.account:
            return self._error(404, 20404, "The requested resource was not found")
        for name, code in (("To", 21604), ("From", 21603), ("Body", 21602)):
            if not asked.get(name):
                return self._error(400, code, f"A '{name}' is required.")
        if len(asked["Body"].encode("utf-16-le")) // 2 > 1600:
            return self._error(400, 21617, "The concatenated message body exceeds 1600 characters")
        if asked["To"].startswith("whatsapp:") != asked["From"].startswith("whatsapp:"):
            return self._error(400, 63007, "Twilio could not find a Channel with that From address")
        self.taken.append(asked)
        content = {
            "sid": f"SM{len(self.taken):032x}",
            "account_sid": self.account,
            "status": "queued",
            "to": asked["To"],
            "from": asked["From"],
            "body": asked["Body"],
        }
        return web.json_response(content, status=201)

    def refusal(self, fault: Fault) -> web.Response:
        """Twilio's error document; 429 carries code 20429."""
        code = 20429 if fault.status == 429 else 20500
        return self._error(fault.status, code, "Too Many Requests", fault.retry_after)

    @staticmethod
    def _error(status: int, code: int, words: str, retry_after: str | None = None) -> web.Response:
        more = f"https://www.twilio.com/docs/errors/{code}"
        content = {"code": code, "message": words, "more_info": more, "status": status}
        headers = {"Retry-After": retry_after} if retry_after is not None else {}
        return web.json_response(content, status=status, headers=headers)


@dataclass
class TelegramServer(Provider):
    """The three methods of the Bot API that the guide calls."""

    token: str = "123456:telegram-token"
    callbacks: list[str] = field(default_factory=list)
    webhooks: list[dict[str, Any]] = field(default_factory=list)

    def routes(self, app: web.Application) -> None:
        """Adds the Bot API."""
        app.router.add_post("/bot{token}/{method}", self._call)

    async def _call(self, request: web.Request) -> web.Response:
        form = request.content_type != "application/json"
        asked: dict[str, Any] = dict(await request.post()) if form else await request.json()
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return self._error(401, "Unauthorized")
        if method == "answerCallbackQuery":
            self.callbacks.append(str(asked["callback_query_id"]))
            return web.json_response({"ok": True, "result": True})
        if method == "setWebhook":
            if not str(asked.get("url")).startswith("https://"):
                return self._error(400, "Bad Request: bad webhook: An HTTPS URL must be provided")
            self.webhooks.append(asked)
            content = {"ok": True, "result": True, "description": "Webhook was set"}
            return web.json_response(content)
        if method != "sendMessage":
            return self._error(404, "Not Found")
        failed = await self.fail(request, asked)
        return failed if failed is not None else self._take(asked)

    def _take(self, asked: dict[str, Any]) -> web.Response:
        text = str(asked.get("text") or "")
        if not text.strip():
            return self._error(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return self._error(400, "Bad Request: message is too long")
        for row in asked.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if not button["text"] or not 1 <= len(button["callback_data"].encode()) <= 64:
                    return self._error(400, "Bad Request: BUTTON_DATA_INVALID")
        self.taken.append(asked)
        result = {
            "message_id": len(self.taken),
            "date": 1_773_800_000,
            "chat": {"id": int(asked["chat_id"]), "type": "private", "first_name": "Ana"},
            "text": text,
        }
        return web.json_response({"ok": True, "result": result})

    def refusal(self, fault: Fault) -> web.Response:
        """Telegram's error document; a 429 says in `parameters` how long to wait."""
        if fault.status == 429:
            seconds = int(fault.retry_after or 1)
            words = f"Too Many Requests: retry after {seconds}"
            return self._error(429, words, {"retry_after": seconds})
        return self._error(fault.status, "Internal Server Error")

    @staticmethod
    def _error(status: int, words: str, parameters: dict[str, Any] | None = None) -> web.Response:
        content: dict[str, Any] = {"ok": False, "error_code": status, "description": words}
        if parameters:
            content["parameters"] = parameters
        return web.json_response(content, status=status)


@dataclass
class Guide:
    """Answers in Rasa's place, through the same door: the message's own output channel."""

    heard: list[UserMessage] = field(default_factory=list)
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    failures: set[str] = field(default_factory=set)

    async def __call__(self, message: UserMessage) -> None:
        """Sends the answers kept for the text, or says what was heard."""
        self.heard.append(message)
        text = str(message.text)
        if text in self.failures:
            raise RuntimeError(f"it broke at {text}")
        if text in self.delays:
            await asyncio.sleep(self.delays[text])
        for answer in self.answers.get(text, [{"text": f"You said: {text}"}]):
            assert message.output_channel is not None
            await message.output_channel.send_response(message.sender_id, dict(answer))

    @property
    def texts(self) -> list[str]:
        """What was heard, in order."""
        return [str(message.text) for message in self.heard]


@dataclass
class Door:
    """A channel listening on a loopback port."""

    url: str
    guide: Guide
    client: aiohttp.ClientSession


@asynccontextmanager
async def opened(
    channel: InputChannel, guide: Guide, prefix: str | None = None
) -> AsyncIterator[Door]:
    """Runs the channel's blueprint in a Sanic application, as the Rasa server does.

    It is mounted under `prefix`, which is `/webhooks/` and the channel's name where none is given.
    """
    under = f"/webhooks/{channel.name()}" if prefix is None else prefix
    app = Sanic(f"door_{next(NAMES)}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 128 * 1024
    app.blueprint(channel.blueprint(guide), url_prefix=under)
    port = free_port()
    server: Any = await app.create_server(
        "127.0.0.1", port, return_asyncio_server=True, access_log=False
    )
    # Sanic rewrites its own methods at start; only in test mode it can do so again.
    Sanic.test_mode = True
    await server.startup()
    await server.before_start()
    await server.after_start()
    try:
        async with aiohttp.ClientSession() as client:
            yield Door(f"http://127.0.0.1:{port}{under}", guide, client)
    finally:
        await server.before_stop()
        server.close()
        await server.wait_closed()
        await server.after_stop()


async def until(done: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Waits until `done`, and fails when it takes too long."""
    ends = time.monotonic() + patience
    while not done():
        assert time.monotonic() < ends, "it did not happen in time"
        await asyncio.sleep(0.005)


async def unchanged(count: Callable[[], int], seconds: float = 0.3) -> int:
    """The count, which must not have moved after a while: nothing comes too late."""
    before = count()
    await asyncio.sleep(seconds)
    assert count() == before
    return before


@asynccontextmanager
async def cutting_server(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that answers once per connection, and cuts a connection used a second time.

    So do load balancers that close an idle connection just as the next request is written.
    """
    bodies: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            for turn in (1, 2):
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode().lower().split("\r\n")
                size = next(int(x.split(":")[1]) for x in lines if x.startswith("content-length"))
                body = await reader.readexactly(size)
                if turn == 2:
                    break
                bodies.append(body)
                writer.write(answer)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", bodies
    finally:
        server.close()


@contextmanager
def deaf_port() -> Iterator[socket.socket]:
    """A listening socket whose queue is full: a connection to it is not refused, only never made.

    So does a firewall that drops packets, until it is mended (`Provider.mend`).
    """
    fillers: list[socket.socket] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        try:
            for _ in range(10):
                fillers.append(socket.socket())
                fillers[-1].settimeout(0.1)
                fillers[-1].connect(listening.getsockname())
            raise AssertionError("the queue never filled")
        except TimeoutError:
            yield listening
        finally:
            for filler in fillers:
                filler.close()


def http_answer(status: str, content: dict[str, Any]) -> bytes:
    """A whole HTTP answer that keeps the connection open."""
    body = json.dumps(content).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
