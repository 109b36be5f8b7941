"""Starts the action server and the Rasa server, watches them, and stops them together."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.settings import child_environment

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90.0
STOP_SECONDS = 8.0
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
STEADY_SECONDS = 60.0
"""A child that ran this long is healthy again: its back-off starts over."""

# A message is too little work to share: numpy's helper threads only wait for each other, busily.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

Say = Callable[[str], None]


class StartError(RuntimeError):
    """The guide cannot start; the message is one line for a person."""


@dataclass
class Child:
    """A supervised process."""

    name: str
    command: list[str]
    environment: dict[str, str]
    ready: Callable[[], bool]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    restarts: int = field(default=0)

    def start(self) -> None:
        """Starts the process in a group of its own, its output in its log file."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=child_environment(self.environment),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Asks the process to end, then ends it."""
        if self.process is None or self.process.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def places(host: str, port: int) -> list[tuple[socket.AddressFamily, Any]]:
    """Every place a server on `host` listens at: a name may stand for IPv4 and IPv6 ones.

    Raises:
        StartError: there is no such address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as problem:
        raise StartError(f"The guide cannot listen on {host!r}: there is no such address") from (
            problem
        )
    return [(family, address) for family, _, _, _, address in found]


def reached_at(host: str) -> str:
    """The address at which a server that listens on `host` is reached from this machine.

    "Every address" is none to connect to; loopback is one of them.
    """
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def shown_as(host: str) -> str:
    """`host` as it stands in an address for a browser on this machine."""
    reached = reached_at(host)
    if reached == "127.0.0.1":
        return "localhost"
    return f"[{reached}]" if ":" in reached else reached


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody listens on now."""
    family, address = places(host, 0)[0]
    with socket.socket(family) as probe:
        probe.bind(address)
        return int(probe.getsockname()[1])


def require_free(host: str, port: int) -> None:
    """Makes sure the guide's own port can be had.

    Raises:
        StartError: something already listens there, the port is not allowed, or the address is
            none of this machine's.
    """
    for family, address in places(host, port):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:  # as the server does: IPv4 has a socket of its own
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                probe.bind(address)
            except OSError as problem:
                if problem.errno == errno.EADDRNOTAVAIL:
                    raise StartError(
                        f"The guide cannot listen on {host!r}: it is no address of this machine"
                    ) from problem
                raise StartError(
                    f"Port {port} is taken or not allowed ({problem.strerror}). "
                    f"Stop what uses it, or choose another: PORT={port + 1} make run"
                ) from problem


def answers(host: str, port: int, path: str) -> bool:
    """Whether a server answers 200 at this address."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Supervisor:
    """Keeps the children alive until told to stop."""

    def __init__(self, children: list[Child], say: Say) -> None:
        self._children = children
        self._say = say
        self._stopping = False

    def start(self) -> None:
        """Starts all children and waits until each is ready.

        Raises:
            StartError: a child ended or was not ready in time.
        """
        for child in self._children:
            child.start()
        for child in self._children:
            deadline = time.monotonic() + START_SECONDS
            while not child.ready():
                if self._stopping:
                    return
                if not child.running():
                    raise StartError(f"The {child.name} ended at its start: {last_line(child.log)}")
                if time.monotonic() > deadline:
                    raise StartError(f"The {child.name} was not ready in {START_SECONDS:.0f} s.")
                time.sleep(0.05)

    def watch(self) -> None:
        """Restarts what dies, waiting longer each time, until `stop` is called."""
        while not self._stopping:
            for child in self._children:
                if self._stopping or child.running():
                    continue
                if time.monotonic() - child.started > STEADY_SECONDS:
                    child.wait = FIRST_WAIT
                self._say(
                    f"The {child.name} ended ({last_line(child.log)}); "
                    f"starting it again in {child.wait:g} s."
                )
                self._sleep(child.wait)
                child.wait = min(child.wait * 2, LONGEST_WAIT)
                if not self._stopping:
                    child.restarts += 1
                    child.start()
            self._sleep(0.2)

    def stop(self, *_: object) -> None:
        """Makes `watch` return."""
        self._stopping = True

    def shut_down(self) -> None:
        """Stops every child, last started first."""
        for child in reversed(self._children):
            child.stop()

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping and time.monotonic() < until:
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))


def last_line(log: Path) -> str:
    """The last line a child wrote, for a one-line message."""
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        lines = []
    return lines[-1][:200] if lines else "it said nothing"


def rasa_child(
    host: str, port: int, model: Path, action_port: int, logs: Path, db: Path | str
) -> Child:
    """The Rasa server as a child process; `db` is a file or a `postgresql://` address."""
    return Child(
        name="chat server",
        command=[
            sys.executable,
            "-m",
            "bot.rasa.server",
            "--model",
            str(model),
            "--host",
            host,
            "--port",
            str(port),
        ],
        environment={
            **ONE_THREAD,
            "ACTION_ENDPOINT": f"http://127.0.0.1:{action_port}/webhook",
            "GUIDE_DB": str(db),
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "PYTHONWARNINGS": "ignore",
        },
        ready=lambda: answers(reached_at(host), port, "/readyz"),
        log=logs / "chat-server.log",
    )


def action_child(port: int, logs: Path) -> Child:
    """The action server as a child process."""
    return Child(
        name="action server",
        command=[sys.executable, "-m", "bot.serve.action_server", "--port", str(port)],
        environment={**ONE_THREAD, "PYTHONWARNINGS": "ignore"},
        ready=lambda: answers("127.0.0.1", port, "/health"),
        log=logs / "action-server.log",
    )
