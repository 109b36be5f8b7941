"""Takes the pictures of the README: the real page, desktop and phone, light and dark.

python -m benchmarks.screenshots        writes docs/images/*.png
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.live.guide import Guide
from tests.web.conftest import ARGUMENTS, ask, chromium

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FACT = "the school got my complaint on November 16, 2026"


def save(page: Page, name: str) -> None:
    """Keeps a small picture of the page."""
    page.wait_for_timeout(400)
    image: Image.Image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.thumbnail((640, 900))
    image.quantize(64).save(IMAGES / f"{name}.png", optimize=True)


def opened(browser: Browser, address: str, width: int, height: int, scheme: str = "light") -> Page:
    """A fresh page of the given size."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-US",
    )
    page = context.new_page()
    page.goto(address)
    return page


def main() -> None:
    """Takes all of them."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    guide = Guide().start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            save(opened(browser, guide.url, 1200, 850), "desktop")
            phone = opened(browser, guide.url, 390, 800)
            ask(phone, "Can I bring a lawyer?")
            save(phone, "phone")
            dark = opened(browser, guide.url, 390, 800, "dark")
            ask(dark, FACT)
            save(dark, "dark")
            dates = opened(browser, guide.url, 1200, 850)
            ask(dates, FACT)
            save(dates, "timeline")
            link = dates.get_by_role("link", name="Print my dates").last.get_attribute("href")
            save(opened(browser, str(link), 900, 1100), "print")
            browser.close()
    finally:
        guide.stop()


if __name__ == "__main__":
    main()
