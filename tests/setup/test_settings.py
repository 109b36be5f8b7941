"""Every environment variable is read in one module, which says what it means."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.settings import SettingsError, settings, table

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_no_other_module_reads_the_environment() -> None:
    asks = re.compile(r"\bos\.environ|\bgetenv\b|from os import [^\n]*environ")
    sources = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]
    readers = {path for path in sources if asks.search(path.read_text(encoding="utf-8"))}
    assert readers == {ROOT / "bot" / "settings.py"}


def test_the_document_holds_the_table_of_the_class() -> None:
    assert table() in DOCUMENT, "put the output of `python -m bot.settings` into docs/settings.md"


@pytest.mark.parametrize(
    "place", ["endpoints.yml", "credentials.yml", "deploy/endpoints.yml", "docs/channels.md"]
)
def test_the_document_names_what_rasa_fills_in(place: str) -> None:
    named = set(re.findall(r"\$\{([A-Z_]+)\}", (ROOT / place).read_text(encoding="utf-8")))
    assert {name for name in named if f"`{name}`" not in DOCUMENT} == set()


def test_a_change_of_the_environment_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_ORIGINS", "https://one.example")
    assert settings().origins == "https://one.example"
    monkeypatch.setenv("GUIDE_ORIGINS", "https://two.example")
    assert settings().origins == "https://two.example"
    monkeypatch.delenv("GUIDE_ORIGINS")
    assert settings().origins == ""


@pytest.mark.parametrize("name", ["PORT", "GUIDE_HOST", "GUIDE_DB", "GUIDE_LEAN", "GUIDE_NOW"])
def test_an_empty_variable_counts_as_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name, raising=False)
    without = settings()
    monkeypatch.setenv(name, "")
    assert settings() == without


def test_a_value_that_cannot_be_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_DRAIN_SECONDS", "soon")
    with pytest.raises(SettingsError, match=r"^GUIDE_DRAIN_SECONDS has a value that cannot be"):
        settings()


def test_folders_lie_in_the_cache_unless_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GUIDE_CACHE", "GUIDE_STATE", "GUIDE_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/user")
    assert settings().cache_folder == Path("/user/resolution-guide")
    assert settings().state_folder == Path("/user/resolution-guide/state")
    assert settings().secret_key_file == Path("/user/resolution-guide/secret.key")
    monkeypatch.setenv("GUIDE_CACHE", "/ours")
    assert settings().state_folder == Path("/ours/state")
    assert settings().secret_key_file == Path("/ours/secret.key")
    monkeypatch.setenv("GUIDE_STATE", "/kept")
    monkeypatch.setenv("GUIDE_KEY_FILE", "/safe/key")
    assert settings().state_folder == Path("/kept")
    assert settings().secret_key_file == Path("/safe/key")


def test_the_time_of_a_test_is_read_as_iso(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_NOW", "2026-03-04T10:00")
    assert settings().now == datetime(2026, 3, 4, 10)


def test_no_secret_stands_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = ("GUIDE_SECRET_KEY", "TELEGRAM_TOKEN", "TELEGRAM_SECRET", "GUIDE_DB")
    for name in hidden:
        monkeypatch.setenv(name, f"hidden {name}")
    assert "hidden" not in repr(settings()) and "hidden" not in str(settings())
