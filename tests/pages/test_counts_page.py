"""The page of the anonymous counts: who may see it, what it shows, and what it never shows."""

from __future__ import annotations

import base64
import csv
import io
from datetime import date
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.channels.base import _beside
from bot.pages.counts import (
    SMALL,
    counts_csv,
    counts_of,
    counts_page,
    days_asked,
    may_see,
)
from bot.rasa.tracker_store import ConversationStore
from bot.store.report import Count

LAST = date(2026, 11, 29)
TOKEN = "a long random word"
ROWS: list[Count] = [
    ("2026-11-20", "web", "recording", "answered", 40),
    ("2026-11-20", "web", "recording", "weak", 7),
    ("2026-11-21", "sms", "cost", "answered", 3),
    ("2026-11-21", "web", "fallback", "not_understood", 9),
    ("2026-11-20", "web", "recording.in_secret", "question", 12),
    ("2026-11-20", "web", "es", "language", 25),
    ("2026-11-20", "web", "OH", "state", 6),
    ("2026-11-20", "web", "GU", "state", 1),
    ("2025-01-01", "web", "recording", "answered", 999),
]


def test_everything_is_counted_by_itself_in_the_days_shown() -> None:
    found = counts_of(ROWS, LAST)
    assert found.topics["recording"] == {"answered": 40, "weak": 7}
    assert found.questions == {"recording.in_secret": 12}
    assert found.languages == {"es": 25} and found.states == {"OH": 6, "GU": 1}
    assert found.understood["web"] == {"answered": 40, "not_understood": 9}
    assert found.by_day == {"2026-11-20": 40, "2026-11-21": 12}


def test_no_number_under_five_is_shown_on_the_page_or_in_the_table() -> None:
    for number in range(1, SMALL):
        rows: list[Count] = [
            ("2026-11-20", "sms", name, kind, number)
            for name, kind in [
                ("cost", "answered"), ("cost", "weak"), ("cost", "helped"), ("cost.travel_wages", "question"),
                ("es", "language"), ("GU", "state"), ("fallback", "not_understood"),
            ]
        ]  # fmt: skip
        found = counts_of(rows[:1] + rows[3:6], LAST)
        read = list(csv.DictReader(io.StringIO(counts_csv(found))))
        assert read and {row["number"] for row in read} == {"under 5"}
        page = counts_page(found)
        assert f">{number}<" not in page and f": {number}<" not in page


def test_the_table_says_the_same_as_the_page() -> None:
    read = csv.DictReader(io.StringIO(counts_csv(counts_of(ROWS, LAST))))
    listed = {(row["what"], row["name"], row["kind"]): row["number"] for row in read}
    assert listed["topic", "recording", "answered"] == "40"
    assert listed["state", "OH", "told"] == "6" and listed["state", "GU", "told"] == "under 5"
    assert listed["channel", "web", "not_understood"] == "9"


def test_the_page_draws_its_plots_itself() -> None:
    page = counts_page(counts_of(ROWS, LAST))
    assert page.count("<svg") == 4 and "<script" not in page
    assert 'style="' not in page and "http://" not in page and "https://" not in page


def test_names_are_escaped() -> None:
    rows: list[Count] = [("2026-11-20", "web", "<script>", "answered", 50)]
    assert "<script>" not in counts_page(counts_of(rows, LAST))


def test_a_time_without_counts_says_so() -> None:
    assert "Nothing was counted" in counts_page(counts_of([], LAST))


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        (f"Bearer {TOKEN}", True),
        ("Basic " + base64.b64encode(f"any:{TOKEN}".encode()).decode(), True),
        ("Basic " + base64.b64encode(f"{TOKEN}:".encode()).decode(), False),
        ("Basic not-base64!", False),
        ("Bearer ", False),
        (f"Digest {TOKEN}", False),
        (TOKEN, False),
        ("", False),
        (None, False),
    ],
)
def test_only_the_token_opens_the_page(given: str | None, opens: bool) -> None:
    assert may_see(given, TOKEN) is opens


def test_a_short_token_opens_nothing() -> None:
    assert not may_see("Bearer short", "short") and not may_see("Bearer ", "")


@pytest.mark.parametrize(
    ("given", "days"), [(None, 30), ("7", 7), ("0", 1), ("99999", 366), ("x", 30)]
)
def test_how_many_days_are_shown(given: str | None, days: int) -> None:
    assert days_asked(given) == days


def test_of_a_reply_only_names_of_ours_are_counted() -> None:
    custom = {
        "question": "recording",
        "language": "en",
        "facts": {"state": {"value": "OH"}, "received": {"value": "2026-03-03"}},
        "noted": ["state", "received"],
    }
    assert _beside(custom) == [("question", "recording"), ("language", "en"), ("state", "OH")]
    # A state that was told before is not counted again with each answer.
    assert ("state", "OH") not in _beside({**custom, "noted": []})


async def test_a_stored_count_holds_nothing_but_day_channel_name_kind_and_number(
    tmp_path: Path,
) -> None:
    store = ConversationStore(Domain.empty(), db=str(tmp_path / "c.db"))
    for kind, name in (("question", "recording"), ("language", "es"), ("state", "OH")):
        store.count("web", name, kind)
    rows = await store.database.run(store.counts)
    assert {row[1:] for row in rows} == {
        ("web", "recording", "question", 1), ("web", "es", "language", 1), ("web", "OH", "state", 1),
    }  # fmt: skip
    store.close()
