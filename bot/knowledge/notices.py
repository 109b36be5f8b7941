"""Vetted texts that are not answers (greeting, empty message, too fast) as messages."""

from __future__ import annotations

from typing import Any

from bot.knowledge.load import knowledge
from bot.knowledge.render import said_in, text_of
from bot.language import ORIGINAL


def notice(name: str, channel: str, language: str = ORIGINAL) -> dict[str, Any]:
    """The notice `name` of data/answers/<language>/notices.md as it is said on `channel`.

    It is said in English where `language` lacks it.

    Raises:
        KeyError: there is no such text.
    """
    found = knowledge(language).notices[name]
    custom: dict[str, Any] = {
        "topic": name,
        "sources": list(found.sources),
        "confidence": 1.0,
        **said_in(found, language),
    }
    if found.follow_ups:
        custom["follow_ups"] = list(found.follow_ups)
    return {"text": text_of(found, channel), "custom": custom}
