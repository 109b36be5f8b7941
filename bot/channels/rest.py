"""REST channel: `POST /webhooks/rest/webhook {"sender": ..., "message": ...}`, on loopback."""

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
            problem, sender, text, metadata = _read(request)
            if problem:
                return response.json({"error": problem}, status=400)
            door = as_sms if metadata.get("as") == "sms" else conversation
            messages = await door.turn(
                Incoming(
                    channel=door.channel,
                    sender_id=f"rest:{sender}",
                    text=text,
                    address="",
                    metadata=metadata,
                )
            )
            return response.json([{"recipient_id": sender, **message} for message in messages])

        return routes


def _read(request: Request) -> tuple[str, str, str, dict[str, Any]]:
    """Problem (empty when there is none), sender, text and metadata of a request."""
    nothing: dict[str, Any] = {}
    if len(request.body or b"") > MAX_BODY:
        return notice("too_long", "rest")["text"], "", "", nothing
    try:
        body = request.json
    except Exception:  # sanic raises its own errors for what is not JSON
        body = None
    if not isinstance(body, dict):
        return 'Send JSON: {"sender": "...", "message": "..."}', "", "", nothing
    sender = body.get("sender")
    if sender is None:
        # Without a name everyone would share one conversation; give each call its own.
        sender = uuid.uuid4().hex
    if not isinstance(sender, (str, int)) or not 0 < len(str(sender)) <= MAX_SENDER:
        return f"'sender' must be text of 1 to {MAX_SENDER} characters", "", "", nothing
    text = body.get("message")
    if text is None:
        text = ""
    if not isinstance(text, str):
        return "'message' must be text", "", "", nothing
    metadata = body.get("metadata")
    return "", str(sender), text, metadata if isinstance(metadata, dict) else nothing
