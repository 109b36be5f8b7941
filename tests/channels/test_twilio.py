"""SMS and WhatsApp, against a local server that speaks Twilio's HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels import outbox as outbox_module
from bot.channels import twilio as twilio_module
from bot.channels.base import MissingCredentials
from bot.channels.texting import plain_sms, segments
from bot.channels.twilio import MAX_BODY, TwilioChannel
from bot.knowledge.notices import notice
from bot.privacy.ids import MissingSecret, secret_key, sender_key
from bot.rasa.tracker_store import ConversationStore
from tests.channels.providers import (
    Door,
    Fault,
    Guide,
    TwilioServer,
    cutting_server,
    deaf_port,
    http_answer,
    opened,
    unchanged,
    until,
)

PUBLIC = "https://guide.example.org"
PARENT, OTHER, OURS = "+15550123456", "+15550999888", "+15550100000"
MORE = str(notice("reply_more", "sms")["text"])
SIDS = itertools.count(1)
CHOICES = [
    {"title": "Can I bring a lawyer?", "payload": "bring a lawyer please"},
    {"title": "I don’t know", "payload": "I don't know"},
]
LONG = " ".join(f"This is sentence number {n} of a long answer." for n in range(30))


@dataclass
class Phone:
    """Sends what Twilio would send, signed with Twilio's own library."""

    door: Door
    provider: TwilioServer

    def form(self, body: str, sender: str = PARENT, **more: str) -> dict[str, str]:
        """The fields of an incoming message."""
        return {
            "MessageSid": f"SM{next(SIDS):032x}",
            "SmsStatus": "received",
            "AccountSid": self.provider.account,
            "From": sender,
            "To": f"whatsapp:{OURS}" if sender.startswith("whatsapp:") else OURS,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
            **more,
        }

    def sign(self, form: dict[str, str], query: str = "", token: str | None = None) -> str:
        """X-Twilio-Signature of a request to the public address."""
        address = f"{PUBLIC}/webhooks/twilio/webhook{query}"
        validator = RequestValidator(token or self.provider.token)
        return str(validator.compute_signature(address, form))

    async def post(
        self, form: dict[str, str], signature: str | None = None, query: str = ""
    ) -> tuple[int, str]:
        """Status and text of the webhook's answer."""
        proof = self.sign(form, query) if signature is None else signature
        headers = {"X-Twilio-Signature": proof} if proof else {}
        async with self.door.client.post(
            f"{self.door.url}/webhook{query}", data=form, headers=headers
        ) as answer:
            return answer.status, await answer.text()

    async def text(self, body: str, sender: str = PARENT, **more: str) -> None:
        """A text message that must be taken."""
        status, said = await self.post(self.form(body, sender, **more))
        assert (status, said) == (
            200,
            '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
        )

    async def gets(self, count: int) -> list[str]:
        """The texts on the phone, once there are `count`."""
        await until(lambda: len(self.provider.taken) >= count)
        assert len(self.provider.taken) == count
        return [message["Body"] for message in self.provider.taken]

    @property
    def heard(self) -> list[str]:
        """What reached the guide."""
        return self.door.guide.texts


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ConversationStore]:
    place = str(tmp_path / "conversations.db")
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")
    monkeypatch.setenv("GUIDE_DB", place)
    monkeypatch.setattr(outbox_module, "FIRST_WAIT", 0.02)
    store = ConversationStore(Domain.from_dict({"intents": ["faq"]}), db=place)
    yield store
    store.close()


@pytest.fixture
async def provider() -> AsyncIterator[TwilioServer]:
    server = TwilioServer()
    await server.up()
    yield server
    await server.down()


def channel_for(provider: TwilioServer, **changed: str) -> TwilioChannel:
    credentials = {
        "account_sid": provider.account,
        "auth_token": provider.token,
        "number": OURS,
        "public_url": PUBLIC,
        "api": provider.url,
    }
    return TwilioChannel.from_credentials({**credentials, **changed})


@pytest.fixture
async def phone(provider: TwilioServer) -> AsyncIterator[Phone]:
    async with opened(channel_for(provider), Guide()) as door:
        yield Phone(door, provider)


# The local server is held to what Twilio's own client makes and reads.


