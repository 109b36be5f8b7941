"""The Rasa server: loads the trained model and opens the channels of credentials.yml.

Started without Rasa's HTTP API and without telemetry. It listens on loopback unless
`GUIDE_HOST` says otherwise (behind a proxy, in a container).

python -m bot.rasa.server --model FILE --port PORT
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from asyncio import AbstractEventLoop
from pathlib import Path
from typing import Any

from bot.serve.logs import configure
from bot.serve.training import usable
from bot.settings import quiet_libraries, settings

ROOT = Path(__file__).resolve().parents[2]

quiet_libraries()


def drain(app: Any, loop: AbstractEventLoop) -> None:
    """Says at `/readyz` that no new parents should be sent here, waits, and stops.

    `GUIDE_DRAIN_SECONDS` gives a proxy time to notice; turns under way are finished.
    """
    if app.ctx.draining:
        return
    app.ctx.draining = True
    loop.call_later(settings().drain_seconds, app.stop)


def build_app(model: str, credentials: str, endpoints_file: str) -> Any:
    """The Sanic application with every channel registered and the model loaded at start."""
    from rasa.core import run
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import register
    from rasa.core.utils import AvailableEndpoints
    from sanic import Sanic

    from bot.privacy.retention import RetentionJob
    from bot.rasa.action_endpoint import ActionEndpoint, prepare_answer_check
    from bot.rasa.context import understand_in_context
    from bot.rasa.graph_runner import run_in_fixed_order
    from bot.rasa.tracker_store import current

    prepare_answer_check()
    app = Sanic("resolution_guide", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = 60
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 25.0  # longer than the longest turn
    app.config.REQUEST_MAX_SIZE = 128 * 1024
    app.config.REQUEST_TIMEOUT = 15  # a client that sends its request drop by drop is let go
    endpoints = AvailableEndpoints.read_endpoints(endpoints_file)
    actions = ActionEndpoint(endpoints.action.url)
    endpoints.action = actions
    register(run.create_http_input_channels(None, credentials), app, route="/webhooks/")
    retention = RetentionJob(current)

    @app.listener("before_server_start")
    async def load(running: Any, loop: AbstractEventLoop) -> None:
        running.ctx.agent = await load_agent(model_path=model, endpoints=endpoints, loop=loop)
        if not running.ctx.agent.is_ready():
            raise SystemExit("The trained model could not be loaded.")
        run_in_fixed_order(running.ctx.agent)
        understand_in_context(running.ctx.agent)
        # What is loaded now stays: the collector need not walk through it again and again.
        gc.collect()
        gc.freeze()

    @app.listener("after_server_start")
    async def begin(running: Any, loop: AbstractEventLoop) -> None:
        retention.start()
        running.ctx.draining = False
        # Once the loop runs, Sanic has set its own handler, which this one then replaces.
        loop.call_soon(lambda: loop.add_signal_handler(signal.SIGTERM, drain, running, loop))

    @app.listener("after_server_stop")
    async def end(running: Any, loop: AbstractEventLoop) -> None:
        await retention.stop()
        await actions.close()
        await run.close_resources(running, loop)

    return app


def main() -> None:
    """Serves the guide until stopped."""
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.server")
    parser.add_argument("--model", required=True)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--host", default=settings().host)
    parser.add_argument("--credentials", default=str(ROOT / "credentials.yml"))
    parser.add_argument("--endpoints", default=str(ROOT / "endpoints.yml"))
    options = parser.parse_args()

    if not usable(Path(options.model)):
        sys.exit("The trained model is missing or broken; `make run` makes it again.")
    from bot.rasa.lean import start_without_tensorflow

    start_without_tensorflow()
    configure()
    app = build_app(options.model, options.credentials, options.endpoints)
    configure()
    app.run(options.host, options.port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
