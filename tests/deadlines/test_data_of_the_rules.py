"""The rules, states, holidays and wording as data: complete, sourced and dated."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.deadlines.model import EVENT_NAMES
from bot.deadlines.rules import load, overlay, rule_book, states
from bot.deadlines.wording import wording

FOLDER = Path(__file__).resolve().parents[2] / "bot" / "deadlines"
KEYS = {
    "school_response_due",
    "parent_response_due",
    "sufficiency_challenge_due",
    "sufficiency_ruling_due",
    "resolution_meeting_by",
    "resolution_period_ends",
    "school_may_ask_dismissal_from",
    "decision_due",
    "void_agreement_by",
    "disclosure_due",
    "expedited_meeting_by",
    "expedited_resolution_ends",
    "expedited_hearing_by",
    "expedited_decision_by",
    "state_review_appeal_by",
    "review_notice_by",
    "civil_action_by",
    "file_complaint_by",
    "offer_response_by",
}


def test_the_keys_are_the_contracts() -> None:
    assert {rule["key"] for rule in load("rules")["rules"]} == KEYS


LIMITS = ("file_complaint_by", "civil_action_by")


@pytest.mark.parametrize("name", ["rules", "holidays", *(f"states/{code}" for code in states())])
def test_each_file_has_the_date_it_was_checked(name: str) -> None:
    assert isinstance(load(name)["checked"], date)


def test_all_jurisdictions_have_a_file() -> None:
    assert len(states()) == 56


@pytest.mark.parametrize("state", states())
def test_each_rule_of_a_state_says_where_and_when_it_was_seen(state: str) -> None:
    for key, cases in overlay(state).get("rules", {}).items():
        for case in cases:
            assert case["source"].startswith("http"), (state, key)
            assert isinstance(case["seen"], date) or case["seen"] == "reference", (state, key)
            assert case["id"].startswith(state), (state, key)


@pytest.mark.parametrize("state", states())
def test_each_limit_of_a_state_is_held_or_said_not_to_be(state: str) -> None:
    own = overlay(state)
    limits = (*LIMITS, "state_review_appeal_by") if own.get("two_tier") else LIMITS
    for key in limits:
        held, missing = key in own.get("rules", {}), key in own.get("not_held", {})
        assert held != missing, f"{state} {key}: give a rule, or say under not_held what was tried"


def test_every_holiday_correction_has_a_source() -> None:
    for code, fixes in load("holidays")["states"].items():
        assert fixes.get("source"), code


@pytest.mark.parametrize("state", [None, *states()])
def test_every_case_cites_its_rule_and_has_its_words(state: str | None) -> None:
    words = wording()
    for rule in rule_book(state).rules:
        assert rule.key in words.titles and rule.key in words.if_missed
        for case in rule.cases:
            assert re.search(r"\d", case.rule) or "guidance" in case.rule
            assert case.who in words.who
            if case.none:
                assert case.none in words.none
            else:
                known = words.why[rule.key]
                assert case.id in known or ("state" if case.own else "usual") in known
            if case.safe and case.safe.reason:
                assert case.safe.reason in words.earlier
    for note, keys in rule_book(state).notes:
        assert note in words.state_notes
        assert keys <= KEYS


def test_every_event_has_its_words() -> None:
    assert set(EVENT_NAMES) <= set(wording().events)


def test_no_wording_is_left_unused() -> None:
    code = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
    code += "\n".join(
        path.read_text("utf-8")
        for path in (FOLDER / "data" / "rules.yml", *(FOLDER / "data" / "states").glob("*.yml"))
    )
    english = yaml.safe_load((FOLDER / "data" / "wording" / "en.yml").read_text("utf-8"))
    for section in ("notes", "errors", "earlier", "none", "state_notes"):
        for key in english[section]:
            assert re.search(rf"\b{key}\b", code), f"{section}.{key} is not used"


def test_a_language_is_one_more_file_with_keys_of_the_english_one() -> None:
    files = sorted((FOLDER / "data" / "wording").glob("*.yml"))
    english = yaml.safe_load(files[[f.stem for f in files].index("en")].read_text("utf-8"))
    for path in files:
        other = yaml.safe_load(path.read_text("utf-8"))
        assert other["language"] == path.stem
        for section, texts in english.items():
            if isinstance(texts, dict):
                assert set(other.get(section, {})) <= set(texts), (path.name, section)


def test_the_engine_knows_no_rasa_no_network_and_no_clock() -> None:
    allowed_clock = {"cli.py"}
    for path in FOLDER.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                root = (module or "").split(".")[0]
                assert root not in {"rasa", "rasa_sdk", "requests", "socket", "urllib", "time"}
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                assert path.name in allowed_clock, path.name
