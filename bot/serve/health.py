"""Health check for containers: exit code 0 when an address answers 200.

python -m bot.serve.health http://127.0.0.1:5005/readyz
"""

from __future__ import annotations

import sys
from urllib.error import URLError
from urllib.request import urlopen


def healthy(address: str) -> bool:
    """Whether the address answers 200 within three seconds."""
    try:
        with urlopen(address, timeout=3) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(0 if len(sys.argv) == 2 and healthy(sys.argv[1]) else 1)
