"""The dates in Spanish: holidays, states and refusals in its words, and what it lacks as it stands."""

from datetime import datetime, timezone

import pytest
from icalendar import Calendar

from bot.deadlines import DeadlineError, Facts, compute
from bot.deadlines.rules import states
from bot.deadlines.wording import Wording, wording
from tests.deadlines.deadline_cases import MONDAY, day, events

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)


def spanish(facts: Facts, key: str) -> str:
    (why,) = [d.why for d in compute(facts, language="es").deadlines if d.key == key]
    return why


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Thanksgiving Day", "Día de Acción de Gracias"),
        ("Independence Day (observed)", "Día de la Independencia (día en que se observa)"),
        ("Independence Day (kept on Monday)", "Día de la Independencia (se pasa al lunes)"),
        ("Columbus Day; Good Friday", "Día de Colón; Viernes Santo"),
        (
            "Christmas Day (observed); Day After Thanksgiving",
            "Navidad (día en que se observa); Día después de Acción de Gracias",
        ),
        # A holiday that the package of calendars may list some day.
        ("Some New Day", "Some New Day"),
        ("Some New Day (observed)", "Some New Day (día en que se observa)"),
    ],
)
def test_a_holiday_is_named_in_spanish_or_as_the_calendar_has_it(name: str, said: str) -> None:
    assert wording("es").holiday(name) == said


def test_a_state_without_a_name_in_a_language_goes_by_its_own() -> None:
    lacking = Wording({**wording("es").sections, "states": {"HI": "Hawái"}})
    assert lacking.state("HI", "Hawaii") == "Hawái"
    assert lacking.state("OH", "Ohio") == "Ohio"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_has_a_name_in_every_language(language: str) -> None:
    assert sorted(wording(language).sections["states"]) == list(states())


def test_the_days_skipped_and_in_doubt_are_told_in_spanish() -> None:
    facts = Facts(
        received=day("2026-06-29"), state="OH", events=events(hearing_scheduled="2026-12-01")
    )
    why = spanish(facts, "disclosure_due")
    assert (
        "No se cuenta: Día de Acción de Gracias, el jueves, 26 de noviembre de 2026. Algunas "
        "oficinas también cierran en estos días: Día después de Acción de Gracias, el viernes, 27 "
        "de noviembre de 2026. Para más seguridad, actúe a más tardar el viernes, 20 de noviembre "
        "de 2026." in why
    )


def test_the_limit_of_a_state_names_the_state_in_spanish() -> None:
    facts = Facts(state="NY", events=events(decision_issued="2026-11-20"))
    assert spanish(facts, "state_review_appeal_by").startswith(
        "En Nueva York hay un segundo paso. El lado que no está de acuerdo con la decisión puede "
        "pedirle al estado una revisión. El plazo es de 40 días calendario desde la fecha de la "
        "decisión del oficial de audiencias."
    )


def test_a_refusal_is_told_in_spanish_and_names_the_state_in_it() -> None:
    with pytest.raises(DeadlineError) as caught:
        compute(Facts(state="HI", events=events(review_decision_issued="2026-03-02")), "es")
    assert caught.value.message == (
        "review_decision_issued: hasta donde sé, en Hawái no hay revisión del estado de la "
        "decisión de una audiencia. ¿Es esta la fecha de la decisión del oficial de audiencias?"
    )


def test_the_text_and_the_calendar_file_keep_the_language() -> None:
    told = compute(Facts(received=MONDAY, state="OH"), language="es")
    assert told.to_text().startswith("Sus fechas:\n")
    calendar = Calendar.from_ical(told.to_ics(NOW))
    assert calendar["X-WR-CALNAME"] == "Fechas de la reunión de resolución"
