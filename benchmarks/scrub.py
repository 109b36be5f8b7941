"""How much of what is personal is taken out of a message, and how much else.

    python -m benchmarks.scrub

On `tests/privacy/independent_2026_11_24.yml`, which was not used to write the rules. Recall by
kind; whether what must stay (dates, states, laws, times) stayed; and whether the guide still
understands the questions of the development set after scrubbing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import yaml

from bot.privacy.scrub import scrub

SET = Path(__file__).resolve().parents[1] / "tests" / "privacy" / "independent_2026_11_24.yml"
GOALS = {"name": 0.90}
STRUCTURED = 0.98


def main() -> int:
    """Prints the table; exit code 1 when a goal is missed."""
    lines = yaml.safe_load(SET.read_text(encoding="utf-8"))["lines"]
    hits: dict[str, list[bool]] = defaultdict(list)
    kept: list[bool] = []
    clean: list[bool] = []
    for line in lines:
        after = scrub(line["text"])
        for secret in line["secrets"]:
            hits[secret["kind"]].append(secret["value"] not in after)
        kept += [text in after for text in line["keep"]]
        if not line["secrets"]:
            clean.append(after == line["text"])
    print(f"{len(lines)} lines that were not used to write the rules")
    missed = False
    for kind, found in sorted(hits.items()):
        share, goal = sum(found) / len(found), GOALS.get(kind, STRUCTURED)
        missed |= share < goal
        print(f"  {kind:12} found {share:.3f} of {len(found):3}   goal {goal:.2f}  "
              f"{'ok' if share >= goal else 'MISSED'}")  # fmt: skip
    print(f"  dates, states, laws and times left alone: {sum(kept) / len(kept):.3f} of {len(kept)}")
    print(f"  lines with nothing personal left unchanged: {sum(clean) / len(clean):.3f}")
    understanding()
    return int(missed)


def understanding() -> None:
    """How often the first topic of a question is another one after scrubbing."""
    from benchmarks.understanding import lines, load_trained, names, read

    trained = load_trained()
    asked = [line.text for line in lines("dev") if line.kind in ("topics", "stories")]
    changed = [
        names(read(text, trained))[:1] != names(read(scrub(text), trained))[:1] for text in asked
    ]
    touched = sum(scrub(text) != text for text in asked)
    print(f"  questions of the development set: {touched} of {len(asked)} touched, "
          f"{sum(changed)} understood differently")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
