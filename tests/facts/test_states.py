"""States in free text: each by its name and its code, and no word for one."""

from __future__ import annotations

import pytest

from bot.facts.states import STATE_NAMES, find_state, unknown_place

WORDS_TOO = {"OK", "HI", "ME", "IN", "OR", "OH", "LA", "MA", "PA"}
"""Codes that are words, or sounds, when they stand alone."""
SHOUTED = {"OK", "HI", "ME", "IN", "OR"}
"""Codes that are words in a message all in capitals."""


@pytest.mark.parametrize("code", STATE_NAMES)
class TestState:
    def test_by_its_name_in_any_letters(self, code: str) -> None:
        name = STATE_NAMES[code].removeprefix("the ")
        for words in (name, name.upper(), name.lower()):
            assert find_state(f"we live in {words}, can I cancel?") == (code, words)

    def test_by_its_code_where_a_place_is_named(self, code: str) -> None:
        for text in (
            f"we are in {code}",
            f"from {code}.",
            f"Springfield, {code}",
            f"state: {code}",
        ):
            assert find_state(text) == (code, code)

    def test_by_its_code_alone_unless_that_is_a_word(self, code: str) -> None:
        expected = None if code in WORDS_TOO else (code, code)
        for text in (code, f" {code}.", f"{code}!"):
            assert find_state(text) == expected

    def test_by_its_code_alone_as_an_answer(self, code: str) -> None:
        for text in (code, code.lower(), code.title()):
            assert find_state(text, asked=True) == (code, text)
        assert find_state(f" {code}., ", asked=True) == (code, f"{code}.,")

    def test_by_its_code_in_a_message_of_capitals_unless_that_is_a_word(self, code: str) -> None:
        expected = None if code in SHOUTED else (code, code)
        assert find_state(f"WE LIVE IN {code} NOW") == expected

    def test_not_by_its_code_inside_a_word(self, code: str) -> None:
        assert find_state(f"in {code}X or X{code}, 'tis {code}'s") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("West  Virginia", "WV"), ("we live in West\nVirginia", "WV"), ("east Virginia", "VA"),
     ("west, Virginia", "VA"), ("Washington DC", "DC"), ("D.C.", "DC"), ("NYC", "NY"),
     ("Pensylvania", "PA"), ("Washington", "WA"), ("New York Ave, Albany, NY", "NY"),
     ("Texas Street in Ohio", "OH"), ("Texas St in Ohio", "OH"), ("Texas St. in Ohio", "OH"),
     ("Texas St, Ohio", "OH"), ("Texas Ave in Ohio", "OH"), ("Texas Avenue, Ohio", "OH"),
     ("Texas avenue., Ohio", "OH"), ("Washington College in Ohio", "OH"), ("Texas University", "TX"),
     ("Texas X Ohio", "TX"), ("Texas College", "TX"), ("Virginia Ohio", "VA"),
     ("no masses, Ohio", "OH"), ("mass of Ohio", "OH")],
)  # fmt: skip
def test_names_near_other_words(text: str, code: str) -> None:
    found = find_state(text)
    assert found is not None and found[0] == code


@pytest.mark.parametrize(
    "text",
    ["Ohio Street", "Ohio St.", "Ohio Ave", "Washington University", "mass", "penn", "or", "in",
     "in or out", "hi", "from me", "live in ok", "", "Ohioan", "in it", "from la"],
)  # fmt: skip
def test_what_is_no_state(text: str) -> None:
    assert find_state(text) is None


def test_half_names_answer_the_question() -> None:
    assert find_state("mass", asked=True) == ("MA", "mass")
    assert find_state("Penn", asked=True) == ("PA", "Penn")


@pytest.mark.parametrize(
    ("text", "words"),
    [("live in tx", "tx"), ("from ny?", "ny"), ("the state of wa", "wa"), ("we're in Fl", "Fl")],
)
def test_small_codes_after_a_word_for_where(text: str, words: str) -> None:
    assert find_state(text) == (words.upper(), words)


@pytest.mark.parametrize(
    ("text", "place"),
    [("I live in Narnia.", "Narnia"), ("we live in Old Narnia and we wait", "Old Narnia"),
     ("my state is  Freedonia , can I cancel?", "Freedonia"), ("we're from Ozland!", "Ozland")],
)  # fmt: skip
def test_a_place_that_is_no_state_is_named(text: str, place: str) -> None:
    assert unknown_place(text) == place


@pytest.mark.parametrize(
    "words",
    ["a van", "the woods", "an old house", "here with him", "fear of them", "house arrest",
     "same house", "poverty now", "USA", "america", "Ohio", "A van", "Poverty"],
)  # fmt: skip
def test_a_state_or_a_way_to_live_is_no_unknown_place(words: str) -> None:
    assert unknown_place(f"I live in {words}.") is None


def test_nothing_said_of_a_place_is_no_unknown_place() -> None:
    assert unknown_place("can I cancel?") is None
    assert unknown_place("state is Ohio") is None