class LocalClient(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's HTTP client, turned to another server."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def request(self, method: str, url: str, *given: Any, **named: Any) -> Any:
        local = url.replace("https://api.twilio.com", self._base)
        return super().request(method, local, *given, **named)


async def test_the_local_server_speaks_as_twilios_own_client_expects(
    provider: TwilioServer,
) -> None:
    def send(token: str, body: str) -> Any:
        client = Client(provider.account, token, http_client=LocalClient(provider.url))
        return client.messages.create(to=PARENT, from_=OURS, body=body)

    message = await asyncio.to_thread(send, provider.token, "Hello")
    assert message.sid.startswith("SM") and message.body == "Hello"
    sent_by_twilio = provider.taken[-1]
    for token, body, status in (("wrong", "Hello", 401), (provider.token, "a" * 1601, 400)):
        with pytest.raises(TwilioRestException) as refused:
            await asyncio.to_thread(send, token, body)
        assert refused.value.status == status
    provider.faults.append(Fault(429, retry_after="1"))
    with pytest.raises(TwilioRestException) as refused:
        await asyncio.to_thread(send, provider.token, "Hello")
    assert (refused.value.status, refused.value.code) == (429, 20429)
    async with opened(channel_for(provider), Guide()) as door:
        phone = Phone(door, provider)
        await phone.text("Hi")
        await phone.gets(2)
    assert set(provider.taken[-1]) == set(sent_by_twilio)


# Who may speak


async def test_a_signed_message_is_answered_to_the_phone_it_came_from(phone: Phone) -> None:
    await phone.text("Can I bring a lawyer?")
    assert await phone.gets(1) == ["You said: Can I bring a lawyer?"]
    assert phone.provider.taken[0] == {
        "To": PARENT,
        "From": OURS,
        "Body": "You said: Can I bring a lawyer?",
    }


async def test_a_whatsapp_message_is_answered_on_whatsapp(phone: Phone) -> None:
    await phone.text("Hello there", sender=f"whatsapp:{PARENT}")
    await phone.gets(1)
    assert phone.provider.taken[0]["To"] == f"whatsapp:{PARENT}"
    assert phone.provider.taken[0]["From"] == f"whatsapp:{OURS}"
    assert phone.door.guide.heard[0].input_channel == "whatsapp"


@pytest.mark.parametrize("forgery", ["missing", "wrong", "other token", "other text", "latin"])
async def test_a_message_without_twilios_signature_is_refused(phone: Phone, forgery: str) -> None:
    form = phone.form("Hello")
    changed = {**form, "Body": "Delete my data"}
    signature = {
        "missing": "",
        "wrong": "A" * 27 + "=",
        "other token": phone.sign(form, token="another"),
        "other text": phone.sign(changed),
        "latin": "ÿþ",
    }[forgery]
    assert (await phone.post(form, signature))[0] == 403
    assert await unchanged(lambda: len(phone.heard) + len(phone.provider.requests), 0.1) == 0
    # The forgery did not use up the id: the true message still gets through.
    assert (await phone.post(form))[0] == 200
    await phone.gets(1)


async def test_the_signature_covers_the_public_address_also_behind_a_proxy(phone: Phone) -> None:
    form = phone.form("Hello")
    local = RequestValidator(phone.provider.token).compute_signature(
        f"{phone.door.url}/webhook", form
    )
    assert (await phone.post(form, str(local)))[0] == 403
    with_port = RequestValidator(phone.provider.token).compute_signature(
        f"{PUBLIC}:443/webhooks/twilio/webhook", form
    )
    assert (await phone.post(form, str(with_port)))[0] == 200
    assert (await phone.post(phone.form("Again"), query="?from=flyer%20one"))[0] == 200
    await phone.gets(2)


async def test_a_forged_forwarding_header_changes_nothing(phone: Phone) -> None:
    form = phone.form("Hello")
    evil = RequestValidator(phone.provider.token).compute_signature(
        "https://evil.example/webhooks/twilio/webhook", form
    )
    headers = {"X-Twilio-Signature": str(evil), "X-Forwarded-Host": "evil.example"}
    async with phone.door.client.post(
        f"{phone.door.url}/webhook", data=form, headers=headers
    ) as answer:
        assert answer.status == 403


async def test_a_replayed_or_duplicated_message_is_answered_once(phone: Phone) -> None:
    form = phone.form("Hello")
    signature = phone.sign(form)
    statuses = await asyncio.gather(*(phone.post(form, signature) for _ in range(20)))
    assert {status for status, _ in statuses} == {200}
    await phone.gets(1)
    assert (await phone.post(form, signature))[0] == 200
    assert await unchanged(lambda: len(phone.provider.taken), 0.2) == 1
    assert phone.heard == ["Hello"]


async def test_an_oversized_message_is_refused_before_it_is_read(phone: Phone) -> None:
    assert (await phone.post(phone.form("a" * MAX_BODY)))[0] == 413
    assert (await phone.post(phone.form("a" * 200_000)))[0] == 413
    assert phone.heard == []


async def test_a_long_text_within_bounds_is_answered_kindly_and_not_read(phone: Phone) -> None:
    await phone.text("a b " * 1500)
    assert await phone.gets(1) == [notice("too_long", "sms")["text"]]
    assert phone.heard == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"MessageSid": "SM1"},
        {"From": PARENT, "Body": "no id"},
        {"MessageSid": "SM2", "From": "", "Body": "nobody"},
        {"MessageSid": "SM3", "From": OURS, "Body": "an echo of ourselves"},
        {"MessageSid": "SM4", "From": PARENT, "To": OURS, "MessageStatus": "delivered"},
    ],
)
async def test_a_signed_request_that_is_no_message_does_no_harm(
    phone: Phone, fields: dict[str, str]
) -> None:
    assert (await phone.post(fields))[0] == 200
    assert await unchanged(lambda: len(phone.heard) + len(phone.provider.requests), 0.1) == 0


