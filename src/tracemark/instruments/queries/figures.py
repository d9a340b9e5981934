"""What the register would answer: each figure asked once, each value with the rows it was counted from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from tracemark.accounts.rules import Viewer
from tracemark.figures.queries import get_figure
from tracemark.figures.queries.counts import get_tallies
from tracemark.figures.rules import SDG_16_4_2, TOTAL, Basis, Figure, FigureRow, Obtained
from tracemark.figures.rules.counts import COUNTS, Tally
from tracemark.figures.rules.frozen import Json, percent_text
from tracemark.instruments.rules.prefill import Ask, asks_of, years_of
from tracemark.instruments.rules.questionnaire import Instrument, Question
from tracemark.instruments.rules.values import Answer, Scalar
from tracemark.transfers.queries import delivered_by_exporter

IMPORTS = "imports-by-exporter"
LISTINGS = {IMPORTS: ("state", "items", "remarks")}
PARTS = ("arms", "established", "share")
HOWS = (*Obtained, TOTAL)


@dataclass(frozen=True, slots=True)
class Found:
    """One number of a figure: its value (None: nothing on record) and the ids of its rows."""

    value: Scalar | None
    rows: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the register would answer to a question; ``source`` is kept with an answer that takes it."""

    key: str
    value: Answer
    source: dict[str, Json]


def askable_figures() -> Mapping[str, Sequence[str]]:
    """Every figure a question may ask for, with its cells."""
    counts = {name: tuple(count.cells) for name, count in COUNTS.items()}
    sdg = tuple(f"{basis}_{how}_{part}" for basis in Basis for how in HOWS for part in PARTS)
    return {**counts, SDG_16_4_2.name: sdg, **LISTINGS}


class Register:
    """The figures of a period as one viewer may count them; each is counted once, when first asked for."""

    def __init__(self, viewer: Viewer, years: Sequence[int]) -> None:
        self.viewer = viewer
        self.years = tuple(years)
        self._tallies: dict[str, Tally] = {}
        self._sdg: dict[int, Figure] = {}

    def prepare(self, names: Iterable[str]) -> None:
        """Count several figures in one reading of the register."""
        wanted = [name for name in names if name in COUNTS and name not in self._tallies]
        if wanted:
            self._tallies.update(get_tallies(self.viewer, wanted, self.years))

    def find(self, ask: Ask) -> Found:
        """The number that is asked for."""
        years = years_of(ask.years, self.years)
        if ask.figure == SDG_16_4_2.name:
            return self._find_sdg(ask.cell, years[-1])
        tally = self.tally(ask.figure)
        rows = tuple(row.row_id for row in tally.rows_of(ask.cell, years))
        return Found(tally.value(ask.cell, years), rows, tally.count.version)

    def tally(self, name: str) -> Tally:
        """The whole count of that name."""
        self.prepare([name])
        return self._tallies[name]

    def sdg_rows(self, year: int, row_ids: Iterable[str]) -> tuple[FigureRow, ...]:
        """The rows of 16.4.2 with these ids."""
        return tuple(self._sdg[year].rows[row_id] for row_id in row_ids)

    def _find_sdg(self, cell: str, year: int) -> Found:
        if year not in self._sdg:
            self._sdg[year] = get_figure(self.viewer, SDG_16_4_2.name, year)
        figure = self._sdg[year]
        basis, how, part = cell.split("_")
        counted = figure.measure(Basis(basis)).cells[how]
        version = figure.definition.version
        if counted.denominator == 0:
            return Found(None, (), version)
        if part == "share":
            return Found(plain_percent(counted.value), counted.numerator_rows, version)
        rows = counted.denominator_rows if part == "arms" else counted.numerator_rows
        return Found(len(rows), rows, version)


def plain_percent(value: Decimal | None) -> str | None:
    """A per cent as answers hold decimals: without zeros at the end."""
    text = percent_text(value)
    return text.removesuffix(".0") if text else None


def proposals(
    viewer: Viewer, instrument: Instrument, years: Sequence[int], keys: Iterable[str] = ()
) -> dict[str, Proposal]:
    """What the register would answer, for each question that asks for a figure (of ``keys``, when given)."""
    wanted = set(keys)
    questions = [one for one in instrument.questions if one.prefill and (not wanted or one.key in wanted)]
    register = Register(viewer, years)
    register.prepare({ask.figure for question in questions for ask in asks_of(question)})
    found = (propose(register, question) for question in questions)
    return {one.key: one for one in found if one is not None}


def propose(register: Register, question: Question) -> Proposal | None:
    """What the register would answer to one question; None when it holds nothing about it."""
    asks = asks_of(question)
    if asks[0].way == "list":
        return _listed(register, question, asks[0])
    cells: dict[str, Scalar] = {}
    told: dict[str, Json] = {}
    for ask in asks:
        found = register.find(ask)
        value = ("yes" if found.rows else None) if ask.way == "any" else found.value
        if value is None:
            continue
        cells[ask.path] = value
        told[ask.path] = {
            "cell": ask.cell,
            "years": list(years_of(ask.years, register.years)),
            "value": value,
            "rows": len(found.rows),
            "version": found.version,
        }
    if not cells:
        return None
    return Proposal(question.key, cells.get("", cells), {"figure": asks[0].figure, "cells": told})


def _listed(register: Register, question: Question, ask: Ask) -> Proposal | None:
    lines = delivered_by_exporter(register.viewer, register.years)
    if not lines:
        return None
    kept: list[dict[str, Scalar]] = [
        {column: line[column] for column in question.columns if column in line} for line in lines
    ]
    count: Json = {
        "cell": "",
        "years": list(register.years),
        "value": len(kept),
        "rows": len(kept),
        "version": "1",
    }
    return Proposal(question.key, cast(Answer, kept), {"figure": ask.figure, "cells": {"": count}})
