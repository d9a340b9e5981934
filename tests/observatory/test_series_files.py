"""The UN's series in its own shapes: read, refused with row and reason, written, and read back the same."""

import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pysdmx.io import read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc

from tracemark.findings import Finding, Severity
from tracemark.observatory.data import area_codes
from tracemark.observatory.rules.series.codes import covered
from tracemark.observatory.rules.series.files import Shape, raw_rows, shape_of
from tracemark.observatory.rules.series.reading import read_rows
from tracemark.observatory.rules.series.values import Observation
from tracemark.observatory.rules.series.writing import FORMATS, write_series

UN_HEADER = (
    "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Source,"
)
UN_CSV = f"""{UN_HEADER}FootNote,[Nature],[Reporting Type],[Units]
16,16.4,16.4.2,VC_ARM_SZTRACE,"Arms, traced",8,X,2018,33.85,IAFQ,Average of 2018-2019,C,G,PERCENT
16,16.4,16.4.2,VC_ARM_SZTRACE,"Arms, traced",300,Y,2016.0,0,IAFQ,,C,G,PERCENT
16,16.4,16.4.2,VC_ARM_SZTRACE,"Arms, traced",724,Z,2020,100,IAFQ,Data refer to the average of 2021-2021,C,G,PERCENT
"""
GENERIC = """<?xml version="1.0"?>
<m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet><g:Series>
<g:SeriesKey><g:Value id="FREQ" value="A"/><g:Value id="SERIES" value="VC_ARM_SZTRACE"/>
<g:Value id="REF_AREA" value="36"/><g:Value id="REPORTING_TYPE" value="G"/><g:Value id="SEX" value="_T"/></g:SeriesKey>
<g:Attributes><g:Value id="UNIT_MEASURE" value="PT"/></g:Attributes>
<g:Obs><g:ObsDimension value="2019"/><g:ObsValue value="41.2"/>
<g:Attributes><g:Value id="OBS_STATUS" value="A"/><g:Value id="UNIT_MULT" value="0"/></g:Attributes></g:Obs>
</g:Series></m:DataSet></m:GenericData>"""


def read(text: str) -> tuple[list[Observation], list[Finding]]:
    shape = shape_of(text)
    assert shape is not None
    return read_rows(raw_rows(text, shape), area_codes())


def refusals(text: str) -> list[tuple[object, str]]:
    return [(one.params["place"], one.code) for one in read(text)[1] if one.severity is Severity.REFUSAL]


def line(text: str = UN_CSV, **changes: str) -> str:
    """The table with its second line changed."""
    first, second, *_ = text.splitlines()
    for old, new in changes.items():
        second = second.replace(f",{old},", f",{new},")
    return f"{first}\n{second}\n"


def test_the_table_of_the_global_database_is_understood() -> None:
    observations, findings = read(UN_CSV)
    first, zero, odd = observations
    assert (first.area, first.period, first.value, first.nature) == ("8", 2018, Decimal("33.85"), "C")
    assert (first.first_year, first.last_year, first.is_mean) == (2018, 2019, True)
    assert (zero.value, zero.is_mean, zero.period) == (Decimal(0), False, 2016)
    assert (odd.first_year, odd.last_year) == (2020, 2021)
    assert [one.code for one in findings] == ["footnote_years_odd"]


@pytest.mark.parametrize(
    ("footnote", "years"),
    [
        ("Average of 2018-2019", (2018, 2019, False)),
        ("Data are the average of 2018 and 2019.", (2018, 2019, False)),
        ("Two-year average", (2018, 2019, False)),
        ("2018/2019", (2018, 2019, False)),
        ("2021-2021", (2018, 2019, True)),
        ("Preliminary; police only", (2018, 2018, False)),
        ("", (2018, 2018, False)),
    ],
)
def test_a_footnote_says_which_years_a_value_stands_for(footnote: str, years: tuple[int, int, bool]) -> None:
    assert covered(2018, footnote) == years


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("VC_ARM_SZTRACE", "VC_ARM_OTHER", "code_not_known"),
        ("8", "9999", "code_not_known"),
        ("C", "ZZ", "code_not_known"),
        ("G", "Q", "code_not_known"),
        ("2018", "18", "period_not_a_year"),
        ("33.85", "33,85 %", "value_not_a_number"),
        ("33.85", "338.5", "value_not_a_percent"),
    ],
)
def test_a_row_with_an_unknown_code_or_no_number_is_refused(old: str, new: str, code: str) -> None:
    new = f'"{new}"' if "," in new else new
    assert refusals(line(**{old: new})) == [("line 2", code)]


def test_a_wrong_unit_is_refused() -> None:
    assert refusals(line().replace(",PERCENT", ",NUMBER")) == [("line 2", "unit_wrong")]