async def test_bytes_that_are_no_form_are_refused(phone: Phone) -> None:
    for junk in (b"\xff\xfe\x00%%%=&&&==", b'{"MessageSid": "SM1"}', b""):
        async with phone.door.client.post(
            f"{phone.door.url}/webhook",
            data=junk,
            headers={"X-Twilio-Signature": "x", "Content-Type": "multipart/form-data"},
        ) as answer:
            assert answer.status == 403


# Order and concurrency


async def test_answers_come_in_the_order_of_the_messages_also_when_the_first_takes_longer(
    phone: Phone,
) -> None:
    phone.door.guide.delays["one"] = 0.2
    for text in ("one", "two", "three"):
        await phone.text(text)
    assert await phone.gets(3) == ["You said: one", "You said: two", "You said: three"]


async def test_a_choice_sent_while_the_list_is_being_made_chooses_from_that_list(
    phone: Phone,
) -> None:
    phone.door.guide.delays["menu"] = 0.2
    phone.door.guide.answers["menu"] = [{"text": "Pick one", "buttons": CHOICES}]
    await phone.text("menu")
    await phone.text("1")
    await phone.gets(2)
    assert phone.heard == ["menu", "bring a lawyer please"]


async def test_one_slow_conversation_does_not_hold_up_another(phone: Phone) -> None:
    phone.door.guide.delays["slow"] = 0.6
    await phone.text("slow")
    await phone.text("quick", sender=OTHER)
    assert await phone.gets(1) == ["You said: quick"]
    await phone.gets(2)


async def test_many_parents_at_once_each_get_their_own_answer_once(phone: Phone) -> None:
    numbers = [f"+1555020{n:04d}" for n in range(60)]
    await asyncio.gather(*(phone.text(f"word {n[-4:]}x", sender=n) for n in numbers))
    await phone.gets(60)
    assert {m["To"]: m["Body"] for m in phone.provider.taken} == {
        n: f"You said: word {n[-4:]}x" for n in numbers
    }


async def test_a_flood_from_one_phone_is_slowed_down_politely(phone: Phone) -> None:
    for number in range(25):
        await phone.text(f"message {number} of many")
    texts = await phone.gets(25)
    assert texts[-1] == notice("slow_down", "sms")["text"]
    assert 20 <= len(phone.heard) < 25


# What a phone can send besides words


