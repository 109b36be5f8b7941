"""How well the guide understands, on text that was not used to write the training data.

    python -m benchmarks.understanding report [--set NAME...] [--seeds 5]   several as one set
    python -m benchmarks.understanding misses [--set NAME...]   lines misread, development sets only
    python -m benchmarks.understanding tune          thresholds, on the development set only
    python -m benchmarks.understanding gate          exit code 1 below tests/nlu/floors.yml, which
                                                     stands one point under the last figures

The report prints numbers and names of topics, never lines of a blind set.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import yaml

from bot.knowledge.examples import examples
from bot.language import ORIGINAL
from bot.nlu import router
from bot.nlu.cut import CutOptions, cut
from bot.nlu.encoder import TOGETHER, SentenceEncoder
from bot.nlu.finetune import TUNED, tuned_encoder
from bot.nlu.model import TopicModel, TopicOptions, plain
from bot.nlu.question_model import topic_of
from bot.nlu.router import Router, Understanding
from bot.nlu.spelling import Speller, SpellingOptions
from bot.nlu.thresholds import Thresholds
from bot.nlu.weights import require_encoder
from bot.serve.training import ensure_model
from bot.text.clauses import essential

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "nlu"
SETS = {
    "blind": "blind_2026_11_27.yml",
    "blind8": "blind_2026_11_26b.yml",
    "blind4": "blind_2026_11_25d.yml",
    "dev8": "dev_2026_11_26c.yml",
    "dev7": "dev_2026_11_26b.yml",
    "dev6": "dev_2026_11_26.yml",
    "dev5": "dev_2026_11_25d.yml",
    "dev": "dev_2026_11_24.yml",
    "dev2": "dev_2026_11_25.yml",
    "dev3": "dev_2026_11_25b.yml",
    "dev4": "dev_2026_11_25c.yml",
}

# Topics that were split off after these sets were written, and the topics whose lines they took.
# An answer by the newer one is right for a line of the older.
SPLIT_OFF = {
    "enforce_agreement": ("agreement_enforceable",),
    "before_you_sign": ("written_agreement", "agreement_ends_case", "offers_negotiating"),
    "hearing_officer": ("hearing_what", "judge_or_neutral"),
    "words": ("idea_and_iep", "due_process_basics", "waive_meeting"),
    "last_minute": ("preparing",),
    "who_is_parent": ("must_i_go",),
    "which_agency": ("withdraw_complaint",),
    "nobody_filed": ("due_process_basics",),
    "state_complaint_beside": ("state_complaint",),
    "retaliation": ("parent_upset", "ocr_complaint"),
    "records": ("preparing", "records_ferpa"),
}

# Mixing these up could cost a family its case, but for pairs whose answers say the same.
DANGEROUS, HARMLESS = router.GRAVE, router.ALIKE


_Options = TypeVar("_Options")


@dataclass(frozen=True)
class Line:
    """One test line: what it is about and what would be a right reply.

    `also` is what a second reader, who did not see the label, called it: right as well.
    """

    text: str
    kind: str
    expected: tuple[str, ...]
    also: tuple[str, ...] = ()


class Trained(NamedTuple):
    """What the components of the pipeline have learned, and the thresholds of its router."""

    model: TopicModel
    encoder: SentenceEncoder
    speller: Speller
    thresholds: Thresholds = Thresholds()


@lru_cache(maxsize=1)
def pipeline() -> dict[str, dict[str, Any]]:
    """The options of each component as `config.yml` gives them, by the component's name."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    return {
        component["name"].rsplit(".", 1)[-1]: {k: v for k, v in component.items() if k != "name"}
        for component in config["pipeline"]
    }


def training() -> tuple[list[str], list[str]]:
    """Every training phrase and the topic, chat act or near miss it is an example of."""
    pairs = examples()
    return [text for _, text in pairs], [topic_of(label) for label, _ in pairs]


def lines(name: str) -> list[Line]:
    """The lines of a test set."""
    content: dict[str, Any] = yaml.safe_load((TESTS / SETS[name]).read_text(encoding="utf-8"))
    second: dict[str, list[str]] = content.get("second_reader", {})
    newer = {old: [new for new, olds in SPLIT_OFF.items() if old in olds] for old in _split()}
    found = [
        Line(text, kind, (label,), (*second.get(text, ()), *newer.get(label, ())))
        for kind in ("topics", "acts", "near_miss")
        for label, texts in content.get(kind, {}).items()
        for text in texts
    ]
    found += [Line(text, "out_of_scope", ("out_of_scope",)) for text in content["out_of_scope"]]
    for kind in ("two_questions", "stories"):
        found += [Line(e["text"], kind, tuple(e["topics"])) for e in content.get(kind, [])]
    return found


