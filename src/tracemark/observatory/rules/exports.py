"""Cells as they are written into files that people open in a spreadsheet."""

from tracemark.formulas import neutralize


def harmless_cell(cell: object) -> object:
    """A cell of a CSV for people: nothing is empty, and a text that a spreadsheet would run is made plain."""
    if cell is None:
        return ""
    return neutralize(cell) if isinstance(cell, str) else cell
