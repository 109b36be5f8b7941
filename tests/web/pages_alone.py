"""The pages beside the chat, served without Rasa and its model.

python -m tests.web.pages_alone PORT
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanic import Blueprint, Sanic

from bot.pages.site import add_pages, secure
from bot.serve.supervisor import free_port

ROOT = Path(__file__).resolve().parents[2]
KEY = "a key for these tests only"


@contextmanager
def pages_alone(now: str, **more: str) -> Iterator[tuple[str, Path]]:
    """Address of the served pages, and the file in which the server logs every request.

    `more` is set in the server's environment.
    """
    port = free_port()
    environment = {**os.environ, "GUIDE_SECRET_KEY": KEY, "GUIDE_NOW": now, **more}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "tests.web.pages_alone", str(port)],
                cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}", log
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


if __name__ == "__main__":
    app = Sanic("pages")
    routes = Blueprint("site")
    add_pages(routes)
    app.blueprint(routes)
    app.register_middleware(secure, "response")
    app.run("127.0.0.1", int(sys.argv[1]), access_log=True)
