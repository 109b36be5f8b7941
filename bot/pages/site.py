"""The pages beside the chat: front page, embedding example, calendar files, letters, health."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.clock import now_utc
from bot.dates import today_in
from bot.language import language_of, texts
from bot.letters import fill
from bot.letters.docx import TYPE as DOCX_TYPE
from bot.letters.docx import docx
from bot.pages.calendar import CalendarLinkError, calendar_file, opened_link
from bot.pages.dates import case_of, dates_page
from bot.pages.documents import DOCUMENTS, document
from bot.pages.front import front_page, widget
from bot.pages.letters import LetterLinkError, letter_of, letter_page, opened_letter_link
from bot.pages.links import LinkError
from bot.pages.templates import STYLES
from bot.states.look import LOGO_TYPES, page_css
from bot.states.organisation import organisation

SITE = Path(__file__).resolve().parents[1] / "web" / "dist"
DOCX = ".docx"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self' ws: wss:; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A logo opened by its own address may draw and nothing else."""


async def secure(_: Request, answer: HTTPResponse) -> None:
    """Adds the security headers to every answer of the server."""
    for header, value in SECURITY_HEADERS.items():
        answer.headers.setdefault(header, value)


def add_pages(routes: Blueprint) -> None:
    """Adds the routes of the site to `routes`."""
    files = {
        f"/{path.relative_to(SITE).as_posix()}": path
        for path in sorted(SITE.rglob("*"))
        if path.is_file()
    }
    for address, path in files.items():
        routes.add_route(_sender(path), address, methods=["GET", "HEAD"], name=f"file {address}")

    for address in ("/", "/index.html"):
        routes.add_route(_front, address, methods=["GET", "HEAD"], name=f"front {address}")

    for ending in LOGO_TYPES:
        routes.add_route(_logo, f"/logo{ending}", methods=["GET", "HEAD"], name=f"logo {ending}")
    routes.add_route(_styles, STYLES, methods=["GET", "HEAD"], name="own styles")

    for shown in DOCUMENTS:
        routes.add_route(_shower(shown), shown, methods=["GET"], name=f"document {shown}")

    @routes.route("/calendar/<link:str>", methods=["GET"])
    async def calendar(request: Request, link: str) -> HTTPResponse:
        now = datetime.now(timezone.utc)
        try:
            kept = opened_link(link.removesuffix(".ics"), now)
        except CalendarLinkError as problem:
            return response.text(_said(problem, request), status=404)
        language = language_of(request.args.get("language"), kept.language)
        name = texts("page.yml", language)["widget"]["calendar_file"]
        return response.raw(
            calendar_file(replace(kept, language=language), now),
            content_type="text/calendar; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{name}.ics"',
                "Cache-Control": "no-store",
            },
        )

    @routes.route("/dates/<link:str>", methods=["GET"])
    async def dates(request: Request, link: str) -> HTTPResponse:
        now = datetime.now(timezone.utc)
        try:
            kept = opened_link(link, now)
            language = language_of(request.args.get("language"), kept.language)
            page = dates_page(kept.facts, today_in(None, None, now), link, language)
        except CalendarLinkError as problem:
            return response.text(_said(problem, request), status=404)
        return response.html(page, headers={"Cache-Control": "no-store"})

    @routes.route("/letter/<link:str>/<name:str>", methods=["GET"])
    async def letter(request: Request, link: str, name: str) -> HTTPResponse:
        return _letter(request, link, name, now_utc())

    @routes.route("/healthz", methods=["GET"])
    async def healthz(_: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @routes.route("/readyz", methods=["GET"])
    async def readyz(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        draining = getattr(request.app.ctx, "draining", False)
        ready = agent is not None and agent.is_ready() and not draining
        return response.json({"ready": ready}, status=200 if ready else 503)


def language_asked(request: Request) -> str:
    """The language a page is asked for in: `?language=es`, else the browser's first one."""
    listed = str(request.headers.get("Accept-Language") or "")
    return language_of(request.args.get("language"), listed.partition(",")[0].partition(";")[0])


def _letter(request: Request, link: str, name: str, now: datetime) -> HTTPResponse:
    """The page of a letter, or its Word file where `name` ends so."""
    asked = request.args.get("language")
    try:
        kept = opened_letter_link(link, now)
        language = language_of(asked, kept.language)
        today = case_of(kept.facts).today(None, now)
        if not name.endswith(DOCX):
            page = letter_page(name, kept.facts, today, link, language)
            return response.html(page, headers={"Cache-Control": "no-store"})
        shown = letter_of(name.removesuffix(DOCX), language)
        file = docx(fill(shown, case_of(kept.facts), today, language))
    except LetterLinkError as problem:
        return response.text(_said(problem, request), status=404)
    title = f"{texts('letters.yml', language)['page']['file']}{DOCX}"
    return response.raw(
        file,
        content_type=DOCX_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{title}"',
            "Cache-Control": "no-store",
        },
    )


def _said(problem: LinkError, request: Request) -> str:
    """What is wrong with a link, in its language as far as it could be read."""
    asked = language_asked(request)
    return problem.said(language_of(request.args.get("language"), problem.language, asked))


async def _front(request: Request) -> HTTPResponse:
    return _html(front_page(language_asked(request)))


async def _logo(request: Request) -> HTTPResponse:
    """The logo of the organisation that runs the guide, for our pages and where it is embedded."""
    ours = organisation()
    if ours is None or ours.logo is None or ours.logo.address != request.path:
        return response.text("", status=404)
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": LOGO_POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return response.raw(ours.logo.content, content_type=ours.logo.kind, headers=headers)


async def _styles(_: Request) -> HTTPResponse:
    """The styles that put the organisation's colour into the pages beside the chat."""
    ours = organisation()
    styles = page_css(ours.color) if ours and ours.color else ""
    headers = {"Cache-Control": "no-cache"}
    return response.raw(styles.encode(), content_type="text/css; charset=utf-8", headers=headers)


def _html(page: str) -> HTTPResponse:
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
    return response.html(page, headers=headers)


def _sender(path: Path) -> Callable[[Request], Awaitable[HTTPResponse]]:
    async def send(_: Request) -> HTTPResponse:
        return _file(path)

    return send


def _shower(address: str) -> Callable[[Request], Awaitable[HTTPResponse]]:
    async def show(request: Request) -> HTTPResponse:
        return _html(document(address, language_asked(request)))

    return show


def _file(path: Path) -> HTTPResponse:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith("javascript"):
        kind += "; charset=utf-8"
    headers = {"Cache-Control": "no-cache"}
    if path.suffix == ".js":
        # The widget is meant to be loaded by other sites' pages.
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    content = widget(path) if path.name == "widget.js" else path.read_bytes()
    return response.raw(content, content_type=kind, headers=headers)
