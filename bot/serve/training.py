"""Trains the model when its inputs changed, and keeps it by their fingerprint outside git.

python -m bot.serve.training        prints the model's path
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.knowledge import ContentError, knowledge
from bot.nlu.weights import BUILD
from bot.settings import QUIET, child_environment, settings

ROOT = Path(__file__).resolve().parents[2]
KEPT_MODELS = 5


class TrainingError(RuntimeError):
    """Training failed; the message is one line that says why."""


def inputs() -> list[Path]:
    """Every file the trained model depends on.

    The words of the answers are not among them: they are read when the servers start, so that a
    changed answer needs no training.
    """
    files = [ROOT / "config.yml", ROOT / "domain.yml", ROOT / "requirements.lock"]
    files += [ROOT / "data" / "topics.yml", ROOT / "bot" / "rasa" / "importer.py"]
    files += [ROOT / "bot" / "knowledge" / "examples.py"]
    for folder in ("nlu", "facts", "follow_ups", "rules", "stories"):
        files += (ROOT / "data" / folder).rglob("*.yml")
    files += code()
    return sorted(path for path in files if path.is_file())


def code() -> list[Path]:
    """The source of our components and of what they use."""
    files = [ROOT / "bot" / "rasa" / "policy.py"]
    files += (ROOT / "bot" / "facts" / f"{n}.py" for n in ("examples", "features", "roles"))
    for folder in ("rasa/components", "nlu"):
        files += (ROOT / "bot" / folder).glob("*.py")
    return sorted(path for path in files if path.is_file())


def fingerprint(files: list[Path] | None = None) -> str:
    """Short hash of the names and contents of `files`: all inputs, if none are given."""
    digest = hashlib.sha256(BUILD.encode())
    for path in inputs() if files is None else files:
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def model_path() -> Path:
    """Where the model of the present inputs is kept."""
    return settings().cache_folder / "models" / f"{fingerprint()}.tar.gz"


def usable(path: Path) -> bool:
    """Whether a model file is there and whole."""
    try:
        with tarfile.open(path) as archive:
            return "metadata.json" in archive.getnames()
    except (OSError, EOFError, tarfile.TarError):
        return False


def ensure_model(say: object = print) -> Path:
    """The trained model, trained now if its inputs changed.

    Raises:
        TrainingError: an answer or the training data are invalid, or training failed.
    """
    tell: Callable[[str], object] = say if callable(say) else print
    try:
        knowledge()
    except ContentError as problem:
        first, *more = str(problem).splitlines()
        others = f" (and {len(more)} more: make content lists them)" if more else ""
        raise TrainingError(first + others) from problem
    path = model_path()
    if usable(path):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with in_use(component_cache()) as alone:
        if not alone:
            tell("Another training is under way; this one waits for it ...")
    with in_use(component_cache(), wait=True):
        if not usable(path):  # the training that was waited for may have made it
            _make(path, tell)
    return path


def _make(path: Path, tell: Callable[[str], object]) -> None:
    path.unlink(missing_ok=True)  # cut off while it was written, or damaged since
    tell("Teaching the guide its topics (first time: some minutes; after new examples: less) ...")
    started = time.monotonic()
    log = settings().cache_folder / "training.log"
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch, log.open("w") as output:
        done = subprocess.run(
            [sys.executable, "-m", "bot.serve.training", "--into", scratch],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=child_environment(training_environment()),
            check=False,
        )
        trained = Path(scratch) / "model.tar.gz"
        if done.returncode != 0 or not trained.is_file():
            raise TrainingError(f"Training failed: {_reason(log)} (details: {log})")
        trained.rename(path)
    _forget_old_models(path.parent)
    forget_older_components(component_cache())
    tell(f"Taught in {time.monotonic() - started:.0f} s.")


def component_cache() -> Path:
    """Where Rasa keeps what its components learned, for the code as it is now.

    Rasa knows a component by the source of its class alone; what the class calls (`TopicModel`,
    the encoder) could change unseen, and the model would hold what older code had learned.
    """
    return settings().cache_folder / "rasa" / fingerprint(code())


def training_environment() -> dict[str, str]:
    """Environment of the training process: quiet, no telemetry, Rasa's cache in our cache."""
    return {
        **QUIET,
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "RASA_CACHE_DIRECTORY": str(component_cache()),
        "PYTHONWARNINGS": "ignore",
    }


def _reason(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    for line in reversed(lines):
        if "Error" in line or "Exception" in line or "Invalid" in line:
            return line[:300]
    return lines[-1][:300] if lines else "no output"


def _forget_old_models(folder: Path) -> None:
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for path in models[:-KEPT_MODELS]:
        path.unlink(missing_ok=True)


@contextmanager
def in_use(cache: Path, *, wait: bool = False) -> Iterator[bool]:
    """Marks a cache of components as used by this training, so that no other one takes it away.

    Gives whether it is ours alone; with `wait` it always is, once the training before has ended.
    """
    cache.parent.mkdir(parents=True, exist_ok=True)
    with cache.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def forget_older_components(kept: Path) -> None:
    """Removes the caches beside `kept` that no training uses now."""
    for old in kept.parent.iterdir():
        if not old.is_dir() or old == kept:
            continue
        with in_use(old) as free:
            if free:
                # The lock stays: who waits for it holds this very file.
                shutil.rmtree(old, ignore_errors=True)


def _train(into: str) -> int:
    from rasa.model_training import train

    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=into,
        fixed_model_name="model",
    )
    return 0 if result.model else 1


def main() -> int:
    """Trains if needed and prints the model's path."""
    if len(sys.argv) == 3 and sys.argv[1] == "--into":
        return _train(sys.argv[2])
    try:
        print(ensure_model(lambda line: print(line, file=sys.stderr)))
    except TrainingError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
