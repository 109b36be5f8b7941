"""Telegram, against a local server that speaks the Bot API."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, types  # type: ignore[import-untyped]
from aiogram.bot.api import TelegramAPIServer  # type: ignore[import-untyped]
from aiogram.utils.exceptions import (  # type: ignore[import-untyped]
    BadRequest,
    RetryAfter,
    Unauthorized,
)

from bot.channels import outbox as outbox_module
from bot.channels.base import MissingCredentials
from bot.channels.telegram import MAX_BODY, SECRET_HEADER, TelegramChannel, WebhookRefused
from bot.channels.telegram import set_webhook as set_address
from bot.knowledge.notices import notice
from bot.privacy.ids import MissingSecret
from tests.channels.providers import (
    Door,
    Fault,
    Guide,
    TelegramServer,
    cutting_server,
    http_answer,
    opened,
    unchanged,
    until,
)

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-for-these-tests-only"
PARENT, OTHER, GROUP = 5550123456, 5550999888, -1001234567890
UPDATES = itertools.count(1_000)
LONG_PAYLOAD = "The school did not hold the meeting within fifteen days of getting my complaint"
BUTTONS = [
    {"title": "Can I bring a lawyer?", "payload": "bring a lawyer please"},
    {"title": "Late meeting", "payload": LONG_PAYLOAD},
]


@dataclass
class Telegram:
    """Sends what Telegram would send."""

    door: Door
    provider: TelegramServer

    def message(self, chat: int = PARENT, **content: Any) -> dict[str, Any]:
        """The message part of an update."""
        kind = {"type": "private", "first_name": "Ana"}
        if chat < 0:
            kind = {"type": "supergroup", "title": "Parents of room 12"}
        return {
            "message_id": 7,
            "date": 1_773_800_000,
            "from": {"id": PARENT, "is_bot": False, "first_name": "Ana", "username": "ana_lopez"},
            "chat": {"id": chat, **kind},
            **content,
        }

    def update(self, **parts: Any) -> dict[str, Any]:
        """An update with an id of its own."""
        return {"update_id": next(UPDATES), **parts}

    def said(self, text: str, chat: int = PARENT) -> dict[str, Any]:
        """An update for a text."""
        return self.update(message=self.message(chat, text=text))

    def tapped(self, button: dict[str, str], shown: dict[str, Any], chat: int = PARENT) -> Any:
        """An update for a tapped button under a message of ours."""
        message = self.message(chat, text=shown["text"], reply_markup=shown["reply_markup"])
        return self.update(
            callback_query={
                "id": f"call-{next(UPDATES)}",
                "from": message["from"],
                "chat_instance": "1",
                "message": message,
                "data": button["callback_data"],
            }
        )

    async def post(self, update: Any, secret: str | None = SECRET) -> int:
        """Status of the webhook's answer."""
        data = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers[SECRET_HEADER] = secret
        async with self.door.client.post(
            f"{self.door.url}/webhook", data=data, headers=headers
        ) as answer:
            return answer.status

    async def say(self, text: str, chat: int = PARENT) -> None:
        """A text that must be taken."""
        assert await self.post(self.said(text, chat)) == 200

    async def gets(self, count: int) -> list[str]:
        """The messages in the chats, once there are `count`."""
        await until(lambda: len(self.provider.taken) >= count)
        assert len(self.provider.taken) == count
        return [message["text"] for message in self.provider.taken]

    async def menu(self) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """A message with buttons as it was shown, and its buttons."""
        self.door.guide.answers["menu"] = [{"text": "Pick one", "buttons": BUTTONS}]
        await self.say("menu")
        await until(lambda: bool(self.provider.taken))
        shown = self.provider.taken[-1]
        return shown, [row[0] for row in shown["reply_markup"]["inline_keyboard"]]

    @property
    def heard(self) -> list[str]:
        """What reached the guide."""
        return self.door.guide.texts


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")
    monkeypatch.setattr(outbox_module, "FIRST_WAIT", 0.02)


@pytest.fixture
async def provider() -> AsyncIterator[TelegramServer]:
    server = TelegramServer()
    await server.up()
    yield server
    await server.down()


