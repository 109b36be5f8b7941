"""`make run` says in one line what is wrong, restarts what dies and stops cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.serve.supervisor import Child, StartError, Supervisor, free_port, require_free
from bot.serve.training import TrainingError, ensure_model, fingerprint

ROOT = Path(__file__).resolve().parents[2]


def child(tmp_path: Path, code: str, ready: bool = True) -> Child:
    return Child(
        "test server", [sys.executable, "-c", code], {}, lambda: ready, tmp_path / "test.log"
    )


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=rf"Port {port} is taken.*PORT={port + 1} make run"):
            require_free("127.0.0.1", port)
        done = subprocess.run(
            [sys.executable, "-m", "bot.serve", "--port", str(port)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_child_that_ends_at_its_start_is_said_in_one_line(tmp_path: Path) -> None:
    broken = child(tmp_path, "raise SystemExit('the model is broken')", ready=False)
    supervisor = Supervisor([broken], print)
    with pytest.raises(StartError, match="test server ended at its start: the model is broken"):
        supervisor.start()


def test_a_child_that_dies_is_started_again_with_longer_waits(tmp_path: Path) -> None:
    said: list[str] = []
    dying = child(tmp_path, "import time; time.sleep(0.1); raise SystemExit('gone')")
    supervisor = Supervisor([dying], lambda line: (said.append(line), None)[1])
    supervisor.start()
    import threading

    threading.Timer(3.0, supervisor.stop).start()
    supervisor.watch()
    supervisor.shut_down()
    assert dying.restarts >= 2 and not dying.running()
    assert "gone" in said[0] and "0.5 s" in said[0] and "1 s" in said[1]


def test_invalid_training_data_are_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path))
    monkeypatch.setattr("bot.serve.training.ROOT", tmp_path)
    (tmp_path / "config.yml").write_text("not: [valid")
    with pytest.raises(TrainingError) as problem:
        ensure_model(lambda line: None)
    assert len(str(problem.value).splitlines()) == 1


def test_an_unchanged_model_is_not_trained_again(monkeypatch: pytest.MonkeyPatch) -> None:
    path = ensure_model()
    said: list[str] = []
    began = time.monotonic()
    assert ensure_model(said.append) == path and said == []
    assert time.monotonic() - began < 5
    assert fingerprint() in path.name


def test_ctrl_c_stops_every_process(tmp_path: Path) -> None:
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-m", "bot.serve", "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "GUIDE_STATE": str(tmp_path)},
    )  # fmt: skip
    assert running.stdout is not None
    line = ""
    while "Ready" not in line:
        line = running.stdout.readline()
        assert line, "ended before it was ready"
    assert f"http://localhost:{port}/" in line
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(running.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert len(children) == 2
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0
    for pid in children:
        assert not Path(f"/proc/{pid}").exists()
