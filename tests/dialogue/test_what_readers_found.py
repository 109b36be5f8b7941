"""Answers that a fresh reader found dangerous on 2026-11-29, each kind mended."""

from __future__ import annotations

import pytest

from bot.deadlines.held import filing_limit
from tests.answering.rows import Talk

NEW_CASE = {"intent": "new_case"}


@pytest.mark.parametrize(
    ("state", "limit"), [("NC", (1, "years")), ("NY", (2, "years")), ("MT", None)]
)
def test_the_time_to_file_of_a_state_is_what_its_file_holds(
    state: str, limit: tuple[int, str] | None
) -> None:
    assert filing_limit(state) == limit


@pytest.mark.parametrize(
    ("language", "said", "first"),
    [
        ("en", "We're in North Carolina", "In North Carolina the time to file is 1 year."),
        (
            "es",
            "Vivimos en Carolina del Norte",
            "En Carolina del Norte, el plazo para presentar la queja es de 1 año.",
        ),
    ],
)
def test_the_time_to_file_of_the_own_state_comes_before_the_general_rule(
    language: str, said: str, first: str
) -> None:
    talk = Talk(language=language)
    reply = talk.say({"say": said, "topics": ["deadline/file_time_limit"]})
    assert first in reply.messages[0].text
    assert "2 year" not in reply.messages[0].text.split(first)[0]


def test_where_the_states_time_is_not_held_the_general_rule_stands_alone() -> None:
    reply = Talk().say({"say": "We live in Montana", "topics": ["deadline/file_time_limit"]})
    assert "the time to file is" not in reply.messages[0].text


@pytest.mark.parametrize("said", ["almost agreed. can we have a second one", "otra junta"])
def test_a_message_that_names_no_case_and_no_child_drops_no_facts(said: str) -> None:
    talk = Talk()
    talk.say({"say": "The school got my complaint November 9"})
    talk.say({"say": said, **NEW_CASE})
    assert str(talk.facts["received"]) == "2026-11-09"


@pytest.mark.parametrize("said", ["this is about my other son now", "ahora es de mi otra hija"])
def test_another_child_is_another_case(said: str) -> None:
    talk = Talk()
    talk.say({"say": "The school got my complaint November 9"})
    talk.say({"say": said, **NEW_CASE})
    assert "received" not in talk.facts


def test_beside_a_question_about_the_schools_complaint_no_30_days_are_promised() -> None:
    topics = ["deadline/school_filed", "deadline/resolution_period"]
    first, second = (
        Talk().say({"say": "We got served. Is there a month?", "topics": topics}).messages
    )
    assert "No resolution" in second.text or "school filed" in second.text
    alone = Talk().say({"say": "When do the 30 days end?", "topics": topics[1:]}).messages[0]
    assert second.text != alone.text and first.text
