"""The guide beside the stock `rasa init` bot of the same Rasa, in one run: ratios, not promises.

    python -m benchmarks.load [--quick] [--messages 10000]

Starts both on loopback, drives both with the same load over REST (and the guide over
Socket.IO too), one after the other on an otherwise idle machine, and prints what it measured:
time to ready, memory, p50/p95/p99, messages per second, CPU per message, the cost of a message
at positions 10, 100 and 1,000 of one conversation, and memory after many messages.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.serve.supervisor import (
    Child,
    Supervisor,
    action_child,
    answers,
    free_port,
    rasa_child,
)
from bot.serve.training import ensure_model, training_environment
from bot.settings import settings

ROOT = Path(__file__).resolve().parents[1]

DATED = [
    "the school got my complaint March 3, 2026, when do they have to meet?",
    "when does the 30 day period end",
    "I signed the agreement on November 20, 2026 in Ohio, can I still cancel?",
    "when is the decision due",
]


def questions() -> list[str]:
    """What parents ask, about 1,400 questions each in its own words, a fifth with dates; the stock
    bot gets what it was made for."""
    from benchmarks.understanding import lines

    asked = [
        line.text
        for name in ("dev", "dev2", "dev3")
        for line in lines(name)
        if line.kind in ("topics", "acts", "near_miss", "two_questions")
    ]
    random.Random(1).shuffle(asked)
    mixed = []
    for number, text in enumerate(asked):
        mixed.append(text)
        if number % 4 == 3:
            mixed.append(DATED[number // 4 % len(DATED)])
    return mixed


QUESTIONS = questions()
STOCK = ["hello", "I am sad", "yes", "are you a bot?", "I am great", "no", "bye", "hi", "ok", "sad"]


@dataclass
class Bot:
    """A running bot and how to speak to it."""

    name: str
    url: str
    phrases: list[str]
    processes: Callable[[], list[int]]
    stop: Callable[[], None]
    ready_seconds: float


@dataclass
class Run:
    """Times of one load, in seconds."""

    times: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds below which this share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    @property
    def rate(self) -> float:
        """Messages per second."""
        return len(self.times) / self.wall


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[1]) == pid:
            found += tree(int(path.parent.name))
    return found


def memory_mb(pids: list[int]) -> float:
    """Resident memory of processes, in MB."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return total / 1024


def cpu_seconds(pids: list[int]) -> float:
    """Processor time used by processes so far."""
    ticks = 0
    for pid in pids:
        try:
            parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def start_guide(folder: Path) -> Bot:
    """The product as users get it: action server, Rasa server, SQLite, scrubbing."""
    model = ensure_model()
    port, action_port = free_port(), free_port()
    children = [
        action_child(action_port, folder),
        rasa_child("127.0.0.1", port, model, action_port, folder, folder / "guide.db"),
    ]
    for child in children:
        child.environment["GUIDE_MESSAGES_PER_MINUTE"] = "600000"
    return _started("guide", children, port, QUESTIONS)


def start_stock(folder: Path) -> Bot:
    """`rasa init` as it comes, with the SQLite store; trained once and kept in the cache."""
    project = settings().cache_folder / "stock-bot"
    quiet = {**os.environ, **training_environment()}
    if not list((project / "models").glob("*.tar.gz")):
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir(parents=True)
        print("Training the stock bot (once, some minutes) ...", flush=True)
        subprocess.run(
            [sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(project)],
            env=quiet,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    port = free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(
        f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {folder}/stock.db\n"
    )
    credentials = folder / "credentials.yml"
    # Its persistent sessions never get an answer with current python-socketio.
    credentials.write_text(
        "rest:\nsocketio:\n  user_message_evt: user_uttered\n"
        "  bot_message_evt: bot_uttered\n  session_persistence: false\n"
    )
    child = Child(
        name="stock bot",
        command=[
            sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port),
            "--model", str(project / "models"), "--credentials", str(credentials),
            "--endpoints", str(endpoints),
        ],
        environment=training_environment(),
        ready=lambda: answers("127.0.0.1", port, "/"),
        log=folder / "stock.log",
    )  # fmt: skip
    return _started("stock", [child], port, STOCK)


