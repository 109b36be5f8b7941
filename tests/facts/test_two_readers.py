"""What both readers of a message say is noted; where they differ it is asked; plans stay plans."""

from __future__ import annotations

from datetime import date

import pytest

from bot.facts import Reading, read_facts
from bot.facts.agree import agreed
from bot.facts.roles import RoleGuess, guesses_from, spans_of

TODAY = date(2026, 11, 28)


def read(text: str, *rankings: dict[str, float]) -> Reading:
    """A text as both readers have it, the second one's rankings given span by span."""
    reading = read_facts(text, TODAY)
    spans = spans_of(text, reading)
    guesses = [
        RoleGuess(span.start, span.end, tuple(ranking.items()), span.dated)
        for span, ranking in zip(spans, rankings, strict=True)
    ]
    return agreed(reading, guesses, TODAY)


def told(reading: Reading) -> list[str]:
    return [f"{c.fact} {c.value} {c.tense}" for c in reading.changes]


def asked(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(doubt.date.text, doubt.facts) for doubt in reading.doubts]


def test_what_both_say_is_noted() -> None:
    reading = read("they got it on November 9", {"received": 0.9, "none": 0.1})
    assert told(reading) == ["received 2026-11-09 told"] and not reading.doubts


def test_where_they_differ_it_is_asked_with_what_either_says() -> None:
    reading = read("they got it on November 9", {"decision_issued": 0.6, "filed": 0.3})
    assert told(reading) == []
    assert asked(reading) == [("November 9", ("received", "decision_issued", "filed"))]


def test_what_the_model_is_sure_tells_nothing_is_left_out() -> None:
    reading = read("they got it on November 9", {"none": 0.97, "received": 0.02})
    assert told(reading) == [] and not reading.doubts


def test_a_day_the_patterns_know_nothing_of_is_noted_where_the_model_is_sure() -> None:
    text = "I walked it over to the district office on November 5"
    assert told(read(text, {"received": 0.95, "filed": 0.03})) == ["received 2026-11-05 told"]
    assert asked(read(text, {"received": 0.6, "filed": 0.3})) == [
        ("November 5", ("received", "filed"))
    ]
    assert not asked(read(text, {"none": 0.8, "filed": 0.1}))


def test_a_day_that_answers_our_question_needs_no_second_reader() -> None:
    reading = read_facts("November 9", TODAY, asked="received")
    guess = RoleGuess(0, 10, (("none", 0.99),))
    assert told(agreed(reading, [guess], TODAY)) == ["received 2026-11-09 told"]


@pytest.mark.parametrize(
    ("text", "label", "kept"),
    [
        ("I am filing on December 2", "filed~", "filed 2026-12-02 planned"),
        ("they set the meeting for December 8", "meeting_held~", "meeting_held 2026-12-08 planned"),
        ("we sign the agreement on Monday", "agreement_signed~", "agreement_signed 2026-11-30 planned"),
        ("the hearing is December 14", "hearing_scheduled", "hearing_scheduled 2026-12-14 told"),
    ],
)  # fmt: skip
def test_a_day_ahead_is_planned(text: str, label: str, kept: str) -> None:
    assert told(read(text, {label: 0.95, "none": 0.05})) == [kept]


def test_a_plan_for_a_day_that_is_past_is_not_kept() -> None:
    reading = read("I was going to file on November 9, 2026", {"filed~": 0.95, "none": 0.05})
    assert told(reading) == []


def test_a_statement_is_believed_only_where_the_model_agrees() -> None:
    text = "we both signed the waiver"
    assert told(read(text, {"waived_in_writing": 0.8})) == ["waived_in_writing None told"]
    assert told(read(text, {"none": 0.8, "waived_in_writing": 0.2})) == []


def test_without_the_second_reader_the_patterns_read_alone() -> None:
    reading = read_facts("they got it on November 9", TODAY)
    assert agreed(reading, (), TODAY) == reading


def test_the_model_reaches_the_action_through_the_entities_of_the_message() -> None:
    entity = {
        "entity": "date", "role": "filed", "start": 3, "end": 9, "extractor": "RoleReader",
        "ranking": [["filed~", 0.9], ["none", 0.1]],
    }  # fmt: skip
    (guess,) = guesses_from([entity, {"entity": "date", "extractor": "FactExtractor"}])
    assert guess == RoleGuess(3, 9, (("filed~", 0.9), ("none", 0.1)))
    assert guess.planned("filed") and guess.roles() == [("filed", 0.9), ("none", 0.1)]


def test_what_only_the_model_sees_is_supposed_after_an_if() -> None:
    reading = read(
        "their lawyer emailed. if i sign tonight is it over?", {"agreement_signed": 0.95}
    )
    assert [(c.fact, c.supposed) for c in reading.changes] == [("agreement_signed", True)]
    assert reading.what_if


def test_a_filing_ahead_needs_a_word_of_filing() -> None:
    meeting = "So they have it set for Tuesday, can my mom come?"
    assert told(read(meeting, {"received~": 0.9, "none": 0.1})) == []
    filing = "I will drop it off on Tuesday, is that early enough?"
    assert told(read(filing, {"received~": 0.9, "none": 0.1})) == ["received 2026-12-01 planned"]


def test_both_signed_to_skip_is_a_waiver_whatever_the_model_makes_of_signing() -> None:
    text = "we both signed on November 10 that we won't meet"
    assert told(read(text, {"agreement_signed": 0.9, "waived_in_writing": 0.05})) == [
        "waived_in_writing 2026-11-10 told"
    ]
