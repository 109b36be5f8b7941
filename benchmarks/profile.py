"""Where a message's time goes: the chat server under a profiler, by part.

    python -m benchmarks.profile [--messages 300] [--raw]

Loads the model in this process as the server does, with a real action server beside it, sends
realistic questions from many conversations one after the other, and adds up the time spent
under each part. Shares, not promises: a profiler slows Python down.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import sys
import tempfile
import time
from pathlib import Path

from bot.serve.supervisor import ONE_THREAD, Supervisor, action_child, free_port
from bot.serve.training import ensure_model, training_environment

ROOT = Path(__file__).resolve().parents[1]

# Name of a part and the function under which its time is counted (file ending, function).
PARTS = [
    ("understanding (NLU graph)", "processor.py", "parse_message"),
    ("  sentence vectors", "encoder.py", "encode"),
    ("  facts and dates", "components.py", "entities_of"),
    ("deciding (rule policy)", "rule_policy.py", "predict_action_probabilities"),
    ("calling the action server (its time not included)", "action_endpoint.py", "request"),
    ("answer texts (NLG)", "nlg.py", "generate"),
    ("reading a conversation", "conversations.py", "retrieve"),
    ("saving a conversation", "conversations.py", "save"),
    ("scrubbing", "scrub.py", "scrub"),
]


def main() -> int:
    """Profiles a run and prints the parts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile")
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--raw", action="store_true", help="the profiler's own table, too")
    options = parser.parse_args()
    os.environ.update({**training_environment(), **ONE_THREAD})
    from bot.rasa.lean import start_without_tensorflow
    from bot.serve.logs import configure

    start_without_tensorflow()
    configure()
    with tempfile.TemporaryDirectory() as place:
        port = free_port()
        os.environ["ACTION_ENDPOINT"] = f"http://127.0.0.1:{port}/webhook"
        os.environ["GUIDE_DB"] = f"{place}/guide.db"
        os.environ["GUIDE_MESSAGES_PER_MINUTE"] = "600000"
        supervisor = Supervisor([action_child(port, Path(place))], print)
        supervisor.start()
        try:
            asyncio.run(run(options.messages, options.raw))
        finally:
            supervisor.shut_down()
    return 0


async def run(messages: int, raw: bool) -> None:
    """Sends the messages and prints what took how long."""
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    from benchmarks.load import DATED, QUESTIONS
    from bot.channels.base import Conversation, Incoming
    from bot.rasa.action_endpoint import ActionEndpoint, prepare_answer_check
    from bot.rasa.graph_runner import run_in_fixed_order

    prepare_answer_check()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.action = ActionEndpoint(endpoints.action.url)
    agent = await load_agent(
        model_path=str(ensure_model()), endpoints=endpoints, loop=asyncio.get_running_loop()
    )
    run_in_fixed_order(agent)
    conversation = Conversation("rest", agent.handle_message)

    async def send(number: int, tag: str) -> None:
        text = QUESTIONS[number % len(QUESTIONS)]
        sender = f"rest:{tag}{number // 10}"
        await conversation.turn(Incoming(channel="rest", sender_id=sender, text=text))

    for number in range(20):
        await send(number + messages, "warm")
    began, used = time.perf_counter(), time.process_time()
    kinds: dict[str, list[float]] = {}
    for number in range(messages):
        sent = time.perf_counter()
        await send(number, "plain")
        kind = "with dates" if QUESTIONS[number % len(QUESTIONS)] in DATED else "without"
        kinds.setdefault(kind, []).append(time.perf_counter() - sent)
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(f"{messages} messages: {wall / messages * 1000:.2f} ms each, of which "
          f"{cpu / messages * 1000:.2f} ms processor time of the chat server")  # fmt: skip
    for kind, times in kinds.items():
        print(f"  {kind}: median {sorted(times)[len(times) // 2] * 1000:.2f} ms")
    profile = cProfile.Profile()
    profile.enable()
    began = time.perf_counter()
    for number in range(messages, 2 * messages):
        await send(number, "profiled")
    whole = time.perf_counter() - began
    profile.disable()
    table = pstats.Stats(profile)
    print("\nShare of a message (the profiler's overhead included):")
    stats = table.stats  # type: ignore[attr-defined]
    for name, file, function in PARTS:
        spent = sum(
            entry[3] for key, entry in stats.items() if key[0].endswith(file) and key[2] == function
        )
        print(f"  {name:52}{spent / whole * 100:6.1f} %")
    if raw:
        table.sort_stats("cumulative").print_stats(70)
        table.sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    sys.exit(main())
