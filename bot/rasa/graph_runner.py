"""Runs the trained graph in a fixed order.

Rasa asks dask to plan the same ten nodes anew with every message and every prediction, about
a tenth of a message's time (`python -m benchmarks.profile`). The order never changes, so here
it is worked out once for each set of targets. `tests/rasa/test_graph_runner.py` guards that the
results are those of Rasa's own runner.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

_Kind = TypeVar("_Kind")
_Step = tuple[str, GraphNode, list[str]]
"""A node's name, the node, and the names of what it is given."""


class FixedOrderRunner(GraphRunner):
    """A `GraphRunner` over the nodes that Rasa's runner has loaded."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._schema: GraphSchema = loaded._graph_schema
        self._nodes: dict[str, GraphNode] = loaded._instantiated_nodes
        self._orders: dict[tuple[str, ...], list[_Step]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> FixedOrderRunner:
        """Loads the nodes as Rasa's runner does."""
        return cls(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """The outputs of the targets.

        Raises:
            GraphRunError: an input has the name of a node, or a node failed.
        """
        wanted = tuple(targets or self._schema.target_names)
        given = {name: (name, value) for name, value in (inputs or {}).items()}
        if any(name in self._nodes for name in given):
            raise GraphRunError("An input has the name of a node of the graph.")
        known: dict[str, tuple[str, Any]] = dict(given)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        try:
            for name, node, needs in self._orders[wanted]:
                known[name] = node(*(known.get(need, need) for need in needs))
        except RuntimeError as problem:
            raise GraphRunError("Error running runner.") from problem
        return dict(known[name] for name in wanted)

    def component(self, kind: type[_Kind]) -> _Kind | None:
        """The loaded component of a kind, if the graph has one."""
        loaded = (node._component for node in self._nodes.values())
        return next((found for found in loaded if isinstance(found, kind)), None)

    def _order(self, targets: tuple[str, ...]) -> list[_Step]:
        """The nodes that the targets need, each after what it needs itself."""
        needs = {
            name: list(node.needs.values())
            for name, node in self._schema.minimal_graph_schema(list(targets)).nodes.items()
        }
        ordered = TopologicalSorter(needs).static_order()
        return [(name, self._nodes[name], needs[name]) for name in ordered if name in needs]


def run_in_fixed_order(agent: Agent) -> None:
    """Lets an agent that has loaded its model run it in a fixed order."""
    if agent.processor is not None and isinstance(agent.processor.graph_runner, DaskGraphRunner):
        agent.processor.graph_runner = FixedOrderRunner(agent.processor.graph_runner)
