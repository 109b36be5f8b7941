"""`make run`: trains if needed, starts the guide, keeps it running, stops it cleanly.

python -m bot.serve [--port PORT] [--host HOST]
"""

from __future__ import annotations

import argparse
import signal
import sys
import time

from bot.nlu.weights import WeightsError, require_encoder
from bot.serve.supervisor import (
    StartError,
    Supervisor,
    action_child,
    free_port,
    rasa_child,
    require_free,
    shown_as,
)
from bot.serve.training import TrainingError, ensure_model
from bot.settings import SettingsError, settings


def say(line: str) -> None:
    """One line for the person at the terminal."""
    print(line, flush=True)


def main() -> int:
    """Runs until Ctrl-C; returns the exit code."""
    try:
        given = settings()
    except SettingsError as problem:
        print(f"Cannot start: {problem}", file=sys.stderr, flush=True)
        return 1
    parser = argparse.ArgumentParser(prog="python -m bot.serve")
    parser.add_argument("--port", type=int, default=given.port)
    parser.add_argument("--host", default=given.host)
    options = parser.parse_args()
    state = given.state_folder
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    began = time.monotonic()
    supervisor: Supervisor | None = None
    try:
        require_free(options.host, options.port)
        require_encoder()
        model = ensure_model(say)
        say("Starting the guide ...")
        action_port = free_port()
        for log in state.glob("*.log"):
            log.unlink()
        supervisor = Supervisor(
            [
                action_child(action_port, state),
                rasa_child(
                    options.host,
                    options.port,
                    model,
                    action_port,
                    state,
                    given.db or str(given.state_folder / "conversations.db"),
                ),
            ],
            say,
        )
        signal.signal(signal.SIGTERM, supervisor.stop)
        signal.signal(signal.SIGINT, supervisor.stop)
        supervisor.start()
        say(
            f"Ready in {time.monotonic() - began:.0f} s: "
            f"http://{shown_as(options.host)}:{options.port}/  "
            "(Ctrl-C stops everything)"
        )
        supervisor.watch()
        say("Stopping ...")
    except (StartError, TrainingError, WeightsError) as problem:
        print(f"Cannot start: {problem}", file=sys.stderr, flush=True)
        return 1
    finally:
        if supervisor is not None:
            supervisor.shut_down()
    say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
