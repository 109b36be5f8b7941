"""The page in two languages: its switch, its words, and what it tells the guide.

The page, its door and the texts are the real ones. Only who understands the messages is not: which
language a message is in is given here, so that these tests need no model.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from rasa.core.channels.channel import UserMessage

from bot.channels.web import WebChannel
from bot.dialogue import Turn, respond
from bot.dialogue.turn import TopicGuess
from bot.knowledge import knowledge
from bot.knowledge.notices import notice
from bot.knowledge.render import topic_message
from bot.language import texts
from bot.pages.calendar import calendar_link
from tests.channels.providers import Guide, opened
from tests.web.conftest import DESKTOP, PHONE
from tests.web.test_accessibility import violations

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=timezone.utc)
SPANISH, ENGLISH = texts("page.yml", "es"), texts("page.yml", "en")
ES, EN = SPANISH["widget"], ENGLISH["widget"]
DATES = "La escuela recibió mi queja el 16 de noviembre"
LAWYER_ES, LAWYER_EN = "¿Puedo llevar un abogado?", "Can I bring a lawyer?"
CRISIS = "ya no quiero vivir"


@dataclass
class Understanding(Guide):
    """Answers with the real texts, in the language that is known of each message here."""

    languages: dict[str, str] = field(
        default_factory=lambda: {LAWYER_ES: "es", LAWYER_EN: "en", DATES: "es", CRISIS: "es"}
    )

    async def __call__(self, message: UserMessage) -> None:
        """Sends a reply in the language of the message, else in the one asked for."""
        text = str(message.text)
        asked = (message.metadata or {}).get("language")
        language = self.languages.get(text) or asked or "en"
        self.answers[text] = self._said(text, language)
        await super().__call__(message)

    @staticmethod
    def _said(text: str, language: str) -> list[dict[str, Any]]:
        topics = knowledge(language).topics
        if text == CRISIS:
            return [notice("crisis", "web", language)]
        if text != DATES:
            return [topic_message("bring_lawyer", topics, "web", 0.9, None, language)]
        kept = {"facts": {"received": {"value": "2026-11-16", "turn": 1}}}
        guess = (TopicGuess("deadline/my_dates", 0.9),)
        turn = Turn(
            text="?", intent="deadline", topics=guess, today=NOW.date(), slots=kept,
            language=language,
        )  # fmt: skip
        now = datetime.now(timezone.utc)
        reply = respond(turn, topics, lambda facts: calendar_link(facts, now, language=language))
        return [
            {"text": m.text, "custom": {"language": language, **m.custom}, "buttons": m.buttons}
            for m in reply.messages
        ]


@dataclass
class Site:
    """The page's server, on a thread of its own."""

    url: str
    guide: Understanding

    def told(self) -> list[str | None]:
        """The language that the page named with each message."""
        return [(message.metadata or {}).get("language") for message in self.guide.heard]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")
        loop = asyncio.new_event_loop()
        begun, done = threading.Event(), asyncio.Event()
        found: list[Site] = []

        async def serve() -> None:
            guide = Understanding()
            async with opened(WebChannel(), guide, "/") as door:
                found.append(Site(door.url.rstrip("/"), guide))
                begun.set()
                await done.wait()

        thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
        thread.start()
        assert begun.wait(60)
        yield found[0]
        loop.call_soon_threadsafe(done.set)
        thread.join(20)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens a page in a browser that is set to a language; a page error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []
    site.guide.heard.clear()

    def opened_page(path: str = "/", locale: str = "en-US", **options: Any) -> Page:
        context = browser.new_context(locale=locale, **{"viewport": DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site.url + path)
        return page

    yield opened_page
    for context in contexts:
        context.close()
    assert not errors, errors


def say(page: Page, text: str) -> Locator:
    """Types a message, sends it and returns the newest reply."""
    before = page.locator(".entry.guide").count()
    page.locator("textarea").fill(text)
    page.locator("form button[type=submit]").click()
    expect(page.locator(".entry.guide")).to_have_count(before + 1, timeout=15_000)
    return page.locator(".entry.guide").last


def switch(page: Page, name: str) -> Locator:
    """The button that puts the page into another language."""
    return page.locator("header").get_by_role("button", name=name, exact=True)


def language_of(place: Locator) -> str:
    """The language in which a browser reads an element aloud: that of the closest `lang`."""
    return str(
        place.evaluate(
            """node => {
              for (let at = node; at; at = at.parentNode ?? at.host)
                if (at.lang) return at.lang;
              return '';
            }"""
        )
    )


# -- which language the page is in -------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "locale", "language"),
    [
        ("/", "es-MX", "es"),
        ("/", "en-US", "en"),
        ("/", "fr-FR", "en"),
        ("/?language=es", "en-US", "es"),
        ("/?language=en", "es-US", "en"),
        ("/?language=fr", "es-US", "es"),
    ],
)
def test_the_page_is_in_the_language_of_its_address_then_of_the_browser_then_in_english(
    open_page: Open, path: str, locale: str, language: str
) -> None:
    page = open_page(path, locale)
    words = texts("page.yml", language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".root")).to_have_attribute("lang", language)
    expect(page).to_have_title(words["page"]["title"])
    expect(page.locator(".intro .lead")).to_have_text(words["widget"]["landing"])
    expect(page.locator(".intro button")).to_have_text(list(words["asked"].values()))


