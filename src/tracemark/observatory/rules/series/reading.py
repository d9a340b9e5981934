"""Rows of a series file into observations: every unknown code, wrong unit and repeated key is refused with its row."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from tracemark.findings import Finding, Param, Severity
from tracemark.observatory.rules.drafts import refusal
from tracemark.observatory.rules.series.codes import (
    BREAKDOWNS,
    FREQUENCIES,
    MULTIPLIERS,
    NATURES,
    NO_VALUES,
    REPORTING_TYPES,
    SERIES,
    STATUSES,
    TOTAL,
    UNITS,
    WORDS_OF_CODES,
    covered,
)
from tracemark.observatory.rules.series.values import Observation

RawRow = Mapping[str, str]
"""One observation as a file gives it, by SDMX names: ``SERIES``, ``REF_AREA``, ``TIME_PERIOD``, ``OBS_VALUE`` …"""

TAKEN = frozenset(
    {
        "SERIES",
        "REF_AREA",
        "TIME_PERIOD",
        "OBS_VALUE",
        "REPORTING_TYPE",
        "CUST_BREAKDOWN",
        "NATURE",
        "OBS_STATUS",
        "UNIT_MEASURE",
        "UNIT_MULT",
        "COMMENT_OBS",
        "SOURCE_DETAIL",
        "FREQ",
        *BREAKDOWNS,
    }
)
YEAR = re.compile(r"(19|20)\d\d(\.0+)?")
MOST_ROWS = 1_000_000


def read_rows(
    rows: Iterable[tuple[str, RawRow]], areas: Mapping[str, str]
) -> tuple[list[Observation], list[Finding]]:
    """Observations of rows, each with its place. ``areas``: known codes of REF_AREA.

    A file with any refusal gives no observation that may be stored; warnings stand beside those that may.
    """
    found: list[Observation] = []
    findings: list[Finding] = []
    places: dict[tuple[str, str, str, str, int], str] = {}
    for place, row in rows:
        wrong = list(_check(place, row, areas))
        findings += wrong
        if wrong:
            continue
        one = _observation(place, row)
        other = places.setdefault(one.key, place)
        if other != place:
            findings.append(
                refusal("observation_twice", place, area=one.area, period=one.period, other=other)
            )
            continue
        findings += _warnings(place, row, one)
        found.append(one)
    if not found and not findings:
        findings.append(refusal("series_file_empty", ""))
    return found, findings


def _code(row: RawRow, name: str, family: str, default: str) -> str:
    text = row.get(name, "").strip()
    known = WORDS_OF_CODES[family]
    return known.get(text.upper(), text) or default


def _check(place: str, row: RawRow, areas: Mapping[str, str]) -> Iterable[Finding]:
    area = area_of(row.get("REF_AREA", ""))
    codes = (
        ("FREQ", row.get("FREQ", ""), row.get("FREQ", "") in FREQUENCIES),
        ("SERIES", row.get("SERIES", ""), row.get("SERIES", "") in SERIES),
        ("REF_AREA", area, area in areas),
        ("REPORTING_TYPE", reporting_of(row), reporting_of(row) in REPORTING_TYPES),
        ("NATURE", nature_of(row), nature_of(row) in NATURES),
        ("OBS_STATUS", status_of(row), status_of(row) in STATUSES),
        *((name, row.get(name, ""), row.get(name, "") in ("", TOTAL)) for name in BREAKDOWNS),
    )
    for name, given, is_known in codes:
        if not is_known:
            yield refusal("code_not_known", place, dimension=name, given=given[:40])
    unit = row.get("UNIT_MEASURE", "PT").strip()
    if unit.upper() not in UNITS:
        yield refusal("unit_wrong", place, given=unit[:40], wanted="PT")
    multiplier = row.get("UNIT_MULT", "").strip()
    if multiplier not in MULTIPLIERS:
        yield refusal("multiplier_wrong", place, given=multiplier[:40])
    if not YEAR.fullmatch(row.get("TIME_PERIOD", "").strip()):
        yield refusal("period_not_a_year", place, given=row.get("TIME_PERIOD", "")[:40])
    yield from _check_value(place, row)


def _check_value(place: str, row: RawRow) -> Iterable[Finding]:
    text = row.get("OBS_VALUE", "").strip()
    value = value_of(text)
    if value is None and text.upper() not in NO_VALUES:
        yield refusal("value_not_a_number", place, given=text[:40])
    elif value is not None and not 0 <= value <= 100:
        yield refusal("value_not_a_percent", place, given=text[:40])
    elif value is not None and status_of(row) in ("M", "O", "L", "H", "Q"):
        yield refusal("value_with_missing_status", place, given=text[:40], status=status_of(row))
    elif value is None and status_of(row) == "A":
        yield refusal("no_value_with_normal_status", place)


def _observation(place: str, row: RawRow) -> Observation:
    period = int(float(row["TIME_PERIOD"]))
    footnote = row.get("COMMENT_OBS", "").strip()
    first, last, _ = covered(period, footnote)
    return Observation(
        series=row["SERIES"],
        area=area_of(row["REF_AREA"]),
        period=period,
        value=value_of(row.get("OBS_VALUE", "").strip()),
        reporting=reporting_of(row),
        breakdown=row.get("CUST_BREAKDOWN", "").strip() or TOTAL,
        nature=nature_of(row),
        status=status_of(row),
        footnote=footnote,
        source=row.get("SOURCE_DETAIL", "").strip(),
        first_year=first,
        last_year=last,
        place=place,
        attributes={name: text for name, text in row.items() if name not in TAKEN and text.strip()},
    )


def _warnings(place: str, row: RawRow, one: Observation) -> Iterable[Finding]:
    if covered(one.period, one.footnote)[2]:
        params: dict[str, Param] = {"area": one.area, "period": one.period, "place": place}
        params["given"] = one.footnote[:120]
        yield Finding("footnote_years_odd", params, Severity.WARNING)


def reporting_of(row: RawRow) -> str:
    """The code of the reporting type; global when a file says none."""
    return _code(row, "REPORTING_TYPE", "reporting", "G")


def nature_of(row: RawRow) -> str:
    """The code of the nature; country data when a file says none."""
    return _code(row, "NATURE", "nature", "C")


def status_of(row: RawRow) -> str:
    """The status of the observation; without one: normal, or missing when there is no value."""
    given = row.get("OBS_STATUS", "").strip()
    if given:
        return _code(row, "OBS_STATUS", "status", "A")
    return "A" if value_of(row.get("OBS_VALUE", "").strip()) is not None else "O"


def area_of(text: str) -> str:
    """An area as the SDG code list has it: no zeros in front, no ``.0`` of a spreadsheet."""
    plain = text.strip().removesuffix(".0")
    return (plain.lstrip("0") or plain) if plain.isdecimal() else plain


def value_of(text: str) -> Decimal | None:
    """A decimal number with a point; None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