def channel_for(provider: TelegramServer, **changed: str) -> TelegramChannel:
    credentials = {
        "token": provider.token,
        "secret": SECRET,
        "api": provider.url,
        "public_url": "https://guide.example.org",
    }
    return TelegramChannel.from_credentials({**credentials, **changed})


@pytest.fixture
async def telegram(provider: TelegramServer) -> AsyncIterator[Telegram]:
    async with opened(channel_for(provider), Guide()) as door:
        yield Telegram(door, provider)


# The local server and our updates are held to what a Telegram client library makes and reads.


async def test_the_local_server_speaks_as_a_telegram_client_expects(
    provider: TelegramServer,
) -> None:
    server = TelegramAPIServer.from_base(provider.url)
    bot = Bot(provider.token, server=server)
    stranger = Bot("1:wrong", server=server)
    try:
        message = await bot.send_message(PARENT, "Hello")
        assert (message.text, message.chat.id) == ("Hello", PARENT)
        assert await bot.answer_callback_query("call-1")
        for text in ("a" * 4097, " "):
            with pytest.raises(BadRequest):
                await bot.send_message(PARENT, text)
        with pytest.raises(Unauthorized):
            await stranger.send_message(PARENT, "Hello")
        provider.faults.append(Fault(429, retry_after="3"))
        with pytest.raises(RetryAfter) as asked:
            await bot.send_message(PARENT, "Hello")
        assert asked.value.timeout == 3
    finally:
        for one in (bot, stranger):
            await one.session.close()


async def test_our_updates_read_as_a_telegram_client_expects(telegram: Telegram) -> None:
    read = types.Update.to_object(telegram.said("Hello"))
    assert (read.message.text, read.message.chat.type) == ("Hello", "private")
    shown, buttons = await telegram.menu()
    read = types.Update.to_object(telegram.tapped(buttons[0], shown))
    assert read.callback_query.data == "bring a lawyer please"
    assert types.Update.to_object(telegram.said("Hi", GROUP)).message.chat.type == "supergroup"


# Who may speak


async def test_a_message_with_the_secret_is_answered_in_its_chat(telegram: Telegram) -> None:
    await telegram.say("Can I bring a lawyer?")
    assert await telegram.gets(1) == ["You said: Can I bring a lawyer?"]
    assert telegram.provider.taken[0]["chat_id"] == PARENT


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ÿþ"])
async def test_an_update_without_the_secret_is_refused(
    telegram: Telegram, secret: str | None
) -> None:
    update = telegram.said("Hello")
    assert await telegram.post(update, secret) == 403
    assert await unchanged(lambda: len(telegram.heard), 0.05) == 0
    # The forgery did not use up the id: the true update still gets through.
    assert await telegram.post(update) == 200
    await telegram.gets(1)


async def test_a_secret_of_raw_bytes_is_refused_and_not_an_error(telegram: Telegram) -> None:
    host, port = telegram.door.url.split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = "POST /webhooks/telegram/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    writer.write(head.encode() + SECRET_HEADER.encode() + b": \xff\xed\xb2\x80\r\n\r\n{}")
    assert b" 403 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()


async def test_a_replayed_or_duplicated_update_is_answered_once(telegram: Telegram) -> None:
    update = telegram.said("Hello")
    assert set(await asyncio.gather(*(telegram.post(update) for _ in range(20)))) == {200}
    await telegram.gets(1)
    assert await telegram.post(update) == 200
    assert await unchanged(lambda: len(telegram.provider.taken), 0.2) == 1
    assert telegram.heard == ["Hello"]


async def test_updates_out_of_order_are_all_answered(telegram: Telegram) -> None:
    updates = [telegram.said(text) for text in ("one", "two", "three")]
    for update in reversed(updates):
        assert await telegram.post(update) == 200
    assert await telegram.gets(3) == ["You said: three", "You said: two", "You said: one"]


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"\xff\xfe", b"[" * 60_000, b'{"update_id": 1', b"<xml/>"]
)
async def test_what_is_not_json_is_refused(telegram: Telegram, junk: bytes) -> None:
    assert await telegram.post(junk) == 400
    assert telegram.heard == []


