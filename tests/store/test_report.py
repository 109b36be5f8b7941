"""The report names what to improve from counts alone."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.rasa.tracker_store import ConversationStore
from bot.store.report import report, show

DAY = "2026-11-20"


def test_topics_that_were_weak_or_did_not_help_come_first(capsys: pytest.CaptureFixture) -> None:
    found = report(
        [
            (DAY, "web", "bring_lawyer", "answered", 100),
            (DAY, "web", "bring_lawyer", "weak", 2),
            (DAY, "sms", "preparing", "answered", 10),
            (DAY, "sms", "preparing", "weak", 6),
            (DAY, "web", "cost", "answered", 20),
            (DAY, "web", "cost", "helped", 2),
            (DAY, "web", "cost", "not_helped", 8),
            (DAY, "web", "rare", "answered", 1),
            (DAY, "web", "rare", "weak", 1),
            (DAY, "web", "fallback", "not_understood", 30),
            ("2026-01-01", "web", "cost", "answered", 999),
        ],
        date(2026, 11, 1),
    )
    assert [topic.name for topic in found.topics] == ["cost", "preparing", "bring_lawyer", "rare"]
    assert found.understood == {"sms": (10, 0), "web": (121, 30)}
    show(found)
    out = capsys.readouterr().out
    assert out.count("look here") == 2 and "30 of 151 messages" in out


def test_the_command_reads_the_guides_own_database(tmp_path: Path) -> None:
    store = ConversationStore(Domain.empty(), db=str(tmp_path / "c.db"))
    store.count("web", "bring_lawyer", "answered")
    store.close()
    command = [sys.executable, "-m", "bot.store.report"]
    done = subprocess.run([*command, str(tmp_path / "c.db")], capture_output=True, text=True)
    assert done.returncode == 0 and "bring_lawyer" in done.stdout
    missing = subprocess.run([*command, str(tmp_path / "none.db")], capture_output=True, text=True)
    assert missing.returncode == 2 and len(missing.stderr.splitlines()[-1]) < 100
