"""The server runs without TensorFlow; this guards the stand-in that makes it possible."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from tests.live.guide import Guide

ROOT = Path(__file__).resolve().parents[2]


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_what_the_server_imports_brings_no_tensorflow_or_matplotlib() -> None:
    out = run(
        "from bot.rasa.lean import start_without_tensorflow\n"
        "assert start_without_tensorflow()\n"
        "import sys, rasa.core.run, rasa.core.agent, bot.rasa.components, bot.rasa.policy\n"
        "import bot.rasa.nlg, bot.rasa.tracker_store, bot.channels.web, bot.channels.rest\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'tensorflow', 'keras', 'jax', 'matplotlib', 'rasa'}))"
    )
    assert out == "['rasa']"


def test_the_running_server_has_mapped_none_of_it(guide: Guide) -> None:
    assert guide.rasa.process is not None and guide.action.process is not None
    for process in (guide.rasa.process, guide.action.process):
        mapped = Path(f"/proc/{process.pid}/maps").read_text()
        assert "onnxruntime" in mapped or process is guide.action.process
        assert "tensorflow" not in mapped and "matplotlib" not in mapped


def test_using_what_is_not_loaded_fails_loudly() -> None:
    out = run(
        "from bot.rasa.lean import NotLoaded, start_without_tensorflow\n"
        "start_without_tensorflow()\n"
        "import rasa.nlu.extractors.extractor, rasa.utils.plotting as plots\n"
        "uses = [lambda: rasa.utils.train_utils.rank_and_mask([]), lambda: plots.plot_curve()]\n"
        "for use in uses:\n"
        "    try:\n"
        "        use()\n"
        "        print('used')\n"
        "    except NotLoaded:\n"
        "        print('refused')"
    )
    assert out.split() == ["refused"] * 2


def test_it_steps_aside_when_switched_off() -> None:
    out = run(
        "import os\n"
        "os.environ['GUIDE_LEAN'] = '0'\n"
        "from bot.rasa.lean import start_without_tensorflow\n"
        "print(start_without_tensorflow())"
    )
    assert out == "False"


def test_the_pipeline_names_no_component_that_needs_tensorflow() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    named = [part["name"] for part in config["pipeline"] + config["policies"]]
    assert named and all(name.startswith("bot.") for name in named)
