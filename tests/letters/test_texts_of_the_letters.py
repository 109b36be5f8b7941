"""Every letter is plain, names its law, fills in dates, and stands in both languages."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.content import content_of
from bot.knowledge.sources import form_of
from bot.language import spoken
from bot.letters import fill, letters
from bot.letters.load import DATA, SEEN, inspect, missing
from tests.knowledge.test_topics import grade
from tests.letters.cases import TODAY, case

WANTED = (
    "confirm_day hold_meeting start_45_days another_day interpreter who_comes no_school_lawyer"
    " waive_meeting mediation no_agreement confidentiality_fair confidentiality_no records"
    " promises void_agreement not_followed stay_put answer_school amend withdraw state_complaint"
    " thank_you before_you_sign what_to_bring"
).split()
GAP = re.compile(r"\{\{\w+\}\}")
LONGEST = 170
"""Words of a letter, so that two languages fit one printed page."""


def test_every_letter_of_the_list_is_there_in_every_language() -> None:
    assert set(letters()) == set(WANTED)
    assert inspect()[1] == []
    assert missing() == {language: [] for language in spoken() if language != "en"}
    for language in spoken():
        assert {each.language for each in letters(language).values()} == {language}


@pytest.mark.parametrize("name", WANTED)
def test_a_letter_reads_at_grade_9_or_lower_and_is_short(name: str) -> None:
    for part, text in letters()[name].texts.items():
        if part == "subject":
            continue  # a title is no sentence
        plain = GAP.sub("May", text)
        assert grade(plain) <= 9, (part, grade(plain))
        assert len(plain.split()) <= (LONGEST if letters()[name].kind == "letter" else 230), part


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("name", WANTED)
def test_a_letter_names_its_law(name: str, language: str) -> None:
    letter = letters(language)[name]
    assert letter.sources and all(form_of(source) for source in letter.sources)
    for part, text in letter.texts.items():
        if part.split("/")[0] == "letter" and name != "what_to_bring":
            assert re.search(r"\d+ (?:CFR|USC) \w+", text), part
    listed = " ".join(letter.sources)
    for section in re.findall(r"\d{3}\.\d{3}", " ".join(letter.texts.values())):
        known = f"{listed} 300.508(d)(4) 300.507(b)"
        assert section in known or section in ("300.152", "300.153"), section


def test_every_source_that_was_seen_says_where_and_on_which_day() -> None:
    noted = content_of(DATA / "letters" / SEEN)["seen"]
    used = {source for letter in letters().values() for source in letter.sources}
    assert [each["source"] for each in noted] == sorted(used)
    for each in noted:
        assert each["where"] == "reference" or each["where"].startswith("http"), each
        assert date.fromisoformat(each["day"]) <= TODAY


def test_a_paper_of_our_own_says_that_no_law_gives_its_words() -> None:
    english, spanish = (letters(code)["confidentiality_fair"].text("when") for code in ("en", "es"))
    assert "no law gives its words" in " ".join(english.split())
    assert "ninguna ley da sus palabras" in " ".join(spanish.split())


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("name", WANTED)
def test_no_gap_is_left_without_a_label_in_any_situation(name: str, language: str) -> None:
    for facts in (
        case(),
        case(expedited=True),
        case(filed_by="school"),
        case(school_missed_meeting=None),
        case(amended_complaint=None),
        case(meeting_held=None),
    ):
        filled = fill(letters(language)[name], facts, TODAY, language)
        assert "{{" not in filled.plain
        assert all(gap.label for gap in filled.gaps)


@pytest.mark.parametrize("name", WANTED)
def test_a_spanish_letter_carries_the_english_text_beneath(name: str) -> None:
    filled = fill(letters("es")[name], case(), TODAY, "es")
    english = fill(letters("en")[name], case(), TODAY, "en")
    assert english.english == ()
    if letters()[name].kind == "letter":
        assert filled.english == english.body
    else:
        assert filled.english == ()


def test_a_translation_that_is_stale_or_lacks_a_gap_is_told_in_plain_words(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    _change(folder / "letters/en/records.md", "needless delay", "any delay")
    _change(folder / "letters/es/amend.md", "{{what_changed}}", "todo")
    said = [str(problem) for problem in inspect(folder)[1]]
    assert any("es/records.md" in line and "has changed since" in line for line in said)
    assert any("es/amend.md" in line and "must hold the gaps" in line for line in said)
    assert len(said) == 2


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("needs: received", "needs: recieved", "is no fact of a case"),
        ("until: [resolution_period_ends]", "until: [someday]", "is no date that we can work out"),
        ("34 CFR 300.510(b)(5), ", "a friend told me, ", "is no source that we know"),
        ("34 CFR 300.510(b)(5), ", "34 CFR 300.510(z)(5), ", "nobody noted where the text of"),
        ("to: hearing_officer", "to: mayor", "is not known here; write one of"),
        ("## Late {late}", "## Late {later}", "is no part of a letter"),
        ("{{resolution_meeting_by}}", "{{resolution_meeting}}", "is no gap that we know"),
        ("none: [waived", "none: [waved", "is no situation"),
        ("needs: received", "instead: nothing", "is no letter; write the name"),
        ("answers: [school_late_or_absent", "answers: [school_late", "is no topic"),
    ],
)
def test_a_mistake_in_a_letter_is_told_in_plain_words(
    tmp_path: Path, old: str, new: str, advice: str
) -> None:
    folder = _copy(tmp_path)
    _change(folder / "letters/en/start_45_days.md", old, new)
    said = [str(p) for p in inspect(folder)[1] if "en/start_45_days.md, line " in str(p)]
    assert said and advice in "\n".join(said)


def _copy(folder: Path) -> Path:
    shutil.copytree(DATA / "letters", folder / "letters")
    shutil.copy(DATA / "topics.yml", folder)
    return folder


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
