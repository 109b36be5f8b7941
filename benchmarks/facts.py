"""Reads marked messages and counts what is kept rightly, wrongly or not at all.

    python -m benchmarks.facts FILE [--show] [--today 2026-11-28] [--split blind] [--patterns]
    python -m benchmarks.facts --cross [--language es] [--patterns] [--show]

FILE holds one JSON object a line; its `text` carries marks: "they got it [May 3](received), the
dentist is [Friday](none), I file [Monday](filed:planned)". A role is the name of a fact; `none` is
a day that tells none; the status after the colon says how it is told (`bot.facts.examples`). A
message with `"language": "es"` is read in Spanish, the others in English. FILE is read by both
readers, the second taught by all of data/facts; each language is counted for itself.

Lines with `facts`, `planned` and `supposed` instead of marks say which case a message leaves, each
with its ISO days; then the years count as well, and `today` stands in the line.

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
from typing import Any

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


# -- messages with the case they leave, instead of marks ------------------------------------------

# The names of the set, as the engine has them.
NAMES = {
    "hearing": "hearing_scheduled", "refused": "refusal_or_proposal",
    "impasse": "no_agreement_possible_in_writing", "mediation_agreed": "mediation_started",
    "meeting_set": "meeting_held",
}  # fmt: skip
# The notice of a refusal starts the time to file as the refusal does.
SAME_LIMIT = {"written_notice_of_decision": "refusal_or_proposal"}
# Told in passing, noted or not: no date is wrong for it.
NEUTRAL = frozenset({"no_school", "agreement_from", "filed_by=parent"})


def case_scored(message: dict[str, Any], reading: Reading) -> Score:
    """Compares the case that a reading leaves with the case that a careful reader noted.

    Days count with their year. A fact noted without its day is right where the set has it as
    true. What is planned must be read as planned, what is supposed must not be kept.
    """
    told = {
        NAMES.get(name, name): value
        for name, value in message["facts"].items()
        # Without its day, a fact that starts a count changes no date.
        if value is not True or NAMES.get(name, name) in {*STATEMENTS, "expedited", "meeting_held"}
    }
    if told.get("filed_by") == "school":
        told.pop("filed", None)  # no date is counted from the day the school filed
    planned = {NAMES.get(name, name): value for name, value in message["planned"].items()}
    if "meeting_set" in message["facts"]:
        planned["meeting_held"] = told.pop("meeting_held")
    wrong, kept = [], set()
    for change in reading.changes:
        if change.supposed or {change.fact, f"{change.fact}={change.value}"} & NEUTRAL:
            continue
        due = planned if change.tense == "planned" else told
        value = True if change.value is None else change.value
        fact = SAME_LIMIT.get(change.fact, change.fact)
        if fact in due and due[fact] in (True, value):
            kept.add(fact)
        elif fact in due and value is True:
            continue  # noted without its day: missed, not wrong
        else:
            wrong.append(f"{change.fact} {change.tense}: {change.value}")
    asked, needless = set(), []
    wanted = {*told, *planned, *(NAMES.get(name, name) for name in message["supposed"])}
    for facts, mention in _questions(reading):
        fits = set(facts) & wanted if facts else wanted
        asked |= fits
        if not fits and not message["or_ask"]:
            needless.append(f"{'/'.join(facts)}: {mention.text}")
    left = [name for name in {**told, **planned} if name not in kept | asked]
    return Score(
        wrong=tuple(wrong),
        missed=() if message["or_ask"] else tuple(sorted(left)),
        asked=tuple(sorted(asked - kept)) if not message["or_ask"] else (),
        needless=tuple(needless),
        loose=False,
    )


def main() -> None:
    """Prints how many messages are read exactly, leave a wrong fact, miss or needlessly ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="messages with marks, one JSON a line")
    parser.add_argument("--cross", action="store_true", help="cross-validate the taught examples")
    parser.add_argument("--language", default="en", help="of --cross")
    parser.add_argument("--patterns", action="store_true", help="read by the patterns alone")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    parser.add_argument("--split", help="only the messages of this split")
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
    if options.split:
        messages = [message for message in messages if message.get("split") == options.split]
    spoken = sorted({message.get("language", "en") for message in messages})
    for language in spoken:
        if len(spoken) > 1:
            print(f"-- {language}")
        own = [message for message in messages if message.get("language", "en") == language]
        days = [
            date.fromisoformat(message["today"]) if "planned" in message else options.today
            for message in own
        ]
        with tempfile.TemporaryDirectory() as place:
            model = None
            if not options.patterns:
                model = RoleModel.taught(FOLDER / language, Path(place) / "all.crf")
            rows = [
                read(unmarked(message["text"]), model, day, language)
                for message, day in zip(own, days, strict=True)
            ]
            if all("planned" in message for message in own):
                print_cases(own, rows, options.show)
            else:
                print_counts(rows, options.today, options.show)


def print_counts(rows: Sequence[Row], today: date, show: bool = False) -> None:
    """Prints the table of a set of messages with marks."""
    scores = [
        (example.text, scored(example, agreed(reading, guesses, today)))
        for example, reading, guesses in rows
    ]
    print_table(scores, show)


def print_cases(messages: Sequence[dict[str, Any]], rows: Sequence[Row], show: bool) -> None:
    """Prints the tables of messages with their cases: those that tell a fact, and the others."""
    scores = []
    for message, (example, reading, guesses) in zip(messages, rows, strict=True):
        today = date.fromisoformat(message["today"])
        scores.append((example.text, case_scored(message, agreed(reading, guesses, today))))
    tell = [any(message[kind] for kind in ("facts", "planned")) for message in messages]
    for name, wanted in (("Messages that tell a fact", True), ("Messages that tell none", False)):
        print(f"-- {name}")
        print_table([score for score, tells in zip(scores, tell) if tells is wanted], show)
    print("-- All")
    print_table(scores, show=False)


def print_table(scores: Sequence[tuple[str, Score]], show: bool) -> None:
    """Prints how many messages are read exactly, leave a wrong fact, miss or needlessly ask."""
    count: Counter[str] = Counter()
    for text, score in scores:
        count["exact"] += not (score.wrong or score.missed or score.asked or score.needless)
        count["fitting"] += not (score.wrong or score.missed)
        count["wrong"] += bool(score.wrong)
        count["missed"] += bool(score.missed)
        count["needless"] += bool(score.needless)
        count["loose"] += score.loose
        said = [f"WRONG {w}" for w in score.wrong] + [f"missed {m}" for m in score.missed]
        said += [f"needless {n}" for n in score.needless]
        if show and said:
            print(f"{' | '.join(said)}\n    {text}")
    for name, key in (
        ("exact case", "exact"),
        ("exact or a fitting question", "fitting"),
        ("wrong fact left", "wrong"),
        ("missed", "missed"),
        ("needless question", "needless"),
        ("a day without an event fills a fact", "loose"),
    ):
        print(f"{name:36} {count[key]:5} {count[key] / max(len(scores), 1):7.1%}")
    print(f"{'messages':36} {len(scores):5}")


if __name__ == "__main__":
    main()
