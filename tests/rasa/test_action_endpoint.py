"""Calls to the action server: the same verdicts as Rasa's, quick, and never for long."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jsonschema
import pytest
from aiohttp import web
from rasa.core.actions import action as rasa_action

from bot.rasa.action_endpoint import EVENTS_SENT, ActionEndpoint, prepare_answer_check

ORIGINAL = rasa_action.RemoteAction._validate_action_result
GOOD: list[dict[str, Any]] = [
    {
        "events": [
            {"event": "slot", "name": "answered", "value": True, "timestamp": None},
            {
                "event": "slot",
                "name": "facts",
                "value": {"received": {"value": "2026-03-03", "turn": 1}},
            },
            {"event": "followup", "name": "action_listen", "timestamp": None},
        ],
        "responses": [{"text": "hello"}],
    },
    {"events": [], "responses": []},
    {"events": [{"event": "restart"}, {"event": "followup"}], "responses": []},
    {},
]
BAD: list[dict[str, Any]] = [
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [], "responses": ["text"]},
    {"events": [{"event": "slot", "value": 1}], "responses": []},
    {"events": [{"event": "slot", "name": "answered"}], "responses": []},
    {"events": [{"event": "slot", "name": 5, "value": 1}], "responses": []},
    {"events": [{"event": "slot", "name": "x", "value": 1, "timestamp": "now"}], "responses": []},
]


def test_the_replaced_method_is_the_one_this_was_written_for() -> None:
    source = hashlib.sha256(inspect.getsource(ORIGINAL).encode()).hexdigest()
    assert source.startswith("f8cdb4be68123961"), "Rasa changed: read prepare_answer_check again"


def test_verdicts_are_the_same_as_rasas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_action.RemoteAction, "_validate_action_result", ORIGINAL)
    action = rasa_action.RemoteAction("action_answer", None)
    prepare_answer_check()
    assert action._validate_action_result is not ORIGINAL
    for check in (ORIGINAL.__get__(action), action._validate_action_result):
        for answer in GOOD:
            assert check(answer) is True
        for answer in BAD:
            with pytest.raises(jsonschema.ValidationError):
                check(answer)


@pytest.fixture
async def server() -> AsyncIterator[tuple[str, dict[str, Any]]]:
    seen: dict[str, Any] = {"bodies": [], "peers": set(), "wait": 0.0, "status": 200}

    async def answer(request: web.Request) -> web.Response:
        seen["bodies"].append(await request.json())
        seen["peers"].add(request.transport.get_extra_info("peername") if request.transport else 0)
        await asyncio.sleep(seen["wait"])
        return web.json_response({"events": [], "responses": []}, status=seen["status"])

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    yield f"http://127.0.0.1:{port}/webhook", seen
    await runner.cleanup()


async def test_connections_are_kept(server: tuple[str, dict[str, Any]]) -> None:
    url, seen = server
    endpoint = ActionEndpoint(url)
    for _ in range(5):
        await endpoint.request(json={"next_action": "action_answer"})
    await endpoint.close()
    assert len(seen["bodies"]) == 5
    assert len(seen["peers"]) == 1


async def test_a_slow_action_server_is_given_up(server: tuple[str, dict[str, Any]]) -> None:
    url, seen = server
    seen["wait"] = 5
    endpoint = ActionEndpoint(url, seconds=0.2)
    with pytest.raises(asyncio.TimeoutError):
        await endpoint.request(json={})
    await endpoint.close()


async def test_an_error_of_the_action_server_is_an_error_here(
    server: tuple[str, dict[str, Any]],
) -> None:
    url, seen = server
    seen["status"] = 500
    endpoint = ActionEndpoint(url)
    with pytest.raises(aiohttp.ClientError):
        await endpoint.request(json={})
    await endpoint.close()


async def test_nobody_there_is_an_error_at_once() -> None:
    endpoint = ActionEndpoint("http://127.0.0.1:9/webhook")
    with pytest.raises(aiohttp.ClientConnectionError):
        await endpoint.request(json={})
    await endpoint.close()


async def test_a_long_conversation_is_not_sent_whole(server: tuple[str, dict[str, Any]]) -> None:
    url, seen = server
    endpoint = ActionEndpoint(url)
    events = [{"event": "bot", "n": n} for n in range(500)]
    await endpoint.request(json={"tracker": {"slots": {"state": "OH"}, "events": events}})
    await endpoint.close()
    sent = seen["bodies"][0]["tracker"]
    assert sent["slots"] == {"state": "OH"}
    assert [event["n"] for event in sent["events"]] == list(range(500 - EVENTS_SENT, 500))
