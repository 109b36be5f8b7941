"""Whole conversations with the real servers and the real model, foldered by behaviour.

Each YAML file holds conversations; each turn says what the parent writes (`you`) and what the
parent must read (`reads`, all of them), must not read (`never`), the topic and the buttons.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.live.guide import Guide, custom_of, text_of

FOLDER = Path(__file__).parent
KEYS = {"you", "reads", "never", "topic", "topics", "buttons", "any"}


def conversations() -> list[Any]:
    """Every conversation of every folder."""
    found = []
    for path in sorted(FOLDER.glob("*/*.yml")):
        for conversation in yaml.safe_load(path.read_text(encoding="utf-8")):
            name = f"{path.parent.name}: {conversation['name']}"
            found.append(pytest.param(conversation, id=name))
    return found


@pytest.mark.parametrize("conversation", conversations())
def test_conversation(guide: Guide, conversation: dict[str, Any]) -> None:
    sender = secrets.token_hex(6)
    for number, turn in enumerate(conversation["turns"], 1):
        assert set(turn) <= KEYS, f"unknown keys {set(turn) - KEYS}"
        messages = guide.say(turn["you"], sender)
        read, custom = text_of(messages), custom_of(messages)
        where = f"turn {number} {turn['you']!r} got {custom.get('topic')}: {read}"
        assert read, where
        assert "could not work that out" not in read, where
        for expected in turn.get("reads", []):
            assert expected.lower() in read.lower(), f"missing {expected!r} in {where}"
        if turn.get("any"):
            assert any(option.lower() in read.lower() for option in turn["any"]), where
        for unwanted in turn.get("never", []):
            assert unwanted.lower() not in read.lower(), f"unwanted {unwanted!r} in {where}"
        if "topic" in turn:
            assert custom.get("topic") == turn["topic"], where
        if "topics" in turn:
            assert custom.get("topics") == turn["topics"], where
        titles = [b["title"] for m in messages for b in m.get("buttons", [])]
        for button in turn.get("buttons", []):
            assert button in titles, f"missing button {button!r} of {titles} in {where}"


def test_there_are_enough_conversations_of_every_behaviour() -> None:
    behaviours = {path.parent.name for path in FOLDER.glob("*/*.yml")}
    assert len(conversations()) >= 80
    assert behaviours >= {
        "happy", "corrections", "digressions", "ambiguities", "what_ifs", "several_questions",
        "cancellations", "restarts",
    }  # fmt: skip