@pytest.mark.parametrize("attribute", ["data-lang", "data-language"])
def test_the_script_tag_of_another_site_names_a_language(open_page: Open, attribute: str) -> None:
    page = open_page("/icon.svg")
    embed(page, f'{attribute}="es-US"')
    page.get_by_role("button", name=ES["open"]).click()
    expect(page.locator(".root")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def embed(page: Page, attributes: str, language: str = "en") -> None:
    """Makes the page one of another site with the guide's script tag."""
    host(page, f'<script src="/widget.js" {attributes}></script>', language)


def host(page: Page, body: str, language: str = "en") -> None:
    """Makes the page one of another site."""
    url = page.url.rsplit("/", 1)[0]
    page.route(
        "**/host.html",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<!doctype html><html lang="{language}"><title>Host</title><body>'
            f"{body}</body></html>",
        ),
    )
    page.goto(f"{url}/host.html")


def test_without_one_the_widget_speaks_the_language_of_its_host(open_page: Open) -> None:
    page = open_page("/icon.svg")
    embed(page, "", "es")
    expect(page.get_by_role("button", name=ES["open"])).to_be_visible()


def test_in_a_frame_the_address_names_the_language(open_page: Open, site: Site) -> None:
    page = open_page("/icon.svg")
    host(page, '<iframe src="/?language=es" width="400" height="600"></iframe>')
    frame = page.frame_locator("iframe")
    expect(frame.locator(".intro .lead")).to_have_text(ES["landing"])
    frame.locator(".intro button").first.click()
    expect(frame.locator(".entry.guide")).to_have_count(1, timeout=15_000)
    assert site.told() == ["es"]


# -- the switch --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 560}])
def test_the_switch_is_a_plain_button_large_enough_and_named_in_its_own_language(
    open_page: Open, size: dict[str, int]
) -> None:
    for locale, name, code in (("en-US", "Español", "es"), ("es-MX", "English", "en")):
        page = open_page("/", locale, viewport=size)
        button = switch(page, name)
        expect(button).to_be_in_viewport(ratio=1)
        expect(button).to_have_attribute("lang", code)
        box = button.bounding_box()
        assert box is not None and box["width"] >= 44 and box["height"] >= 44
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0


