"""The form as DOCX: for a State that fills it in on a computer. Nothing in it runs."""

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tracemark.tracing.tables.forms import WrittenRequest

TAGS = {"en": "en-GB", "ar": "ar-SA", "zh-hans": "zh-CN", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}


def request_docx(form: WrittenRequest) -> bytes:
    """The form as the bytes of a DOCX file."""
    document = Document()
    document.core_properties.title = form.title
    document.core_properties.language = TAGS[form.language]
    _line(document.add_paragraph(style="Title"), form, form.title)
    _line(document.add_paragraph(style="Subtitle"), form, form.subtitle)
    for part in form.parts:
        _line(document.add_paragraph(style="Heading 1"), form, part.heading)
        _table(document, form, [(line.label, line.value) for line in part.lines])
    _line(document.add_paragraph(style="Heading 1"), form, form.marks_title)
    _table(document, form, [form.mark_heads, *form.marks], has_header=True)
    _line(document.add_paragraph(style="Heading 1"), form, form.terms_title)
    for term in form.terms:
        _line(document.add_paragraph(style="List Bullet"), form, term)
    _line(document.add_paragraph(style="Heading 1"), form, form.reply_title)
    _table(document, form, [(blank, "") for blank in form.blanks])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(
    document: Any, form: WrittenRequest, rows: list[tuple[str, ...]], *, has_header: bool = False
) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    if form.language == "ar":
        table.table_direction = 1  # right to left
    for number, values in enumerate(rows):
        row = table.add_row()
        for cell, value in zip(row.cells, values, strict=True):
            _line(cell.paragraphs[0], form, value)
        if has_header and number == 0:
            row._tr.get_or_add_trPr().append(_flag("w:tblHeader"))


def _line(paragraph: Any, form: WrittenRequest, text: str) -> None:
    """One run of text with its language, and its direction where that is right to left."""
    run = paragraph.add_run(_plain(text))
    properties = run._r.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if form.language == "ar" else "w:val"), TAGS[form.language])
    if form.language == "zh-hans":
        language.set(qn("w:eastAsia"), TAGS[form.language])
    properties.append(language)
    if form.language == "ar":
        paragraph._p.get_or_add_pPr().append(_flag("w:bidi"))
        properties.append(_flag("w:rtl"))


def _flag(name: str) -> Any:
    flag = OxmlElement(name)
    flag.set(qn("w:val"), "1")
    return flag


def _plain(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
