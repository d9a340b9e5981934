"""A report as DOCX: headings, tables with header rows, language and direction set, nothing that runs."""

import io
from typing import Any, Protocol

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tracemark.instruments.rules.values import CONTROL
from tracemark.instruments.tables.written import WrittenAnswer, WrittenReport

LANGUAGE_TAGS = {
    "en": "en-GB",
    "ar": "ar-SA",
    "zh-hans": "zh-CN",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "es": "es-ES",
}
FONT = {"ar": "Arial", "zh-hans": "SimSun"}


class Language(Protocol):
    """What decides how text is set: its language, and whether that runs from right to left."""

    @property
    def language(self) -> str: ...

    @property
    def is_right_to_left(self) -> bool: ...


def report_docx(report: WrittenReport) -> bytes:
    """The report as the bytes of a DOCX file."""
    document = Document()
    document.core_properties.title = report.title
    document.core_properties.author = report.subtitle
    document.core_properties.language = LANGUAGE_TAGS[report.language]
    set_language(document, report)
    add_paragraph(document, report, report.title, "Title")
    add_paragraph(document, report, report.subtitle, "Subtitle")
    for label, text in report.facts:
        add_paragraph(document, report, f"{label}: {text}")
    for note in report.notes:
        add_paragraph(document, report, note, "Intense Quote")
    for section in report.sections:
        add_paragraph(document, report, f"{section.number} {section.title}".strip(), "Heading 1")
        for answer in section.answers:
            _answer(document, report, answer)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _answer(document: Any, report: WrittenReport, answer: WrittenAnswer) -> None:
    add_paragraph(document, report, f"{answer.number} {answer.question}".strip(), "Heading 2")
    if answer.help:
        add_paragraph(document, report, answer.help)
    if answer.is_unconfirmed:
        add_paragraph(document, report, report.words["report_question_ours"], "Caption")
    if answer.grid:
        _grid(document, report, answer)
    elif answer.items:
        for item in answer.items:
            add_paragraph(document, report, item, "List Bullet")
    else:
        for line in answer.text.split("\n"):
            paragraph = add_paragraph(document, report, line)
            for run in paragraph.runs if answer.is_blank else ():
                run.italic = True


def _grid(document: Any, report: WrittenReport, answer: WrittenAnswer) -> None:
    table = document.add_table(rows=0, cols=len(answer.header), style="Table Grid")
    if report.is_right_to_left:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for at, line in enumerate((answer.header, *answer.grid)):
        row = table.add_row()
        if at == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text, is_number in zip(row.cells, line, answer.numeric, strict=True):
            paragraph = cell.paragraphs[0]
            write_text(paragraph, report, text)
            for run in paragraph.runs if at == 0 else ():
                run.bold = True
            if is_number and at:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_paragraph(document: Any, written: Language, text: str, style: str | None = None) -> Any:
    """A paragraph with ``text`` in the style of that name."""
    paragraph = document.add_paragraph(style=style)
    write_text(paragraph, written, text)
    return paragraph


def write_text(paragraph: Any, written: Language, text: str) -> Any:
    """Text in a paragraph, in the language and direction of the document; the run it makes."""
    run = paragraph.add_run(CONTROL.sub("", text))
    if written.is_right_to_left:
        properties = paragraph._p.get_or_add_pPr()
        if properties.find(qn("w:bidi")) is None:
            properties.append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    return run


def set_language(document: Any, written: Language) -> None:
    """The language of all text, for spelling and for screen readers, and a font that has its letters."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    tag = LANGUAGE_TAGS[written.language]
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(name), tag)
    properties.append(language)
    if written.language in FONT:
        fonts = properties.get_or_add_rFonts()
        for name in ("w:eastAsia", "w:cs"):
            fonts.set(qn(name), FONT[written.language])
