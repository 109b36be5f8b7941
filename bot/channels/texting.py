"""Text-only conversations: buttons become numbered choices, long answers come in pieces."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.channels.characters import without_costly_accents
from bot.knowledge.keywords import keyword
from bot.knowledge.notices import notice

# The GSM 03.38 alphabet: a text message made only of these fits 160 characters (153 a part);
# any other character halves that to 70 (67 a part).
_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWO = set("^{}\\[~]|€")
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "•": "-",
    }
)
_CHOICE = re.compile(r"^\s*\(?#?(\d{1,2})[.)]?\s*$")
_OWN_PAGE = re.compile(r" /(calendar|letter)/")
_LINK = re.compile(r"https?://\S+")
REMEMBERED = 20_000
SMS_LIMIT = 306
"""Two parts of a GSM text message."""
SMS_LIMIT_OTHER = 268
"""Four parts of a text message with other signs; two would cut most answers in five."""


def plain_signs(text: str) -> str:
    """Text with plain quotation marks, dashes and dots, for every channel of text alone."""
    return text.translate(_PLAIN)


def plain_sms(text: str) -> str:
    """Text in the GSM alphabet, as far as that costs no meaning: plain signs, no á í ó ú."""
    return without_costly_accents(plain_signs(text))


def segments(text: str) -> int:
    """How many text messages a carrier bills for `text`."""
    if all(character in _GSM or character in _GSM_TWO for character in text):
        length = sum(2 if character in _GSM_TWO else 1 for character in text)
        return 1 if length <= 160 else -(-length // 153)
    length = len(text.encode("utf-16-le")) // 2
    return 1 if length <= 70 else -(-length // 67)


def sms_limit(text: str) -> int:
    """Characters of a piece of `text`, by the alphabet a carrier will choose for it."""
    if not all(character in _GSM or character in _GSM_TWO for character in text):
        return max(SMS_LIMIT_OTHER - sum(ord(character) > 0xFFFF for character in text), 134)
    return max(SMS_LIMIT - sum(character in _GSM_TWO for character in text), 153)


def with_address(text: str, address: str) -> str:
    """A text whose links to our pages (calendar files, letters) hold the guide's address."""
    return _OWN_PAGE.sub(rf" {address}/\1/", text)


def reply_more(language: str) -> str:
    """How to get the rest of a long text message."""
    return str(notice("reply_more", "sms", language)["text"])


def split_at_sentences(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` characters, cut after a sentence or line where one ends.

    A link longer than `limit` stays whole: cut in two it would lead nowhere.
    """
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        window = rest[:limit]
        cut = max((match.end() for match in re.finditer(r"[.!?](?=\s)|\n", window)), default=0)
        if cut < limit // 3:
            cut = window.rfind(" ") + 1 or limit
        for link in _LINK.finditer(rest):
            if link.start() < cut < link.end():
                cut = link.start() or link.end()
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*pieces, rest] if rest else pieces


@dataclass
class _Memory:
    choices: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


class Texting:
    """What is remembered of each text-only conversation: the last choices and what is left."""

    def __init__(self) -> None:
        self._memory: OrderedDict[str, _Memory] = OrderedDict()

    def meant(self, sender_id: str, text: str) -> str:
        """The message a parent means: a bare "2" stands for the second choice offered."""
        found = _CHOICE.match(text)
        choices = self._of(sender_id).choices
        if found and 1 <= int(found[1]) <= len(choices):
            return choices[int(found[1]) - 1]
        return text

    def rest(self, sender_id: str, text: str) -> str | None:
        """The next piece of a long answer, when the parent asks for it with MORE."""
        memory = self._of(sender_id)
        if memory.rest and keyword(text) == "more":
            return memory.rest.pop(0)
        memory.rest.clear()
        return None

    def has_rest(self, sender_id: str) -> bool:
        """Whether pieces are left to send."""
        return bool(self._of(sender_id).rest)

    def forget(self, sender_id: str) -> None:
        """Drops what is remembered of a conversation."""
        self._memory.pop(sender_id, None)

    def compose(
        self,
        sender_id: str,
        messages: list[dict[str, Any]],
        *,
        limit: int | Callable[[str], int],
        more: str,
        numbered: bool = True,
        plain: Callable[[str], str] = plain_sms,
    ) -> list[str]:
        """Messages as texts of at most `limit` characters, the first part of each only.

        `limit` is a number, or gives one for each text (`sms_limit`). What does not fit is
        kept and comes when the parent replies MORE. `plain` puts text into the characters of the
        channel.
        """
        memory = self._of(sender_id)
        memory.rest.clear()
        texts: list[str] = []
        for message in messages:
            text = plain(str(message.get("text") or ""))
            most = limit(text) if callable(limit) else limit
            pieces = split_at_sentences(text, most - len(more) - 1)
            if not pieces:
                continue
            if len(pieces) > 1:
                memory.rest.extend(pieces[1:])
                pieces[0] = f"{pieces[0]}\n{more}"
            texts.append(pieces[0])
        buttons: list[dict[str, Any]] = next(
            (m["buttons"] for m in reversed(messages) if m.get("buttons")), []
        )
        memory.choices = [str(button["payload"]) for button in buttons]
        if numbered and buttons and texts:
            listed = plain("\n".join(f"{n} {b['title']}" for n, b in enumerate(buttons, 1)))
            whole = f"{texts[-1]}\n{listed}"
            if len(whole) <= (limit(whole) if callable(limit) else limit):
                texts[-1] = whole
            else:
                texts.append(listed)
        return texts

    def _of(self, sender_id: str) -> _Memory:
        memory = self._memory.pop(sender_id, None) or _Memory()
        self._memory[sender_id] = memory
        while len(self._memory) > REMEMBERED:
            self._memory.popitem(last=False)
        return memory