def test_the_switch_changes_every_word_and_the_page_around_it(open_page: Open) -> None:
    page = open_page()
    switch(page, "Español").click()
    expect(page.locator(".root")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page).to_have_title(SPANISH["page"]["title"])
    expect(page.locator(".intro button")).to_have_text(list(SPANISH["asked"].values()))
    expect(page.get_by_role("textbox", name=ES["input"])).to_have_attribute(
        "placeholder", ES["placeholder"]
    )
    expect(page.get_by_role("log", name=ES["log"])).to_be_visible()
    shown = page.locator(".root").inner_text()
    for name in ("landing", "intro", "notice", "send", "title"):
        assert EN[name] not in shown and ES[name] in shown
    switch(page, "English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".intro .lead")).to_have_text(EN["landing"])


def test_the_switch_is_worked_by_keyboard_keeps_the_focus_and_says_what_it_did(
    open_page: Open,
) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(switch(page, "Español")).to_be_focused()
    page.keyboard.press("Enter")
    expect(switch(page, "English")).to_be_focused()
    expect(page.locator(".sr[role=status]")).to_have_text(ES["switched"])


def test_the_choice_holds_for_the_session_through_a_reload_and_a_deleted_chat(
    open_page: Open, site: Site
) -> None:
    page = open_page()
    switch(page, "Español").click()
    page.reload()
    expect(page.locator(".intro .lead")).to_have_text(ES["landing"])
    say(page, "ok")
    page.get_by_role("button", name=ES["menu"]).click()
    page.get_by_role("button", name=ES["remove"]).click()
    page.get_by_role("button", name=ES["yes_delete"]).click()
    expect(page.locator(".entry")).to_have_count(1, timeout=15_000)
    expect(page.locator(".entry .bubble")).to_have_text(str(notice("deleted", "web", "es")["text"]))
    expect(page.locator(".intro .lead")).to_have_text(ES["landing"])
    page.goto(site.url + "/")
    expect(page.locator(".intro .lead")).to_have_text(ES["landing"])
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_what_was_said_and_typed_stays_when_the_language_changes(open_page: Open) -> None:
    page = open_page()
    say(page, LAWYER_EN)
    page.locator("textarea").fill("half a mess")
    switch(page, "Español").click()
    expect(page.locator(".entry")).to_have_count(2)
    expect(page.locator("textarea")).to_have_value("half a mess")
    assert language_of(page.locator(".entry.guide .bubble")) == "en"
    assert language_of(page.locator(".entry.you .bubble")) == "en"
    assert language_of(page.locator(".entry.guide .choices button").first) == "en"
    reply = say(page, LAWYER_ES)
    assert language_of(reply.locator(".bubble")) == "es"


def test_the_widget_on_another_site_switches_itself_and_leaves_the_site_alone(
    open_page: Open,
) -> None:
    page = open_page("/embed.html")
    page.get_by_role("button", name=EN["open"]).click()
    title, address = page.title(), page.url
    switch(page, "Español").click()
    expect(page.locator(".root")).to_have_attribute("lang", "es")
    expect(page.locator("h2#title")).to_have_text(ES["title"])
    assert (page.title(), page.url) == (title, address)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=ES["open"])).to_be_focused()


# -- what the guide is told --------------------------------------------------------------------


def test_an_english_page_names_no_language_until_the_parent_chose_it(
    open_page: Open, site: Site
) -> None:
    page = open_page()
    say(page, LAWYER_EN)
    say(page, LAWYER_ES)
    switch(page, "Español").click()
    say(page, "ok")
    switch(page, "English").click()
    say(page, "fine")
    assert site.told() == [None, None, "es", "en"]


def test_a_spanish_page_names_its_language_with_each_message(open_page: Open, site: Site) -> None:
    page = open_page("/", "es-MX")
    page.locator(".intro button").nth(2).click()
    expect(page.locator(".entry.guide")).to_have_count(1, timeout=15_000)
    say(page, "ok")
    assert site.told() == ["es", "es"]
    assert site.guide.texts[0] == LAWYER_ES


# -- an answer in another language than the page's ---------------------------------------------


def test_an_answer_in_another_language_says_so_in_every_part_and_offers_the_page_once(
    open_page: Open,
) -> None:
    page = open_page()
    reply = say(page, DATES)
    card = reply.locator(".card")
    expect(card.locator("h3")).to_have_text(ES["dates"])
    for place in (reply.locator(".bubble").first, card, card.locator("summary").first,
                  page.locator(".entry.you .bubble")):  # fmt: skip
        assert language_of(place) == "es"
    shown = card.inner_text()
    for name in ("next", "today", "calendar", "print_dates"):
        assert ES[name] in shown and EN[name] not in shown
    offer = page.locator(".offer")
    expect(offer).to_contain_text(ES["offer"])
    assert language_of(offer) == "es"
    offer.get_by_role("button", name=ES["offer_no"]).click()
    expect(offer).to_have_count(0)
    expect(page.locator("textarea")).to_be_focused()
    say(page, LAWYER_ES)
    page.reload()
    say(page, LAWYER_ES)
    expect(page.locator(".offer")).to_have_count(0)
    expect(page.locator(".root")).to_have_attribute("lang", "en")


