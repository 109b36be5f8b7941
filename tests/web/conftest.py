"""A real browser on the real page. The browser is Debian's Chromium; if it is missing it is
installed where that is possible, otherwise the tests fail with one clear line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.live.guide import Guide

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1200, "height": 850}


def chromium() -> str:
    """Path of Chromium, installed from Debian's packages if need be."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
            subprocess.run(
                command,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        found = shutil.which("chromium")
        if found:
            return found
    pytest.exit(
        "The page tests need Chromium: install the Debian package 'chromium', then try again.", 1
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all page tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, guide: Guide) -> Iterator[Callable[..., Page]]:
    """Opens a page of the guide; every page error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(path: str = "/", **options: object) -> Page:
        settings: dict[str, object] = {"viewport": DESKTOP, "locale": "en-US", **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type == "error" and "net::ERR" not in message.text
                else None
            ),
        )
        page.goto(guide.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


def ask(page: Page, text: str) -> str:
    """Types a question, sends it and returns the newest reply."""
    before = page.locator(".entry.guide").count()
    page.get_by_role("textbox", name="Your question").fill(text)
    page.get_by_role("button", name="Send").click()
    page.wait_for_function(
        "n => document.querySelector('#resolution-guide, resolution-guide')"
        ".shadowRoot.querySelectorAll('.entry.guide').length > n",
        arg=before,
        timeout=15_000,
    )
    return page.locator(".entry.guide").last.inner_text()
