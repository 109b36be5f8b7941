"""Signed links to pages of a case: made from what they stand for, and opened again.

A link holds its kind, the second it expires and its content, and no name. Nothing of it is kept.
"""

from __future__ import annotations

import base64
import zlib
from datetime import datetime
from typing import ClassVar

from bot.language import ORIGINAL, texts
from bot.privacy.ids import sign, signing_key, verify

VALID_SECONDS = 7 * 24 * 3600


class LinkError(ValueError):
    """A link is forged, expired or damaged; `key` says which, and `said` says it to a person.

    `language` is that of the page, where the link could be read.
    """

    words: ClassVar[tuple[str, ...]]
    """The file of texts and the keys in it under which the messages stand."""

    def __init__(self, key: str, language: str | None = None) -> None:
        self.key = key
        self.language = language
        super().__init__(self.said(ORIGINAL))

    def said(self, language: str) -> str:
        """What is wrong with the link, in a language."""
        file, *places = self.words
        found = texts(file, language)
        for place in places:
            found = found[place]
        return str(found[self.key])


def signed(kind: str, content: str, now: datetime) -> str:
    """The part of an address that holds `content` for a week."""
    return sign(f"{kind}:{int(now.timestamp()) + VALID_SECONDS}:{content}", signing_key())


def opened(token: str, kind: str) -> tuple[int, str] | None:
    """The second a link of ours expires, and its content; None where it is not of that kind."""
    found, _, rest = (verify(token, signing_key()) or "").partition(":")
    expires, _, content = rest.partition(":")
    return (int(expires), content) if found == kind and expires.isdecimal() else None


def packed(text: str) -> str:
    """A long text in few letters that an address may hold."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(content: str) -> str:
    """The text of `packed`.

    Raises:
        ValueError: it was never packed (`binascii.Error` is one).
        zlib.error: it was never packed.
    """
    return zlib.decompress(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4))).decode()
