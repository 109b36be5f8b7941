"""A topic as a message: text for the channel, buttons for what to ask next, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.topics import FAMILIES, Topic

SHORT_CHANNELS = ("sms",)
"""Channels that get the short text of a topic."""

MORE = "Tell me more"
NEARLY = 0.2
"""From this probability the second likeliest topic is offered beside the answer."""


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


def runner_up(ranking: Iterable[Mapping[str, Any]], said: Iterable[str]) -> str | None:
    """The topic a message was nearly as likely about as the one that is answered.

    It is offered first of what to ask next, so that a misunderstanding costs one tap. `ranking`
    is Rasa's `intent_ranking`; `said` are the topics answered.
    """
    answered = set(said)
    for guess in ranking:
        family, _, name = str(guess.get("name", "")).partition("/")
        likely = float(guess.get("confidence") or 0.0) >= NEARLY
        if family in FAMILIES and name not in answered and likely:
            return name
    return None


def offered_first(
    buttons: list[dict[str, str]], name: str | None, topics: Mapping[str, Topic]
) -> list[dict[str, str]]:
    """The buttons with the one of topic `name` before the others, after "Tell me more"."""
    if name is None or name not in topics:
        return buttons
    title = topics[name].title
    more = [button for button in buttons if button["title"] == MORE]
    rest = [button for button in buttons if button["title"] not in (MORE, title)]
    return [*more, {"title": title, "payload": title}, *rest]


def topic_message(
    name: str,
    topics: Mapping[str, Topic],
    channel: str,
    confidence: float,
    beside: str | None = None,
) -> dict[str, Any]:
    """The short answer of a topic as `text`, `custom` and `buttons`.

    `beside` is the topic it was nearly mistaken for (`runner_up`).

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
        "buttons": offered_first(more + buttons_of(topic, topics), beside, topics),
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
