"""A report's indicators leave as SDMX and are read back by a program of others."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pysdmx.io import read_sdmx
from tests.accounts.people import make_unit
from tests.instruments.node import AT, CONSOLE, NUMBER, fill_register, new_report

from tracemark.config.cli import main
from tracemark.instruments.actions.answers import answer_question, take_from_register
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.queries.reports import get_report
from tracemark.instruments.rules.document import ReportHead, report_json
from tracemark.instruments.rules.indicators import indicators, structure_of

pytestmark = pytest.mark.django_db
FORMATS = ("sdmx-csv", "sdmx-csv-2", "sdmx-ml")


@pytest.fixture(autouse=True)
def node(settings: Any) -> None:
    settings.NODE = replace(settings.NODE, state="XF")
    fill_register(make_unit())


def exported(number: str, format_name: str, folder: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """What a program of others reads in the file, by the part of the key that changes."""
    path = folder / "report.sdmx"
    assert main(["report", "export", number, "--format", format_name, "--out", str(path)]) == 0
    (data,) = read_sdmx(path, validate=format_name == "sdmx-ml").data
    rows = data.data.astype(object).where(data.data.notna(), "").to_dict("records")
    names = ("FIGURE", "CELL") if "CELL" in rows[0] else ("CUST_BREAKDOWN",)
    return {(*(str(row[name]) for name in names), str(row["TIME_PERIOD"])): row for row in rows}


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_sdg_data_sheet_goes_out_under_the_sdg_flow(format_name: str, tmp_path: Path) -> None:
    report = new_report("sdg-16-4-2/2018", 2025, 2025)
    take_from_register(report, by=CONSOLE, at=AT)
    rows = exported(report.number, format_name, tmp_path)
    answer = get_report(CONSOLE, report.number).answers["all.share"]
    assert isinstance(answer, dict)
    total = rows["_T", "2025"]
    assert Decimal(str(total["OBS_VALUE"])) == Decimal(str(answer["total.share"]))
    assert (total["OBS_STATUS"], total["COMMENT_OBS"]) == ("P", "1/3")
    assert len(rows) == 8 and rows["C01", "2025"]["CUST_BREAKDOWN_LB"] == "All arms: Seized"


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_numbers_of_the_national_report_are_read_back_as_answered(
    format_name: str, tmp_path: Path
) -> None:
    report = new_report()
    take_from_register(report, by=CONSOLE, at=AT)
    changed = {"lost.first": 1, "total.first": 1}
    answer_question(report, key="stk.diversion.number", value=changed, reason="by letter", by=CONSOLE, at=AT)  # type: ignore[arg-type]  # [answers]
    rows = exported(NUMBER, format_name, tmp_path)
    counts = get_report(CONSOLE, NUMBER).answers["col.counts"]
    assert isinstance(counts, dict)
    for cell in ("seized", "found", "surrendered", "total"):
        for year, column in (("2024", "first"), ("2025", "second")):
            value = rows["ARMS_COLLECTED", cell.upper(), year]["OBS_VALUE"]
            assert int(value) == counts[f"{cell}.{column}"]
    assert int(rows["STATE_ARMS_LOST", "LOST", "2024"]["OBS_VALUE"]) == 1
    blank = rows["TRACE_REQUESTS", "SENT", "2024"]
    assert (blank["OBS_VALUE"], blank["OBS_STATUS"]) == ("", "O")


def test_an_edition_without_indicators_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = new_report("att/2017", 2025, 2025)
    told = ["report", "export", report.number, "--format", "sdmx-ml", "--out", str(tmp_path / "x")]
    assert main(told) != 0
    assert "asks for no figure" in capsys.readouterr().err


@pytest.mark.parametrize("name", shipped_instruments())
def test_every_number_has_one_place(name: str) -> None:
    instrument = shipped_instruments()[name]
    years = (2024, 2025) if instrument.period == "two_years" else (2025,)
    document = report_json(ReportHead("r", "XF", years, "en"), instrument, {}, {}, [])
    found = [(one.figure, one.cell, one.year) for one in indicators(instrument, document)]
    assert len(set(found)) == len(found)
    assert bool(structure_of(instrument)) is bool([one for one in found if one[0] != "imports-by-exporter"])
