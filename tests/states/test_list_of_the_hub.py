"""The hub's list beside ours, read from a small list of our own; the live one was never reached."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "parent-centers"


def entry(name: str, region: str, phone: str, site: str) -> dict[str, Any]:
    """An entry in the form that such lists have by their description."""
    return {
        "id": 1,
        "type": "organization",
        "org": {"organization": {"rendered": name}},
        "adr": [{"region": {"rendered": region}, "locality": {"rendered": "Somewhere"}}],
        "tel": [{"type": "workphone", "number": {"rendered": phone}}],
        "links": [{"url": site}, {"url": "https://www.parentcenterhub.org/x"}],
    }


def run(tmp_path: Path, content: Any) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_what_differs_is_told_by_state(tmp_path: Path) -> None:
    same = entry(
        "Parent to Parent of Georgia", "Georgia", "(800) 229-2038", "https://www.p2pga.org/"
    )
    other = entry("OCECD", "OH", "1-800-555-0100", "https://www.ocecd.org")
    new = entry("A New Center", "Guam", "671-555-0100", "https://new.example")
    done = run(tmp_path, [same, other, new, {"id": 9, "type": "individual"}])
    assert done.returncode == 0, done.stderr
    by_state = {part[:2]: part for part in done.stdout.replace("\n  ", "|").splitlines()}
    assert "GA" not in by_state
    assert "the hub has 800-555-0100, we none" in by_state["OH"]
    assert "only the hub lists A New Center: 671-555-0100, new.example" in by_state["GU"]


def test_a_list_of_another_form_claims_nothing(tmp_path: Path) -> None:
    for content in ([], {"code": "rest_forbidden"}, [{"id": 1}]):
        done = run(tmp_path, content)
        assert done.returncode == 2 and "Nothing is claimed" in done.stderr
        assert done.stdout == ""
