"""A letter is asked for by words, in any of our languages; talk of letters asks for none."""

from __future__ import annotations

import pytest

from bot.language import spoken, texts
from bot.letters import letter_asked_for, letters
from bot.letters.routed import routed


def asked(text: str, *topics: str, language: str = "en") -> str | None:
    found = letter_asked_for(text, language, topics, ["stay_put"])
    return (found.letter.id if found.letter else "which?") if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("write me the letter to cancel", "void_agreement"),
        ("Can you write the letter to start the 45 days?", "start_45_days"),
        ("letter to withdraw", "withdraw"),
        ("I need a letter for stay put", "stay_put"),
        ("do you have a template for an interpreter request", "interpreter"),
        ("escríbame la carta para cancelar el acuerdo", "void_agreement"),
        ("necesito una carta para pedir los expedientes", "records"),
        ("I need a letter because they never scheduled the meeting", "hold_meeting"),
        (
            "I have no lawyer and have to get out of this deal. Write me the letter to cancel",
            "void_agreement",
        ),
        ("They want me to sign an NDA, write a letter that I will not sign", "confidentiality_no"),
        ("letter to void it, thanks", "void_agreement"),
        ("Draft an email to revoke the agreement. They did not answer me", "void_agreement"),
        ("a letter that my sister will come with me, I will bring my notes", "who_comes"),
        ("carta para anular, gracias", "void_agreement"),
        ("It is a discipline case. Letter to set the meeting", "hold_meeting"),
        ("The school got it on November 10, letter to set the meeting", "hold_meeting"),
        ("I want to waive the meeting, letter please", "waive_meeting"),
        ("tengo que cancelar, escríbame la carta", "void_agreement"),
        ("necesito una carta porque nunca pusieron la reunión", "hold_meeting"),
        ("me ayuda a escribir un correo para que no muevan a mi hijo", "stay_put"),
        ("the letter, please", "stay_put"),
        ("CARTA", "stay_put"),
        ("letter", "stay_put"),
    ],
)
def test_a_letter_is_known_by_the_words_that_ask_for_it(text: str, name: str) -> None:
    assert asked(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "I got a letter from the school", "should I write a letter to cancel?",
        "write a cover letter", "help me write a resignation letter", "can I cancel?",
        "do I need to bring letters from my doctor?", "escribe una carta de amor", "", "📄",
        "me llegó una carta de la escuela", "the letter says we must meet", "x" * 4000,
        "the school wants me to write a letter to cancel the meeting",
        "they send me an email that says we will be in touch about the meeting",
        "I filed. Two days later, a letter: he is being moved", "The letter about his case is Chinese",
        "do you have an email for the parent center", "necesito el correo de la escuela",
    ],
)  # fmt: skip
def test_talk_of_letters_asks_for_none_of_ours(text: str) -> None:
    assert asked(text) is None


def test_the_topic_tells_which_letter_where_the_words_do_not() -> None:
    assert asked("how long do i give them in my letter", "enforce_agreement") is None
    assert asked("give me a sample for that please", "reschedule") == "another_day"
    assert asked("Can you write my letter for me?", "legal_advice") == "which?"


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("name", letters())
def test_our_own_button_leads_to_its_letter_in_every_language(name: str, language: str) -> None:
    chat = texts("letters.yml", language)["chat"]
    said = chat["asks"].format(title=letters(language)[name].title)
    for spoken_now in spoken():
        found = letter_asked_for(said, spoken_now)
        assert found and found.letter and found.letter.id == name
        assert found.letter.language == spoken_now


def test_a_message_that_asks_for_a_letter_goes_to_the_action_that_knows_the_case() -> None:
    parsed = {"intent": {"name": "near_miss", "confidence": 0.4}, "topics": [], "entities": [1]}
    read = routed(parsed, "write me the letter to cancel", "en", None)
    assert read == {
        **parsed,
        "intent": {"name": "deadline", "confidence": 1.0},
        "topics": [{"label": "deadline/cancel_agreement", "confidence": 1.0}],
    }
    assert routed(parsed, "can I cancel?", "en", None) is None


def test_help_in_danger_comes_before_any_letter() -> None:
    parsed = {"intent": {"name": "crisis", "confidence": 1.0}, "topics": []}
    assert routed(parsed, "write me a goodbye letter", "en", "stay_put") is None
