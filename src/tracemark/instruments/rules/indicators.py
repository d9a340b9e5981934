"""A report's numbers as observations of SDMX: what its answers say, by the figures that its questions ask for.

An edition that asks for SDG 16.4.2 goes out under the SDG flow; others that ask for counts under our own flow of arms
(`figures.rules.counts.exchange`). Sums over both years of a report are left out: a period of SDMX is one year here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from tracemark.figures.rules import SDG_16_4_2
from tracemark.figures.rules.counts import COUNTS
from tracemark.figures.rules.counts.exchange import ARMS, code_of
from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.sdmx import CUSTOM_CODES
from tracemark.figures.rules.sdmx.observations import (
    ALL_TOGETHER,
    DIMENSIONS,
    SDG,
    Observation,
    Structure,
    area_code,
)
from tracemark.instruments.rules.prefill import asks_of, years_of
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.instruments.rules.values import Answer

NORMAL, PROVISIONAL, MISSING = "A", "P", "O"
"""OBS_STATUS: of a submitted report, of one that is still open, and of a question that was left blank."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number that a report gives: of which figure, cell and year; None where it was left blank."""

    figure: str
    cell: str
    year: int
    value: Decimal | None


def indicators(instrument: Instrument, document: Mapping[str, Json]) -> list[Indicator]:
    """The numbers of a report that belong to a figure and one year, each once, blanks too."""
    lines = cast(list[dict[str, Json]], document["answers"])
    answers = {str(line["key"]): cast(Answer, line["answer"]) for line in lines}
    found: dict[tuple[str, str, int], Decimal | None] = {}
    for figure, cell, year, value in _numbers(instrument, answers, cast(list[int], document["years"])):
        if found.get((figure, cell, year)) is None:
            found[figure, cell, year] = value
    return [Indicator(*place, value) for place, value in found.items()]


def _numbers(
    instrument: Instrument, answers: Mapping[str, Answer], period: list[int]
) -> Iterator[tuple[str, str, int, Decimal | None]]:
    for question in instrument.questions:
        held = answers.get(question.key)
        for ask in asks_of(question):
            years = years_of(ask.years, period)
            if ask.way or len(years) != 1:
                continue
            value = held.get(ask.path) if isinstance(held, dict) else held
            number = Decimal(value) if isinstance(value, int | str) else None
            yield ask.figure, ask.cell, years[0], number


def structure_of(instrument: Instrument) -> Structure | None:
    """The flow under which an edition's numbers go out; None for one that asks for no figure."""
    asked = {ask.figure for question in instrument.questions for ask in asks_of(question)}
    if SDG_16_4_2.name in asked:
        return SDG
    return ARMS if asked & set(COUNTS) else None


def observe_report(
    instrument: Instrument,
    document: Mapping[str, Json],
    *,
    ref_area: str,
    is_submitted: bool,
    labels: Mapping[str, str],
) -> tuple[Observation, ...]:
    """The report's numbers under the flow of `structure_of`; ``labels`` are the words of the custom codes."""
    found = indicators(instrument, document)
    status = NORMAL if is_submitted else PROVISIONAL
    if structure_of(instrument) is SDG:
        return tuple(_of_sdg(found, ref_area, status, labels))
    return tuple(_of_count(one, ref_area, status) for one in found if one.figure in COUNTS)


def _of_count(one: Indicator, ref_area: str, status: str) -> Observation:
    key = {
        "FREQ": "A",
        "REF_AREA": area_code(ref_area),
        "FIGURE": code_of(one.figure),
        "CELL": code_of(one.cell),
        "BREAKDOWN": ALL_TOGETHER,
    }
    attributes = {
        "UNIT_MEASURE": "NUMBER",
        "UNIT_MULT": "0",
        "OBS_STATUS": MISSING if one.value is None else status,
        "DEFINITION_VERSION": COUNTS[one.figure].version,
    }
    return Observation(key, str(one.year), one.value, attributes)


def _of_sdg(
    found: list[Indicator], ref_area: str, status: str, labels: Mapping[str, str]
) -> Iterator[Observation]:
    """A share a base and way of obtaining, with numerator and denominator beside it."""
    values = {(one.cell, one.year): one.value for one in found if one.figure == SDG_16_4_2.name}
    for year in sorted({year for _, year in values}):
        for (basis, how), code in CUSTOM_CODES.items():
            share, arms, established = (
                values.get((f"{basis}_{how}_{part}", year)) for part in ("share", "arms", "established")
            )
            told = "" if arms is None or established is None else f"{established}/{arms}"
            key = dict.fromkeys(DIMENSIONS, ALL_TOGETHER) | {
                "FREQ": "A",
                "REPORTING_TYPE": "N",
                "SERIES": SDG_16_4_2.series,
                "REF_AREA": area_code(ref_area),
                "CUST_BREAKDOWN": code,
            }
            attributes = {
                "UNIT_MEASURE": "PT",
                "CUST_BREAKDOWN_LB": labels.get(code, ""),
                "UNIT_MULT": "0",
                "OBS_STATUS": MISSING if share is None else status,
                "NATURE": "C",
                "COMMENT_OBS": told,
            }
            yield Observation(key, str(year), share, attributes)
