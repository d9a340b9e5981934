"""Day first or month first: decided for a whole column from its own evidence, never cell by cell."""

from dataclasses import dataclass

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.lists.cells import Cell
from tracemark.register.rules.lists.dates import DateOrder, three_numbers

MIXED_SHARE = 0.05
"""Above this share of contrary evidence a column is a mixture; below it the few are typing errors."""

ENOUGH_TYPED = 20
"""So many real dates, none with a day above 12, are more than chance."""


@dataclass(slots=True)
class DateEvidence:
    """What a column's cells say of its order; filled while the list is read for the first time."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0
    typed_low: int = 0
    typed_high: int = 0

    def add(self, cell: Cell) -> None:
        """Count one cell. Real dates count apart: they need no order, but show what a spreadsheet did."""
        if cell.kind == "date" and cell.day is not None:
            if cell.day.day <= 12:
                self.typed_low += 1
            else:
                self.typed_high += 1
            return
        numbers = None if cell.was_number else three_numbers(cell.text)
        if numbers is None:
            return
        first, second = numbers
        if first > 12 >= second > 0:
            self.day_first += first <= 31
        elif second > 12 >= first > 0:
            self.month_first += second <= 31
        elif first != second:
            self.open += 1

    def plus(self, other: "DateEvidence") -> "DateEvidence":
        """Both columns' evidence together."""
        return DateEvidence(
            self.day_first + other.day_first,
            self.month_first + other.month_first,
            self.open + other.open,
            self.typed_low + other.typed_low,
            self.typed_high + other.typed_high,
        )


def decide_order(header: str, own: DateEvidence, file: DateEvidence) -> tuple[DateOrder, tuple[Finding, ...]]:
    """The order of a column, with what is doubtful about it.

    ``file`` is the evidence of all the list's columns: a list is usually typed in one order, so it decides for a
    column that cannot decide for itself. With no evidence at all the day is taken to come first.
    """
    params: dict[str, Param] = {"column": header, "day_first": own.day_first, "month_first": own.month_first}
    if own.day_first or own.month_first:
        order = DateOrder.DAY_FIRST if own.day_first >= own.month_first else DateOrder.MONTH_FIRST
        fewer, both = min(own.day_first, own.month_first), own.day_first + own.month_first
        mixed = fewer > MIXED_SHARE * both
        return order, (Finding("date_order_mixed", params),) if mixed else _swapped(header, own)
    if not own.open:
        return DateOrder.DAY_FIRST, ()
    if file.day_first or file.month_first:
        order = DateOrder.DAY_FIRST if file.day_first >= file.month_first else DateOrder.MONTH_FIRST
        return order, (Finding("date_order_from_other_columns", {"column": header}, Severity.INFO),)
    return DateOrder.DAY_FIRST, (Finding("date_order_undecided", {"column": header, "count": own.open}),)


def _swapped(header: str, own: DateEvidence) -> tuple[Finding, ...]:
    """A spreadsheet of another country turns 03/04 into a date the wrong way round and leaves 25/04 as text."""
    if own.typed_low >= ENOUGH_TYPED and not own.typed_high and not own.open:
        return (Finding("dates_swapped_by_spreadsheet", {"column": header, "count": own.typed_low}),)
    return ()
