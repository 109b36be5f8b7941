"""In the chat: the letter beside the answer, by words, and one question before it where a date lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.channels.texting import Texting, reply_more, sms_limit, with_address
from bot.dialogue import Past, Reply, Turn, respond
from bot.dialogue.turn import TopicGuess
from bot.knowledge import knowledge
from bot.language import texts
from bot.letters import letters
from bot.letters.routed import routed
from bot.pages.letters import opened_letter_link
from bot.pages.letters_in_chat import beside_answer, with_letters, without_letter
from tests.letters.cases import TODAY, case

NOW = datetime(2026, 11, 29, 15, 0, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")


class Talk:
    """A conversation, without a model: what the message is about is told to it."""

    def __init__(self, channel: str = "web", language: str = "en") -> None:
        self.channel, self.language = channel, language
        self.slots: dict[str, Any] = {}
        self.past = Past()

    def say(self, text: str, *labels: str, intent: str = "") -> Reply:
        """The reply, as the action gives it."""
        parsed: dict[str, Any] = {
            "intent": {"name": intent or (labels[0].split("/")[0] if labels else "tell_facts")},
            "topics": [{"label": label} for label in labels],
        }
        past = self.past.topics[0] if self.past.topics else None
        parsed = routed(parsed, text, self.language, past) or parsed
        turn = Turn(
            text=text,
            intent=parsed["intent"]["name"],
            topics=tuple(TopicGuess(t["label"], 1.0) for t in parsed["topics"]),
            today=TODAY,
            slots=self.slots,
            past=self.past,
            channel=self.channel,
            number=1 + len(self.slots.get("facts") or {}),
            language=self.language,
        )
        plain = replace(turn, slots=without_letter(turn.slots))
        topics = knowledge(self.language).topics
        reply = with_letters(respond(plain, topics), turn, NOW)
        self.slots = {**self.slots, **reply.slots}
        topic = str(reply.messages[-1].custom.get("topic"))
        self.past = Past((topic,)) if topic in topics else self.past
        return reply


def text(reply: Reply) -> str:
    return "\n\n".join(say.text for say in reply.messages)


def test_the_answer_that_gives_the_right_carries_the_letter() -> None:
    talk = Talk()
    reply = talk.say("we signed at the resolution meeting on November 25, 2026. Can I cancel?", "deadline/cancel_agreement")  # fmt: skip
    (letter,) = reply.messages[0].custom["letters"]
    assert letter["id"] == "void_agreement"
    assert letter["label"] == "Write the letter: Cancel the agreement (3 business days)"
    opened = opened_letter_link(letter["url"].split("/")[2], NOW)
    assert opened.facts.events[0].name == "agreement_signed"
    assert "/letter/" not in text(reply)


def test_by_text_message_a_button_asks_for_it_and_the_letter_brings_the_link() -> None:
    talk = Talk("sms")
    reply = talk.say("we signed at the resolution meeting on November 25, 2026. Can I cancel?", "deadline/cancel_agreement")  # fmt: skip
    button = next(b for say in reply.messages for b in say.buttons if "letter" in b["title"])
    assert button["title"] == "Write the letter"
    letter = talk.say(button["payload"])
    said = text(letter)
    assert said.startswith("Your letter: Cancel the agreement (3 business days). Send it by Tuesday, December 1, 2026.")  # fmt: skip
    assert "I void the agreement about my child" in said
    assert said.count(" /letter/") == 1
    token = said.rsplit("/letter/", 1)[1].split("/")[0]
    assert opened_letter_link(token, NOW).language == "en"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_link_of_a_text_message_comes_whole_and_waits_for_no_more(language: str) -> None:
    talk = Talk("sms", language)
    talk.slots = {"facts": {"agreement_signed": {"value": "2026-11-25", "turn": 1}}}
    title = letters(language)["void_agreement"].title
    asks = texts("letters.yml", language)["chat"]["asks"]
    messages = [
        {"text": with_address(say.text, "https://guide.example.org"), "buttons": say.buttons}
        for say in talk.say(asks.format(title=title)).messages
    ]
    more = reply_more(language)
    sent = Texting().compose("a phone", messages, limit=sms_limit, more=more)
    assert len(sent) == 2 and all(len(text) <= 306 for text in sent)
    assert sent[-1].endswith("/void_agreement") and more not in sent[-1]


def test_a_letter_asked_for_without_its_date_takes_one_question_and_then_comes() -> None:
    talk = Talk("sms")
    first = talk.say("write me the letter to cancel")
    assert text(first) == "For the letter I need one date. What day was the agreement signed?"
    assert talk.slots["asked"]["fact"] == "agreement_signed" and talk.slots["question_open"]
    second = talk.say("November 25, 2026")
    assert "Noted: the agreement was signed on Wednesday, November 25, 2026." in text(second)
    assert "Your letter: Cancel the agreement" in text(second)
    assert talk.slots["asked"] is None and talk.slots["question_open"] is False
    assert talk.slots["facts"]["agreement_signed"]["value"] == "2026-11-25"


def test_a_parent_who_does_not_know_the_day_gets_the_letter_with_a_gap() -> None:
    talk = Talk()
    talk.say("write me the letter to cancel")
    reply = talk.say("I don't know", intent="dont_know")
    assert "The date is next to the signatures" in text(reply)
    assert "[the day the agreement was signed]" in text(reply)
    assert reply.messages[-1].custom["letters"][0]["id"] == "void_agreement"
    assert not talk.slots["question_open"]


def test_the_letter_still_waits_where_the_answer_holds_no_date() -> None:
    talk = Talk()
    talk.say("write me the letter to cancel")
    talk.say("hmm let me look", intent="nlu_fallback")
    assert talk.slots["asked"]["topics"] == ["letter/void_agreement"]
    assert "Your letter: Cancel" in text(talk.say("November 25, 2026"))


def test_with_the_date_in_the_same_message_no_question_is_asked() -> None:
    reply = Talk().say("The school got my complaint on November 10, 2026. Write me the letter to start the 45 days")  # fmt: skip
    assert "Your letter: No meeting in 15 days" in text(reply)
    assert "November 25, 2026" in text(reply) or "November 10, 2026" in text(reply)
    assert not reply.slots.get("question_open")


def test_a_letter_whose_time_has_passed_says_so_and_gives_no_link() -> None:
    reply = Talk().say("We signed the agreement on November 10, 2026, write me the letter to cancel")  # fmt: skip
    assert (
        'The time for "Cancel the agreement (3 business days)" has passed: the last day was'
        in text(reply)
    )
    assert "letters" not in reply.messages[0].custom


def test_a_letter_whose_time_has_passed_names_the_one_that_fits_now() -> None:
    for channel, language, asked, says in (
        ("web", "en", "write me the letter to set the meeting", "This one fits now: No meeting in 15 days"),
        ("sms", "es", "carta para pedir la reunión", "Esta sirve ahora: "),
    ):  # fmt: skip
        talk = Talk(channel, language)
        talk.slots = {"facts": {"received": {"value": "2026-11-10", "turn": 1}}}
        reply = talk.say(asked)
        assert says in text(reply)
        assert [link["id"] for link in reply.messages[0].custom["letters"]] == ["start_45_days"]
        assert text(reply).count("/letter/") == (channel == "sms")


def test_a_letter_whose_time_is_ahead_names_the_one_that_fits_now_first() -> None:
    talk = Talk()
    talk.slots = {"facts": {"received": {"value": "2026-11-20", "turn": 1}}}
    reply = talk.say("write me the letter to start the 45 days")
    assert "You can send it from Sunday, December 6, 2026" in text(reply)
    assert "This one fits now: Please set the resolution meeting." in text(reply)
    ids = [link["id"] for link in reply.messages[0].custom["letters"]]
    assert ids == ["hold_meeting", "start_45_days"]


def test_a_school_that_set_no_meeting_brings_the_letter_to_the_hearing_officer() -> None:
    talk = Talk("sms")
    said = "I need a letter because they never scheduled the meeting"
    first = talk.say(said, "deadline/school_late_or_absent")
    assert "For the letter I need one date. What day did the school get your complaint?" in text(first)  # fmt: skip
    letter = text(talk.say("November 10, 2026"))
    assert "Your letter: No meeting in 15 days - start the 45 days. Send it by Thursday, December 10, 2026." in letter  # fmt: skip
    assert "wait until" not in letter


def test_before_day_15_that_letter_says_when_it_may_be_sent() -> None:
    talk = Talk("sms")
    talk.slots = {"facts": {"received": {"value": "2026-11-20", "turn": 1}}}
    said = text(talk.say("I need a letter because they never scheduled the meeting", "deadline/school_late_or_absent"))  # fmt: skip
    assert "If no meeting was ever set, wait until Sunday, December 6, 2026." in said


@pytest.mark.parametrize(
    ("origin", "expected"), [(None, 1), ("unknown", 1), ("resolution_meeting", 0)]
)
def test_where_an_agreement_comes_from_is_said_unless_it_was_told(
    origin: str | None, expected: int
) -> None:
    talk = Talk("sms")
    talk.slots = {"facts": {"agreement_signed": {"value": "2026-11-25", "turn": 1}}}
    if origin:
        talk.slots["facts"]["agreement_from"] = {"value": origin, "turn": 1}
    said = text(talk.say("write me the letter to cancel"))
    assert said.count("only for an agreement made at the resolution meeting") == expected


def test_who_answers_the_schools_complaint_has_told_that_the_school_filed() -> None:
    talk = Talk()
    first = talk.say("write my answer to the school's complaint")
    assert text(first).startswith("Noted: the school filed the complaint.")
    reply = talk.say("November 24, 2026")
    assert "Send it by Friday, December 4, 2026." in text(reply)
    assert talk.slots["facts"]["filed_by"]["value"] == "school"
    assert talk.slots["facts"]["received"]["value"] == "2026-11-24"


def test_who_asks_what_letters_there_are_may_choose() -> None:
    for language, said in (("en", "what letters do you have?"), ("es", "¿Puede escribir cartas?")):
        reply = Talk(language=language).say(said, "faq/legal_advice")
        assert len(reply.messages[-1].custom["letters"]) == 4


def test_a_letter_asked_for_by_its_reader_alone_brings_the_choice() -> None:
    reply = Talk().say("write to the hearing officer")
    assert reply.messages[-1].text == "I have letters ready. Which one do you need?"


def test_a_letter_that_the_case_rules_out_is_not_written() -> None:
    talk = Talk()
    talk.slots = {"facts": {"expedited": {"value": True, "turn": 1}, "received": {"value": "2026-11-10", "turn": 1}}}  # fmt: skip
    reply = talk.say("write me the letter to start the 45 days")
    assert "Your letter" not in text(reply)
    assert all(x["id"] != "start_45_days" for say in reply.messages for x in say.custom.get("letters", ()))  # fmt: skip


def test_who_does_not_say_which_letter_may_choose_among_those_that_fit() -> None:
    talk = Talk("sms")
    talk.slots = {"facts": {"received": {"value": "2026-11-10", "turn": 1}}}
    reply = talk.say("Can you write my letter for me?", "faq/legal_advice")
    last = reply.messages[-1]
    assert last.text == "I have letters ready. Which one do you need?"
    assert last.buttons[0]["title"] == "No meeting in 15 days - start the 45 days"
    assert "Your letter: No meeting in 15 days" in text(talk.say(last.buttons[0]["payload"]))


def test_in_spanish_the_letter_comes_in_spanish() -> None:
    talk = Talk("sms", "es")
    assert "¿" in text(talk.say("escríbame la carta para cancelar el acuerdo"))
    reply = talk.say("25 de noviembre de 2026")
    assert "Su carta: Cancelar el acuerdo (3 días hábiles)." in text(reply)
    assert "martes, 1 de diciembre de 2026" in text(reply)


def test_a_question_about_rights_carries_its_letter_and_no_more_buttons_than_before() -> None:
    buttons = [{"title": t, "payload": t} for t in ("Tell me more", "a", "b", "c")]
    for channel, expected in (("web", buttons), ("sms", [*buttons[:1], None, *buttons[1:3]])):
        custom, shown = beside_answer("school_lawyer", buttons, case(), TODAY, NOW, "en", channel)
        assert custom["letters"][0]["id"] == "no_school_lawyer"
        assert len(shown) == len(buttons)
        assert [b for b, e in zip(shown, expected, strict=True) if e is not None and b != e] == []
    assert beside_answer("cost", buttons, case(), TODAY, NOW, "en", "web") == ({}, buttons)
