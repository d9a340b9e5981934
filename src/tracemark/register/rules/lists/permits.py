"""A row of a list of import permits: its quantities, where a blank is not zero (PoA II.11)."""

from collections.abc import Sequence

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.lists.cells import Cell
from tracemark.register.rules.lists.columns_of_sheet import Columns
from tracemark.register.rules.lists.quantities import read_quantity

QUANTITIES = ("permitted_quantity", "delivered_quantity")


def read_permit_quantities(
    columns: Columns, cells: Sequence[Cell], extra: dict[str, str], findings: list[Finding]
) -> None:
    """Put both quantities into ``extra`` as plain figures, or as typed with a warning; alert when too many came.

    A blank delivered quantity means that nothing is known yet, and is left out.
    """
    numbers: dict[str, int] = {}
    for name, column in zip(
        QUANTITIES, (columns.permitted_quantity, columns.delivered_quantity), strict=True
    ):
        text = cells[column].text.strip()
        if not text:
            continue
        number = read_quantity(cells[column])
        extra[name] = text if number is None else str(number)
        if number is None:
            findings.append(Finding("permit_quantity_not_read", {"field": name, "text": text}))
        else:
            numbers[name] = number
    permitted, delivered = (numbers.get(name) for name in QUANTITIES)
    if permitted is not None and delivered is not None and delivered > permitted:
        params: dict[str, Param] = {
            "permit": extra.get("permit_no", ""),
            "permitted": permitted,
            "delivered": delivered,
        }
        findings.append(Finding("over_quantity", params, Severity.ALERT))
