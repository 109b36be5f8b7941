"""Reads the guide's own YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# As safe as `yaml.safe_load`, and about eight times as fast where PyYAML was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def content_of(path: Path) -> Any:
    """What a file says, in plain dicts and lists; None where it is empty.

    Raises:
        OSError: the file cannot be read.
        yaml.YAMLError: it is not YAML.
    """
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
