"""What breaks around the guide, with the real processes: a parent gets an honest answer."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.rasa.action_endpoint import ACTION_SECONDS
from bot.serve.supervisor import Supervisor
from tests.live.guide import Guide, custom_of, kill, text_of, until
from tests.live.test_servers import Page

ROOT = Path(__file__).resolve().parents[2]
DATED = "the school got my complaint March 3, 2026. when must they meet with me?"


def test_a_hanging_action_server_gets_an_honest_answer_in_time(own_guide: Guide) -> None:
    process = own_guide.action.process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    began = time.monotonic()
    reply = own_guide.say("when must the school hold the meeting?", "p")
    assert time.monotonic() - began < ACTION_SECONDS + 6
    assert "15 calendar days" in text_of(reply)  # the rule itself needs no action server
    assert custom_of(own_guide.say("Can I bring a lawyer?", "p"))["topic"] == "bring_lawyer"
    os.kill(process.pid, signal.SIGCONT)
    until(own_guide.action.ready)
    assert "March 18, 2026" in text_of(own_guide.say(DATED, "p"))


def test_an_action_server_killed_in_mid_turn(own_guide: Guide) -> None:
    process = own_guide.action.process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)  # it takes the call and never answers
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(own_guide.say, DATED, "p")
        time.sleep(1)
        kill(own_guide.action)
        own_guide.action.start()
        assert len(text_of(waiting.result(30))) > 20
    until(own_guide.action.ready)
    assert "March 18, 2026" in text_of(own_guide.say(DATED, "p"))


def test_a_chat_server_killed_in_mid_turn_answers_the_same_message_again(own_guide: Guide) -> None:
    process = own_guide.action.process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    body = {"sender": "p", "message": DATED, "message_id": "once"}

    def lost() -> None:
        with pytest.raises(OSError):
            own_guide.post(body)

    asking = threading.Thread(target=lost)
    asking.start()
    time.sleep(1)
    kill(own_guide.rasa)
    asking.join(10)
    os.kill(process.pid, signal.SIGCONT)
    own_guide.rasa.start()
    until(own_guide.rasa.ready)
    first, second = own_guide.post(body), own_guide.post(body)
    assert "March 18, 2026" in text_of(first) and text_of(first) == text_of(second)


def test_a_locked_database_does_not_stop_the_conversation(own_guide: Guide) -> None:
    own_guide.say("the school got my complaint March 3, 2026", "p")
    other = sqlite3.connect(own_guide.db, isolation_level=None)
    other.execute("begin immediate")
    assert custom_of(own_guide.say("I live in Ohio", "p"))["topic"]
    other.execute("rollback")
    other.close()
    assert "March 18, 2026" in text_of(own_guide.say("show all my dates", "p"))
    kill(own_guide.rasa)
    own_guide.rasa.start()
    until(own_guide.rasa.ready)
    assert "March 18, 2026" in text_of(own_guide.say("show all my dates", "p"))


def test_deleting_while_the_database_is_locked_claims_nothing(own_guide: Guide) -> None:
    own_guide.say("the school got my complaint March 3, 2026", "p")
    other = sqlite3.connect(own_guide.db, isolation_level=None)
    other.execute("begin immediate")
    assert custom_of(own_guide.say("delete my data", "p"))["topic"] == "not_deleted"
    other.execute("rollback")
    other.close()
    assert "March 18, 2026" in text_of(own_guide.say("show all my dates", "p"))
    assert custom_of(own_guide.say("delete my data", "p"))["topic"] == "deleted"
    assert "March 18, 2026" not in text_of(own_guide.say("show all my dates", "p"))


async def test_the_delete_button_while_the_database_is_locked_claims_nothing(
    own_guide: Guide,
) -> None:
    page = Page(own_guide)
    await page.open()
    await page.say("the school got my complaint March 3, 2026")
    await page.wait(1)
    other = sqlite3.connect(own_guide.db, isolation_level=None)
    other.execute("begin immediate")
    refused = await page.client.call("delete_chat", timeout=8)
    assert (refused["ok"], refused["error"]) == (False, "not_deleted")
    assert refused["text"].startswith("Not deleted")
    other.execute("rollback")
    other.close()
    assert (await page.say("show all my dates"))["ok"]
    await page.wait(2)
    assert {"2026-03-18"} <= {d["date"] for d in page.heard[1]["custom"]["deadlines"]}
    assert (await page.client.call("delete_chat", timeout=8))["ok"]
    assert (await page.say("anyone there?"))["error"] == "no_session"
    await page.close()
    for path in own_guide.folder.iterdir():
        assert not path.is_file() or b"2026-03-03" not in path.read_bytes(), path.name


def test_a_full_disk_does_not_stop_the_conversation(tmp_path: Path) -> None:
    guide = Guide(tmp_path).start()
    assert guide.rasa.process is not None
    try:
        # No file of the chat server may grow over 600 kB: for SQLite that is a full disk.
        resource.prlimit(guide.rasa.process.pid, resource.RLIMIT_FSIZE, (600_000, 600_000))
        guide.say("the school got my complaint March 3, 2026", "p")
        with ThreadPoolExecutor(4) as pool:
            for reply in pool.map(
                lambda n: guide.say("show all my dates", f"other-{n % 20}"), range(200)
            ):
                assert text_of(reply)
        assert "could not write" in guide.logs()
        assert "March 18, 2026" in text_of(guide.say("show all my dates", "p"))
        assert guide.get("/readyz")[0] == 200
    finally:
        guide.stop()


@pytest.mark.parametrize("now", ["2026-11-30T15:00:00+00:00", "2026-11-01T15:00:00+00:00"])
def test_a_clock_that_jumps_changes_only_what_today_is(tmp_path: Path, now: str) -> None:
    guide = Guide(tmp_path).start()
    told = "the school got my complaint November 16, 2026. when must they meet?"
    assert "December 1, 2026" in text_of(guide.say(told, "p"))
    guide.stop()
    jumped = Guide(tmp_path, now=now).start()
    try:
        assert "December 1, 2026" in text_of(jumped.say("show all my dates", "p"))
    finally:
        jumped.stop()


@pytest.mark.parametrize("content", [None, b"", b"no archive at all" * 100])
def test_a_missing_or_broken_model_is_said_in_one_line(
    tmp_path: Path, content: bytes | None
) -> None:
    model = tmp_path / "model.tar.gz"
    if content is not None:
        model.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "bot.rasa.server", "--model", str(model), "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "ACTION_ENDPOINT": "http://127.0.0.1:9", "GUIDE_DB": str(tmp_path / "d")},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "trained model" in done.stderr.strip().splitlines()[-1]
    assert "make run" in done.stderr.strip().splitlines()[-1]


def test_the_supervisor_brings_back_both_servers(own_guide: Guide) -> None:
    watching = threading.Thread(target=own_guide.supervisor.watch, daemon=True)
    watching.start()
    try:
        for child in (own_guide.action, own_guide.rasa):
            kill(child)
        until(lambda: own_guide.rasa.ready() and own_guide.action.ready())
        assert own_guide.get("/readyz")[0] == 200
        assert "March 18, 2026" in text_of(own_guide.say(DATED))
    finally:
        _stop(own_guide.supervisor, watching)


def _stop(supervisor: Supervisor, watching: threading.Thread) -> None:
    supervisor.stop()
    watching.join(5)


def test_requests_that_come_drop_by_drop_are_let_go(own_guide: Guide) -> None:
    slow = [socket.create_connection(("127.0.0.1", own_guide.port)) for _ in range(100)]
    try:
        head = b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n"
        for byte in head[:8]:
            for connection in slow:
                connection.sendall(bytes([byte]))
            time.sleep(0.05)
        assert custom_of(own_guide.say("Can I bring a lawyer?"))["topic"] == "bring_lawyer"
        closed = 0
        for connection in slow:
            connection.settimeout(25)
            try:
                while connection.recv(1000):
                    pass
                closed += 1
            except OSError:
                closed += 1 if not isinstance(sys.exc_info()[1], TimeoutError) else 0
        assert closed == len(slow)
    finally:
        for connection in slow:
            connection.close()


ODD_FRAMES: list[Any] = [
    "", "9", "4", "40", "42", "42[]", "42{", '42["user_uttered"', '42["user_uttered",5]', "45-[",
    '451-["user_uttered",{"_placeholder":true,"num":0}]', "2probe", "x" * 60_000, b"\x00\xff" * 50,
    '42["user_uttered",{"message":{"message":{"message":[]}}}]', "44", "41", "1",
]  # fmt: skip


async def test_malformed_frames_hurt_nobody_else(guide: Guide) -> None:
    address = f"{guide.url}/socket.io/?EIO=4&transport=websocket"
    async with aiohttp.ClientSession() as session:
        for frame in [*ODD_FRAMES, "y" * 200_000]:
            try:
                async with session.ws_connect(address) as socket_:
                    await socket_.receive(timeout=5)
                    send = socket_.send_bytes if isinstance(frame, bytes) else socket_.send_str
                    await send(frame)
                    await socket_.close()
            except (aiohttp.ClientError, ConnectionError):
                pass
    for raw in (b"\x16\x03\x01garbage", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 100,
                b"POST /webhooks/rest/webhook HTTP/1.1\r\nContent-Length: -5\r\n\r\n"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", guide.port), 5) as connection:
            connection.sendall(raw)
    assert custom_of(guide.say("Can I bring a lawyer?"))["topic"] == "bring_lawyer"
    assert "Traceback" not in guide.logs()


def test_a_flood_from_one_sender_leaves_the_others_served(tmp_path: Path) -> None:
    guide = Guide(tmp_path, environment={"GUIDE_MESSAGES_PER_MINUTE": "60"}).start()
    try:
        with ThreadPoolExecutor(12) as pool:
            flood = [
                pool.submit(guide.say, f"can I bring a lawyer {n}", "flood") for n in range(150)
            ]
            for number in range(5):
                reply = guide.say(DATED, f"calm-{number}")
                assert "March 18, 2026" in text_of(reply)
            topics = [custom_of(job.result(60))["topic"] for job in flood]
        assert topics.count("slow_down") > 100
        assert topics.count("bring_lawyer") >= 15
    finally:
        guide.stop()
