"""Tries every mutant in one pytest session: the tests are collected once, each mutant is a fork.

mutmut starts pytest anew for each mutant, which takes longer than most tests that notice it. Here
a fork of the session that holds the tests switches one mutant on and runs the tests that reach its
function until one fails: first those that noticed the last mutants of the function, then the
quick ones. The outcome is written where mutmut writes it.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test

from tests.mutants.plugin import forget, warm_up

KILLED, SURVIVED, NO_TEST = 1, 0, 33
CPU_SECONDS = 20
"""A mutant that takes so much longer than its tests do is taken to run for ever."""
_SAVED_EVERY = 50


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Runs mutants in place of the tests."""
    if session.testsfailed:
        raise session.Interrupted("tests could not be collected")
    todo = json.loads(Path(os.environ["MUTANTS_TODO"]).read_text(encoding="utf-8"))
    _Trial(session, Path(os.environ["MUTANTS_PACKAGE"])).run(todo)
    return True


class _Trial:
    """The mutants of one package, their tests, and what became of them."""

    def __init__(self, session: pytest.Session, package: Path) -> None:
        stats = json.loads(Path("mutmut-stats.json").read_text(encoding="utf-8"))
        self.seconds: dict[str, float] = stats["duration_by_test"]
        self.reached: dict[str, list[str]] = stats["tests_by_mangled_function_name"]
        self.items = {item.nodeid: item for item in session.items}
        self.metas = {path: json.loads(path.read_text()) for path in package.rglob("*.py.meta")}
        self.meta_of = {
            name: path for path, meta in self.metas.items() for name in meta["exit_code_by_key"]
        }
        self.noticed_by: dict[str, list[str]] = defaultdict(list)
        self.running: dict[int, tuple[str, int]] = {}
        self.since_saved = 0

    def run(self, todo: dict[str, list[str]]) -> None:
        """Tries the mutants named, or all, as many at once as MUTANTS_PROCESSES says."""
        last = set(todo["last"])
        names = sorted(
            todo["names"] or self.meta_of,
            key=lambda name: (name in last, self._cost(name), name),
        )
        warm_up()
        gc.freeze()
        start = time.monotonic()
        for number, name in enumerate(names, 1):
            while len(self.running) >= int(os.environ["MUTANTS_PROCESSES"]):
                self._one_ends()
            tests = self._tests(name)
            if tests:
                self._fork(name, tests)
            else:
                self._note(name, NO_TEST)
            if not number % _SAVED_EVERY:
                print(f"{number}/{len(names)} {time.monotonic() - start:.0f} s", flush=True)
        while self.running:
            self._one_ends()
        self._save()

    def _cost(self, name: str) -> float:
        return sum(self.seconds.get(test, 0.0) for test in self.reached.get(_function(name), ()))

    def _tests(self, name: str) -> list[pytest.Item]:
        function = _function(name)
        reached = [test for test in self.reached.get(function, ()) if test in self.items]
        last = {test: place for place, test in enumerate(self.noticed_by[function])}
        reached.sort(key=lambda test: (-last.get(test, -1), self.seconds.get(test, 0.0), test))
        return [self.items[test] for test in reached]

    def _fork(self, name: str, tests: list[pytest.Item]) -> None:
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            limit = CPU_SECONDS + int(self._cost(name))
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            os._exit(_noticed(name, tests, tell))
        os.close(tell)
        self.running[child] = (name, told)

    def _one_ends(self) -> None:
        child, status = os.wait()
        name, told = self.running.pop(child)
        with os.fdopen(told, encoding="utf-8") as pipe:
            test = pipe.read()
        if test:
            killers = self.noticed_by[_function(name)]
            if test in killers:
                killers.remove(test)
            killers.append(test)
        self._note(name, os.waitstatus_to_exitcode(status))

    def _note(self, name: str, code: int) -> None:
        self.metas[self.meta_of[name]]["exit_code_by_key"][name] = code
        self.since_saved += 1
        if self.since_saved >= _SAVED_EVERY:
            self._save()

    def _save(self) -> None:
        self.since_saved = 0
        for path, meta in self.metas.items():
            path.write_text(json.dumps(meta, indent=4), encoding="utf-8")


def _function(name: str) -> str:
    return name.rpartition("__mutmut_")[0].replace("__init__.", "")


def _noticed(name: str, tests: list[pytest.Item], tell: int) -> int:
    """In the fork: whether a test fails with the mutant on; tells which one."""
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        forget()
        set_mutant_under_test(name.replace("__init__.", ""))
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            if _fails(test, following):
                os.write(tell, test.nodeid.encode())
                return KILLED
    except BaseException:
        return KILLED
    return SURVIVED


def _fails(test: pytest.Item, following: pytest.Item | None) -> bool:
    """Runs one test, without pytest's reports: they take longer than most of the tests."""
    if {mark.name for mark in test.iter_markers()} - {"parametrize"}:
        reports: list[Any] = runtestprotocol(test, log=False, nextitem=following)
        return any(report.failed for report in reports)
    state = test.session._setupstate
    try:
        state.setup(test)
        test.runtest()
    except BaseException:
        return True
    finally:
        state.teardown_exact(following)
    return False
