"""What is read from Spanish messages: facts, states, corrections, what is taken back or supposed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.facts import Reading, read_facts
from bot.facts.agree import agreed
from bot.facts.examples import NONE, STATUSES, unmarked
from bot.facts.roles import RoleGuess, spans_of
from tests.facts.test_taught_examples import ROLES

TODAY = date(2026, 11, 28)


def read(text: str, asked: str | None = None) -> Reading:
    return read_facts(text, TODAY, asked=asked, language="es")


def facts(reading: Reading) -> list[str]:
    return [
        f"{c.kind} {c.fact}={c.value}{' supposed' if c.supposed else ''}" for c in reading.changes
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("La escuela recibió mi queja el 12 de noviembre", ["give received=2026-11-12"]),
        ("la recibieron antier", ["give received=2026-11-26"]),
        ("LA RECIBIERON EL 12 DE NOVIEMBRE", ["give received=2026-11-12"]),
        ("presente mi queja el 9 y la recibieron el 12",
         ["give filed=2026-11-09", "give received=2026-11-12"]),
        ("mi abogada presentó la queja el 9 de noviembre", ["give filed=2026-11-09"]),
        ("radiqué la querella el 4 de noviembre", ["give filed=2026-11-04"]),
        ("firmamos el acuerdo el viernes pasado", ["give agreement_signed=2026-11-27"]),
        ("tuvimos la junta de resolución el 18", ["give meeting_held=2026-11-18"]),
        ("la audiencia es el 14 de enero", ["give hearing_scheduled=2027-01-14"]),
        ("los dos firmamos el 6 que no queremos la junta", ["give waived_in_writing=2026-11-06"]),
        ("la decisión tiene fecha del 12 de noviembre", ["give decision_issued=2026-11-12"]),
        ("me llegó la decisión el 16", ["give decision_received=2026-11-16"]),
        ("no la recibieron hasta el 12", ["give received=2026-11-12"]),
        ("they got it el 12 de noviembre", ["give received=2026-11-12"]),
        ("me equivoqué, la recibieron el 13", ["correct received=2026-11-13"]),
        ("la escuela y yo renunciamos por escrito a la junta", ["give waived_in_writing=None"]),
        ("nadie de la escuela vino a la junta", ["give school_missed_meeting=None"]),
        # Nothing of this case, or nothing that has happened.
        ("no la recibieron el 12", []),
        ("nunca firmamos el acuerdo el 12", []),
        ("voy a presentar la queja el lunes", []),
        ("quieren que firme el acuerdo el lunes", []),
        ("a mi amiga le recibieron la queja el 3 de noviembre", []),
        ("firmé la hoja de asistencia el 18", []),
        ("tuvimos la junta del IEP el 18", []),
        ("su cumpleaños es el 9 de diciembre", []),
        ("mi esposo y yo firmamos la renuncia a la junta", []),
        ("tengo audiencia de inmigración el 14 de diciembre", []),
        ("el estado recibió mi queja el 2 de noviembre", []),
    ],
)  # fmt: skip
def test_a_message_tells_its_facts(text: str, told: list[str]) -> None:
    assert facts(read(text)) == told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("vivo en Nueva York", "NY"), ("soy de Nuevo México", "NM"), ("Carolina del Norte", "NC"),
        ("estoy en Pensilvania", "PA"), ("vivimos en Puerto Rico", "PR"), ("en Luisiana", "LA"),
        ("vivo en la Florida", "FL"), ("Tejas", "TX"), ("vivo en Houston, TX", "TX"),
        ("mi hija Virginia tiene cinco años", None), ("me mudé de Texas a Ohio", "OH"),
        ("mi hermana en California la presentó", None), ("en la escuela", None),
        ("es de color colorado", None),
    ],
)  # fmt: skip
def test_a_state_is_known_by_its_spanish_name(text: str, code: str | None) -> None:
    assert [c.value for c in read(text).changes if c.fact == "state"] == ([code] if code else [])


def test_a_place_that_is_no_state_is_said_back() -> None:
    assert read("vivo en Guadalajara").state_unknown == "Guadalajara"


def test_who_filed_and_discipline_are_told_by_words() -> None:
    assert facts(read("la escuela presentó una queja contra mí")) == ["give filed_by=school"]
    assert facts(read("fui yo quien la presentó")) == ["give filed_by=parent"]
    assert facts(read("la escuela", asked="filed_by")) == ["give filed_by=school"]
    assert facts(read("es un caso de disciplina")) == ["give expedited=True"]
    assert facts(read("no es de disciplina")) == ["give expedited=False"]
    assert facts(read("¿puede la escuela presentar una queja?")) == []


def test_a_bare_day_answers_the_question_asked() -> None:
    assert facts(read("el 12 de noviembre", asked="received")) == ["give received=2026-11-12"]
    assert facts(read("fue el viernes", asked="agreement_signed")) == [
        "give agreement_signed=2026-11-27"
    ]
    assert facts(read("14 de enero", asked="hearing_scheduled")) == [
        "give hearing_scheduled=2027-01-14"
    ]


@pytest.mark.parametrize("text", ["no, fue el 12", "perdón era el 12", "me equivoqué, fue el 12"])
def test_a_correction_changes_the_fact_told_last(text: str) -> None:
    assert facts(read(text)) == ["correct =2026-11-12"]


def test_a_fact_is_taken_back_by_its_name() -> None:
    assert facts(read("olvide la audiencia")) == ["withdraw hearing_scheduled=None"]
    assert facts(read("borre esa fecha")) == ["withdraw =None"]
    assert read("borre todo").forget_all
    assert not facts(read("se me olvidó la audiencia"))


@pytest.mark.parametrize("text", ["no sé", "No me acuerdo", "ni idea", "no recuerdo la fecha"])
def test_not_knowing_is_heard(text: str) -> None:
    assert read(text).dont_know


def test_yes_and_no_tell_no_fact() -> None:
    for text in ("Si", "sí", "no", "No."):
        assert read(text) == Reading(text=text, language="es")


@pytest.mark.parametrize(
    "text",
    [
        "¿y si la recibieron el 9?",
        "si firmo el acuerdo el lunes, ¿cuándo se vence?",
        "supongamos que la recibieron el 9 de noviembre",
        "qué pasa si la escuela la recibió el 9",
    ],
)
def test_what_is_supposed_is_not_kept(text: str) -> None:
    reading = read(text)
    assert reading.what_if
    assert all(change.supposed for change in reading.changes if change.date)


def test_si_as_an_answer_supposes_nothing() -> None:
    reading = read("Si, la recibieron el 12")
    assert facts(reading) == ["give received=2026-11-12"] and not reading.what_if


def test_a_plan_is_a_plan() -> None:
    text = "voy a presentar la queja el lunes"
    reading = read(text)
    (span,) = spans_of(text, reading)
    guess = RoleGuess(span.start, span.end, (("filed~", 0.6), ("none", 0.3)))
    (change,) = agreed(reading, [guess], TODAY).changes
    assert (change.fact, change.value, change.tense) == ("filed", "2026-11-30", "planned")


def test_two_days_of_one_receipt_are_asked() -> None:
    reading = read("ellos dicen que la recibieron el 16 pero mi recibo dice el 13")
    ((fact, mention),) = reading.unclear
    assert fact == "received" and mention.reason == "disputed"


@pytest.mark.parametrize("text", ["hace ocho días", "hace quince dias", "el otro lunes"])
def test_two_readings_are_asked(text: str) -> None:
    reading = read(f"la escuela recibió mi queja {text}")
    assert not reading.changes
    assert [(f, m.reason) for f, m in reading.unclear] == [("received", "two_readings")]


def test_english_is_not_read_in_spanish_nor_spanish_in_english() -> None:
    assert not read_facts("la escuela recibió mi queja el 12", TODAY).changes


@pytest.mark.parametrize(
    "text", ["", "¿?", "a" * 20_000, "el 12 " * 500, "[](", "{school}"], ids=range(6)
)
def test_no_message_is_too_strange(text: str) -> None:
    read(text)


def test_the_development_set_is_marked_well() -> None:
    lines = (Path(__file__).parent / "spanish-dev.jsonl").read_text("utf-8").splitlines()
    messages = [json.loads(line) for line in lines]
    assert len(messages) >= 120 and {m["language"] for m in messages} == {"es"}
    for message in messages:
        for mark in unmarked(message["text"]).marks:
            assert mark.role in ROLES | {NONE} and mark.status in STATUSES
