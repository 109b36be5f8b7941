"""Trainings that run at the same time leave each other's work alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.serve.training import ROOT, forget_older_components, in_use

HOLDER = """
import sys
from pathlib import Path
from bot.serve.training import in_use
with in_use(Path(sys.argv[1]), wait=True):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(cache: Path) -> subprocess.Popen[str]:
    """Another process that trains with a cache until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(cache)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_cache_in_use_stays_and_one_that_is_not_goes(tmp_path: Path) -> None:
    mine, used, old = (tmp_path / name for name in ("mine", "used", "old"))
    for cache in (mine, used, old):
        cache.mkdir()
    other = holder(used)
    forget_older_components(mine)
    assert (mine.is_dir(), used.is_dir(), old.is_dir()) == (True, True, False)
    other.communicate()
    forget_older_components(mine)
    assert (mine.is_dir(), used.is_dir()) == (True, False)


def test_a_training_with_the_same_cache_waits_its_turn(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    other = holder(cache)
    with in_use(cache) as alone:
        assert not alone
    second = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(cache)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    other.communicate()
    said, _ = second.communicate(timeout=60)
    assert said == "held\n"
