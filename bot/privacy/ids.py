"""Names that give nobody away: keyed hashes of senders, signed sessions, signed links.

The key comes from `GUIDE_SECRET_KEY`. In production (`GUIDE_ENV=production`) there is no other
way; on a developer's machine a random key is made once and kept readable by its owner only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from bot.settings import settings

SHORTEST_KEY = 16


class MissingSecret(RuntimeError):
    """There is no key; the message says in one line how to set one."""


def secret_key() -> bytes:
    """The server's key.

    Raises:
        MissingSecret: production mode without a key, or a key that is too short.
    """
    given = settings().secret_key
    if given:
        if len(given) < SHORTEST_KEY:
            raise MissingSecret(
                f"GUIDE_SECRET_KEY is shorter than {SHORTEST_KEY} characters; "
                "make one with: openssl rand -hex 32"
            )
        return given.encode()
    if settings().environment == "production":
        raise MissingSecret(
            "GUIDE_SECRET_KEY is not set; make one with 'openssl rand -hex 32' and keep it"
        )
    return machine_key(settings().secret_key_file)


def signing_key() -> bytes:
    """The key for sessions and links, kept apart from the one for sender names."""
    return hashlib.sha256(b"sign:" + secret_key()).digest()


@lru_cache(maxsize=4)
def machine_key(path: Path) -> bytes:
    """The random key kept in `path`, made on first use with mode 0600."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_hex(32).encode()
        file.write(key)
    return key


def sender_key(channel: str, who: str, key: bytes) -> str:
    """Name of a conversation: the channel and a keyed hash of who it is, `sms:3f9a...`.

    The same person on another channel is another conversation.
    """
    digest = hmac.new(key, f"{channel}:{who}".encode(), hashlib.sha256).hexdigest()
    return f"{channel}:{digest[:40]}"


def sign(value: str, key: bytes) -> str:
    """A token that carries `value` and proves that this server made it."""
    return f"{_pack(value.encode())}.{_pack(_mac(value, key))}"


def verify(token: str, key: bytes) -> str | None:
    """The value of a token made by `sign`, or None for any other text."""
    body, _, proof = token.partition(".")
    try:
        value = _unpack(body).decode()
        given = _unpack(proof)
    except ValueError:
        return None
    # Only the one spelling that `sign` writes is accepted.
    if _pack(value.encode()) != body:
        return None
    return value if hmac.compare_digest(given, _mac(value, key)) else None


def _mac(value: str, key: bytes) -> bytes:
    return hmac.new(key, value.encode(), hashlib.sha256).digest()[:20]


def _pack(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii", "strict") + b"=" * (-len(text) % 4))
