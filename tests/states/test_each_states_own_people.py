"""For each of the 56, in English and Spanish: that state's own people, and nothing else's."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from bot.dialogue import Past, Reply, Turn, respond
from bot.dialogue.case import state_name
from bot.dialogue.own_state import _ASKS, _LINES, CENTER_FINDER, lines
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import TopicGuess
from bot.facts.states import STATE_NAMES
from bot.knowledge import knowledge
from bot.language import spoken
from bot.states import State, states
from bot.states.load import URL

TODAY = date(2026, 11, 29)
BOTH = ("en", "es")
HELP = "Who can help me?"
RECORD = "Can I record the meeting?"
QUESTIONS = {
    "free_help": {"en": HELP, "es": "¿Quién me puede ayudar?"},
    "recording": {"en": RECORD, "es": "¿Puedo grabar la reunión?"},
}


def told(code: str | None) -> dict[str, Any]:
    """Slots in which the state is told."""
    return {"facts": {"state": {"value": code, "turn": 1}}} if code else {}


def asked(question: str, code: str | None, language: str, **more: Any) -> Reply:
    """The reply to a question inside a topic, in a state."""
    topic = question.partition(".")[0]
    given: dict[str, Any] = {"channel": "web", "intent": "faq", "slots": told(code), **more}
    text = QUESTIONS.get(topic, {}).get(language, question)
    guess = TopicGuess(f"faq/{topic}", 1.0, question)
    topics = given.pop("topics", (guess,))
    turn = Turn(
        given.pop("text", text),
        given.pop("intent"),
        topics,
        TODAY,
        given.pop("slots"),
        given.pop("past", Past()),
        given.pop("channel"),
        language=language,
        number=2,
    )
    return respond(turn, knowledge(language).topics)


def read(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


def bare(url: str) -> str:
    """An address as it is shown: without its scheme where it is a home page."""
    found = re.fullmatch(r"https?://([^/]+)/?", url)
    return found[1] if found else url


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", STATE_NAMES)
def test_who_can_help_me_names_the_states_own_center(code: str, language: str) -> None:
    said = read(asked("free_help", code, language))
    found = states()[code]
    main = [center for center in found.centers if center.kind == "pti"]
    assert main or CENTER_FINDER in said
    for center in main:
        assert center.name in said
    assert any(center.url and bare(center.url) in said for center in main) or CENTER_FINDER in said
    if found.protection is not None:
        assert found.protection.name in said and bare(found.protection.url) in said
    others = {c.name for other in states().values() for c in other.centers} - {
        center.name for center in found.centers
    }
    mine = {center.name for center in found.centers}
    assert [n for n in others if n in said and not any(n in m for m in mine)] == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", STATE_NAMES)
def test_can_i_record_says_the_states_own_rule_and_to_tell_everyone(
    code: str, language: str
) -> None:
    said = read(asked("recording", code, language))
    rule = states()[code].recording
    assert state_name(code, phrases(language)) in said.split("\n\n")[-1]
    assert {"en": "Tell everyone", "es": "Avise a todos"}[language] in said
    laws = {s.recording.law for s in states().values() if s.recording} - {""}
    assert {law for law in laws if f"({law})" in said} == ({rule.law} if rule else set())


RULES = [
    ("OH", "one person who is in a talk may record", "una persona que participa"),
    ("CA", "all people in a talk must agree", "deben aceptar que se grabe"),
    ("MT", "must know that it is recorded", "deben saber que se graba"),
    ("DE", "lets parents record openly", "deja que los padres graben abiertamente"),
    ("MI", "no clear rule", "no he visto una regla clara"),
    ("GU", "no clear rule", "no he visto una regla clara"),
]


@pytest.mark.parametrize(("code", "english", "spanish"), RULES)
def test_each_kind_of_recording_rule_has_its_own_words(
    code: str, english: str, spanish: str
) -> None:
    assert english in read(asked("recording", code, "en"))
    assert spanish in read(asked("recording", code, "es"))


def test_where_all_must_agree_the_answer_itself_says_so() -> None:
    question = knowledge("en").topics["recording"].question("recording")
    all_agree = question.situations["recording_needs_all"]
    assert all_agree in read(asked("recording", "CA", "en"))
    assert question.text in read(asked("recording", "OH", "en"))
    # A rule that was not seen is not a rule of the state.
    for code in ("MI", "PR", "VT", "MT"):
        assert question.text in read(asked("recording", code, "en"))


def never_said(found: State) -> set[str]:
    """What stands in the file of a state but must not be said."""
    hidden = {value for unsure in found.unsure for value in unsure.values}
    shown: set[str] = set()
    for contact in (*found.centers, found.protection, found.office, found.legal_aid):
        if contact is not None:
            shown |= {contact.url, contact.phone, contact.name}
    return {value for value in hidden - shown if value}


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", STATE_NAMES)
def test_nothing_marked_not_to_be_shown_is_ever_said(code: str, language: str) -> None:
    hidden = never_said(states()[code])
    for channel in ("web", "sms"):
        for question in _LINES:
            said = lines(question, code, phrases(language), channel)
            assert [value for value in hidden if value in said] == [], question


def test_something_is_marked_not_to_be_shown_in_most_files() -> None:
    marked = [code for code, found in states().items() if never_said(found)]
    assert len(marked) > 30 and "PR" in marked


def test_every_question_with_a_line_is_a_question_of_ours() -> None:
    known = {q.id for topic in knowledge("en").topics.values() for q in topic.questions}
    assert {*_LINES, *_ASKS} <= known
    assert {*_ASKS} <= {*_LINES}


@pytest.mark.parametrize("code", STATE_NAMES)
def test_links_are_well_formed_and_numbers_have_ten_digits(code: str) -> None:
    found = states()[code]
    for contact in (*found.centers, found.protection, found.office, found.legal_aid):
        if contact is None:
            continue
        assert not contact.url or URL.fullmatch(contact.url)
        assert not contact.phone or re.match(r"[2-9]\d\d-\d{3}-\d{4}", contact.phone)


@pytest.mark.parametrize("code", STATE_NAMES)
def test_both_languages_name_the_same_people(code: str) -> None:
    for question in _LINES:
        both = [lines(question, code, phrases(language)) for language in spoken()[:2]]
        numbers = [sorted(re.findall(r"\d{3}-\d{4}", said)) for said in both]
        links = [sorted(re.findall(r"https?://\S+", said)) for said in both]
        assert numbers[0] == numbers[1] and links[0] == links[1]


@pytest.mark.parametrize("code", ("CA", "NY", "TX", "OH"))
def test_a_text_message_holds_one_line_only(code: str) -> None:
    whole = lines("free_help", code, phrases("en"), "web")
    short = lines("free_help", code, phrases("en"), "sms")
    assert whole.startswith(short) and "Legal help" in whole and "Legal help" not in short


# -- asking for the state ----------------------------------------------------------------------


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("question", _ASKS)
def test_without_a_state_it_is_asked_for_where_the_answer_hangs_on_it(
    question: str, language: str
) -> None:
    reply = asked(question, None, language)
    ask = phrases(language)(f"own.{_ASKS[question]}")
    assert reply.messages[-1].text.endswith(ask)
    assert reply.messages[-1].custom["asks_state"] is True


def test_it_is_asked_for_once() -> None:
    reply = asked("recording", None, "en", past=Past(asked_state=True))
    assert "Tell me your state" not in read(reply)


def told_the_state(text: str, question: str = "recording", language: str = "en") -> Reply:
    past = Past((question.partition(".")[0],), question=question, asked_state=True)
    return asked(question, None, language, text=text, intent="tell_facts", topics=(), past=past)


@pytest.mark.parametrize("text", ["Ohio", "OH", "in Ohio", "I live in Ohio."])
def test_the_state_told_in_answer_is_kept_and_used_at_once(text: str) -> None:
    reply = told_the_state(text)
    assert reply.facts["state"]["value"] == "OH"
    assert "In Ohio, by the lists" in read(reply)
    assert knowledge("en").topics["recording"].text not in read(reply)


def test_a_state_told_in_spanish_is_answered_in_spanish() -> None:
    reply = told_the_state("Ohio", language="es")
    assert "En Ohio, según las listas" in read(reply)


def test_a_place_named_in_passing_is_not_taken() -> None:
    reply = asked("free_help", None, "en", text="My sister in Ohio had help. Who can help me?")
    assert "state" not in reply.facts and "Ohio" not in read(reply)


def test_of_two_states_the_one_where_the_parent_lives_now_is_taken() -> None:
    reply = told_the_state("We moved from Ohio to Texas", "free_help")
    assert reply.facts["state"]["value"] == "TX" and "Ohio" not in read(reply)


def test_a_state_misspelled_is_understood() -> None:
    assert told_the_state("Pensylvania").facts["state"]["value"] == "PA"


def test_washington_alone_may_be_the_capital() -> None:
    assert "write “DC”" in read(told_the_state("I live in Washington"))
    assert "write “DC”" not in read(told_the_state("I live in Washington state"))
    assert "write “DC”" not in read(told_the_state("Washington DC"))


# -- help unasked ------------------------------------------------------------------------------


def test_not_understood_twice_names_the_states_center() -> None:
    reply = asked(
        "free_help", "GA", "en", text="glorp", intent="nlu_fallback", topics=(),
        past=Past(declined=1),
    )  # fmt: skip
    assert "Parent to Parent of Georgia" in read(reply)


def test_not_understood_after_it_was_declined_names_where_a_center_is_found() -> None:
    reply = asked(
        "free_help", None, "en", text="glorp", intent="nlu_fallback", topics=(),
        past=Past(declined=1),
    )  # fmt: skip
    assert "parentcenterhub.org" in read(reply)


@pytest.mark.parametrize("question", ["free_help.no_money", "parent_upset"])
def test_who_has_no_money_or_cannot_go_on_is_told_the_center_in_one_line(question: str) -> None:
    said = read(asked(question, "GA", "en"))
    assert said.count("Parent to Parent of Georgia") == 1
    assert len(said.split("\n\n")[-1]) < 200


def test_after_somebody_was_in_danger_a_person_is_named_once() -> None:
    after = asked("cost", "GA", "en", past=Past(after_danger=True))
    assert "Parent to Parent of Georgia" in read(after)
    unknown = asked("cost", None, "en", past=Past(after_danger=True))
    assert CENTER_FINDER in read(unknown)
    assert "Parent to Parent" not in read(asked("cost", "GA", "en"))


# -- schools that no state runs ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("We are at a DoDEA school in Germany. Who can help me?", "32 CFR Part 57"),
        ("The school is on a military base. Who can help me?", "32 CFR Part 57"),
        ("We live abroad, who can help me?", "32 CFR Part 57"),
        ("My child goes to a tribal school, who can I call?", "Bureau of Indian Education"),
        ("It is a BIE school. Who can help me?", "Bureau of Indian Education"),
    ],
)
def test_a_school_that_no_state_runs_is_said_to_have_another_office(text: str, part: str) -> None:
    said = read(asked("free_help", None, "en", text=text))
    assert part in said and "Tell me your state" not in said


def test_the_same_in_spanish() -> None:
    assert "32 CFR Part 57" in read(asked("cost", None, "es", text="Estamos en una base militar"))
    assert "bie.edu" in read(asked("cost", None, "es", text="Es una escuela tribal"))
    assert "bie.edu" not in read(asked("cost", None, "es", text="La reunión fue muy bien"))