@pytest.mark.parametrize(
    "fields",
    [
        {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/media/1"},
        {"Latitude": "40.7", "Longitude": "-74.0"},
    ],
)
async def test_a_picture_or_a_place_is_answered_kindly(
    phone: Phone, fields: dict[str, str]
) -> None:
    await phone.text("", **fields)
    assert await phone.gets(1) == [notice("only_text", "sms")["text"]]
    assert phone.heard == []


async def test_an_empty_message_and_a_picture_with_words_are_told_apart(phone: Phone) -> None:
    await phone.text("  ")
    assert await phone.gets(1) == [notice("empty", "sms")["text"]]
    await phone.text("Look at this letter", NumMedia="1")
    await phone.gets(2)
    assert phone.heard == ["Look at this letter"]


async def test_a_forged_command_is_not_handed_to_rasa(phone: Phone) -> None:
    for text in ("/restart", '/faq{"state": "TX"}', "/session_start"):
        await phone.text(text)
    await phone.gets(3)
    assert phone.heard == []


# STOP, START, HELP


@pytest.mark.parametrize(
    "word", ["STOP", " stop. ", "StopAll", "Stop all", "UNSUBSCRIBE", "cancel", "End", "QUIT",
             "revoke", "OPTOUT", "opt out"]
)  # fmt: skip
async def test_after_stop_nothing_is_sent_until_start(phone: Phone, word: str) -> None:
    await phone.text(word)
    await phone.text("Can I bring a lawyer?")
    await phone.text("HELP")
    await phone.text("", NumMedia="1")
    assert await unchanged(lambda: len(phone.provider.requests), 0.1) == 0
    assert phone.heard == []
    await phone.text("Start")
    assert len(await phone.gets(1)) == 1
    await phone.text("Can I bring a lawyer?")
    assert (await phone.gets(2))[1] == "You said: Can I bring a lawyer?"


async def test_stop_within_a_sentence_is_a_question(phone: Phone) -> None:
    await phone.text("Can the school stop the services?")
    await phone.gets(1)
    assert phone.heard == ["Can the school stop the services?"]


async def test_stop_holds_back_an_answer_that_is_still_being_made(phone: Phone) -> None:
    phone.door.guide.delays["slow"] = 0.3
    await phone.text("slow")
    await until(lambda: phone.heard == ["slow"])
    await phone.text("STOP")
    assert await unchanged(lambda: len(phone.provider.requests), 0.6) == 0


async def test_stop_holds_back_an_answer_that_waits_for_the_provider(phone: Phone) -> None:
    phone.provider.faults.append(Fault(429, retry_after="0.4"))
    await phone.text("Hello")
    await until(lambda: len(phone.provider.requests) == 1)
    await phone.text("STOP")
    assert await unchanged(lambda: len(phone.provider.requests), 0.8) == 1
    assert phone.provider.taken == []


async def test_the_last_word_holds_when_start_and_stop_come_together(phone: Phone) -> None:
    phone.door.guide.delays["slow"] = 0.2
    await phone.text("slow")
    for word in ("START", "STOP"):
        await phone.text(word)
    await asyncio.sleep(0.4)
    sent = len(phone.provider.requests)
    await phone.text("Hello?")
    assert await unchanged(lambda: len(phone.provider.requests), 0.2) == sent
    assert "Hello?" not in phone.heard


async def test_stop_outlives_a_restart_and_holds_for_one_channel_only(
    provider: TwilioServer, tmp_path: Path
) -> None:
    async with opened(channel_for(provider), Guide()) as door:
        await Phone(door, provider).text("STOP")
    async with opened(channel_for(provider), Guide()) as door:
        phone = Phone(door, provider)
        await phone.text("Hello")
        await phone.text("Hello on WhatsApp", sender=f"whatsapp:{PARENT}")
        await phone.gets(1)
        assert phone.heard == ["Hello on WhatsApp"]
    with sqlite3.connect(tmp_path / "conversations.db") as kept:
        rows = kept.execute("select * from optouts").fetchall()
    assert len(rows) == 1 and "5550123456" not in str(rows)


async def test_a_stop_of_an_earlier_release_holds_and_a_later_start_does_too(
    provider: TwilioServer, tmp_path: Path
) -> None:
    former = tmp_path / "optouts.db"
    with contextlib.closing(sqlite3.connect(former, isolation_level=None)) as file:
        file.execute("create table optouts (sender text primary key)")
        for sender in (PARENT, OTHER):
            key = sender_key("sms", sender, secret_key())
            file.execute("insert into optouts values (?)", (key,))
    async with opened(channel_for(provider), Guide()) as door:
        phone = Phone(door, provider)
        await phone.text("Hello")
        assert await unchanged(lambda: len(provider.requests), 0.1) == 0
        assert not former.exists()
        await phone.text("START")
        await phone.gets(1)
    async with opened(channel_for(provider), Guide()) as door:
        phone = Phone(door, provider)
        await phone.text("Hello")
        await phone.gets(2)
        await phone.text("Hello", sender=OTHER)
        assert await unchanged(lambda: len(provider.requests), 0.1) == 2


async def test_a_stop_holds_while_the_database_is_locked_and_erases_after_that(
    phone: Phone,
    surroundings: ConversationStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(twilio_module, "ERASE_AGAIN", (0.05, 0.2, 0.5, 1.0, 2.0))
    sender = sender_key("sms", PARENT, secret_key())
    tracker = await surroundings.get_or_create_tracker(sender)
    tracker.update(UserUttered("about my velociraptor", {"name": "faq"}))
    await surroundings.save(tracker)
    other = sqlite3.connect(tmp_path / "conversations.db", isolation_level=None)
    other.execute("begin immediate")
    await phone.text("STOP")
    await phone.text("Hello")
    assert await unchanged(lambda: len(phone.provider.requests), 0.1) == 0
    assert list(await surroundings.keys()) == [sender]
    other.execute("rollback")
    await until(lambda: b"velociraptor" not in (tmp_path / "conversations.db").read_bytes())
    await until(lambda: not other.execute("select 1 from conversations").fetchall())
    assert other.execute("select sender from optouts").fetchall() == [(sender,)]
    other.close()
    assert phone.heard == []


async def test_yes_is_an_answer_unless_the_parent_had_stopped(phone: Phone) -> None:
    await phone.text("YES")
    await phone.gets(1)
    assert phone.heard == ["YES"]
    await phone.text("STOP")
    await phone.text("YES")
    await phone.gets(2)
    assert phone.heard == ["YES"]
    await phone.text("Hello")
    await phone.gets(3)


async def test_help_says_how_to_ask(phone: Phone) -> None:
    await phone.text("HELP")
    await phone.text("Info")
    texts = await phone.gets(2)
    assert texts[0] == texts[1]
    assert texts[0].split("\n")[0] in str(notice("help", "sms")["text"])


async def test_words_that_twilio_has_answered_itself_are_not_answered_twice(phone: Phone) -> None:
    await phone.text("STOP", OptOutType="STOP")
    await phone.text("START", OptOutType="START")
    await phone.text("HELP", OptOutType="HELP")
    await phone.text("Hello")
    assert await phone.gets(1) == ["You said: Hello"]


# In Spanish

SPANISH = {"topic": "cost", "language": "es"}


async def in_spanish(phone: Phone, sender: str = PARENT) -> None:
    """A conversation whose last answer was in Spanish."""
    phone.door.guide.answers["hola"] = [{"text": "¿Sí? Está aquí.", "custom": SPANISH}]
    await phone.text("hola", sender=sender)
    await phone.gets(1)


async def crisis_was_sent(store: ConversationStore, sender: str = PARENT) -> None:
    """A conversation in which the help lines were given."""
    channel, _, number = sender.rpartition(":")
    tracker = await store.get_or_create_tracker(sender_key(channel or "sms", number, secret_key()))
    tracker.update(UserUttered("ya no quiero vivir", {"name": "crisis"}))
    custom = {"custom": {"topic": "crisis", "language": "es"}}
    tracker.update(BotUttered("Llame al 988", custom))
    await store.save(tracker)


@pytest.mark.parametrize("word", ["alto", "¡Alto!", "ALTO.", "parar", "¡Parar!"])
async def test_a_spanish_stop_stops(phone: Phone, word: str) -> None:
    await phone.text(word)
    await phone.text("Hola, ¿tengo que ir?")
    assert await unchanged(lambda: len(phone.provider.requests), 0.1) == 0
    await phone.text("Empezar")
    (said,) = await phone.gets(1)
    assert said.startswith("Hola. Soy una guia")


@pytest.mark.parametrize("word", ["ayuda", "¡AYUDA!", "Información"])
async def test_a_spanish_word_for_help_is_answered_in_spanish(phone: Phone, word: str) -> None:
    await phone.text(word)
    texts = await phone.gets(1)
    assert texts[0].startswith("Pregunte con sus palabras")
    await phone.text("", NumMedia="1")
    assert (await phone.gets(2))[1].startswith("Solo puedo leer texto")


async def test_what_the_door_says_itself_is_in_the_language_of_the_conversation(
    phone: Phone,
) -> None:
    await in_spanish(phone)
    await phone.text("", NumMedia="1")
    await phone.text("HELP")
    texts = await phone.gets(3)
    assert texts[1] == notice("only_text", "sms", "es")["text"]
    assert texts[2].startswith("Pregunte con sus palabras")
    await phone.text("", sender=OTHER, NumMedia="1")
    assert (await phone.gets(4))[3] == notice("only_text", "sms")["text"]


async def test_a_flood_in_spanish_is_slowed_down_in_spanish(phone: Phone) -> None:
    await in_spanish(phone)
    for number in range(25):
        await phone.text(f"mensaje {number} de muchos")
    texts = await phone.gets(26)
    assert texts[-1] == plain_sms(str(notice("slow_down", "sms", "es")["text"]))


async def test_accents_that_cost_twice_are_left_out_by_sms_and_stay_on_whatsapp(
    phone: Phone,
) -> None:
    await in_spanish(phone)
    await in_whatsapp(phone)
    assert [m["Body"] for m in phone.provider.taken] == ["¿Si? Esta aqui.", "¿Sí? Está aquí."]


async def in_whatsapp(phone: Phone) -> None:
    await phone.text("hola", sender=f"whatsapp:{PARENT}")
    await phone.gets(2)


@pytest.mark.parametrize("word", ["AYUDA", "988", "¡Ayuda!", "ayuda 988"])
@pytest.mark.parametrize("sender", [PARENT, f"whatsapp:{PARENT}"])
async def test_a_cry_for_help_after_the_help_lines_repeats_them(
    phone: Phone, surroundings: ConversationStore, word: str, sender: str
) -> None:
    await crisis_was_sent(surroundings, sender)
    await phone.text(word, sender=sender)
    await until(lambda: bool(phone.provider.taken))
    await unchanged(lambda: len(phone.provider.taken), 0.1)
    said = phone.provider.taken[0]["Body"]
    assert "988" in said and "911" in said
    assert phone.heard == []
    # Nothing of the resolution meeting beside it.
    assert not any("Pregunt" in message["Body"] for message in phone.provider.taken)


async def test_help_after_the_help_lines_repeats_them_and_says_what_the_number_is(
    phone: Phone, surroundings: ConversationStore
) -> None:
    await crisis_was_sent(surroundings)
    await phone.text("HELP")
    await until(lambda: len(phone.provider.taken) >= 2)
    texts = [message["Body"] for message in phone.provider.taken]
    assert "988" in texts[0]
    assert texts[-1].split("\n")[0] in str(notice("help", "sms")["text"])


async def test_without_the_help_lines_before_it_a_number_is_a_message_like_any_other(
    phone: Phone,
) -> None:
    await phone.text("988")
    assert await phone.gets(1) == ["You said: 988"]


# How an answer looks on a phone


async def test_buttons_become_numbers_and_a_bare_number_answers_them(phone: Phone) -> None:
    phone.door.guide.answers["menu"] = [{"text": "Pick one", "buttons": CHOICES}]
    await phone.text("menu")
    assert await phone.gets(1) == ["Pick one\n1 Can I bring a lawyer?\n2 I don't know"]
    await phone.text("2", sender=OTHER)
    await phone.text(" 1. ")
    await phone.gets(3)
    assert sorted(phone.heard[1:]) == ["2", "bring a lawyer please"]


async def test_a_long_answer_comes_short_first_and_the_rest_with_more(phone: Phone) -> None:
    phone.door.guide.answers["tell me"] = [{"text": LONG, "buttons": CHOICES}]
    await phone.text("tell me")
    await until(lambda: len(phone.provider.taken) == 2)
    first, listed = (message["Body"] for message in phone.provider.taken)
    assert first.endswith("\n" + MORE) and listed.startswith("1 Can I")
    pieces = [first]
    while pieces[-1].endswith(MORE):
        await phone.text("MORE")
        pieces.append((await phone.gets(len(pieces) + 2))[-1])
    assert " ".join(piece.removesuffix("\n" + MORE) for piece in pieces) == LONG
    assert all(segments(piece) <= 2 for piece in pieces)
    assert phone.heard == ["tell me"]
    await phone.text("1")
    await until(lambda: len(phone.heard) == 2)
    assert phone.heard[1] == "bring a lawyer please"


async def test_an_answer_with_other_letters_is_cut_shorter_for_they_cost_more(
    phone: Phone,
) -> None:
    phone.door.guide.answers["tell me"] = [{"text": LONG.replace("a long", "ą łong")}]
    await phone.text("tell me")
    assert 200 < len((await phone.gets(1))[0]) <= 268
    assert segments(phone.provider.taken[0]["Body"]) <= 4


async def test_whatsapp_carries_a_whole_long_answer(phone: Phone) -> None:
    phone.door.guide.answers["tell me"] = [{"text": LONG}]
    await phone.text("tell me", sender=f"whatsapp:{PARENT}")
    assert await phone.gets(1) == [LONG]


async def test_the_calendar_file_comes_as_a_whole_link_to_this_server(phone: Phone) -> None:
    token = "x" * 340
    phone.door.guide.answers["dates"] = [
        {"text": f"Your dates are these.\nPut them in your calendar: /calendar/{token}.ics"}
    ]
    await phone.text("dates")
    await phone.gets(1)
    await phone.text("more")
    texts = "\n".join(await phone.gets(2))
    assert f"{PUBLIC}/calendar/{token}.ics" in texts
    assert phone.heard == ["dates"]


# When the provider fails


async def test_nothing_is_lost_while_the_provider_is_down(phone: Phone) -> None:
    await phone.provider.down()
    await phone.text("one")
    await phone.text("two")
    await until(lambda: len(phone.heard) == 2)
    await phone.provider.up()
    assert await phone.gets(2) == ["You said: one", "You said: two"]
    assert await unchanged(lambda: len(phone.provider.taken)) == 2


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_a_message_the_provider_did_not_take_is_sent_again_in_order(
    phone: Phone, status: int
) -> None:
    phone.provider.faults.extend([Fault(status), Fault(status), Fault(status)])
    await phone.text("one")
    await phone.text("two")
    assert await phone.gets(2) == ["You said: one", "You said: two"]
    assert await unchanged(lambda: len(phone.provider.requests), 0.2) == 5


async def test_retry_after_is_waited_for(phone: Phone) -> None:
    phone.provider.faults.append(Fault(429, retry_after="1"))
    await phone.text("Hello")
    await phone.gets(1)
    first, second = phone.provider.times
    assert 1.0 <= second - first < 2.0


@pytest.mark.parametrize("header", ["soon", "-5", "²", "inf", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_retry_after_that_cannot_be_read_is_an_ordinary_wait(
    phone: Phone, header: str
) -> None:
    phone.provider.faults.append(Fault(429, retry_after=header))
    await phone.text("Hello")
    await phone.gets(1)


async def test_the_webhook_answers_at_once_also_when_guide_and_provider_are_slow(
    phone: Phone,
) -> None:
    phone.door.guide.delays["Hello"] = 0.3
    phone.provider.faults.append(Fault(delay=0.3))
    began = time.monotonic()
    await phone.text("Hello")
    assert time.monotonic() - began < 0.25
    await phone.gets(1)


@pytest.mark.parametrize("fault", [Fault(500), Fault(504), Fault(hang_up=True), Fault(delay=0.6)])
async def test_a_message_that_may_have_arrived_is_not_sent_twice_and_the_next_one_goes_out(
    phone: Phone, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "SEND_SECONDS", 0.3)
    phone.provider.faults.append(fault)
    await phone.text("one")
    await phone.text("two")
    await until(lambda: "You said: two" in [m["Body"] for m in phone.provider.taken])
    asked = [m["Body"] for m in phone.provider.requests]
    await unchanged(lambda: len(phone.provider.requests), 0.4)
    assert asked == ["You said: one", "You said: two"]


async def test_a_refusal_is_final_and_logged_without_number_or_words(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    phone.provider.faults.append(Fault(400))
    await phone.text("a secret about my child")
    await until(lambda: "status=400" in caplog.text)
    assert await unchanged(lambda: len(phone.provider.requests), 0.2) == 1
    assert "secret" not in caplog.text and "5550123456" not in caplog.text


async def test_the_tries_come_to_an_end_and_that_is_logged(
    phone: Phone, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "FIRST_WAIT", 0.002)
    phone.provider.faults.extend([Fault(503)] * outbox_module.ATTEMPTS)
    await phone.text("one")
    await until(lambda: "could not be reached" in caplog.text)
    assert len(phone.provider.requests) == outbox_module.ATTEMPTS
    await phone.text("two")
    assert await phone.gets(1) == ["You said: two"]


async def test_a_connection_the_provider_closes_while_idle_costs_no_message() -> None:
    answer = http_answer("201 Created", {"sid": "SM1"})
    async with cutting_server(answer) as (url, bodies):
        provider = TwilioServer()
        async with opened(channel_for(provider, api=url), Guide()) as door:
            phone = Phone(door, provider)
            for text in ("one", "two", "three"):
                await phone.text(text)
            await until(lambda: len(bodies) == 3)


async def test_what_waits_is_sent_before_the_server_stops(provider: TwilioServer) -> None:
    guide = Guide(delays={"Hello": 0.2})
    provider.faults.append(Fault(503))
    async with opened(channel_for(provider), guide) as door:
        await Phone(door, provider).text("Hello")
    assert [m["Body"] for m in provider.taken] == ["You said: Hello"]


async def test_a_connection_that_is_never_made_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox_module, "CONNECT_SECONDS", 0.2)
    provider = TwilioServer()
    with deaf_port() as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with opened(channel_for(provider, api=url), Guide()) as door:
            phone = Phone(door, provider)
            await phone.text("Hello")
            await asyncio.sleep(0.4)
            assert provider.requests == []
            await provider.mend(listening)
            assert await phone.gets(1) == ["You said: Hello"]
            assert await unchanged(lambda: len(provider.taken)) == 1
        await provider.down()


async def test_when_the_guide_fails_the_parent_is_told_and_the_next_message_is_answered(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    phone.door.guide.failures.add("a secret")
    await phone.text("a secret")
    await phone.text("Hello")
    assert await phone.gets(2) == [notice("try_again", "sms")["text"], "You said: Hello"]
    assert "RuntimeError" in caplog.text and "a secret" not in caplog.text


async def test_messages_left_when_the_server_stops_are_counted_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def wait() -> outbox_module.Outcome:
        return outbox_module.Outcome(False, again=True, wait=60)

    box = outbox_module.Outbox("twilio")
    for sender in ("sms:a", "sms:a", "sms:b"):
        box.put(sender, wait)
    await box.close(patience=0.05)
    assert "twilio stopped with 3 messages unsent" in caplog.text


async def test_one_message_that_cannot_be_made_does_not_hold_up_the_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent: list[str] = []

    async def broken() -> outbox_module.Outcome:
        raise ValueError("a secret")

    async def well() -> outbox_module.Outcome:
        sent.append("well")
        return outbox_module.Outcome(True)

    box = outbox_module.Outbox("twilio")
    for send in (broken, well):
        box.put("sms:a", send)
    await asyncio.wait_for(box.settled(), 5)
    assert sent == ["well"]
    assert "ValueError" in caplog.text and "a secret" not in caplog.text


# Privacy


async def test_a_conversation_is_named_by_a_keyed_hash_another_for_each_channel(
    phone: Phone,
) -> None:
    for sender in (PARENT, f"whatsapp:{PARENT}", OTHER):
        await phone.text("Hello", sender=sender)
    await phone.gets(3)
    names = {str(message.sender_id) for message in phone.door.guide.heard}
    assert len(names) == 3
    assert {name.split(":")[0] for name in names} == {"sms", "whatsapp"}
    for message in phone.door.guide.heard:
        everything = f"{message.sender_id} {message.metadata} {message.text}"
        assert "5550123456" not in everything and "5550999888" not in everything


async def test_names_and_numbers_in_a_message_are_taken_out_before_rasa(phone: Phone) -> None:
    await phone.text("My number is 555-867-5309, email ana@example.org")
    await until(lambda: len(phone.heard) == 1)
    assert "5309" not in phone.heard[0] and "ana@" not in phone.heard[0]


async def test_no_log_line_holds_words_or_numbers(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="guide")
    phone.door.guide.answers["a secret about my child"] = [{"text": "a secret answer"}]
    phone.provider.faults.extend([Fault(503), Fault(hang_up=True)])
    await phone.text("a secret about my child")
    await until(lambda: "may not have sent" in caplog.text)
    await phone.post(phone.form("a secret forgery"), "forged")
    ours = [r for r in caplog.records if r.name.startswith(("guide", "bot", "sanic", "aiohttp"))]
    lines = "\n".join(record.getMessage() for record in ours)
    assert "channel=sms" in lines
    for word in ("secret", "5550123456", phone.provider.token):
        assert word not in lines


# Starting


@pytest.mark.parametrize("missing", ["account_sid", "auth_token", "number", "public_url"])
@pytest.mark.parametrize("value", ["", None, "${TWILIO_SOMETHING}"])
def test_it_does_not_start_without_a_secret_and_says_where_to_get_it(
    missing: str, value: str | None
) -> None:
    given: dict[str, Any] = {
        "account_sid": "AC1",
        "auth_token": "t",
        "number": OURS,
        "public_url": PUBLIC,
        missing: value,
    }
    with pytest.raises(MissingCredentials) as refused:
        TwilioChannel.from_credentials(given)
    said = str(refused.value)
    assert f"TWILIO_{missing.upper()}" in said and "docs/channels.md" in said and "\n" not in said


def test_it_does_not_start_in_production_without_a_key_for_hashes(
    monkeypatch: pytest.MonkeyPatch, provider_never_called: TwilioServer
) -> None:
    monkeypatch.delenv("GUIDE_SECRET_KEY")
    monkeypatch.setenv("GUIDE_ENV", "production")
    with pytest.raises(MissingSecret, match="openssl rand"):
        channel_for(provider_never_called)


@pytest.fixture
def provider_never_called() -> Iterator[TwilioServer]:
    server = TwilioServer(port=9)
    yield server
    assert server.requests == []
