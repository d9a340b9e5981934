"""Lines of a list that are no items: totals, signatures, notes; and whether a total agrees with its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracemark.findings import Finding
from tracemark.register.rules.lists.cells import Cell
from tracemark.register.rules.lists.folding import fold, phrase_pattern, phrases
from tracemark.register.rules.lists.quantities import read_quantity, read_quantity_text

_TOTAL_WORDS = """
    total; totals; subtotal; sub total; grand total; sum total; carried forward; brought forward; sum;
    total; totaux; sous total; total general; somme; report;
    total; totales; subtotal; total general; suma; suman; suma total;
    итого; всего; в сумме; подытог; промежуточный итог; итог;
    合计; 总计; 小计; 共计; 总数; 累计; 总和;
    المجموع; الاجمالي; مجموع; اجمالي; المجموع الكلي; المجموع الفرعي; الحاصل;
"""
_GRAND_WORDS = """
    grand total; overall; total all; general total; sum total; total general; total global; suma total;
    gran total;
    общий итог; итого по всем; всего по списку; всего по книге; 总计; 总合计; 累计; المجموع الكلي; الاجمالي العام;
    المجموع العام;
"""
_FOOTER_WORDS = """
    signed; signature; sign; checked by; prepared by; verified by; certified; approved by; compiled by;
    commander; commanding officer;
    officer in charge; stamp; page; printed; end of; note; notes; source; received by; witness;
    place and date; for the; authorised by; authorized by;
    continued; confidential; restricted; remarks; report date; generated;
    signe; vu; fait a; certifie; etabli par; le commandant; cachet; visa; le chef; arrete; pour copie;
    le responsable; verifie; nota;
    firma; firmado; elaborado por; revisado por; vo bo; sello; aprobado; pagina; el comandante; el jefe;
    certifico; recibido por; fin de;
    подпис; составил; проверил; утвержд; начальник; командир; м п; исполнит; председател; член; сдал;
    принял; страница; лист; примечание; конец;
    签字; 签名; 制表; 审核; 填表; 盖章; 负责人; 经办; 批准; 日期; 第; 注; 备注; 说明; 单位负责人; 复核;
    التوقيع; توقيع; الختم; اعد; راجع; المسوول; المسؤول; القايد; القائد; اعتمد; الضابط; صفحه; ملاحظه; حرر;
    نهايه;
"""
_TOTAL = phrase_pattern(phrases(_TOTAL_WORDS))
_GRAND = phrase_pattern(phrases(_GRAND_WORDS))
_FOOTER = phrase_pattern(phrases(_FOOTER_WORDS))
_SAID = re.compile(r"[:=：]\s*([\d٠-٩۰-۹ ,.]*\d|[٠-٩۰-۹]+)")

LABEL_CELLS = 3
"""A label stands in one of the first cells that hold anything."""

FULL_ROW = 5
"""A row with so many cells describes an item, whatever word stands in it."""


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A line that adds up. ``value`` is None when no number stands in it."""

    label: str
    value: int | None
    is_grand: bool


def find_total(cells: Sequence[Cell], quantity_column: int | None) -> TotalLine | None:
    """The total that a line states, or None when it is no total line."""
    said = [(column, cell) for column, cell in enumerate(cells) if cell.text.strip()]
    if not said or len(said) > FULL_ROW:
        return None
    for column, cell in said[:LABEL_CELLS]:
        if not cell.was_number and is_total_label(cell.text):
            others = [other for place, other in said if place != column]
            return TotalLine(
                cell.text.strip(), _value(cells, others, quantity_column, cell.text), _is_grand(cell.text)
            )
    return None


def is_footer(cells: Sequence[Cell]) -> bool:
    """True for a signature, a stamp, a page number or a note below or between the rows."""
    said = [cell.text for cell in cells if cell.text.strip()]
    return 0 < len(said) <= LABEL_CELLS and any(_FOOTER.match(fold(text)) for text in said[:2])


@lru_cache(maxsize=4096)
def is_total_label(text: str) -> bool:
    """Whether a text is the label of a total ("Batch total", "Итого по складу", "合计")."""
    folded = fold(text)
    return len(folded) <= 60 and _TOTAL.search(folded) is not None


@lru_cache(maxsize=1024)
def _is_grand(text: str) -> bool:
    return _GRAND.search(fold(text)) is not None


def _value(
    cells: Sequence[Cell], others: Sequence[Cell], quantity_column: int | None, label: str
) -> int | None:
    if quantity_column is not None and quantity_column < len(cells):
        value = read_quantity(cells[quantity_column])
        if value is not None:
            return value
    numbers = [value for cell in others if (value := read_quantity(cell)) is not None]
    if len(numbers) == 1:
        return numbers[0]
    found = _SAID.search(label)
    return read_quantity_text(found[1]) if found and not numbers else None


@dataclass(slots=True)
class RunningTotal:
    """What the rows of a sheet add up to, as written: duplicates and lines kept aside included."""

    since_last: int = 0
    all: int = 0
    lines: int = 0

    def add(self, quantity: int) -> None:
        """Count one row."""
        self.since_last += quantity
        self.all += quantity

    def close(self, line: TotalLine) -> Finding | None:
        """Compare a total line with its rows: those since the last total, or all of them for a grand total."""
        expected = self.all if line.is_grand else self.since_last
        agrees = line.value in (self.since_last, self.all)
        self.since_last = 0 if not line.is_grand else self.since_last
        self.lines += 1
        if line.value is None or agrees:
            return None
        return Finding("total_mismatch", {"label": line.label, "written": line.value, "counted": expected})
