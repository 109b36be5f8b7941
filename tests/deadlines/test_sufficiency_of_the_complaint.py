"""Rows 8 and 9: the challenge within 15 days and the ruling 5 days after it is received."""

from tests.deadlines.deadline_cases import dates, day, events, one, timeline


def test_ruling_counts_from_the_hearing_officers_receipt() -> None:
    ruling = one(
        "sufficiency_ruling_due",
        events=events(
            sufficiency_challenge_made="2026-03-10",
            sufficiency_challenge_received_by_hearing_officer="2026-03-12",
        ),
    )
    assert ruling.date == day("2026-03-17")
    assert ruling.rule == "34 CFR 300.508(d)(2)"


def test_ruling_needs_no_complaint_date() -> None:
    told = events(sufficiency_challenge_received_by_hearing_officer="2026-02-26")
    assert dates(timeline(None, events=told)) == {"sufficiency_ruling_due": "2026-03-03"}


def test_ruling_has_no_date_until_the_receipt_is_known() -> None:
    ruling = one("sufficiency_ruling_due", events=events(sufficiency_challenge_made="2026-03-10"))
    assert ruling.date is None
    assert "the day the hearing officer got the challenge" in ruling.why


def test_a_late_challenge_is_told() -> None:
    late = timeline(events=events(sufficiency_challenge_made="2026-03-18"))
    assert any("came after day 15" in note for note in late.notes)
    in_time = timeline(events=events(sufficiency_challenge_made="2026-03-17"))
    assert not any("came after day 15" in note for note in in_time.notes)
