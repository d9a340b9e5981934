"""A report in each of the formats it can be had in."""

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone
from django.utils.translation import get_language_info, override

from tracemark.figures.queries import ref_area
from tracemark.figures.rules.formats import FORMATS as FIGURE_FORMATS
from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.sdmx import CUSTOM_CODES, write_csv_1, write_csv_2, write_ml
from tracemark.figures.rules.sdmx.observations import ALL_TOGETHER
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.jobs.packages import write_package
from tracemark.instruments.queries.reports import ReportView
from tracemark.instruments.rules.indicators import observe_report, structure_of
from tracemark.instruments.rules.questionnaire import LANGUAGES, Instrument
from tracemark.instruments.rules.roadmap import road_map_json
from tracemark.instruments.tables.docx import report_docx
from tracemark.instruments.tables.forms import xlsform
from tracemark.instruments.tables.pdf import report_pdf
from tracemark.instruments.tables.sheets import write_sections
from tracemark.instruments.tables.written import WrittenReport, written_report
from tracemark.ui.words import word

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


def _sdmx(name: str) -> Callable[[Wanted], bytes]:
    """The report's numbers in one format of SDMX. Raises Refused for an edition that asks for no figure."""

    def make(wanted: Wanted) -> bytes:
        instrument = wanted.view.instrument
        structure = structure_of(instrument)
        if structure is None:
            raise Refused(Finding("report_without_indicators", {"name": instrument.name}, Severity.REFUSAL))
        observations = observe_report(
            instrument,
            wanted.document,
            ref_area=ref_area(wanted.state),
            is_submitted=bool(wanted.sha256),
            labels=_labels(),
        )
        if name != "sdmx-ml":
            return {"sdmx-csv": write_csv_1, "sdmx-csv-2": write_csv_2}[name](
                observations, structure
            ).encode()
        return write_ml(
            observations,
            message_id=wanted.view.report.number,
            prepared_at=timezone.now(),
            sender=wanted.state,
            structure=structure,
        ).encode()

    return make


def _labels() -> dict[str, str]:
    """The label of each custom code, in English as the SDG flows have them."""
    with override("en"):
        return {
            code: f"{word(f'basis_{basis}')}: {word(f'obtained_{how}')}"
            for (basis, how), code in CUSTOM_CODES.items()
            if code != ALL_TOGETHER
        }


def formats_of(instrument: Instrument, *, is_submitted: bool) -> list[str]:
    """The formats in which a report of this edition can be had now."""
    has_indicators = structure_of(instrument) is not None
    return [
        name
        for name in FORMATS
        if (name != "package" or is_submitted) and (not name.startswith("sdmx") or has_indicators)
    ]


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
    **{
        name: Format(FIGURE_FORMATS[name].content_type, FIGURE_FORMATS[name].ending, _sdmx(name))
        for name in ("sdmx-csv", "sdmx-csv-2", "sdmx-ml")
    },
}