@pytest.mark.parametrize(
    "odd",
    [
        [], None, "text", 7, {}, {"update_id": "1"}, {"update_id": 1, "message": []},
        {"update_id": 2, "message": {"text": "no chat"}},
        {"update_id": 3, "message": {"chat": {"id": "5", "type": "private"}, "text": "hi"}},
        {"update_id": 4, "message": {"chat": [], "text": "hi"}},
        {"update_id": 5, "callback_query": {"id": "1", "data": "hi"}},
        {"update_id": 6, "callback_query": []},
    ],
)  # fmt: skip
async def test_an_update_of_another_shape_does_no_harm(
    telegram: Telegram, odd: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert await telegram.post(odd) == 200
    assert await unchanged(lambda: len(telegram.heard) + len(telegram.provider.taken), 0.05) == 0
    assert "update failed" not in caplog.text


async def test_an_oversized_update_is_dropped_so_that_telegram_does_not_repeat_it(
    telegram: Telegram,
) -> None:
    assert await telegram.post(telegram.said("a" * MAX_BODY)) == 200
    assert await unchanged(lambda: len(telegram.heard), 0.05) == 0


async def test_a_long_text_within_bounds_is_answered_kindly_and_not_read(
    telegram: Telegram,
) -> None:
    await telegram.say("a b " * 1100)
    assert await telegram.gets(1) == [notice("too_long", "telegram")["text"]]
    assert telegram.heard == []


# Order and concurrency


async def test_answers_come_in_the_order_of_the_messages(telegram: Telegram) -> None:
    telegram.door.guide.delays["one"] = 0.2
    for text in ("one", "two", "three"):
        await telegram.say(text)
    assert await telegram.gets(3) == ["You said: one", "You said: two", "You said: three"]


async def test_one_slow_conversation_does_not_hold_up_another(telegram: Telegram) -> None:
    telegram.door.guide.delays["slow"] = 0.5
    await telegram.say("slow")
    await telegram.say("quick", OTHER)
    assert await telegram.gets(1) == ["You said: quick"]
    await telegram.gets(2)


async def test_many_parents_at_once_each_get_their_own_answer_once(telegram: Telegram) -> None:
    chats = range(9_000, 9_060)
    await asyncio.gather(*(telegram.say(f"word {chat}x", chat) for chat in chats))
    await telegram.gets(60)
    assert {m["chat_id"]: m["text"] for m in telegram.provider.taken} == {
        chat: f"You said: word {chat}x" for chat in chats
    }


# What a chat can hold besides words


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "1"}], "caption": "our letter"},
        {"voice": {"file_id": "1", "duration": 3}},
        {"location": {"latitude": 40.7, "longitude": -74.0}},
        {"document": {"file_id": "1"}},
        {"sticker": {"file_id": "1"}},
        {"contact": {"phone_number": "+15550100", "first_name": "Ana"}},
    ],
)
async def test_a_picture_a_voice_or_a_place_is_answered_kindly(
    telegram: Telegram, content: dict[str, Any]
) -> None:
    assert await telegram.post(telegram.update(message=telegram.message(**content))) == 200
    assert await telegram.gets(1) == [notice("only_text", "telegram")["text"]]
    assert telegram.heard == []


@pytest.mark.parametrize(
    "kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"]
)
async def test_edits_and_channel_posts_are_not_answered(telegram: Telegram, kind: str) -> None:
    update = telegram.update(**{kind: telegram.message(text="Hello")})
    assert await telegram.post(update) == 200
    assert await unchanged(lambda: len(telegram.heard) + len(telegram.provider.taken), 0.05) == 0


