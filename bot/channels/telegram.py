"""Telegram: updates come with a secret header, answers go out through the Bot API.

Nothing is asked of the network at start; the webhook is set only by an explicit command
(`python -m bot.channels.telegram set-webhook`). Off until `credentials.yml` names it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hmac
import json
import os
import sys
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.base import Conversation, Incoming, OnNewMessage
from bot.channels.outbox import Outbox, Outcome
from bot.channels.seen import Seen
from bot.channels.texting import split_at_sentences
from bot.channels.twilio import MissingCredentials
from bot.knowledge.notices import notice
from bot.privacy.ids import secret_key, sender_key

API = "https://api.telegram.org"
MAX_BODY = 64 * 1024
MAX_TEXT = 4096
MAX_PAYLOAD = 64
"""Bytes a Telegram button can carry."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class TelegramChannel(InputChannel):
    """`POST /webhooks/telegram/webhook` from Telegram."""

    def __init__(self, token: str, secret: str, api: str = API, public_url: str = "") -> None:
        self._token = token
        self._secret = secret
        self._api = api
        self._public_url = public_url.rstrip("/")
        self._seen = Seen()
        self._outbox = Outbox("telegram")
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    @classmethod
    def name(cls) -> str:
        """Name in the webhook's address and of the channel."""
        return "telegram"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramChannel:
        """Reads credentials.yml, where the values come from the environment.

        Raises:
            MissingCredentials: one is missing.
        """
        given = credentials or {}
        wanted = {
            "token": "the token @BotFather gave you",
            "secret": "a long random word of your own (openssl rand -hex 24)",
        }
        for key, where in wanted.items():
            value = str(given.get(key) or "")
            if not value or value.startswith("${"):
                raise MissingCredentials(
                    f"Telegram is switched on but has no {key}. It is {where}; "
                    f"set TELEGRAM_{key.upper()} in the environment (docs/channels.md)."
                )
        secret_key()
        return cls(
            str(given["token"]),
            str(given["secret"]),
            str(given.get("api") or os.environ.get("TELEGRAM_API") or API),
            str(given.get("public_url") or os.environ.get("GUIDE_PUBLIC_URL") or ""),
        )

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes of the channel."""
        door = Conversation(self.name(), on_new_message)
        routes = Blueprint("guide_telegram")

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                return response.text("secret missing or wrong", status=403)
            if len(request.body or b"") > MAX_BODY:
                return response.text("ok")  # anything else makes Telegram send it again
            try:
                update = json.loads(request.body)
            except ValueError:
                return response.text("not JSON", status=400)
            if isinstance(update, dict) and isinstance(update.get("update_id"), int):
                key = str(update["update_id"])
                if not self._seen.repeat(key):
                    task = asyncio.ensure_future(self._handle(door, update))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
            return response.text("ok")

        @routes.listener("before_server_stop")
        async def finish(*_: Any) -> None:
            if self._tasks:
                await asyncio.wait(set(self._tasks), timeout=5)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._outbox.settled(), 5)
            if self._session is not None:
                await self._session.close()

        return routes

    async def _handle(self, door: Conversation, update: dict[str, Any]) -> None:
        callback = update.get("callback_query")
        message = update.get("message")
        text: Any = None
        if isinstance(callback, dict):
            # Unanswered, the tapped button would keep spinning.
            await self._call("answerCallbackQuery", {"callback_query_id": callback.get("id")})
            message, text = callback.get("message"), callback.get("data")
        elif isinstance(message, dict):
            text = message.get("text")
        if not isinstance(message, dict):
            return  # edits, membership changes, polls: nothing to answer
        chat = message.get("chat")
        if not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
            return
        chat_id = chat["id"]
        sender_id = sender_key(self.name(), str(chat_id), secret_key())
        if chat.get("type") != "private":
            # A group would share one family's facts with everybody in it.
            if isinstance(text, str) and text.startswith("/"):
                self._send(sender_id, chat_id, [notice("private_only", self.name())])
            return
        if not isinstance(text, str):
            self._send(sender_id, chat_id, [notice("only_text", self.name())])
            return
        incoming = Incoming(
            channel=self.name(),
            sender_id=sender_id,
            text=text,
            message_id=str(update["update_id"]),
        )
        self._send(sender_id, chat_id, await door.turn(incoming))

    def _send(self, sender_id: str, chat_id: int, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            text = str(message.get("text") or "").replace(
                " /calendar/", f" {self._public_url}/calendar/"
            )
            pieces = split_at_sentences(text, MAX_TEXT)
            for number, piece in enumerate(pieces, 1):
                body: dict[str, Any] = {
                    "chat_id": chat_id,
                    "text": piece,
                    "disable_web_page_preview": True,
                }
                if number == len(pieces) and message.get("buttons"):
                    body["reply_markup"] = {"inline_keyboard": _keyboard(message["buttons"])}
                self._queue(sender_id, body)

    def _queue(self, sender_id: str, body: dict[str, Any]) -> None:
        async def send() -> Outcome:
            return await self._call("sendMessage", body)

        self._outbox.put(sender_id, send)

    async def _call(self, method: str, body: dict[str, Any]) -> Outcome:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15))
        try:
            async with self._session.post(
                f"{self._api}/bot{self._token}/{method}", json=body
            ) as answer:
                if answer.status < 300:
                    return Outcome(True, status=answer.status)
                again = answer.status in (429, 502, 503)
                return Outcome(False, again, await _wait(answer), answer.status)
        except aiohttp.ClientConnectorError:
            return Outcome(False, again=True)
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return Outcome(False, status=598)


def _keyboard(buttons: list[dict[str, Any]]) -> list[list[dict[str, str]]]:
    rows = []
    for button in buttons:
        payload = str(button["payload"])
        while len(payload.encode()) > MAX_PAYLOAD:
            payload = payload[:-1]
        rows.append([{"text": str(button["title"]), "callback_data": payload}])
    return rows


async def _wait(answer: aiohttp.ClientResponse) -> float | None:
    if answer.status != 429:
        return None
    header = answer.headers.get("Retry-After", "")
    if header.isdigit():
        return float(header)
    try:
        content = await answer.json(content_type=None)
        return float(content["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return None


async def set_webhook(token: str, secret: str, url: str, api: str = API) -> str:
    """Tells Telegram where this server is; returns Telegram's own words."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{api}/bot{token}/setWebhook",
            json={
                "url": f"{url.rstrip('/')}/webhooks/telegram/webhook",
                "secret_token": secret,
                "allowed_updates": ["message", "callback_query"],
            },
        ) as answer,
    ):
        content = await answer.json(content_type=None)
        return str(content.get("description") or content)


def main() -> int:
    """python -m bot.channels.telegram set-webhook https://guide.example"""
    parser = argparse.ArgumentParser(prog="python -m bot.channels.telegram")
    parser.add_argument("command", choices=["set-webhook"])
    parser.add_argument("url", help="the https address under which Telegram reaches this server")
    options = parser.parse_args()
    token, secret = os.environ.get("TELEGRAM_TOKEN"), os.environ.get("TELEGRAM_SECRET")
    if not token or not secret:
        print("Set TELEGRAM_TOKEN and TELEGRAM_SECRET first (docs/channels.md).", file=sys.stderr)
        return 2
    api = os.environ.get("TELEGRAM_API") or API
    print(asyncio.run(set_webhook(token, secret, options.url, api)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
