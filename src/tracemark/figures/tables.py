"""A figure laid out for people: words and numbers in the active language, every number with its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, override

from tracemark.figures.rules import TOTAL, Basis, Cell, Definition, Figure, FigureRow, Measure, Outcome
from tracemark.figures.rules.chart import Bar, BarGroup, draw_bars
from tracemark.figures.rules.compare import Comparison, FieldChange, NumberChange, RowChange
from tracemark.figures.rules.sdmx import CUSTOM_CODES
from tracemark.figures.rules.select import DENOMINATOR, LEFT_OUT, NUMERATOR, Choice
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


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row behind a number, in words."""

    row: FigureRow
    how: str
    outcome: str
    traceable: str
    excluded: str
    source: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row that differs from what was published, in words."""

    record_no: str
    row_id: str
    difference: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number that differs from what was published, in words."""

    label: str
    published: str
    now: str


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
            for outcome, rows in _by_outcome(measure.total)
        ),
        left_out=_left_out(measure),
    )


def excluded_lines(figure: Figure) -> tuple[CountLine, ...]:
    """The reasons for not counting, with how many rows each; the smallest words a statistician needs."""
    return tuple(
        CountLine(word(f"excluded_{reason}"), _number(len(rows), Choice(excluded=reason)))
        for reason, rows in figure.excluded.items()
    )


def method_lines(definition: Definition, options: Iterable[str] = ()) -> tuple[str, ...]:
    """How the figure is counted, sentence by sentence."""
    codes = ("numerator", "basis_traceable", definition.period, "administrative", "antique")
    rules = (definition.blanks, definition.empty_base, definition.rounding)
    return tuple(word(f"method_{code}") for code in (*codes, *rules, *options))


def chart_svg(figure: Figure, *, name: str = "chart") -> str:
    """The figure's picture in the active language."""
    title = f"{word(f'figure_{figure.definition.name}')}, {figure.year}"
    groups = tuple(
        BarGroup(word(f"basis_{measure.basis}"), tuple(_bar(cell) for cell in measure.cells.values()))
        for measure in figure.measures
    )
    description = "; ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label} {bar.text}" for bar in group.bars) for group in groups
    )
    return draw_bars(
        groups, title=title, description=description, right_to_left=get_language_bidi(), name=name
    )


def figure_text(figure: Figure) -> str:
    """The figure as plain text for a terminal, in the active language."""
    lines = [f"{word(f'figure_{figure.definition.name}')}, {figure.year}", ""]
    for measure in figure.measures:
        table = measure_table(measure)
        lines.append(f"{table.heading}: {table.share}")
        lines += [
            f"  {line.label}: {line.numerator.text} / {line.denominator.text} = {line.share}"
            for line in table.lines
        ]
        lines += [f"  - {line.label}: {line.count.text}" for line in table.outcomes]
        lines.append("")
    lines += [f"{line.label}: {line.count.text}" for line in excluded_lines(figure)]
    lines += ["", *method_lines(figure.definition, figure.options)]
    return "\n".join(lines) + "\n"


def row_lines(rows: Iterable[FigureRow]) -> list[RowLine]:
    """Rows in words."""
    return [
        RowLine(
            row=row,
            how=word(f"obtained_{row.how}"),
            outcome=word(f"outcome_{row.outcome}"),
            traceable=word("traceable_yes" if row.traceable else "traceable_no"),
            excluded=word(f"excluded_{row.excluded}") if row.excluded else "",
            source=_source(row),
        )
        for row in rows
    ]


def choice_label(choice: Choice) -> str:
    """The number that ``choice`` names, in words."""
    if choice.excluded is not None:
        return word(f"excluded_{choice.excluded}")
    group = "part" if choice.part in {NUMERATOR, DENOMINATOR, LEFT_OUT} else "outcome"
    parts = [word(f"basis_{choice.basis}"), word(f"obtained_{choice.how}"), word(f"{group}_{choice.part}")]
    return " · ".join(parts)


def choice_query(choice: Choice) -> str:
    """The address parameters that name the same number again."""
    if choice.excluded is not None:
        return urlencode({"excluded": choice.excluded.value})
    return urlencode({"basis": choice.basis.value, "how": choice.how, "part": choice.part})


def number_lines(comparison: Comparison) -> list[NumberLine]:
    """Numbers that differ, in words."""
    return [
        NumberLine(
            label=f"{word(f'basis_{change.basis}')} · {word(f'obtained_{change.how}')}",
            published=_side(change, published=True),
            now=_side(change, published=False),
        )
        for change in comparison.numbers
    ]


def change_lines(comparison: Comparison) -> list[ChangeLine]:
    """Rows that differ, in words."""
    return [_change_line(change) for change in comparison.rows]


def sdmx_labels() -> Mapping[str, str]:
    """The label of each custom code, in English as the SDG flows have them."""
    with override("en"):
        return {
            code: f"{word(f'basis_{basis}')}: {word(f'obtained_{how}')}"
            for (basis, how), code in CUSTOM_CODES.items()
        }


def _cell_line(basis: Basis, cell: Cell) -> CellLine:
    return CellLine(
        label=word(f"obtained_{cell.how}"),
        numerator=_number(cell.numerator, Choice(basis, cell.how, NUMERATOR)),
        denominator=_number(cell.denominator, Choice(basis, cell.how, DENOMINATOR)),
        share=share_text(cell.value),
        is_total=cell.how == TOTAL,
    )


def _by_outcome(cell: Cell) -> list[tuple[Outcome, tuple[str, ...]]]:
    return [(outcome, cell.rows_by_outcome[outcome]) for outcome in Outcome]


def _left_out(measure: Measure) -> CountLine | None:
    if measure.basis == Basis.ALL:
        return None
    count = _number(len(measure.left_out), Choice(measure.basis, TOTAL, LEFT_OUT))
    return CountLine(word("part_left_out"), count)


def _number(count: int, choice: Choice) -> Number:
    return Number(number_format(count), choice_query(choice) if count else "")


def _bar(cell: Cell) -> Bar:
    counts = f"{number_format(cell.numerator)} / {number_format(cell.denominator)}"
    return Bar(
        label=word(f"obtained_{cell.how}"),
        text=f"{counts} · {share_text(cell.value)}",
        numerator=cell.numerator,
        denominator=cell.denominator,
    )


def _source(row: FigureRow) -> str:
    known = (
        word(f"figure_list_{row.list_kind}")
        if row.list_kind in {"", "seizures", "receipts"}
        else row.list_kind
    )
    return f"{known} {row.sheet_row}".strip()


def _side(change: NumberChange, *, published: bool) -> str:
    numbers = change.published if published else change.now
    if numbers is None:
        return word("no_value")
    numerator, denominator, value = numbers
    share = share_text(None if value is None else Decimal(value))
    return f"{number_format(numerator)} / {number_format(denominator)} = {share}"


def _change_line(change: RowChange) -> ChangeLine:
    return ChangeLine(
        record_no=change.record_no,
        row_id=change.row_id,
        difference=word(change.difference.value),
        changes=tuple(
            (word(f"field_{field.field}"), _field_word(field, field.published), _field_word(field, field.now))
            for field in change.fields
        ),
    )


FIELD_GROUPS = {"how": "obtained", "outcome": "outcome", "traceable": "traceable", "excluded": "excluded"}


def _field_word(field: FieldChange, value: str) -> str:
    """A compared value in words; dates and ids stand as they are, and nothing shows as a dash."""
    group = FIELD_GROUPS.get(field.field)
    if not value or group is None:
        return value or "–"
    return word(f"{group}_{value}")