@pytest.mark.parametrize(
    "parts",
    [
        {"my_chat_member": {"chat": {"id": PARENT, "type": "private"}, "date": 1}},
        {"poll": {"id": "1", "question": "?", "options": []}},
        {"inline_query": {"id": "1", "query": "lawyer", "offset": ""}},
        {"message": {"chat": {"id": PARENT, "type": "private"}, "pinned_message": {}}},
        {"message": {"chat": {"id": GROUP, "type": "group"}, "new_chat_members": []}},
    ],
)
async def test_membership_polls_and_service_messages_are_not_answered(
    telegram: Telegram, parts: dict[str, Any]
) -> None:
    assert await telegram.post(telegram.update(**parts)) == 200
    assert await unchanged(lambda: len(telegram.heard) + len(telegram.provider.taken), 0.05) == 0


async def test_in_a_group_the_guide_only_says_that_it_answers_in_private(
    telegram: Telegram,
) -> None:
    await telegram.say("My son was suspended and I filed on March 3", GROUP)
    assert await unchanged(lambda: len(telegram.provider.taken), 0.05) == 0
    await telegram.say("/dates@resolution_guide_bot", GROUP)
    assert await telegram.gets(1) == [notice("private_only", "telegram")["text"]]
    assert telegram.provider.taken[0]["chat_id"] == GROUP
    shown = {"text": "x", "reply_markup": {"inline_keyboard": []}}
    tapped = telegram.tapped({"callback_data": "Show all my dates"}, shown, GROUP)
    assert await telegram.post(tapped) == 200
    await until(lambda: len(telegram.provider.callbacks) == 1)
    assert await unchanged(lambda: len(telegram.provider.taken), 0.05) == 1
    assert telegram.heard == []


# Commands


@pytest.mark.parametrize(
    ("command", "meaning"),
    [
        ("/start", "hello"),
        ("/start from-the-flyer", "hello"),
        ("/START", "hello"),
        ("/help", "help"),
        ("/dates", "Show all my dates"),
        ("/dates@resolution_guide_bot", "Show all my dates"),
        ("/delete", "delete my data"),
    ],
)
async def test_a_command_reaches_the_guide_in_words(
    telegram: Telegram, command: str, meaning: str
) -> None:
    await telegram.say(command)
    await telegram.gets(1)
    assert telegram.heard == [meaning]


@pytest.mark.parametrize("text", ["/restart", '/faq{"state": "TX"}', "/session_start", "/dates x"])
async def test_any_other_command_is_not_handed_to_rasa(telegram: Telegram, text: str) -> None:
    await telegram.say(text)
    assert await telegram.gets(1) == [notice("no_commands", "telegram")["text"]]
    assert telegram.heard == []


# Buttons


async def test_buttons_carry_no_more_than_telegram_takes(telegram: Telegram) -> None:
    _, buttons = await telegram.menu()
    assert [button["text"] for button in buttons] == ["Can I bring a lawyer?", "Late meeting"]
    assert buttons[0]["callback_data"] == "bring a lawyer please"
    assert len(buttons[1]["callback_data"].encode()) <= 64


async def test_a_tapped_button_is_answered_and_means_its_whole_payload(telegram: Telegram) -> None:
    shown, buttons = await telegram.menu()
    for button in buttons:
        update = telegram.tapped(button, shown)
        assert await telegram.post(update) == 200
        call = update["callback_query"]["id"]
        await until(lambda call=call: call in telegram.provider.callbacks)  # type: ignore[misc]
    await telegram.gets(3)
    assert telegram.heard == ["menu", "bring a lawyer please", LONG_PAYLOAD]


async def test_two_long_payloads_that_begin_alike_stay_apart(telegram: Telegram) -> None:
    ends = [f"{LONG_PAYLOAD} é {n}" for n in ("one", "two")]
    telegram.door.guide.answers["menu"] = [
        {"text": "Pick", "buttons": [{"title": "T", "payload": end} for end in ends]}
    ]
    await telegram.say("menu")
    await telegram.gets(1)
    shown = telegram.provider.taken[0]
    for (button,) in shown["reply_markup"]["inline_keyboard"]:
        await telegram.post(telegram.tapped(button, shown))
    await telegram.gets(3)
    assert telegram.heard[1:] == ends