def test_a_key_that_stands_twice_is_refused_with_both_rows() -> None:
    rows = UN_CSV.splitlines()
    (finding,) = (one for one in read("\n".join([*rows, rows[1]]))[1] if one.severity is Severity.REFUSAL)
    assert (finding.code, finding.params["place"], finding.params["other"]) == (
        "observation_twice",
        "line 5",
        "line 2",
    )


def test_no_value_is_missing_and_never_zero() -> None:
    (one,), _ = read(line(**{"33.85": "NaN"}))
    assert (one.value, one.status) == (None, "O")


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_read_is_written_and_read_back_the_same(name: str) -> None:
    observations, _ = read(UN_CSV)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    again, findings = read(write_series(observations, name, prepared_at=at, sender="XF", message_id="M1"))
    assert [plain(one) for one in again] == [plain(one) for one in observations]
    assert {one.code for one in findings} == {"footnote_years_odd"}


@pytest.mark.parametrize("name", ["sdmx-csv", "sdmx-csv-2", "sdmx-ml"])
def test_another_program_reads_the_same_out_of_what_we_write(name: str) -> None:
    observations, _ = read(UN_CSV.replace(",724,", ",8,"))
    at = datetime(2026, 11, 1, tzinfo=UTC)
    text = write_series(observations, name, prepared_at=at, sender="XF", message_id="M1")
    message = read_sdmx(io.BytesIO(text.encode()), validate=True)
    rows = message.data[0].data.astype(object).to_dict("records")
    found = sorted((row["REF_AREA"], str(row["TIME_PERIOD"]), Decimal(str(row["OBS_VALUE"]))) for row in rows)
    assert found == sorted((one.area, str(one.period), one.value) for one in observations)


def test_the_message_is_valid_and_holds_a_series_once() -> None:
    observations, _ = read(UN_CSV.replace(",724,", ",8,"))
    at = datetime(2026, 11, 1, tzinfo=UTC)
    text = write_series(observations, "sdmx-ml", prepared_at=at, sender="XF", message_id="M1")
    validate_doc(text)
    assert text.count("<Series ") == 2 and text.count("<Obs ") == 3


def plain(one: Observation) -> tuple[object, ...]:
    key = (one.key, one.value, one.nature, one.status, one.unit, one.footnote, one.source)
    return (*key, one.first_year, one.last_year)


def test_sdmx_csv_with_labels_beside_the_codes_is_read() -> None:
    header = "DATAFLOW,FREQ: Frequency,REPORTING_TYPE: Type,SERIES: Series,REF_AREA: Area,TIME_PERIOD: Year,"
    row = "IAEG-SDGs:DF_SDG_GLH(1.8),A: Annual,G: Global,VC_ARM_SZTRACE: Arms,344: X,2018,12.5,Police: 2018 only,PT: %"
    text = f"{header}OBS_VALUE: Value,COMMENT_OBS: Note,UNIT_MEASURE: Unit\n{row}\n"
    (one,), findings = read(text)
    assert (one.area, one.reporting, one.footnote, findings) == ("344", "G", "Police: 2018 only", [])


def test_generic_sdmx_ml_is_read() -> None:
    (one,), findings = read(GENERIC)
    assert (one.area, one.period, one.value, findings) == ("36", 2019, Decimal("41.2"), [])


def test_a_document_type_in_xml_is_refused() -> None:
    with pytest.raises(ValueError, match="document type"):
        list(raw_rows("<!DOCTYPE x><a/>", Shape.SDMX_ML))


def test_sdmx_json_is_read() -> None:
    def codes(name: str, *values: str) -> dict[str, object]:
        return {"id": name, "values": [{"id": value} for value in values]}

    dimensions = {
        "series": [codes("SERIES", "VC_ARM_SZTRACE"), codes("REF_AREA", "8", "300")],
        "observation": [codes("TIME_PERIOD", "2018", "2019")],
    }
    attributes = {"series": [codes("UNIT_MEASURE", "PT")], "observation": [codes("OBS_STATUS", "A")]}
    series = {"0:1": {"attributes": [0], "observations": {"0": [12.5, 0], "1": ["7", 0]}}}
    structure = {"dimensions": dimensions, "attributes": attributes}
    message = {"data": {"structure": structure, "dataSets": [{"series": series}]}}
    observations, findings = read(json.dumps(message))
    assert [(one.area, one.period, str(one.value)) for one in observations] == [
        ("300", 2018, "12.5"),
        ("300", 2019, "7"),
    ]
    assert findings == []


def test_the_words_of_the_api_are_codes_here() -> None:
    row = {
        "series": "VC_ARM_SZTRACE",
        "geoAreaCode": "826",
        "timePeriodStart": 2017.0,
        "value": "8.1",
        "footnotes": ["Average of 2017-2018"],
        "attributes": {"Nature": "NA", "Units": "PERCENT"},
        "dimensions": {"Reporting Type": "G"},
    }
    (one,), _ = read(json.dumps({"size": 1, "data": [row]}))
    assert (one.area, one.nature, one.first_year, one.last_year) == ("826", "_X", 2017, 2018)