def test_the_offer_puts_the_page_into_the_language_of_the_answer(open_page: Open) -> None:
    page = open_page()
    say(page, LAWYER_ES)
    page.locator(".offer").get_by_role("button", name=ES["offer_yes"]).click()
    expect(page.locator(".root")).to_have_attribute("lang", "es")
    expect(page.locator("textarea")).to_be_focused()
    expect(page.locator(".offer")).to_have_count(0)


def test_a_spanish_page_offers_english_to_who_writes_english(open_page: Open) -> None:
    page = open_page("/", "es-US")
    say(page, LAWYER_EN)
    page.locator(".offer").get_by_role("button", name=EN["offer_yes"]).click()
    expect(page.locator(".root")).to_have_attribute("lang", "en")


def test_nothing_is_offered_below_the_help_lines(open_page: Open) -> None:
    page = open_page()
    reply = say(page, CRISIS)
    expect(reply).to_contain_text("988")
    expect(page.locator(".offer")).to_have_count(0)
    say(page, LAWYER_ES)
    expect(page.locator(".offer")).to_have_count(1)


# -- pages beside the chat ---------------------------------------------------------------------


def test_the_calendar_file_and_the_print_page_are_in_the_language_of_the_answer(
    open_page: Open,
) -> None:
    page = open_page()
    reply = say(page, DATES)
    link = reply.get_by_role("link", name=ES["calendar"])
    expect(link).to_have_attribute("download", "mis-fechas.ics")
    got = page.request.get(str(link.get_attribute("href")))
    assert 'filename="mis-fechas.ics"' in got.headers["content-disposition"]
    assert (
        "reunión" in got.text()
        and "resolution"
        not in got.text().replace("\r\n ", "").split("SUMMARY:", 1)[1].split("\r\n", 1)[0]
    )
    with page.expect_popup() as popup:
        reply.get_by_role("link", name=ES["print_dates"]).click()
    shown = popup.value
    expect(shown.locator("html")).to_have_attribute("lang", "es")
    expect(shown.locator("main")).to_contain_text("martes, 1 de diciembre de 2026")
    shown.get_by_role("link", name="English").click()
    expect(shown.locator("html")).to_have_attribute("lang", "en")
    expect(shown.locator("main")).to_contain_text("Tuesday, December 1, 2026")
    english = page.request.get(
        page.url.split("?")[0].rstrip("/")
        + str(shown.locator("a[href^='/calendar/']").get_attribute("href"))
    )
    assert 'filename="my-dates.ics"' in english.headers["content-disposition"]


def test_links_to_the_privacy_page_and_back_keep_the_language(open_page: Open) -> None:
    page = open_page()
    switch(page, "Español").click()
    page.get_by_role("button", name=ES["menu"]).click()
    with page.expect_popup() as popup:
        page.get_by_role("link", name=ES["privacy"]).click()
    shown = popup.value
    expect(shown.locator("html")).to_have_attribute("lang", "es")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Su privacidad")
    shown.get_by_role("link", name="privacidad, promesa por promesa").click()
    expect(shown.locator("html")).to_have_attribute("lang", "en")
    back = shown.get_by_role("link", name=SPANISH["documents"]["in_short"])
    assert language_of(back) == "es"
    back.click()
    shown.get_by_role("link", name=SPANISH["documents"]["back"]).click()
    expect(shown.locator(".intro .lead")).to_have_text(ES["landing"])


# -- axe ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_spanish_page_is_accessible_in_every_state(
    open_page: Open, scheme: str, size: dict[str, int]
) -> None:
    page = open_page("/", "es-MX", viewport=size, color_scheme=scheme)
    assert violations(page) == []
    say(page, LAWYER_EN)
    expect(page.locator(".offer")).to_be_visible()
    assert violations(page) == []
    reply = say(page, DATES)
    reply.locator("summary").first.click()
    assert violations(page) == []
    page.get_by_role("button", name=ES["menu"]).click()
    assert violations(page) == []
    switch(page, "English").click()
    assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_beside_the_chat_are_accessible(open_page: Open, language: str) -> None:
    page = open_page(f"/privacy.html?language={language}")
    assert violations(page) == []
    page.goto(page.url.replace("privacy.html", ""))
    reply = say(page, DATES)
    with page.expect_popup() as popup:
        reply.get_by_role("link", name=ES["print_dates"]).click()
    popup.value.goto(popup.value.url + f"?language={language}")
    assert violations(popup.value) == []
