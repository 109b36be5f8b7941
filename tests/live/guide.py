"""The real guide for tests: both servers, started as `make run` starts them."""

from __future__ import annotations

import json
import os
import secrets
import signal
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.serve.supervisor import Child, Supervisor, action_child, free_port, rasa_child
from bot.serve.training import ensure_model

TODAY = "2026-11-24T15:00:00+00:00"
"""The tests' present: Tuesday, November 24, 2026."""


class Guide:
    """Starts, questions and stops the servers."""

    def __init__(
        self,
        folder: Path | None = None,
        now: str = TODAY,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="guide-"))
        self.port = free_port()
        self.action_port = free_port()
        self.db = self.folder / "conversations.db"
        extra = {"GUIDE_NOW": now, "GUIDE_MESSAGES_PER_MINUTE": "6000", **(environment or {})}
        self.action: Child = action_child(self.action_port, self.folder)
        self.rasa: Child = rasa_child(
            "127.0.0.1", self.port, ensure_model(), self.action_port, self.folder, self.db
        )
        for child in (self.action, self.rasa):
            child.environment.update(extra)
        self.supervisor = Supervisor([self.action, self.rasa], say=lambda line: None)

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Guide:
        """Starts both servers and waits until they are ready."""
        self.supervisor.start()
        return self

    def stop(self) -> None:
        """Stops both servers."""
        self.supervisor.shut_down()

    def say(self, text: str, sender: str | None = None, **metadata: Any) -> list[dict[str, Any]]:
        """The guide's messages to one text over REST."""
        body: dict[str, Any] = {"sender": sender or secrets.token_hex(6), "message": text}
        if metadata:
            body["metadata"] = metadata
        return list(self.post(body))

    def post(self, body: Any) -> Any:
        """Posts JSON to the REST channel."""
        request = urllib.request.Request(
            f"{self.url}/webhooks/rest/webhook",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def get(self, path: str) -> tuple[int, str, Any]:
        """Status, text and headers of a page."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode(), problem.headers

    def logs(self) -> str:
        """Everything the servers logged."""
        return "\n".join(
            child.log.read_text(errors="replace")
            for child in (self.action, self.rasa)
            if child.log.exists()
        )


def kill(child: Child) -> None:
    """Kills a server without warning."""
    assert child.process is not None
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def until(check: Callable[[], bool], seconds: float = 40) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def text_of(messages: list[dict[str, Any]]) -> str:
    """Everything a parent reads in a reply."""
    return "\n".join(str(message.get("text") or "") for message in messages)


def custom_of(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The first `custom` of a reply."""
    return next((m["custom"] for m in messages if m.get("custom")), {})


def free_environment() -> dict[str, str]:
    """The environment without what a developer may have set."""
    return {key: value for key, value in os.environ.items() if not key.startswith("GUIDE_")}
