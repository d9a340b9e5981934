"""Taking in lists of stock: read first, then recorded as a report; what does not read is kept aside."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.catalogue import ItemDraft, LotDraft, keep_item, keep_lot
from tracemark.ammunition.actions.moving import Line, Voucher, move
from tracemark.ammunition.models import ItemType
from tracemark.ammunition.queries.holdings import find_item
from tracemark.ammunition.rules.ledger import MovementKind
from tracemark.ammunition.rules.stock_lists import Reject, StockRow, read_header, read_row
from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.formulas import neutralize
from tracemark.register.jobs.files import open_list
from tracemark.stockpiles.queries import Store, find_store_named

LISTS = UUID("6d1f6a52-2f0c-5a5e-9a37-2a8b6f6f0c41")
"""The name space of movements that lists bring: the same row of the same file is always the same movement."""

HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class StockFile:
    """A list that was read: rows that can be recorded, findings and texts of those kept aside."""

    sha256: str
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[StockRow, UUID], ...]
    rejects: tuple[Reject, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why rows were kept aside, in their order."""
        return tuple(one.finding for one in self.rejects)

    def rejects_csv(self) -> str:
        """The rows kept aside as they were, with the row number and the code of the reason."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        for one in self.rejects:
            writer.writerow([one.row, one.finding.code, *map(neutralize, one.cells)])
        return out.getvalue()


def read_stock_file(path: Path, viewer: Viewer) -> StockFile:
    """Read a list and look up its stores and items; nothing is changed. Raises Refused when it is no such list."""
    book = open_list(path)
    rows: list[tuple[StockRow, UUID]] = []
    rejects: list[Reject] = []
    known: dict[str, Store | None] = {}
    header: tuple[str, ...] = ()
    for sheet in book.sheets:
        columns: Mapping[str, int] = {}
        for number, cells in sheet.rows():
            texts = tuple(cell.text.strip() for cell in cells)
            if not columns:
                columns = read_header(texts) if number <= HEADER_WITHIN else {}
                header = header or (texts if columns else ())
                continue
            if not any(texts):
                continue
            values = {field: texts[place] if place < len(texts) else "" for field, place in columns.items()}
            try:
                rows.append(_known_row(read_row(number, values), viewer, known))
            except Refused as refusal:
                rejects.append(Reject(number, texts, refusal.findings[0]))
    if not header:
        raise Refused(Finding("stock_header_missing", {"name": path.name}, Severity.REFUSAL))
    return StockFile(book.sha256, path.name, header, tuple(rows), tuple(rejects))


def load_stock(
    found: StockFile, *, by: Viewer, at: datetime, told: Callable[[int], None] = lambda done: None
) -> int:
    """Record what a list reports, a row at a time; the same list again changes nothing. Returns rows recorded.

    ``told`` hears after each row how many are recorded.
    """
    for done, (row, store_id) in enumerate(found.rows, start=1):
        _record(found, row, store_id, by, at)
        told(done)
    return len(found.rows)


@transaction.atomic
def _record(found: StockFile, row: StockRow, store_id: UUID, by: Viewer, at: datetime) -> None:
    item = _item(row) or keep_item(
        ItemDraft(
            code=row.code or row.name[:40],
            name=row.name,
            hazard_code=row.hazard_code,
            neq_kg=row.neq_kg or 0,  # type: ignore[arg-type]  # [a row without it was kept aside]
            un_number=row.un_number,
        ),
        by=by,
        at=at,
    )
    lot = keep_lot(
        item,
        LotDraft(row.lot, row.maker, condition=row.condition, shelf_life_until=row.shelf_life_until),
        by=by,
        at=at,
    )
    line = Line(lot.id, row.quantity, to_store=store_id, to_stack=row.stack)
    voucher = Voucher(
        kind=MovementKind.REPORT_STOCK,
        number=f"LIST {found.name}"[:60],
        occurred_on=at.date(),
        lines=[line],
        signatories=(f"list {found.sha256[:8]}", f"row {row.row}"),
        id=uuid5(LISTS, f"{found.sha256}:{row.row}:{row.lot}"),
    )
    move(voucher, by=by, at=at)


def _known_row(row: StockRow, viewer: Viewer, known: dict[str, Store | None]) -> tuple[StockRow, UUID]:
    """The row with its store; refused when store or item are not known and cannot be made."""
    if row.store not in known:
        known[row.store] = find_store_named(viewer, row.store)
    store = known[row.store]
    if store is None:
        raise _refused(row, "store", row.store)
    if not viewer.may_at("ammunition.move", store.site.unit_id):
        params: dict[str, Param] = {"row": row.row, "value": row.store[:80]}
        raise Refused(Finding("stock_store_not_yours", params, Severity.REFUSAL))
    if _item(row) is None and (not row.hazard_code or row.neq_kg is None):
        raise _refused(row, "hazard_code" if not row.hazard_code else "neq_kg", row.name)
    return row, store.id


def _item(row: StockRow) -> ItemType | None:
    return find_item(row.code, row.name)


def _refused(row: StockRow, column: str, value: str) -> Refused:
    params: dict[str, Param] = {"row": row.row, "column": column, "value": value[:80]}
    return Refused(Finding("stock_value_unknown", params, Severity.REFUSAL))
