"""Many processes, one guide: no message lost, doubled or crossed, whatever dies meanwhile.

Run by `make scale-test`. Every conversation tells its own date, every answer is checked for it,
and what PostgreSQL holds afterwards is compared with what was sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import socketio

from bot.serve.supervisor import Child
from tests.scale.stack import ROOT, Stack, program

pytestmark = pytest.mark.scale

CONVERSATIONS = 16
FIRST = date(2026, 9, 1)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    # pytest's own folders are closed to the user that PostgreSQL runs as.
    folder = Path(tempfile.mkdtemp(prefix="guide-scale-"))
    running = Stack(folder, chat_servers=3, action_servers=2)
    try:
        yield running.start()
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield session


def words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


@dataclass
class Parent:
    """One conversation, whose answers must hold its own dates and nobody else's."""

    number: int
    tag: str
    sent: list[str] = field(default_factory=list)
    tries: int = 0

    @property
    def sender(self) -> str:
        return f"{self.tag}-{self.number}"

    @property
    def received(self) -> date:
        return FIRST + timedelta(days=self.number)

    @property
    def meeting_by(self) -> date:
        return self.received + timedelta(days=15)

    async def tell(self, http: aiohttp.ClientSession, stack: Stack) -> None:
        text = f"The school got my complaint on {words(self.received)}. When must they meet?"
        await self.ask(http, stack, text)

    async def ask(
        self,
        http: aiohttp.ClientSession,
        stack: Stack,
        text: str = "by when must the school hold the meeting?",
    ) -> str:
        """Asks any chat server until it gets a real answer; the same message every time."""
        message_id = f"m{len(self.sent)}"
        self.sent.append(message_id)
        body = {"sender": self.sender, "message": text, "message_id": message_id}
        until = time.monotonic() + 90
        while True:
            self.tries += 1
            child = random.choice(stack.chat)
            answer = await post(http, stack.port_of(child), body)
            if answer is not None:
                topic = next((m["custom"]["topic"] for m in answer if m.get("custom")), "")
                if topic not in ("try_again", ""):
                    said = "\n".join(str(m.get("text")) for m in answer)
                    assert words(self.meeting_by) in said, (self.sender, said)
                    return said
            assert time.monotonic() < until, f"{self.sender} got no answer: {answer}"
            await asyncio.sleep(0.2)


async def post(http: aiohttp.ClientSession, port: int, body: dict[str, Any]) -> Any:
    try:
        address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        async with http.post(address, json=body) as answer:
            return await answer.json() if answer.status == 200 else None
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
        return None


