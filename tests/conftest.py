"""Fixtures for every test: the real guide is started once and shared."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

if TYPE_CHECKING:
    from tests.live.guide import Guide


@pytest.fixture(scope="session")
def guide() -> Iterator[Guide]:
    """Both servers with the trained model, on the tests' day."""
    from tests.live.guide import Guide  # reads Rasa, which most tests do without

    running = Guide().start()
    yield running
    running.stop()
