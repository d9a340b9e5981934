"""The request on paper: PDF and DOCX in the language of whoever gets it, without what may not be printed."""

import io

import pytest
from django.utils import translation
from docx import Document
from tests.matching.weapons import AT
from tests.tracing.messages import Incoming
from tests.tracing.test_screens import asked_abroad

from tracemark.accounts.rules import console
from tracemark.findings import Refused
from tracemark.tracing.actions import opening
from tracemark.tracing.models import Case
from tracemark.tracing.rules.reply import Link, link_json
from tracemark.tracing.rules.terms import Onward, Terms, terms_json
from tracemark.tracing.tables.forms import FORM_LANGUAGES
from tracemark.tracing.tables.printing import request_form

pytestmark = pytest.mark.django_db
TITLES = {
    "ar": "طلب التعقب",
    "zh-hans": "追查请求",
    "en": "Trace request",
    "fr": "Demande de traçage",
    "ru": "Запрос об отслеживании",
    "es": "Solicitud de localización",
}


def words_of(docx: bytes) -> str:
    """Everything a DOCX says."""
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_form_is_a_pdf_in_each_language(case: Case, language: str) -> None:
    pdf = request_form(console(), case, "pdf", language=language, at=AT)
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_form_is_a_document_with_all_that_paragraph_17_asks(case: Case, language: str) -> None:
    text = words_of(request_form(console(), case, "docx", language=language, at=AT))
    assert TITLES[language] in text
    assert case.reference in text and "KO12345" in text
    assert translation.get_language() == "en"


def test_what_may_not_be_printed_is_not_on_the_form(case: Case, incoming: Incoming) -> None:
    terms = terms_json(Terms(onward=Onward.FREE, may_print=False))
    incoming("trace.reply", asked_abroad(case).thread, terms=terms, text="Not for paper.")
    case.refresh_from_db()
    child = opening.open_child(case, "XS", by=console(), at=AT)
    opening.state_facts(child, {"pass_on": ["text"]}, by=console(), at=AT)
    assert "Not for paper." not in words_of(request_form(console(), child, "docx", language="en", at=AT))


def test_what_is_passed_on_stands_on_the_form_in_words(case: Case, incoming: Incoming) -> None:
    terms = terms_json(Terms(onward=Onward.FREE))
    chain = [link_json(Link("exported", "1994-06-17", "day", "XN", "XS"))]
    incoming("trace.reply", asked_abroad(case).thread, terms=terms, text="Sold in 1994.", chain=chain)
    case.refresh_from_db()
    child = opening.open_child(case, "XS", by=console(), at=AT)
    opening.state_facts(child, {"pass_on": ["text", "chain"]}, by=console(), at=AT)
    text = words_of(request_form(console(), child, "docx", language="en", at=AT))
    assert "Sold in 1994." in text and "1994-06-17" in text
    assert "{" not in text


@pytest.mark.parametrize(("kind", "language"), [("odt", "en"), ("pdf", "de")])
def test_a_form_that_is_not_offered_is_refused(case: Case, kind: str, language: str) -> None:
    with pytest.raises(Refused, match="form_not_offered"):
        request_form(console(), case, kind, language=language, at=AT)
