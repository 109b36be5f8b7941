"""The measure of marked messages counts a wrong fact, a missed one, one asked and one too many."""

from __future__ import annotations

import pytest

from benchmarks.facts import TODAY, scored
from bot.facts import read_facts
from bot.facts.agree import agreed
from bot.facts.examples import unmarked
from bot.facts.roles import RoleGuess


def test_marks_are_taken_out_and_kept_by_their_place() -> None:
    example = unmarked(
        "got [May 3](received), then [Friday](none) came, I file [Monday](filed:planned)"
    )
    first, second, third = example.marks
    assert example.text == "got May 3, then Friday came, I file Monday"
    assert example.text[first.start : first.end] == "May 3" and first.role == "received"
    assert example.text[second.start : second.end] == "Friday" and second.role == "none"
    assert (first.status, third.role, third.status) == ("told", "filed", "planned")


def test_a_status_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="planed"):
        unmarked("I file [Monday](filed:planed)")


@pytest.mark.parametrize(
    ("text", "wrong", "missed", "asked"),
    [
        ("they got it on [November 9](received)", (), (), ()),
        ("they got it on [November 9](none)", ("received told: November 9",), (), ()),
        ("they got it on [November 9](received:other)", ("received told: November 9",), (), ()),
        ("they got it on [November 9](filed)", ("received told: November 9",), ("filed told",), ()),
        ("we were there on [November 9](meeting_held)", (), ("meeting_held told",), ()),
        ("I am filing on [December 3](filed:planned)", (), ("filed planned",), ()),
        ("they got it on [December 3](received)", (), (), ("received",)),
        ("[we both signed the waiver](waived_in_writing)", (), (), ()),
        ("[we both signed the waiver](none)", ("waived_in_writing told: we both signed the waiver",), (), ()),
        ("what if they got it on [November 9](received:supposed)?", (), (), ()),
        ("the decision came on [November 9](decision_issued)", (), (), ()),
    ],
)  # fmt: skip
def test_a_message_is_scored(
    text: str, wrong: tuple[str, ...], missed: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    example = unmarked(text)
    score = scored(example, read_facts(example.text, TODAY))
    assert (score.wrong, score.missed, score.asked) == (wrong, missed, asked)


@pytest.mark.parametrize(
    ("role", "asked", "needless"),
    [("filed", ("filed",), ()), ("none", (), ("received/filed: November 9",))],
)
def test_a_question_fits_where_it_offers_what_is_right(
    role: str, asked: tuple[str, ...], needless: tuple[str, ...]
) -> None:
    example = unmarked(f"they got it on [November 9]({role})")
    at = example.marks[0]
    guess = RoleGuess(at.start, at.end, (("filed", 0.9), ("received", 0.1)))
    score = scored(example, agreed(read_facts(example.text, TODAY), (guess,), TODAY))
    assert (score.wrong, score.asked, score.needless) == ((), asked, needless)
