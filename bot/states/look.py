"""The colour and the logo of the organisation that runs a guide: what can be read, what is safe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
LEAST = 4.5
"""The contrast of text that WCAG 2.1 asks for in 1.4.3 (level AA)."""
WHITE = "#ffffff"
LIGHT_GROUNDS = (WHITE, "#eef2f6", "#dcebf8", "#fff4d6")
"""What links stand on in light mode: `--paper`, `--soft`, `--mine`, `--next` of the widget."""
DARK_GROUNDS = ("#12181f", "#1d2630", "#23405a", "#3d3413", "#08121c")
"""The same in dark mode, and the text on a button there, `--on-accent`."""
_STEPS = 100

LOGO_TYPES = {".svg": "image/svg+xml; charset=utf-8", ".png": "image/png"}
LOGO_LIMIT = 50_000
"""Bytes of the largest logo: it is loaded on every page, often over a slow network."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}svg"
_ACTIVE = frozenset("script foreignobject iframe embed object handler listener".split())
_INSIDE = r"#|data:image/(?:png|jpeg|gif|webp)[;,]"
"""A part of the same drawing, or a picture written out in it."""
_OUTSIDE = re.compile(rf"@import|url\(\s*['\"]?\s*(?!{_INSIDE}|['\"\s])", re.IGNORECASE)
_LINKED = re.compile(_INSIDE)
_SCRIPT = re.compile(r"^\s*(?:javascript|vbscript|data:text)", re.IGNORECASE)


@dataclass(frozen=True)
class Logo:
    """A logo as it is sent: its address here, its media type, its bytes."""

    address: str
    kind: str
    content: bytes


def contrast(one: str, other: str) -> float:
    """How well a colour is read on another, from 1 to 21 (WCAG 2.1, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def darkened(color: str, grounds: Iterable[str] = LIGHT_GROUNDS) -> str:
    """The colour, made darker as far as it must be to be read on light grounds."""
    return _readable(color, "#000000", grounds)


def lightened(color: str, grounds: Iterable[str] = DARK_GROUNDS) -> str:
    """The colour, made lighter as far as it must be to be read on dark grounds."""
    return _readable(color, WHITE, grounds)


def widget_css(color: str) -> str:
    """The styles that put a colour into the widget, in light and in dark mode."""
    dark = lightened(color)
    light = f"--brand:{color};--accent:{darkened(color)};--on-accent:{WHITE}"
    night = f"--brand:{dark};--accent:{dark};--on-accent:{DARK_GROUNDS[-1]}"
    return (
        f":host{{{light}}}"
        f'@media(prefers-color-scheme:dark){{:host(:not([data-theme="light"])){{{night}}}}}'
        f':host([data-theme="dark"]){{{night}}}'
    )


def page_css(color: str) -> str:
    """The styles that put a colour into the pages beside the chat; print stays black on white."""
    dark = lightened(color)
    return (
        f".text a{{color:{darkened(color)}}}\n"
        f"button{{background:{color};color:{WHITE};border:1px solid {color};border-radius:.4em}}\n"
        f"@media (prefers-color-scheme:dark){{.text a{{color:{dark}}}"
        f"button{{background:{dark};color:{DARK_GROUNDS[-1]};border-color:{dark}}}}}\n"
    )


def is_png(content: bytes) -> bool:
    """Whether the bytes begin as those of a PNG do."""
    return content.startswith(_PNG)


def wrong_in_svg(content: bytes) -> str | None:
    """What an SVG holds beside a drawing (`<script>`); empty where it is no SVG, None if nothing.

    A drawing that a browser shows as an image runs nothing; one opened by its address could.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    # A document type can hold entities that grow without end, and the parser follows them.
    for declared in ("<!DOCTYPE", "<!ENTITY", "<?xml-stylesheet"):
        if declared.lower() in text.lower():
            return declared
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        return ""
    if root.tag != _SVG:
        return ""
    return next((wrong for node in root.iter() if (wrong := _wrong_in(node))), None)


def _wrong_in(node: ElementTree.Element) -> str | None:
    tag = str(node.tag).rpartition("}")[2]
    if tag.lower() in _ACTIVE:
        return f"<{tag}>"
    if tag.lower() == "style" and _OUTSIDE.search(node.text or ""):
        return "<style> with an address"
    for long_name, value in node.attrib.items():
        name = long_name.rpartition("}")[2]
        if name.lower().startswith("on"):
            return f"{name}="
        link = name.lower() in ("href", "src") and not _LINKED.match(value)
        if link or _SCRIPT.match(value) or _OUTSIDE.search(value):
            return f'{name}="{value[:40]}"'
        # An animation can write an address later.
        if name == "attributeName" and value.rpartition(":")[2].lower() == "href":
            return f'{name}="{value}"'
    return None


def _readable(color: str, towards: str, grounds: Iterable[str]) -> str:
    against = tuple(grounds)
    for step in range(_STEPS + 1):
        mixed = _mixed(color, towards, step / _STEPS)
        if all(contrast(mixed, ground) >= LEAST for ground in against):
            return mixed
    return towards


def _mixed(color: str, towards: str, share: float) -> str:
    pairs = zip(_parts(color), _parts(towards), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in _parts(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
