"""Each test that asks for a `place` runs on SQLite, and in `make scale-test` on PostgreSQL too."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.serve.supervisor import Supervisor, free_port
from tests.scale.stack import postgres_child
from tests.store.databases import fresh_database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server for all tests."""
    # pytest's own folders are closed to the user that PostgreSQL runs as.
    folder, port = Path(tempfile.mkdtemp(prefix="guide-postgres-")), free_port()
    folder.chmod(0o755)
    supervisor = Supervisor([postgres_child(folder, port)], lambda line: None)
    try:
        supervisor.start()
        yield f"postgresql://guide@127.0.0.1:{port}/guide"
    finally:
        supervisor.shut_down()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.scale)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is: a file path or a `postgresql://` address."""
    if request.param == "sqlite":
        return str(tmp_path / "conversations.db")
    return fresh_database(request.getfixturevalue("postgres_server"))