def stored(stack: Stack, prefix: str) -> dict[str, list[dict[str, Any]]]:
    """Events of each conversation whose name begins with `prefix`, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for sender, event in stack.query(
        f"select sender, event from events where sender like 'rest:{prefix}-%' order by id"
    ):
        found.setdefault(str(sender), []).append(json.loads(str(event)))
    return found


def check(stack: Stack, parents: list[Parent]) -> None:
    """Nothing lost, doubled or crossed in what is stored."""
    events = stored(stack, parents[0].tag)
    for parent in parents:
        heard: Counter[str] = Counter()
        answered: Counter[str] = Counter()
        latest = ""
        for event in events[f"rest:{parent.sender}"]:
            if event["event"] == "user":
                latest = event["message_id"]
                heard[latest] += 1
            if event["event"] == "bot":
                answered[latest] += 1
                assert words(parent.meeting_by) in event["text"], "crossed"
        assert heard == Counter(parent.sent), "lost or doubled"
        assert set(answered) == set(parent.sent) and set(answered.values()) == {1}


async def test_one_conversation_through_several_processes_at_once(
    stack: Stack, http: aiohttp.ClientSession
) -> None:
    parents = [Parent(n, "once") for n in range(4)]
    for parent in parents:
        await parent.tell(http, stack)
        await asyncio.gather(*(parent.ask(http, stack) for _ in range(8)))
    check(stack, parents)


async def test_the_same_message_sent_to_every_process_is_answered_once(
    stack: Stack, http: aiohttp.ClientSession
) -> None:
    body = {"sender": "same-0", "message": "Can I bring a lawyer?", "message_id": "only"}
    for _ in range(3):
        answers = await asyncio.gather(
            *(post(http, stack.port_of(c), body) for c in stack.chat for _ in range(2))
        )
        texts = {json.dumps(answer) for answer in answers}
        assert len(texts) == 1 and "lawyer" in texts.pop()
    (events,) = stored(stack, "same").values()
    assert sum(event["event"] == "user" for event in events) == 1
    assert sum(event["event"] == "bot" for event in events) == 1


async def under_load(
    stack: Stack, http: aiohttp.ClientSession, tag: str, disturb: Callable[[], list[Child]]
) -> list[Parent]:
    """Parents ask on and on while `disturb` kills; everything must come right."""
    parents = [Parent(n, tag) for n in range(CONVERSATIONS)]
    stop = asyncio.Event()

    async def one(parent: Parent) -> None:
        await parent.tell(http, stack)
        while not stop.is_set() or len(parent.sent) < 6:
            await parent.ask(http, stack)

    work = [asyncio.ensure_future(one(parent)) for parent in parents]
    await asyncio.sleep(1.5)
    killed = await asyncio.to_thread(disturb)
    for child in killed:
        await asyncio.to_thread(stack.wait_back, child)
    await asyncio.sleep(1.5)
    stop.set()
    await asyncio.gather(*work)
    check(stack, parents)
    print(
        f"\n{tag}: {sum(len(p.sent) for p in parents)} messages, "
        f"{sum(p.tries for p in parents)} tries"
    )
    return parents


async def test_a_chat_server_dies(stack: Stack, http: aiohttp.ClientSession) -> None:
    def disturb() -> list[Child]:
        stack.kill(stack.chat[0])
        return [stack.chat[0]]

    await under_load(stack, http, "chat", disturb)


async def test_two_of_three_chat_servers_die(stack: Stack, http: aiohttp.ClientSession) -> None:
    def disturb() -> list[Child]:
        stack.kill(stack.chat[1])
        time.sleep(0.5)
        stack.kill(stack.chat[2])
        return stack.chat[1:]

    await under_load(stack, http, "chats", disturb)


async def test_redis_dies(stack: Stack, http: aiohttp.ClientSession) -> None:
    def disturb() -> list[Child]:
        stack.kill(stack.redis)
        return [stack.redis]

    await under_load(stack, http, "redis", disturb)


async def test_postgresql_dies(stack: Stack, http: aiohttp.ClientSession) -> None:
    def disturb() -> list[Child]:
        stack.kill(stack.postgres)
        return [stack.postgres]

    await under_load(stack, http, "postgres", disturb)


async def test_an_action_server_hangs_and_dies(stack: Stack, http: aiohttp.ClientSession) -> None:
    def disturb() -> list[Child]:
        process = stack.actions[0].process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(1)
        stack.kill(stack.actions[0])
        return [stack.actions[0]]

    parents = [Parent(n, "action") for n in range(4)]
    for parent in parents:
        await parent.tell(http, stack)
    killed = await asyncio.to_thread(disturb)
    for child in killed:
        await asyncio.to_thread(stack.wait_back, child)
    for parent in parents:
        await parent.ask(http, stack)
    check(stack, parents)


async def test_a_page_changes_its_server_and_keeps_its_conversation(stack: Stack) -> None:
    """Over Socket.IO through nginx, with the server that holds the socket killed."""
    heard: list[dict[str, Any]] = []

    async def open_page(session: str | None) -> tuple[socketio.AsyncClient, str]:
        client = socketio.AsyncClient(reconnection=False)
        client.on("bot_uttered", lambda message: heard.append(message))
        url = f"http://127.0.0.1:{stack.front_port}"
        for _ in range(100):
            try:
                await client.connect(url, transports=["polling"])
                break
            except socketio.exceptions.ConnectionError:
                await asyncio.sleep(0.2)
        opened = await client.call("session_request", {"session_id": session, "last_seq": 0})
        return client, opened["session_id"]

    async def wait_for(text: str) -> None:
        until = time.monotonic() + 30
        while not any(text in str(m.get("text")) for m in heard):
            assert time.monotonic() < until, heard
            await asyncio.sleep(0.1)

    page, token = await open_page(None)
    told = "the school got my complaint September 1, 2026, when must they meet"
    await page.call("user_uttered", {"message": told, "message_id": "a"})
    await wait_for("September 16, 2026")
    for child in stack.chat:
        stack.kill(child)
        await asyncio.to_thread(stack.wait_back, child)
    heard.clear()
    again, same = await open_page(token)
    assert same == token
    # The page did not see an answer to its last message, so it sends that again.
    await again.call("user_uttered", {"message": told, "message_id": "a"})
    await wait_for("September 16, 2026")
    await again.call("user_uttered", {"message": "when does the 30 day period end?",
                                      "message_id": "b"})  # fmt: skip
    await wait_for("October 1, 2026")
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(again.disconnect(), 0.5)
    rows = stack.query("select event from events where sender like 'web:%'")
    ids = [json.loads(str(row[0])).get("message_id") for row in rows]
    assert ids.count("a") == 1 and ids.count("b") == 1


async def test_a_server_that_drains_takes_no_new_parents_and_ends(
    stack: Stack, http: aiohttp.ClientSession
) -> None:
    child = stack.chat[0]
    process = child.process
    assert process is not None
    port = stack.port_of(child)
    os.kill(process.pid, signal.SIGTERM)
    await asyncio.sleep(0.3)
    async with http.get(f"http://127.0.0.1:{port}/readyz") as answer:
        assert answer.status == 503
    said = await post(http, port, {"sender": "drain-1", "message": "Can I bring a lawyer?"})
    assert said[0]["custom"]["topic"] == "bring_lawyer"
    assert await asyncio.to_thread(process.wait, 15) == 0
    await asyncio.to_thread(stack.wait_back, child)


async def test_rest_is_not_reachable_from_outside(
    stack: Stack, http: aiohttp.ClientSession
) -> None:
    front = f"http://127.0.0.1:{stack.front_port}"
    async with http.post(f"{front}/webhooks/rest/webhook", json={}) as answer:
        assert answer.status == 404
    async with http.get(f"{front}/") as page:
        assert page.status == 200 and "Content-Security-Policy" in page.headers


async def test_deleting_reaches_every_process(stack: Stack, http: aiohttp.ClientSession) -> None:
    first, second = (stack.port_of(child) for child in stack.chat[:2])
    told = {"sender": "erase-1", "message": "The school got my complaint on September 1, 2026"}
    await post(http, first, told)
    await post(http, second, {"sender": "erase-1", "message": "when must the school meet?"})
    await post(http, first, {"sender": "erase-1", "message": "delete my data"})
    assert stored(stack, "erase") == {}
    again = await post(http, second, {"sender": "erase-1", "message": "when must the school meet?"})
    assert "September 16" not in json.dumps(again)


async def test_the_nightly_backup_holds_counts_and_no_conversation(
    stack: Stack, tmp_path: Path
) -> None:
    environment = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(stack.pg_port)}
    environment.update(PGUSER="guide", PGDATABASE="guide", KEEP_DAYS="2")
    environment["PATH"] = f"{Path(program('pg_dump')).parent}:{environment['PATH']}"
    script = ["sh", str(ROOT / "deploy" / "backup.sh"), "once", str(tmp_path)]
    for _ in range(3):
        subprocess.run(script, env=environment, check=True)
        await asyncio.sleep(1.1)
    copies = sorted(tmp_path.iterdir())
    assert len(copies) == 2
    text = subprocess.run(["gunzip", "-c", str(copies[-1])], check=True, capture_output=True).stdout
    assert b"counts" in text and b"when_meeting" in text
    assert b"complaint" not in text.lower().replace(b"complaint_contents", b"")
