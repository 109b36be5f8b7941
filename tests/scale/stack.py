"""The topology of `deploy/compose.yaml` from Debian's packages, on loopback, without containers.

PostgreSQL, Redis and nginx (with the very `deploy/nginx/guide.conf`), several chat servers and
action servers, each of which can be killed and comes back by the supervisor.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2

from bot.serve.supervisor import (
    Child,
    Supervisor,
    action_child,
    answers,
    free_port,
    rasa_child,
)
from bot.serve.training import ensure_model

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-24T15:00:00+00:00"


class MissingPackage(RuntimeError):
    """A program of the topology is not installed; the message says how to get it."""


def program(name: str) -> str:
    """Path of a program, also where Debian keeps PostgreSQL's.

    Raises:
        MissingPackage: it is not installed.
    """
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([*map(str, places), os.environ.get("PATH", ""), "/usr/sbin"])
    found = shutil.which(name, path=path)
    if found is None:
        raise MissingPackage(
            f"{name} is missing: apt-get install postgresql redis-server nginx-light"
        )
    return found


def accepts(port: int) -> bool:
    """Whether something listens at a port of this machine."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: then another user runs it."""
    if os.geteuid() != 0:
        return command
    user = "postgres" if _exists("postgres") else "nobody"
    return ["setpriv", f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups", *command]


def _exists(user: str) -> bool:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(user)
        return True
    return False


def _group(user: str) -> str:
    return str(pwd.getpwnam(user).pw_gid)


def postgres_child(folder: Path, port: int) -> Child:
    """A PostgreSQL server with its data in `folder`, that has a user and a database `guide`."""
    data = folder / "pg"
    data.mkdir()
    if os.geteuid() == 0:
        user = "postgres" if _exists("postgres") else "nobody"
        shutil.chown(data, user, int(_group(user)))
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(
        _as_postgres(
            [program("initdb"), "-D", str(data), "-U", "guide", "--auth=trust", "-E", "UTF8"]
        ),
        cwd="/",
        **quiet,  # type: ignore[call-overload]
    )
    with (data / "postgresql.conf").open("a") as conf:
        conf.write("log_min_messages = fatal\nmax_connections = 50\n")
    with (data / "pg_hba.conf").open("w") as rules:
        rules.write("host all guide 127.0.0.1/32 trust\n")
    command = _as_postgres(
        [program("postgres"), "-D", str(data), "-p", str(port),
         "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    )  # fmt: skip

    def ready() -> bool:
        try:
            admin = psycopg2.connect(
                f"postgresql://guide@127.0.0.1:{port}/postgres", connect_timeout=2
            )
        except psycopg2.OperationalError:
            return False
        admin.autocommit = True
        with contextlib.suppress(psycopg2.errors.DuplicateDatabase), admin.cursor() as cursor:
            cursor.execute("create database guide")
        admin.close()
        return True

    return Child("postgres", command, {}, ready, folder / "postgres.log")


class Stack:
    """Starts and stops everything; `chat` are the chat servers."""

    def __init__(self, folder: Path, chat_servers: int = 3, action_servers: int = 1) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self.pg_port, self.redis_port = free_port(), free_port()
        self.front_port = free_port()
        self.db = f"postgresql://guide@127.0.0.1:{self.pg_port}/guide"
        self.postgres = postgres_child(folder, self.pg_port)
        self.redis = self._redis()
        self.actions = [self._action(number) for number in range(action_servers)]
        self.chat = [self._chat(number) for number in range(chat_servers)]
        self.nginx = self._nginx()
        self.children = [self.postgres, self.redis, *self.actions, *self.chat, self.nginx]
        self.events: list[str] = []
        self._supervisor = Supervisor(self.children, self.events.append)
        self._watch = threading.Thread(target=self._supervisor.watch, daemon=True)

    def start(self) -> Stack:
        """Starts each part when what it needs is there, then keeps all of them alive."""
        for child in (self.postgres, self.redis):
            child.start()
        self._wait(self.postgres)
        self._wait(self.redis)
        subprocess.run(
            [sys.executable, "-m", "bot.store.postgres", "migrate", self.db], cwd=ROOT, check=True
        )
        for child in (*self.actions, *self.chat):
            child.start()
        for child in (*self.actions, *self.chat):
            self._wait(child)
        self.nginx.start()
        self._wait(self.nginx)
        self._watch.start()
        return self

    def stop(self) -> None:
        """Stops everything."""
        self._supervisor.stop()
        if self._watch.is_alive():
            self._watch.join(10)
        self._supervisor.shut_down()

    def kill(self, child: Child) -> None:
        """Kills a part without warning; the supervisor starts it again."""
        process = child.process
        assert process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def wait_back(self, child: Child) -> None:
        """Waits until a killed part is ready again."""
        self._wait(child)

    def port_of(self, child: Child) -> int:
        """The port of a chat server."""
        return int(child.command[child.command.index("--port") + 1])

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Rows straight from PostgreSQL."""
        db = psycopg2.connect(self.db)
        try:
            with db, db.cursor() as cursor:
                cursor.execute(sql)
                return list(cursor.fetchall())
        finally:
            db.close()

    def _wait(self, child: Child, seconds: float = 90.0) -> None:
        until = time.monotonic() + seconds
        while not (child.running() and child.ready()):
            if time.monotonic() > until:
                raise RuntimeError(f"{child.name} was not ready: {_tail(child.log)}")
            time.sleep(0.05)

    def _child(
        self, name: str, command: list[str], ready: Callable[[], bool], **environment: str
    ) -> Child:
        return Child(name, command, environment, ready, self.folder / f"{name}.log")

    def _redis(self) -> Child:
        command = [program("redis-server"), "--port", str(self.redis_port), "--bind", "127.0.0.1",
                   "--save", "", "--appendonly", "no", "--dir", str(self.folder)]  # fmt: skip
        return self._child("redis", command, lambda: accepts(self.redis_port))

    def _action(self, number: int) -> Child:
        child = action_child(free_port(), self.folder)
        child.name = f"action server {number}"
        child.environment["GUIDE_NOW"] = TODAY
        child.environment["GUIDE_SECRET_KEY"] = "a key that is only for the tests"
        child.log = self.folder / f"action-{number}.log"
        return child

    def _chat(self, number: int) -> Child:
        action = self.actions[number % len(self.actions)]
        child = rasa_child(
            "127.0.0.1", free_port(), ensure_model(), self.port_of(action), self.folder,
            Path("unused"),
        )  # fmt: skip
        child.name = f"chat server {number}"
        child.log = self.folder / f"chat-{number}.log"
        child.command += ["--endpoints", str(ROOT / "deploy" / "endpoints.yml")]
        child.environment.update(
            GUIDE_DB=self.db,
            GUIDE_REDIS_URL=f"redis://127.0.0.1:{self.redis_port}/0",
            GUIDE_SECRET_KEY="a key that is only for the tests",
            GUIDE_NOW=TODAY,
            GUIDE_MESSAGES_PER_MINUTE="600000",
            GUIDE_BEHIND_PROXY="1",
            GUIDE_DRAIN_SECONDS="1",
        )
        return child

    def _nginx(self) -> Child:
        servers = "".join(
            f"  server 127.0.0.1:{self.port_of(child)} max_fails=2 fail_timeout=2s;\n"
            for child in self.chat
        )
        (self.folder / "upstreams.conf").write_text(
            'map $http_upgrade $connection_upgrade { default upgrade; "" ""; }\n'
            'upstream sockets {\n  hash "$remote_addr$http_user_agent" consistent;\n'
            f"{servers}}}\n"
            f"upstream pages {{\n  least_conn;\n{servers}}}\n"
            f'upstream messaging {{\n  hash "$remote_addr" consistent;\n{servers}}}\n'
        )
        temporary = "".join(
            f"  {kind}_temp_path {self.folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"error_log {self.folder}/nginx-error.log error;\npid {self.folder}/nginx.pid;\n"
            "daemon off;\nworker_processes 1;\nevents { worker_connections 1024; }\n"
            f"http {{\n  access_log off;\n{temporary}"
            f"  include {self.folder}/upstreams.conf;\n"
            f"  server {{\n    listen 127.0.0.1:{self.front_port};\n"
            f"    include {ROOT}/deploy/nginx/guide.conf;\n  }}\n}}\n"
        )
        command = [program("nginx"), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        return self._child(
            "nginx", command, lambda: answers("127.0.0.1", self.front_port, "/healthz")
        )


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-800:] if log.exists() else "no log"
