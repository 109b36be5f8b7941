"""What to improve, from counts alone: no word of any parent is kept or needed.

    python -m bot.store.report [FILE or postgresql://...] [--days 30]

For each topic: how often it was answered, how often only weakly (confidence under one half), and
how many said it helped or not. Topics that were weak or did not help come first; then how often
nothing was understood, by channel. docs/understanding.md says what to do with it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bot.settings import settings
from bot.store.connect import open_database
from bot.store.conversations import read_counts
from bot.store.database import Unavailable

FEW = 5
"""Under this many answers a share says nothing."""

Count = tuple[str, str, str, str, int]
"""Day, channel, name, kind, number, as `bot.store` keeps them."""
TOPIC_KINDS = ("answered", "weak", "helped", "not_helped")
"""What is counted by topic; other kinds count by channel, question, language or state."""


@dataclass
class TopicCounts:
    """Counts of one topic."""

    name: str
    answered: int = 0
    weak: int = 0
    helped: int = 0
    not_helped: int = 0

    @property
    def trouble(self) -> float:
        """Share of answers that were weak or did not help; 0 where too few were counted."""
        if self.answered < FEW:
            return 0.0
        judged = self.helped + self.not_helped
        unhelpful = self.not_helped / judged if judged >= FEW else 0.0
        return max(self.weak / self.answered, unhelpful)


@dataclass
class Report:
    """What the counts say."""

    topics: list[TopicCounts] = field(default_factory=list)
    understood: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Channel -> (messages understood, messages not understood)."""


def report(counts: Iterable[Count], since: date) -> Report:
    """The report of all counts from `since` on, most troublesome topic first."""
    topics: dict[str, TopicCounts] = {}
    channels: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day, channel, name, kind, number in counts:
        if day < since.isoformat():
            continue
        if kind in ("answered", "not_understood"):
            channels[channel][kind == "not_understood"] += number
        if kind not in TOPIC_KINDS:
            continue
        topic = topics.setdefault(name, TopicCounts(name))
        setattr(topic, kind, getattr(topic, kind) + number)
    ordered = sorted(topics.values(), key=lambda t: (-t.trouble, -t.answered, t.name))
    return Report(ordered, {name: (a, b) for name, (a, b) in sorted(channels.items())})


def show(found: Report) -> None:
    """Prints the report."""
    print(f"{'topic':28}{'answered':>9}{'weak':>7}{'helped':>8}{'not':>5}")
    for topic in found.topics:
        mark = "  <- look here" if topic.trouble >= 0.25 else ""
        weak = f"{topic.weak / topic.answered:.0%}" if topic.answered else "-"
        print(
            f"{topic.name:28}{topic.answered:9}{weak:>7}{topic.helped:8}{topic.not_helped:5}{mark}"
        )
    for channel, (understood, missed) in found.understood.items():
        total = understood + missed
        print(f"{channel}: {missed} of {total} messages not understood ({missed / total:.1%})")
    if not found.topics and not found.understood:
        print("Nothing was counted in this time.")


def main() -> int:
    """Reads the counts and prints the report."""
    parser = argparse.ArgumentParser(prog="python -m bot.store.report")
    default = settings().db or str(settings().state_folder / "conversations.db")
    parser.add_argument("database", nargs="?", default=default)
    parser.add_argument("--days", type=int, default=30)
    options = parser.parse_args()
    if not options.database.startswith("postgres") and not Path(options.database).is_file():
        print("There is no database there; name its file or address.", file=sys.stderr)
        return 2
    try:
        database = open_database(options.database)
        counts = read_counts(database)
    except Unavailable:
        print("The database could not be read.", file=sys.stderr)
        return 1
    show(report(counts, date.today() - timedelta(days=options.days)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
