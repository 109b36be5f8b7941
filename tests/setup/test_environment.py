"""The environment is the one the lock describes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.serve import training

ROOT = Path(__file__).resolve().parents[2]


def test_pip_check_complains_only_about_the_recorded_override() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stdout.splitlines() if "has requirement" in line]
    assert len(complaints) == 1
    assert complaints[0].startswith("rasa 3.6.21 has requirement python-dateutil<2.9")


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.findall(r"^[a-z0-9._-]+==", lock, re.MULTILINE | re.IGNORECASE)
    assert len(packages) > 150
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "http://" not in lock and "https://" not in lock


def test_the_npm_lock_holds_no_address() -> None:
    lock = (ROOT / "bot" / "web" / "package-lock.json").read_text()
    assert '"resolved"' not in lock


def test_the_python_version_is_pinned_for_pyenv_and_uv() -> None:
    assert (ROOT / ".python-version").read_text().strip() == "3.10"
    assert sys.version_info[:2] == (3, 10)


def test_setup_says_in_one_line_how_to_get_python(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / "find-python")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Python 3.10" in done.stderr and "uv python install" in done.stderr


def test_learned_components_are_kept_for_one_state_of_the_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rasa itself would go on with what older code had learned."""
    module = tmp_path / "model.py"
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "code", lambda: [module])
    module.write_text("a = 1")
    before = training.component_cache()
    assert training.component_cache() == before
    module.write_text("a = 2")
    assert training.component_cache() != before
    assert Path(training.training_environment()["RASA_CACHE_DIRECTORY"]).parent == before.parent
