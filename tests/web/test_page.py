"""The page as parents use it: phone and desktop, keyboard, lost network, hostile hosts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.live.guide import Guide
from tests.web.conftest import DESKTOP, PHONE, ask

Open = Callable[..., Page]


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 560}])
def test_a_parent_asks_and_reads_an_answer_with_its_source(
    open_page: Open, size: dict[str, int]
) -> None:
    page = open_page(viewport=size)
    answer = ask(page, "Can I bring a lawyer?")
    assert "lawyer" in answer.lower()
    expect(page.get_by_role("link", name="34 CFR 300.510").first).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, "the page scrolls sideways"


def test_a_long_chat_scrolls_inside_and_leaves_the_page_where_it_is(open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    for question in ("The school got my complaint March 3", "Can I bring my sister?", "Must I go?"):
        ask(page, question)
    root = "document.scrollingElement"
    assert page.evaluate(f"{root}.scrollHeight - window.innerHeight") <= 0
    assert page.evaluate(f"{root}.scrollTop") == 0
    expect(page.locator(".panel > header")).to_be_in_viewport(ratio=1)


def test_the_six_most_asked_questions_are_buttons(open_page: Open) -> None:
    page = open_page()
    buttons = page.locator(".intro button")
    expect(buttons).to_have_count(6)
    buttons.nth(2).click()
    expect(page.locator(".entry.guide").first).to_contain_text("lawyer", timeout=15_000)


def test_dates_come_as_a_timeline_card_with_a_calendar_file(open_page: Open, guide: Guide) -> None:
    page = open_page()
    ask(page, "The school got my complaint on November 16, 2026")
    card = page.locator(".card").last
    expect(card).to_contain_text("Tuesday, December 1, 2026")
    expect(card.locator(".next")).to_have_count(1)
    card.locator("summary").first.click()
    expect(card.get_by_role("link", name="34 CFR").first).to_be_visible()
    href = card.get_by_role("link", name="Add to my calendar").get_attribute("href")
    assert href is not None
    status, content, headers = guide.get(href.removeprefix(guide.url))
    assert status == 200 and content.startswith("BEGIN:VCALENDAR")
    assert headers["Content-Type"].startswith("text/calendar")
    assert "20261201" in content


def test_the_print_page_shows_dates_reasons_sources_checklist_and_help(
    open_page: Open, guide: Guide
) -> None:
    page = open_page()
    ask(page, "The school got my complaint on November 16, 2026")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Print my dates").last.click()
    text = popup.value.locator("main").inner_text()
    for part in ("December 1, 2026", "34 CFR 300.510", "Checklist", "parentcenterhub.org"):
        assert part in text


def test_a_conversation_survives_a_reload_in_the_same_tab(open_page: Open) -> None:
    page = open_page()
    ask(page, "The school got my complaint on November 16, 2026")
    page.reload()
    expect(page.locator(".entry.you")).to_have_count(1)
    answer = ask(page, "when must the school hold the meeting?")
    assert "December 1, 2026" in answer


def test_two_tabs_are_two_conversations(open_page: Open) -> None:
    first, second = open_page(), open_page()
    ask(first, "The school got my complaint on November 16, 2026")
    answer = ask(second, "when must the school hold the meeting?")
    assert "December 1, 2026" not in answer


def test_what_is_written_offline_is_sent_once_when_the_network_returns(open_page: Open) -> None:
    page = open_page()
    ask(page, "Can I bring a lawyer?")
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Your question").fill("Is the meeting confidential?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".entry.you")).to_have_count(2)
    expect(page.locator(".bar")).to_be_visible(timeout=15_000)
    page.context.set_offline(False)
    expect(page.locator(".entry.guide")).to_have_count(2, timeout=40_000)
    page.wait_for_timeout(1500)
    expect(page.locator(".entry.guide")).to_have_count(2)
    expect(page.locator(".entry.you")).to_have_count(2)


def test_the_chat_works_where_websockets_are_blocked(open_page: Open, guide: Guide) -> None:
    page = open_page("/privacy.html")
    page.add_init_script("window.WebSocket = class { constructor() { throw new Error('no'); } };")
    page.goto(guide.url)
    assert "lawyer" in ask(page, "Can I bring a lawyer?").lower()


def test_everything_can_be_done_with_the_keyboard(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("textbox", name="Your question").focus()
    page.keyboard.type("Can I bring a lawyer?")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.guide")).to_have_count(1, timeout=15_000)
    page.get_by_role("button", name="More choices").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Delete this chat")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Delete this chat")).to_be_hidden()
    expect(page.get_by_role("button", name="More choices")).to_be_focused()


def test_delete_this_chat_asks_once_and_then_forgets(open_page: Open) -> None:
    page = open_page()
    ask(page, "The school got my complaint on November 16, 2026")
    page.get_by_role("button", name="More choices").click()
    page.get_by_role("button", name="Delete this chat").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".entry.you")).to_have_count(0)
    answer = ask(page, "when must the school hold the meeting?")
    assert "December 1, 2026" not in answer


HOSTILE = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror='window.hacked=1'>",
    "javascript:window.hacked=1 https://x.org/\"onmouseover='window.hacked=1'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_parent_types_is_never_run(open_page: Open, text: str) -> None:
    page = open_page()
    ask(page, text)
    assert page.evaluate("window.hacked") is None
    expect(page.locator(".entry.you .bubble").first).to_have_text(text)


def test_what_the_guide_sends_is_never_run(open_page: Open, guide: Guide) -> None:
    page = open_page()
    ask(page, "hello")
    page.evaluate(
        """() => {
          const key = Object.keys(sessionStorage)[0];
          const kept = JSON.parse(sessionStorage.getItem(key));
          kept.entries[kept.entries.length - 1].message = {
            seq: 1, text: "<img src=x onerror='window.hacked=1'> javascript:alert(1)",
            quick_replies: [{title: "<b>x</b>", payload: "x"}],
            custom: {topic: "x", sources: ["<script>window.hacked=1</script>"]}};
          sessionStorage.setItem(key, JSON.stringify(kept));
        }"""
    )
    page.reload()
    expect(page.locator(".entry.guide").last).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".entry.guide img, .entry.guide b").count() == 0


def test_the_widget_keeps_its_looks_on_a_host_page_with_hostile_styles(open_page: Open) -> None:
    page = open_page("/embed.html")
    page.get_by_role("button", name="Open the resolution meeting guide").click()
    assert "lawyer" in ask(page, "Can I bring a lawyer?").lower()
    send = page.get_by_role("button", name="Send")
    style = send.evaluate(
        "e => { const s = getComputedStyle(e); return [s.textTransform, s.borderStyle]; }"
    )
    assert style == ["none", "solid"]
    assert page.evaluate("Object.keys(window).filter(k => /guide|socket/i.test(k)).length") == 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open the resolution meeting guide")).to_be_focused()


def test_the_page_sets_no_cookie_and_asks_nobody_else(open_page: Open, guide: Guide) -> None:
    page = open_page("/privacy.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(guide.url)
    ask(page, "Can I bring a lawyer?")
    assert page.context.cookies() == []
    own = guide.url.removeprefix("http://")
    assert all(own in url or url.startswith("data:") for url in asked)


def test_text_at_twice_its_size_still_fits(open_page: Open) -> None:
    page = open_page(viewport={"width": 640, "height": 480}, device_scale_factor=2)
    page.add_style_tag(url="/page.css")
    ask(page, "The school got my complaint on November 16, 2026")
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
