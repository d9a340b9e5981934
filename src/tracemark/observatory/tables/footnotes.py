"""Real footnotes in a DOCX: python-docx writes none, so their part is made here."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
TEXT, REFERENCE = "footnote text", "footnote reference"
FIRST = 2
"""Footnotes 0 and 1 are the lines that part notes from the page, as every word processor expects."""


class Footnotes:
    """The footnotes of one document. Call ``attach`` when the last one was added."""

    def __init__(self, document: Any, *, is_right_to_left: bool) -> None:
        self.document = document
        self.is_right_to_left = is_right_to_left
        self.root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for at, kind in enumerate(("separator", "continuationSeparator")):
            note = self._note(at, kind)
            run = OxmlElement("w:r")
            run.append(OxmlElement(f"w:{kind}"))
            self._paragraph(note, has_style=False).append(run)
        self.next = FIRST
        _add_styles(document)

    def add(self, paragraph: Any, lines: tuple[str, ...]) -> None:
        """A footnote of these lines, with its mark at the end of the paragraph."""
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.next))
        run = paragraph.add_run()
        run.style = self.document.styles[REFERENCE]
        run._r.append(reference)
        note = self._note(self.next)
        for at, line in enumerate(lines):
            inside = self._paragraph(note)
            if at == 0:
                inside.append(self._run(OxmlElement("w:footnoteRef"), is_mark=True))
            inside.append(self._run(_text(f" {line}" if at == 0 else line)))
        self.next += 1

    def attach(self) -> None:
        """Put the footnotes into the document's package."""
        part = self.document.part
        blob = serialize_for_reading(self.root).encode("utf-8")
        notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, blob, part.package)
        part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)

    def _note(self, number: int, kind: str = "") -> Any:
        note = OxmlElement("w:footnote")
        if kind:
            note.set(qn("w:type"), kind)
        note.set(qn("w:id"), str(number))
        self.root.append(note)
        return note

    def _paragraph(self, note: Any, *, has_style: bool = True) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        if has_style:
            style = OxmlElement("w:pStyle")
            style.set(qn("w:val"), self.document.styles[TEXT].style_id)
            properties.append(style)
            if self.is_right_to_left:
                properties.append(OxmlElement("w:bidi"))
        paragraph.append(properties)
        note.append(paragraph)
        return paragraph

    def _run(self, content: Any, *, is_mark: bool = False) -> Any:
        run = OxmlElement("w:r")
        properties = OxmlElement("w:rPr")
        if is_mark:
            style = OxmlElement("w:rStyle")
            style.set(qn("w:val"), self.document.styles[REFERENCE].style_id)
            properties.append(style)
        elif self.is_right_to_left:
            properties.append(OxmlElement("w:rtl"))
        run.append(properties)
        run.append(content)
        return run


def _text(text: str) -> Any:
    element = OxmlElement("w:t")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


def _add_styles(document: Any) -> None:
    """The two styles that footnotes are set in, which an empty document does not bring along."""
    styles = document.styles
    if TEXT not in [style.name for style in styles]:
        text = styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(2)
    if REFERENCE not in [style.name for style in styles]:
        styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER).font.superscript = True
