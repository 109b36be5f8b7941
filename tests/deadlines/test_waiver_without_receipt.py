"""A waiver by both starts the 45 days from its own day: 34 CFR 300.510(c)(1)."""

from __future__ import annotations

from datetime import date

from bot.deadlines import Event, Facts, compute, needed

WAIVED = Facts(events=(Event("waived_in_writing", date(2026, 11, 20)),))


def test_the_decision_is_due_45_days_after_it_though_no_receipt_is_known() -> None:
    (deadline,) = compute(WAIVED).deadlines
    assert (deadline.key, deadline.date) == ("decision_due", date(2027, 1, 4))
    assert deadline.rule == "34 CFR 300.510(c)(1) and 300.515(a)"


def test_it_is_said_that_this_holds_within_the_30_days() -> None:
    assert "waived_without_receipt" in {note.key for note in compute(WAIVED).remarks}
    told = Facts(received=date(2026, 11, 9), events=WAIVED.events)
    assert "waived_without_receipt" not in {note.key for note in compute(told).remarks}


def test_no_receipt_is_asked_for() -> None:
    assert needed(WAIVED, ["decision_due"]) is None
