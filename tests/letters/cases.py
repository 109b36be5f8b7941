"""Cases of parents for the tests of the letters."""

from __future__ import annotations

from datetime import date

from bot.dialogue.case import Case, Fact

TODAY = date(2026, 11, 29)


def case(**facts: date | str | bool | None) -> Case:
    """A case in which each fact was told."""
    return Case(
        {
            name: Fact(name, value.isoformat() if isinstance(value, date) else value, 1)
            for name, value in facts.items()
        }
    )
