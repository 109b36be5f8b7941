"""Servers of a test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.guide import Guide


@pytest.fixture
def own_guide(tmp_path: Path) -> Iterator[Guide]:
    """Servers of this test's own, to be broken."""
    running = Guide(tmp_path).start()
    yield running
    running.stop()
