"""SMS and WhatsApp through Twilio.

Every request must carry Twilio's signature; replies go out through Twilio's REST API in the
background, so a slow provider never holds up the guide. Off until `credentials.yml` names it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from bot.channels.base import CRISIS, Conversation, Incoming, MissingCredentials, OnNewMessage
from bot.channels.characters import plain_characters
from bot.channels.optout import OptOuts
from bot.channels.outbox import Outbox, Outcome, attempt, provider_session, retry_after
from bot.channels.seen import Seen, Turns
from bot.channels.texting import (
    Texting,
    plain_signs,
    plain_sms,
    reply_more,
    sms_limit,
    with_address,
)
from bot.knowledge.keywords import keyword, keyword_language
from bot.privacy.ids import secret_key, sender_key
from bot.settings import settings
from bot.store import Unavailable

logger = logging.getLogger("guide.twilio")

API = "https://api.twilio.com"
MAX_BODY = 32 * 1024
ERASE_AGAIN = (2.0, 10.0, 60.0, 600.0)
"""Seconds between tries to erase the conversation of a STOP while the store is away."""
WHATSAPP_LIMIT = 1500
EMPTY_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


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
        self._turns = Turns()
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
            str(given.get("api") or settings().twilio_api or API),
        )

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes of the channel."""
        doors = {
            "sms": Conversation("sms", on_new_message, self._texting.forget),
            "whatsapp": Conversation("whatsapp", on_new_message, self._texting.forget),
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
            if not sid or not _is_message(form, self._number) or self._seen.repeat(sid):
                return response.text(EMPTY_REPLY, content_type="text/xml")
            door = doors["whatsapp" if sender.startswith("whatsapp:") else "sms"]
            self._keep(self._handle(door, sender, form))
            return response.text(EMPTY_REPLY, content_type="text/xml")

        @routes.listener("before_server_stop")
        async def finish(*_: Any) -> None:
            if self._tasks:
                await asyncio.wait(set(self._tasks), timeout=5)
            await self._outbox.close()
            if self._session is not None:
                await self._session.close()

        return routes

    async def _handle(self, door: Conversation, sender: str, form: dict[str, str]) -> None:
        try:
            sender_id = sender_key(door.channel, sender.removeprefix("whatsapp:"), secret_key())
            # Carriers in the US require the words for STOP to be honoured.
            stops = _keyword(form) == "stop"
            if stops:
                # At once: what is still being answered, or waits to be sent, is held back too.
                await self._optouts.add(sender_id)
            async with self._turns.of(sender_id):
                if stops:
                    # A START before it may have come in between.
                    await self._optouts.add(sender_id)
                    # The carrier confirms a STOP itself; we only stop, and forget.
                    self._texting.forget(sender_id)
                    await self._erase(door, sender_id)
                else:
                    await self._answer(door, sender, sender_id, form)
        except Exception as problem:  # the provider was told that all is well; only we know
            logger.error("message failed error=%s", type(problem).__name__)

    async def _erase(self, door: Conversation, sender_id: str) -> None:
        """Erases the conversation of somebody who said STOP, later where the store is away."""
        try:
            await door.erase(sender_id)
        except Unavailable:
            logger.error("conversation not erased yet")
            self._keep(self._erase_later(door, sender_id))

    async def _erase_later(self, door: Conversation, sender_id: str) -> None:
        for wait in ERASE_AGAIN:
            await asyncio.sleep(wait)
            async with self._turns.of(sender_id):
                if not await self._optouts.holds(sender_id):
                    return  # they began anew
                with contextlib.suppress(Unavailable):
                    await door.erase(sender_id)
                    return
        logger.error("conversation not erased; its age will")

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(
        self, door: Conversation, sender: str, sender_id: str, form: dict[str, str]
    ) -> None:
        channel, body, word = door.channel, form.get("Body", ""), _keyword(form)
        language = keyword_language(plain_characters(body)) or door.language(sender_id)
        # With Advanced Opt-Out Twilio has answered these words itself and says so.
        answered = bool(form.get("OptOutType"))
        # Carriers take YES for START, too; here it is an answer unless the parent had stopped.
        stopped = await self._optouts.holds(sender_id)
        if word == "start" or (word == "agree" and stopped):
            await self._optouts.remove(sender_id)
            if not answered:
                self._send(door, sender, sender_id, [door.notice("greet", sender_id, language)])
            return
        if stopped:
            return
        if word == "help":
            said = []
            if await door.was_in_danger(sender_id):
                said.append(door.notice(CRISIS, sender_id, language))
            # "AYUDA" is then the word of the help line. HELP always says what this number is.
            if not answered and not (said and keyword_language(plain_characters(body))):
                said.append(door.notice("help", sender_id, language))
            self._send(door, sender, sender_id, said)
            return
        if not body.strip():
            media = form.get("NumMedia", "0") not in ("", "0") or "Latitude" in form
            name = "only_text" if media else "empty"
            self._send(door, sender, sender_id, [door.notice(name, sender_id)])
            return
        rest = self._texting.rest(sender_id, body)
        if rest is not None:
            more = "\n" + reply_more(language) if self._texting.has_rest(sender_id) else ""
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
        by_sms = door.channel == "sms"
        for message in messages:
            message["text"] = with_address(str(message.get("text") or ""), self._public_url)
        texts = self._texting.compose(
            sender_id,
            messages,
            limit=sms_limit if by_sms else WHATSAPP_LIMIT,
            more=reply_more(door.language(sender_id)),
            plain=plain_sms if by_sms else plain_signs,
        )
        for text in texts:
            self._queue(to, sender_id, text)

    def _queue(self, to: str, sender_id: str, text: str) -> None:
        async def send() -> Outcome:
            if await self._optouts.holds(sender_id):
                return Outcome(True)
            return await self._post(to, text)

        self._outbox.put(sender_id, send)

    async def _post(self, to: str, text: str) -> Outcome:
        if self._session is None:
            self._session = provider_session()
        number = self._number
        if to.startswith("whatsapp:") and not number.startswith("whatsapp:"):
            number = f"whatsapp:{number}"
        return await attempt(
            self._session,
            f"{self._api}/2010-04-01/Accounts/{self._account}/Messages.json",
            retry_after,
            data={"To": to, "From": number, "Body": text},
            auth=aiohttp.BasicAuth(self._account, self._token),
        )


def _keyword(form: dict[str, str]) -> str | None:
    return keyword(plain_characters(form.get("Body", "")))


def _is_message(form: dict[str, str], number: str) -> bool:
    """Whether somebody wrote: not a delivery report, and not our own number (an endless echo)."""
    sender = form.get("From", "")
    own = number.removeprefix("whatsapp:")
    return bool(sender) and "MessageStatus" not in form and sender.removeprefix("whatsapp:") != own
