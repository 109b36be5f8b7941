"""A letter as a .docx file: the three parts that the format asks for, written without a library.

ECMA-376 (Office Open XML), part 1: a zip of the content types, the relations and the document. The
parts are stored as they are, so that the same letter gives the same file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from bot.letters.fill import Filled, Paragraph

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OPEN}/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/>'
    '<w:pgMar w:top="1080" w:right="1260" w:bottom="1080" w:left="1260" w:header="720"'
    ' w:footer="720" w:gutter="0"/></w:sectPr>'
)
_BOLD = ("title", "subject")


def docx(letter: Filled) -> bytes:
    """The file; its gaps stand in square brackets."""
    paragraphs = letter.paragraphs
    if not letter.above:
        paragraphs = (Paragraph((letter.title,), "title"), *paragraphs)
    document = (
        f'{_HEAD}<w:document xmlns:w="{_OPEN}/wordprocessingml/2006/main"><w:body>'
        f"{''.join(_paragraphs(paragraphs))}{_PAGE}</w:body></w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as parts:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            parts.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode())
    return file.getvalue()


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterable[str]:
    for paragraph in paragraphs:
        bold = "<w:b/>" if paragraph.kind in _BOLD else ""
        before = 160 if paragraph.kind == "subject" else 0
        after = 40 if paragraph.kind in ("line", "item") else 140
        text = paragraph.plain if paragraph.kind != "item" else f"\u2022 {paragraph.plain}"
        yield (
            f'<w:p><w:pPr><w:spacing w:before="{before}" w:after="{after}"/></w:pPr><w:r><w:rPr>'
            f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>{bold}<w:sz w:val="22"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        )
