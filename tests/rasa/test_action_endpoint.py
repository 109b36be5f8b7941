"""Calls to the action server: the same verdicts as Rasa's, quick, and never for long."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
from collections.abc import AsyncIterator
from typing import Any

import jsonschema
import pytest
from aiohttp import web
from rasa.core.actions import action as rasa_action

from bot.rasa.action_endpoint import EVENTS_SENT, ActionEndpoint, prepare_answer_check

ORIGINAL = rasa_action.RemoteAction._validate_action_result
GOOD: list[dict[str, Any]] = [
    {
        "events": [
            {"event": "slot", "name": "question_open", "value": True, "timestamp": None},
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
    {"events": [{"event": "slot", "name": "question_open"}], "responses": []},
    {"events": [{"event": "slot", "name": 5, "value": 1}], "responses": []},
    {"events": [{"event": "slot", "name": "x", "value": 1, "timestamp": "now"}], "responses": []},
]


def test_the_replaced_method_is_the_one_this_was_written_for() -> None:
    source = hashlib.sha256(inspect.getsource(ORIGINAL).encode()).hexdigest()
    assert source.startswith("f8cdb4be68123961"), "Rasa changed: read prepare_answer_check again"


def test_verdicts_are_the_same_as_rasas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_action.RemoteAction, "_validate_action_result", ORIGINAL)
    action = rasa_action.RemoteAction("action_answer_dates", None)
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
        await endpoint.request(json={"next_action": "action_answer_dates"})
    await endpoint.close()
    assert len(seen["bodies"]) == 5
    assert len(seen["peers"]) == 1


def asked(intent: str, *labels: str) -> dict[str, Any]:
    """A call for a message that was understood as this."""
    topics = [{"label": label, "confidence": 0.9} for label in labels]
    return {"tracker": {"latest_message": {"intent": {"name": intent}, "topics": topics}}}


def said_in_its_place(answer: dict[str, Any]) -> str:
    assert answer["events"] == [{"event": "followup", "name": "action_listen"}]
    (response,) = answer["responses"]
    return str(response["response"])


@pytest.mark.parametrize(
    ("call", "response"),
    [
        (asked("deadline", "deadline/when_meeting"), "utter_deadline/when_meeting"),
        (asked("faq", "faq/bring_lawyer"), "utter_faq/bring_lawyer"),
        (asked("out_of_scope"), "utter_out_of_scope"),
        (asked("tell_facts", "tell_facts"), "utter_try_again"),
        (asked("compound", "faq/cost", "faq/recording"), "utter_try_again"),
        ({}, "utter_try_again"),
    ],
)
async def test_while_nobody_is_there_the_answer_in_general_is_said(
    call: dict[str, Any], response: str
) -> None:
    endpoint = ActionEndpoint("http://127.0.0.1:9/webhook")
    assert said_in_its_place(await endpoint.request(json=call)) == response
    await endpoint.close()


async def test_a_slow_action_server_is_given_up(server: tuple[str, dict[str, Any]]) -> None:
    url, seen = server
    seen["wait"] = 5
    endpoint = ActionEndpoint(url, seconds=0.2)
    assert said_in_its_place(await endpoint.request(json={})) == "utter_try_again"
    await endpoint.close()


async def test_an_error_of_the_action_server_is_as_if_it_were_away(
    server: tuple[str, dict[str, Any]],
) -> None:
    url, seen = server
    seen["status"] = 500
    endpoint = ActionEndpoint(url)
    assert said_in_its_place(await endpoint.request(json={})) == "utter_try_again"
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
