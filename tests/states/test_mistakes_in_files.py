"""A mistake in a file of a state is told in one line: the file, the line, and what to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.states.__main__ import gaps, is_old, main
from bot.states.load import CODES, FOLDER, inspect

OHIO = (FOLDER / "OH.yml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 29)


def problems(folder: Path, text: str, name: str = "OH.yml") -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    return [str(problem) for problem in inspect(folder, ["OH"]).problems]


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_our_own_files_have_none_and_there_are_56() -> None:
    found = inspect()
    assert found.problems == []
    assert tuple(found.states) == CODES and len(CODES) == 56
    centers = [center for state in found.states.values() for center in state.centers]
    assert all(set(center.area) in (set(), {"en", "es"}) for center in centers)


@pytest.mark.parametrize(
    ("was", "now", "advice"),
    [
        ("kind: pti", "kind: center", "`center` is not known for `kind`; write `pti`, `cprc`"),
        ("rule: one_party", "rule: two_party", "write `one_party`, `all_party`"),
        ("  show: true", "  show: yes", "`yes` is not known for `show`; write `true` or `false`"),
        ("url: https://www.ocecd.org", "url: ocecd.org", "write it like https://example.org"),
        ('phone: "614-466-7264"', 'phone: "(614) 466-7264"', "write it like 800-555-0100"),
        ("  law: ORC 2933.52\n", "", "a rule that is said needs its law"),
        ("  name: Ohio Legal Help\n", "", "write `name:` in this item"),
        ("legal_aid:", "legal_help:", "`legal_help` is not known here"),
        ('  seen: "2026-08-16"', '  seen: "last year"', "write it like 2026-06-18"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, was: str, now: str, advice: str
) -> None:
    assert was in OHIO
    found = problems(tmp_path, OHIO.replace(was, now, 1))
    assert found and any(advice in line for line in found), found
    assert all(line.startswith("data/states/OH.yml, line ") for line in found)


def test_the_line_is_that_of_the_word(tmp_path: Path) -> None:
    wrong = OHIO.replace("rule: one_party", "rule: two_party")
    (found,) = problems(tmp_path, wrong)
    assert f"line {line_of(wrong, 'two_party')}:" in found


def test_what_is_shown_needs_a_source(tmp_path: Path) -> None:
    lines = [line for line in OHIO.splitlines() if not line.startswith("  source:")]
    assert any("needs a source" in line for line in problems(tmp_path, "\n".join(lines) + "\n"))


def test_a_file_of_no_state_and_a_missing_file_are_told(tmp_path: Path) -> None:
    found = problems(tmp_path, OHIO, "XX.yml")
    assert any("`XX` is no state" in line for line in found)
    assert any("OH.yml, line 1: this file is missing" in line for line in found)


def test_an_area_is_written_in_english_at_least(tmp_path: Path) -> None:
    wrong = OHIO.replace("kind: pti\n", "kind: pti\n  area:\n    es: todo\n", 1)
    assert any("in each language: `en` or `es`" in line for line in problems(tmp_path, wrong))


def test_an_item_not_to_be_shown_is_no_part_of_the_state(tmp_path: Path) -> None:
    hidden = OHIO.replace("  show: true", "  show: false")
    assert problems(tmp_path, hidden) == []
    state = inspect(tmp_path, ["OH"]).states["OH"]
    assert state.office is None and state.recording is None and state.legal_aid is None


@pytest.mark.parametrize(
    ("seen", "old"),
    [("2026-06-18", False), ("2026-05-28", True), ("2026-06", False), ("2025", True),
     ("2026", True), ("undated", True)],
)  # fmt: skip
def test_an_item_is_old_after_six_months(seen: str, old: bool) -> None:
    assert is_old(seen, TODAY) is old


def test_the_list_names_what_to_look_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--today", "2026-11-29"]) == 0
    printed = capsys.readouterr().out
    assert "| parent center, name | 55 |" in printed
    listed = list(gaps(inspect().states["VI"], TODAY))
    assert "no parent center" in listed
    assert any("340-772-1200" in gap for gap in listed)
