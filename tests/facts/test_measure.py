"""The measure of marked messages counts a wrong fact, a missed one and one that is asked."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.facts import scored, unmarked

TODAY = date(2026, 11, 28)


def test_marks_are_taken_out_and_kept_by_their_place() -> None:
    text, (first, second) = unmarked("got [May 3](received), then [Friday](none) came")
    assert text == "got May 3, then Friday came"
    assert text[first.start : first.end] == "May 3" and first.role == "received"
    assert text[second.start : second.end] == "Friday" and second.role == "none"


@pytest.mark.parametrize(
    ("text", "wrong", "missed", "asked"),
    [
        ("they got it on [November 9](received)", (), (), ()),
        ("they got it on [November 9](none)", ("received: November 9",), (), ()),
        ("they got it on [November 9](filed)", ("received: November 9",), ("filed",), ()),
        ("we were there on [November 9](meeting_held)", (), ("meeting_held",), ()),
        ("they got it on [December 3](received)", (), (), ("received",)),
        ("[we both signed the waiver](waived_in_writing)", (), (), ()),
        ("[we both signed the waiver](none)", ("waived_in_writing: we both signed the waiver",), (), ()),
        ("what if they got it on [November 9](none)?", (), (), ()),
        ("the decision came on [November 9](decision_issued)", (), (), ()),
    ],
)  # fmt: skip
def test_a_message_is_scored(
    text: str, wrong: tuple[str, ...], missed: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    score = scored(text, TODAY)
    assert (score.wrong, score.missed, score.asked) == (wrong, missed, asked)
