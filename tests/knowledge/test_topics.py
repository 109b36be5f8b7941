"""The knowledge, checked as data: every topic is whole, short, plain and has its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
import yaml

from bot.deadlines import Facts, needed
from bot.knowledge import Notice, Topic, knowledge
from bot.knowledge.examples import by_label, examples
from bot.knowledge.sources import form_of, links_for
from bot.nlu.model import plain

Side = Literal["parent", "school"]
DATA = Path(__file__).resolve().parents[2] / "data"
STATES = DATA.parent / "bot" / "deadlines" / "data" / "states"
TOPICS = knowledge().topics
ABOUT_THE_CHAT = {"about_bot", "chat_private", "legal_advice", "parent_upset", "calendar_file"}
WANTED = (
    """what_is_session must_i_go who_comes_school bring_someone bring_lawyer school_lawyer
judge_or_neutral place_format_video interpreter recording reschedule confidential
confidentiality_agreement what_to_share preparing offers_negotiating cost how_often_works
waive_meeting mediation_instead mediation_compared written_agreement agreement_enforceable
agreement_ends_case lawyer_fees due_process_basics idea_and_iep complaint_contents
withdraw_complaint no_agreement_next hearing_what stay_put safeguards_notice day_counting
state_differences free_help calendar_file about_bot chat_private legal_advice person_please
parent_upset when_meeting resolution_period parent_absent school_late_or_absent school_response
sufficiency amend_complaint hearing_decision extension disclosure cancel_agreement
cancel_other_agreement written_offer appeal_court file_time_limit expedited school_filed
my_dates what_next before_you_sign enforce_agreement nobody_filed which_agency records
retaliation state_complaint_beside words"""
).split()
KEYS = (
    """school_response_due parent_response_due sufficiency_challenge_due sufficiency_ruling_due
resolution_meeting_by resolution_period_ends school_may_ask_dismissal_from decision_due
void_agreement_by disclosure_due expedited_meeting_by expedited_resolution_ends
expedited_hearing_by expedited_decision_by state_review_appeal_by civil_action_by
file_complaint_by offer_response_by review_notice_by"""
).split()


def grade(text: str) -> float:
    """Reading grade of a text without its citations and addresses."""
    text = re.sub(
        r"\(?\b(?:34 CFR|20 USC|19 TAC)[^;.]*?\d+(?:\.\d+)?(?:\([a-zA-Z0-9]+\))*\)?", "it", text
    )
    text = re.sub(r"\b300\.\d+(?:\([a-zA-Z0-9]+\))*", "it", text)
    text = re.sub(r"\b\S+\.(?:org|gov|com)\b", "it", text)
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?:]+(?=\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Syllables as they are heard: groups of vowels, without a silent e."""
    word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower().removesuffix("'s"))
    return max(1, len(re.findall(r"[aeiouy]{1,2}", word)))


def examples_of(topic: Topic) -> tuple[str, ...]:
    """How parents ask about a topic."""
    return by_label()[f"{topic.family}/{topic.id}"]


def test_every_topic_of_the_list_has_its_file() -> None:
    assert set(WANTED) <= set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda t: t.id)
class TestTopic:
    def test_is_whole_and_named_after_its_file(self, topic: Topic) -> None:
        assert (DATA / "answers" / "en" / f"{topic.id}.md").is_file()
        assert topic.questions[0].id == topic.id
        assert all((topic.text, topic.sms, topic.more, topic.simple, topic.why, topic.title))
        assert len(topic.title) <= 45

    def test_has_a_source_that_can_be_looked_up(self, topic: Topic) -> None:
        assert topic.sources or topic.id in ABOUT_THE_CHAT
        for source in topic.sources:
            assert form_of(source), source
            assert links_for([source])

    def test_is_short_and_plain(self, topic: Topic) -> None:
        assert len(topic.text.split()) <= 75
        assert grade(topic.text) <= 8.5, grade(topic.text)
        assert grade(topic.more) <= 8.5, grade(topic.more)
        assert grade(topic.simple) <= 6.5, grade(topic.simple)

    def test_says_a_right_beside_its_dates_shortly(self, topic: Topic) -> None:
        assert bool(topic.dated) <= bool(topic.deadlines)
        assert len(topic.dated.split()) <= 45
        assert not topic.dated or grade(topic.dated) <= 8.5, grade(topic.dated)

    def test_is_a_statement_not_a_yes_or_no(self, topic: Topic) -> None:
        # "Is it optional?" and "is it required?" get the same answer: a yes would be wrong for one.
        for text in (topic.text, topic.sms, topic.simple):
            assert not re.match(r"(?i)(?:yes\b|no[,.:;]|not\b|never\b|only (?:for|if)\b)", text)

    def test_fits_a_text_message(self, topic: Topic) -> None:
        assert len(topic.sms) <= 320 and topic.sms.isascii()

    def test_is_asked_in_many_ways(self, topic: Topic) -> None:
        assert len({plain(example) for example in examples_of(topic)}) >= 25

    def test_leads_on_to_topics_that_exist(self, topic: Topic) -> None:
        assert len(set(topic.follow_ups)) == 3 and topic.id not in topic.follow_ups
        assert set(topic.follow_ups) <= set(TOPICS)

    def test_names_only_deadlines_the_engine_knows(self, topic: Topic) -> None:
        assert set(topic.deadlines) <= set(KEYS)

    def test_holds_no_template(self, topic: Topic) -> None:
        assert not re.search(
            r"[{}]", topic.text + topic.sms + topic.more + topic.simple + topic.why + topic.dated
        )


def test_titles_are_unique_and_understood_as_their_own_topic() -> None:
    titles = [topic.title for topic in TOPICS.values()]
    assert len(set(titles)) == len(titles)
    assert all(topic.title in examples_of(topic) for topic in TOPICS.values())


def test_no_example_stands_for_two_things() -> None:
    seen: dict[str, str] = {}
    for label, line in examples():
        assert seen.setdefault(plain(line), label) == label, line


@pytest.mark.parametrize("filed_by", ["parent", "school"])
@pytest.mark.parametrize("expedited", [False, True])
def test_every_question_the_guide_asks_has_its_words(filed_by: Side, expedited: bool) -> None:
    words = yaml.safe_load((DATA / "answers" / "en" / "phrases.yml").read_text(encoding="utf-8"))[
        "facts"
    ]
    states = [None, *(path.stem for path in STATES.glob("*.yml"))]
    assert len(states) > 50
    asked = {
        needed(Facts(state=state, filed_by=filed_by, expedited=expedited), topic.deadlines)
        for state in states
        for topic in TOPICS.values()
        if topic.deadlines
    } - {None}
    assert "hearing_scheduled" in asked
    for fact in asked:
        assert {"ask", "told", "unknown"} <= set(words[fact]), fact


def test_there_are_enough_near_misses_and_far_ones() -> None:
    labels = [label for label, _ in examples()]
    assert sum(label.startswith("near_miss/") for label in labels) >= 300
    assert labels.count("out_of_scope") >= 200


@pytest.mark.parametrize("near", knowledge().near_misses.values(), ids=lambda n: n.id)
def test_near_misses_name_the_process_and_who_helps(near: Notice) -> None:
    assert near.title and near.text
    assert near.follow_ups and set(near.follow_ups) <= set(TOPICS)
    assert 0 < len(near.sms) <= 320
