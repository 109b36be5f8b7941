"""A topic as a message: text for the channel, buttons for what to ask next, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.knowledge.model import FAMILIES, Notice, Question, Topic

SHORT_CHANNELS = ("sms",)
"""Channels that get the short text of a topic."""

MORE = "Tell me more"
NEARLY = 0.2
"""From this probability the second likeliest topic is offered beside the answer."""


def text_of(found: Topic | Notice, channel: str) -> str:
    """The answer of a topic, or a notice, as this channel shows it."""
    return found.sms if channel in SHORT_CHANNELS and found.sms else found.text


def buttons_of(found: Topic | Notice, topics: Mapping[str, Topic]) -> list[dict[str, str]]:
    """What to ask next; tapping a button sends its title, as if the parent had typed it."""
    return [
        {"title": topics[name].title, "payload": topics[name].title}
        for name in found.follow_ups
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


def answer_of(question: Question, channel: str, holding: Iterable[str] = ()) -> str:
    """The answer to a question in the situations that hold, as this channel shows it."""
    if channel in SHORT_CHANNELS and question.sms and question.situation_in(holding) is None:
        return question.sms
    return question.answer(holding)


def topic_message(
    name: str,
    topics: Mapping[str, Topic],
    channel: str,
    confidence: float,
    beside: str | None = None,
    *,
    question: str | None = None,
    holding: Iterable[str] = (),
) -> dict[str, Any]:
    """The short answer of a topic as `text`, `custom` and `buttons`.

    `beside` is the topic it was nearly mistaken for (`runner_up`); `question` the id of the
    question inside the topic, the first where there is none of that id; `holding` the situations
    of the case (`bot.dialogue.situations`).

    Raises:
        KeyError: there is no such topic.
    """
    topic = topics[name]
    asked = topic.question(question)
    more = [{"title": MORE, "payload": MORE}] if topic.more else []
    return {
        "text": answer_of(asked, channel, holding),
        "custom": {
            "topic": name,
            "question": asked.id,
            "sources": list(topic.sources),
            "confidence": round(confidence, 2),
        },
        "buttons": offered_first(more + buttons_of(topic, topics), beside, topics),
    }
