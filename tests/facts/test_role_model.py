"""The second reader learns from marked examples, reads days in order, and is kept in a folder.

Needs python-crfsuite, which the mutation run does not install.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.facts.examples import Example, unmarked
from bot.facts.features import Span
from bot.facts.roles import FEWEST, LIKELY, RoleModel

pytest.importorskip("pycrfsuite")

CLASSES = {"school": "@school", "escuela": "@school", "got": "@get"}
DAYS = ("May 3", "May 9", "June 4", "June 7", "July 1", "July 8")


def examples(planned: int) -> list[Example]:
    """So many examples of each day, `planned` of them of a filing that is only meant."""
    told = [unmarked(f"the school got it [{day}](received)") for day in DAYS]
    none = [unmarked(f"the dentist is [{day}](none)") for day in DAYS]
    meant = [unmarked(f"we mean to mail it [{day}](filed:planned)") for day in DAYS[:planned]]
    return [*told, *none, *meant, unmarked("when do they meet?")]


def taught(path: Path, planned: int = FEWEST) -> RoleModel:
    return RoleModel.fit(examples(planned), CLASSES, path / "model.crf")


TEXT = "my school got it August 3, the dentist is August 9, we mean to mail it August 20"
SPANS = [Span(17, 25), Span(42, 50), Span(71, 80)]


def test_it_gives_each_day_the_role_it_was_taught(tmp_path: Path) -> None:
    guesses = taught(tmp_path).read(TEXT, SPANS)
    assert [guess.label for guess in guesses] == ["received", "none", "filed~"]
    assert [(g.start, g.end, g.dated) for g in guesses] == [tuple(span) for span in SPANS]
    for guess in guesses:
        chances = [chance for _, chance in guess.ranking]
        assert chances == sorted(chances, reverse=True) and 0.99 < sum(chances) < 1.01
        assert chances == [round(chance, 4) for chance in chances] and chances[0] > 0.5


def test_a_text_without_days_has_no_guess(tmp_path: Path) -> None:
    assert taught(tmp_path).read("when do they meet?", []) == ()


def test_a_plan_that_is_hardly_ever_taught_has_no_label_of_its_own(tmp_path: Path) -> None:
    (_, _, guess) = taught(tmp_path, FEWEST - 1).read(TEXT, SPANS)
    assert {label for label, _ in guess.ranking} == {"received", "none"}
    assert guess.label == "none"


def test_a_told_fact_has_its_label_however_seldom_it_is_taught(tmp_path: Path) -> None:
    seldom = [*examples(0), unmarked("we met them [May 3](meeting_held)")]
    model = RoleModel.fit(seldom, CLASSES, tmp_path / "model.crf")
    (guess,) = model.read("we met them August 3", [Span(12, 20)])
    assert guess.label == "meeting_held"


def test_only_the_likeliest_labels_are_given(tmp_path: Path) -> None:
    many = [
        unmarked(f"{word} [May 3](r{word})") for word in ("a", "b", "c", "d", "e", "f", "g", "h")
    ]
    (guess,) = RoleModel.fit(many, {}, tmp_path / "m").read("a August 3", [Span(2, 10)])
    assert guess.label == "ra" and len(guess.ranking) == LIKELY


def test_spanish_is_learned_and_read_without_accents(tmp_path: Path) -> None:
    row = [unmarked(f"la recibió [el {n} de mayo](received)") for n in range(2, 9)]
    row += [unmarked(f"la cita es [el {n} de mayo](none)") for n in range(2, 9)]
    model = RoleModel.fit(row, CLASSES, tmp_path / "model.crf", "es")
    plain, accented = (
        model.read(text, [Span(len(text) - 12, len(text))])
        for text in ("la recibio el 9 de junio", "la recibió el 9 de junio")
    )
    assert plain[0].ranking == accented[0].ranking and plain[0].label == "received"
    english = RoleModel.fit(row, CLASSES, tmp_path / "other.crf", "en")
    assert english.read("la recibió el 9 de junio", [Span(12, 24)]) != accented


def test_a_model_that_was_kept_reads_as_before(tmp_path: Path) -> None:
    for language in ("en", "es"):
        folder = tmp_path / language
        folder.mkdir()
        model = RoleModel.fit(
            examples(FEWEST), {**CLASSES, "dentist": "@ñ"}, tmp_path / "m", language
        )
        model.save(folder)
        again = RoleModel.load(folder)
        text = TEXT.replace("school", "schoól")
        assert again.read(text, SPANS) == model.read(text, SPANS)
        assert again._classes == {**CLASSES, "dentist": "@ñ"} and again._language == language
        assert json.loads((folder / "roles.json").read_text(encoding="utf-8")) == again._classes


def test_without_a_kept_model_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        RoleModel.load(tmp_path)


def test_a_language_is_taught_by_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "es"
    folder.mkdir()
    lines = "\n".join(f"  - la recibieron [el {n} de mayo](received)" for n in range(2, 9))
    (folder / "a.yml").write_text(f"examples: |\n{lines}\n", encoding="utf-8")
    (folder / "words.yml").write_text("classes:\n  cita: [cita, dentista]\n", encoding="utf-8")
    (folder / "templates.yml").write_text(
        'times: 8\nlists: {day: ["el 3 de mayo"]}\ntemplates: "la cita es [{day}](none)"\n',
        encoding="utf-8",
    )
    model = RoleModel.taught(folder, tmp_path / "model.crf")
    text = "la dentista es el 9 de junio y la recibieron el 4 de junio"
    guesses = model.read(text, [Span(15, 28), Span(45, 58)])
    assert [guess.label for guess in guesses] == ["none", "received"]
    assert model._language == "es" and model._classes == {"cita": "@cita", "dentista": "@cita"}
