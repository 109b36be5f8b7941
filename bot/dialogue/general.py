"""What is said where the case cannot be looked at: the answer of the topic in general."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge.model import FAMILIES


def general_response(message: Mapping[str, Any]) -> str:
    """The name of the response that is true whatever the case is.

    The general answer to a question of ours is true for everybody, also without their own dates.

    Args:
        message: the parent's message as Rasa understood it: `intent` and `topics`.
    """
    intent = str((message.get("intent") or {}).get("name"))
    topics = message.get("topics") or []
    if intent in FAMILIES and topics:
        return f"utter_{topics[0]['label']}"
    return "utter_out_of_scope" if intent == "out_of_scope" else "utter_try_again"
