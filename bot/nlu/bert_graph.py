"""Builds the ONNX graph of a BERT sentence encoder from its bare weights.

The weights arrive as a `safetensors` file, which holds numbers and no code. This module
writes down the computation around them (attention, feed-forward, mean pooling, unit length)
so that `onnxruntime` can run it without torch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8


@dataclass(frozen=True)
class BertShape:
    """Sizes of the encoder; the defaults are those of all-MiniLM-L6-v2."""

    layers: int = 6
    hidden: int = 384
    heads: int = 12
    epsilon: float = 1e-12


class _Graph:
    """Collects nodes and constants while the graph is written top to bottom."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        self._count += 1
        output = f"{kind.lower()}_{self._count}"
        self.nodes.append(
            helper.make_node(kind, list(inputs), [output], name=output, **attributes)  # type: ignore[arg-type]
        )
        return output


def build(
    weights: dict[str, np.ndarray],
    shape: BertShape | None = None,
    centre: np.ndarray | None = None,
) -> onnx.ModelProto:
    """Returns a model: int64 `ids` and `mask` (batch, length) -> float `sentence` (batch, hidden).

    `centre` is taken from each sentence vector, which is then made of unit length again.

    Raises:
        KeyError: a weight of the architecture is missing.
    """
    size = shape or BertShape()
    graph = _Graph()
    hidden = _embeddings(graph, weights, size)
    bias = _attention_bias(graph)
    for layer in range(size.layers):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden, bias, size)
    _pool(graph, hidden, centre)
    axes = ["batch", "length"]
    return checked_model(
        helper.make_graph(
            graph.nodes,
            "sentence_encoder",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, axes),
                helper.make_tensor_value_info("mask", TensorProto.INT64, axes),
            ],
            [helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["batch", size.hidden])],
            graph.constants,
        )
    )


def checked_model(graph: onnx.GraphProto) -> onnx.ModelProto:
    """A graph as a model of the versions that our onnxruntime reads.

    Raises:
        onnx.checker.ValidationError: the graph does not fit together.
    """
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )
    onnx.checker.check_model(model)
    return model


def _linear(graph: _Graph, weights: dict[str, np.ndarray], name: str, x: str) -> str:
    kernel = graph.constant(f"{name}.kernel", weights[f"{name}.weight"].T)
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.op("Add", graph.op("MatMul", x, kernel), bias)


def _normalise(
    graph: _Graph, weights: dict[str, np.ndarray], name: str, x: str, size: BertShape
) -> str:
    scale = graph.constant(f"{name}.scale", weights[f"{name}.weight"])
    bias = graph.constant(f"{name}.shift", weights[f"{name}.bias"])
    return graph.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=size.epsilon)


def _embeddings(graph: _Graph, weights: dict[str, np.ndarray], size: BertShape) -> str:
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    # One sentence at a time means token type 0 everywhere: fold its row into the positions.
    positions = graph.constant(
        "positions",
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
    )
    length = graph.op("Shape", "ids", start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    used = graph.op("Slice", positions, zero, length, zero)
    summed = graph.op("Add", graph.op("Gather", words, "ids"), used)
    return _normalise(graph, weights, "embeddings.LayerNorm", summed, size)


def _attention_bias(graph: _Graph) -> str:
    mask = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    wide = graph.op("Unsqueeze", mask, graph.constant("mask_axes", np.array([1, 2], np.int64)))
    absent = graph.op("Sub", graph.constant("one", np.array(1.0, np.float32)), wide)
    return graph.op("Mul", absent, graph.constant("minus", np.array(-10000.0, np.float32)))


def _layer(
    graph: _Graph,
    weights: dict[str, np.ndarray],
    name: str,
    x: str,
    bias: str,
    size: BertShape,
) -> str:
    width = size.hidden // size.heads
    split = graph.constant(f"{name}.split", np.array([0, 0, size.heads, width], np.int64))
    join = graph.constant(f"{name}.join", np.array([0, 0, size.hidden], np.int64))

    def heads(part: str, order: list[int]) -> str:
        projected = _linear(graph, weights, f"{name}.attention.self.{part}", x)
        return graph.op("Transpose", graph.op("Reshape", projected, split), perm=order)

    scores = graph.op("MatMul", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
    root = graph.constant(f"{name}.root", np.array(math.sqrt(width), np.float32))
    shares = graph.op("Softmax", graph.op("Add", graph.op("Div", scores, root), bias), axis=-1)
    mixed = graph.op("MatMul", shares, heads("value", [0, 2, 1, 3]))
    flat = graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), join)
    attended = _linear(graph, weights, f"{name}.attention.output.dense", flat)
    x = _normalise(
        graph, weights, f"{name}.attention.output.LayerNorm", graph.op("Add", attended, x), size
    )
    inner = _gelu(graph, name, _linear(graph, weights, f"{name}.intermediate.dense", x))
    outer = _linear(graph, weights, f"{name}.output.dense", inner)
    return _normalise(graph, weights, f"{name}.output.LayerNorm", graph.op("Add", outer, x), size)


def _gelu(graph: _Graph, name: str, x: str) -> str:
    root2 = graph.constant(f"{name}.root2", np.array(math.sqrt(2.0), np.float32))
    one = graph.constant(f"{name}.one", np.array(1.0, np.float32))
    half = graph.constant(f"{name}.half", np.array(0.5, np.float32))
    curve = graph.op("Add", graph.op("Erf", graph.op("Div", x, root2)), one)
    return graph.op("Mul", graph.op("Mul", x, curve), half)


def _pool(graph: _Graph, hidden: str, centre: np.ndarray | None) -> None:
    mask = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    wide = graph.op("Unsqueeze", mask, graph.constant("last", np.array([2], np.int64)))
    length_axis = graph.constant("length_axis", np.array([1], np.int64))
    total = graph.op("ReduceSum", graph.op("Mul", hidden, wide), length_axis, keepdims=0)
    count = graph.op("ReduceSum", wide, length_axis, keepdims=0)
    mean = graph.op("Div", total, count)
    norm = graph.op("ReduceL2", mean, axes=[1], keepdims=1)
    if centre is not None:
        mean = graph.op("Sub", graph.op("Div", mean, norm), graph.constant("centre", centre))
        norm = graph.op("ReduceL2", mean, axes=[1], keepdims=1)
    graph.nodes.append(helper.make_node("Div", [mean, norm], ["sentence"], name="sentence"))
