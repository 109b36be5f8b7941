"""What the store needs of a database.

There are two: SQLite (`bot.store.sqlite`), and PostgreSQL (`bot.store.postgres`) for several chat
servers that share their conversations. `bot.store.connect` opens one.
"""

from __future__ import annotations

import abc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

Row = tuple[Any, ...]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Step:
    """One statement of a transaction, with `?` for each value."""

    sql: str
    values: tuple[Any, ...] = ()
    must_change: bool = False
    """Whether the transaction fails with `Moved` when this statement changes no row."""


class Moved(RuntimeError):
    """Somebody else changed the conversation since it was read; nothing was written."""


class Unavailable(RuntimeError):
    """The database does not answer; nothing was read or written."""


class Database(abc.ABC):
    """Reads and transactions; the methods block, `run` keeps them off the event loop."""

    shared: bool
    """Whether other processes write to it, too."""

    @abc.abstractmethod
    def write(self, steps: Iterable[Step]) -> None:
        """Runs statements in one transaction.

        Raises:
            Moved: a statement that must change a row changed none, or a message was known.
            Unavailable: the disk or the server would not take them.
        """

    @abc.abstractmethod
    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[Row]:
        """Rows of a query.

        Raises:
            Unavailable: the file or the server cannot be read.
        """

    @abc.abstractmethod
    async def run(self, work: Callable[[], Result]) -> Result:
        """Runs blocking `work` where it holds nobody up."""

    @abc.abstractmethod
    def later(self, work: Callable[[], object]) -> None:
        """Runs `work` soon; a failure is logged, nobody waits for it."""

    @abc.abstractmethod
    def forget_traces(self) -> None:
        """Removes what deleted content leaves behind in the database's files."""

    @abc.abstractmethod
    def close(self) -> None:
        """Closes it; it is not used after that."""


def now() -> float:
    """Seconds since the epoch; the store's only clock."""
    return time.time()
