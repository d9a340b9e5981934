"""The numbers of a figure in words, each with the query that asks for its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.utils.formats import number_format

from tracemark.figures.rules import TOTAL, Basis, Cell, Definition, Figure, Measure, Outcome
from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.select import DENOMINATOR, HOWS, LEFT_OUT, NUMERATOR, Choice
from tracemark.figures.tables.choices import choice_query
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class Number:
    """One number on the page: its text, and the query that asks for its rows (empty: none to ask for)."""

    text: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a base's table."""

    label: str
    numerator: Number
    denominator: Number
    share: str
    is_total: bool


@dataclass(frozen=True, slots=True)
class CountLine:
    """A reason or outcome with the number of its rows."""

    label: str
    count: Number


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """Everything the page shows of one base."""

    basis: str
    heading: str
    share: str
    lines: tuple[CellLine, ...]
    outcomes: tuple[CountLine, ...]
    left_out: CountLine | None


def share_text(value: Decimal | None) -> str:
    """A per cent as the active language writes it, or the words for no value."""
    if value is None:
        return word("no_value")
    return word("percent_value", number=number_format(value, decimal_pos=1))


def measure_table(measure: Measure) -> MeasureTable:
    """The tables of one base."""
    cells = sorted(measure.cells.values(), key=lambda cell: cell.how == TOTAL)
    basis = measure.basis
    return MeasureTable(
        basis=basis.value,
        heading=word(f"basis_{basis}"),
        share=share_text(measure.total.value),
        lines=tuple(_cell_line(basis, cell) for cell in cells),
        outcomes=tuple(
            CountLine(word(f"outcome_{outcome}"), _number(len(rows), Choice(basis, TOTAL, outcome)))
            for outcome, rows in measure.total.rows_by_outcome.items()
        ),
        left_out=_left_out(measure),
    )


def excluded_lines(figure: Figure) -> tuple[CountLine, ...]:
    """The reasons for not counting, with how many rows each."""
    return tuple(
        CountLine(word(f"excluded_{reason}"), _number(len(rows), Choice(excluded=reason)))
        for reason, rows in figure.excluded.items()
    )


def method_lines(definition: Definition, options: Iterable[str] = ()) -> tuple[str, ...]:
    """How the figure is counted, sentence by sentence."""
    codes = ("numerator", "basis_traceable", definition.period, "administrative", "antique")
    rules = (definition.blanks, definition.empty_base, definition.rounding)
    return tuple(word(f"method_{code}") for code in (*codes, *rules, *options))


def number_tables(document: Mapping[str, Json]) -> list[MeasureTable]:
    """The tables of a published figure that came without its rows: numbers that lead nowhere."""
    bases = cast(dict[str, dict[str, dict[str, dict[str, Json]]]], document["bases"])
    return [_number_table(basis, measure["cells"]) for basis, measure in bases.items()]


def _cell_line(basis: Basis, cell: Cell) -> CellLine:
    return CellLine(
        label=word(f"obtained_{cell.how}"),
        numerator=_number(cell.numerator, Choice(basis, cell.how, NUMERATOR)),
        denominator=_number(cell.denominator, Choice(basis, cell.how, DENOMINATOR)),
        share=share_text(cell.value),
        is_total=cell.how == TOTAL,
    )


def _left_out(measure: Measure) -> CountLine | None:
    if measure.basis == Basis.ALL:
        return None
    count = _number(len(measure.left_out), Choice(measure.basis, TOTAL, LEFT_OUT))
    return CountLine(word("part_left_out"), count)


def _number(count: int, choice: Choice) -> Number:
    return Number(number_format(count), choice_query(choice) if count else "")


def _number_table(basis: str, cells: Mapping[str, Mapping[str, Json]]) -> MeasureTable:
    outcomes = cast(dict[str, int], cells[TOTAL]["outcomes"])
    return MeasureTable(
        basis=basis,
        heading=word(f"basis_{basis}"),
        share=_stored_share(cells[TOTAL]),
        lines=tuple(
            CellLine(
                label=word(f"obtained_{how}"),
                numerator=Number(number_format(cast(int, cell["numerator"]))),
                denominator=Number(number_format(cast(int, cell["denominator"]))),
                share=_stored_share(cell),
                is_total=how == TOTAL,
            )
            for how, cell in sorted(cells.items(), key=lambda pair: HOWS.index(pair[0]) or len(HOWS))
        ),
        outcomes=tuple(
            CountLine(word(f"outcome_{outcome}"), Number(number_format(outcomes[outcome])))
            for outcome in Outcome
            if outcome in outcomes
        ),
        left_out=None,
    )


def _stored_share(cell: Mapping[str, Json]) -> str:
    value = cell["percent"]
    return share_text(None if value is None else Decimal(str(value)))
