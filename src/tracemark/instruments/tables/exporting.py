"""A report in each of the formats it can be had in."""

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language_info, override

from tracemark.figures.rules.frozen import Json
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.jobs.packages import write_package
from tracemark.instruments.queries.reports import ReportView
from tracemark.instruments.rules.questionnaire import LANGUAGES
from tracemark.instruments.rules.roadmap import road_map_json
from tracemark.instruments.tables.docx import report_docx
from tracemark.instruments.tables.forms import xlsform
from tracemark.instruments.tables.pdf import report_pdf
from tracemark.instruments.tables.sheets import write_sections
from tracemark.instruments.tables.written import WrittenReport, written_report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: a report, its document, who reports, in which language, and one section or all."""

    view: ReportView
    document: Mapping[str, Json]
    state: str
    state_name: str
    language: str
    sha256: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the type of its content, the ending of its file, and how it is made."""

    content_type: str
    ending: str
    make: Callable[[Wanted], bytes]


def export_report(wanted: Wanted, name: str) -> bytes:
    """The report in the format ``name``. Raises Refused for a format, language or section that does not exist."""
    if name not in FORMATS:
        raise Refused(Finding("format_unknown", {"format": name}, Severity.REFUSAL))
    if wanted.language not in LANGUAGES:
        raise Refused(Finding("language_unknown", {"language": wanted.language}, Severity.REFUSAL))
    if wanted.section and wanted.view.instrument.find_section(wanted.section) is None:
        raise Refused(Finding("section_unknown", {"section": wanted.section}, Severity.REFUSAL))
    return FORMATS[name].make(wanted)


def _pdf(wanted: Wanted) -> bytes:
    return report_pdf(_written(wanted))


def _docx(wanted: Wanted) -> bytes:
    return report_docx(_written(wanted))


def _written(wanted: Wanted) -> WrittenReport:
    return written_report(
        wanted.document,
        wanted.view.instrument,
        wanted.language,
        state_name=wanted.state_name,
        sha256=wanted.sha256,
    )


def _xlsx(wanted: Wanted) -> bytes:
    instrument = wanted.view.instrument
    found = instrument.find_section(wanted.section) if wanted.section else None
    sections = [found.key] if found else [section.key for section in instrument.sections]
    with tempfile.TemporaryDirectory() as folder, override(wanted.language):
        path = Path(folder) / "report.xlsx"
        write_sections(
            path,
            instrument,
            wanted.view.answers,
            sections,
            number=wanted.view.report.number,
            language=wanted.language,
            is_right_to_left=bool(get_language_info(wanted.language)["bidi"]),
        )
        return path.read_bytes()


def _json(wanted: Wanted) -> bytes:
    return (json.dumps(wanted.document, ensure_ascii=False, indent=1) + "\n").encode()


def _package(wanted: Wanted) -> bytes:
    return write_package(wanted.view)


def _form(wanted: Wanted) -> bytes:
    return xlsform(wanted.view.instrument, wanted.view.report.edition.sha256[:12])


def _road_map(wanted: Wanted) -> bytes:
    document = road_map_json(
        wanted.view.instrument, wanted.view.answers, state=wanted.state, language=wanted.language
    )
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS: Mapping[str, Format] = {
    "pdf": Format("application/pdf", "pdf", _pdf),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _docx),
    "xlsx": Format(XLSX, "xlsx", _xlsx),
    "json": Format("application/json", "json", _json),
    "package": Format("application/zip", "package.zip", _package),
    "xlsform": Format(XLSX, "form.xlsx", _form),
    "roadmap": Format("application/json", "roadmap.json", _road_map),
}
