"""The action server is ready only when it can answer at once."""

from __future__ import annotations

import sys

import pytest
from sanic import Sanic

from bot.knowledge import knowledge
from bot.serve import action_server


def test_what_answers_are_made_of_is_read_before_it_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    knowledge.cache_clear()
    read: list[int] = []
    monkeypatch.setattr(Sanic, "run", lambda *_, **__: read.append(knowledge.cache_info().currsize))
    monkeypatch.setattr(sys, "argv", ["action_server", "--port", "0"])
    monkeypatch.setattr(action_server, "configure", lambda: None)
    action_server.main()
    assert read == [1]