def _started(name: str, children: list[Child], port: int, phrases: list[str]) -> Bot:
    supervisor = Supervisor(children, print)
    began = time.monotonic()
    supervisor.start()
    asyncio.run(_first_answer(f"http://127.0.0.1:{port}", phrases[0]))
    ready = time.monotonic() - began

    def pids() -> list[int]:
        return [pid for c in children if c.process for pid in tree(c.process.pid)]

    return Bot(name, f"http://127.0.0.1:{port}", phrases, pids, supervisor.shut_down, ready)


async def _first_answer(url: str, phrase: str) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(300):
            try:
                if await _say(session, url, "first", phrase):
                    return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    raise RuntimeError("the bot gave no answer")


async def _say(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> Any:
    async with session.post(
        f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text}
    ) as answer:
        return await answer.json()


async def conversations(bot: Bot, count: int, turns: int, think: float, tag: str) -> Run:
    """`count` conversations at once, each of `turns` messages, with a pause between them."""
    run = Run()
    offset = zlib.crc32(tag.encode()) % len(bot.phrases)  # other questions in each load
    cpu = cpu_seconds(bot.processes())
    began = time.monotonic()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(number: int) -> None:
            for turn in range(turns):
                phrase = bot.phrases[(number * 37 + turn + offset) % len(bot.phrases)]
                sent = time.monotonic()
                await _say(session, bot.url, f"{tag}-{number}", phrase)
                run.times.append(time.monotonic() - sent)
                if think:
                    await asyncio.sleep(think)

        await asyncio.gather(*(one(number) for number in range(count)))
    run.wall = time.monotonic() - began
    run.cpu = cpu_seconds(bot.processes()) - cpu
    return run


async def sockets(bot: Bot, count: int, turns: int) -> Run:
    """The same load over Socket.IO (long polling, the slower of its two transports)."""
    import socketio

    run = Run()
    clients: list[Any] = []

    async def one(number: int) -> None:
        client = socketio.AsyncClient()
        clients.append(client)
        replies: asyncio.Queue[Any] = asyncio.Queue()
        guide = bot.name == "guide"

        def heard(state: Any) -> None:
            # The guide says when it is done; the stock bot's first message has to do.
            if not guide or not state.get("on"):
                replies.put_nowait(state)

        client.on("typing" if guide else "bot_uttered", heard)
        await client.connect(bot.url, transports=["polling"])
        if guide:
            await client.call("session_request", {"session_id": None})
        for turn in range(turns):
            phrase = bot.phrases[(number + turn) % len(bot.phrases)]
            sent = time.monotonic()
            while not replies.empty():
                replies.get_nowait()
            message = {"message": phrase, "message_id": f"{number}-{turn}"}
            await client.emit("user_uttered", message)
            await asyncio.wait_for(replies.get(), 60)
            run.times.append(time.monotonic() - sent)

    began = time.monotonic()
    await asyncio.gather(*(one(number) for number in range(count)))
    run.wall = time.monotonic() - began
    for client in clients:  # a polling client waits half a minute for its last poll
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(client.disconnect(), 0.2)
        if client.eio.http is not None:
            await client.eio.http.close()
    return run


async def long_conversation(bot: Bot, length: int) -> dict[int, float]:
    """Median milliseconds around message 10, 100 and 1,000 of one conversation.

    The same twenty messages again and again, so that each median is over the same ones.
    """
    cycle = bot.phrases[:20]
    times = []
    async with aiohttp.ClientSession() as session:
        for turn in range(length):
            sent = time.monotonic()
            await _say(session, bot.url, "long", cycle[turn % len(cycle)])
            times.append(time.monotonic() - sent)
    return {
        position: statistics.median(times[max(0, position - 10) : position + 10]) * 1000
        for position in (10, 100, 1000)
        if position <= length
    }


async def limits(bot: Bot) -> dict[str, float]:
    """What could be reached at most: understanding alone, and HTTP on one event loop alone."""
    from threadpoolctl import threadpool_limits

    from benchmarks.understanding import load_trained, read

    trained = load_trained()
    phrases = QUESTIONS[20:320]
    with threadpool_limits(1):  # as in the servers
        for phrase in QUESTIONS[:20]:  # the first ones read word lists and patterns
            read(phrase, trained)
        began = time.monotonic()
        for phrase in phrases:
            read(phrase, trained)
        alone = len(phrases) / (time.monotonic() - began)
    began, done = time.monotonic(), 0
    async with aiohttp.ClientSession() as session:

        async def ask() -> None:
            nonlocal done
            while time.monotonic() - began < 3:
                async with session.get(f"{bot.url}/healthz") as answer:
                    await answer.read()
                done += 1

        await asyncio.gather(*(ask() for _ in range(8)))
    return {"understanding alone": alone, "HTTP alone": done / 3}


