"""Section 4: a written offer is answered within 10 days (300.517(c)(2)(i))."""

from tests.deadlines.deadline_cases import day, events, one, timeline


def test_ten_days_to_answer() -> None:
    offer = one("offer_response_by", None, events=events(settlement_offer_received="2026-04-01"))
    assert offer.date == day("2026-04-11")
    assert offer.rule == "34 CFR 300.517(c)(2)(i)"
    assert "act by Friday, April 10, 2026" in offer.why  # April 11 is a Saturday


def test_an_offer_too_close_to_the_hearing_is_told() -> None:
    close = events(settlement_offer_received="2026-04-01", hearing_scheduled="2026-04-11")
    assert any("10 days or less" in note for note in timeline(None, events=close).notes)
    early = events(settlement_offer_received="2026-04-01", hearing_scheduled="2026-04-12")
    assert not any("10 days or less" in note for note in timeline(None, events=early).notes)
