"""How answers become text messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.texting import (
    SMS_LIMIT,
    Texting,
    plain_signs,
    plain_sms,
    reply_more,
    segments,
    sms_limit,
    split_at_sentences,
)
from bot.knowledge import knowledge
from bot.knowledge.render import topic_message

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


# Spanish: á í ó ú are not in the alphabet of text messages, é ñ ü ¿ ¡ are.


def test_accents_that_double_the_cost_are_left_out_by_sms_and_no_other_sign_is() -> None:
    said = "¿Cuándo debe reunirse? Mañana, sí: miércoles a las 3. ¡Ojalá! Bilingüe, así, según Ú Í"
    plain = "¿Cuando debe reunirse? Mañana, si: miércoles a las 3. ¡Ojala! Bilingüe, asi, segun U I"
    assert plain_sms(said) == plain
    assert plain_sms("Cua\u0301ndo") == "Cuando"
    assert plain_signs(said) == said


def test_a_spanish_text_costs_what_an_english_one_of_its_length_costs() -> None:
    said = "¿Qué pasa después de la reunión? " * 4
    assert len(said) < 160 and segments(said) == 2
    assert segments(plain_sms(said)) == 1


def test_every_spanish_answer_goes_out_in_the_cheap_alphabet_and_in_two_parts() -> None:
    topics, more = knowledge("es").topics, reply_more("es")
    for name, topic in topics.items():
        for question in topic.questions:
            said = topic_message(name, topics, "sms", 0.9, None, "es", question=question.id)
            for text in Texting().compose("x", [said], limit=sms_limit, more=more):
                assert sms_limit(text) > SMS_LIMIT - 10, text
                assert segments(text) <= 2, text


def test_every_spanish_notice_goes_out_in_the_cheap_alphabet() -> None:
    for notice in knowledge("es").notices.values():
        text = plain_sms(notice.sms or notice.text)
        assert sms_limit(text) > SMS_LIMIT - 10, text


def test_choices_keep_their_accents_where_they_cost_nothing() -> None:
    choices = [{"title": "¿Cuándo?", "payload": "¿Cuándo?"}]
    for plain, shown in ((plain_sms, "Así\n1 ¿Cuando?"), (plain_signs, "Así\n1 ¿Cuándo?")):
        texting = Texting()
        said = [{"text": "Así", "buttons": choices}]
        (text,) = texting.compose("a", said, limit=306, more=MORE, plain=plain)
        assert text == plain(shown)
        assert texting.meant("a", "1") == "¿Cuándo?"


def test_the_rest_comes_with_the_word_in_either_language() -> None:
    for word in ("MÁS", "mas", "¡Más!", "MORE"):
        texting = Texting()
        text = " ".join(f"Sentence number {n} is here." for n in range(30))
        texting.compose("a", [{"text": text}], limit=306, more=MORE)
        assert texting.rest("a", word) is not None
