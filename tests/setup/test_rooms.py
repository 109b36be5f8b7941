"""The rooms of the house: what each may import, and that no import runs in a circle or upward."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.mutants.__main__ import CODE

ROOT = Path(__file__).resolve().parents[2]

# From the ground up: a room may import rooms before it, and none of its own row or after it.
ROWS = (
    ("bot.content", "bot.settings"),
    ("bot.language",),
    ("bot.text",),
    ("bot.clock", "bot.dates", "bot.deadlines"),
    ("bot.facts",),
    ("bot.knowledge", "bot.nlu", "bot.privacy", "bot.store"),
    ("bot.states",),
    ("bot.dialogue",),
    ("bot.letters",),
    ("bot.pages",),
    ("actions",),
    ("bot.serve",),
    ("bot.rasa",),
    ("bot.channels",),
)
LEVEL = {room: level for level, row in enumerate(ROWS) for room in row}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@lru_cache(maxsize=1)
def modules() -> dict[str, Path]:
    sources = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]
    found = {module_of(path): path for path in sources if "node_modules" not in path.parts}
    return {name: path for name, path in found.items() if name != "bot"}


@lru_cache(maxsize=1)
def imports() -> dict[str, set[str]]:
    """What each module imports, also inside functions, as full names."""
    found: dict[str, set[str]] = {}
    for name, path in modules().items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0 and node.module, f"{name} imports by a relative name"
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                inside = whole & modules().keys()
                found[name] |= inside or {node.module}
    return found


def room_of(module: str) -> str:
    first, _, rest = module.partition(".")
    return first if first == "actions" else f"{first}.{rest.partition('.')[0]}"


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name.partition(".")[0] in ("bot", "actions")}


def rooms_used(room: str) -> set[str]:
    used = (ours(names) for module, names in imports().items() if room_of(module) == room)
    return {room_of(name) for names in used for name in names} - {room}


def test_every_room_has_its_place_in_the_rows() -> None:
    assert {room_of(module) for module in modules()} == LEVEL.keys()


@pytest.mark.parametrize("room", LEVEL)
def test_no_room_imports_a_room_above_it(room: str) -> None:
    assert {used for used in rooms_used(room) if LEVEL[used] >= LEVEL[room]} == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    # A package's own file imports its modules for others; they may not import it back.
    graph = {name: ours(used) & modules().keys() for name, used in imports().items()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(f"a circle: {' -> '.join(circle.args[1])}")


def test_no_module_imports_inside_a_function_what_imports_it_back() -> None:
    """The walk above sees such imports; this makes sure that it does."""
    inside = defaultdict(set)
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for part in ast.walk(node):
                    if isinstance(part, ast.ImportFrom) and part.module:
                        inside[name].add(part.module)
    seen = [module for name, found in inside.items() for module in ours(found) & imports()[name]]
    assert "bot.store.sqlite" in seen and "bot.store.postgres" in seen


@pytest.mark.parametrize("room", ["bot.dates", "bot.deadlines", "bot.facts", "bot.settings"])
def test_what_is_pure_knows_nothing_of_rasa_or_a_network(room: str) -> None:
    allowed = {*sys.stdlib_module_names, "bot", "dateutil", "holidays", "icalendar", "yaml"}
    # The model that gives days their roles; it reads no network.
    allowed |= {"pycrfsuite"} if room == "bot.facts" else set()
    allowed -= {"socket", "http", "urllib", "asyncio", "sqlite3", "subprocess"}
    allowed |= {"pydantic"} if room == "bot.settings" else set()
    used = {
        name.partition(".")[0]
        for module, names in imports().items()
        if room_of(module) == room
        for name in names
    }
    assert used - allowed == set()


@pytest.mark.parametrize(
    "room", ["bot.dates", "bot.deadlines", "bot.facts", "bot.dialogue", "bot.letters"]
)
def test_what_decides_on_dates_never_reads_the_clock(room: str) -> None:
    reads = {"now", "utcnow", "today", "time", "monotonic"}
    clocks = {"date", "datetime", "time", "Date"}
    for module, path in modules().items():
        # The command line is the door of the engine: it stamps the calendar file.
        if room_of(module) != room or module == "bot.deadlines.cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                asked = (node.value.id in clocks, node.attr in reads)
                assert asked != (True, True), f"{module}:{node.lineno} reads the clock"


def test_only_the_rooms_made_for_rasa_import_it() -> None:
    users = {
        room_of(module)
        for module, names in imports().items()
        if any(name.partition(".")[0] == "rasa" for name in names)
    }
    assert users == {"bot.rasa", "bot.channels", "bot.serve"}


def test_channels_know_nothing_of_topics_or_dates() -> None:
    assert rooms_used("bot.channels") & {"bot.dialogue", "bot.deadlines", "bot.dates"} == set()
    of_knowledge = {
        name
        for module, names in imports().items()
        if room_of(module) == "bot.channels"
        for name in names
        if room_of(name) == "bot.knowledge"
    }
    assert of_knowledge == {"bot.knowledge.keywords", "bot.knowledge.notices"}


def test_actions_take_dates_from_the_engines_front_door() -> None:
    used = {
        name
        for module, names in imports().items()
        if room_of(module) == "actions"
        for name in names
    }
    assert not any(name.startswith(("bot.channels", "bot.rasa", "bot.serve")) for name in used)
    law = {"bot.deadlines.rules", "bot.deadlines.engine", "bot.deadlines.counting", "dateutil"}
    assert {name for name in used if name in law or name.partition(".")[0] in law} == set()


def test_the_copy_that_mutants_are_planted_in_holds_all_that_its_code_imports() -> None:
    copied = {f"bot.{name.removesuffix('.py')}" for name in CODE} - {"bot.__init__"}
    needed = {
        room_of(name)
        for module, names in imports().items()
        if room_of(module) in copied
        for name in ours(names)
    }
    assert needed - copied == set()
