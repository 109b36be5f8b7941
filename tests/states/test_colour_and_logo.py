"""An organisation's colour can be read on every ground, and its logo draws and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import Facts
from bot.knowledge.pages import ContentError
from bot.pages.dates import dates_page
from bot.pages.front import widget, widget_look
from bot.pages.site import SITE
from bot.states.look import (
    DARK_GROUNDS,
    LEAST,
    LIGHT_GROUNDS,
    LOGO_LIMIT,
    contrast,
    darkened,
    lightened,
    page_css,
    widget_css,
    wrong_in_svg,
)  # fmt: skip
from bot.states.organisation import organisation

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
BASE = "name: Us & Co\nweb: https://example.org\n"
Run = Callable[..., Path]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Writes a guide.yml, and files beside it, and has the guide use it."""

    def written(lines: str, **files: bytes | str) -> Path:
        for name, held in files.items():
            content = held.encode() if isinstance(held, str) else held
            (tmp_path / name.replace("_", ".")).write_bytes(content)
        file = tmp_path / "guide.yml"
        file.write_text(BASE + lines, encoding="utf-8")
        monkeypatch.setenv("GUIDE_ORGANISATION", str(file))
        return file

    return written


def problem(run: Run, lines: str, **files: bytes | str) -> str:
    run(lines, **files)
    with pytest.raises(ContentError) as told:
        organisation()
    return str(told.value)


# -- colour ------------------------------------------------------------------------------------


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#777777", "#ffffff") < LEAST


@pytest.mark.parametrize(
    "color", ["#1b5e7b", "#7a3b0c", "#0000ff", "#000000", "#b00020", "#767676"]
)
def test_a_colour_is_readable_as_text_in_light_and_dark_mode(color: str) -> None:
    assert all(contrast(darkened(color), ground) >= LEAST for ground in LIGHT_GROUNDS)
    assert all(contrast(lightened(color), ground) >= LEAST for ground in DARK_GROUNDS)
    for styles in (widget_css(color), page_css(color)):
        assert color in styles and lightened(color) in styles and darkened(color) in styles


def test_a_colour_that_is_dark_enough_is_left_as_it_is() -> None:
    assert darkened("#1b5e7b") == "#1b5e7b"


def test_the_grounds_are_those_of_the_widget() -> None:
    style = (SITE.parent / "src" / "style.ts").read_text()
    assert {*LIGHT_GROUNDS, *DARK_GROUNDS} <= set(re.findall(r"#[0-9a-f]{6}", style))


def test_the_colour_reaches_the_widget_and_the_pages_without_an_inline_style(run: Run) -> None:
    run('color: "#1b5e7b"\n')
    assert "--brand:#1b5e7b" in widget_look()["css"]
    page = dates_page(Facts(received=date(2026, 11, 9)), date(2026, 11, 29), "token")
    assert '<link rel="stylesheet" href="/organisation.css">' in page and "style=" not in page
    assert "#1b5e7b" in page_css("#1b5e7b")


def test_too_light_a_colour_is_told_with_one_that_will_do(run: Run) -> None:
    said = problem(run, 'color: "#8cc4f2"\n')
    assert "guide.yml, line 3: " in said and "white text cannot be read well" in said
    offered = re.findall(r"#[0-9a-f]{6}", said)[-1]
    assert offered != "#8cc4f2" and contrast(offered, "#ffffff") >= LEAST


def test_the_colour_that_is_offered_instead_is_taken(run: Run) -> None:
    run(f'color: "{darkened("#8cc4f2", ("#ffffff",))}"\n')
    ours = organisation()
    assert ours is not None and contrast(ours.color, "#ffffff") >= LEAST


# Without quotation marks YAML takes the colour for a remark.
@pytest.mark.parametrize("color", ["#1b5e7b", "blue", '"#1b5"', '"1b5e7b"', '"#1b5e7b;}"'])
def test_what_is_no_colour_is_told_with_how_to_write_it(run: Run, color: str) -> None:
    assert "line 3: " in (said := problem(run, f"color: {color}\n"))
    assert 'write it in quotation marks, like `color: "#1b5e7b"`' in said


