"""REST channel: `POST /webhooks/rest/webhook {"sender": ..., "message": ...}`, on loopback.

With a `message_id` a message may be sent again, for example after a time-out, and is answered
once.
"""

from __future__ import annotations

import uuid
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.base import Conversation, Incoming, OnNewMessage
from bot.knowledge.notices import notice

MAX_BODY = 64 * 1024
MAX_SENDER = 256


class RestChannel(InputChannel):
    """Answers JSON with Rasa's usual list of messages."""

    @classmethod
    def name(cls) -> str:
        """Name of the channel and of its URL."""
        return "rest"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes of the channel."""
        conversation = Conversation(self.name(), on_new_message)
        # The phone simulator (`make sms`) asks for the texts a phone would get.
        as_sms = Conversation("sms", on_new_message)
        routes = Blueprint("guide_rest")

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            problem, sender, text, message_id, metadata = _read(request)
            if problem:
                return response.json({"error": problem}, status=400)
            door = as_sms if metadata.get("as") == "sms" else conversation
            messages = await door.turn(
                Incoming(
                    channel=door.channel,
                    sender_id=f"rest:{sender}",
                    text=text,
                    address="",
                    message_id=message_id,
                    metadata=metadata,
                )
            )
            return response.json([{"recipient_id": sender, **message} for message in messages])

        return routes


def _read(request: Request) -> tuple[str, str, str, str | None, dict[str, Any]]:
    """Problem (empty when there is none), sender, text, message id, metadata of a request."""

    def wrong(problem: str) -> tuple[str, str, str, str | None, dict[str, Any]]:
        return problem, "", "", None, {}

    if len(request.body or b"") > MAX_BODY:
        return wrong(notice("too_long", "rest")["text"])
    try:
        body = request.json
    except Exception:  # sanic raises its own errors for what is not JSON
        body = None
    if not isinstance(body, dict):
        return wrong('Send JSON: {"sender": "...", "message": "..."}')
    sender = body.get("sender")
    if sender is None:
        # Without a name everyone would share one conversation; give each call its own.
        sender = uuid.uuid4().hex
    if not isinstance(sender, (str, int)) or not 0 < len(str(sender)) <= MAX_SENDER:
        return wrong(f"'sender' must be text of 1 to {MAX_SENDER} characters")
    text = body.get("message")
    if text is None:
        text = ""
    if not isinstance(text, str):
        return wrong("'message' must be text")
    message_id = body.get("message_id")
    if message_id is not None and not (isinstance(message_id, str) and 0 < len(message_id) <= 64):
        return wrong("'message_id' must be text of 1 to 64 characters")
    metadata = body.get("metadata")
    return "", str(sender), text, message_id, metadata if isinstance(metadata, dict) else {}
