"""NLU cross-check: examples held out in turn, titles, and the development set as a floor."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.understanding import (
    Line,
    Trained,
    below_floor,
    floors,
    lines,
    load_trained,
    rate,
    training,
    unseen,
)
from bot.knowledge import Topic, knowledge
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.model import Guess, TopicModel
from bot.nlu.router import understand
from bot.nlu.weights import require_encoder
from bot.rasa.components import encoder
from tests.live.guide import Guide, custom_of

TOPICS = knowledge().topics


def test_held_out_examples_are_understood() -> None:
    phrases, labels = training()
    vectors = encoder().encode(phrases)
    parts = np.random.default_rng(7).integers(0, 3, len(phrases))
    right = []
    for part in range(2):
        inside, outside = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        model = TopicModel.fit(
            [phrases[i] for i in inside], [labels[i] for i in inside], vectors[inside]
        )
        ranked = model.rank([phrases[i] for i in outside], vectors[outside])
        right += [ranking[0].label == labels[i] for i, ranking in zip(outside, ranked)]
    assert rate(right) >= 0.70, rate(right)


@pytest.fixture(scope="module")
def trained() -> Trained:
    """What the guide has learned, as it runs."""
    return load_trained()


@pytest.mark.parametrize("name", floors())
def test_no_figure_falls_more_than_a_point(trained: Trained, name: str) -> None:
    assert below_floor(name, trained) == []


def test_a_figure_below_its_floor_is_named(trained: Trained) -> None:
    deaf = Trained(trained.model, Deaf(trained.encoder), trained.speller)  # type: ignore[arg-type]
    worse = below_floor("dev", deaf)
    assert any(line.startswith("dev: in scope, right topic is 0.") for line in worse)


class Deaf:
    """An encoder that hears every phrase as the same."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._vector = encoder.encode(["hello"])

    def encode(self, phrases: list[str]) -> np.ndarray:
        return np.repeat(self._vector, len(phrases), axis=0)


def test_titles_are_understood_without_the_table_of_examples(trained: Trained) -> None:
    """A button's text is an example, so the running guide looks it up; here the model must know."""
    model = TopicModel(
        trained.model.labels,
        trained.model._graph,
        trained.model._example_labels,
        {},
        trained.model._words,
    )
    titles = [f"so, {topic.title.lower()} thank you" for topic in TOPICS.values()]
    ranked = model.rank(titles, trained.encoder.encode(titles))
    right = [guess[0].label.endswith(f"/{name}") for guess, name in zip(ranked, TOPICS)]
    assert rate(right) >= 0.95


def test_a_line_that_an_example_says_is_no_test() -> None:
    known = training()[0][0]
    tests = [Line(text, "topics", ("bring_lawyer",)) for text in (known.upper(), f"{known} zebra")]
    assert [line.text for line in unseen(tests)] == [f"{known} zebra"]


def test_the_newest_blind_set_shares_no_line_with_the_examples() -> None:
    assert unseen(lines("blind")) == lines("blind")


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda t: t.id)
def test_a_buttons_text_leads_to_its_own_topic(guide: Guide, topic: Topic) -> None:
    assert custom_of(guide.say(topic.title))["topic"] == topic.id


def test_two_encoders_read_the_same_text_the_same() -> None:
    # Two of them, since one remembers what it has read.
    first, second = (SentenceEncoder(require_encoder()) for _ in range(2))
    assert np.array_equal(
        first.encode(["when must they meet"]), second.encode(["when must they meet"])
    )
    other = second.encode(["can I bring a lawyer"])
    assert not np.allclose(first.encode(["when must they meet"]), other)


def guessing(shares: dict[str, dict[str, float]]) -> Callable[[list[str]], list[list[Guess]]]:
    """A ranking that gives phrases these shares, and the rest to "out of scope"."""

    def rank(phrases: list[str]) -> list[list[Guess]]:
        ranked = []
        for phrase in phrases:
            given = dict(shares.get(phrase, {}))
            given["out_of_scope"] = given.get("out_of_scope", 0.0) + 1.0 - sum(given.values())
            ranked.append(sorted((Guess(k, v) for k, v in given.items()), key=lambda g: -g[1]))
        return ranked

    return rank


