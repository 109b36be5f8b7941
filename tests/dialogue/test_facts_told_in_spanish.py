"""Facts told in Spanish reach the case; our own sentences are read as what they stand for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.calendars import begins_new_case
from bot.dialogue import Reply, Turn
from bot.dialogue.case import Case
from bot.dialogue.respond import respond
from bot.knowledge import knowledge

TODAY = date(2026, 11, 28)


def told(text: str, language: str = "es") -> dict[str, object]:
    turn = Turn(text, "tell_facts", (), TODAY, {})
    reply = respond(replace(turn, language=language), knowledge().topics)
    case = Case.from_slots(reply.slots)
    return {name: case.value(name) for name in ("received", "agreement_signed", "state")}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("La escuela recibió mi queja el 12 de noviembre", "received", "2026-11-12"),
        ("firmamos el acuerdo el viernes pasado", "agreement_signed", "2026-11-27"),
        ("vivo en Nuevo México", "state", "NM"),
    ],
)
def test_a_fact_told_in_spanish_is_kept(text: str, fact: str, value: str) -> None:
    assert told(text)[fact] == value


def test_a_spanish_message_is_not_read_as_an_english_one() -> None:
    assert told("La escuela recibió mi queja el 12 de noviembre", "en")["received"] is None


def test_another_case_told_in_spanish_has_another_calendar() -> None:
    turn = Turn("borre todo", "forget_fact", (), TODAY, {})
    before = {"facts": {"received": "2026-11-12"}}
    reply = Reply(slots={"facts": {}})
    assert not begins_new_case(before, reply, turn)
    assert begins_new_case(before, reply, replace(turn, language="es"))
