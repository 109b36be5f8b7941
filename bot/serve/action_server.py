"""The action server: Rasa SDK's own application, on loopback.

python -m bot.serve.action_server --port PORT
"""

from __future__ import annotations

import argparse

from bot.serve.logs import configure
from bot.settings import settings


def prepare() -> None:
    """Reads what answers are made of, so that the first parent does not wait for it.

    The server listens, and so is ready, only after that.
    """
    from datetime import date

    from bot.deadlines import Facts, compute
    from bot.dialogue.phrases import phrases
    from bot.knowledge import knowledge
    from bot.states import states
    from bot.states.organisation import organisation

    knowledge()
    states()
    organisation()
    phrases()
    compute(Facts(received=date(2026, 3, 2), state="OH"))


def main() -> None:
    """Serves the custom actions until stopped."""
    parser = argparse.ArgumentParser(prog="python -m bot.serve.action_server")
    parser.add_argument("--port", type=int, default=5055)
    parser.add_argument("--host", default=settings().action_host)
    options = parser.parse_args()

    from rasa_sdk.endpoint import create_app

    configure()
    app = create_app("actions")
    app.config.REQUEST_MAX_SIZE = 4 * 1024 * 1024
    configure()  # the SDK's imports install handlers of their own
    prepare()
    app.run(options.host, options.port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