def test_a_figure_of_speech_in_a_story_is_no_alarm_but_a_clear_word_is() -> None:
    about = " ".join(f"We told them about the bus and the aide on day {n}." for n in range(12))
    clause = "My life runs on my phone."
    story = f"{about} {clause} Can I put the dates in my calendar?"
    whole = {story: {"faq/calendar_file": 0.9}}
    found = understand(story, guessing({**whole, clause: {"crisis": 0.85}}))
    assert found.intent != "crisis"
    found = understand(story, guessing({**whole, clause: {"crisis": 0.95}}))
    assert found.intent == "crisis"
    short = f"{clause} Can I put the dates in my calendar?"
    assert understand(short, guessing({clause: {"crisis": 0.85}})).intent == "crisis"
    so_so = {clause: {"crisis": 0.65}}
    assert understand(short, guessing(so_so)).intent != "crisis"
    around = {**so_so, short: {"crisis": 0.1, "faq/calendar_file": 0.8}}
    assert understand(short, guessing(around)).intent == "crisis"


def test_a_likely_topic_outweighs_the_date_told_with_it() -> None:
    text = "they got my complaint 11 days ago and no reply from them"
    likely = guessing({text: {"deadline/school_response": 0.8}})
    assert understand(text, likely, tells_facts=True).topics[0].label == "deadline/school_response"
    unlikely = guessing({text: {"deadline/school_response": 0.5, "tell_facts": 0.3}})
    assert understand(text, unlikely, tells_facts=True).intent == "tell_facts"


@pytest.mark.parametrize(
    ("text", "tells", "intent"),
    [("that's all for today, bye", 0.0, "goodbye"), ("we signed today, bye", 0.2, "tell_facts")],
)
def test_a_farewell_with_a_day_in_it_tells_no_date(text: str, tells: float, intent: str) -> None:
    rank = guessing({text: {"goodbye": 0.8, "tell_facts": tells}})
    assert understand(text, rank, tells_facts=True).intent == intent


def test_a_phrase_is_understood_the_same_beside_others() -> None:
    encoder = SentenceEncoder(require_encoder())
    alone = encoder.encode(["can I bring a lawyer"])[0]
    encoder = SentenceEncoder(require_encoder())
    beside = encoder.encode(
        ["a much longer phrase that needs padding " * 5, "can I bring a lawyer"]
    )
    assert np.array_equal(alone, beside[1])


@pytest.mark.parametrize(
    ("shares", "intent"),
    [
        ({"deadline/cancel_agreement": 0.41, "deadline/cancel_other_agreement": 0.39}, "unsure"),
        ({"deadline/cancel_agreement": 0.66, "deadline/cancel_other_agreement": 0.32}, "deadline"),
        (
            {
                "deadline/hearing_decision": 0.33,
                "deadline/resolution_period": 0.32,
                "deadline/appeal_court": 0.31,
            },
            "unsure",
        ),
        ({"faq/bring_lawyer": 0.41, "faq/school_lawyer": 0.39}, "faq"),
        ({"faq/preparing": 0.41, "faq/what_to_share": 0.39}, "faq"),
    ],
)
def test_between_two_topics_that_must_not_be_mixed_up_the_parent_is_asked(
    shares: dict[str, float], intent: str
) -> None:
    assert understand("can i bring", guessing({"can i bring": shares})).intent == intent