def _split() -> set[str]:
    """The topics that gave lines to a newer one."""
    return {old for olds in SPLIT_OFF.values() for old in olds}


def unseen(tests: Iterable[Line]) -> list[Line]:
    """The lines that are no example word for word: short ones are written twice by chance."""
    known = {plain(phrase) for phrase in training()[0]}
    return [line for line in tests if plain(line.text) not in known]


def read(text: str, trained: Trained) -> Understanding:
    """Understands one line as the Rasa components do."""
    from bot.rasa.components import bare, entities_of

    entities = list(entities_of(text))
    message = cut(essential(trained.speller.correct(text)), _cut_options())
    phrases = message.phrases
    return Router(trained.thresholds).decide(
        message,
        trained.model.rank(phrases, trained.encoder.encode(phrases)),
        tells_facts=bool(entities),
        only_facts=bool(entities) and bare(text, entities),
        typed=text,
    )


def _cut_options() -> CutOptions:
    return _options(CutOptions, "SentenceEncoder", "quantised", "tune")


def _options(kind: type[_Options], component: str, *others: str) -> _Options:
    """The options of a component in English."""
    from bot.rasa.components.taught import options_in

    found: _Options = options_in(kind, pipeline()[component], ORIGINAL, *others)
    return found


def names(found: Understanding) -> tuple[str, ...]:
    """What the reply would be about; nothing where it declines."""
    if found.intent in (router.UNSURE, router.UNKNOWN):
        return ()
    return tuple(guess.label.rsplit("/", 1)[-1] for guess in found.topics)


@dataclass
class Score:
    """Outcome of one test set with one model."""

    hits: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    rejected: list[bool] = field(default_factory=list)
    by_topic: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    near_declined: list[bool] = field(default_factory=list)
    far_declined: list[bool] = field(default_factory=list)
    dangerous: list[bool] = field(default_factory=list)
    confidence: list[tuple[float, bool]] = field(default_factory=list)
    partial: list[bool] = field(default_factory=list)
    strict: list[bool] = field(default_factory=list)


def score(tests: Iterable[Line], trained: Trained) -> Score:
    """Scores a model on test lines."""
    result = Score()
    for line in tests:
        found = read(line.text, trained)
        given = names(found)
        ours = [guess for guess in found.topics if router.is_topic(guess.label)]
        answered_ours = bool(given) and bool(ours)
        right = bool(given) and given[0] in (*line.expected, *line.also)
        if line.kind == "near_miss":
            result.near_declined.append(not answered_ours or right)
            result.hits[line.kind].append(right)
        elif line.kind == "out_of_scope":
            result.far_declined.append(not answered_ours)
            result.hits[line.kind].append(not answered_ours)
        elif line.kind == "topics":
            label = line.expected[0]
            result.hits[line.kind].append(right)
            result.strict.append(given[:1] == line.expected)
            result.by_topic[label].append(right)
            result.rejected.append(not answered_ours and not right)
            result.confidence.append((found.ranking[0].confidence, right))
            if not right:
                result.confusions[label, given[0] if given else f"({found.intent})"] += 1
            if label in DANGEROUS:
                wrong = answered_ours and not right
                harmless = bool(given) and frozenset((label, given[0])) in HARMLESS
                result.dangerous.append(wrong and not harmless and given[0] in DANGEROUS)
        elif line.kind == "two_questions":
            result.hits[line.kind].append(set(given) == set(line.expected))
            result.partial.append(bool(set(given) & set(line.expected)))
        elif line.kind == "stories":
            result.hits[line.kind].append(line.expected[0] in given)
        else:
            done = found.intent == line.expected[0]
            result.hits[line.kind].append(done)
            if not done:
                result.confusions[line.expected[0], given[0] if given else found.intent] += 1
    return result