# -- logo --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "held", "kind"), [("logo.svg", SVG, "image/svg+xml"), ("logo.png", PNG, "image/png")]
)
def test_a_logo_is_read_from_beside_the_file_and_shown_with_the_name(
    run: Run, name: str, held: bytes | str, kind: str
) -> None:
    run(f"logo: {name}\n", **{name.replace(".", "_"): held})
    ours = organisation()
    assert ours is not None and ours.logo is not None
    assert ours.logo.address == f"/{name}" and ours.logo.kind.startswith(kind)
    assert widget_look() == {"css": "", "logo": f"/{name}", "name": "Us & Co"}
    page = dates_page(Facts(received=date(2026, 11, 9)), date(2026, 11, 29), "token")
    assert f'<img src="/{name}" alt="Us &amp; Co">' in page


def test_without_colour_and_logo_all_is_as_before(run: Run) -> None:
    run("")
    assert widget_look() == {"css": "", "logo": "", "name": "Us & Co"}
    page = dates_page(Facts(received=date(2026, 11, 9)), date(2026, 11, 29), "token")
    assert "<img" not in page and "organisation.css" not in page


@pytest.mark.parametrize(
    ("name", "files", "advice"),
    [
        ("logo.svg", {}, "there is no file `logo.svg` beside this one"),
        ("../logo.svg", {}, "the name of a file beside this one"),
        ("https://example.org/logo.svg", {}, "the name of a file beside this one"),
        ("logo.gif", {"logo_gif": b"GIF89a"}, "like logo.svg or logo.png"),
        ("logo.png", {"logo_png": PNG + b"0" * LOGO_LIMIT}, "make it smaller than 50000"),
        ("logo.png", {"logo_png": SVG}, "save it again as PNG"),
        ("logo.svg", {"logo_svg": PNG}, "save it again as SVG"),
        ("logo.svg", {"logo_svg": SVG.replace("<rect", "<script/><rect")}, "`<script>`"),
    ],
)
def test_a_logo_that_cannot_be_served_is_told_with_what_to_do(
    run: Run, name: str, files: dict[str, bytes | str], advice: str
) -> None:
    assert advice in (said := problem(run, f"logo: {name}\n", **files)) and "line 3: " in said


def drawing(inner: str) -> bytes:
    return SVG.replace("<rect", f"{inner}<rect").encode()


ACTIVE = [
    "<script>alert(1)</script>",
    "<SCRIPT/>",
    "<g onclick='alert(1)'/>",
    "<g OnLoad='alert(1)'/>",
    "<a href='javascript:alert(1)'/>",
    "<a href='https://example.org'/>",
    "<a xmlns:x='http://www.w3.org/1999/xlink' x:href=' javascript:alert(1)'/>",
    "<image href='//example.org/a.png'/>",
    "<image href='data:image/svg+xml,x'/>",
    "<foreignObject/>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<style>@import 'x.css';</style>",
    "<style>g{fill:url( 'https://example.org/a')}</style>",
    "<g style='fill:url(https://example.org/a)'/>",
]


@pytest.mark.parametrize("inner", ACTIVE)
def test_a_drawing_that_could_run_or_load_something_is_refused(inner: str) -> None:
    assert wrong_in_svg(drawing(inner))


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE svg>", "<!DOCTYPE s [<!ENTITY a 'b'>]>", "<?xml-stylesheet href='a'?>"]
)
def test_a_drawing_with_entities_or_a_stylesheet_of_its_own_is_refused(start: str) -> None:
    assert wrong_in_svg(start.encode() + SVG.encode())


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<title>Our online logo</title>",
        "<g fill='url(#a)' style=\"stroke:url( '#b' )\"/>",
        "<use href='#a'/>",
        "<image href='data:image/png;base64,aaaa'/>",
        "<style>g{fill:#123456}</style>",
    ],
)
def test_a_plain_drawing_is_taken(inner: str) -> None:
    assert wrong_in_svg(drawing(inner)) is None
    assert wrong_in_svg(b"\xef\xbb\xbf" + drawing(inner)) is None


@pytest.mark.parametrize("held", [b"", b"no", b"<svg/>", b"<html xmlns='x'/>", b"\xff\xfe<"])
def test_what_is_no_drawing_is_not_taken_for_one(held: bytes) -> None:
    assert wrong_in_svg(held) == ""


def test_a_name_cannot_end_the_script_it_stands_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "guide.yml"
    file.write_text('name: "</script><script>"\nweb: https://example.org\n', encoding="utf-8")
    monkeypatch.setenv("GUIDE_ORGANISATION", str(file))
    widget.cache_clear()
    held = widget(SITE / "widget.js").decode()
    widget.cache_clear()
    assert "GUIDE_LOOK=" in held and "</script>" not in held.partition("\n")[0]
