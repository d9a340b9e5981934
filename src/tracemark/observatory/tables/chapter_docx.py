"""The chapter as DOCX, with real footnotes."""

import io

from docx import Document

from tracemark.instruments.tables.docx import LANGUAGE_TAGS, add_paragraph, set_language
from tracemark.observatory.tables.chapter import WrittenChapter
from tracemark.observatory.tables.footnotes import Footnotes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def chapter_docx(chapter: WrittenChapter) -> bytes:
    """The chapter as the bytes of a DOCX file, to be worked on further."""
    document = Document()
    document.core_properties.title = chapter.title
    document.core_properties.author = ""
    document.core_properties.language = LANGUAGE_TAGS[chapter.language]
    set_language(document, chapter)
    footnotes = Footnotes(document, is_right_to_left=chapter.is_right_to_left)
    add_paragraph(document, chapter, chapter.title, "Title")
    for note in chapter.notes:
        add_paragraph(document, chapter, note, "Intense Quote")
    for section in chapter.sections:
        add_paragraph(document, chapter, section.heading, "Heading 1")
        for passage in section.passages:
            paragraph = add_paragraph(document, chapter, passage.text)
            if passage.footnote:
                footnotes.add(paragraph, tuple(map(str, passage.footnote)))
    if chapter.missing:
        add_paragraph(document, chapter, chapter.missing_heading, "Heading 1")
        for one in chapter.missing:
            add_paragraph(document, chapter, one, "List Bullet")
    footnotes.attach()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
