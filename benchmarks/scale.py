"""Throughput by number of chat servers, with PostgreSQL and Redis, side by side in one run.

    scripts/scale-packages && python -m benchmarks.scale [--servers 1 2 4] [--messages 600]

Every message goes to a random server, as behind a proxy that knows nothing; the load generator
shares the machine's cores with the servers, so the last step up is the least telling.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from benchmarks.load import QUESTIONS, cpu_seconds, memory_mb, tree
from tests.scale.stack import Stack

CONVERSATIONS = 32


async def load(stack: Stack, messages: int, tag: str) -> list[float]:
    """Seconds each message took, 32 conversations at once."""
    times: list[float] = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(number: int) -> None:
            for turn in range(messages // CONVERSATIONS):
                port = stack.port_of(random.choice(stack.chat))
                body = {
                    "sender": f"{tag}-{number}",
                    "message": QUESTIONS[(number + turn) % len(QUESTIONS)],
                }
                began = time.monotonic()
                address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
                async with session.post(address, json=body) as answer:
                    await answer.json()
                times.append(time.monotonic() - began)

        await asyncio.gather(*(one(number) for number in range(CONVERSATIONS)))
    return times


def main() -> int:
    """Measures each number of servers and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--servers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--messages", type=int, default=1600)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores; servers, messages/s, p50 ms, p95 ms, CPU ms a message, MB")
    first = 0.0
    for count in options.servers:
        folder = Path(tempfile.mkdtemp(prefix="guide-scale-"))
        stack = Stack(folder, chat_servers=count, action_servers=1)
        try:
            stack.start()
            asyncio.run(load(stack, 320, "warm"))
            pids = [p for c in stack.children if c.process for p in tree(c.process.pid)]
            cpu, began = cpu_seconds(pids), time.monotonic()
            times = sorted(asyncio.run(load(stack, options.messages, "run")))
            wall = time.monotonic() - began
            used = (cpu_seconds(pids) - cpu) / len(times) * 1000
            rate = len(times) / wall
            first = first or rate
            print(
                f"{count:3} {rate:8.1f} ({rate / first:.2f}x) "
                f"{statistics.median(times) * 1000:8.1f} "
                f"{times[int(len(times) * 0.95)] * 1000:8.1f} {used:8.1f} {memory_mb(pids):8.0f}",
                flush=True,
            )
        finally:
            stack.stop()
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
