"""What is answered where the case cannot be looked at: the topic in general, never the case."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.general import general_response

COST = {"label": "faq/cost", "confidence": 0.9}
MEETING = {"label": "deadline/when_meeting", "confidence": 0.4}


@pytest.mark.parametrize(
    ("message", "response"),
    [
        ({"intent": {"name": "faq"}, "topics": [COST, MEETING]}, "utter_faq/cost"),
        ({"intent": {"name": "deadline"}, "topics": [MEETING, COST]}, "utter_deadline/when_meeting"),
        ({"intent": {"name": "faq"}, "topics": []}, "utter_try_again"),
        ({"intent": {"name": "faq"}}, "utter_try_again"),
        ({"intent": {"name": "out_of_scope"}, "topics": [COST]}, "utter_out_of_scope"),
        ({"intent": {"name": "tell_facts"}, "topics": [COST]}, "utter_try_again"),
        ({"intent": {"name": None}, "topics": None}, "utter_try_again"),
        ({"intent": None, "topics": [COST]}, "utter_try_again"),
        ({}, "utter_try_again"),
    ],
)  # fmt: skip
def test_it_is_the_likeliest_topic_of_a_question_and_else_a_word_of_its_own(
    message: dict[str, Any], response: str
) -> None:
    assert general_response(message) == response
