"""The server runs without TensorFlow; this guards the stand-in that makes it possible."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

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


def test_rasa_and_all_its_default_components_import_without_tensorflow() -> None:
    out = run(
        "from bot.rasa.lean import start_without_tensorflow\n"
        "assert start_without_tensorflow()\n"
        "import sys, rasa.core.agent, rasa.engine.recipes.default_components\n"
        "print('tensorflow.python.pywrap_tensorflow' in sys.modules)"
    )
    assert out == "False"


def test_using_what_is_not_loaded_fails_loudly() -> None:
    out = run(
        "from bot.rasa.lean import NotLoaded, start_without_tensorflow\n"
        "start_without_tensorflow()\n"
        "import tensorflow as tf\n"
        "uses = [lambda: tf.keras.layers.Dense(3), lambda: tf.constant(1), lambda: tf.Tensor()]\n"
        "for use in uses:\n"
        "    try:\n"
        "        use()\n"
        "        print('used')\n"
        "    except NotLoaded:\n"
        "        print('refused')"
    )
    assert out.split() == ["refused"] * 3


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
