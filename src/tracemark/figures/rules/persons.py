"""Tables of persons by sex and age or disability: what may be published of them, and when not again.

A table is published through `suppress` only. The counts that it is made from are kept nowhere: a document holds what
may be shown, and None where a count is hidden. Sex is never inferred; what nobody stated has a line of its own.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from tracemark.figures.rules.definitions import METADATA, Source
from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.suppression import THRESHOLD, TOTAL, Place, suppress
from tracemark.findings import Finding, Severity

NOT_STATED = "not_stated"
SEXES = ("female", "male", "other", NOT_STATED)
AGES = ("0-17", "18-24", "25-34", "35-49", "50-64", "65+", NOT_STATED)
"""Bands of years, ours: no source that we read prescribes any for these tables."""
DISABILITIES = ("with_disability", "without_disability", NOT_STATED)
FEW = THRESHOLD
"""A number that comes out again must be the same, or differ by at least this: else the difference names somebody."""
MOST_PERSONS = 10**7


@dataclass(frozen=True, slots=True)
class PersonTable:
    """One table: sex by ``columns``. ``count`` and ``cell`` name the count whose persons the register knows.

    Without ``count`` an authority gives the numbers. ``unit``: ``records`` (one for each record that names a person:
    the register does not know whether two are the same) or ``persons``.
    """

    name: str
    columns: tuple[str, ...]
    by: str
    unit: str
    sources: tuple[Source, ...]
    count: str = ""
    cell: str = ""
    version: str = "1"
    rows: tuple[str, ...] = SEXES


GENDER = Source("disaggregation", "A/76/284", "paras 13, 24: data by sex, age and disability")
_ALL = (
    PersonTable(
        "persons-with-collected-arms", AGES, "age", "records", (GENDER,), count="arms-collected", cell="total"
    ),
    PersonTable(
        "persons-prosecuted",
        AGES,
        "age",
        "persons",
        (Source("companion", METADATA, "Disaggregation: companion figures"), GENDER),
    ),
    PersonTable("persons-harmed", AGES, "age", "persons", (GENDER,)),
    PersonTable("persons-harmed-by-disability", DISABILITIES, "disability", "persons", (GENDER,)),
)
PERSON_TABLES: Mapping[str, PersonTable] = {table.name: table for table in _ALL}


def sex_code(text: str) -> str:
    """A stated sex as a line of the table."""
    return text if text in SEXES else NOT_STATED


def age_band(text: str) -> str:
    """A stated age or range of ages as a band; a range that lies in no one band is not stated."""
    plain = text.replace("–", "-").replace(" ", "")
    low, dash, high = plain.partition("-")
    if plain.endswith("+"):
        low, high = plain[:-1], "200"
    elif not dash:
        high = low
    if not (low.isdecimal() and high.isdecimal() and len(low) < 4 and len(high) < 4):
        return NOT_STATED
    first, last = int(low), int(high)
    for band in AGES[:-1]:
        start, _, end = band.removesuffix("+").partition("-")
        if int(start) <= first and last <= (int(end) if end else 200):
            return band
    return NOT_STATED


def tabulate(table: PersonTable, persons: Iterable[tuple[str, str]]) -> dict[Place, int]:
    """Counts of (sex, age) as they stand on record, every place of the table with at least zero."""
    found = Counter((sex_code(sex), age_band(age)) for sex, age in persons)
    return {place: found[place] for place in places(table)}


def places(table: PersonTable) -> list[Place]:
    """Every place of a table, in order."""
    return [(row, column) for row in table.rows for column in table.columns]


def check_counts(table: PersonTable, counts: Mapping[Place, int]) -> list[Finding]:
    """Why these counts are no such table: unknown places, impossible numbers, nobody at all."""
    known = set(places(table))
    findings = [
        _wrong("persons_no_such_place", row=row[:40], column=column[:40])
        for row, column in counts
        if (row, column) not in known
    ]
    findings += [
        _wrong("persons_bad_count", row=row[:40], column=column[:40])
        for (row, column), count in counts.items()
        if not 0 <= count <= MOST_PERSONS
    ]
    if not findings and not any(counts.values()):
        findings.append(_wrong("persons_nobody"))
    return findings


def read_counts(table: PersonTable, text: str) -> tuple[dict[Place, int], list[Finding]]:
    """Counts from CSV with the columns ``sex``, then that of the table (``age``, ``disability``), then ``persons``.

    A line of the same place twice is refused, and so is a number that is none: nothing is guessed.
    """
    header = ["sex", table.by, "persons"]
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    except csv.Error as error:
        return {}, [_wrong("persons_bad_file", problem=str(error))]
    if not lines or [cell.strip().casefold() for cell in lines[0]] != header:
        return {}, [_wrong("persons_bad_header", header=",".join(header))]
    counts: dict[Place, int] = {}
    findings = []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        place, count = _read_line(line)
        if place is None or count is None or place in counts:
            findings.append(_wrong("persons_bad_line", line=number))
        else:
            counts[place] = count
    return counts, findings or check_counts(table, counts)


def _read_line(line: list[str]) -> tuple[Place | None, int | None]:
    if len(line) != 3:
        return None, None
    sex, column, number = (cell.strip() for cell in line)
    known = number.isascii() and number.isdecimal() and len(number) < 9
    return (sex, column), (int(number) if known else None)


def person_document(
    table: PersonTable, year: int, counts: Mapping[Place, int], *, state: str
) -> dict[str, Json]:
    """What may be published of these counts, totals included; ``null`` where a number is hidden.

    Which of the hidden ones are small, and which only protect them, is not told.
    """
    cells = suppress({place: counts.get(place, 0) for place in places(table)}).cells
    return {
        "schema": 1,
        "kind": "person_table",
        "table": table.name,
        "state": state,
        "year": year,
        "by": ["sex", table.by],
        "unit": table.unit,
        "definition_version": table.version,
        "threshold": THRESHOLD,
        "cells": [
            {"sex": row, "group": column, "persons": cells[row, column]}
            for row in (*table.rows, TOTAL)
            for column in (*table.columns, TOTAL)
        ],
        "sources": [{"rule": s.rule, "document": s.document, "place": s.place} for s in table.sources],
    }


def cells_of(document: Mapping[str, Json]) -> dict[Place, int | None]:
    """The numbers of a document by place; None where one is hidden."""
    lines = cast(list[dict[str, Json]], document["cells"])
    return {(str(one["sex"]), str(one["group"])): cast(int | None, one["persons"]) for one in lines}


def check_repeat(before: Mapping[str, Json], now: Mapping[str, Json]) -> list[Finding]:
    """Why a table may not come out again beside an earlier one of the same year.

    Two versions that differ by a few persons tell those persons apart, whatever is hidden in each.
    """
    old, new = cells_of(before), cells_of(now)
    few = sorted(
        place
        for place, count in new.items()
        if count is not None and (last := old.get(place)) is not None and 0 < abs(count - last) < FEW
    )
    return [_wrong("persons_differ_by_few", few=FEW, year=int(str(now["year"])))] if few else []


def _wrong(code: str, **params: str | int) -> Finding:
    return Finding(code, params, Severity.REFUSAL)
