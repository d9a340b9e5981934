"""What would differ if a published figure were counted again today: numbers, and row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from tracemark.figures.rules.frozen import Json

COMPARED = ("how", "outcome", "occurred_on", "traceable", "excluded", "event_id")


class RowDifference(StrEnum):
    """How a row stands in the two countings."""

    ADDED = "row_added"
    GONE = "row_gone"
    CHANGED = "row_changed"


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A cell whose numbers differ. Each side is (numerator, denominator, per cent or None), or None
    when that counting does not hold the cell."""

    basis: str
    how: str
    published: tuple[int, int, str | None] | None
    now: tuple[int, int, str | None] | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact of a row that is no longer what it was."""

    field: str
    published: str
    now: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, went or changed; ``fields`` is empty for the first two."""

    row_id: str
    record_no: str
    difference: RowDifference
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Published against now. Rules that changed in between are said apart from rows that changed."""

    numbers: tuple[NumberChange, ...]
    rows: tuple[RowChange, ...]
    definition_versions: tuple[str, str]

    @property
    def is_same(self) -> bool:
        """Whether nothing at all would differ."""
        published, now = self.definition_versions
        return not self.numbers and not self.rows and published == now


def compare_documents(published: Mapping[str, Json], now: Mapping[str, Json]) -> Comparison:
    """Compare two figures in the form of ``frozen.figure_json``. Only bases that were published count."""
    return Comparison(
        numbers=tuple(_number_changes(published, now)),
        rows=tuple(_row_changes(_rows(published), _rows(now))),
        definition_versions=(str(published["definition_version"]), str(now["definition_version"])),
    )


def _number_changes(published: Mapping[str, Json], now: Mapping[str, Json]) -> list[NumberChange]:
    changes = []
    for basis in _object(published, "bases"):
        before, after = _cells(published, basis), _cells(now, basis)
        for how in [*before, *(how for how in after if how not in before)]:
            if before.get(how) != after.get(how):
                changes.append(NumberChange(basis, how, before.get(how), after.get(how)))
    return changes


def _cells(document: Mapping[str, Json], basis: str) -> dict[str, tuple[int, int, str | None]]:
    measure = _object(document, "bases").get(basis)
    if not isinstance(measure, dict):
        return {}
    cells = cast(dict[str, dict[str, Json]], measure["cells"])
    return {how: _numbers(cell) for how, cell in cells.items()}


def _numbers(cell: Mapping[str, Json]) -> tuple[int, int, str | None]:
    value = cell["percent"]
    return (
        cast(int, cell["numerator"]),
        cast(int, cell["denominator"]),
        None if value is None else str(value),
    )


def _row_changes(
    before: Mapping[str, dict[str, Json]], after: Mapping[str, dict[str, Json]]
) -> list[RowChange]:
    changes = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            changes.append(_row_change(new, RowDifference.ADDED))
        elif new is None and old is not None:
            changes.append(_row_change(old, RowDifference.GONE))
        elif old is not None and new is not None and (fields := _field_changes(old, new)):
            changes.append(_row_change(new, RowDifference.CHANGED, fields))
    return changes


def _row_change(
    row: Mapping[str, Json], difference: RowDifference, fields: tuple[FieldChange, ...] = ()
) -> RowChange:
    return RowChange(str(row["row_id"]), str(row["record_no"]), difference, fields)


def _field_changes(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, _plain(old.get(name)), _plain(new.get(name)))
        for name in COMPARED
        if old.get(name) != new.get(name)
    )


def _plain(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _rows(document: Mapping[str, Json]) -> dict[str, dict[str, Json]]:
    """Rows by what stays the same: the weapon and its turn, or the place in the list."""
    rows = cast(list[dict[str, Json]], document["rows"])
    return {str(row["row_id"]): row for row in rows}


def _object(document: Mapping[str, Json], name: str) -> dict[str, Json]:
    return cast(dict[str, Json], document[name])
