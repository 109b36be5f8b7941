"""A topic as a message: text for the channel, buttons for what to ask next, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.topics import Topic

SHORT_CHANNELS = ("sms",)
"""Channels that get the short text of a topic."""

MORE = "Tell me more"


def text_of(topic: Topic, channel: str) -> str:
    """The answer of a topic as this channel shows it."""
    return topic.sms if channel in SHORT_CHANNELS and topic.sms else topic.text


def buttons_of(topic: Topic, topics: Mapping[str, Topic]) -> list[dict[str, str]]:
    """What to ask next; tapping a button sends its title, as if the parent had typed it."""
    return [
        {"title": topics[name].title, "payload": topics[name].title}
        for name in topic.follow_ups
        if name in topics
    ]


def topic_message(
    name: str, topics: Mapping[str, Topic], channel: str, confidence: float
) -> dict[str, Any]:
    """The short answer of a topic as `text`, `custom` and `buttons`.

    Raises:
        KeyError: there is no such topic.
    """
    topic = topics[name]
    more = [{"title": MORE, "payload": MORE}] if topic.more else []
    return {
        "text": text_of(topic, channel),
        "custom": {
            "topic": name,
            "sources": list(topic.sources),
            "confidence": round(confidence, 2),
        },
        "buttons": more + buttons_of(topic, topics),
    }


@lru_cache(maxsize=1)
def _addresses() -> list[tuple[str, str]]:
    path = Path(__file__).resolve().parents[2] / "data" / "wording" / "sources.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["addresses"]
    return [(str(entry["starts"]), str(entry["link"])) for entry in entries]


def links_for(sources: Iterable[str]) -> list[str]:
    """Where the sources can be read, each address once."""
    links: list[str] = []
    for source in sources:
        for starts, link in _addresses():
            if not source.startswith(starts):
                continue
            section = source[len(starts) :].split("(")[0].strip()
            address = link.replace("SECTION", section)
            if address not in links:
                links.append(address)
            break
    return links
