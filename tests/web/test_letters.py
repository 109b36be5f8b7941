"""The page of a letter in a browser: what is typed stays there, prints on one page, reads well."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from bot.language import spoken
from bot.letters import letters
from bot.pages.letters import letter_link
from tests.letters.cases import case
from tests.web.conftest import DESKTOP, PHONE
from tests.web.pages_alone import KEY, pages_alone
from tests.web.test_accessibility import violations

NOW = "2026-11-29T15:00:00+00:00"
CASE = case(
    received=date(2026, 11, 10),
    meeting_held=date(2026, 11, 20),
    agreement_signed=date(2026, 11, 25),
    agreement_from="resolution_meeting",
    state="OH",
)
NAME = "Maria Secret-Name"
Open = Callable[..., Page]


class Served:
    """The pages, and every request that a browser made of anything."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self.log = address, log
        self.requests: list[Request] = []


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with pages_alone(NOW) as (address, log):
        yield Served(address, log)


@pytest.fixture
def open_letter(
    browser: Browser, served: Served, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Opens the page of a letter; an error on the page fails the test."""
    monkeypatch.setenv("GUIDE_SECRET_KEY", KEY)
    contexts: list[BrowserContext] = []
    errors: list[str] = []
    served.requests.clear()

    def opened(name: str, language: str = "en", **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda request: served.requests.append(request))
        link = letter_link(name, CASE, datetime.fromisoformat(NOW), language)
        assert page.goto(served.address + link).status == 200  # type: ignore[union-attr]
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


def paper(page: Page) -> str:
    return page.locator("#letter").inner_text()


def test_no_request_log_or_store_of_the_browser_holds_what_was_typed(
    open_letter: Open, served: Served
) -> None:
    page = open_letter("void_agreement")
    loaded = len(served.requests)
    for field in page.locator("[data-fills]").all():
        field.fill(NAME)
        field.press("Enter")
    assert paper(page).count(NAME) >= 5
    page.get_by_role("button", name="Copy the letter").click()
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word file").click()
    assert download.value.url.startswith("blob:")
    page.wait_for_timeout(500)
    later = {r.url for r in served.requests[loaded:] if not r.url.startswith("blob:")}
    assert later <= {f"{served.address}/icon.svg"}  # the browser asks for it when it likes
    said = "".join(f"{r.url} {r.post_data or ''} {r.headers}" for r in served.requests)
    assert "Secret" not in said and "Maria" not in said
    assert "Secret" not in served.log.read_text()
    kept = page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    assert "Secret" not in kept
    page.reload()
    assert "Secret" not in page.content() and "Secret" not in paper(page)


def test_the_word_file_of_the_page_holds_what_was_typed(open_letter: Open) -> None:
    page = open_letter("records")
    page.locator("#in-your_name").fill('Ana & "Zoë" <b>')
    page.locator("#in-which_records").fill("tests\nlogs 🎒")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word file").click()
    assert download.value.suggested_filename == "letter.docx"
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as parts:
        assert parts.testzip() is None
        document = parts.read("word/document.xml").decode()
    assert 'Ana &amp; "Zoë" &lt;b&gt;' in document
    assert "tests</w:t><w:br/>" in document and "logs 🎒" in document
    assert "300.613(a)" in document


def test_the_copied_letter_is_whole(open_letter: Open) -> None:
    page = open_letter("void_agreement", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#in-child_name").fill("Leo")
    page.get_by_role("button", name="Copy the letter").click()
    page.get_by_text("The letter is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "I void the agreement about my child, Leo, that we signed" in copied
    assert "Signature" in copied


def test_a_script_in_a_gap_is_text(open_letter: Open) -> None:
    page = open_letter("void_agreement")
    evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>"\'>&amp;'
    for field in page.locator("[data-fills]").all():
        field.fill(evil)
    assert evil in paper(page)
    assert page.locator("#letter img, #letter script").count() == 0
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "name",
    ["x" * 5000, "محمد بن عبد الله الطويل", "👩‍👧‍👦🎒 Ñandú", "\u202eevil\u0000\u0007"],
    ids=["5000 characters", "right to left", "emoji", "control characters"],
)
def test_an_odd_name_breaks_neither_the_page_nor_the_letter(
    open_letter: Open, name: str, size: dict[str, int]
) -> None:
    page = open_letter("stay_put", viewport=size)
    for field in page.locator("[data-fills]").all():
        field.fill(name)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, "the page scrolls sideways"
    assert "A due process complaint about" in paper(page)
    if len(name) > 200:
        assert len(page.locator("bdi[data-gap=your_name]").first.inner_text()) <= 5000
    else:
        assert name.replace("\u0000", "").replace("\u0007", "") in paper(page)


def test_a_field_that_is_emptied_shows_its_gap_again(open_letter: Open) -> None:
    page = open_letter("void_agreement")
    page.locator("#in-your_name").fill("Ana")
    assert "[your name]" not in paper(page)
    page.locator("#in-your_name").fill("  ")
    assert "[your name]" in paper(page)


def test_the_paragraphs_of_a_letter_stand_close(open_letter: Open) -> None:
    page = open_letter("void_agreement")
    places = [each.bounding_box() for each in page.locator("#letter p").all()]
    assert len(places) >= 8
    for above, below in pairwise(places):
        assert above and below
        assert below["y"] - above["y"] - above["height"] < 40
        assert above["height"] < 120


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("name", letters())
def test_every_letter_prints_on_one_page(open_letter: Open, name: str, language: str) -> None:
    page = open_letter(name, language)
    for field in page.locator("[data-fills]").all():
        field.fill("Something that a parent may write here, of a common length")
    page.emulate_media(media="print")
    whole = page.locator("body").inner_text()
    assert " ".join(whole.split()) == " ".join(paper(page).split()), "more than the letter prints"
    file = page.pdf(format="Letter", print_background=False)
    assert len(re.findall(rb"/Type\s*/Page[^s]", file)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "language", "size"),
    [("void_agreement", "en", DESKTOP), ("answer_school", "es", PHONE), ("before_you_sign", "en", PHONE)],
)  # fmt: skip
def test_the_page_of_a_letter_is_accessible(
    open_letter: Open, name: str, language: str, size: dict[str, int], scheme: str
) -> None:
    page = open_letter(name, language, viewport=size, color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    for field in page.locator("[data-fills]").all():
        field.fill("Ana")
    assert violations(page) == []


def test_an_expired_or_altered_link_says_so(browser: Browser, served: Served) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_SECRET_KEY", KEY)
        old = letter_link("amend", CASE, datetime(2026, 11, 1, tzinfo=timezone.utc), "es")
        good = letter_link("amend", CASE, datetime.fromisoformat(NOW))
    page = browser.new_page()
    for path, said in (
        (old, "Este enlace a una carta ya venció."),
        (good.replace("/letter/", "/letter/A"), "is not valid"),
        (good.replace("/amend", "/nothing"), "There is no such letter."),
        (good.replace("/amend", "/nothing.docx"), "There is no such letter."),
    ):
        answer = page.goto(served.address + path)
        assert answer is not None and answer.status == 404
        assert said in answer.text()
    page.close()


def test_the_file_of_the_server_holds_gaps_and_the_dates(
    browser: Browser, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", KEY)
    link = letter_link("void_agreement", CASE, datetime.fromisoformat(NOW))
    context = browser.new_context()
    answer = context.request.get(f"{served.address}{link}.docx")
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.body())) as parts:
        document = parts.read("word/document.xml").decode()
    assert "[your name]" in document and "Wednesday, November 25, 2026" in document
    context.close()
