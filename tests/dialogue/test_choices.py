"""What the guide offers leads to its question by its words alone, whatever a classifier makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.dialogue import questions
from bot.dialogue.choices import COMMANDS, Choice, chosen, in_english, language_of_choice
from bot.dialogue.phrases import phrases
from bot.facts import read_facts
from bot.facts.years import FUTURE
from bot.knowledge import knowledge
from bot.knowledge.keywords import commands
from bot.knowledge.render import buttons_of, topic_message
from bot.language import texts

WORDS, SPANISH = phrases(), phrases("es")
TODAY = date(2026, 11, 24)
TOPICS = knowledge().topics


@pytest.mark.parametrize("name", TOPICS)
def test_every_button_below_an_answer_leads_to_its_topic(name: str) -> None:
    for offered, button in zip(
        TOPICS[name].follow_ups, buttons_of(TOPICS[name], TOPICS), strict=True
    ):
        choice = chosen(button["payload"])
        assert choice is not None
        assert choice.label == f"{TOPICS[offered].family}/{offered}"


def test_no_two_questions_are_offered_in_the_same_words() -> None:
    titles = [question.title for topic in TOPICS.values() for question in topic.questions]
    assert len(set(titles)) == len(titles)


def test_more_and_not_knowing_are_known_by_their_buttons() -> None:
    more = topic_message("cost", TOPICS, "rest", 0.9)["buttons"][0]["payload"]
    assert (chosen(more) or more).intent == "more"  # type: ignore[union-attr]
    (dont_know,) = questions.dont_know(WORDS)
    assert (chosen(dont_know["payload"]) or more).intent == "dont_know"  # type: ignore[union-attr]


def test_the_pages_own_buttons_are_known() -> None:
    page = texts("page.yml", "en")
    for topic, words in page["asked"].items():
        choice = chosen(words)
        assert choice is not None and choice.label.endswith(f"/{topic}")
    assert chosen(page["widget"]["start_over"]).intent == "start_over"  # type: ignore[union-attr]


def test_every_command_says_what_it_stands_for() -> None:
    assert commands("en").keys() == COMMANDS.keys()
    for name, says in commands("en").items():
        assert chosen(says).label == COMMANDS[name]  # type: ignore[union-attr]


@pytest.mark.parametrize("value", WORDS.entry("facts.agreement_from.buttons"))
def test_a_choice_for_a_fact_is_read_as_that_fact(value: str) -> None:
    payload = WORDS(f"facts.agreement_from.buttons.{value}.payload")
    choice = chosen(payload)
    assert choice is not None and choice.intent == "tell_facts"
    (change,) = read_facts(choice.english, TODAY).changes
    assert (change.fact, change.value) == ("agreement_from", value)


@pytest.mark.parametrize("fact", WORDS.entry("which_fact_buttons"))
def test_what_happened_on_a_day_is_read_as_that_fact_and_day(fact: str) -> None:
    day = date(2027, 1, 12) if fact in FUTURE else date(2026, 11, 16)
    asked = questions.which_of(day, [fact], WORDS)
    choice = chosen(asked.buttons[0]["payload"])
    assert choice is not None and choice.intent == "tell_facts"
    if fact == "postmark":
        return  # the patterns know no postmark; the answer to our question is known by its words
    (change,) = [c for c in read_facts(choice.english, TODAY).changes if c.date]
    assert change.fact == fact
    assert change.date is not None and change.date.date == day


def test_every_day_of_a_year_as_we_write_it_is_that_day() -> None:
    for number in range(366):
        day = WORDS.day(date(2028, 1, 1) + timedelta(days=number))
        assert chosen(day).english == day  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Monday, November 17, 2026",  # it was a Tuesday
        "Monday, February 30, 2026",
        "The school got my complaint on the day before yesterday",
        "more",
        "Can I bring a lawyer and a friend?",
        "/faq/bring_lawyer",
        "faq/bring_lawyer",
        "",
    ],
)
def test_other_words_are_left_to_the_classifier(text: str) -> None:
    assert chosen(text) is None
    assert in_english(text) == text


@pytest.mark.parametrize(
    ("english", "spanish", "label"),
    [
        (WORDS("more_button"), SPANISH("more_button"), "more"),
        (WORDS("dont_know_button"), SPANISH("dont_know_button"), "dont_know"),
        (WORDS("none_of_these"), SPANISH("none_of_these"), "deny"),
        (WORDS("change_payload"), SPANISH("change_payload"), "forget_fact"),
        (*[texts("page.yml", code)["widget"]["start_over"] for code in ("en", "es")], "start_over"),
        (*[commands(code)["help"] for code in ("en", "es")], "help"),
        (*[commands(code)["dates"] for code in ("en", "es")], "deadline/my_dates"),
        *[
            (page["asked"][name], texts("page.yml", "es")["asked"][name], f"{TOPICS[name].family}/{name}")
            for page in [texts("page.yml", "en")] for name in page["asked"]
        ],
        *[
            (WORDS(key), SPANISH(key), "tell_facts")
            for value in WORDS.entry("facts.agreement_from.buttons")
            for key in [f"facts.agreement_from.buttons.{value}.payload"]
        ],
    ],
)  # fmt: skip
def test_a_sentence_in_spanish_stands_for_the_same_as_its_english_one(
    english: str, spanish: str, label: str
) -> None:
    for text, code in ((english, "en"), (spanish, "es")):
        topics = knowledge(code).topics.values()
        titles = {question.title: question.id for topic in topics for question in topic.questions}
        assert chosen(text) == Choice(label, english, titles.get(text))
    assert in_english(spanish, "es") == english


def test_each_question_in_spanish_stands_for_the_same_question_in_english() -> None:
    for name, topic in knowledge("es").topics.items():
        for question, original in zip(topic.questions, TOPICS[name].questions, strict=True):
            choice = chosen(question.title, "es")
            assert choice is not None
            label = (f"{topic.family}/{name}", original.id, original.title)
            assert (choice.label, choice.question, choice.english) == label


@pytest.mark.parametrize("fact", WORDS.entry("which_fact_buttons"))
def test_what_happened_on_a_day_says_the_same_in_english(fact: str) -> None:
    day = date(2026, 11, 16)
    said = {
        words: words(f"which_fact_buttons.{fact}.payload", date=words.day(day))
        for words in (WORDS, SPANISH)
    }
    assert chosen(said[SPANISH], "es") == Choice("tell_facts", said[WORDS])
    assert chosen(SPANISH.day(day), "es") == Choice("tell_facts", WORDS.day(day))


def test_the_language_of_a_sentence_of_ours_is_known_by_its_words() -> None:
    day = date(2026, 11, 16)
    for code, words in (("es", SPANISH), ("en", WORDS)):
        for text in (words("more_button"), words.day(day)):
            for given in ("en", "es"):
                assert language_of_choice(text, given) == code
    for given in ("en", "es"):
        assert language_of_choice("What about my son?", given) is None


def test_letters_spaces_and_the_signs_around_do_not_matter() -> None:
    for text in ("can i bring a lawyer", "  Can I  bring a lawyer?? ", "CAN I BRING A LAWYER?"):
        assert chosen(text).label == "faq/bring_lawyer"  # type: ignore[union-attr]
    assert chosen("I don’t know").intent == "dont_know"  # type: ignore[union-attr]
