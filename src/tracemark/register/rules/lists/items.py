"""One row that describes an item: to an accepted row, or kept aside with the reason."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tracemark.findings import Finding, Param
from tracemark.marks.rules.mark import Mark
from tracemark.reference.rules import Tables, find_country
from tracemark.register.rules.events import PartialDate, Precision
from tracemark.register.rules.lists.aside import Aside
from tracemark.register.rules.lists.cells import EMPTY, Cell, texts
from tracemark.register.rules.lists.columns_of_sheet import Columns
from tracemark.register.rules.lists.dates import partial_text, read_date
from tracemark.register.rules.lists.descriptions import Description, Descriptions
from tracemark.register.rules.lists.duplicates import SeenWeapons
from tracemark.register.rules.lists.extras import read_extra, read_personal
from tracemark.register.rules.lists.folding import fold
from tracemark.register.rules.lists.permits import read_permit_quantities
from tracemark.register.rules.lists.plan import Plan
from tracemark.register.rules.lists.quantities import LARGEST, read_quantity
from tracemark.register.rules.lists.same_event import Report, Reports
from tracemark.register.rules.lists.scope import NO_WEAPONS, NOT_ARMS, scope_of, year_of_making
from tracemark.register.rules.lists.weapon_marks import read_marks
from tracemark.register.rules.rows import Facts, KeptAside, ListKind, Row, RowResult

EVENT_KINDS = frozenset({ListKind.SEIZURES, ListKind.LOSSES, ListKind.DESTRUCTION, ListKind.RECEIPTS})
"""Lists of events: the same weapon may come again on another day."""

STILL_REPEATED = "still_repeated"
"""What stands beside a repeated row that was handed back; it stays aside until an officer clears it."""

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


class Memory:
    """What the rows before have said: shared by all sheets of one list."""

    def __init__(self, plan: Plan, tables: Tables) -> None:
        self.plan = plan
        self.descriptions = Descriptions(tables)
        self.seen = SeenWeapons()
        self.reports = Reports()


class ItemReader:
    """Reads the items of one sheet."""

    def __init__(self, memory: Memory, sheet: str | None, sheet_number: int, columns: Columns) -> None:
        self._memory = memory
        self._kind = memory.plan.kind
        self._sheet = sheet
        self._sheet_number = sheet_number
        self._columns = columns

    def read(self, number: int, cells: Sequence[Cell]) -> RowResult:
        """The row as it is accepted, or kept aside."""
        columns = self._columns
        padded = [*cells[: columns.width]]
        padded += [EMPTY] * (columns.width + 1 - len(padded))
        row = [cell.text for cell in padded]
        findings: list[Finding] = []
        try:
            if row[columns.kept_aside_code].strip() == STILL_REPEATED:
                raise Aside(STILL_REPEATED)
            if self._kind is ListKind.IMPORTS:
                return self._permit(number, padded, row, findings)
            return self._weapon(number, padded, row, findings)
        except Aside as aside:
            return KeptAside(self._sheet, number, texts(cells), aside.reason)

    def _weapon(self, number: int, cells: Sequence[Cell], row: Sequence[str], findings: list[Finding]) -> Row:
        columns = self._columns
        description = self._describe(row)
        type_text = row[columns.type].strip()
        if description.scope in NOT_ARMS or description.type_code in NO_WEAPONS:
            raise Aside("not_an_arm", text=type_text, scope=description.scope)
        extra = read_extra(columns, row, findings)
        occurred = self._dates(cells, extra, findings)
        quantity = _quantity(cells[columns.quantity])
        remarks = row[columns.remarks].strip()
        year = _year(row[columns.year], remarks, findings)
        scope = scope_of(self._memory.descriptions.tables, description.scope, year, type_text, remarks)
        marks = read_marks(
            self._kind,
            columns,
            cells,
            description,
            lengths=self._memory.plan.lengths,
            quantity=quantity,
            scope=scope,
            findings=findings,
        )
        self._refuse_repeats(number, description, marks, occurred, extra)
        self._name_earlier_report(number, description, marks, occurred, extra, findings)
        if scope:
            extra["scope"] = scope
        if description.make_absent:
            extra["make_absent"] = description.make_absent
        personal = read_personal(columns, row, extra)
        facts = self._facts(description, row, year, marks)
        return self._accept(number, description, facts, quantity, occurred, extra, personal, findings)

    def _permit(self, number: int, cells: Sequence[Cell], row: Sequence[str], findings: list[Finding]) -> Row:
        description = self._describe(row)
        extra = read_extra(self._columns, row, findings)
        if not extra.get("permit_no"):
            raise Aside("permit_without_number")
        occurred = self._dates(cells, extra, findings)
        read_permit_quantities(self._columns, cells, extra, findings)
        said = (
            extra.get(key, "")
            for key in ("permit_no", "euc_no", "permitted_quantity", "delivered_quantity", "delivered_on")
        )
        self._refuse_seen(number, "\x1f".join((*map(fold, said), *description.key)), "")
        facts = self._facts(description, row, None, ())
        return self._accept(number, description, facts, 1, occurred, extra, {}, findings)

    def _accept(
        self,
        number: int,
        description: Description,
        facts: Facts,
        quantity: int,
        occurred: PartialDate | None,
        extra: dict[str, str],
        personal: dict[str, str],
        findings: list[Finding],
    ) -> Row:
        if description.unknown:
            self._memory.descriptions.count_unknown(description)
        return Row(
            self._sheet, number, self._kind, facts, quantity, occurred, extra, personal, tuple(findings)
        )

    def _describe(self, row: Sequence[str]) -> Description:
        columns, descriptions = self._columns, self._memory.descriptions
        make, model = row[columns.make].strip(), row[columns.model].strip()
        if not make and (both := row[columns.make_model].strip()):
            make, rest = descriptions.split_make(both)
            model = model or rest
        return descriptions.read(row[columns.type].strip(), make, model, row[columns.calibre].strip())

    def _facts(
        self, description: Description, row: Sequence[str], year: int | None, marks: tuple[Mark, ...]
    ) -> Facts:
        columns = self._columns
        country = row[columns.country].strip()
        return Facts(
            row[columns.type].strip(),
            description.type_code,
            description.make_text,
            description.make_code,
            description.model_text,
            description.model_key,
            row[columns.calibre].strip(),
            description.calibre_code,
            find_country(self._memory.descriptions.tables, country).code if country else None,
            year,
            marks,
        )

    def _dates(
        self, cells: Sequence[Cell], extra: dict[str, str], findings: list[Finding]
    ) -> PartialDate | None:
        """Read every date of the row; the one of the event is returned, the others go to ``extra``."""
        occurred = None
        for name, column, order, title in self._columns.dates:
            cell = cells[column]
            if not cell.text and cell.day is None:
                continue
            reading = read_date(cell, order)
            if reading.problem in ("impossible_date", "date_of_other_calendar"):
                raise Aside(reading.problem, text=cell.text.strip(), column=title)
            if reading.problem or reading.warning:
                code = reading.problem or reading.warning
                findings.append(Finding(code, {"text": cell.text.strip(), "column": title}))
            if reading.problem:
                extra[f"{name}_text"] = cell.text.strip()
            if name == "occurred_on":
                occurred = reading.value
            elif reading.value is not None:
                extra[name] = partial_text(reading.value)
        if self._kind is ListKind.SEIZURES:
            self._check_period(occurred, findings)
        return occurred

    def _check_period(self, occurred: PartialDate | None, findings: list[Finding]) -> None:
        period = self._memory.plan.period
        if occurred is None:
            findings.append(Finding("date_missing"))
        elif period is not None and occurred.day.year != period:
            raise Aside("outside_period", date=partial_text(occurred), period=period)

    def _refuse_repeats(
        self,
        number: int,
        description: Description,
        marks: Sequence[Mark],
        occurred: PartialDate | None,
        extra: dict[str, str],
    ) -> None:
        """Keep aside a row that names the weapon of an earlier row; one without a serial repeats nothing."""
        mark = marks[0]
        if mark.absent is not None:
            return
        lost_zeros = mark.alternatives and mark.alternatives[0].lstrip("0") == mark.normalized
        identity = [mark.alternatives[0] if lost_zeros else mark.normalized, description.key[0]]
        if self._kind in EVENT_KINDS:
            identity += [occurred.day.isoformat() if occurred else "", fold(extra.get("agency", ""))]
        if "?" in mark.normalized or "*" in mark.normalized:
            identity.append(fold(extra.get("record_ref", "")))
        self._refuse_seen(number, "\x1f".join(identity), description.model_key)

    def _refuse_seen(self, number: int, identity: str, model: str) -> None:
        first = self._memory.seen.find_or_add(identity, model, (self._sheet_number, number))
        if first is not None:
            sheet, row = first
            name = self._memory.plan.sheets[sheet].name or ""
            raise Aside("duplicate_row", first_row=row, first_sheet=name, where=_where(name, row))

    def _name_earlier_report(
        self,
        number: int,
        description: Description,
        marks: tuple[Mark, ...],
        occurred: PartialDate | None,
        extra: dict[str, str],
        findings: list[Finding],
    ) -> None:
        """Name the report of another agency about the same event, so that figures count it once."""
        if self._kind is not ListKind.SEIZURES or occurred is None or occurred.precision is not Precision.DAY:
            return
        place, agency = fold(extra.get("place", "")), fold(extra.get("agency", ""))
        if not place or not agency or marks[0].absent is not None:
            return
        here = f"{self._sheet or ''}:{number}"
        report = Report(here, occurred.day, place, agency, description.key[0], marks)
        earlier = self._memory.reports.find_same(report)
        if earlier is not None:
            extra["duplicate_of"] = earlier
            sheet, _, row = earlier.rpartition(":")
            params: dict[str, Param] = {
                "first_row": int(row),
                "first_sheet": sheet,
                "where": _where(sheet, int(row)),
            }
            findings.append(Finding("duplicate_event", params))


def _where(sheet: str, row: int) -> str:
    """A row as officers name it; with its sheet when it has one."""
    return f"{sheet}:{row}" if sheet else str(row)


def _quantity(cell: Cell) -> int:
    """How many weapons a row is; one when it does not say. A quantity that makes no sense keeps the row aside."""
    text = cell.text.strip()
    if not text or text == "1":
        return 1
    quantity = read_quantity(cell)
    if quantity is None:
        raise Aside("quantity_not_read", text=text)
    if not 1 <= quantity <= LARGEST:
        raise Aside("quantity_out_of_range", quantity=quantity, largest=LARGEST)
    return quantity


def _year(text: str, remarks: str, findings: list[Finding]) -> int | None:
    """The year of making: of its own column, else of remarks that speak of it."""
    if text.strip():
        year = _read_year(text)
        if year is None:
            findings.append(Finding("year_not_read", {"text": text.strip()}))
        return year
    return year_of_making(remarks) if remarks else None


@lru_cache(maxsize=4096)
def _read_year(text: str) -> int | None:
    found = _YEAR.search(fold(text))
    return int(found[1]) if found else None
