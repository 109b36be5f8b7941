"""A guide that an organisation runs names it; without its file everything is as before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import Facts
from bot.dialogue.case import Case
from bot.dialogue.own_state import greeting, organisation_line
from bot.dialogue.phrases import phrases
from bot.knowledge.pages import ContentError
from bot.pages.dates import dates_page
from bot.pages.front import front_page, widget_words
from bot.states.organisation import organisation
from tests.states.test_each_states_own_people import asked, read

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "guide.example.yml"
NAME = "Parent Center of Somewhere"


@pytest.fixture
def run_by_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUIDE_ORGANISATION", str(EXAMPLE))
    yield


@pytest.mark.usefixtures("run_by_one")
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_named_in_greeting_header_handoff_and_print(language: str) -> None:
    assert greeting(phrases(language)).startswith(NAME)
    assert NAME in front_page(language) and NAME in str(widget_words(language)["title"])
    for channel in ("web", "sms"):
        assert "614-555-0100" in read(asked("person_please", "OH", language, channel=channel))
    facts = Facts(received=date(2026, 11, 9), state="OH")
    page = dates_page(facts, date(2026, 11, 29), "token", language)
    assert NAME in page and "OCECD" in page


@pytest.mark.usefixtures("run_by_one")
def test_it_is_named_before_the_states_center_and_with_its_hours() -> None:
    said = read(asked("free_help", "OH", "en"))
    assert said.index(NAME) < said.index("OCECD") and "Monday to Friday" in said
    assert "de lunes a viernes" in read(asked("free_help", "OH", "es"))


@pytest.mark.usefixtures("run_by_one")
def test_who_lives_in_a_state_where_it_does_not_help_is_not_sent_there() -> None:
    assert NAME not in read(asked("free_help", "TX", "en"))
    assert NAME in read(asked("free_help", None, "en"))


def test_without_the_file_nothing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDE_ORGANISATION", str(tmp_path / "none.yml"))
    assert organisation() is None
    assert greeting(phrases("en")) == "" == organisation_line(Case({}), phrases("en"))
    assert "Parent Center of" not in front_page("en")


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("phone: 614-555-0100\n", 1, "write a line `name: `"),
        ("name: Us\n", 1, "at least one of"),
        ("name: Us\nphone: (614) 5550100\n", 2, "write it like 614-555-0100"),
        ("name: Us\nweb: example.org\n", 2, "write it like https://example.org"),
        ("name: Us\nweb: https://example.org\nfax: 1\n", 3, "`fax` is not known here"),
        ("name: Us\nweb: https://example.org\nhours: always\n", 3, "in each language"),
        ("name: Us\nweb: https://example.org\nstates: [Ohio]\n", 3, "write it like [OH, KY]"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, line: int, advice: str
) -> None:
    file = tmp_path / "guide.yml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GUIDE_ORGANISATION", str(file))
    with pytest.raises(ContentError) as told:
        organisation()
    assert f"guide.yml, line {line}: " in str(told.value) and advice in str(told.value)


def test_the_parents_own_dates_are_ready_to_read_out() -> None:
    facts = {
        "state": {"value": "OH", "turn": 1},
        "received": {"value": "2026-11-09", "turn": 1},
    }
    said = read(asked("person_please", None, "en", slots={"facts": facts}))
    assert "Have at hand when you call" in said
    assert "the school got your complaint on Monday, November 9, 2026" in said
    spanish = read(asked("person_please", None, "es", slots={"facts": facts}))
    assert "lunes, 9 de noviembre de 2026" in spanish
    assert "Have at hand" not in read(asked("person_please", "OH", "en"))
