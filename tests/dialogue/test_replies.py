"""Whole replies of the answering code: every message, what is sent beside it, and the slots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

import pytest

from bot.deadlines import Deadline, DeadlineError, Facts, Note, Timeline
from bot.dialogue import Past, Reply, Turn, followups, respond
from bot.dialogue.case import SLOT, Case
from bot.dialogue.compose import Composer
from bot.dialogue.dated import notes_about
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import Say, TopicGuess
from bot.knowledge import Topic
from bot.knowledge.model import Checked, Question
from bot.knowledge.notices import notice
from tests.answering.rows import LINK, knowledge

TODAY = date(2026, 11, 24)
DONT_KNOW = [{"title": "I don't know", "payload": "I don't know"}]
PLAIN = {"sources": [], "confidence": 1.0}


def kept(**values: Any) -> dict[str, Any]:
    return {SLOT: {name: {"value": value, "turn": 1} for name, value in values.items()}}


def asked(fact: str, topics: list[str], times: int = 1) -> dict[str, Any]:
    return {"asked": {"fact": fact, "topics": topics, "times": times}, "question_open": True}


def turn(text: str = "hm", intent: str = "thanks", *labels: str, **more: Any) -> Turn:
    topics = tuple(TopicGuess(label, 0.678) for label in labels)
    given: dict[str, Any] = {"slots": {}, "number": 2, **more}
    return Turn(text=text, intent=intent, topics=topics, today=TODAY, **given)


def reply(*args: Any, **more: Any) -> Reply:
    return respond(turn(*args, **more), knowledge(), lambda facts: LINK)


def composer(given: Turn | None = None, known: dict[str, Topic] | None = None) -> Composer:
    return Composer(given or turn(), known or knowledge(), phrases(), lambda facts: LINK)


def sources(*names: str) -> list[str]:
    return [source for name in names for source in knowledge()[name].sources]


LABELS = ("near_miss/cost", "faq/cost", "faq/no_such_topic", "faq/bring_lawyer")
CLOSE = [
    {"title": knowledge()[name].title, "payload": knowledge()[name].title}
    for name in ("cost", "bring_lawyer")
]


class TestNotUnderstood:
    def test_the_first_time_the_closest_can_be_tapped(self) -> None:
        got = reply("blah", "nlu_fallback", *LABELS)
        text = f"{notice('fallback', 'rest')['text']} Do you mean one of these?"
        custom = {"topic": "fallback", "sources": [], "confidence": 0.68, "choices": ["cost", "bring_lawyer"]}  # fmt: skip
        assert got == Reply([Say(text, custom, CLOSE)], {})

    def test_between_two_the_parent_chooses_however_often(self) -> None:
        got = reply("lawyer", "unsure", *LABELS, past=Past(declined=1))
        custom = {"topic": "fallback", "sources": [], "confidence": 0.68, "choices": ["cost", "bring_lawyer"]}  # fmt: skip
        assert got.messages == [
            Say("I can answer two things here. Which one do you mean?", custom, CLOSE)
        ]

    @pytest.mark.parametrize("channel", ["rest", "sms"])
    @pytest.mark.parametrize("times", [1, 2])
    def test_the_second_time_a_person_is_named(self, channel: str, times: int) -> None:
        got = reply("blah", "nlu_fallback", *LABELS, past=Past(declined=times), channel=channel)  # fmt: skip
        custom = {"topic": "fallback", "sources": [], "confidence": 0.68, "hand_over": True}
        text = notice("hand_over", channel)["text"]
        assert got.messages == [Say(text, custom, CLOSE[:1])]

    def test_with_nothing_close_nothing_is_sure(self) -> None:
        assert reply("blah", "nlu_fallback").messages[0].custom["confidence"] == 0.0

    @pytest.mark.parametrize(("intent", "name"), [("affirm", "affirm_what"), ("deny", "deny_ok")])
    def test_yes_and_no_to_nothing_get_their_own_texts(self, intent: str, name: str) -> None:
        found = notice(name, "sms")
        got = reply("yes", intent, channel="sms")
        assert got.messages == [Say(found["text"], found["custom"])]

    def test_a_notice_has_the_words_of_its_channel(self) -> None:
        for channel in ("rest", "sms"):
            found = notice("hand_over", channel)
            assert composer(turn(channel=channel)).notice("hand_over") == Say(
                found["text"], found["custom"]
            )


class TestOurQuestion:
    @pytest.mark.parametrize(
        ("fact", "words"),
        [
            ("state", "Which state are you in?"),
            ("filed_by", "Who filed the complaint, you or the school?"),
            ("expedited", "Is this about discipline, such as a suspension or an expulsion?"),
            ("agreement_from", "Was the agreement signed at a resolution meeting, in mediation, or outside both?"),
        ],
    )  # fmt: skip
    def test_for_no_day_is_asked_again_in_its_own_words(self, fact: str, words: str) -> None:
        labels = ["deadline/disclosure"]
        got = reply("hm", "thanks", slots=asked(fact, labels))
        offered = phrases().entry("facts.agreement_from.buttons").values()
        buttons = offered if fact == "agreement_from" else []
        custom = {"topic": "disclosure", "sources": sources("disclosure"), "confidence": 1.0}
        assert got == Reply([Say(words, custom, [*buttons, *DONT_KNOW])], asked(fact, labels, 2))

    def test_for_a_day_says_how_to_write_one(self) -> None:
        labels = ["deadline/school_filed"]
        got = reply("hm", "nlu_fallback", slots=asked("received", labels))
        text = (
            "I did not find a date in that. What day did you get the school's complaint?"
            " You can write it like “March 3” or “last Friday”, or say “I don't know”."
        )
        custom = {"topic": "fallback", **PLAIN}
        assert got == Reply([Say(text, custom, DONT_KNOW)], asked("received", labels, 2))

    def test_asked_twice_is_dropped_kindly(self) -> None:
        got = reply("hm", "thanks", slots=asked("received", ["deadline/when_meeting"], 2))
        custom = {"topic": "when_meeting", "sources": sources("when_meeting"), "confidence": 1.0}
        said = Say("That is fine. We can work out the date another time.", custom)
        assert got == Reply([said], {"asked": None, "question_open": False})

    @pytest.mark.parametrize("intent", ["unsure", "nlu_fallback"])
    def test_asked_twice_gives_way_to_what_was_not_understood(self, intent: str) -> None:
        got = reply("hm", intent, "faq/cost", slots=asked("received", ["deadline/when_meeting"], 2))
        assert got.messages[0].custom["choices"] == ["cost"]
        assert got.slots == {"asked": None, "question_open": False}

    @pytest.mark.parametrize(("before", "after"), [(1, 2), (2, None)])
    def test_comes_back_after_another_answer_at_most_twice(
        self, before: int, after: int | None
    ) -> None:
        labels = ["deadline/when_meeting", "deadline/hearing_decision"]
        got = reply("lawyer?", "faq", "faq/bring_lawyer", slots=asked("received", labels, before))
        if after is None:
            assert len(got.messages) == 1
            assert got.slots == {"asked": None, "question_open": False}
            return
        text = "Back to my question: What day did the school get your complaint?"
        custom = {"topic": "when_meeting", "sources": sources("when_meeting"), "confidence": 1.0, "asks": "received"}  # fmt: skip
        assert got.messages[1:] == [Say(text, custom, DONT_KNOW)]
        assert got.slots == asked("received", labels, after)

    def test_comes_back_below_two_answers_with_what_can_be_tapped(self) -> None:
        slots = {
            **kept(agreement_signed="2026-11-20"),
            **asked("agreement_from", ["deadline/cancel_agreement"]),
        }
        got = reply(
            "who pays, and can I bring a lawyer?",
            "compound",
            "faq/cost",
            "faq/bring_lawyer",
            slots=slots,
        )
        assert [message.custom.get("asks") for message in got.messages] == [
            None,
            None,
            "agreement_from",
        ]
        assert [button["title"] for button in got.messages[2].buttons] == [
            "At a resolution meeting",
            "In mediation",
            "Outside both",
            "I don't know",
        ]
        assert got.messages[1].buttons[0]["title"] == "Tell me more"

    def test_is_closed_by_not_knowing_with_where_to_look(self) -> None:
        got = reply("no idea", "dont_know", slots=asked("filed", ["deadline/my_dates"]))
        custom = {"topic": "my_dates", "sources": sources("my_dates"), "confidence": 1.0}
        assert got.messages == [Say(phrases()("facts.filed.unknown"), custom)]
        assert got.slots == {"asked": None, "question_open": False}

    def test_of_a_new_case_is_for_its_first_day(self) -> None:
        got = reply("another child", "new_case", slots=kept(received="2026-11-02"))
        assert got.messages == [Say(phrases()("new_case"), {"topic": "new_case", **PLAIN})]
        assert got.slots == {SLOT: None, **asked("received", ["deadline/my_dates"])}

    def test_stays_where_a_place_is_no_state(self) -> None:
        slots = asked("state", ["deadline/disclosure"], 2)
        got = reply("I live in Narnia", "thanks", slots=slots)
        custom = {"topic": "state_differences", "sources": sources("state_differences"), "confidence": 1.0}  # fmt: skip
        assert got.messages == [Say(phrases()("state_unknown", words="Narnia"), custom)]
        assert got.slots == {}

    @pytest.mark.parametrize(("fact", "times"), [("received", 2), ("filed", 1)])
    def test_for_a_day_told_unclearly_counts_how_often_it_was_asked(
        self, fact: str, times: int
    ) -> None:
        slots = asked(fact, ["deadline/when_meeting"])
        got = reply("they got it last week", "thanks", slots=slots)
        assert {**slots, **got.slots} == asked("received", ["deadline/when_meeting"], times)

    def test_for_an_unclear_day_waits_for_the_dated_question_of_the_message(self) -> None:
        got = reply("it was last week", "compound", "faq/bring_lawyer", "deadline/hearing_decision")
        assert got.slots == asked("received", ["deadline/hearing_decision"])
        about = [m.custom["topic"] for m in got.messages]
        assert about == ["bring_lawyer", "hearing_decision", "date_question"]
        assert got.messages[0].custom["confidence"] == 0.68

    def test_is_not_left_open_where_no_fact_is_meant(self) -> None:
        got = reply("it was last week", "thanks")
        assert got.slots == {}
        assert got.messages[0].custom == {"topic": "date_question", **PLAIN}

    def test_for_the_state_gives_the_dates_when_it_is_not_known(self) -> None:
        slots = {**kept(hearing_scheduled="2026-12-14"), **asked("state", ["deadline/disclosure"])}
        got = reply("idk", "dont_know", slots=slots)
        assert [m.custom["confidence"] for m in got.messages] == [1.0, 1.0]
        assert got.messages[1].text.startswith("Last day to share evidence before the hearing:")
        assert got.messages[1].custom["calendar_url"] == LINK

    def test_turned_by_a_state_begins_its_count_anew(self) -> None:
        labels = ["deadline/file_time_limit"]
        slots = asked("knew_or_should_have_known", labels, 2)
        got = reply("Alaska", "tell_facts", slots=slots)
        assert got.messages[-1].custom["asks"] == "written_notice_of_decision"
        assert {**slots, **got.slots} == {
            **asked("written_notice_of_decision", labels, 1),
            SLOT: {"state": {"value": "AK", "turn": 2}},
        }

    def test_for_another_fact_begins_its_own_count(self) -> None:
        slots = asked("received", ["deadline/when_meeting"])
        got = reply("until when can I cancel?", "deadline", "deadline/cancel_agreement", slots=slots)  # fmt: skip
        assert got.slots == asked("agreement_signed", ["deadline/cancel_agreement"], 1)

    def test_that_was_answered_makes_way_for_the_next_one(self) -> None:
        labels = ["deadline/cancel_agreement"]
        got = reply("November 20", "tell_facts", slots=asked("agreement_signed", labels))
        assert {**got.slots, SLOT: None} == {SLOT: None, **asked("agreement_from", labels, 1)}


class TestSlots:
    def test_of_a_fact_told_carry_the_turn(self) -> None:
        got = reply("they got it on November 16", "tell_facts", number=7)
        assert got.slots == {SLOT: {"received": {"value": "2026-11-16", "turn": 7}}}

    def test_of_who_filed_are_settled_by_the_answer(self) -> None:
        slots = asked("received", ["deadline/school_filed"])
        got = reply("November 16", "tell_facts", slots=slots, number=5)
        assert got.slots == {
            SLOT: {
                "received": {"value": "2026-11-16", "turn": 5},
                "filed_by": {"value": "school", "turn": 5},
            },
            "asked": None,
            "question_open": False,
        }

    def test_of_a_bare_day_carry_the_turn_too(self) -> None:
        got = reply("November 16, when must they meet?", "deadline", "deadline/when_meeting", number=4)  # fmt: skip
        assert got.slots == {SLOT: {"received": {"value": "2026-11-16", "turn": 4}}}

    def test_are_left_alone_by_what_tells_nothing(self) -> None:
        slots = kept(received="2026-11-16")
        assert reply("lawyer?", "faq", "faq/bring_lawyer", slots=slots).slots == {}

    def test_of_a_question_keep_only_what_waits_for_the_day(self) -> None:
        got = reply("both?", "compound", "faq/bring_lawyer", "deadline/when_meeting")
        assert got.slots == asked("received", ["deadline/when_meeting"])


class TestAnswers:
    def test_of_three_topics_offer_what_to_ask_next_below_the_last_only(self) -> None:
        labels = ("faq/cost", "faq/bring_lawyer", "faq/recording")
        got = reply("three things", "compound", *labels)
        assert [bool(message.buttons) for message in got.messages] == [False, False, True]
        assert [message.text[:3] for message in got.messages] == ["1. ", "2. ", "3. "]

    def test_of_several_topics_are_named_beside_each(self) -> None:
        got = reply("both?", "compound", "faq/bring_lawyer", "faq/cost")
        assert [m.custom["topics"] for m in got.messages] == [["bring_lawyer", "cost"]] * 2
        assert got.messages[0].buttons == []
        assert got.messages[1].buttons
        assert "topics" not in reply("lawyer?", "faq", "faq/bring_lawyer").messages[0].custom

    def test_of_one_topic_offer_the_runner_up_those_of_two_do_not(self) -> None:
        title = knowledge()["stay_put"].title
        one = reply("lawyer?", "faq", "faq/bring_lawyer", beside="stay_put")
        assert one.messages[0].buttons[1] == {"title": title, "payload": title}
        two = reply("both?", "compound", "faq/bring_lawyer", "faq/cost", beside="stay_put")
        assert title not in [button["title"] for button in two.messages[1].buttons]

    @pytest.mark.parametrize(
        ("label", "facts"),
        [
            ("deadline/when_meeting", {}),
            ("deadline/when_meeting", {"received": "2026-11-16"}),
            ("deadline/my_dates", {}),
            ("deadline/my_dates", {"received": "2026-11-16"}),
            ("deadline/what_next", {"received": "2026-11-16"}),
        ],
    )
    def test_with_dates_or_the_question_for_one_offer_the_runner_up(
        self, label: str, facts: dict[str, str]
    ) -> None:
        # Whoever was misunderstood gets to the right question with one tap; so not below our own.
        topic = TopicGuess(label, 0.9)
        case = Case({})
        for name, value in facts.items():
            case = case.given(name, value, 1)
        (said,), _ = composer(turn(beside="mediation_instead")).answers(case, [topic])
        titles = [button["title"] for button in said.buttons]
        assert knowledge()["mediation_instead"].title in titles[:2]

    def test_tell_how_sure_they_are_and_where_it_stands(self) -> None:
        got = reply("lawyer?", "faq", "faq/bring_lawyer").messages[0]
        assert got.custom == {
            "topic": "bring_lawyer", "question": "bring_lawyer", "confidence": 0.68,
            "sources": sources("bring_lawyer"), "language": "en",
        }  # fmt: skip

    def test_with_dates_send_the_days_the_parents_today_and_the_calendar(self) -> None:
        got = reply("when?", "deadline", "deadline/when_meeting", slots=kept(received="2026-11-16"))
        custom = got.messages[0].custom
        assert custom["today"] == "2026-11-24"
        assert custom["calendar_url"] == LINK
        (sent,) = custom["deadlines"]
        assert (sent["key"], sent["date"], sent["days_left"]) == ("resolution_meeting_by", "2026-12-01", 7)  # fmt: skip

    def test_have_a_link_of_the_facts_told_and_taken_for_granted(self) -> None:
        seen: list[Facts] = []

        def link(facts: Facts) -> str:
            seen.append(facts)
            return LINK

        given = turn("when?", "deadline", "deadline/expedited", slots=kept(received="2026-11-20"))
        respond(given, knowledge(), link)
        assert [(facts.received, facts.expedited) for facts in seen] == [(date(2026, 11, 20), True)]

    def test_have_no_link_where_none_can_be_made_or_there_is_no_day(self) -> None:
        given = turn("when?", "deadline", "deadline/when_meeting", slots=kept(received="2026-11-16"))  # fmt: skip
        assert "calendar_url" not in respond(given, knowledge()).messages[0].custom
        undated = kept(received="2026-11-02", waived_in_writing="2026-11-03")
        got = reply("when?", "deadline", "deadline/when_meeting", slots=undated)
        assert "calendar_url" not in got.messages[0].custom

    @pytest.mark.parametrize("channel", ["sms", "whatsapp", "telegram", "web", "rest"])
    def test_have_the_link_in_the_text_where_there_is_no_card(self, channel: str) -> None:
        slots = kept(received="2026-11-16")
        got = reply("when?", "deadline", "deadline/when_meeting", slots=slots, channel=channel)
        line = f"\nPut them in your calendar: {LINK}"
        assert got.messages[0].text.endswith(line) == (channel not in ("web", "rest"))
        assert got.messages[0].custom["calendar_url"] == LINK

    def test_never_wait_for_a_day_of_a_topic_without_dates(self) -> None:
        made = composer()
        case = Case({})
        assert made.needs("bring_lawyer", case) is None
        assert made.needs("no_such_topic", case) is None
        assert made.needs("when_meeting", case) == "received"
        assert made.needs("my_dates", case) == "received"
        assert made.needs("what_next", case) == "received"
        assert made.needs("my_dates", case.given("received", "2026-11-16", 1)) is None
        wrong = case.given("received", "2026-11-16", 1).given("decision_issued", "2026-10-01", 1)
        assert made.needs("when_meeting", wrong) is None
        # Whoever asks about an amended complaint is taken to have one: its day is what counts.
        assert made.needs("amend_complaint", case.given("received", "2026-11-16", 1)) == (
            "amended_complaint"
        )

    def test_hold_dates_where_the_facts_reach_one(self) -> None:
        made, known = composer(), knowledge()
        told = Case({}).given("received", "2026-11-20", 1)
        assert made.answers_dates(known["when_meeting"], told)
        assert made.answers_dates(known["expedited"], told)
        assert not made.answers_dates(known["appeal_court"], told)
        assert not made.answers_dates(known["when_meeting"], Case({}))
        wrong = told.given("decision_issued", "2026-10-01", 1)
        assert not made.answers_dates(known["when_meeting"], wrong)

    def test_hold_dates_by_their_label_or_their_file(self) -> None:
        dated = replace(knowledge()["bring_lawyer"], id="x", deadlines=("decision_due",))
        made = composer(known={**knowledge(), "x": dated})
        assert made.has_dates(TopicGuess("faq/x", 0.5))
        assert made.has_dates(TopicGuess("deadline/my_dates", 0.5))
        assert not made.has_dates(TopicGuess("faq/bring_lawyer", 0.5))

    def test_to_facts_that_cannot_be_say_so_instead(self) -> None:
        wrong = Case({}).given("received", "2026-11-16", 1).given("decision_issued", "2026-10-01", 1)  # fmt: skip
        for name in ("when_meeting", "expedited"):
            said, needed = composer().answers(wrong, [TopicGuess(f"deadline/{name}", 0.9)])
            assert said[0].text.startswith("The date of the hearing officer's decision")
            assert said[0].custom == {"topic": "fact_check", **PLAIN}
            assert needed is None

    def test_of_the_whole_list_for_facts_that_cannot_be_ask_for_the_day(self) -> None:
        wrong = Case({}).given("received", "2026-11-16", 1).given("decision_issued", "2026-10-01", 1)  # fmt: skip
        said, needed = composer().answers(wrong, [TopicGuess("deadline/my_dates", 0.9)])
        assert said[0].text == knowledge()["my_dates"].text
        assert needed == "received"

    def test_with_every_day_over_say_that_nothing_is_ahead(self) -> None:
        slots = kept(received="2026-01-02")
        got = reply("next?", "deadline", "deadline/what_next", slots=slots)
        assert got.messages[0].text == (
            "I know of no deadline ahead of you from what you told me. " + knowledge()["what_next"].text
        )  # fmt: skip


class TestATextThatIsNotTranslated:
    """A page reads it aloud in its own language, so it must be told which one that is."""

    ENGLISH = replace(knowledge()["when_meeting"], language="en")
    SPANISH = replace(ENGLISH, language="es")

    def made(self, known: Topic) -> Composer:
        given = turn(language="es")
        return Composer(given, {known.id: known}, phrases("es"), None)

    @pytest.mark.parametrize("aspect", ["more", "simpler", "why"])
    def test_tells_its_language_in_a_follow_up(self, aspect: str) -> None:
        said = self.made(self.ENGLISH).about("when_meeting", aspect)
        assert said is not None and said.custom["text_language"] == "en"
        said = self.made(self.SPANISH).about("when_meeting", aspect)
        assert said is not None and "text_language" not in said.custom

    def test_tells_none_where_the_words_are_ours(self) -> None:
        said = self.made(self.ENGLISH).about("when_meeting", "source")
        assert said is not None and "text_language" not in said.custom

    def test_tells_its_language_until_dates_take_its_place(self) -> None:
        made, asked_for = self.made(self.ENGLISH), [TopicGuess("deadline/when_meeting", 0.9)]
        (general,), _ = made.answers(Case({}), asked_for)
        assert general.custom["text_language"] == "en"
        (dated,), _ = made.answers(Case({}).given("received", "2026-11-16", 1), asked_for)
        assert dated.text.startswith("Último día para la reunión")
        assert "text_language" not in dated.custom


class TestNotes:
    CASE = Note("a", "Of the case.", frozenset({"x"}), "case")
    STATE = Note("b", "Of the state.", frozenset({"x", "y"}), "state")
    FIRST = Note("c", "Worth knowing.", frozenset({"x"}), "general")
    SECOND = Note("d", "Worth knowing too.", frozenset({"x"}), "general")
    ASK = Note("e", "Tell me your state.", frozenset({"x"}), "ask")

    def test_of_the_case_and_the_state_are_all_said_and_one_that_is_general(self) -> None:
        more = replace(self.STATE, key="f", text="Of the state, more.")
        said = composer()._notes([self.CASE, self.STATE, more, self.FIRST, self.SECOND])
        assert said == ["Of the case.", "Of the state.", "Of the state, more.", "Worth knowing."]

    def test_that_ask_are_never_said(self) -> None:
        assert composer()._notes([self.ASK, self.FIRST]) == ["Worth knowing."]

    def test_are_said_once(self) -> None:
        again = replace(self.CASE, key="g")
        assert composer()._notes([self.CASE, again]) == ["Of the case."]

    def test_about_other_dates_are_left_out_and_what_is_general_comes_last(self) -> None:
        other = replace(self.CASE, about=frozenset({"z"}))
        found = Timeline((), (self.FIRST, other, self.ASK, self.STATE, self.CASE))
        about = notes_about(found, [_deadline("x")])
        assert about == (self.ASK, self.STATE, self.CASE, self.FIRST)
        assert notes_about(found, [_deadline("y")]) == (self.STATE,)
        assert notes_about(found, []) == ()


def _deadline(key: str, **more: Any) -> Deadline:
    day = date(2026, 12, 1)
    return Deadline(key, day, day, "", "", "Why.", (), f"Title {key}", "", None, None, None, "", **more)  # fmt: skip


class TestADateThatHasPassed:
    MISSED = " The complaint counts as complete."

    @pytest.mark.parametrize("said_before", [(), ("deadline/sufficiency",)])
    def test_says_what_that_means_once(self, said_before: tuple[str, ...]) -> None:
        case = Case({}).given("received", "2026-10-16", 1)
        topics = [TopicGuess("deadline/sufficiency", 0.9)]
        (said,), _ = composer().answers(case, topics, said_before)
        # The text beside the date says it; where that was read before, the date does.
        beside = knowledge()["sufficiency"].dated
        assert (beside in said.text) != bool(said_before)
        assert (self.MISSED in said.text) == bool(said_before)


class TestWhatIsWorthAsking:
    def test_is_where_an_agreement_was_made_before_all_else(self) -> None:
        void = _deadline("void_agreement_by", better_with="state")
        made = composer()
        assert made._sharper(Case({}), [void]) == "agreement_from"
        told = Case({}).given("agreement_from", "resolution_meeting", 1)
        assert made._sharper(told, [void]) == "state"
        assert made._sharper(Case({}), [replace(void, date=None)]) == "state"

    def test_is_what_makes_the_first_date_sharper(self) -> None:
        dates = [_deadline("a"), _deadline("b", better_with="state"), _deadline("c", better_with="x")]  # fmt: skip
        assert composer()._sharper(Case({}), dates) == "state"
        assert composer()._sharper(Case({}), dates[:1]) is None


class TestTheList:
    def test_marks_what_the_parent_must_do_and_says_why_a_day_is_missing(self) -> None:
        made = composer()
        assert made._line(_deadline("a")) == "- Tuesday, December 1, 2026 (in 7 days): Title a"
        assert made._line(_deadline("a", yours=True)) == (
            "- Tuesday, December 1, 2026 (in 7 days): Title a - you must act"
        )
        undated = replace(_deadline("a", meaning="Why."), date=None, earliest_safe=None)
        assert made._line(undated) == "- No date yet: Title a. Why."

    def test_stands_in_order_and_not_on_the_page(self) -> None:
        late = replace(_deadline("b"), date=date(2026, 12, 9), earliest_safe=date(2026, 12, 9))
        lines = composer()._lines([late, _deadline("a")])
        assert [line[-1] for line in lines] == ["a", "b"]
        assert composer(turn(channel="web"))._lines([late]) == []
        assert len(composer(turn(channel="sms"))._lines([late])) == 1

    def test_begins_with_the_parents_own_day_then_that_of_others(self) -> None:
        mine = _deadline("a", yours=True, meaning="Mean a.", working_day=date(2026, 11, 30))
        theirs = replace(_deadline("b", meaning="Mean b."), earliest_safe=date(2026, 11, 25))
        made = composer()
        first = "Next for you: Title a, Tuesday, December 1, 2026. That is 7 days from today."
        working = "That day is a weekend or holiday and does not move: act by Monday, November 30, 2026."  # fmt: skip
        second = "Next for others: Title b, Wednesday, November 25, 2026. That is tomorrow."
        assert made._what_comes_first([theirs, mine], False) == f"{first} {working} {second}"
        assert made._what_comes_first([theirs, mine], True) == (
            f"{first} {working} Mean a. {second} Mean b."
        )
        over = replace(mine, date=date(2026, 11, 1), earliest_safe=None)
        assert made._what_comes_first([over], True) == ""
        assert made._what_comes_first([over, theirs], False) == second


class TestSuppositions:
    def what_if(self, supposed: Case, names: list[str], *labels: str) -> list[Say]:
        topics = [TopicGuess(label, 0.9) for label in labels]
        return composer().what_if(supposed, names, topics)

    def test_about_a_thing_without_its_day_are_counted_from_today(self) -> None:
        case = Case({}).given("received", "2026-11-02", 1)
        supposed = case.given("waived_in_writing", None, 2)
        (said,) = self.what_if(supposed, ["waived_in_writing"], "deadline/hearing_decision")
        assert said.text.startswith(
            "What if: you and the school both agreed in writing on Tuesday, November 24, 2026"
            " to skip the meeting. I only worked this out; I did not change your facts.\n\n"
        )
        assert "Friday, January 8, 2027" in said.text

    def test_are_answered_by_the_first_facts_topic_where_none_was_asked(self) -> None:
        supposed = (
            Case({}).given("received", "2026-11-16", 1).given("hearing_scheduled", "2027-01-14", 2)
        )
        names = ["state", "hearing_scheduled", "received"]
        (said,) = self.what_if(supposed.given("state", "OH", 2), names)
        assert said.custom["topic"] == "disclosure"
        assert said.custom["confidence"] == 1.0
        assert "you are in Ohio; the hearing starts on Thursday, January 14, 2027; the school got" in said.text  # fmt: skip

    def test_with_nothing_to_work_out_get_no_answer(self) -> None:
        told = Case({}).given("received", "2026-11-16", 1)
        assert self.what_if(told, [], "deadline/when_meeting") == []
        assert self.what_if(told, ["state"]) == []
        assert self.what_if(told.given("state", "OH", 2), ["state"], "faq/cost") == []
        assert self.what_if(told, ["received"], "deadline/appeal_court") == []

    def test_that_cannot_be_are_refused(self) -> None:
        case = Case({}).given("received", "2026-11-16", 1)
        with pytest.raises(DeadlineError):
            self.what_if(case.given("decision_issued", "2026-10-01", 2), ["decision_issued"], "deadline/appeal_court")  # fmt: skip

    def test_beside_a_fact_told_are_answered_below_it(self) -> None:
        text = "They got it Nov 16, 2026. What if we both signed a waiver on Nov 20, 2026?"
        got = reply(text, "deadline", "deadline/hearing_decision", number=3)
        assert got.messages[0].text.startswith(
            "Noted: the school got your complaint on Monday, November 16, 2026.\n\nWhat if: "
        )
        assert got.slots == {SLOT: {"received": {"value": "2026-11-16", "turn": 3}}}

    def test_without_an_answer_of_their_own_get_that_of_the_question(self) -> None:
        text = "They got it Nov 16, 2026. What if we moved to Ohio?"
        got = reply(text, "faq", "faq/bring_lawyer")
        assert got.messages[0].text == (
            "Noted: the school got your complaint on Monday, November 16, 2026.\n\n"
            + knowledge()["bring_lawyer"].text
        )


class TestFollowUps:
    BARE = Topic(
        "bare",
        "faq",
        "Bare",
        (Question("bare", "Bare?", "t"),),
        "",
        "",
        "",
        (),
        (),
        (),
        Checked("", ""),
    )
    CITED = replace(BARE, id="cited", sources=("A book", "Another"))

    def about(self, known: Topic, aspect: str) -> Say:
        said = composer(known={known.id: known}).about(known.id, aspect)
        assert said is not None
        return said

    def test_about_no_topic_are_none(self) -> None:
        assert composer().about("no_such_topic", "more") is None

    @pytest.mark.parametrize("aspect", ["more", "simpler"])
    def test_that_have_no_text_name_who_can_tell_more(self, aspect: str) -> None:
        text = phrases()("no_more")
        custom = {"topic": "bare", **PLAIN, "aspect": aspect}
        assert self.about(self.BARE, aspect) == Say(text, custom)

    def test_why_without_a_text_tells_that_no_law_says_it_or_who_can_tell_more(self) -> None:
        assert self.about(self.BARE, "why").text == phrases()("source_none")
        assert self.about(self.CITED, "why").text == phrases()("no_more")
        assert self.about(replace(self.BARE, why="So."), "why").text == "So."

    def test_for_the_source_name_every_one_and_link_what_can_be_read(self) -> None:
        said = self.about(self.CITED, "source")
        assert said.text == "This rests on A book; Another."
        assert said.custom == {
            "topic": "cited", "sources": ["A book", "Another"], "confidence": 1.0,
            "aspect": "source", "links": [],
        }  # fmt: skip
        said = self.about(self.BARE, "source")
        assert said.text == phrases()("source_none")
        assert said.custom["links"] == []
        cost = composer().about("cost", "source")
        assert cost is not None
        assert {
            "https://www.ecfr.gov/current/title-34/section-300.506", "https://www.cadreworks.org"
        } <= set(cost.custom["links"])  # fmt: skip
        assert cost.buttons[0] == {"title": "Can I get my lawyer's fees back?", "payload": "Can I get my lawyer's fees back?"}  # fmt: skip

    def test_are_about_every_topic_answered_last_that_is_known(self) -> None:
        given = turn("more", "more", past=Past(("cost", "no_such_topic", "bring_lawyer")))
        said = followups.answer(composer(given), given)
        assert [say.custom["topic"] for say in said] == ["cost", "bring_lawyer"]
        assert "links" not in said[0].custom

    def test_about_nothing_ask_which_answer_is_meant(self) -> None:
        given = turn("more", "more")
        said = followups.answer(composer(given), given)
        assert said == [Say(phrases()("about_what"), {"topic": "fallback", **PLAIN})]

    @pytest.mark.parametrize("intent", ["more", "simpler", "why", "source", "thanks"])
    def test_are_known_by_their_intent(self, intent: str) -> None:
        assert followups.is_followup(intent) == (intent != "thanks")


class TestTheDayOfAState:
    # 10:30 in the evening in California: the next day in New York.
    NIGHT = datetime(2026, 12, 8, 6, 30, tzinfo=timezone.utc)

    def test_told_in_the_message_is_the_today_that_is_sent(self) -> None:
        given = replace(
            turn("We signed it today in California. By when can I cancel?", "deadline", "deadline/cancel_agreement"),
            now=self.NIGHT, today=date(2026, 12, 8),
        )  # fmt: skip
        got = respond(given, knowledge()).messages[0]
        assert got.custom["today"] == "2026-12-07"
        assert "signed on Monday, December 7, 2026" in got.text
        assert "That is 3 days from today." in got.text


class TestUnderOneMessage:
    def test_taken_back_and_told_are_both_said(self) -> None:
        slots = kept(received="2026-11-02", state="OH")
        got = reply("forget that date. Can I bring a lawyer?", "faq", "faq/bring_lawyer", slots=slots)  # fmt: skip
        assert [m.custom["topic"] for m in got.messages] == ["forget_fact", "bring_lawyer"]
        assert got.messages[0] == Say(phrases()("forgotten"), {"topic": "forget_fact", **PLAIN})
        assert got.slots == {SLOT: {"state": {"value": "OH", "turn": 1}}}

    def test_noted_alone_is_said_alone(self) -> None:
        got = reply("we are in Ohio", "tell_facts")
        assert got.messages == [Say("Noted: you are in Ohio.", {"topic": "tell_facts", **PLAIN})]

    @pytest.mark.parametrize(
        ("text", "intent", "key", "topic"),
        [
            ("start over", "start_over", "started_over", "start_over"),
            ("forget everything", "forget_fact", "forgotten_all", "forget_fact"),
        ],
    )
    def test_all_is_dropped_with_the_question(
        self, text: str, intent: str, key: str, topic: str
    ) -> None:
        slots = {**kept(received="2026-11-02"), **asked("state", ["deadline/disclosure"])}
        got = reply(text, intent, slots=slots)
        assert got == Reply(
            [Say(phrases()(key), {"topic": topic, **PLAIN})],
            {SLOT: None, "asked": None, "question_open": False},
        )

    def test_a_contradiction_is_said_without_dates_and_nothing_changes(self) -> None:
        slots = {**kept(received="2026-11-02"), **asked("state", ["deadline/disclosure"])}
        got = reply("the decision is dated October 1, 2026", "tell_facts", slots=slots)
        assert got.messages[0].custom == {"topic": "fact_check", **PLAIN}
        assert got.slots == {}
