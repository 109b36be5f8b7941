"""A topic as a message: text for the channel, buttons for what to ask next, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.knowledge.model import FAMILIES, Notice, Question, Topic
from bot.language import ORIGINAL, texts

SHORT_CHANNELS = ("sms",)
"""Channels that get the short text of a topic."""

NEARLY = 0.2
"""From this probability the second likeliest topic is offered beside the answer."""


def text_of(found: Topic | Notice, channel: str) -> str:
    """The answer of a topic, or a notice, as this channel shows it."""
    return found.sms if channel in SHORT_CHANNELS and found.sms else found.text


def buttons_of(
    found: Topic | Notice, topics: Mapping[str, Topic], beside: str | None = None
) -> list[dict[str, str]]:
    """What to ask next; tapping a button sends its title, as if the parent had typed it.

    `beside` is the topic it was nearly mistaken for (`runner_up`), which is offered first.
    """
    names = [beside] if beside else []
    names += [name for name in found.follow_ups if name != beside]
    return [button(topics[name].title) for name in names if name in topics]


def said_in(found: Topic | Notice, language: str) -> dict[str, str]:
    """The language of an answer for `custom`, and that of its text where it is not translated."""
    shown = {"language": language}
    return shown if found.language == language else {**shown, "text_language": found.language}


def button(title: str) -> dict[str, str]:
    """A button that says its title; `bot.dialogue.choices` knows each of them again."""
    return {"title": title, "payload": title}


def more_title(language: str) -> str:
    """What the button for the longer answer says."""
    return str(texts("phrases.yml", language)["more_button"])


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
    language: str = ORIGINAL,
    *,
    question: str | None = None,
    holding: Iterable[str] = (),
) -> dict[str, Any]:
    """The short answer of a topic as `text`, `custom` and `buttons`.

    `topics` are those of `language`. `beside` is the topic it was nearly mistaken for
    (`runner_up`); `question` the id of the question inside the topic, the first where there is none
    of that id; `holding` the situations of the case (`bot.dialogue.situations`).

    Raises:
        KeyError: there is no such topic.
    """
    topic = topics[name]
    asked = topic.question(question)
    more = [button(more_title(language))] if topic.more else []
    return {
        "text": answer_of(asked, channel, holding),
        "custom": {
            "topic": name,
            "question": asked.id,
            "sources": list(topic.sources),
            "confidence": round(confidence, 2),
            **said_in(topic, language),
        },
        "buttons": more + buttons_of(topic, topics, beside),
    }
