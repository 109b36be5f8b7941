"""Rasa's own conversation tests (`rasa test core`) on the trained model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.serve.training import ensure_model, training_environment

ROOT = Path(__file__).resolve().parents[2]


def test_rasa_predicts_every_story(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "rasa", "test", "core", "--fail-on-prediction-errors",
            "--model", str(ensure_model()), "--out", str(tmp_path),
            "--stories", str(ROOT / "tests/stories/conversation_tests.yml"),
        ],
        cwd=tmp_path,
        env={**os.environ, **training_environment(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
