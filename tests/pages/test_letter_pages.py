"""The page of a letter and its Word file: signed links, dates, gaps, nothing of a parent."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.deadlines import Event, Facts
from bot.language import spoken
from bot.letters import fill, letters
from bot.letters.docx import docx
from bot.pages.calendar import VALID_SECONDS, calendar_link
from bot.pages.dates import case_of
from bot.pages.letters import LetterLinkError, letter_link, letter_page, opened_letter_link
from tests.letters.cases import TODAY, case

NOW = datetime(2026, 11, 29, 15, 0, tzinfo=timezone.utc)
FACTS = Facts(
    received=date(2026, 11, 10),
    state="OH",
    agreement_from="resolution_meeting",
    events=(
        Event("meeting_held", date(2026, 11, 20)),
        Event("agreement_signed", date(2026, 11, 25)),
    ),
)
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")


def token_of(link: str) -> str:
    found = re.fullmatch(r"/letter/([^/]+)/\w+", link)
    assert found is not None
    return found[1]


def test_a_link_holds_the_dates_of_the_case_and_its_language_for_a_week() -> None:
    link = letter_link("void_agreement", case_of(FACTS), NOW, "es")
    assert link.endswith("/void_agreement")
    opened = opened_letter_link(token_of(link), NOW + timedelta(seconds=VALID_SECONDS))
    assert opened.facts == FACTS and opened.language == "es"
    assert opened_letter_link(token_of(letter_link("amend", case(), NOW)), NOW).facts == Facts()


def test_an_expired_or_altered_link_or_one_of_another_kind_opens_nothing() -> None:
    token = token_of(letter_link("void_agreement", case_of(FACTS), NOW, "es"))
    with pytest.raises(LetterLinkError, match="expired") as late:
        opened_letter_link(token, NOW + timedelta(seconds=VALID_SECONDS + 1))
    assert "venció" in late.value.said("es") and late.value.language == "es"
    calendar = calendar_link(FACTS, NOW).removeprefix("/calendar/").removesuffix(".ics")
    for forged in (f"{token}x", f"x{token}", token[:-5], "", "..", calendar, "é" * 40):
        with pytest.raises(LetterLinkError, match="not valid"):
            opened_letter_link(forged, NOW)


def test_a_letter_that_does_not_exist_is_told() -> None:
    for name in ("nothing", "../en/amend", "", "AMEND"):
        with pytest.raises(LetterLinkError, match="no such letter"):
            letter_page(name, FACTS, TODAY, "token", "en")


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("name", letters())
def test_every_page_has_its_dates_and_a_field_for_each_gap_that_nothing_can_send(
    name: str, language: str
) -> None:
    html = letter_page(name, FACTS, TODAY, "token", language)
    assert f'<html lang="{language}">' in html and "{{" not in html
    gaps = set(re.findall(r'data-gap="(\w+)"', html))
    assert set(re.findall(r'data-fills="(\w+)"', html)) == gaps
    assert len(re.findall(r"<label for=", html)) == len(gaps)
    # No form and no name: neither a button nor the Enter key can send what is typed.
    assert "<form" not in html
    assert not re.search(r"<(?:input|textarea)[^>]* name=", html)
    assert "<script>" not in html and "onclick" not in html and "style=" not in html


def test_the_page_says_by_when_and_what_is_past() -> None:
    html = letter_page("void_agreement", FACTS, TODAY, "token", "en")
    assert "Send it by: Tuesday, December 1, 2026 (in 2 days)." in html
    assert "I void the agreement signed on Wednesday, November 25, 2026" in html
    assert "certified mail" in html
    late = letter_page("void_agreement", FACTS, date(2026, 12, 2), "token", "en")
    assert "The time for this letter has passed: the last day was Tuesday, December 1" in late
    early = letter_page("start_45_days", Facts(received=date(2026, 11, 20)), TODAY, "token", "en")
    assert "Not yet. You can send this letter from Sunday, December 6, 2026" in early
    unknown = letter_page("void_agreement", Facts(), TODAY, "token", "en")
    assert "I do not know one date of this letter yet" in unknown
    assert 'data-fills="agreement_signed"' in unknown


def test_other_letters_that_fit_are_linked_and_past_ones_are_not() -> None:
    html = letter_page("records", FACTS, TODAY, "token", "en")
    assert "/letter/token/void_agreement?language=en" in html
    assert "/letter/token/hold_meeting" not in html


def text_in(file: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert parts.testzip() is None
        document = ElementTree.fromstring(parts.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{WORDS}t")) for p in document.iter(f"{WORDS}p")]


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("name", letters())
def test_the_word_file_holds_the_whole_letter_with_its_gaps(name: str, language: str) -> None:
    filled = fill(letters(language)[name], case_of(FACTS), TODAY, language)
    held = text_in(docx(filled))
    for paragraph in filled.paragraphs:
        assert any(paragraph.plain in line for line in held), paragraph.plain
    assert docx(filled) == docx(filled)


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not here: Debian's libreoffice-writer-nogui")
    return found


def test_libreoffice_opens_every_word_file_and_reads_the_text(office: str, tmp_path: Path) -> None:
    wanted = {}
    for language in spoken():
        for name, letter in letters(language).items():
            filled = fill(letter, case_of(FACTS), TODAY, language)
            (tmp_path / f"{language}-{name}.docx").write_bytes(docx(filled))
            wanted[f"{language}-{name}"] = filled
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
         *map(str, sorted(tmp_path.glob("*.docx")))],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for name, filled in wanted.items():
        read = " ".join((tmp_path / f"{name}.txt").read_text(encoding="utf-8").split())
        for paragraph in filled.paragraphs:
            assert " ".join(paragraph.plain.split()) in read, name
