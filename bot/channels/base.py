"""What every channel shares: one message in, the guide's messages out.

A channel class verifies who is calling and knows how to send; everything between is here:
limit, tidy, scrub, hand to Rasa, collect the reply, erase when the parent asked for it, and
write one log line without content.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.channels.characters import plain_characters
from bot.channels.limits import RateLimit
from bot.knowledge.keywords import command, keyword, keyword_language
from bot.knowledge.notices import notice
from bot.language import ORIGINAL, language_of
from bot.privacy.scrub import scrub
from bot.rasa.tracker_store import current, watched
from bot.settings import settings
from bot.store import Unavailable

logger = logging.getLogger("guide.turn")

MAX_CHARACTERS = 4_000
"""Longest message read (about 700 words); longer ones get a kind request to shorten."""

ANSWER_SECONDS = 20.0
"""Longest a parent waits before being told that something went wrong."""

WEAK = 0.5
"""An answer given with less confidence is counted as weak."""
TRIES = 4
"""How often a turn is taken again when other processes' turns come between."""
ERASING = frozenset({"deleted"})
"""Notices that say the conversation is gone: before one of them is sent, it is erased."""
CRISIS = "crisis"
"""The notice with the help lines."""
LINES = frozenset({"988", "911"})
"""Numbers of help lines that people type to us by mistake."""

Message = dict[str, Any]
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

