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

from bot.serve.supervisor import (
    Child,
    StartError,
    Supervisor,
    answers,
    free_port,
    rasa_child,
    require_free,
    shown_as,
)
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


def outside_address(family: socket.AddressFamily) -> str:
    """An address of this machine that is not loopback; loopback where it has no other."""
    target = ("192.0.2.1", 9) if family == socket.AF_INET else ("2001:db8::1", 9)
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(target)  # sends nothing: it only chooses the way out
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.2" if family == socket.AF_INET else "::1"


# Listens as the chat server does (Sanic hands the name to asyncio), without its model.
LISTENS = """
import asyncio, sys
async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n")
    await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(answer, sys.argv[1], int(sys.argv[2]))
    await server.serve_forever()
asyncio.run(main())
"""

HOSTS = ["127.0.0.1", "127.0.0.2", "localhost", "0.0.0.0", "::1", "::",
         outside_address(socket.AF_INET), outside_address(socket.AF_INET6)]  # fmt: skip


@pytest.mark.parametrize("host", dict.fromkeys(HOSTS))
def test_readiness_is_asked_of_the_address_the_server_listens_on(host: str, tmp_path: Path) -> None:
    port = free_port(host)
    require_free(host, port)
    started = rasa_child(host, port, tmp_path / "model", 1, tmp_path, tmp_path / "db")
    assert started.command[started.command.index("--host") + 1] == host
    started.command = [sys.executable, "-c", LISTENS, host, str(port)]
    supervisor = Supervisor([started], lambda line: None)
    try:
        supervisor.start()
        assert started.ready()
        assert answers(shown_as(host).strip("[]"), port, "/")
        with pytest.raises(StartError, match=f"Port {port} is taken"):
            require_free(host, port)
    finally:
        supervisor.shut_down()


@pytest.mark.parametrize("host", ["192.0.2.77", "no such host", "a" * 300 + ".example"])
def test_an_address_that_is_not_this_machines_is_said_in_one_line(host: str) -> None:
    with pytest.raises(StartError, match="cannot listen on") as problem:
        require_free(host, 5005)
    assert len(str(problem.value).splitlines()) == 1


def test_the_address_shown_opens_in_a_browser() -> None:
    assert shown_as("127.0.0.1") == shown_as("0.0.0.0") == "localhost"
    assert shown_as("::") == shown_as("::1") == "[::1]"
    assert shown_as("2001:db8::5") == "[2001:db8::5]"
    assert shown_as("192.0.2.7") == "192.0.2.7"


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