async def test_a_short_id_means_nothing_in_another_chat(telegram: Telegram) -> None:
    _, buttons = await telegram.menu()
    shown = {"text": "x", "reply_markup": {"inline_keyboard": []}}
    await telegram.post(telegram.tapped(buttons[1], shown, OTHER))
    assert (await telegram.gets(2))[1] == notice("empty", "telegram")["text"]
    assert telegram.heard == ["menu"]


async def test_a_button_from_before_a_restart_stands_for_its_title(
    provider: TelegramServer,
) -> None:
    async with opened(channel_for(provider), Guide()) as door:
        shown, buttons = await Telegram(door, provider).menu()
    async with opened(channel_for(provider), Guide()) as door:
        telegram = Telegram(door, provider)
        await telegram.post(telegram.tapped(buttons[1], shown))
        await telegram.gets(2)
        assert telegram.heard == ["Late meeting"]


async def test_a_button_tapped_twice_by_the_same_update_counts_once(telegram: Telegram) -> None:
    shown, buttons = await telegram.menu()
    update = telegram.tapped(buttons[0], shown)
    for _ in range(3):
        assert await telegram.post(update) == 200
    await telegram.gets(2)
    assert await unchanged(lambda: len(telegram.provider.callbacks), 0.1) == 1


# How an answer looks


async def test_a_long_answer_is_split_after_sentences_with_the_buttons_under_the_last(
    telegram: Telegram,
) -> None:
    long = " ".join(f"This is sentence number {n} of a long answer." for n in range(250))
    telegram.door.guide.answers["tell me"] = [{"text": long, "buttons": BUTTONS}]
    await telegram.say("tell me")
    await until(lambda: " ".join(m["text"] for m in telegram.provider.taken) == long)
    texts = [message["text"] for message in telegram.provider.taken]
    assert len(texts) > 1
    assert all(len(text) <= 4096 and text.endswith(".") for text in texts)
    assert ["reply_markup" in m for m in telegram.provider.taken] == [
        *([False] * (len(texts) - 1)),
        True,
    ]


async def test_the_calendar_file_is_a_link_to_this_server(telegram: Telegram) -> None:
    telegram.door.guide.answers["dates"] = [{"text": "In your calendar: /calendar/x.ics"}]
    await telegram.say("dates")
    assert await telegram.gets(1) == ["In your calendar: https://guide.example.org/calendar/x.ics"]


# When the provider fails


async def test_nothing_is_lost_while_telegram_is_down(telegram: Telegram) -> None:
    await telegram.provider.down()
    await telegram.say("one")
    await telegram.say("two")
    await until(lambda: len(telegram.heard) == 2)
    await telegram.provider.up()
    assert await telegram.gets(2) == ["You said: one", "You said: two"]
    assert await unchanged(lambda: len(telegram.provider.taken)) == 2


async def test_the_pause_telegram_asks_for_is_kept(telegram: Telegram) -> None:
    telegram.provider.faults.append(Fault(429, retry_after="1"))
    await telegram.say("Hello")
    await telegram.say("again")
    assert await telegram.gets(2) == ["You said: Hello", "You said: again"]
    first, second, _ = telegram.provider.times
    assert 1.0 <= second - first < 2.0


@pytest.mark.parametrize("status", [502, 503])
async def test_a_message_telegram_did_not_take_is_sent_again(
    telegram: Telegram, status: int
) -> None:
    telegram.provider.faults.extend([Fault(status), Fault(status)])
    await telegram.say("Hello")
    await telegram.gets(1)
    assert await unchanged(lambda: len(telegram.provider.requests), 0.2) == 3


@pytest.mark.parametrize("fault", [Fault(500), Fault(hang_up=True), Fault(delay=0.6)])
async def test_a_message_that_may_have_arrived_is_not_sent_twice_and_the_next_one_goes_out(
    telegram: Telegram, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "SEND_SECONDS", 0.3)
    telegram.provider.faults.append(fault)
    await telegram.say("one")
    await telegram.say("two")
    await until(lambda: "You said: two" in [m["text"] for m in telegram.provider.taken])
    await unchanged(lambda: len(telegram.provider.requests), 0.4)
    assert [m["text"] for m in telegram.provider.requests] == ["You said: one", "You said: two"]