def ratio(ours: float, theirs: float) -> str:
    """How the two compare."""
    return f"{ours / theirs:6.2f}x" if theirs else "     -"


Measure = Callable[[Bot], Awaitable[Any]]


def main() -> int:
    """Runs everything; bounded in time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--quick", action="store_true", help="a tenth of the load")
    parser.add_argument("--messages", type=int, default=10_000)
    options = parser.parse_args()
    scale = 10 if options.quick else 1
    results: dict[str, dict[str, Any]] = {}
    for start in (start_stock, start_guide):
        with tempfile.TemporaryDirectory() as folder:
            bot = start(Path(folder))
            try:
                results[bot.name] = asyncio.run(measure(bot, scale, options.messages // scale))
            finally:
                bot.stop()
    show(results["guide"], results["stock"])
    return 0


async def measure(bot: Bot, scale: int, messages: int) -> dict[str, Any]:
    """All figures of one bot."""
    print(f"{bot.name}: ready in {bot.ready_seconds:.1f} s", flush=True)
    found: dict[str, Any] = {"ready": bot.ready_seconds}
    await conversations(bot, 4, 10, 0, "warm")
    found["memory"] = memory_mb(bot.processes())
    for count in (1, 8, 32, 100):
        turns = max(2, (30 if count == 1 else 400 // count) // scale * (10 if count == 1 else 1))
        found[f"load {count}"] = await conversations(bot, count, turns, 0, f"c{count}")
    found["think 32"] = await conversations(bot, 32, max(2, 10 // scale), 1.0, "think")
    found["socket 8"] = await sockets(bot, 8, max(2, 50 // scale))
    length = 1000 // scale if bot.name == "guide" else 200 // scale
    found["long"] = await long_conversation(bot, max(20, length))
    if bot.name == "guide":
        found["limits"] = await limits(bot)
        await conversations(bot, 100, 20, 0, "settle")  # fills every cache
        before = memory_mb(bot.processes())
        turns = max(2, messages // 500)
        for hundred in range(5):
            await conversations(bot, 100, turns, 0, f"many{hundred}")
        found["growth"] = (before, memory_mb(bot.processes()))
        await conversations(bot, 500, 2, 0, "crowd")
        found["crowd"] = memory_mb(bot.processes())
    return found


def show(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Prints the table."""
    print(f"\n{'':34}{'guide':>10}{'stock':>10}   ratio")

    def row(name: str, a: float, b: float, unit: str) -> None:
        print(f"{name + ', ' + unit:34}{a:10.1f}{b:10.1f}   {ratio(a, b)}")

    row("time to first answer", ours["ready"], theirs["ready"], "s")
    row("memory after warm-up", ours["memory"], theirs["memory"], "MB")
    for count in (1, 8, 32, 100):
        a, b = ours[f"load {count}"], theirs[f"load {count}"]
        row(f"{count} at once, throughput", a.rate, b.rate, "msg/s")
        for share in (0.5, 0.95, 0.99):
            label = f"{count} at once, p{share * 100:.0f}"
            row(label, a.percentile(share), b.percentile(share), "ms")
        row(f"{count} at once, CPU", a.cpu / len(a.times) * 1000, b.cpu / len(b.times) * 1000, "ms")
    a, b = ours["think 32"], theirs["think 32"]
    row("32 with think time, p95", a.percentile(0.95), b.percentile(0.95), "ms")
    a, b = ours["socket 8"], theirs["socket 8"]
    row("8 over Socket.IO, throughput", a.rate, b.rate, "msg/s")
    row("8 over Socket.IO, p95", a.percentile(0.95), b.percentile(0.95), "ms")
    for position, value in ours["long"].items():
        stock = theirs["long"].get(position)  # its 1,000 messages would take minutes
        beside = f"   (stock: {stock:.1f} ms)" if stock else ""
        print(f"{f'message {position} of one conversation':34}{value:10.1f} ms{beside}")
    for name, rate in ours["limits"].items():
        print(f"{'limit: ' + name:34}{rate:10.1f} /s")
    before, after = ours["growth"]
    print(f"{'memory over many messages':34}{before:10.1f} -> {after:.1f} MB "
          f"({(after / before - 1) * 100:+.1f} %)")  # fmt: skip
    print(f"{'memory after 500 wrote at one time':34}{ours['crowd']:10.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