@pytest.mark.parametrize(
    ("text", "shares", "topics"),
    [
        (
            "where is it and by what day",
            {"faq/place_format_video": 0.5, "deadline/when_meeting": 0.45},
            ["faq/place_format_video", "deadline/when_meeting"],
        ),
        (
            "where is it held",
            {"faq/place_format_video": 0.5, "deadline/when_meeting": 0.45},
            ["faq/place_format_video"],
        ),
        (
            "where is it and by what day",
            {"faq/place_format_video": 0.75, "deadline/when_meeting": 0.20},
            ["faq/place_format_video"],
        ),
        # Answering both of two that must not be mixed up would confuse: it is asked.
        (
            "can i cancel it and get out",
            {"deadline/cancel_agreement": 0.5, "deadline/cancel_other_agreement": 0.45},
            ["deadline/cancel_agreement", "deadline/cancel_other_agreement"],
        ),
    ],
)
def test_two_topics_that_share_a_message_are_both_answered(
    text: str, shares: dict[str, float], topics: list[str]
) -> None:
    found = understand(text, guessing({text: shares}))
    assert [guess.label for guess in found.topics] == topics
    grave = "deadline/cancel_agreement" in topics
    assert found.intent == ("unsure" if grave else "compound" if len(topics) > 1 else "faq")


@pytest.mark.parametrize(
    ("text", "confidence", "intent"),
    [
        ("It is what it was.", 0.45, "nlu_fallback"),
        ("What now?", 0.55, "faq"),
        ("can i appeal", 0.45, "faq"),
    ],
)
def test_words_that_say_nothing_are_answered_only_when_that_is_sure(
    text: str, confidence: float, intent: str
) -> None:
    closest = {"faq/appeal": confidence, "faq/what_is_session": 0.2, "faq/preparing": 0.1}
    found = understand(text, guessing({text: {**closest, "more": 0.05}}))
    assert found.intent == intent
    if intent == "nlu_fallback":
        assert [topic.label for topic in found.topics] == list(closest)


@pytest.mark.parametrize(
    ("second", "topics"),
    [
        ("do I pay for the meeting", ("faq/bring_lawyer", "faq/cost")),
        # Too short to stand alone: it goes on about the first question.
        ("how much", ("faq/bring_lawyer",)),
    ],
)
def test_a_second_question_that_the_whole_does_not_show_must_stand_alone(
    second: str, topics: tuple[str, ...]
) -> None:
    first = "can I bring my lawyer along"
    rank = guessing(
        {
            f"{first}? {second}?": {"faq/bring_lawyer": 0.99},
            f"{first}?": {"faq/bring_lawyer": 0.99},
            f"{second}?": {"faq/cost": 0.9},
        }
    )
    found = understand(f"{first}? {second}?", rank)
    assert tuple(guess.label for guess in found.topics) == topics


def test_no_example_is_read_by_rasa_as_an_entity() -> None:
    phrases, _ = training()
    marked = [phrase for phrase in phrases if re.search(r"\[[^\]]+\]\s*[\[({]", phrase)]
    assert marked == [], "Rasa would train on other words than these"


def test_a_clause_in_our_words_does_not_overrule_a_message_that_is_not_ours() -> None:
    told, question = "The neighbors hold a hearing on my fence.", "What do I show them?"
    text = f"{told} {question}"
    shares = {
        text: {"faq/what_to_share": 0.45},
        question: {"faq/what_to_share": 0.9},
    }
    assert understand(text, guessing(shares)).intent == "nlu_fallback"
    unclear = {"goodbye": 0.8, "faq/what_to_share": 0.1}
    found = understand(text, guessing({**shares, text: unclear}))
    assert [guess.label for guess in found.topics] == ["faq/what_to_share"]


@pytest.mark.parametrize(("elsewhere", "intent"), [(0.9, "near_miss"), (0.6, "compound")])
def test_two_questions_about_something_that_is_surely_not_ours_are_declined(
    elsewhere: float, intent: str
) -> None:
    first, second = "Must I go to the talk about custody?", "Can I move it to another day?"
    text = f"{first} {second}"
    rank = guessing(
        {
            text: {"near_miss/custody_mediation": elsewhere, "faq/must_i_go": 1 - elsewhere},
            first: {"faq/must_i_go": 0.9},
            second: {"faq/reschedule": 0.9},
        }
    )
    assert understand(text, rank).intent == intent
