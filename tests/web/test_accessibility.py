"""axe-core finds no violation of WCAG 2.2 A or AA, in any state of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import PHONE, ask

AXE = Path(__file__).resolve().parents[2] / "bot/web/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Open = Callable[..., Page]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 1200, "height": 850}, PHONE])
def test_every_state_of_the_page_is_accessible(
    open_page: Open, scheme: str, size: dict[str, int]
) -> None:
    page = open_page(viewport=size, color_scheme=scheme)
    assert violations(page) == []  # empty
    ask(page, "Can I bring a lawyer?")
    assert violations(page) == []  # conversation
    ask(page, "The school got my complaint on November 16, 2026")
    page.locator("summary").first.click()
    assert violations(page) == []  # timeline
    page.get_by_role("button", name="More choices").click()
    assert violations(page) == []  # menu
    page.context.set_offline(True)
    expect(page.locator(".bar")).to_be_visible(timeout=15_000)
    assert violations(page) == []  # error


@pytest.mark.parametrize("path", ["/embed.html", "/privacy.html"])
def test_the_other_pages_are_accessible(open_page: Open, path: str) -> None:
    page = open_page(path)
    if path == "/embed.html":
        page.get_by_role("button", name="Open the resolution meeting guide").click()
    found = violations(page)
    # The host page is meant to be ugly; only the widget inside it is ours.
    assert [line for line in found if "host" not in line or path != "/embed.html"] == []


def test_new_answers_are_announced_and_controls_are_named(open_page: Open) -> None:
    page = open_page()
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-label", "Conversation")
    for button in page.get_by_role("button").all():
        assert (button.get_attribute("aria-label") or button.inner_text()).strip()
