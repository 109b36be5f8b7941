"""Telegram: updates come with a secret header, answers go out through the Bot API.

Nothing is asked of the network at start; the webhook is set only by an explicit command
(`python -m bot.channels.telegram set-webhook`). Off until `credentials.yml` names it.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import json
import logging
import re
import sys
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.base import Conversation, Incoming, MissingCredentials, OnNewMessage
from bot.channels.outbox import Outbox, Outcome, attempt, provider_session, retry_after, seconds
from bot.channels.seen import Seen, Turns
from bot.channels.texting import split_at_sentences, with_address
from bot.privacy.ids import secret_key, sender_key
from bot.settings import settings

logger = logging.getLogger("guide.telegram")

API = "https://api.telegram.org"
MAX_BODY = 64 * 1024
MAX_TEXT = 4096
MAX_PAYLOAD = 64
"""Bytes a Telegram button can carry."""
REMEMBERED = 20_000
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SHORT_ID = re.compile(r"#[0-9a-f]{16}$")
_SENT_BY_PEOPLE = {
    *("photo", "voice", "audio", "video", "video_note", "animation", "document", "sticker"),
    *("location", "venue", "contact", "poll", "dice", "story", "paid_media", "game", "checklist"),
}


class TelegramChannel(InputChannel):
    """`POST /webhooks/telegram/webhook` from Telegram."""

    def __init__(self, token: str, secret: str, api: str = API, public_url: str = "") -> None:
        self._token = token
        self._secret = secret
        self._api = api
        self._public_url = public_url.rstrip("/")
        self._seen = Seen()
        self._turns = Turns()
        self._buttons = Buttons()
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
            str(given.get("api") or settings().telegram_api or API),
            str(given.get("public_url") or settings().public_url),
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
            if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
                return response.text("secret missing or wrong", status=403)
            if len(request.body or b"") > MAX_BODY:
                return response.text("ok")  # anything else makes Telegram send it again
            try:
                update = json.loads(request.body)
            except (ValueError, RecursionError):
                return response.text("not JSON", status=400)
            if isinstance(update, dict) and isinstance(update.get("update_id"), int):
                key = str(update["update_id"])
                if not self._seen.repeat(key):
                    self._begin(self._handle(door, update))
            return response.text("ok")

        @routes.listener("before_server_stop")
        async def finish(*_: Any) -> None:
            if self._tasks:
                await asyncio.wait(set(self._tasks), timeout=5)
            await self._outbox.close()
            if self._session is not None:
                await self._session.close()

        return routes

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _handle(self, door: Conversation, update: dict[str, Any]) -> None:
        try:
            await self._answer(door, update)
        except Exception as problem:  # Telegram was told that all is well; only we know
            logger.error("update failed error=%s", type(problem).__name__)

    async def _answer(self, door: Conversation, update: dict[str, Any]) -> None:
        message = update.get("message")
        person = message.get("from") if isinstance(message, dict) else None
        callback = update.get("callback_query")
        if isinstance(callback, dict):
            # Unanswered, the tapped button would keep spinning.
            answered = {"callback_query_id": callback.get("id")}
            self._begin(self._call("answerCallbackQuery", answered))
            message, person = callback.get("message"), callback.get("from")
        if not isinstance(message, dict):
            return  # edits, membership changes, polls: nothing to answer
        chat = message.get("chat")
        if not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
            return
        chat_id = chat["id"]
        sender_id = sender_key(self.name(), str(chat_id), secret_key())
        text = message.get("text")
        if isinstance(callback, dict):
            text = self._buttons.meant(sender_id, callback)
        asked = _language_of_phone(person)
        language = door.language(sender_id, asked)
        if chat.get("type") != "private":
            # A group would share one family's facts with everybody in it.
            if isinstance(text, str) and text.startswith("/"):
                self._send(sender_id, chat_id, [door.notice("private_only", sender_id, language)])
            return
        if not isinstance(text, str):
            if not _is_service(message):
                self._send(sender_id, chat_id, [door.notice("only_text", sender_id, language)])
            return
        incoming = Incoming(
            channel=self.name(),
            sender_id=sender_id,
            # A link to the bot may carry a word of its own: "/start from-the-flyer".
            text="/start" if text.startswith("/start ") else text,
            message_id=str(update["update_id"]),
            metadata=asked,
        )
        async with self._turns.of(sender_id):
            self._send(sender_id, chat_id, await door.turn(incoming))

    def _send(self, sender_id: str, chat_id: int, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            text = with_address(str(message.get("text") or ""), self._public_url)
            pieces = split_at_sentences(text, MAX_TEXT)
            for number, piece in enumerate(pieces, 1):
                body: dict[str, Any] = {
                    "chat_id": chat_id,
                    "text": piece,
                    "disable_web_page_preview": True,
                }
                if number == len(pieces) and message.get("buttons"):
                    body["reply_markup"] = {
                        "inline_keyboard": self._buttons.keyboard(sender_id, message["buttons"])
                    }
                self._queue(sender_id, body)

    def _queue(self, sender_id: str, body: dict[str, Any]) -> None:
        async def send() -> Outcome:
            return await self._call("sendMessage", body)

        self._outbox.put(sender_id, send)

    async def _call(self, method: str, body: dict[str, Any]) -> Outcome:
        if self._session is None:
            self._session = provider_session()
        return await attempt(
            self._session, f"{self._api}/bot{self._token}/{method}", _wait, json=body
        )


class Buttons:
    """Long button payloads travel as short ids, remembered for each chat."""

    def __init__(self) -> None:
        self._payloads: OrderedDict[tuple[str, str], str] = OrderedDict()

    def keyboard(self, sender_id: str, buttons: list[dict[str, Any]]) -> list[list[dict[str, str]]]:
        """One button a row, none with more data than Telegram takes."""
        rows = []
        for button in buttons:
            data = payload = str(button["payload"])
            if len(payload.encode()) > MAX_PAYLOAD:
                data = f"#{hashlib.sha256(payload.encode()).hexdigest()[:16]}"
                self._payloads[sender_id, data] = payload
                self._payloads.move_to_end((sender_id, data))
            rows.append([{"text": str(button["title"]), "callback_data": data}])
        while len(self._payloads) > REMEMBERED:
            self._payloads.popitem(last=False)
        return rows

    def meant(self, sender_id: str, callback: dict[str, Any]) -> Any:
        """What a tapped button stands for.

        After a restart nothing is remembered; then its title, which Telegram sends along.
        """
        data = callback.get("data")
        if not isinstance(data, str) or not _SHORT_ID.match(data):
            return data
        return self._payloads.get((sender_id, data)) or _title(callback, data) or ""


def _title(callback: dict[str, Any], data: str) -> str | None:
    try:
        rows = callback["message"]["reply_markup"]["inline_keyboard"]
        found = (str(b["text"]) for row in rows for b in row if b.get("callback_data") == data)
        return next(found, None)
    except (KeyError, TypeError, AttributeError):
        return None


def _language_of_phone(person: Any) -> dict[str, str]:
    """The language of somebody's Telegram, as a wish for a conversation that has none yet.

    It comes with each message. Only where it differs from the one before it counts again, so that
    the language a parent writes in holds.
    """
    code = person.get("language_code") if isinstance(person, dict) else None
    return {"language": code[:35]} if isinstance(code, str) and code else {}


def _is_service(message: dict[str, Any]) -> bool:
    """Whether Telegram, not a person, made the message: a pin, a timer, a new photo."""
    return not any(key in message for key in _SENT_BY_PEOPLE)


async def _wait(answer: aiohttp.ClientResponse) -> float | None:
    header = await retry_after(answer)
    if header is not None:
        return header
    try:
        content = await answer.json(content_type=None)
        return seconds(content["parameters"]["retry_after"])
    except (aiohttp.ClientError, ValueError, KeyError, TypeError):
        return None


class WebhookRefused(RuntimeError):
    """Telegram did not take the address; the message is Telegram's own."""


