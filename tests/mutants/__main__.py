"""Mutation run: small faults planted one at a time, and which of them no test notices.

    make mutants                        all packages
    make mutants PACKAGE=bot/facts      one of them
    make mutants PACKAGE=bot/facts AGAIN=1
                                        only what survived or timed out in the last run, with
                                        its code and the tests of now

Works on a copy of the pure code and its tests in results/mutants, so that an edit during the run
does no harm. mutmut changes the bodies of functions (not constants, patterns or decorated
functions) and notes which tests reach which function; resident.py tries the mutants. Survivors with
their diffs go to results/mutants/<package>.txt. Those that change nothing a parent could notice
stand in accepted.yml with the reason; any other one is told and, below LEAST, fails the run.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "results" / "mutants"
ACCEPTED = Path(__file__).with_name("accepted.yml")
LEAST = 90.0
"""Per cent of the mutants that can be noticed which the tests must notice."""

# Each package with the folders of tests that are about it.
PACKAGES = {
    "bot/facts": ("facts",),
    "bot/dialogue": ("answering", "dialogue", "knowledge"),
    "bot/deadlines": ("deadlines", "answering"),
}
# The code that runs without Rasa, and what it reads.
CODE = (
    "clock.py",
    "dates",
    "deadlines",
    "dialogue",
    "facts",
    "knowledge",
    "states",
    "text",
    "__init__.py",
    "content.py",
    "language.py",
    "settings.py",
)
DATA = ("data",)
# A test file that needs one of these needs Rasa, a model, a server or the benchmarks.
_HEAVY = re.compile(
    r"^\s*(?:from|import) (?:rasa|actions|numpy|benchmarks|tests\.live|"
    r"bot\.(?:serve|nlu|channels|pages|rasa|settings|store|privacy))\b",
    re.MULTILINE,
)

KILLED = "killed"
_OUTCOME = {1: KILLED, 3: KILLED, 0: "survived", 5: "no test", 33: "no test", 36: "timed out",
            -24: "timed out", 24: "timed out", 152: "timed out", 255: "timed out",
            -9: "timed out", None: "not tried"}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault: the function it stands in, the lines it changes, and what became of it."""

    name: str
    where: str
    was: str
    now: str
    diff: str
    outcome: str


