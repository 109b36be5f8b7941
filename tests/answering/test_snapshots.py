"""Full replies on every channel are those that a person has read (tests/answering/snapshots)."""

from __future__ import annotations

import pytest

from tests.answering.snapshots import FOLDER, differences, number_of_replies


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no reply has been reviewed yet")
def test_every_reply_is_as_reviewed() -> None:
    found = differences()
    if found:
        how = "Read the difference, then: .venv/bin/python -m tests.answering.snapshots --write"
        pytest.fail("\n\n".join([*found, how]), pytrace=False)


def test_there_are_about_two_hundred_replies() -> None:
    assert number_of_replies() >= 200
