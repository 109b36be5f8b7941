"""Words of danger get the help lines first; ordinary anger does not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.nlu.danger import in_danger, only_figurative
from tests.live.guide import Guide, custom_of, text_of

LINES = yaml.safe_load((Path(__file__).parent / "crisis.yml").read_text(encoding="utf-8"))
SPANISH = yaml.safe_load((Path(__file__).parent / "crisis_es.yml").read_text(encoding="utf-8"))


def test_there_are_enough_of_both_kinds() -> None:
    assert len(LINES["crisis"]) >= 60 and len(LINES["ordinary"]) >= 60


@pytest.mark.parametrize("line", LINES["crisis"])
def test_help_lines_come_first(guide: Guide, line: str) -> None:
    reply = guide.say(line)
    assert custom_of(reply)["topic"] == "crisis"
    assert "988" in text_of(reply) and "911" in text_of(reply)


@pytest.mark.parametrize("line", LINES["ordinary"])
def test_ordinary_anger_is_no_alarm(guide: Guide, line: str) -> None:
    assert custom_of(guide.say(line))["topic"] != "crisis"


# Spanish is held to the words alone: they must be enough, whatever any model has learned.


def test_there_are_enough_of_both_kinds_in_spanish() -> None:
    assert len(SPANISH["crisis"]) >= 90 and len(SPANISH["ordinary"]) >= 90


@pytest.mark.parametrize("line", SPANISH["crisis"])
def test_danger_in_spanish_is_seen_by_its_words(line: str) -> None:
    assert in_danger(line)
    assert in_danger(line.upper())


@pytest.mark.parametrize("line", SPANISH["ordinary"])
def test_ordinary_words_in_spanish_are_no_danger(line: str) -> None:
    assert not in_danger(line)


@pytest.mark.parametrize("line", LINES["ordinary"])
def test_the_spanish_words_do_not_alarm_on_english_anger(line: str) -> None:
    assert not in_danger(line)


@pytest.mark.parametrize(
    "line",
    [
        "me muero de ganas de saber",
        "Me está matando la espera",
        "los voy a matar en la audiencia",
        "esto me va a matar",
    ],
)
def test_a_spanish_figure_of_speech_is_known_as_one(line: str) -> None:
    assert only_figurative(line)


def test_accents_and_spaces_do_not_hide_danger() -> None:
    assert in_danger("mi hijo  se\nquiere   morir")
    assert in_danger("mi niña intentó quitarse la vida")
    assert not only_figurative("mi hijo se quiere morir")


def test_a_weapon_the_school_has_acted_on_is_a_case_in_spanish_too() -> None:
    assert in_danger("mi hijo llevó una navaja a la escuela")
    assert not in_danger("mi hijo llevó una navaja a la escuela y lo suspendieron")