async def set_webhook(token: str, secret: str, url: str, api: str = API) -> str:
    """Tells Telegram where this server is; returns Telegram's own words.

    Raises:
        WebhookRefused: Telegram said no, or could not be reached.
    """
    body = {
        "url": f"{url.rstrip('/')}/webhooks/telegram/webhook",
        "secret_token": secret,
        "allowed_updates": ["message", "callback_query"],
    }
    try:
        async with (
            provider_session() as session,
            session.post(f"{api}/bot{token}/setWebhook", json=body) as answer,
        ):
            content = await answer.json(content_type=None)
            said = str(content.get("description") or answer.status)
            taken = content.get("ok") is True
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, AttributeError) as problem:
        # The error's own words would hold the address, and with it the token.
        raise WebhookRefused(f"Telegram did not answer ({type(problem).__name__}).") from None
    if not taken:
        raise WebhookRefused(said)
    return said


def main() -> int:
    """python -m bot.channels.telegram set-webhook https://guide.example"""
    parser = argparse.ArgumentParser(prog="python -m bot.channels.telegram")
    parser.add_argument("command", choices=["set-webhook"])
    parser.add_argument("url", help="the https address under which Telegram reaches this server")
    options = parser.parse_args()
    token, secret = settings().telegram_token, settings().telegram_secret
    if not token or not secret:
        print("Set TELEGRAM_TOKEN and TELEGRAM_SECRET first (docs/channels.md).", file=sys.stderr)
        return 2
    api = settings().telegram_api or API
    try:
        print(asyncio.run(set_webhook(token, secret, options.url, api)))
    except WebhookRefused as refused:
        print(f"Telegram refused the address: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
