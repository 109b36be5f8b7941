"""Names and numbers are taken out before anything is stored; dates, states and laws stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.examples import examples
from bot.privacy.scrub import scrub

DATA = Path(__file__).resolve().parents[2] / "data"
GONE = [
    ("My son Jayden was suspended and the school got my complaint", "Jayden"),
    ("my daughter's name is Xochitl", "Xochitl"), ("my daughter Priyanka hates it", "Priyanka"),
    ("his teacher Mrs. Alvarez said no", "Alvarez"), ("Mr Smith from the district", "Smith"),
    ("Dr. Okonkwo tested him", "Okonkwo"), ("the principal Johnson said so", "Johnson"),
    ("I'm Maria Lopez and I need help", "Lopez"), ("this is Karen Whitfield", "Whitfield"),
    ("thanks, Karen", "Karen"), ("my daughter Judy needs help", "Judy"),
    ("my son Foster cries", "Foster"), ("Jan was suspended", "Jan"), ("my son Min was hit", "Min"),
    ("my daughter Jan 5 years old", "Jan"), ("my husband Dmitri signed it", "Dmitri"),
    ("emily has an IEP", "emily"), ("Jasmine's IEP is from May", "Jasmine"),
    ("call me at 555-123-4567", "555-123-4567"), ("(614) 555-0199 is my cell", "555-0199"),
    ("+1 614 555 0199", "555 0199"), ("6145550199", "6145550199"),
    ("write to jane.doe@gmail.com please", "jane.doe"), ("my email is a_b+c@school.k12.oh.us", "a_b+c"),
    ("I live at 123 Maple Street, Apt 4, Columbus, OH 43004", "Maple"),
    ("we moved to 9 W. Oak Ave", "Oak"), ("PO Box 443", "443"), ("ssn 123-45-6789", "6789"),
    ("123-45-6789", "6789"), ("student id 12345678", "12345678"), ("his ID number is A-99812", "99812"),
    ("case number 2026-SE-0041", "0041"), ("born 3/4/2015", "3/4/2015"),
    ("dob: March 4, 2015", "March 4, 2015"), ("his birthday is 2015-03-04", "2015-03-04"),
    ("facebook.com/jane.doe.77", "jane.doe"), ("zip code 43004", "43004"),
]  # fmt: skip
STAYS = [
    "the school got my complaint March 3, 2026, when do they have to meet?",
    "I signed the agreement on Friday November 20, 2026 in Ohio, can I still cancel?",
    "34 CFR 300.510 says 15 days", "call 988 or 911", "Childhelp 800-422-4453",
    "they got it on 3/4/2026", "2026-03-18", "my son will go", "may I ask", "I live in Virginia",
    "my husband and I", "the 504 plan", "is Thanksgiving counted", "I am in Georgia",
    "my daughter was suspended", "the principal said no", "my lawyer is free on April 2",
    "will the hearing officer mark it", "20 USC 1415(f)(1)(B)", "within 45 days of March 3",
    "my son has autism", "my advocate came with me", "this is about my other child, a new complaint",
    "the school got my complaint Jan 5, by when must they meet", "they got it jan 9",
    "my lawyer hung up on me", "Can I bring a lawyer?", "What is a resolution session?", "Show all my dates", "I don't know",
    "even if I told the principal I'd be alone", "our therapist so-and-so", "my advocate Correct?",
    "the aide is Somali-speaking", "our HOA", "can my lawyer sit-down with them",
]  # fmt: skip


@pytest.mark.parametrize(("text", "secret"), GONE)
def test_personal_details_are_taken_out(text: str, secret: str) -> None:
    assert secret not in scrub(text)
    assert scrub(scrub(text)) == scrub(text)


@pytest.mark.parametrize("text", STAYS)
def test_what_the_guide_needs_stays(text: str) -> None:
    assert scrub(text) == text


def test_questions_are_hardly_ever_changed() -> None:
    lines = [
        line for label, line in examples() if label.startswith(("faq/", "deadline/", "near_miss/"))
    ]
    changed = [line for line in lines if scrub(line) != line]
    assert len(changed) <= len(lines) * 0.005, changed[:10]


@given(st.text(max_size=600))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    scrub(text)
