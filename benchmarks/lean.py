"""Start time and memory of the servers with and without TensorFlow, side by side.

python -m benchmarks.lean
"""

from __future__ import annotations

import time

from benchmarks.load import memory_mb, tree
from bot.serve.training import ensure_model
from tests.live.guide import Guide


def main() -> None:
    """Prints one line for each way, in one run."""
    ensure_model()
    for name, lean in (("without TensorFlow", "1"), ("with TensorFlow", "0")):
        began = time.monotonic()
        guide = Guide(environment={"GUIDE_LEAN": lean}).start()
        ready = time.monotonic() - began
        guide.say("can I bring a lawyer")
        pids = [pid for c in (guide.action, guide.rasa) if c.process for pid in tree(c.process.pid)]
        print(f"{name:20} ready in {ready:5.1f} s, {memory_mb(pids):6.0f} MB in both servers")
        guide.stop()


if __name__ == "__main__":
    main()