async def test_a_parent_who_blocked_the_bot_is_not_tried_again(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.provider.faults.append(Fault(403))
    await telegram.say("Hello")
    await until(lambda: "status=403" in caplog.text)
    assert await unchanged(lambda: len(telegram.provider.requests), 0.2) == 1


async def test_the_webhook_answers_at_once_also_when_guide_and_provider_are_slow(
    telegram: Telegram,
) -> None:
    telegram.door.guide.delays["Hello"] = 0.3
    telegram.provider.faults.append(Fault(delay=0.3))
    began = time.monotonic()
    await telegram.say("Hello")
    assert time.monotonic() - began < 0.25
    await telegram.gets(1)


async def test_a_connection_telegram_closes_while_idle_costs_no_message() -> None:
    answer = http_answer("200 OK", {"ok": True, "result": {}})
    async with cutting_server(answer) as (url, bodies):
        provider = TelegramServer()
        async with opened(channel_for(provider, api=url), Guide()) as door:
            telegram = Telegram(door, provider)
            for text in ("one", "two", "three"):
                await telegram.say(text)
            await until(lambda: len(bodies) == 3)


# Privacy


async def test_a_conversation_is_named_by_a_keyed_hash(telegram: Telegram) -> None:
    await telegram.say("Hello")
    await telegram.say("Hello", OTHER)
    await telegram.gets(2)
    assert len({message.sender_id for message in telegram.door.guide.heard}) == 2
    for message in telegram.door.guide.heard:
        assert str(message.sender_id).startswith("telegram:")
        everything = f"{message.sender_id} {message.metadata} {message.text}"
        for word in (str(PARENT), str(OTHER), "Ana", "ana_lopez"):
            assert word not in everything


async def test_no_log_line_holds_words_names_or_secrets(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="guide")
    telegram.provider.faults.extend([Fault(503), Fault(hang_up=True)])
    await telegram.say("a private matter about my child")
    await until(lambda: "may not have sent" in caplog.text)
    await telegram.post(telegram.said("a private forgery"), "forged")
    ours = [r for r in caplog.records if r.name.startswith(("guide", "bot", "sanic", "aiohttp"))]
    lines = "\n".join(record.getMessage() for record in ours)
    assert "channel=telegram" in lines
    for word in ("private", str(PARENT), "ana_lopez", telegram.provider.token, SECRET):
        assert word not in lines


# Starting, and telling Telegram where we are


@pytest.mark.parametrize("missing", ["token", "secret"])
@pytest.mark.parametrize("value", ["", None, "${TELEGRAM_SOMETHING}"])
def test_it_does_not_start_without_a_secret_and_says_where_to_get_it(
    missing: str, value: str | None
) -> None:
    given: dict[str, Any] = {"token": "1:a", "secret": SECRET, missing: value}
    with pytest.raises(MissingCredentials) as refused:
        TelegramChannel.from_credentials(given)
    said = str(refused.value)
    assert f"TELEGRAM_{missing.upper()}" in said and "docs/channels.md" in said
    assert "\n" not in said


def test_it_does_not_start_in_production_without_a_key_for_hashes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GUIDE_SECRET_KEY")
    monkeypatch.setenv("GUIDE_ENV", "production")
    with pytest.raises(MissingSecret, match="openssl rand"):
        TelegramChannel.from_credentials({"token": "1:a", "secret": SECRET})


async def test_it_starts_and_answers_its_door_without_telegram(provider: TelegramServer) -> None:
    await provider.down()
    async with (
        opened(channel_for(provider), Guide()) as door,
        door.client.get(f"{door.url}/") as answer,
    ):
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})
    assert provider.requests == []


async def test_the_webhook_is_set_with_the_secret(provider: TelegramServer) -> None:
    said = await set_address(provider.token, SECRET, "https://guide.example.org/", provider.url)
    assert said == "Webhook was set"
    assert provider.webhooks == [
        {
            "url": "https://guide.example.org/webhooks/telegram/webhook",
            "secret_token": SECRET,
            "allowed_updates": ["message", "callback_query"],
        }
    ]


