"""Where a parent says to live: two states, a city, a slip of the pen, a school no state runs."""

from __future__ import annotations

import pytest

from bot.dialogue import Past
from bot.dialogue.case import state_name
from bot.dialogue.phrases import phrases
from bot.facts.states import find_state, misspelt_state, two_states, unknown_place
from bot.facts.states_es import find_spanish
from tests.states.test_each_states_own_people import asked, read, told_the_state

LIVED_IN = [
    ("We moved from Ohio to Texas", "TX"),
    ("I live in NJ but school is in NY", "NJ"),
    ("The school is in NY but we live in NJ", "NJ"),
    ("The school is in New York but we live in NJ", "NJ"),
    ("School is in NY, but I live in New Jersey", "NJ"),
    ("We live in Ohio, the district is in Kentucky", "OH"),
    ("We used to live in Ohio, we live in Texas", "TX"),
    ("In Ohio we filed, now we live in Indiana", "IN"),
]


@pytest.mark.parametrize(("text", "code"), LIVED_IN)
def test_of_two_states_the_one_lived_in_now_is_taken_and_said_back(text: str, code: str) -> None:
    reply = told_the_state(text, "free_help")
    assert reply.facts["state"]["value"] == code
    assert f"Noted: you are in {state_name(code, phrases('en'))}" in read(reply)


@pytest.mark.parametrize("word", ["once", "after", "if", "when"])
def test_where_a_parent_will_live_is_not_where_the_parent_lives(word: str) -> None:
    text = f"The Texas district signed. What holds {word} we live in New York?"
    assert find_state(text) == ("TX", "Texas")


@pytest.mark.parametrize(
    "text",
    [
        "La escuela está en Ohio pero vivimos en Texas",
        "Vivo en Texas pero la escuela está en Ohio",
        "Nos mudamos de Ohio a Texas",
        "No vivo en Ohio, vivo en Texas",
    ],
)
def test_of_two_states_the_one_lived_in_now_is_taken_in_spanish(text: str) -> None:
    found = find_spanish(text)
    assert found is not None and found[0] == "TX"


BARE = [
    "Ohio or Texas",
    "Ohio and Texas",
    "OH/TX",
    "between Ohio and Texas",
    "In Ohio or in Texas.",
]


@pytest.mark.parametrize("text", BARE)
@pytest.mark.parametrize("waits", [True, False])
def test_of_two_states_alone_it_is_asked_which(text: str, waits: bool) -> None:
    if waits:
        reply = told_the_state(text, "free_help")
    else:
        reply = asked("free_help", None, "en", text=text, intent="nlu_fallback", topics=())
    assert "state" not in reply.facts
    assert read(reply) == "You named two states, Ohio and Texas. Which one do you live in now?"
    # Our question for the state stays open, so "OH" alone is understood next.
    assert reply.messages[-1].custom["topic"] == "fallback"


def test_of_two_states_alone_it_is_asked_which_in_spanish() -> None:
    for text in ("Ohio o Texas", "OH y TX"):
        said = read(told_the_state(text, "free_help", "es"))
        assert said == "Usted nombró dos estados, Ohio y Texas. ¿En cuál vive ahora?"


def test_two_states_by_their_spanish_names_are_asked_about() -> None:
    said = read(told_the_state("Nueva York o Nuevo México", "free_help", "es"))
    assert said == "Usted nombró dos estados, Nueva York y Nuevo México. ¿En cuál vive ahora?"


@pytest.mark.parametrize("text", ["ok or me", "in or in", "Ohio", "Ohio or Ohio", "hi and ok", ""])
def test_what_names_no_two_states_is_not_taken_for_them(text: str) -> None:
    assert two_states(text) is None


# Each a city of more than one state.
@pytest.mark.parametrize("text", ["Portland", "We live in Portland", "I'm in Portland."])
def test_a_city_that_is_in_several_states_is_asked_about(text: str) -> None:
    reply = told_the_state(text, "free_help")
    assert "state" not in reply.facts
    assert "I do not know “Portland” as a US state" in read(reply)
    assert reply.messages[-1].custom["topic"] == "fallback"


def test_a_city_is_asked_about_in_spanish() -> None:
    assert "No conozco “Portland” como estado" in read(
        told_the_state("Estoy en Portland", "free_help", "es")
    )


