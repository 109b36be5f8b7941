"""Reads marked messages and counts what is kept rightly, wrongly or not at all.

    python -m benchmarks.facts FILE [--show] [--today 2026-11-28] [--patterns]
    python -m benchmarks.facts --cross [--language es] [--patterns] [--show]

FILE holds one JSON object a line; its `text` carries marks: "they got it [May 3](received), the
dentist is [Friday](none), I file [Monday](filed:planned)". A role is the name of a fact; `none` is
a day that tells none; the status after the colon says how it is told (`bot.facts.examples`). A
message with `"language": "es"` is read in Spanish, the others in English. FILE is read by both
readers, the second taught by all of data/facts; each language is counted for itself.

`--cross` reads the taught examples themselves, each fifth by a model taught by the other four: a
figure to develop by, better than fresh messages would give. `--patterns` leaves the second reader
out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.dates import DateMention
from bot.deadlines import EVENT_NAMES
from bot.facts import Reading, read_facts
from bot.facts.agree import agreed
from bot.facts.examples import (
    FOLDER,
    NONE,
    Example,
    Mark,
    examples_in,
    unmarked,
    word_classes,
    written_out,
)
from bot.facts.reader import STATEMENT_ENOUGH
from bot.facts.roles import SAME, RoleGuess, RoleModel, spans_of

DATED = {"received", "filed", "postmark", "decision_received", *EVENT_NAMES}
MAY_LIE_AHEAD = {"hearing_scheduled", "decision_extended_to"}
STATEMENTS = STATEMENT_ENOUGH | {"school_missed_meeting", "parent_did_not_participate"}
FOLDS = 5
TODAY = date(2026, 11, 28)


@dataclass(frozen=True)
class Score:
    """What came of one message: names of the facts wrongly left, missed, and asked back.

    `needless` are questions about days that tell nothing.
    """

    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    asked: tuple[str, ...]
    needless: tuple[str, ...]
    loose: bool


def scored(example: Example, reading: Reading) -> Score:
    """Compares a reading with the marks; years left out are forgiven."""
    marks = [mark for mark in example.marks if mark.role != NONE]
    theirs = any(c.fact == "filed_by" and c.value == "school" for c in reading.changes)
    due = [
        mark
        for mark in marks
        if mark.status in ("told", "planned")
        and _counts(mark, reading)
        # Where the school filed, no date is counted from the day it did.
        and not (theirs and mark.role == "filed")
    ]
    wrong, kept = [], set()
    for change in reading.changes:
        if change.fact not in DATED or change.supposed:
            continue
        role = SAME.get(change.fact, change.fact)
        at = change.date
        right = [
            mark
            for mark in marks
            if _role(mark) == role
            and mark.status == change.tense
            and (at is None or mark.holds(at.start, at.end))
        ]
        ahead = at is not None and at.date is not None and at.date > TODAY
        impossible = ahead and change.tense == "told" and change.fact not in MAY_LIE_AHEAD
        if right and not impossible:
            kept.update(right)
        else:
            wrong.append(f"{change.fact} {change.tense}: {at.text if at else change.text}")
    asked, needless = set(), []
    for facts, mention in _questions(reading):
        fits = [
            mark
            for mark in due
            if mark.holds(mention.start, mention.end) and (not facts or _role(mark) in facts)
        ]
        asked.update(fits)
        if not fits and not any(
            mark.status == "supposed" and mark.holds(mention.start, mention.end) for mark in marks
        ):
            needless.append(f"{'/'.join(facts)}: {mention.text}")
    told = {_role(mark) for mark in kept}
    left = [mark for mark in due if mark not in asked | kept and _role(mark) not in told]
    return Score(
        wrong=tuple(wrong),
        missed=tuple(sorted({f"{_role(mark)} {mark.status}" for mark in left})),
        asked=tuple(sorted({_role(mark) for mark in asked - kept})),
        needless=tuple(needless),
        loose=_fills_wrongly(example, reading),
    )


def _role(mark: Mark) -> str:
    return SAME.get(mark.role, mark.role)


def _counts(mark: Mark, reading: Reading) -> bool:
    """Whether a mark holds a day that was read, or is a statement that needs none."""
    if any(mark.holds(day.start, day.end) for day in reading.mentions):
        return True
    return mark.role in STATEMENTS and mark.end - mark.start > 15


def _questions(reading: Reading) -> Iterator[tuple[tuple[str, ...], DateMention]]:
    """The questions that a reading asks: which facts they offer, and about which day."""
    for fact, day in reading.unclear:
        yield (SAME.get(fact, fact),) if fact else (), day
    for doubt in reading.doubts:
        facts = tuple(SAME.get(fact, fact) for fact in doubt.facts)
        yield facts, doubt.date


def _fills_wrongly(example: Example, reading: Reading) -> bool:
    """Whether a day without an event would be taken for the fact that a question needs."""
    day = reading.bare_day
    return day is not None and any(
        mark.holds(day.start, day.end) and mark.role == NONE for mark in example.marks
    )


Row = tuple[Example, Reading, Sequence[RoleGuess]]


def read(
    example: Example, model: RoleModel | None, today: date = TODAY, language: str = "en"
) -> Row:
    """What the patterns read, and what the model makes of it."""
    reading = read_facts(example.text, today, language=language)
    guesses = model.read(example.text, spans_of(example.text, reading)) if model else ()
    return example, reading, guesses


def crossed(examples: Sequence[Example], folder: Path = FOLDER / "en") -> Iterator[Row]:
    """Every example, read by a model that was taught by the others of its fold."""
    classes, more = word_classes(folder), written_out(folder)
    with tempfile.TemporaryDirectory() as place:
        for fold in range(FOLDS):
            taught = [*(e for n, e in enumerate(examples) if n % FOLDS != fold), *more]
            model = RoleModel.fit(taught, classes, Path(place) / f"{fold}.crf", folder.name)
            for number, example in enumerate(examples):
                if number % FOLDS == fold:
                    yield read(example, model, language=folder.name)


def main() -> None:
    """Prints how many messages are read exactly, leave a wrong fact, miss or needlessly ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="messages with marks, one JSON a line")
    parser.add_argument("--cross", action="store_true", help="cross-validate the taught examples")
    parser.add_argument("--language", default="en", help="of --cross")
    parser.add_argument("--patterns", action="store_true", help="read by the patterns alone")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    parser.add_argument("--show", action="store_true", help="print the messages read wrongly")
    options = parser.parse_args()
    if not options.cross and options.file is None:
        parser.error("a FILE or --cross")
    if options.cross:
        folder = FOLDER / options.language
        taught = examples_in(folder)
        print("Development figure: the examples that the second reader is taught by.")
        rows = (
            (read(example, None, language=folder.name) for example in taught)
            if options.patterns
            else crossed(taught, folder)
        )
        print_counts(list(rows), options.today, options.show)
        return
    lines = options.file.read_text(encoding="utf-8").splitlines()
    messages = [json.loads(line) for line in lines if line.strip()]
    spoken = sorted({message.get("language", "en") for message in messages})
    for language in spoken:
        if len(spoken) > 1:
            print(f"-- {language}")
        examples = [
            unmarked(message["text"])
            for message in messages
            if message.get("language", "en") == language
        ]
        with tempfile.TemporaryDirectory() as place:
            model = None
            if not options.patterns:
                model = RoleModel.taught(FOLDER / language, Path(place) / "all.crf")
            rows = (read(example, model, options.today, language) for example in examples)
            print_counts(list(rows), options.today, options.show)


def print_counts(rows: Sequence[Row], today: date, show: bool = False) -> None:
    """Prints the table of a set of messages."""
    count: Counter[str] = Counter()
    for example, reading, guesses in rows:
        score = scored(example, agreed(reading, guesses, today))
        count["exact"] += not (score.wrong or score.missed or score.asked or score.needless)
        count["fitting"] += not (score.wrong or score.missed)
        count["wrong"] += bool(score.wrong)
        count["missed"] += bool(score.missed)
        count["needless"] += bool(score.needless)
        count["loose"] += score.loose
        said = [f"WRONG {w}" for w in score.wrong] + [f"missed {m}" for m in score.missed]
        said += [f"needless {n}" for n in score.needless]
        if show and said:
            print(f"{' | '.join(said)}\n    {example.text}")
    for name, key in (
        ("exact case", "exact"),
        ("exact or a fitting question", "fitting"),
        ("wrong fact left", "wrong"),
        ("missed", "missed"),
        ("needless question", "needless"),
        ("a day without an event fills a fact", "loose"),
    ):
        print(f"{name:36} {count[key]:5} {count[key] / max(len(rows), 1):7.1%}")
    print(f"{'messages':36} {len(rows):5}")


if __name__ == "__main__":
    main()
