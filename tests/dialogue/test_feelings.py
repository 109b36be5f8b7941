"""A parent who says how hard it is hears one sentence of it, once, before the answer."""

from __future__ import annotations

import pytest

from bot.dialogue.phrases import phrases
from bot.language import spoken
from bot.text.feelings import tells_feelings
from tests.answering.rows import Talk

ABOUT = {"topics": ["faq/must_i_go"]}
SORRY = {language: phrases(language)("feelings") for language in spoken()}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I am so scared of these people. Must I go?"),
        ("en", "i cant do this anymore, i can’t sleep. do i have to go"),
        ("en", "we're exhausted"),
        ("en", "my hands are shaking as I type"),
        ("es", "tengo mucho miedo, ¿tengo que ir?"),
        ("es", "estoy muy desesperada con la escuela"),
        ("es", "ya no puedo más"),
    ],
)
def test_words_of_fear_tears_and_tiredness_are_seen(language: str, text: str) -> None:
    assert tells_feelings(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Must I go?"),
        ("en", "my son is scared of the bus"),
        ("en", "he was exhausted after school"),
        ("en", "the teacher cried at the meeting"),
        ("es", "mi hijo tiene miedo de la maestra"),
        ("es", "¿tengo que ir?"),
        ("es", "tengo que ir mañana"),
    ],
)
def test_feelings_of_others_and_plain_questions_are_not_taken_for_it(
    language: str, text: str
) -> None:
    assert not tells_feelings(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm so scared. Do I have to go?"),
        ("es", "Tengo mucho miedo. ¿Tengo que ir?"),
    ],
)
def test_it_is_said_once_and_before_the_answer(language: str, text: str) -> None:
    talk = Talk(language=language)
    first = talk.say({"say": text, **ABOUT}).messages[0].text
    assert first.startswith(SORRY[language] + " ")
    again = talk.say({"say": text, **ABOUT}).messages[0].text
    assert again == first.removeprefix(SORRY[language] + " ")


def test_a_day_told_with_it_is_noted_after_it() -> None:
    reply = Talk().say({"say": "I'm so scared. They got it November 9. Must I go?", **ABOUT})
    text = reply.messages[0].text
    assert text.startswith(SORRY["en"] + " Noted:")


def test_the_answer_that_is_all_about_feelings_does_not_say_it_twice() -> None:
    reply = Talk().say({"say": "I'm so scared", "topics": ["faq/parent_upset"]})
    assert SORRY["en"] not in reply.messages[0].text
