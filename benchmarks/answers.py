"""What the running guide answers, for a reader to judge; and how steady its answers are.

    python -m benchmarks.answers ask FILE [--out FILE] [--now 2026-11-28T15:00:00+00:00]
    python -m benchmarks.answers score FILE            share of turns answered by a right question
    python -m benchmarks.answers steady FILE           share of rewordings with the same answer
    python -m benchmarks.answers tally FILE            counts the verdicts that a reader wrote

FILE of `ask` is JSON Lines with `text`, or `turns` (a list) for a conversation, and whatever else
the reader should see; or YAML with a list of such entries. Each line that comes out has the same
fields and `replies`: for each turn the texts, the questions answered and the case as it is kept.

FILE of `score` is one of `ask` with `questions`, the ids that would be right: a list, or for
`turns` a list of lists. `out_of_scope` and `near_miss ...` among them mean that nothing of ours may
be answered. The same holds for an entry without `questions`; one with `crisis` must get the answer
of danger. `expected` are the ids of all that is asked, where a message asks several things. With
`--split` only the entries of that `split` count, with `--misses` those without a right answer are
printed (never those of a `blind` split).

FILE of `steady` is YAML: a list of groups, each a list of messages that mean the same. The answer
to the first is the measure of the others: the same questions, and the same facts.

FILE of `tally` is JSON Lines with `id` and `verdict`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

import yaml

from bot.knowledge import knowledge
from tests.live.guide import Guide

TOPICS = knowledge().topics
NOW = "2026-11-28T15:00:00+00:00"


def entries(path: Path) -> list[Any]:
    """The entries of a set."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".yml", ".yaml"):
        return list(yaml.safe_load(text))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def reply(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """A turn's messages in the shape a reader and a measure need."""
    customs = [message.get("custom") or {} for message in messages]
    asked = [
        custom.get("question") or custom.get("redirect") or custom.get("topic")
        for custom in customs
        if custom.get("topic")
    ]
    buttons = [b["title"] for message in messages for b in message.get("buttons") or []]
    return {
        "text": "\n\n".join(message["text"] for message in messages if message.get("text")),
        "questions": asked,
        "choices": next((c["choices"] for c in customs if c.get("choices")), []),
        "facts": next((c["facts"] for c in reversed(customs) if "facts" in c), {}),
        "buttons": buttons,
    }


def ask(guide: Guide, listed: list[dict[str, Any]], out: TextIO) -> None:
    """Asks every entry in a conversation of its own and writes what came."""
    for number, entry in enumerate(listed):
        sender = f"answers-{number}"
        turns = entry.get("turns") or [entry["text"]]
        replies = [reply(guide.say(str(turn), sender, tz="America/New_York")) for turn in turns]
        out.write(json.dumps({**entry, "replies": replies}, ensure_ascii=False) + "\n")


def _topics(given: list[str]) -> set[str]:
    return {name.split(".")[0] for name in given}


def score(guide: Guide, listed: list[dict[str, Any]], misses: bool = False) -> dict[str, float]:
    """Prints and gives how often a right question, or at least its topic, was answered."""
    hits: dict[str, list[bool]] = {}
    for number, entry in enumerate(listed):
        turns = entry.get("turns") or [entry["text"]]
        outside = ["crisis" if entry.get("crisis") else "out_of_scope"]
        wanted = entry["questions"] if "turns" in entry else [entry.get("questions", outside)]
        for place, (turn, right) in enumerate(zip(turns, wanted)):
            found = reply(guide.say(str(turn), f"score-{number}", tz="America/New_York"))
            given = [name for name in found["questions"] if name]
            answered = _topics(given)
            if not right and "questions" not in entry:
                continue
            ours = [name for name in right if not name.startswith(("near_miss", "out_of_scope"))]
            parts = entry.get("expected", [])
            if len(parts) > 1:
                each = [part.split(".")[0] in answered for part in parts]
                hits.setdefault("of several questions: each", []).extend(each)
                hits.setdefault("of several questions: all", []).append(all(each))
                if misses and not all(each):
                    print(f"- {turn}\n    PARTS {parts} GIVEN {given} {found['choices']}")
            kind = "first turn" if place == 0 else "later turn"
            if ours:
                topics = _topics(ours)
                hits.setdefault(f"{kind}: question", []).append(bool({*given} & {*ours}))
                on_topic = bool(topics & answered)
                hits.setdefault(f"{kind}: topic", []).append(on_topic)
                offered = on_topic or bool(topics & {*found["choices"]})
                hits.setdefault(f"{kind}: topic, or among the buttons", []).append(offered)
                wrong = not on_topic and bool(answered & TOPICS.keys())
                hits.setdefault(f"{kind}: another topic", []).append(wrong)
                if misses and not {*given} & {*ours}:
                    print(f"- {turn}\n    WANTED {ours} GIVEN {given} {found['choices']}")
            else:
                declined = not answered & TOPICS.keys()
                hits.setdefault(f"{kind}: declined", []).append(declined)
                if misses and not declined:
                    print(f"- {turn}\n    WANTED {right} GIVEN {given}")
    shares = {name: sum(found) / len(found) for name, found in hits.items()}
    for name, share in shares.items():
        print(f"{name}: {share:.3f} of {len(hits[name])}")
    return shares


def steady(guide: Guide, groups: list[list[str]]) -> float:
    """The share of rewordings answered as the first message of their group; prints the others."""
    same: list[bool] = []
    for number, group in enumerate(groups):
        read = [
            reply(guide.say(text, f"steady-{number}-{place}")) for place, text in enumerate(group)
        ]
        for text, found in zip(group[1:], read[1:]):
            same.append(all(found[key] == read[0][key] for key in ("questions", "facts")))
            if not same[-1]:
                print(f"{read[0]['questions']} | {found['questions']} | {group[0]} | {text}")
    share = sum(same) / len(same)
    print(f"steady: {share:.3f} of {len(same)} rewordings in {len(groups)} groups")
    return share


def tally(listed: list[dict[str, Any]]) -> None:
    """Prints how often each verdict was given, by kind where the entries have one."""
    kinds = sorted({str(entry.get("kind", "all")) for entry in listed})
    for kind in kinds:
        counts = Counter(e["verdict"] for e in listed if str(e.get("kind", "all")) == kind)
        total = sum(counts.values())
        shares = ", ".join(f"{name} {n} ({n / total:.0%})" for name, n in counts.most_common())
        print(f"{kind}: {total}: {shares}")


def main() -> None:
    """Runs one of the commands above."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers")
    parser.add_argument("command", choices=["ask", "score", "steady", "tally"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--now", default=NOW)
    parser.add_argument("--split")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if options.command == "tally":
        tally(entries(options.file))
        return
    listed = entries(options.file)
    if options.command == "score":
        listed = [e for e in listed if options.split in (None, e.get("split"))]
        if options.misses and any(entry.get("split") == "blind" for entry in listed):
            parser.error("nobody reads the misses of a blind split; name another --split")
    guide = Guide(now=options.now).start()
    try:
        if options.command == "score":
            score(guide, listed, options.misses)
        elif options.command == "steady":
            steady(guide, listed)
        elif options.out is None:
            ask(guide, listed, sys.stdout)
        else:
            with options.out.open("w", encoding="utf-8") as out:
                ask(guide, listed, out)
    finally:
        guide.stop()


if __name__ == "__main__":
    main()
