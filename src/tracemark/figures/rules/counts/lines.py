"""Every number of a tally in one list, broken down, and the rows behind any of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracemark.figures.rules.counts.definitions import Count, Left
from tracemark.figures.rules.counts.tally import CountRow, Tally, tally_json
from tracemark.figures.rules.frozen import Json

BREAKDOWNS = ("cell", "month", "list", "type")
"""By nothing but the count's own cells; by month of the event; by kind of list; by type of arm."""
ALL = "_T"
NOT_STATED = "_U"
"""A row of which the breakdown says nothing: it counts, under a name of its own."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """One number: a cell, the year, the value of the breakdown (``_T``: none) and how many (None: no value)."""

    cell: str
    year: int
    breakdown: str
    value: int | None


def count_lines(tally: Tally, by: str = "cell") -> list[CountLine]:
    """Every number of a tally, broken down by ``by`` beside its total. KeyError for no such breakdown."""
    if by not in BREAKDOWNS:
        raise KeyError(by)
    lines = []
    for cell in tally.count.cells:
        for year in tally.years:
            lines.append(CountLine(cell, year, ALL, tally.value(cell, (year,))))
            lines += _groups(tally, cell, year, by)
    return lines


def _groups(tally: Tally, cell: str, year: int, by: str) -> Iterator[CountLine]:
    if by == BREAKDOWNS[0]:
        return
    groups: dict[str, int] = {}
    for row in tally.rows_of(cell, (year,)):
        name = group_of(row, by)
        groups[name] = groups.get(name, 0) + 1
    yield from (CountLine(cell, year, name, number) for name, number in sorted(groups.items()))


def group_of(row: CountRow, by: str) -> str:
    """The value of the breakdown ``by`` to which a row belongs. KeyError for no such breakdown."""
    month = row.day.strftime("%Y-%m") if row.day else ""
    return {"cell": ALL, "month": month, "list": row.list_kind, "type": row.type_code}[by] or NOT_STATED


@dataclass(frozen=True, slots=True)
class CountChoice:
    """One number of a tally: ``cell`` in ``year`` (None: all), within ``group`` of ``by``; or what was left out."""

    cell: str = ""
    year: int | None = None
    by: str = BREAKDOWNS[0]
    group: str = ALL
    left_out: Left | None = None


def read_count_choice(tally: Tally, asked: Mapping[str, str]) -> CountChoice:
    """The number that ``asked`` (cell, in, by, group, left) names in this tally. Raises KeyError for none."""
    left, cell, year = asked.get("left", ""), asked.get("cell", ""), asked.get("in", "")
    by, group = asked.get("by", "") or BREAKDOWNS[0], asked.get("group", "") or ALL
    if left:
        if left not in tuple(Left):
            raise KeyError(left)
        return CountChoice(left_out=Left(left))
    if cell not in tally.count.cells or by not in BREAKDOWNS:
        raise KeyError(cell)
    if year and year not in {str(one) for one in tally.years}:
        raise KeyError(year)
    return CountChoice(cell, int(year) if year else None, by, group)


def choose_count_rows(tally: Tally, choice: CountChoice) -> tuple[CountRow, ...]:
    """The rows that the number counted, or that were left out for one reason."""
    if choice.left_out is not None:
        return tally.left_out().get(choice.left_out, ())
    rows = tally.rows_of(choice.cell, (choice.year,) if choice.year else ())
    return tuple(row for row in rows if choice.group in (ALL, group_of(row, choice.by)))


def count_json(tally: Tally, by: str, *, state: str) -> dict[str, Json]:
    """The tally with its numbers broken down, as JSON values: what command, screen and API give alike."""
    lines: list[Json] = [
        {"cell": one.cell, "year": one.year, "breakdown": one.breakdown, "value": one.value}
        for one in count_lines(tally, by)
    ]
    return {**tally_json(tally, state=state), "by": by, "lines": lines}


def definition_json(count: Count) -> dict[str, Json]:
    """A definition as JSON values: what is looked at, the cells, what is left out, and on what it rests."""
    return {
        "name": count.name,
        "version": count.version,
        "unit": count.unit,
        "base": count.base,
        "blanks": count.blanks,
        "kinds": list(count.kinds),
        "cells": list(count.cells),
        "left_out": [reason.value for reason in count.left_out],
        "zero_not_told": list(count.zero_not_told),
        "breakdowns": list(BREAKDOWNS),
        "sources": [{"rule": s.rule, "document": s.document, "place": s.place} for s in count.sources],
    }
