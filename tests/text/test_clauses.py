"""A message is cut where a second question begins, and nowhere else."""

from __future__ import annotations

import time

import pytest

from bot.text.clauses import questions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Can my aunt come? Will it be recorded?", ["Can my aunt come?", "Will it be recorded?"]),
        ("do i have to go and can i bring a lawyer", ["do i have to go", "can i bring a lawyer"]),
        (
            "who is going to be there for them are they bringing a lawyer",
            ["who is going to be there for them", "are they bringing a lawyer"],
        ),
        (
            "I need an interpreter for the meeting, and my sister she can come too?",
            ["I need an interpreter for the meeting", "my sister she can come too?"],
        ),
        (
            "They say it is incomplete. Who decides that? Also they never answered me, "
            "how long do they get",
            [
                "They say it is incomplete. Who decides that?",
                "Also they never answered me how long do they get",
            ],
        ),
        (
            "Give me all the dates. One more thing, the meeting is on my surgery day, can it move",
            [
                "Give me all the dates.",
                "One more thing, the meeting is on my surgery day can it move",
            ],
        ),
        (
            "If we lose can we go to court. also if we win will they pay my lawyer",
            ["If we lose can we go to court.", "also if we win will they pay my lawyer"],
        ),
        (
            "How far back can I go when I file, and what do I need to write in it?",
            ["How far back can I go when I file", "what do I need to write in it?"],
        ),
        (
            "Can I record it? Also I need an interpreter, can I get one?",
            ["Can I record it?", "Also I need an interpreter can I get one?"],
        ),
        (
            "what if we just dont do the meeting, or could we do mediation in its place",
            ["what if we just dont do the meeting", "could we do mediation in its place"],
        ),
        (
            "how much of our plan do we show them... and can their attorney sit in",
            ["how much of our plan do we show them...", "and can their attorney sit in"],
        ),
        (
            "I want another day for it, and my lawyer should be allowed to come right",
            ["I want another day for it", "my lawyer should be allowed to come right"],
        ),
        (
            "what do I bring on Thursday, I don't even know who will be there",
            ["what do I bring on Thursday", "I don't even know who will be there"],
        ),
        ("Must I go? Cost?", ["Must I go?", "Cost?"]),
        (
            "does anybody save this chat, and who sees what I write",
            ["does anybody save this chat", "who sees what I write"],
        ),
        (
            "My sister wants to come with me to the meeting, also can we do it on zoom",
            ["My sister wants to come with me to the meeting", "can we do it on zoom"],
        ),
        (
            "if we dont settle what comes next, also can they move my son meanwhile",
            ["if we dont settle what comes next", "can they move my son meanwhile"],
        ),
    ],
)
def test_two_questions_are_found_with_what_was_told_before_each(
    text: str, parts: list[str]
) -> None:
    assert questions(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "when must the school hold the meeting",
        "The school got my complaint on March 3, and my son is ten.",
        "My sister and I went to the school and they said no. Is that allowed?",
        "how long do i have",
        "does the school really have to do what it says",
        "What papers should I have with me when we meet?",
        "if both of us agree to skip it",
        "How do I cancel, by email or what?",
        "They said no and also refused to say why. Is that allowed?",
        "",
        "🙏",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert len(questions(text)) == 1


def test_what_follows_the_last_question_belongs_to_it() -> None:
    assert questions("Can I record it? He forgets things. Who pays? I have no job.") == [
        "Can I record it?",
        "He forgets things. Who pays? I have no job.",
    ]


def test_a_flood_of_joints_is_cut_in_time() -> None:
    began = time.monotonic()
    questions("and can they, " * 800)
    questions("a, " * 4000)
    questions("if we also can they, " * 800)
    questions(" " * 10_000)
    assert time.monotonic() - began < 5  # a wrong pattern takes minutes
