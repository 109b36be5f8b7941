"""SMS and WhatsApp through Twilio.

Every request must carry Twilio's signature; replies go out through Twilio's REST API in the
background, so a slow provider never holds up the guide. Off until `credentials.yml` names it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from bot.channels.base import Conversation, Incoming, OnNewMessage
from bot.channels.optout import OptOuts
from bot.channels.outbox import Outbox, Outcome
from bot.channels.seen import Seen
from bot.channels.texting import Texting, plain_sms
from bot.knowledge.notices import notice
from bot.privacy.ids import secret_key, sender_key

API = "https://api.twilio.com"
MAX_BODY = 32 * 1024
SMS_LIMIT = 306
"""Two parts of a GSM text message."""
WHATSAPP_LIMIT = 1500
EMPTY_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
# Words carriers in the US require to be honoured.
STOP_WORDS = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit"}
START_WORDS = {"start", "unstop", "yes start"}
HELP_WORDS = {"help", "info"}


class MissingCredentials(RuntimeError):
    """A channel was switched on without what it needs; the message says how to get it."""


class TwilioChannel(InputChannel):
    """`POST /webhooks/twilio/webhook` from Twilio."""

    def __init__(
        self, account_sid: str, auth_token: str, number: str, public_url: str, api: str = API
    ) -> None:
        self._account = account_sid
        self._token = auth_token
        self._number = number
        self._public_url = public_url.rstrip("/")
        self._api = api
        self._validator = RequestValidator(auth_token)
        self._texting = Texting()
        self._outbox = Outbox("twilio")
        self._seen = Seen()
        self._optouts = OptOuts()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    @classmethod
    def name(cls) -> str:
        """Name in the webhook's address."""
        return "twilio"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TwilioChannel:
        """Reads credentials.yml, where the values come from the environment.

        Raises:
            MissingCredentials: one is missing.
        """
        given = credentials or {}
        wanted = {
            "account_sid": "the Account SID on the front page of the Twilio console",
            "auth_token": "the Auth Token on the front page of the Twilio console",
            "number": "the phone number you bought there, like +15550100",
            "public_url": "the https address under which Twilio reaches this server",
        }
        for key, where in wanted.items():
            value = str(given.get(key) or "")
            if not value or value.startswith("${"):
                raise MissingCredentials(
                    f"Twilio is switched on but has no {key}. It is {where}; "
                    f"set TWILIO_{key.upper()} in the environment (docs/channels.md)."
                )
        secret_key()  # phone numbers are never kept in the clear, so a key must be there
        return cls(
            str(given["account_sid"]),
            str(given["auth_token"]),
            str(given["number"]),
            str(given["public_url"]),
            str(given.get("api") or os.environ.get("TWILIO_API") or API),
        )

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes of the channel."""
        doors = {
            "sms": Conversation("sms", on_new_message),
            "whatsapp": Conversation("whatsapp", on_new_message),
        }
        routes = Blueprint("guide_twilio")

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if len(request.body or b"") > MAX_BODY:
                return response.text("too large", status=413)
            form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
            signature = request.headers.get("X-Twilio-Signature", "")
            address = f"{self._public_url}{request.path}"
            if request.query_string:
                address += f"?{request.query_string}"
            if not signature or not self._validator.validate(address, form, signature):
                return response.text("signature missing or wrong", status=403)
            sid, sender = form.get("MessageSid", ""), form.get("From", "")
            if sid and sender and not self._seen.repeat(sid):
                door = doors["whatsapp" if sender.startswith("whatsapp:") else "sms"]
                task = asyncio.ensure_future(self._handle(door, sender, form))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            return response.text(EMPTY_REPLY, content_type="text/xml")

        @routes.listener("before_server_stop")
        async def finish(*_: Any) -> None:
            if self._tasks:
                await asyncio.wait(set(self._tasks), timeout=5)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._outbox.settled(), 5)
            if self._session is not None:
                await self._session.close()

        return routes

    async def _handle(self, door: Conversation, sender: str, form: dict[str, str]) -> None:
        channel = door.channel
        sender_id = sender_key(channel, sender.removeprefix("whatsapp:"), secret_key())
        body = form.get("Body", "")
        word = body.strip().lower()
        if word in STOP_WORDS:
            # The carrier confirms a STOP itself; we only stop, and forget.
            self._optouts.add(sender_id)
            self._texting.forget(sender_id)
            await door.erase(sender_id)
            return
        if word in START_WORDS:
            self._optouts.remove(sender_id)
            self._send(door, sender, sender_id, [notice("greet", channel)])
            return
        if sender_id in self._optouts:
            return
        if word in HELP_WORDS:
            self._send(door, sender, sender_id, [notice("help", channel)])
            return
        if not body.strip():
            media = form.get("NumMedia", "0") not in ("", "0") or "Latitude" in form
            self._send(
                door, sender, sender_id, [notice("only_text" if media else "empty", channel)]
            )
            return
        rest = self._texting.rest(sender_id, body)
        if rest is not None:
            more = "\n" + self._more() if self._texting.has_rest(sender_id) else ""
            self._queue(sender, sender_id, rest + more)
            return
        incoming = Incoming(
            channel=channel,
            sender_id=sender_id,
            text=self._texting.meant(sender_id, body),
            message_id=form.get("MessageSid"),
        )
        self._send(door, sender, sender_id, await door.turn(incoming))

    def _send(
        self, door: Conversation, to: str, sender_id: str, messages: list[dict[str, Any]]
    ) -> None:
        limit = SMS_LIMIT if door.channel == "sms" else WHATSAPP_LIMIT
        for message in messages:
            message["text"] = self._with_address(plain_sms(str(message.get("text") or "")))
        for text in self._texting.compose(sender_id, messages, limit=limit, more=self._more()):
            self._queue(to, sender_id, text)

    def _with_address(self, text: str) -> str:
        return text.replace(" /calendar/", f" {self._public_url}/calendar/")

    def _more(self) -> str:
        return str(notice("reply_more", "sms")["text"])

    def _queue(self, to: str, sender_id: str, text: str) -> None:
        async def send() -> Outcome:
            return await self._post(to, text)

        self._outbox.put(sender_id, send)

    async def _post(self, to: str, text: str) -> Outcome:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15))
        number = self._number
        if to.startswith("whatsapp:") and not number.startswith("whatsapp:"):
            number = f"whatsapp:{number}"
        try:
            async with self._session.post(
                f"{self._api}/2010-04-01/Accounts/{self._account}/Messages.json",
                data={"To": to, "From": number, "Body": text},
                auth=aiohttp.BasicAuth(self._account, self._token),
            ) as answer:
                return outcome_of(answer.status, answer.headers.get("Retry-After"))
        except aiohttp.ClientConnectorError:
            return Outcome(False, again=True)
        except (aiohttp.ClientError, asyncio.TimeoutError):
            # The request may have arrived: sending it again could send it twice.
            return Outcome(False, status=598)


def outcome_of(status: int, retry_after: str | None) -> Outcome:
    """What an HTTP status of a provider means for a message."""
    if status < 300:
        return Outcome(True, status=status)
    wait = float(retry_after) if retry_after and retry_after.isdigit() else None
    return Outcome(False, again=status == 429 or status in (502, 503), wait=wait, status=status)