def train(seed: int, c: float | None = None) -> Trained:
    """A model trained as `config.yml` trains it."""
    phrases, labels = training()
    options = replace(_options(TopicOptions, "TopicClassifier"), seed=seed)
    if c is not None:
        options = replace(options, c=c)
    if seed:  # the solver is deterministic: spread comes from drawing the examples anew
        draw = np.random.default_rng(seed).choice(len(phrases), len(phrases))
        rows = sorted(set(draw.tolist()))
        phrases, labels = [phrases[i] for i in rows], [labels[i] for i in rows]
    speller = Speller.fit(phrases, _options(SpellingOptions, "Spelling"))
    phrases = [essential(speller.correct(phrase)) for phrase in phrases]
    tuned = tuned_encoder(phrases, labels) if pipeline()["SentenceEncoder"].get("tune") else None
    encoder = SentenceEncoder(require_encoder(), model=tuned)
    vectors = encoder.encode(phrases, together=TOGETHER)
    model = TopicModel.fit(phrases, labels, vectors, options)
    return Trained(model, encoder, speller, _options(Thresholds, "Router"))


def load_trained() -> Trained:
    """What the servers use, out of the trained archive."""
    import tarfile
    import tempfile

    with tempfile.TemporaryDirectory() as place, tarfile.open(ensure_model()) as archive:
        archive.extractall(place)

        def folder_of(file: str) -> Path:
            return next(Path(place).rglob(f"{ORIGINAL}/{file}")).parent

        tuned = next(Path(place).rglob(TUNED), None)
        return Trained(
            TopicModel.load(folder_of("topics.json"), _options(TopicOptions, "TopicClassifier")),
            SentenceEncoder(require_encoder(), model=tuned),
            Speller.load(folder_of("words.json"), _options(SpellingOptions, "Spelling")),
            _options(Thresholds, "Router"),
        )


def rate(values: Iterable[bool]) -> float:
    """Share of true values."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")


def macro_f1(result: Score) -> float:
    """F1 averaged over topics, from the confusions among topics."""
    wrongly = Counter(given for (_, given), n in result.confusions.items() for _ in range(n))
    scores = []
    for label, hits in result.by_topic.items():
        true = sum(hits)
        missed = len(hits) - true
        scores.append(2 * true / max(1, 2 * true + missed + wrongly[label]))
    return float(np.mean(scores)) if scores else float("nan")


def interval(values: list[bool], seed: int = 1) -> tuple[float, float]:
    """95 % bootstrap interval of a share."""
    if not values:
        return float("nan"), float("nan")
    drawn = np.random.default_rng(seed).choice(np.array(values, float), (2000, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of confidence."""
    total = 0.0
    for step in range(10):
        inside = [(c, hit) for c, hit in pairs if step / 10 < c <= (step + 1) / 10]
        if inside:
            gap = abs(np.mean([c for c, _ in inside]) - np.mean([hit for _, hit in inside]))
            total += len(inside) / len(pairs) * float(gap)
    return total


def goals(result: Score) -> list[tuple[str, float, str, float, bool]]:
    """Each goal: name, value, comparison, bound, reached."""
    worst = min((rate(hits) for hits in result.by_topic.values()), default=float("nan"))
    rows = [
        ("in scope, right topic", rate(result.hits["topics"]), ">=", 0.95),
        ("worst topic", worst, ">=", 0.80),
        ("near miss declined or redirected", rate(result.near_declined), ">=", 0.90),
        ("far out of scope declined", rate(result.far_declined), ">=", 0.97),
        ("in scope, wrongly declined", rate(result.rejected), "<=", 0.05),
        ("dangerous confusions", rate(result.dangerous), "<=", 0.01),
    ]
    return [
        (name, value, sign, bound, value >= bound if sign == ">=" else value <= bound)
        for name, value, sign, bound in rows
    ]


def floors() -> dict[str, dict[str, float]]:
    """The bound of each figure, by set: one point on the bad side of what was measured last."""
    found: dict[str, dict[str, float]] = yaml.safe_load(
        (TESTS / "floors.yml").read_text(encoding="utf-8")
    )
    return found


def below_floor(name: str, trained: Trained) -> list[str]:
    """The figures of a set that are worse than their floor, a line each."""
    figures = {row[0]: row[1:3] for row in goals(score(unseen(lines(name)), trained))}
    worse = []
    for figure, floor in floors()[name].items():
        value, sign = figures[figure]
        if (value < floor) if sign == ">=" else (value > floor):
            worse.append(f"{name}: {figure} is {value:.3f}, its floor is {floor:.3f}")
    return worse