def test_words_that_are_no_place_are_not_said_back_as_one() -> None:
    for text in ("12345", "the school said so to me yesterday", "?"):
        assert "as a US state" not in read(told_the_state(text, "free_help"))
    again = asked(
        "free_help", None, "en", text="glorp", intent="nlu_fallback", topics=(),
        past=Past(("free_help",), 1, question="free_help", asked_state=True),
    )  # fmt: skip
    assert "as a US state" not in read(again) and "parentcenterhub.org" in read(again)


MISSPELT = {
    "Pensylvania": "PA", "Pensilvania": "PA", "Californa": "CA", "Flordia": "FL", "Misouri": "MO",
    "Massachussets": "MA", "Virgina": "VA", "Gorgia": "GA", "New Yrok": "NY", "Minesota": "MN",
    "Tenessee": "TN", "Noth Dakota": "ND", "Washignton": "WA", "Louisana": "LA",
}  # fmt: skip


@pytest.mark.parametrize("written", MISSPELT)
@pytest.mark.parametrize("form", ["{}", "I live in {}", "we're in {}."])
def test_a_state_with_a_letter_wrong_is_understood(written: str, form: str) -> None:
    reply = told_the_state(form.format(written), "free_help")
    assert reply.facts["state"]["value"] == MISSPELT[written]
    assert unknown_place(f"I live in {written}") is None


def test_a_state_with_a_letter_wrong_is_understood_in_spanish() -> None:
    assert find_spanish("Vivo en Californa") == ("CA", "californa")
    assert find_spanish("Pensylvannia", asked=True) == ("PA", "pensylvannia")
    assert find_spanish("la casa", asked=True) is None


@pytest.mark.parametrize(
    "place",
    ["Indian", "Marin", "Fontana", "Main", "Carolina", "Dakota", "Mexico", "Wallington", "Columbus",
     "Portland", "Ohi", "", "Texarkana", "Louisville", "Georgetown", "Belmont", "Marine"],
)  # fmt: skip
def test_another_place_is_not_taken_for_a_misspelt_state(place: str) -> None:
    assert misspelt_state(place) is None
    assert find_state(place, asked=True) is None


def test_a_misspelt_state_is_not_looked_for_in_a_whole_message() -> None:
    assert find_state("The Flordia lawyer said so", asked=False) is None


@pytest.mark.parametrize("text", ["I live in Washington", "washington", "Im in Washington"])
def test_washington_is_said_to_be_the_state_and_dc_puts_it_right(text: str) -> None:
    reply = told_the_state(text, "free_help")
    assert reply.facts["state"]["value"] == "WA" and "write “DC”" in read(reply)
    slots = {"facts": {"state": {"value": "WA", "turn": 1}}}
    right = asked("free_help", None, "en", text="DC", intent="tell_facts", topics=(), slots=slots)
    assert right.facts["state"]["value"] == "DC"


ELSEWHERE = [
    ("We live in Germany", "32 CFR Part 57"),
    ("we are stationed in Okinawa", "32 CFR Part 57"),
    ("The school is on a military base", "32 CFR Part 57"),
    ("It is a DoDEA school", "32 CFR Part 57"),
    ("My son goes to a tribal school", "Bureau of Indian Education"),
    ("it's a BIE school", "Bureau of Indian Education"),
]


@pytest.mark.parametrize(("text", "part"), ELSEWHERE)
@pytest.mark.parametrize("intent", ["tell_facts", "nlu_fallback"])
def test_a_school_no_state_runs_told_alone_is_said_to_have_another_office(
    text: str, part: str, intent: str
) -> None:
    assert part in read(asked("free_help", None, "en", text=text, intent=intent, topics=()))
    assert part in read(told_the_state(text, "free_help"))


def test_a_base_in_a_state_keeps_the_state_and_says_that_another_rule_may_hold() -> None:
    reply = told_the_state("On a military base in Texas", "free_help")
    assert reply.facts["state"]["value"] == "TX"
    said = read(reply)
    assert said.index("32 CFR Part 57") < said.index("Partners Resource Network")
    assert "32 CFR" not in read(told_the_state("I'm in Texas", "free_help"))


@pytest.mark.parametrize("text", ["His teacher is from Germany", "We moved here from Japan"])
def test_a_country_named_in_passing_changes_nothing(text: str) -> None:
    assert "32 CFR" not in read(asked("free_help", None, "en", text=text))
