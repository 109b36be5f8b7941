"""The graph in a fixed order gives what Rasa's own runner gives."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.exceptions import GraphRunError
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.graph_runner import FixedOrderRunner, run_in_fixed_order
from bot.serve.training import ensure_model

TEXTS = [
    "can i bring my lawyer",
    "the school got it March 3, when must they meet and who comes",
    "hola, necesito ayuda",
    "asdf",
]


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Any, DaskGraphRunner, FixedOrderRunner]]:
    """Rasa's runner with the trained model, and ours over the same nodes."""
    with tempfile.TemporaryDirectory() as folder:
        metadata, runner = load_predict_graph_runner(
            Path(folder), ensure_model(), LocalModelStorage, DaskGraphRunner
        )
        assert isinstance(runner, DaskGraphRunner)
        yield metadata, runner, FixedOrderRunner(runner)


@pytest.mark.parametrize("text", TEXTS)
def test_a_message_is_understood_the_same(loaded: Any, text: str) -> None:
    metadata, stock, ours = loaded
    results = []
    for runner in (stock, ours):
        messages = [UserMessage(text)]
        inputs = {"__message__": messages, "__tracker__": None}
        found = runner.run(inputs=inputs, targets=[metadata.nlu_target])
        results.append(found[metadata.nlu_target][0].as_dict(only_output_properties=True))
    assert results[0] == results[1]
    assert results[0]["intent"]["name"]


def test_a_decision_is_the_same(loaded: Any) -> None:
    metadata, stock, ours = loaded
    tracker = DialogueStateTracker("sender", metadata.domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("thanks", intent={"name": "thanks", "confidence": 1.0}))
    inputs = {"__tracker__": tracker}
    first, second = (
        runner.run(inputs=inputs, targets=[metadata.core_target])[metadata.core_target]
        for runner in (stock, ours)
    )
    assert first.probabilities == second.probabilities
    assert first.policy_name == second.policy_name


def test_an_input_with_a_node_s_name_is_refused(loaded: Any) -> None:
    metadata, _, ours = loaded
    with pytest.raises(GraphRunError):
        ours.run(inputs={metadata.nlu_target: 1}, targets=[metadata.nlu_target])


def test_an_agent_gets_the_fixed_order_once() -> None:
    from rasa.core.agent import load_agent

    async def load() -> Any:
        agent = await load_agent(model_path=str(ensure_model()))
        run_in_fixed_order(agent)
        run_in_fixed_order(agent)
        return agent

    agent = asyncio.run(load())
    assert isinstance(agent.processor.graph_runner, FixedOrderRunner)
    assert asyncio.run(agent.parse_message("who can come with me"))["intent"]["name"] == "faq"
