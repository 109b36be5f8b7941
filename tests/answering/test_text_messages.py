"""What the first text message of a dated answer must hold."""

from __future__ import annotations

from datetime import date

import pytest

from bot.channels.texting import SMS_LIMIT, Texting, plain_sms, sms_limit
from bot.dialogue import Turn, respond
from bot.dialogue.turn import TopicGuess
from bot.knowledge import knowledge

KNOWLEDGE = knowledge().topics


def first_text(said: str, topic: str) -> str:
    turn = Turn(
        text=said, intent="deadline", topics=(TopicGuess(f"deadline/{topic}", 0.9),),
        today=date(2026, 11, 28), slots={}, channel="sms",
    )  # fmt: skip
    said_back = [
        {"text": plain_sms(message.text), "buttons": message.buttons}
        for message in respond(turn, KNOWLEDGE).messages
    ]
    texts = Texting().compose("x", said_back, limit=sms_limit, more="Reply MORE for the rest.")
    assert len(texts[0]) <= SMS_LIMIT
    return texts[0]


@pytest.mark.parametrize(
    ("said", "topic", "days"),
    [
        (
            "I live in New York and the decision is dated November 16, 2026. How long to appeal?",
            "appeal_court",
            ["Friday, December 11, 2026", "Saturday, December 26, 2026"],
        ),
        (
            "The decision is dated November 16, 2026. How long to go to court?",
            "appeal_court",
            ["Sunday, February 14, 2027", "act by Wednesday, December 16, 2026"],
        ),
        (
            "I'm in Utah, the decision is dated November 16, 2026. How long do I have?",
            "appeal_court",
            ["Wednesday, December 16, 2026"],
        ),
        (
            "The hearing is on December 14, 2026. When must I share evidence?",
            "disclosure",
            ["Monday, December 7, 2026", "act by Friday, December 4, 2026"],
        ),
        (
            "The school filed and I got it on November 20, 2026. What is due?",
            "school_filed",
            ["Monday, November 30, 2026", "Saturday, December 5, 2026"],
        ),
    ],
)
def test_it_holds_the_dates_and_the_safe_days(said: str, topic: str, days: list[str]) -> None:
    text = first_text(said, topic)
    for day in days:
        assert day in text
