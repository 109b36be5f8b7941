"""How answers become text messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.texting import Texting, plain_sms, segments, split_at_sentences

MORE = "Reply MORE for the rest."
CHOICES = [{"title": "Can I bring a lawyer?", "payload": "Can I bring a lawyer?"},
           {"title": "I don't know", "payload": "I don't know"}]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("ñ" * 160, 1),
     ("^" * 80, 1), ("^" * 81, 2), ("“" * 70, 1), ("“" * 71, 2), ("😀" * 35, 1), ("😀" * 36, 2)],
)  # fmt: skip
def test_segments_are_counted_as_carriers_bill_them(text: str, count: int) -> None:
    assert segments(text) == count


def test_typographic_signs_become_ones_a_plain_message_can_carry() -> None:
    assert plain_sms("“Don’t” – wait…") == '"Don\'t" - wait...'
    assert segments(plain_sms("“" * 100)) == 1


@given(st.text(max_size=3000), st.integers(min_value=20, max_value=500))
def test_pieces_fit_and_lose_no_word(text: str, limit: int) -> None:
    pieces = split_at_sentences(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert split_at_sentences("One two three. Four five six. Seven.", 32) == [
        "One two three. Four five six.",
        "Seven.",
    ]


def test_buttons_become_numbers_and_a_bare_number_answers_them() -> None:
    texting = Texting()
    shown = texting.compose("a", [{"text": "Hi", "buttons": CHOICES}], limit=306, more=MORE)
    assert shown == ["Hi\n1 Can I bring a lawyer?\n2 I don't know"]
    assert texting.meant("a", " 2. ") == "I don't know"
    assert texting.meant("a", "3") == "3"
    assert texting.meant("b", "2") == "2"


def test_the_rest_of_a_long_answer_comes_with_more_and_only_then() -> None:
    texting = Texting()
    text = " ".join(f"Sentence number {n} is here." for n in range(30))
    first = texting.compose("a", [{"text": text}], limit=306, more=MORE)
    assert len(first) == 1 and first[0].endswith(MORE) and len(first[0]) <= 306
    pieces = [first[0].removesuffix("\n" + MORE)]
    while (piece := texting.rest("a", "More")) is not None:
        pieces.append(piece)
    assert " ".join(pieces) == text
    texting.compose("a", [{"text": text}], limit=306, more=MORE)
    assert texting.rest("a", "can I bring a lawyer") is None
    assert texting.rest("a", "more") is None


def test_memory_of_phones_is_bounded() -> None:
    from bot.channels import texting as module

    texting = Texting()
    for number in range(module.REMEMBERED + 10):
        texting.meant(str(number), "x")
    assert len(texting._memory) == module.REMEMBERED
