"""A message that asks for a letter, as the rest of the guide shall understand it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge import knowledge
from bot.letters.asked import WRITING, letter_asked_for

INTENT = "deadline"
"""The intent of every request for a letter: what answers it looks at the case."""
NOT_NOW = frozenset({"crisis", "switch_language", "start_over", "new_case"})
"""What comes before any letter."""


def routed(
    parsed: Mapping[str, Any], text: str, language: str, past: str | None
) -> dict[str, Any] | None:
    """What a message is about once it is known to ask for a letter; None where it asks for none.

    Args:
        parsed: the message as the model understands it (`intent`, `topics`).
        text: its words.
        language: the language of the conversation.
        past: the name of the topic answered last.
    """
    intent = str((parsed.get("intent") or {}).get("name"))
    if intent in NOT_NOW:
        return None
    topics = [str(t["label"]).rsplit("/", 1)[-1] for t in parsed.get("topics") or ()]
    asked = letter_asked_for(text, language, topics, [past] if past else [])
    if asked is None:
        return None
    topic = asked.letter.answers[0] if asked.letter else WRITING
    label = f"{knowledge().topics[topic].family}/{topic}"
    return {
        **parsed,
        "intent": {"name": INTENT, "confidence": 1.0},
        "topics": [{"label": label, "confidence": 1.0}],
    }
