"""What differs from a published figure, in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from tracemark.figures.rules.compare import Comparison, FieldChange, NumberChange, RowChange
from tracemark.figures.tables.numbers import share_text
from tracemark.ui.words import word

FIELD_GROUPS = {"how": "obtained", "outcome": "outcome", "traceable": "traceable", "excluded": "excluded"}
"""Compared fields whose values have words, and the group these words stand in."""


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
            (
                word(f"figure_field_{field.field}"),
                _field_word(field, field.published),
                _field_word(field, field.now),
            )
            for field in change.fields
        ),
    )


def _field_word(field: FieldChange, value: str) -> str:
    """A compared value in words; dates and ids stand as they are, and nothing shows as a dash."""
    group = FIELD_GROUPS.get(field.field)
    if not value or group is None:
        return value or "–"
    return word(f"{group}_{value}")
