"""A hundred thousand odd inputs to everything that reads what a stranger wrote.

    python -m benchmarks.fuzz [--inputs 110000] [--seed N]

Dates, facts, scrubbing, message tidying, text messages, REST bodies, Twilio forms, Telegram
updates, session tokens, calendar links: each is given inputs that `hypothesis` makes (any
Unicode) and ones stitched together from what parents write. An exception that its caller does
not expect is a failure; its input's seed is printed, never kept.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import parse_qsl, urlencode

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from bot.channels.base import Conversation, tidy
from bot.channels.outbox import Outcome
from bot.channels.rest import _read
from bot.channels.texting import Texting, sms_limit, split_at_sentences
from bot.dates import read_dates, today_in
from bot.facts import read_facts
from bot.nlu.danger import in_danger
from bot.pages.calendar import CalendarLinkError, calendar_from_link
from bot.privacy.ids import sign, verify
from bot.privacy.scrub import scrub
from bot.text.clauses import asks_anywhere, clauses, sentences

TODAY = date(2026, 11, 24)
PIECES = [
    "March 3", "3/3/2026", "31/31/9999", "2026-02-30", "02-29-2027", "yesterday", "a week ago",
    "next tuesday", "the 3rd", "in 10 days", "99999999 days ago", "Feb 30th", "5 business days",
    "the school got it", "I signed", "in Ohio", "DC", "they filed", "not", "or", "and then",
    "my son Jayden", "555-0142", "a@b.co", "12 Main St", "123-45-6789", "id 44719", "/restart",
    "/faq{\"x\": 1}", "\u202e", "\u0000", "😀", "¿", "٣", "é", "\n", "\t", "'", '"', "<script>",
    "%s", "{}", "\\", "1/2/3/4", "month ago", "twenty second of", "-1", "1e9", "０３", "🇺🇸", ".",
]  # fmt: skip

odd = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map("".join),
)
plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), odd)
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=8,
)


def dates(text: str) -> None:
    for mention in read_dates(text, TODAY):
        assert text[mention.start : mention.end] == mention.text


def facts(text: str) -> None:
    read_facts(text, TODAY)


def scrubbing(text: str) -> None:
    once = scrub(text)
    assert scrub(once) == once, "scrubbing twice differs"


def messages(text: str) -> None:
    assert not tidy(text).startswith("/") or tidy(text)[1:2].isalpha() or tidy(text)[1:2] == "_"
    in_danger(text)
    asks_anywhere(text)
    for sentence in sentences(text):
        clauses(sentence)


def texts(text: str) -> None:
    pieces = split_at_sentences(text, 60)
    assert all(len(piece) <= 60 or "http" in piece for piece in pieces)
    texting = Texting()
    button = {"title": text[:20], "payload": text[:40]}
    texting.compose("x", [{"text": text, "buttons": [button]}], limit=sms_limit, more="MORE")
    texting.meant("x", text)
    texting.rest("x", text)


def tokens(text: str) -> None:
    key = b"a key for the fuzzing run"
    assert verify(text, key) is None
    if "\ud800" <= max(text, default="") <= "\udfff":
        return
    assert verify(sign(text, key), key) == text
    with contextlib.suppress(CalendarLinkError):
        calendar_from_link(text, datetime.now(timezone.utc))
    today_in(text, text, datetime.now(timezone.utc))


class _Body:
    """What `_read` looks at of a request."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def rest(value: Any) -> None:
    for body in (value, {"sender": value, "message": value, "metadata": value}):
        problem, sender, _, _, metadata = _read(_Body(json.dumps(body).encode()))  # type: ignore[arg-type]
        assert problem or sender
        assert isinstance(metadata, dict)


async def _echo(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": message.text})


class _Doors:
    """Telegram and Twilio channels whose answers go nowhere."""

    def __init__(self) -> None:
        from bot.channels.telegram import TelegramChannel
        from bot.channels.twilio import TwilioChannel

        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self.folder = tempfile.TemporaryDirectory()
        os.environ["GUIDE_DB"] = f"{self.folder.name}/guide.db"
        os.environ["GUIDE_SECRET_KEY"] = "a key for the fuzzing run"
        os.environ["GUIDE_MESSAGES_PER_MINUTE"] = "100000000"
        self.telegram = TelegramChannel("1:token", "secret")
        self.twilio = TwilioChannel("AC1", "token", "+15550100", "https://guide.example")
        self.telegram._call = self._nowhere  # type: ignore[method-assign, assignment]
        self.telegram._queue = self.twilio._queue = lambda *_: None  # type: ignore[method-assign]
        self.door = Conversation("telegram", _echo)
        self.sms = Conversation("sms", _echo)

    async def _nowhere(self, *_: Any) -> Outcome:
        return Outcome(True)


doors = functools.lru_cache(_Doors)


def telegram(value: Any) -> None:
    callback = {"id": value, "data": value, "message": value, "from": value}
    private = {"chat": {"id": 1, "type": "private"}, "text": value}
    for update in (
        {"update_id": 1, "message": value},
        {"update_id": 1, "message": private},
        {"update_id": 1, "message": {"chat": value, "text": "hello"}},
        {"update_id": 1, "callback_query": callback},
        {"update_id": 1, "callback_query": {"id": "1", "data": value, "message": private}},
    ):
        known = doors()
        known.loop.run_until_complete(known.telegram._answer(known.door, update))


def twilio(text: str) -> None:
    known = doors()
    form = dict(parse_qsl(urlencode({"Body": text, "MessageSid": text, "NumMedia": text[:2]},
                                    errors="replace"), keep_blank_values=True))  # fmt: skip
    known.loop.run_until_complete(known.twilio._answer(known.sms, "+15550199", "sms:1", form))


TARGETS: list[tuple[str, Callable[[Any], None], Any]] = [
    ("dates", dates, odd),
    ("facts", facts, odd),
    ("scrub", scrubbing, odd),
    ("messages", messages, odd),
    ("texting", texts, odd),
    ("tokens and links", tokens, odd),
    ("REST bodies", rest, values),
    ("Telegram updates", telegram, values),
    ("Twilio forms", twilio, odd),
]


class _Counted:
    """A target that counts its inputs."""

    def __init__(self, target: Callable[[Any], None]) -> None:
        self.calls = 0
        self._target = target

    def __call__(self, value: Any) -> None:
        self.calls += 1
        self._target(value)


def main() -> int:
    """Runs every target; exit code 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--inputs", type=int, default=110_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    options = parser.parse_args()
    each = -(-options.inputs // len(TARGETS))
    logging.disable(logging.CRITICAL)
    print(f"seed {options.seed}")
    failed = total = 0
    for name, target, strategy in TARGETS:
        count = _Counted(target)

        def one(value: Any) -> None:
            count(value)  # noqa: B023 - run before the next target is taken

        run = with_seed(options.seed)(
            settings(
                max_examples=each, deadline=None, database=None, print_blob=False,
                suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
            )(given(strategy)(one))
        )  # fmt: skip
        began = time.monotonic()
        try:
            run()
            said = "ok"
        except Exception as problem:  # the point of the run
            failed += 1
            said = f"FAILED {type(problem).__name__}: {str(problem)[:300]}"
        total += count.calls
        print(
            f"  {name:18} {count.calls:7} inputs {time.monotonic() - began:6.1f} s  {said}",
            flush=True,
        )
    print(f"{total} inputs, {failed} failures")
    return 1 if failed or total < min(options.inputs, 100_000) else 0


if __name__ == "__main__":
    sys.exit(main())
