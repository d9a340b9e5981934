"""A figure as a flat table, one line a number, for spreadsheets and statistical programs."""

import csv
import io
from collections.abc import Iterable, Iterator

from tracemark.figures.rules.figure import Figure, FigureRow
from tracemark.figures.rules.frozen import percent_text
from tracemark.formulas import neutralize

COLUMNS = ("figure", "year", "basis", "how", "measure", "value")
ROW_COLUMNS = (
    "row_id",
    "record_no",
    "occurred_on",
    "how",
    "outcome",
    "traceable",
    "excluded",
    "list_kind",
    "sheet_row",
    "event_id",
)


def figure_lines(figure: Figure) -> Iterator[tuple[str, ...]]:
    """Lines of (figure, year, basis, how, measure, value); a value that does not exist is empty."""
    start = (figure.definition.name, str(figure.year))
    for measure in figure.measures:
        for how, cell in measure.cells.items():
            place = (*start, measure.basis.value, how)
            yield (*place, "percent", percent_text(cell.value) or "")
            yield (*place, "numerator", str(cell.numerator))
            yield (*place, "denominator", str(cell.denominator))
            for outcome, rows in cell.rows_by_outcome.items():
                yield (*place, outcome.value, str(len(rows)))
    for reason, excluded in figure.excluded.items():
        yield (*start, "", "", f"excluded:{reason.value}", str(len(excluded)))


def write_figure_csv(figure: Figure) -> str:
    """The lines of ``figure_lines`` as CSV with a header."""
    return _csv(COLUMNS, figure_lines(figure))


def write_rows_csv(rows: Iterable[FigureRow]) -> str:
    """Rows behind a number as CSV with a header."""
    return _csv(ROW_COLUMNS, (_row(row) for row in rows))


def _row(row: FigureRow) -> tuple[str, ...]:
    return (
        row.row_id,
        row.record_no,
        row.occurred_on.isoformat() if row.occurred_on else "",
        row.how,
        row.outcome.value,
        "yes" if row.traceable else "no",
        row.excluded.value if row.excluded else "",
        row.list_kind,
        neutralize(row.sheet_row),
        row.event_id,
    )


def _csv(header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()
