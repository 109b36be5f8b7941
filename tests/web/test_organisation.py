"""An organisation's colour and logo on the page, where it is embedded, and in print."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.deadlines import Facts
from bot.pages.calendar import calendar_link
from bot.states.look import lightened
from tests.web.conftest import DESKTOP, PHONE
from tests.web.pages_alone import KEY, pages_alone
from tests.web.test_accessibility import violations

NOW = "2026-11-24T15:00:00+00:00"
# As light as a colour may be: what is read on it is read on every other.
COLOR, RGB = "#767676", "rgb(118, 118, 118)"
NAME = "Parent Center of Somewhere"
GUIDE = f"name: {NAME}\nweb: https://example.org\ncolor: '{COLOR}'\nlogo: logo.svg\n"
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/>'
    "</svg>"
)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("organisation")
    (folder / "guide.yml").write_text(GUIDE, encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    with pages_alone(NOW, GUIDE_ORGANISATION=str(folder / "guide.yml")) as (served, _):
        yield served


@pytest.fixture
def open_it(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page; what the policy of the page forbids fails the test. There is no chat here."""
    contexts: list[BrowserContext] = []
    refused: list[str] = []

    def opened(path: str = "/", **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda m: refused.append(m.text) if "Policy" in m.text else None)
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not refused, refused


def drawn(page: Page) -> bool:
    loaded = page.get_by_role("img", name=NAME)
    expect(loaded).to_be_visible()
    return bool(loaded.evaluate("async i => { await i.decode(); return i.naturalWidth > 0 }"))


def background(page: Page, selector: str) -> str:
    return str(page.locator(selector).evaluate("n => getComputedStyle(n).backgroundColor"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 560}])
def test_the_header_has_the_logo_and_the_colour(open_it: Open, size: dict[str, int]) -> None:
    page = open_it(viewport=size)
    assert drawn(page)
    assert background(page, "header") == background(page, "form button[type=submit]") == RGB
    expect(page.locator("header h2")).to_contain_text(NAME)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_can_be_read_in_light_and_dark_mode(open_it: Open, scheme: str) -> None:
    page = open_it(color_scheme=scheme)
    page.get_by_role("button", name="More choices").click()
    assert violations(page) == []
    light = tuple(int(lightened(COLOR)[at : at + 2], 16) for at in (1, 3, 5))
    assert background(page, "header") == (RGB if scheme == "light" else f"rgb{light}")


def test_a_site_that_embeds_the_guide_keeps_the_colour_it_wrote(open_it: Open) -> None:
    page = open_it("/embed.html")
    page.get_by_role("button", name="Open the resolution meeting guide").click()
    assert drawn(page)
    assert background(page, "header") == "rgb(122, 59, 12)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_to_print_has_both(
    open_it: Open, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", KEY)
    facts = Facts(received=date(2026, 11, 16), state="OH")
    link = calendar_link(facts, datetime.fromisoformat(NOW), "case")
    page = open_it(link.replace("/calendar/", "/dates/").removesuffix(".ics"), color_scheme=scheme)
    assert drawn(page) and violations(page) == []
    if scheme == "light":
        assert background(page, "#print") == RGB
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name=NAME)).to_be_visible()


def test_the_logo_is_served_so_that_nothing_in_it_can_run(address: str) -> None:
    with urllib.request.urlopen(f"{address}/logo.svg") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';") and policy.endswith("sandbox")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.read().decode() == LOGO
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{address}/logo.png")
    with urllib.request.urlopen(address) as answer:
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_without_an_organisation_there_is_no_logo(browser: Browser, tmp_path: Path) -> None:
    with pages_alone(NOW, GUIDE_ORGANISATION=str(tmp_path / "none.yml")) as (served, _):
        page = browser.new_page()
        page.goto(served)
        expect(page.locator("header img")).to_have_count(0)
        assert background(page, "header") == "rgb(29, 90, 142)"
        page.close()
