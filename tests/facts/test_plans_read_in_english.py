"""What an English message only plans is kept apart from what it tells, with its words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.facts import read_facts
from tests.facts.test_spanish_readings import all_lines

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I am going to sign the agreement on December 2",
         ["planned agreement_signed=2026-12-02 <I am going to sign the agreement on December 2>",
          "passed December 2"]),
        ("my sister is going to file on December 2", ["passed December 2"]),
        ("my neighbor has a case, she will file on December 2", ["passed December 2"]),
        ("I will file a state complaint on December 2", ["passed December 2"]),
        ("they will file against us on December 2", ["passed December 2"]),
        ("they did not get it on November 9", ["passed November 9"]),
        ("the hearing will be on December 14",
         ["give hearing_scheduled=2026-12-14 <the hearing will be on December 14> @December 14"]),
        ("the decision was November 12",
         ["give decision_issued=2026-11-12 <the decision was November 12> @November 12"]),
    ],
)  # fmt: skip
def test_a_plan_is_no_fact_told(text: str, read: list[str]) -> None:
    assert all_lines(read_facts(text, TODAY)) == read
