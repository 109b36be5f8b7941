"""The printed page of dates says the safe day, what is past and what the parent must do."""

from __future__ import annotations

from datetime import date

from bot.deadlines import Event, Facts
from bot.pages.dates import dates_page

TODAY = date(2026, 11, 28)


def page(*events: Event, **facts: object) -> str:
    return dates_page(Facts(events=events, **facts), TODAY, "token")  # type: ignore[arg-type]


SAFE = "You must act: To be safe, act by Wednesday, December 2, 2026 (in 4 days)"


def test_a_safe_day_comes_first_and_the_date_by_the_rule_beside_it() -> None:
    html = page(Event("decision_issued", date(2026, 11, 2)), state="PA")
    assert f"<dt>{SAFE}: Last day to go to court</dt>" in html
    assert "<dd>Last day by the rule: Sunday, January 31, 2027</dd>" in html


def test_a_safe_day_is_said_where_there_is_no_date() -> None:
    html = page(Event("decision_issued", date(2026, 11, 2)), state="ME")
    assert f"<dt>{SAFE}: Last day to go to court</dt>" in html
    assert "Last day by the rule" not in html


def test_past_and_coming_dates_are_told_apart() -> None:
    html = page(received=date(2026, 11, 3))
    assert (
        "<dt>Wednesday, November 18, 2026 (past): Last day for the resolution meeting</dt>" in html
    )
    assert "<dt>Thursday, December 3, 2026 (in 5 days): The resolution period ends</dt>" in html


def test_where_the_agreement_was_made_is_among_the_facts() -> None:
    html = page(Event("agreement_signed", date(2026, 11, 24)), agreement_from="mediation")
    assert "the agreement comes from mediation" in html