def misses(chosen: Sequence[str]) -> None:
    """Prints the lines of development sets that were misread, and as what."""
    trained = train(0)
    for name in chosen:
        for line in lines(name):
            result = score([line], trained)
            if all(hit for hits in result.hits.values() for hit in hits):
                continue
            found = read(line.text, trained)
            expected, given = ",".join(line.expected), ",".join(names(found)) or found.intent
            print(f"{name}\t{expected}\t{given} {found.confidence:.2f}\t{line.text}")


def report(chosen: Sequence[str], seeds: int) -> Score:
    """Prints the whole report of sets, read as one; returns the score of the model in use."""
    listed = [line for name in chosen for line in lines(name)]
    tests = unseen(listed)
    trained = train(0)
    result = score(tests, trained)
    print(f"{' + '.join(chosen)}: {len(tests)} lines, {len(result.by_topic)} topics")
    print(f"  left out, since an example says the same: {len(listed) - len(tests)}")
    for goal, value, sign, bound, reached in goals(result):
        if not np.isnan(value):  # a set need not hold lines of every kind
            verdict = "ok" if reached else "MISSED"
            print(f"  {goal:36} {value:6.3f}   goal {sign} {bound:.2f}  {verdict}")
    low, high = interval(result.hits["topics"])
    print(f"  {'95 % interval of the first':36} {low:.3f} to {high:.3f}")
    if any(line.also for line in tests):
        print(f"  {'the first, by the first reader alone':36} {rate(result.strict):6.3f}")
    print(f"  {'macro F1':36} {macro_f1(result):6.3f}")
    print(f"  {'calibration error':36} {calibration_error(result.confidence):6.3f}")
    for kind in ("acts", "near_miss", "two_questions", "stories"):
        print(f"  {kind + ', exactly right':36} {rate(result.hits[kind]):6.3f}")
    print(f"  {'two questions, at least one right':36} {rate(result.partial):6.3f}")
    worst = sorted((rate(hits), topic) for topic, hits in result.by_topic.items())[:8]
    print("  worst topics:", ", ".join(f"{topic} {value:.2f}" for value, topic in worst))
    print("  confusions:  ", ", ".join(
        f"{a}->{b} {n}" for (a, b), n in result.confusions.most_common(14)))  # fmt: skip
    if seeds > 1:
        values = [rate(score(tests, train(seed)).hits["topics"]) for seed in range(1, seeds + 1)]
        print(
            f"  over {seeds} bootstrap trainings:         "
            f"{np.mean(values):.3f} +- {np.std(values):.3f}"
        )
    return result


def tune() -> None:
    """Tries thresholds on the development set."""
    tests = lines("dev")
    trained = train(0)
    for sure in (0.12, 0.16, 0.2, 0.25):
        for clear in (1.15, 1.4, 2.0):
            for part in (0.3, 0.4, 0.5):
                tried = replace(trained.thresholds, sure=sure, clear=clear, sure_part=part)
                result = score(tests, trained._replace(thresholds=tried))
                values = " ".join(f"{value:.3f}" for _, value, *_ in goals(result))
                parts = " ".join(
                    f"{kind}={rate(result.hits[kind]):.3f}"
                    for kind in ("two_questions", "stories", "acts")
                )
                print(f"sure={sure} clear={clear} part={part}  {values}  {parts}", flush=True)


def main() -> int:
    """Runs the command; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding")
    commands = parser.add_subparsers(dest="command", required=True)
    reporter = commands.add_parser("report")
    reporter.add_argument("--set", choices=sorted(SETS), nargs="+", default=["dev"])
    reporter.add_argument("--seeds", type=int, default=5)
    seen = [name for name in sorted(SETS) if not name.startswith("blind")]
    commands.add_parser("misses").add_argument("--set", choices=seen, nargs="+", default=["dev"])
    commands.add_parser("tune")
    commands.add_parser("gate")
    options = parser.parse_args()
    if options.command == "tune":
        tune()
        return 0
    if options.command == "gate":
        trained = load_trained()
        below = [line for name in floors() for line in below_floor(name, trained)]
        print("\n".join(below) or "No figure is below its floor.")
        return 1 if below else 0
    if options.command == "misses":
        misses(options.set)
        return 0
    report(options.set, options.seeds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
