"""`python -m bot.deadlines`."""

import sys

from bot.deadlines.cli import main

if __name__ == "__main__":
    sys.exit(main())
