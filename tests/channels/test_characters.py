"""What phones and word processors write is read as what it means, everywhere after the channels."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import tidy
from bot.facts import read_facts
from bot.nlu.danger import in_danger
from bot.nlu.spelling import _WORD
from bot.privacy.scrub import scrub
from bot.rasa.components import entities_of
from tests.channels.providers import Guide

TODAY = date(2026, 11, 24)

TYPED_AND_PLAIN = [
    ("the school didn’t show up", "the school didn't show up"),
    ("the school didn‘t show up", "the school didn't show up"),
    ("the school didn´t show up on March 3", "the school didn't show up on March 3"),
    ("the school didn`t show up on March 3", "the school didn't show up on March 3"),
    ("the school didn\x92t show up", "the school didn't show up"),
    ("the school didn＇t show up", "the school didn't show up"),
    ("They said “we won’t come”", 'They said "we won\'t come"'),
    ("«The school got my complaint» March 3, 2026", '"The school got my complaint" March 3, 2026'),
    ("The school got my complaint March\u00a03,\u00a02026",
     "The school got my complaint March 3, 2026"),
    ("The school got my complaint March\u202f3,\u20092026",
     "The school got my complaint March 3, 2026"),
    ("the school got my complaint ３／３／２０２６", "the school got my complaint 3/3/2026"),
    ("Ｔｈｅ　ｓｃｈｏｏｌ got my complaint ２０２６－０３－０３",
     "The school got my complaint 2026-03-03"),
    ("the school got my complaint 2026–03–03", "the school got my complaint 2026-03-03"),
    ("no school December 21–January 2", "no school December 21-January 2"),
    ("the school got my complaint March 3ʳᵈ, 2026", "the school got my complaint March 3rd, 2026"),
    ("we ﬁled March 3, 2026", "we filed March 3, 2026"),
    ("the school got my complaint March 3, 2026—when must they meet?",
     "the school got my complaint March 3, 2026 - when must they meet?"),
    ("the school got my complaint… March 3, 2026", "the school got my complaint... March 3, 2026"),
    ("the school got my com\u00adplaint March 3, 2026", "the school got my complaint March 3, 2026"),
    ("I don’t know", "I don't know"),
    ("I want to die and can’t go on", "I want to die and can't go on"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "plain"), TYPED_AND_PLAIN)
def test_what_is_read_is_the_same_as_in_plain_characters(typed: str, plain: str) -> None:
    read = scrub(tidy(typed))
    assert read == scrub(tidy(plain)) == plain
    assert read_facts(read, TODAY) == read_facts(plain, TODAY)
    assert list(entities_of(read)) == list(entities_of(plain))
    assert _WORD.findall(read) == _WORD.findall(plain)
    assert in_danger(read) == in_danger(plain)


@pytest.mark.parametrize(
    ("typed", "fact", "day"),
    [
        ("the school didn’t show up on March 5, 2026", "school_missed_meeting", date(2026, 3, 5)),
        ("the school got my complaint ３／３／２０２６", "received", date(2026, 3, 3)),
        ("We’ve signed an agreement March\u00a03,\u00a02026", "agreement_signed",
         date(2026, 3, 3)),
        ("they’ve got my complaint 2026–03–03", "received", date(2026, 3, 3)),
    ],
)  # fmt: skip
def test_facts_are_told_in_any_characters(typed: str, fact: str, day: date) -> None:
    read = scrub(tidy(typed))
    (change,) = read_facts(read, TODAY).changes
    assert change.date is not None
    assert (change.fact, change.date.date) == (fact, day)
    roles = [entity.get("role") for entity in entities_of(read)]
    assert fact in roles
    for entity in entities_of(read):
        assert read[entity["start"] : entity["end"]] == entity["value"]


@pytest.mark.parametrize(
    ("typed", "scrubbed"),
    [
        ("My son’s name is Jayden O’Connor", "My son's name is [name]"),
        ("Jayden’s IEP is wrong", "[name]'s IEP is wrong"),
        ("call me at ５５５－１２３－４５６７", "call me at [phone]"),
        ("call me at 555–123–4567", "call me at [phone]"),
        ("call me at 555\u00a0123\u00a04567", "call me at [phone]"),
        ("ssn １２３－４５－６７８９", "[id]"),
        ("mail me: ｊａｎｅ＠example．org", "mail me: [email]"),
    ],
)
def test_names_and_numbers_in_such_characters_are_taken_out(typed: str, scrubbed: str) -> None:
    assert scrub(tidy(typed)) == scrubbed


@pytest.mark.parametrize(
    "text", ["2½ weeks ago", "note² of the form", "日本語", "día", "3 €", "👍🏽"]
)
def test_other_characters_stay(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize(
    "text", ["／restart", "／ session_start", "\u00ad/restart", "/\u200brestart"]
)
def test_no_character_smuggles_a_command_past_the_door(text: str) -> None:
    assert tidy(text).startswith("/") or "/" not in tidy(text)
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_tidying_twice_changes_nothing_and_leaves_no_other_space(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert not any(unicodedata.category(c) == "Zs" and c != " " for c in once)
    assert not once.startswith("/") or once[1:2].isalpha() or once[1:2] == "_"


async def test_the_guide_hears_plain_characters() -> None:
    from bot.channels.base import Conversation, Incoming

    guide = Guide()
    await Conversation("rest", guide).turn(Incoming("rest", "rest:a", "didn’t they\u00a0come？"))
    assert guide.texts == ["didn't they come?"]