def main() -> int:
    """Runs the packages named, prints a line for each, and judges them."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=", ".join(PACKAGES))
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    packages = [name.strip("/") for name in options.packages] or list(PACKAGES)
    if unknown := sorted(set(packages) - set(PACKAGES)):
        parser.error(f"no such package: {', '.join(unknown)} (there are {', '.join(PACKAGES)})")
    _accepted()  # a slip in the list is told now, not after the run
    print(f"{'package':<15}{'mutants':>8}{'killed':>8}{'timed out':>11}{'survived':>10}"
          f"{'accepted':>10}{'score':>8}{'minutes':>9}")  # fmt: skip
    return max([judged(package, options.again, options.processes) for package in packages])


def judged(package: str, again: bool, processes: int) -> int:
    """Runs one package; 0 where enough mutants were noticed, 1 where not, 2 where it broke."""
    start = time.monotonic()
    folder = RESULTS / package.replace("/", "-")
    before = results(folder, package) if again else []
    names = [mutant.name for mutant in before if mutant.outcome != KILLED]
    if again and not names:
        print(f"{package}: no survivors of a last run to try again")
        return 2
    lay_out(folder, package, again)
    (folder / "pyproject.toml").write_text(settings_for(package, []), encoding="utf-8")
    failing = failing_now(folder, package)
    if failing:
        print(f"  {len(failing)} tests of {package} fail without any mutant and are left out:")
        print("\n".join(f"    {test}" for test in failing))
    (folder / "pyproject.toml").write_text(settings_for(package, failing), encoding="utf-8")
    log = folder / "log.txt"
    broke = run_mutants(folder, package, failing, names, processes, log)
    found = results(folder, package)
    untried = [mutant for mutant in found if mutant.outcome == "not tried"]
    if broke or not found or untried:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-40:])
        print(f"{package}: ended with {broke}, {len(untried)} mutants not tried:\n{tail}")
        return 2
    return report(package, found, (time.monotonic() - start) / 60)


def lay_out(folder: Path, package: str, again: bool) -> None:
    """Copies the code, its data and the tests that need no Rasa.

    With `again` only the tests are copied anew: the mutants are those of the last run's code.
    """
    skip = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
    if not again:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "bot").mkdir(parents=True)
        for name in CODE:
            place = ROOT / "bot" / name
            if place.is_dir():
                shutil.copytree(place, folder / "bot" / name, ignore=skip)
            else:
                shutil.copy2(place, folder / "bot")
        for name in DATA:
            shutil.copytree(ROOT / name, folder / name, ignore=skip)
    shutil.rmtree(folder / "tests", ignore_errors=True)
    shutil.rmtree(folder / "mutants" / "tests", ignore_errors=True)
    for name in (*PACKAGES[package], "mutants"):
        shutil.copytree(ROOT / "tests" / name, folder / "tests" / name, ignore=skip)
    (folder / "tests" / "__init__.py").touch()
    for path in sorted((folder / "tests").rglob("test_*.py")):
        if _HEAVY.search(path.read_text(encoding="utf-8")):
            path.unlink()


def failing_now(folder: Path, package: str) -> list[str]:
    """The tests (or whole files) that fail on the code as it is: no mutant could be told by them."""
    notes = folder / "failing.txt"
    notes.unlink(missing_ok=True)
    tests = [f"tests/{name}" for name in PACKAGES[package]]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants.plugin", "-p", "no:cacheprovider",
         "--rootdir=.", "--continue-on-collection-errors", *tests],
        cwd=folder, env={**os.environ, "MUTANTS_FAILED": str(notes)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return sorted(set(notes.read_text(encoding="utf-8").splitlines())) if notes.exists() else []


def run_mutants(
    folder: Path, package: str, failing: list[str], names: list[str], processes: int, log: Path
) -> int:
    """Plants the mutants and tries them (`names`, or all); what the step that broke ended with."""
    todo = folder / "todo.json"
    settings = {"MUTANTS_PACKAGE": package, "MUTANTS_TODO": str(todo),
                "MUTANTS_PROCESSES": str(processes)}  # fmt: skip
    plant = [str(folder / "tests" / "mutants" / "prepare.py"), str(processes)]
    try_all = ["-m", "pytest", *_arguments(failing), "-p", "tests.mutants.resident", "--rootdir=.",
               "-q", "-s", *(f"tests/{name}" for name in PACKAGES[package])]  # fmt: skip
    with log.open("w") as out:
        if broke := _python(plant, folder, settings, out):
            return broke
        # Those listed as equal meet every test, so they come last: the rest is known early.
        equal = [mutant.name for mutant in results(folder, package) if accepted_by(mutant)]
        todo.write_text(json.dumps({"names": names, "last": equal}), encoding="utf-8")
        return _python(try_all, folder / "mutants", settings, out)


def _python(step: list[str], where: Path, settings: dict[str, str], out: IO[str]) -> int:
    done = subprocess.run(
        [sys.executable, *step], cwd=where, env={**os.environ, **settings},
        stdout=out, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    return done.returncode


def _arguments(failing: list[str]) -> list[str]:
    left_out = [f"--deselect={test}" for test in failing if "::" in test]
    left_out += [f"--ignore={test}" for test in failing if "::" not in test]
    return ["-p", "tests.mutants.plugin", "-p", "no:cacheprovider", *left_out]


def settings_for(package: str, failing: list[str]) -> str:
    """mutmut's and pytest's settings in the copy."""
    return textwrap.dedent(f"""\
        [tool.mutmut]
        source_paths = ["bot"]
        only_mutate = ["{package}/*"]
        also_copy = ["data"]
        pytest_add_cli_args = {json.dumps(_arguments(failing))}
        pytest_add_cli_args_test_selection = {json.dumps([f"tests/{name}" for name in PACKAGES[package]])}
        use_git_change_detection = false

        [tool.pytest.ini_options]
        addopts = "--strict-markers"
        """)


def results(folder: Path, package: str) -> list[Mutant]:
    """Every mutant of the last run in `folder`."""
    found: list[Mutant] = []
    for path in sorted((folder / "mutants" / package).rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        source = path.with_suffix("")
        spans = json.loads(source.with_name(source.name + ".spans").read_text())["spans"]
        lines = source.read_text(encoding="utf-8").splitlines()
        found += [_mutant(name, code, spans, lines) for name, code in codes.items()]
    return found


def _mutant(name: str, code: int | None, spans: dict[str, Any], lines: list[str]) -> Mutant:
    module, _, function = name.rpartition(".")
    original = function.partition("__mutmut_")[0]
    plain = original.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")

    def text(key: str) -> list[str]:
        first, last = spans[key]
        body = textwrap.dedent("\n".join(lines[first - 1 : last]))
        body = re.sub(r"x_?ǁ?[\wǁ]*__mutmut_\w+", plain.rpartition(".")[2], body, count=1)
        return [
            re.sub(r"\s*# type: ignore # mutmut generated$", "", line) for line in body.split("\n")
        ]

    before, after = text(f"{original}__mutmut_orig"), text(function)
    diff = list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]
    was = " ".join(line[1:].strip() for line in diff if line.startswith("-"))
    now = " ".join(line[1:].strip() for line in diff if line.startswith("+"))
    outcome = _OUTCOME.get(code, KILLED)
    return Mutant(name, f"{module}.{plain}", was, now, "\n".join(diff), outcome)


def report(package: str, found: list[Mutant], minutes: float) -> int:
    """Prints the line of a package and the survivors that nobody has looked at."""
    listed = [
        entry for entry in _accepted() if entry["where"].startswith(package.replace("/", "."))
    ]
    survivors = [m for m in found if m.outcome in ("survived", "no test")]
    used: set[int] = set()
    new = []
    for mutant in survivors:
        places = [n for n, entry in enumerate(listed) if _stands_for(entry, mutant)]
        used.update(places)
        if not places:
            new.append(mutant)
    counts = Counter(mutant.outcome for mutant in found)
    equal = len(survivors) - len(new)
    score = 100 * (counts[KILLED] + counts["timed out"]) / max(1, len(found) - equal)
    print(f"{package:<15}{len(found):>8}{counts[KILLED]:>8}{counts['timed out']:>11}{len(survivors):>10}"
          f"{equal:>10}{score:>7.1f}%{minutes:>9.1f}")  # fmt: skip
    path = RESULTS / f"{package.replace('/', '-')}.txt"
    path.write_text(
        "\n\n".join(f"{m.where} ({m.outcome}, {m.name})\n{m.diff}" for m in survivors) + "\n"
    )
    gone = [entry for number, entry in enumerate(listed) if number not in used]
    for entry in gone:
        print(
            f"  accepted.yml lists what did not survive or is gone: {entry['where']}: {entry.get('was')}"
        )
    if new:
        by_function = Counter(mutant.where for mutant in new)
        print(
            f"  {len(new)} survivors without a reason in accepted.yml, with diffs in {path.relative_to(ROOT)}:"
        )
        for where, number in by_function.most_common():
            print(f"  {number:>5}  {where}")
    return 0 if score >= LEAST else 1


@lru_cache(maxsize=1)
def _accepted() -> list[dict[str, Any]]:
    return list(yaml.safe_load(ACCEPTED.read_text(encoding="utf-8")) or [])


def accepted_by(mutant: Mutant) -> bool:
    """Whether accepted.yml gives a reason why no test tells a mutant."""
    return any(_stands_for(entry, mutant) for entry in _accepted())


def _stands_for(entry: dict[str, Any], mutant: Mutant) -> bool:
    """Whether an entry of accepted.yml is about a mutant.

    `where` names the function. `was` and `now` are the line before and after (one, or a list);
    without `now` every change of the line is meant. `case: true` means each pattern of the
    function that is written in other letters.
    """
    if entry["where"] != mutant.where:
        return False
    if entry.get("case"):
        same = mutant.was.casefold() == mutant.now.casefold()
        return same and ("\\b" in mutant.now or "(?:" in mutant.now)
    return all(
        key not in entry or getattr(mutant, key) in _list(entry[key]) for key in ("was", "now")
    )


def _list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


if __name__ == "__main__":
    sys.exit(main())