# Languages


def in_language(telegram: Telegram, text: str, code: str, **content: Any) -> dict[str, Any]:
    """An update from a Telegram that is set to a language."""
    update = telegram.said(text) if text else telegram.update(message=telegram.message(**content))
    update["message"]["from"]["language_code"] = code
    return update


async def test_the_language_of_the_phone_is_the_wish_of_a_new_conversation(
    telegram: Telegram,
) -> None:
    await telegram.post(in_language(telegram, "/start", "es-MX"))
    await telegram.gets(1)
    (heard,) = telegram.door.guide.heard
    assert heard.metadata == {"language": "es-MX"}
    assert heard.text == "hola"
    await telegram.post(in_language(telegram, "", "es", photo=[{"file_id": "1"}]))
    assert (await telegram.gets(2))[1] == notice("only_text", "telegram", "es")["text"]


async def test_a_tapped_button_says_the_language_of_who_tapped_it(telegram: Telegram) -> None:
    shown, buttons = await telegram.menu()
    tapped = telegram.tapped(buttons[0], shown)
    tapped["callback_query"]["from"]["language_code"] = "es"
    await telegram.post(tapped)
    await telegram.gets(2)
    assert telegram.door.guide.heard[1].metadata == {"language": "es"}


async def test_the_language_of_a_conversation_holds_against_that_of_the_phone(
    telegram: Telegram,
) -> None:
    for code, said in (("es", "en"), ("en", "es")):
        custom = {"topic": "cost", "language": said}
        telegram.door.guide.answers["hm"] = [{"text": "Ah", "custom": custom}]
        count = len(telegram.provider.taken)
        await telegram.post(in_language(telegram, "hm", code))
        await telegram.gets(count + 1)
        await telegram.post(in_language(telegram, "", code, photo=[{"file_id": "1"}]))
        shown = (await telegram.gets(count + 2))[-1]
        assert shown == notice("only_text", "telegram", said)["text"]


@pytest.mark.parametrize("code", [None, 7, "", ["es"], "x" * 500, "../en"])
async def test_a_language_that_is_none_does_no_harm(telegram: Telegram, code: Any) -> None:
    update = telegram.said("Hello")
    update["message"]["from"]["language_code"] = code
    assert await telegram.post(update) == 200
    assert await telegram.gets(1) == ["You said: Hello"]
    del update["message"]["from"]
    update["update_id"] += 100_000
    assert await telegram.post(update) == 200
    await telegram.gets(2)


async def test_a_refused_webhook_is_told_without_the_token(provider: TelegramServer) -> None:
    with pytest.raises(WebhookRefused, match="HTTPS"):
        await set_address(provider.token, SECRET, "http://guide.example.org", provider.url)
    with pytest.raises(WebhookRefused, match="Unauthorized"):
        await set_address("1:wrong", SECRET, "https://guide.example.org", provider.url)
    await provider.down()
    with pytest.raises(WebhookRefused) as refused:
        await set_address(provider.token, SECRET, "https://guide.example.org", provider.url)
    assert provider.token not in str(refused.value)


async def test_the_command_sets_the_webhook_and_its_exit_code_tells_how_it_went(
    provider: TelegramServer,
) -> None:
    def run(url: str, **changed: str) -> subprocess.CompletedProcess[str]:
        base = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM_")}
        return subprocess.run(
            [sys.executable, "-m", "bot.channels.telegram", "set-webhook", url],
            env={**base, "TELEGRAM_API": provider.url, **changed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
        )

    secrets = {"TELEGRAM_TOKEN": provider.token, "TELEGRAM_SECRET": SECRET}
    done = await asyncio.to_thread(run, "https://guide.example.org", **secrets)
    assert (done.returncode, done.stdout.strip()) == (0, "Webhook was set")
    refused = await asyncio.to_thread(run, "http://guide.example.org", **secrets)
    assert refused.returncode == 1 and "HTTPS" in refused.stderr
    unset = await asyncio.to_thread(run, "https://guide.example.org")
    assert unset.returncode == 2 and "docs/channels.md" in unset.stderr
