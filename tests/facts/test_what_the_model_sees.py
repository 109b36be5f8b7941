"""What the second reader sees of a day: the words around it, and the label that a mark teaches.

The model was taught with these features: one that is written otherwise is unknown to it, and a
fact is then read wrongly without any error. Who changes them on purpose trains anew.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from bot.facts import read_facts
from bot.facts.examples import Mark, unmarked
from bot.facts.features import Span, features_of
from bot.facts.model import FactChange, Reading
from bot.facts.roles import (
    MOST_SPANS,
    RoleGuess,
    _labelled,
    _seen,
    guesses_from,
    is_statement,
    label_of,
    spans_of,
)

CLASSES = {"school": "@school", "504": "@law", "got": "@get", "when": "@ask", "if": "@if"}
TODAY = date(2026, 11, 28)
FEATURES = [
    (
        "My SCHOOL’s office, the school got it May 3, not June 4? When then.",
        "May 3",
        "dated L:it L5:it L0:it L:got L5:got LK:@get L1:@get L:school L5:schoo LK:@school"
        " L2:@school L:the L5:the L3:the L:, L5:, L3:, L:office L5:offic L5:office L:school's"
        " L5:schoo L5:school's L:my L5:my L5:my"
        " LB:school's_office LB:office_, LB:,_the LB:the_@school LB:@school_@get LB:@get_it"
        " LP:school's_office LP:school's_, LP:school's_the LP:school's_@school"
        " LP:school's_@get LP:school's_it LP:office_, LP:office_the LP:office_@school"
        " LP:office_@get LP:office_it LP:,_the LP:,_@school LP:,_@get LP:,_it LP:the_@school"
        " LP:the_@get LP:the_it LP:@school_@get LP:@school_it LP:@get_it"
        " R:, R5:, R0:, R:not R5:not R1:not Rd:_day_ R5d:_day_ R3.:? R.:when R5.:when RK.:@ask"
        " R.:then R5.:then R5.:. RB:,_not RP:,_not"
        " L:edge R:day L:edge/R:day shape:_n_ I:may 0:my 0:school's tells",
    ),
    (
        "My SCHOOL’s office, the school got it May 3, not June 4? When then.",
        "June 4",
        "dated L:not L5:not L0:not L:, L5:, L1:, Ld:_day_ L5d:_day_ Ld:it L5d:it Ld:got L5d:got"
        " LKd:@get Ld:school L5d:schoo LKd:@school Ld:the L5d:the Ld:, L5d:, Ld:office L5d:offic"
        " Ld:school's L5d:schoo Ld:my L5d:my LB:,_not LP:,_not"
        " R0.:? R.:when R5.:when RK.:@ask R.:then R5.:then R3.:."
        " L:day R:stop L:day/R:stop shape:_n_ I:june 0:, 0:not asks",
    ),
    (
        "If 504 (it) we both signed the waiver\n on May 3?",
        "we both signed the waiver",
        "undated L:) L5:) L0:) L:it L5:it L1:it L:( L5:( L2:( L:504 L5:504 LK:@law L3:@law L:if"
        " L5:if LK:@if L3:@if LB:@if_@law LB:@law_( LB:(_it LB:it_) LP:@if_@law LP:@if_( LP:@if_it"
        " LP:@if_) LP:@law_( LP:@law_it LP:@law_) LP:(_it LP:(_) LP:it_)"
        " R0.:\n R.:on R5.:on R.:_day_ R5.:_day_ R3.:? L:edge R:stop L:edge/R:stop shape:_w_"
        " S:we S:both S:signed S:the S:waiver S5:we S5:both S5:signe S5:the S5:waive"
        " SK:we SK:both SK:signed SK:the SK:waiver"
        " SPB:we_both SPB:both_signed SPB:signed_the SPB:the_waiver SPP:we_both SPP:we_signed"
        " SPP:we_the SPP:we_waiver SPP:both_signed SPP:both_the SPP:both_waiver SPP:signed_the"
        " SPP:signed_waiver SPP:the_waiver 0:we 0:both tells",
    ),
    (
        "If 504 (it) we both signed the waiver\n on May 3?",
        "May 3",
        "dated L:on L5:on L0:on L1.:\n L.:waiver L5.:waive L.:the L5.:the L.:signed L5.:signe"
        " L.:both L5.:both L.:we L5.:we L.:) L5.:) L.:it L5.:it L.:( L5.:( L.:504 L5.:504"
        " LK.:@law L.:if L5.:if LK.:@if R0.:? L:stop R:stop L:stop/R:stop shape:_n_ I:may 0:on"
        " 0:_day_ asks",
    ),
    (
        "12 got it yesterday",
        "yesterday",
        "dated L:it L5:it L0:it L:got L5:got LK:@get L1:@get L:_n_ L5:_n_ L2:_n_ LB:_n__@get"
        " LB:@get_it LP:_n__@get LP:_n__it LP:@get_it L:edge R:edge L:edge/R:edge shape:_w_"
        " I:yeste 0:_n_ 0:@get tells",
    ),
]  # fmt: skip


def spans(text: str) -> list[Span]:
    """The days of the texts above, and the one statement."""
    words = ("we both signed the waiver", "May 3", "June 4", "yesterday")
    found = [(text.find(part), part) for part in words if part in text]
    return [Span(at, at + len(part), part != words[0]) for at, part in sorted(found)]


@pytest.mark.parametrize(("text", "part", "features"), FEATURES)
def test_a_day_is_seen_by_the_words_around_it(text: str, part: str, features: str) -> None:
    places = spans(text)
    rows = features_of(text, places, CLASSES)
    assert len(rows) == len(places)
    (row,) = [r for r, s in zip(rows, places, strict=True) if text[s.start : s.end] == part]
    assert " ".join(f.replace(" ", "_") for f in row) == features


def test_words_far_from_a_day_and_beyond_the_pairs_are_left_out() -> None:
    words = [f"w{chr(97 + n)}" for n in range(16)]
    text = f"{' '.join(words)} May 3 {' '.join(words)}"
    at = text.index("May 3")
    (row,) = features_of(text, [Span(at, at + 5)], {})
    near = {f for f in row if f.startswith(("L:w", "R:w"))}
    assert near == {f"L:{w}" for w in words[4:]} | {f"R:{w}" for w in words[:12]}
    pairs = {f for f in row if f.startswith(("LB:", "RB:"))}
    left, right = pairwise(words[9:]), pairwise(words[:7])
    assert pairs == {f"LB:{a} {b}" for a, b in left} | {f"RB:{a} {b}" for a, b in right}
    assert {"R0:wa", "R1:wb", "R2:wc", "R3:wd", "R3:we", "R5:wf", "R8:wi", "R8:wl"} <= set(row)


def test_a_long_statement_is_seen_in_pairs_up_to_its_fourteenth_word() -> None:
    words = [f"w{chr(97 + n)}" for n in range(16)]
    text = " ".join(words)
    (row,) = features_of(text, [Span(0, len(text), dated=False)], {})
    assert "SPP:wa wn" in row and "SPB:wm wn" in row
    assert not [f for f in row if f.startswith("SP") and ("wo" in f or "wp" in f)]
    assert "S:wp" in row and row[-3:] == ["0:wa", "0:wb", "tells"]


def test_a_statement_around_a_day_does_not_see_that_day_as_another() -> None:
    text = "we both signed May 3 the waiver"
    row, day = features_of(text, [Span(0, 31, dated=False), Span(15, 20)], {})
    assert "S:may" in row and "S:_n_" in row and "S:_day_" not in row
    assert "L:signed" in day and "R:waiver" in day


@pytest.mark.parametrize(
    ("role", "status", "label"),
    [
        ("received", "told", "received"), ("received", "supposed", "received"),
        ("received", "planned", "received~"), ("received", "denied", "none"),
        ("received", "asked", "none"), ("received", "other", "none"),
        ("decision_received", "told", "decision_issued"),
        ("decision_received", "planned", "decision_issued~"),
        ("none", "told", "none"), ("none", "planned", "none"),
    ],
)  # fmt: skip
def test_a_mark_teaches_a_label(role: str, status: str, label: str) -> None:
    assert label_of(Mark(0, 5, role, status)) == label


def labels(marked: str, language: str = "en", whole: bool = False) -> list[tuple[str, bool, str]]:
    example = unmarked(marked)
    found = _labelled(type(example)(example.text, example.marks, whole), language)
    assert found is not None
    places, names, text = found
    assert text == example.text
    return [(text[s.start : s.end], s.dated, n) for s, n in zip(places, names, strict=True)]


def test_every_day_of_an_example_has_a_label_and_one_without_a_mark_tells_nothing() -> None:
    assert labels("they got it on [May 3](received), I file [December 2](filed:planned), June 4") == [
        ("May 3", True, "received"), ("December 2", True, "filed~"), ("June 4", True, "none"),
    ]  # fmt: skip
    assert labels("la recibieron [el 3 de mayo](received) y el 4", "es") == [
        ("el 3 de mayo", True, "received"), ("el 4", True, "none"),
    ]  # fmt: skip


def test_a_statement_of_an_example_has_a_label_though_nothing_read_it() -> None:
    assert labels("[we both put our names down](waived_in_writing) May 3") == [
        ("we both put our names down", False, "waived_in_writing"), ("May 3", True, "none"),
    ]  # fmt: skip
    assert labels("[we both signed the waiver](waived_in_writing:asked)") == [
        ("we both signed the waiver", False, "none")
    ]
    assert _labelled(unmarked("[two words](filed) and no day"), "en") is None
    assert labels("[three words here](filed)") == [("three words here", False, "filed")]


def test_a_written_out_example_is_taken_at_its_marks_alone() -> None:
    marked = "May 3 [they got it by mail](received) [on June 4 of 2026](filed:planned)"
    assert labels(marked, whole=True) == [
        ("they got it by mail", False, "received"), ("on June 4 of 2026", False, "filed~"),
    ]  # fmt: skip
    assert labels("[May 3 I think](received)", whole=True) == [("May 3 I think", True, "received")]


def test_an_example_without_a_day_teaches_nothing() -> None:
    assert _labelled(unmarked("when do they meet?"), "en") is None


def test_the_days_and_statements_of_a_message_stand_in_order() -> None:
    text = "we both signed the waiver. they got it on May 3"
    assert spans_of(text, read_facts(text, TODAY)) == [Span(0, 26, False), Span(42, 47, True)]
    text = "y la escuela y yo renunciamos por escrito a la junta"
    (span,) = spans_of(text, read_facts(text, TODAY, language="es"))
    assert not span.dated


def test_a_statement_whose_words_are_not_in_the_text_has_no_place() -> None:
    change = FactChange("waived_in_writing", None, "give", None, "we signed")
    assert spans_of("we both signed", Reading(changes=(change,))) == []


def test_a_statement_said_twice_is_looked_at_where_it_is_said_first() -> None:
    change = FactChange("waived_in_writing", None, "give", None, "we signed")
    assert spans_of("we signed, we signed", Reading(changes=(change,))) == [Span(0, 9, False)]


def test_only_so_many_days_of_a_message_are_looked_at() -> None:
    text = "May 3. " * (MOST_SPANS + 5)
    assert len(spans_of(text, read_facts(text, TODAY))) == MOST_SPANS == 60


def test_what_is_taken_back_or_has_a_value_is_no_statement() -> None:
    assert is_statement(FactChange("waived_in_writing", None, "give", None, ""))
    assert is_statement(FactChange("waived_in_writing", None, "correct", None, ""))
    assert not is_statement(FactChange("waived_in_writing", None, "withdraw", None, ""))
    assert not is_statement(FactChange("filed_by", "school", "give", None, ""))
    (told,) = read_facts("they got it on May 3", TODAY).changes
    assert not is_statement(told) and not is_statement(FactChange("x", None, "give", told.date, ""))


def test_spanish_is_seen_without_accents_and_english_as_it_is() -> None:
    assert _seen("Sí, recibió", "es") == "si, recibio"
    assert _seen("Résumé", "en") == "Résumé"


def test_a_guess_adds_up_what_is_told_and_planned() -> None:
    guess = RoleGuess(0, 5, (("filed~", 0.4), ("received", 0.3), ("filed", 0.2)))
    assert guess.dated and guess.label == "filed~"
    assert [(role, round(chance, 3)) for role, chance in guess.roles()] == [
        ("filed", 0.6), ("received", 0.3),
    ]  # fmt: skip
    late = RoleGuess(0, 5, (("received", 0.35), ("filed", 0.3), ("filed~", 0.3)))
    assert [role for role, _ in late.roles()] == ["filed", "received"]
    assert guess.chance("filed") == 0.2 and guess.chance("none") == 0.0
    assert guess.planned("filed") and not guess.planned("received") and not late.planned("filed")


def test_guesses_come_from_the_entities_of_this_reader_that_have_a_ranking() -> None:
    ranking = [["filed", "0.9"]]
    entity = {"entity": "statement", "extractor": "RoleReader", "start": "3", "end": 9.0}
    found = guesses_from([{**entity, "ranking": ranking}, entity, {**entity, "ranking": []}])
    assert found == (RoleGuess(3, 9, (("filed", 0.9),), dated=False),)
    assert guesses_from([{**entity, "extractor": "Other", "ranking": ranking}]) == ()
