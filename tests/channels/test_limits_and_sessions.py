"""Limits, repeats and signed sessions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.limits import RateLimit
from bot.channels.seen import Seen
from bot.channels.sessions import HEARD, OUTBOX, Sessions
from bot.privacy.ids import MissingSecret, secret_key, sender_key, sign, verify


def test_a_burst_passes_then_waits_then_passes_again() -> None:
    limit = RateLimit(burst=3, per_minute=60)
    assert [limit.wait("a", 0.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert limit.wait("a", 0.0) == pytest.approx(1.0)
    assert limit.wait("b", 0.0) == 0.0
    assert limit.wait("a", 1.01) == 0.0


def test_made_up_senders_cannot_grow_memory_and_a_clock_set_back_does_no_harm() -> None:
    limit = RateLimit(burst=1, per_minute=1, remembered=10)
    for number in range(100):
        limit.wait(str(number), float(number))
    assert len(limit._buckets) == 10
    assert limit.wait("99", 0.0) > 0


def test_a_repeated_update_is_known_and_old_ones_are_forgotten() -> None:
    seen = Seen(size=2)
    assert [seen.repeat(key) for key in ("a", "a", "b", "c", "a")] == [
        False, True, False, False, False,
    ]  # fmt: skip


def test_a_client_gets_what_it_missed_once_and_in_order() -> None:
    session, known = Sessions().open(None)
    assert not known
    for number in range(OUTBOX + 5):
        session.post({"text": str(number)})
    missed = session.missed_since(OUTBOX + 2)
    assert [message["seq"] for message in missed] == [OUTBOX + 3, OUTBOX + 4, OUTBOX + 5]
    assert len(session.missed_since(0)) == OUTBOX


def test_a_message_id_is_heard_once() -> None:
    session, _ = Sessions().open(None)
    assert [session.is_repeat(m) for m in ("x", "x", "y")] == [False, True, False]
    assert session.heard.maxlen == HEARD


def test_a_session_is_named_by_the_server_only() -> None:
    sessions = Sessions()
    first, _ = sessions.open(None)
    again, in_memory = sessions.open(first.session_id)
    assert again is first and in_memory
    assert sessions.open(None)[0].session_id != first.session_id


@given(st.text(max_size=300))
def test_no_text_is_taken_for_a_token_of_ours(text: str) -> None:
    assert verify(text, b"key" * 8) is None


@given(st.text(max_size=100))
def test_a_token_of_ours_carries_its_value_and_no_other_key_opens_it(value: str) -> None:
    token = sign(value, b"key" * 8)
    assert verify(token, b"key" * 8) == value
    assert verify(token, b"yek" * 8) is None
    assert verify(token[:-1] + ("A" if token[-1] != "A" else "B"), b"key" * 8) in (None, value)


def test_the_same_number_on_another_channel_is_another_conversation() -> None:
    key = b"k" * 32
    assert sender_key("sms", "+15550100", key) != sender_key("whatsapp", "+15550100", key)
    assert "5550100" not in sender_key("sms", "+15550100", key)
    assert sender_key("sms", "+15550100", key) != sender_key("sms", "+15550100", b"j" * 32)


def test_production_without_a_key_says_how_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDE_SECRET_KEY", raising=False)
    monkeypatch.setenv("GUIDE_ENV", "production")
    with pytest.raises(MissingSecret, match="openssl rand"):
        secret_key()
    monkeypatch.setenv("GUIDE_SECRET_KEY", "short")
    with pytest.raises(MissingSecret, match="shorter"):
        secret_key()
