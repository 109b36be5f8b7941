"""How fast the deadline engine is: `python -m benchmarks.deadlines [--cases N]`.

Times a full timeline with a warm calendar, compares it with a naive day-by-day loop over
`holidays` in the same run, and runs N random cases in one process watching memory. Exits with 1
when a full timeline takes 100 microseconds or more, or memory grows.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta

import holidays

from bot.deadlines import DeadlineError, Event, Facts, compute
from bot.deadlines.calendars import FIRST_YEAR, LAST_YEAR, calendar
from bot.deadlines.counting import business_days
from bot.deadlines.model import EVENT_NAMES
from bot.deadlines.rules import state_codes

LIMIT_MICROSECONDS = 100.0
# Growth allowed over half of the random cases, once every calendar has been built.
LIMIT_GROWTH_MIB = 0.1
_DAY = timedelta(days=1)
_RECEIVED = date(2026, 3, 2)
_FULL = Facts(
    received=_RECEIVED,
    state="MA",
    events=(Event("meeting_held", date(2026, 3, 10)), Event("agreement_signed", date(2026, 4, 16))),
)
_EVERYTHING = Facts(
    received=_RECEIVED,
    state="MA",
    events=(
        *_FULL.events,
        Event("hearing_scheduled", date(2026, 5, 4)),
        Event("settlement_offer_received", date(2026, 4, 1)),
        Event("decision_issued", date(2026, 5, 14)),
        Event("knew_or_should_have_known", date(2025, 9, 10)),
    ),
)


def microseconds(call: Callable[[], object], rounds: int = 25, calls: int = 400) -> float:
    """The best of several rounds, per call: other work on the machine only ever adds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(calls):
            call()
        best = min(best, (time.perf_counter() - started) / calls)
    return best * 1e6


def naive_count(signed: date, count: int, state: str, table: holidays.HolidayBase | None) -> date:
    """Day by day over `holidays`, as one would write it first."""
    closed = table if table is not None else holidays.US(subdiv=state)
    day = signed
    while count:
        day += _DAY
        if day.weekday() < 5 and day not in closed:
            count -= 1
    return day


def random_case(dice: random.Random, states: list[str | None]) -> Facts:
    received = date(FIRST_YEAR, 1, 1) + timedelta(days=dice.randrange(40_000))
    told = tuple(
        Event(name, received + timedelta(days=dice.randrange(120)) if dice.random() < 0.9 else None)
        for name in dice.sample(EVENT_NAMES, dice.randrange(5))
    )
    return Facts(
        received=received,
        state=dice.choice(states),
        filed_by=dice.choice(("parent", "school")),
        expedited=dice.random() < 0.2,
        agreement_from=dice.choice(("resolution_meeting", "mediation", "private")),
        events=told,
    )


def run_random(cases: int, seed: int) -> tuple[float, int]:
    """Seconds per case and how many were refused as impossible."""
    dice = random.Random(seed)
    states: list[str | None] = [None, *sorted(set(state_codes().values()))]
    refused = 0
    started = time.perf_counter()
    for _ in range(cases):
        try:
            compute(random_case(dice, states))
        except DeadlineError:
            refused += 1
    return (time.perf_counter() - started) / cases, refused


def warm_all_calendars() -> tuple[int, float]:
    """Builds every calendar there is; they are the only thing the engine keeps for good."""
    started = time.perf_counter()
    codes: list[str | None] = [None, *sorted(set(state_codes().values()))]
    for code in codes:
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 1):
            calendar(code).year(year)
    return len(codes) * (LAST_YEAR - FIRST_YEAR + 2), time.perf_counter() - started


def memory_growth(cases: int) -> float:
    """MiB of Python memory gained over the second half of the cases; in the first half the
    bounded caches fill. Run before other cases: what they left in a cache is not traced, so
    its replacement would look like growth."""
    tracemalloc.start()
    held = []
    for seed in (1, 2):
        run_random(cases // 2, seed)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return (held[1] - held[0]) / 2**20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=100_000, help="random cases (100000)")
    cases = parser.parse_args().cases

    compute(_FULL)
    compute(_EVERYTHING)
    full = microseconds(lambda: compute(_FULL))
    everything = microseconds(lambda: compute(_EVERYTHING))
    print(f"full timeline, {len(compute(_FULL).deadlines)} dates: {full:.1f} microseconds")
    every = len(compute(_EVERYTHING).deadlines)
    print(f"everything told, {every} dates: {everything:.1f} microseconds")

    signed, ours = date(2026, 4, 16), calendar("MA")
    table = holidays.US(subdiv="MA", years=2026)
    count = microseconds(lambda: business_days(signed, 3, ours))
    kept = microseconds(lambda: naive_count(signed, 3, "MA", table))
    fresh = microseconds(lambda: naive_count(signed, 3, "MA", None), rounds=3, calls=50)
    print(f"3 business days: {count:.2f} microseconds")
    print(f"  naive loop, `holidays` table kept: {kept:.2f} ({kept / count:.1f} times ours)")
    print(f"  naive loop, `holidays` built anew: {fresh:.0f} ({fresh / count:.0f} times ours)")
    print(f"  naive loop built anew, against a whole timeline: {fresh / full:.1f} times ours")

    built, seconds = warm_all_calendars()
    print(f"{built} calendars of a state and year: built in {seconds:.1f} seconds")
    growth = memory_growth(cases)
    print(f"memory gained over the second half of {cases} random cases: {growth:.2f} MiB")
    each, refused = run_random(cases // 5, seed=4)
    print(
        f"{cases // 5} random cases: {each * 1e6:.1f} microseconds each, "
        f"making them up included; {refused} refused as impossible"
    )

    good = full < LIMIT_MICROSECONDS and growth < LIMIT_GROWTH_MIB
    print("within the limits" if good else "OUTSIDE THE LIMITS")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
