"""Whatever leaves in a file and is read back is the same: spreadsheets, documents, phone forms, packages."""

import hashlib
import json
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.instruments.answers import some_answers
from tests.instruments.invented import lighthouse

from tracemark.figures.rules.frozen import canonical_text
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.jobs.packages import verify_package
from tracemark.instruments.jobs.reading import read_lines_of, read_values
from tracemark.instruments.rules.conditions import visible_keys
from tracemark.instruments.rules.document import (
    ReportHead,
    instrument_json,
    read_answers,
    read_instrument_json,
    report_json,
    report_schema,
)
from tracemark.instruments.rules.package import (
    INSTRUMENT,
    REPORT,
    SEAL,
    SealFacts,
    pack,
    seal_file,
    seal_text,
)
from tracemark.instruments.rules.progress import hidden_answers
from tracemark.instruments.rules.questionnaire import Instrument, Kind
from tracemark.instruments.rules.sheet import read_lines
from tracemark.instruments.rules.values import Answer, value_cells
from tracemark.instruments.rules.xlsform import cell_name, read_submission
from tracemark.instruments.tables.sheets import write_sections
from tracemark.instruments.tables.written import written_report

EDITIONS = {"poa-iti/2020": shipped_instruments()["poa-iti/2020"], "lighthouse/2031": lighthouse()}
Filled = tuple[str, dict[str, Answer]]
"""An edition by its name (in a failing example a whole one would be unreadable), and some answers."""
PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)


def filled(lines: int = 4) -> st.SearchStrategy[Filled]:
    """An edition with answers of any kind to some of its questions."""
    return st.sampled_from(list(EDITIONS)).flatmap(
        lambda name: st.tuples(st.just(name), some_answers(EDITIONS[name], lines=lines))
    )


def without_blanks(
    instrument: Instrument, answers: dict[str, Answer], *, files: bool = True
) -> dict[str, Answer]:
    """The answers that say something; those of files only when they can be read back."""
    kinds = {question.key: question.kind for question in instrument.questions}
    return {
        key: value
        for key, value in answers.items()
        if value is not None and (files or kinds[key] is not Kind.FILES)
    }


def document_of(instrument: Instrument, answers: dict[str, Answer]) -> dict[str, object]:
    """The report as it would be frozen."""
    return dict(report_json(ReportHead("XF-1", "XF", (2024, 2025), "en"), instrument, answers, {}, []))


@pytest.mark.parametrize("language", ["en", "ar"])
@PATIENT
@given(filled())
def test_a_spreadsheet_file_loses_nothing(language: str, one: Filled) -> None:
    instrument, answers = EDITIONS[one[0]], one[1]
    with tempfile.TemporaryDirectory() as folder, override(language):
        path = Path(folder) / "answers.xlsx"
        sections = [section.key for section in instrument.sections]
        write_sections(
            path, instrument, answers, sections, number="XF-1", language=language, is_right_to_left=False
        )
        read_back, findings = read_lines(instrument, list(read_lines_of(path)), instrument.by_key)
    assert findings == []
    assert without_blanks(instrument, read_back) == without_blanks(instrument, answers, files=False)


@PATIENT
@given(filled())
def test_a_json_file_loses_nothing_and_fits_the_schema(one: Filled) -> None:
    instrument, answers = EDITIONS[one[0]], one[1]
    document = json.loads(json.dumps(document_of(instrument, answers), ensure_ascii=False))
    assert list(Draft202012Validator(report_schema()).iter_errors(document)) == []
    assert read_answers(document, instrument) == (without_blanks(instrument, answers), [])


def submitted(instrument: Instrument, answers: dict[str, Answer]) -> dict[str, str]:
    """What a phone would send."""
    values: dict[str, str] = {}
    for key, value in answers.items():
        question = instrument.by_key[key]
        cells = value_cells(question, value)
        if question.kind is Kind.MANY:
            values[cell_name(key)] = " ".join(code for code in cells if code in question.options)
            cells = {path: text for path, text in cells.items() if path not in question.options}
        if question.kind is not Kind.FILES:
            values |= {cell_name(key, path): text for path, text in cells.items()}
    return values


@pytest.mark.parametrize("as_xml", [True, False])
@PATIENT
@given(filled(lines=5))
def test_a_submission_of_a_phone_loses_nothing(as_xml: bool, one: Filled) -> None:
    instrument, answers = EDITIONS[one[0]], one[1]
    values = submitted(instrument, answers)
    text = json.dumps({"group": values}, ensure_ascii=False)
    if as_xml:
        root = ET.Element("data")
        group = ET.SubElement(root, "group")
        for name, value in values.items():
            ET.SubElement(group, name).text = value
        text = ET.tostring(root, encoding="unicode")
    read_back, findings = read_submission(instrument, read_values(text.encode()))
    assert findings == []
    assert without_blanks(instrument, read_back) == without_blanks(instrument, answers, files=False)


@PATIENT
@given(filled())
def test_a_package_loses_nothing(one: Filled) -> None:
    instrument = EDITIONS[one[0]]
    answers = without_blanks(instrument, one[1], files=False)
    texts = [canonical_text(document_of(instrument, answers)), canonical_text(instrument_json(instrument))]  # type: ignore[arg-type]  # [json]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    sealed = seal_text(SealFacts("XF", "XF-1", instrument.name, "2026-01-01T00:00:00", *hashes))
    files = {REPORT: texts[0].encode(), INSTRUMENT: texts[1].encode(), SEAL: seal_file(sealed, "s", "k")}
    contents = verify_package(pack(files), lambda *given: True)
    assert read_instrument_json(contents.instrument) == instrument
    assert read_answers(contents.document, instrument) == (answers, [])


@PATIENT
@given(filled())
def test_no_condition_hides_an_answer_silently(one: Filled) -> None:
    """What is answered and not asked is a finding, and stands in every export all the same."""
    instrument, answers = EDITIONS[one[0]], one[1]
    said = set(without_blanks(instrument, answers))
    hidden = said - visible_keys(instrument, answers)
    assert {finding.params["question"] for finding in hidden_answers(instrument, answers)} == hidden
    written = written_report(document_of(instrument, answers), instrument, "en", state_name="Farland")  # type: ignore[arg-type]  # [json]
    shown = {answer.key for section in written.sections for answer in section.answers if not answer.is_blank}
    assert shown == said