_ALLOWED_METADATA = {"tz", "lang", "language"}
REMEMBERED = 20_000
"""Conversations whose languages a channel remembers; where all is English there is no need."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COMMAND = re.compile(r"^/+(?P<word>[A-Za-z_]\w*)(?:@\w+)?\s*(?P<rest>.*)$", re.DOTALL)


class MissingCredentials(RuntimeError):
    """A channel was switched on without what it needs; the message says how to get it."""


@dataclass(frozen=True)
class Incoming:
    """A verified message. `sender_id` already names the channel, for example `rest:abc`."""

    channel: str
    sender_id: str
    text: str
    address: str = ""
    message_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Languages:
    """The language that the client of a conversation asked for last, and that of the last reply."""

    asked: str | None = None
    said: str | None = None


class ReplyCollector(OutputChannel):
    """Rasa output channel that keeps each reply whole: text, buttons and custom together."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[Message] = []

    def name(self) -> str:  # type: ignore[override]
        """Name of the channel, by which Rasa picks channel-specific texts."""
        return self._channel

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keeps a message; empty parts are left out."""
        kept = _kept(message)
        if kept:
            self.messages.append(kept)


class Conversation:
    """Takes turns with Rasa for one channel."""

    def __init__(
        self,
        channel: str,
        on_new_message: OnNewMessage,
        forget: Callable[[str], None] | None = None,
    ) -> None:
        """`forget` drops what the channel itself remembers of a conversation that is erased."""
        self.channel = channel
        self._forget = forget
        self._on_new_message = on_new_message
        per_minute = settings().messages_per_minute
        self._per_sender = RateLimit(burst=20, per_minute=per_minute)
        # Many parents may share one address (a school, a shelter, a carrier).
        self._per_address = RateLimit(burst=200, per_minute=per_minute * 20)
        self._under_way: dict[tuple[str, str], asyncio.Future[list[Message]]] = {}
        self._languages: OrderedDict[str, _Languages] = OrderedDict()

    def language(self, sender_id: str, metadata: Mapping[str, Any] | None = None) -> str:
        """The language for what the channel itself says.

        That which the client asks for where it is a new wish, else that of the last answer, else
        English. A phone in Spanish says so with each message; that does not turn a conversation
        that a parent leads in English (`bot.rasa.context.language_spoken` reads it likewise).
        """
        asked = (metadata or {}).get("language")
        known = self._languages.get(sender_id, _Languages())
        if asked and asked != known.asked:
            return language_of(asked, known.said)
        return language_of(known.said, asked)

    def notice(self, name: str, sender_id: str, language: str | None = None) -> Message:
        """A notice as the channel itself says it, in `language` or that of the conversation."""
        said = notice(name, self.channel, language or self.language(sender_id))
        self._remember(sender_id, None, [said])
        return said

    def _remember(self, sender_id: str, asked: Any, messages: list[Message]) -> None:
        known = self._languages.pop(sender_id, _Languages())
        given = (str((m.get("custom") or {}).get("language") or "") for m in messages)
        said = next(filter(None, given), known.said)
        languages = _Languages(str(asked) if asked else known.asked, said)
        if {languages.asked, languages.said} - {None, ORIGINAL}:
            self._languages[sender_id] = languages
        while len(self._languages) > REMEMBERED:
            self._languages.popitem(last=False)

    async def was_in_danger(self, sender_id: str) -> bool:
        """Whether the help lines are among the last things said in a conversation."""
        store = current()
        if store is None:
            return False
        try:
            said = await store.said_lately(sender_id)
        except Unavailable:
            return False
        return any(((e.data or {}).get("custom") or {}).get("topic") == CRISIS for e in said)

    async def turn(self, incoming: Incoming) -> list[Message]:
        """The guide's messages in answer to `incoming`; never empty, never raises for content.

        A message with an id is answered once: one that comes again, to this process or after
        it died to another, gets the answer that was given.
        """
        started = time.monotonic()
        refused = self._refusal(incoming, started)
        if refused is not None:
            return self._logged([self._notice(refused, incoming)], incoming, started)
        if asks_for_help(incoming.text) and await self.was_in_danger(incoming.sender_id):
            # "Text AYUDA to 988", the notice says; some type it to us.
            word = keyword_language(incoming.text)
            said = self._notice(CRISIS, incoming, word)
            return self._logged([said], incoming, started)
        if incoming.message_id is None:
            return self._logged(await self._take(incoming), incoming, started)
        key = (incoming.sender_id, incoming.message_id)
        under_way = self._under_way.get(key)
        if under_way is None:
            under_way = asyncio.ensure_future(self._take_once(incoming))
            self._under_way[key] = under_way
            under_way.add_done_callback(lambda _: self._under_way.pop(key, None))
        return self._logged(await asyncio.shield(under_way), incoming, started)

    async def _take_once(self, incoming: Incoming) -> list[Message]:
        return await self._answered(incoming) or await self._take(incoming)

    async def _answered(self, incoming: Incoming) -> list[Message]:
        """What was answered to this message before, if it was."""
        store = current()
        if store is None or incoming.message_id is None:
            return []
        try:
            given = await store.answers(incoming.sender_id, incoming.message_id)
        except Unavailable:
            return []  # saving would fail, too, and say so
        return [kept for message in given or [] if (kept := _kept(message))]

    async def _take(self, incoming: Incoming) -> list[Message]:
        language = self.language(incoming.sender_id, incoming.metadata)
        text = scrub(tidy(incoming.text, language))
        return await self._hand_over(incoming, text)

    async def _hand_over(self, incoming: Incoming, text: str) -> list[Message]:
        for _ in range(TRIES):
            collector = ReplyCollector(self.channel)
            message = UserMessage(
                text,
                collector,
                incoming.sender_id,
                input_channel=self.channel,
                message_id=incoming.message_id,
                metadata={k: v for k, v in incoming.metadata.items() if k in _ALLOWED_METADATA},
            )
            with watched() as outcome:
                try:
                    # Shielded: a turn cut off half-way would leave a half-written conversation.
                    await asyncio.wait_for(
                        asyncio.shield(asyncio.ensure_future(self._on_new_message(message))),
                        ANSWER_SECONDS,
                    )
                except asyncio.TimeoutError:
                    logger.error("turn timed out channel=%s", self.channel)
                except Exception as problem:  # whatever failed, the parent gets an honest answer
                    name = type(problem).__name__
                    logger.error("turn failed channel=%s error=%s", self.channel, name)
            if outcome.stands:
                said = collector.messages or [self._notice("try_again", incoming)]
                return await self._erased(incoming, said)
            if outcome.unavailable:
                break
            # Another process took a turn of this conversation: perhaps with this very message.
            given = await self._answered(incoming)
            if given:
                return given
        logger.error("turn not saved channel=%s", self.channel)
        return [self._notice("try_again", incoming)]

    async def _erased(self, incoming: Incoming, messages: list[Message]) -> list[Message]:
        """The messages, after deleting the conversation where the parent asked for that."""
        if any(m.get("custom", {}).get("topic") in ERASING for m in messages):
            try:
                await self.erase(incoming.sender_id)
            except Unavailable:
                # Never say that something is deleted when it is not.
                return [self._notice("not_deleted", incoming)]
        return messages

    def _notice(self, name: str, incoming: Incoming, language: str | None = None) -> Message:
        spoken = language or self.language(incoming.sender_id, incoming.metadata)
        return notice(name, self.channel, spoken)

    async def erase(self, sender_id: str) -> None:
        """Deletes everything kept of one conversation, at once.

        Raises:
            Unavailable: the store would not take it.
        """
        store = current()
        if store is not None:
            await store.delete(sender_id)
        self._languages.pop(sender_id, None)
        if self._forget is not None:
            self._forget(sender_id)

    def _refusal(self, incoming: Incoming, now: float) -> str | None:
        if self._per_sender.wait(incoming.sender_id, now) > 0:
            return "slow_down"
        if incoming.address and self._per_address.wait(incoming.address, now) > 0:
            return "slow_down"
        if len(incoming.text) > MAX_CHARACTERS:
            return "too_long"
        text = tidy(incoming.text)
        if not text:
            return "empty"
        if text.startswith("/"):
            return "no_commands"
        if not any(unicodedata.category(character)[0] in "LN" for character in text):
            # "?" and "???" are how people say "I do not understand": the guide can help there.
            return None if set(text) <= {"?", "!", " "} and "?" in text else "emoji_only"
        return None

    def _logged(self, messages: list[Message], incoming: Incoming, started: float) -> list[Message]:
        custom: Message = next((m["custom"] for m in messages if m.get("custom")), {})
        if custom.get("topic") not in ERASING:
            self._remember(incoming.sender_id, incoming.metadata.get("language"), messages)
        self._count(custom)
        who = hashlib.sha256(incoming.sender_id.encode()).hexdigest()[:12]
        logger.info(
            "turn channel=%s who=%s topic=%s confidence=%s ms=%d",
            self.channel,
            who,
            custom.get("topic", "-"),
            custom.get("confidence", "-"),
            (time.monotonic() - started) * 1000,
        )
        return messages

    def _count(self, custom: Message) -> None:
        """Adds to the anonymous counts: topic and whether it was understood, no words."""
        store = current()
        topic = str(custom.get("topic") or "")
        if store is not None and topic:
            kind = "not_understood" if topic == "fallback" else "answered"
            store.count(self.channel, topic, kind)
            confidence = custom.get("confidence")
            if kind == "answered" and isinstance(confidence, float) and confidence < WEAK:
                store.count(self.channel, topic, "weak")
            for kind, name in _beside(custom):
                store.count(self.channel, name, kind)


def _beside(custom: Message) -> list[tuple[str, str]]:
    """What else is counted of a reply, each by itself: question, language, a state just told."""
    facts, noted = custom.get("facts") or {}, custom.get("noted") or []
    state = (facts.get("state") or {}).get("value") if "state" in noted else None
    named = {
        "question": custom.get("question"), "language": custom.get("language"), "state": state
    }  # fmt: skip
    return [(kind, str(name)) for kind, name in named.items() if name]


def asks_for_help(text: str) -> bool:
    """Whether a message is a bare cry for help: "AYUDA", "988", "ayuda 988"."""
    words = plain_characters(text).strip(" .!¡¿?").split()
    return bool(words) and all(word in LINES or keyword(word) == "help" for word in words)


def _kept(message: Message) -> Message:
    """The parts of a reply that channels send."""
    return {key: message[key] for key in ("text", "buttons", "custom", "image") if message.get(key)}


def tidy(text: str, language: str = ORIGINAL) -> str:
    """Text in plain characters, without control ones; a command becomes what it says.

    Every other text that begins with a slash would be read by Rasa as a command of its own or a
    forged payload; it is left as it is, and refused.

    Everything after this (scrubbing, facts, dates, spelling, topics) reads the same characters.
    """
    plain = plain_characters(text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = _CONTROL.sub("", plain).strip()
    found = _COMMAND.match(plain)
    if found is None:
        return plain.lstrip("/ ") if plain.startswith("/") else plain
    says = None if found["rest"].strip() else command(found["word"], language)
    return says or plain
