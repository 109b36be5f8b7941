"""What was nearly understood instead is offered first, so that a mistake costs one tap."""

from __future__ import annotations

from bot.knowledge import knowledge
from bot.knowledge.render import more_title, runner_up, topic_message

TOPICS = knowledge().topics


def ranking(*guesses: tuple[str, float]) -> list[dict[str, object]]:
    return [{"name": name, "confidence": confidence} for name, confidence in guesses]


def test_a_near_second_topic_is_the_runner_up() -> None:
    guesses = ranking(("faq/bring_lawyer", 0.6), ("faq/school_lawyer", 0.35), ("faq/cost", 0.01))
    assert runner_up(guesses, ["bring_lawyer"]) == "school_lawyer"


def test_a_far_second_a_near_miss_or_an_act_is_none() -> None:
    assert runner_up(ranking(("faq/cost", 0.9), ("faq/bring_lawyer", 0.05)), ["cost"]) is None
    assert runner_up(ranking(("faq/cost", 0.5), ("near_miss/iep_meeting", 0.4)), ["cost"]) is None
    assert runner_up(ranking(("faq/cost", 0.5), ("thanks", 0.4)), ["cost"]) is None
    assert runner_up([], ["cost"]) is None


def test_it_comes_before_the_other_questions_and_only_once() -> None:
    message = topic_message("bring_lawyer", TOPICS, "rest", 0.6, "stay_put")
    titles = [button["title"] for button in message["buttons"]]
    assert titles[0] == more_title("en")
    assert titles[1] == TOPICS["stay_put"].title
    known = TOPICS["bring_lawyer"].follow_ups[-1]
    message = topic_message("bring_lawyer", TOPICS, "rest", 0.6, known)
    titles = [button["title"] for button in message["buttons"]]
    assert titles.index(TOPICS[known].title) == 1
    assert len(titles) == len(set(titles))


def test_without_one_nothing_changes() -> None:
    plain = topic_message("bring_lawyer", TOPICS, "rest", 0.6)
    assert topic_message("bring_lawyer", TOPICS, "rest", 0.6, "no such topic") == plain
