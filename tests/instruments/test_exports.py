"""What leaves the node is accepted by the programs it is meant for."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils.translation import override
from docx import Document
from jsonschema import Draft202012Validator
from pysdmx.io import read_sdmx
from pyxform.xls2xform import convert
from tests.figures.test_counts import tally

from tracemark.figures.rules.counts.exchange import write_tally
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.rules.document import ReportHead, report_json, report_schema
from tracemark.instruments.rules.questionnaire import INDEFINITE, LANGUAGES, YEARS
from tracemark.instruments.rules.values import Answer, read_number
from tracemark.instruments.tables.docx import report_docx
from tracemark.instruments.tables.forms import xlsform
from tracemark.instruments.tables.pdf import report_pdf
from tracemark.instruments.tables.written import WrittenReport, written_report
from tracemark.ui.words import word

POA = shipped_instruments()["poa-iti/2020"]
ANSWERS: dict[str, Answer] = {
    "nca.exists": "developing",
    "col.any": "yes",
    "col.counts": {"seized.first": 1234, "total.first": 1234},
    "rec.years": [{"holder": "جيش 军队 Армия", "years": 30}],
    "mfg.mark_content": ["maker", "other:#let x = [*bold*] $1$"],
    "info.views": "first\n= second #panic()",
}
DOCUMENT = report_json(ReportHead("XF-1", "XF", (2024, 2025), "en"), POA, ANSWERS, {}, [])
AT = datetime(2026, 1, 5, tzinfo=UTC)


def written(language: str) -> WrittenReport:
    return written_report(DOCUMENT, POA, language, state_name="Farland")


@pytest.mark.parametrize("name", ["poa-iti/2020", "wam-baseline/2024", "att/2017"])
def test_a_phone_form_is_accepted_by_the_tools_of_the_field(name: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(xlsform(shipped_instruments()[name], "1"))
    made = convert(str(path), validate=False)
    assert made.warnings == [] and "<h:html" in made.xform


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_a_pdf_is_tagged_and_what_was_typed_is_never_markup(language: str) -> None:
    made = report_pdf(written(language))
    assert made.startswith(b"%PDF") and b"/StructTreeRoot" in made and b"pdfuaid" in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_docx_opens_and_holds_every_answer_in_its_language(language: str) -> None:
    document = Document(io.BytesIO(report_docx(written(language))))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"2024", "2025", "جيش 军队 Армия"} <= cells
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    with override(language):
        assert headings == [
            f"{one.number} {POA.text(f'section.{one.key}', language)}" for one in POA.sections
        ]


def test_a_document_fits_the_published_schema() -> None:
    Draft202012Validator.check_schema(report_schema())
    assert list(Draft202012Validator(report_schema()).iter_errors(json.loads(json.dumps(DOCUMENT)))) == []


@pytest.mark.parametrize("name", ["sdmx-csv", "sdmx-csv-2", "sdmx-ml"])
def test_a_count_is_read_back_by_an_sdmx_program(name: str) -> None:
    text = write_tally(tally("arms-collected"), name, by="cell", state="XF", ref_area="XF", prepared_at=AT)
    (data,) = read_sdmx(text, validate=name == "sdmx-ml").data
    rows = data.data.set_index(["CELL", "TIME_PERIOD"])["OBS_VALUE"]
    assert {key: int(value) for key, value in rows.items()} == {
        ("SEIZED", "2024"): 1,
        ("SEIZED", "2025"): 0,
        ("FOUND", "2024"): 1,
        ("FOUND", "2025"): 1,
        ("SURRENDERED", "2024"): 0,
        ("SURRENDERED", "2025"): 1,
        ("TOTAL", "2024"): 2,
        ("TOTAL", "2025"): 2,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_for_keeping_without_end_is_read_back_in_every_language(language: str) -> None:
    with override(language):
        assert read_number(word("answer_indefinite"), YEARS) == INDEFINITE
    written_out = written(language).sections[6]
    (kept,) = [one for one in written_out.answers if one.key == "rec.years"]
    assert kept.grid[0][1] == "30"
