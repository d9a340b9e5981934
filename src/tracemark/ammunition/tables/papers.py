"""A licence as PDF (typst) and as DOCX (python-docx)."""

import io
import json
import tempfile
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import docx
import typst
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table

from tracemark.ammunition.tables.documents import LicenceDocument

PDF = "application/pdf"
MAP_PPI = 200
MAP_PAGE = '#set page(width: 170mm, height: auto, margin: 0pt)\n#image("map.svg", width: 100%)\n'
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def licence_pdf(content: LicenceDocument) -> bytes:
    """The licence as an accessible PDF (PDF/UA-1)."""
    values = {**asdict(content), "map_svg": ""}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "map.svg").write_text(content.map_svg, encoding="utf-8")
        (root / "values.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        source = files("tracemark.ammunition.data").joinpath("licence.typ").read_text(encoding="utf-8")
        (root / "licence.typ").write_text(source, encoding="utf-8")
        body = typst.compile(str(root / "licence.typ"), root=str(root), pdf_standards=["ua-1"])
    return bytes(body)


def licence_docx(content: LicenceDocument) -> bytes:
    """The licence as a document that can still be edited, with its map as a picture."""
    paper = docx.Document()
    paper.core_properties.title = f"{content.title} {content.number}"
    paper.core_properties.author = ""
    paper.sections[0].page_width, paper.sections[0].page_height = Mm(210), Mm(297)
    paper.add_heading(f"{content.title} {content.number}", level=1)
    paper.add_paragraph(content.stage)
    _table(paper, None, content.facts)
    paper.add_heading(content.limits_title, level=2)
    _table(paper, content.limits_header, content.limits)
    for note in content.notes:
        paper.add_paragraph(note)
    paper.add_heading(content.approvals_title, level=2)
    if content.approvals:
        _table(paper, None, content.approvals)
    paper.add_heading(content.map_title, level=2)
    _picture(paper, map_png(content.map_svg), content.map_title)
    paper.add_paragraph(content.footer)
    if content.is_rtl:
        _turn(paper)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def map_png(svg: str) -> bytes:
    """A drawing as a picture, for formats that know no SVG; on paper it is sharper than a screen."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "map.svg").write_text(svg, encoding="utf-8")
        (root / "map.typ").write_text(MAP_PAGE, encoding="utf-8")
        body = typst.compile(str(root / "map.typ"), root=str(root), format="png", ppi=MAP_PPI)
    return bytes(body)


def _picture(paper: Document, png: bytes, words: str) -> None:
    """A picture as wide as the text, with words for whoever does not see it."""
    section = paper.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    shape = paper.add_picture(io.BytesIO(png), width=width)
    shape._inline.docPr.set("descr", words)


def _table(paper: Document, header: tuple[str, ...] | None, rows: tuple[tuple[str, ...], ...]) -> Table:
    everything = [header, *rows] if header else list(rows)
    table: Table = paper.add_table(rows=len(everything), cols=len(everything[0]))
    table.style = "Table Grid"
    for line, texts in zip(table.rows, everything, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    return table


def _turn(paper: Document) -> None:
    """From right to left: paragraphs, runs and tables."""
    inside = [
        paragraph
        for table in paper.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    for paragraph in (*paper.paragraphs, *inside):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # the start of a paragraph from right to left
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True
    for table in paper.tables:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
