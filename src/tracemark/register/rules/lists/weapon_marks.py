"""All marks of a row that describes a weapon, and whether a missing serial number has its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracemark.findings import Finding
from tracemark.marks.rules import read_cell, read_mark
from tracemark.marks.rules.mark import Absent, Mark, Role
from tracemark.register.rules.lists.aside import Aside
from tracemark.register.rules.lists.cells import Cell, PlainCell
from tracemark.register.rules.lists.columns_of_sheet import Columns
from tracemark.register.rules.lists.descriptions import Description
from tracemark.register.rules.lists.serials import (
    SerialReading,
    WeaponKey,
    absent_serial,
    read_serial,
    reason_in_remarks,
)
from tracemark.register.rules.rows import ListKind

PART_POSITIONS = {"barrel_no": "barrel"}
READ_AS_TYPED = frozenset({ListKind.SEIZURES})
"""Lists whose mark column tells what the officer saw: "no marks" answers it and needs no warning."""


def read_marks(
    kind: ListKind,
    columns: Columns,
    cells: Sequence[Cell],
    description: Description,
    *,
    lengths: Mapping[WeaponKey, int],
    quantity: int,
    scope: str,
    findings: list[Finding],
) -> tuple[Mark, ...]:
    """The marks of a row, serial numbers first. Raises Aside when there is no serial number and no reason."""
    cell = _serial_cell(columns, cells)
    reading = read_serial(cell, description.key, lengths)
    others = tuple(_other_marks(columns, cells))
    findings.extend(reading.findings)
    if reading.absent is None:
        if quantity > 1:
            raise Aside("quantity_with_serial", quantity=quantity, serial=cell.text.strip())
        return (*reading.marks, *others)
    remarks = _said_in_words(columns, cells)
    if quantity > 1:
        findings.append(Finding("quantity_row", {"quantity": quantity}))
        unmarked = absent_serial(remarks[0] if remarks else "", Absent.NONE)
        return (_reason(reading, remarks) or unmarked, *reading.marks[1:], *others)
    return (*_without_serial(kind, reading, remarks, description, scope, findings), *others)


def _serial_cell(columns: Columns, cells: Sequence[Cell]) -> Cell:
    """The serial cell; a letter that stands in a column of its own is put in front again."""
    cell = cells[columns.serial]
    if cell.kind == "error":
        raise Aside("cell_error", text=cell.text)
    prefix = cells[columns.serial_prefix].text.strip()
    return PlainCell(f"{prefix} {cell.text.strip()}") if prefix and cell.text.strip() else cell


def _said_in_words(columns: Columns, cells: Sequence[Cell]) -> list[str]:
    """Where a list says why there is no number: its remarks first, then the condition, then columns of its own."""
    places = (columns.remarks, columns.condition, *columns.unknown)
    return [text for place in places if (text := cells[place].text.strip())]


def _reason(reading: SerialReading, remarks: Sequence[str]) -> Mark | None:
    """The mark that says why there is no serial number: in its own cell, else in the words beside it."""
    first = reading.marks[0]
    if first.verbatim.strip() and first.absent is not Absent.NOT_STATED:
        return first
    for text in remarks:
        if absent := reason_in_remarks(text):
            return absent_serial(text, absent)
    return None


def _without_serial(
    kind: ListKind,
    reading: SerialReading,
    remarks: Sequence[str],
    description: Description,
    scope: str,
    findings: list[Finding],
) -> tuple[Mark, ...]:
    reason = _reason(reading, remarks)
    if reason is None and _is_craft_made(description):
        reason = absent_serial(description.make_text, Absent.NONE)
    if reason is not None:
        if kind not in READ_AS_TYPED or reason is not reading.marks[0]:
            findings.append(Finding("no_serial_with_reason", {"reason": reason.verbatim}))
        return (reason, *reading.marks[1:])
    if len(reading.marks) > 1 or scope == "replica":
        return reading.marks
    raise Aside("no_serial_no_reason", text=reading.marks[0].verbatim.strip())


def _is_craft_made(description: Description) -> bool:
    return description.make_absent == "craft" or description.type_code == "craft_weapon"


def _other_marks(columns: Columns, cells: Sequence[Cell]) -> Iterator[Mark]:
    """Marks of the columns beside the serial number: what another column holds is no serial of the weapon."""
    for name, column in columns.marks:
        text = cells[column].text
        if not text.strip():
            continue
        if name in PART_POSITIONS:
            yield replace(read_mark(text, Role.PART), position=PART_POSITIONS[name])
        elif name == "import_mark":
            yield read_mark(text, Role.IMPORT)
        else:
            for mark in read_cell(text).marks:
                if mark.absent is None:
                    yield replace(mark, role=Role.OTHER) if mark.role is Role.SERIAL else mark
