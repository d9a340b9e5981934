"""A list of stock as officers keep it: columns by their names in six languages, rows, and what does not read.

Quantities are decimal; one comma is a decimal comma. A row that does not read is kept aside with its column and cause.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from tracemark.ammunition.rules.divisions import read_hazard_code
from tracemark.findings import Finding, Param, Refused, Severity

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "store": ("store", "storehouse", "depot", "magasin", "dépôt", "almacén", "depósito", "склад", "المستودع", "仓库"),
    "stack": ("stack", "location", "pile", "pila", "штабель", "الرصة", "堆垛"),
    "code": ("code", "item code", "nsn", "stock number", "código", "код", "الرمز", "代码"),
    "name": ("item", "name", "nomenclature", "désignation", "article", "artículo", "изделие", "الصنف", "品种", "名称"),
    "hazard_code": ("hazard code", "hcc", "hazard", "code de danger", "código de peligro", "код опасности",
        "رمز الخطورة", "危险代码"),
    "neq_kg": ("neq", "neq kg", "neq each kg", "neq per item kg", "qne", "cne", "масса вв", "كمية المتفجرات",
        "净爆炸物量"),
    "lot": ("lot", "lot number", "batch", "lote", "партия", "الدفعة", "批次", "批号"),
    "maker": ("maker", "manufacturer", "fabricant", "fabricante", "изготовитель", "الصانع", "制造商"),
    "quantity": ("quantity", "qty", "quantité", "cantidad", "количество", "الكمية", "数量"),
    "condition": ("condition", "état", "estado", "состояние", "الحالة", "状态"),
    "shelf_life_until": ("shelf life", "expiry", "expires", "péremption", "caducidad", "срок хранения",
        "الصلاحية", "保质期"),
    "un_number": ("un", "un number", "numéro onu", "número onu", "номер оон", "رقم الأمم المتحدة", "联合国编号"),
}  # fmt: skip
"""Fields and what their columns are called, folded."""

NEEDED = ("store", "name", "lot", "quantity")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class StockRow:
    """One row: so many of a lot in a store. Item facts are empty when the catalogue knows the item."""

    row: int
    store: str
    stack: str
    code: str
    name: str
    hazard_code: str
    neq_kg: Decimal | None
    lot: str
    maker: str
    quantity: Decimal
    condition: str
    shelf_life_until: date | None
    un_number: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was kept aside: as it was, and why."""

    row: int
    cells: tuple[str, ...]
    finding: Finding


def read_header(texts: Sequence[str]) -> dict[str, int]:
    """Which column holds which field; empty when the row is no header (a needed column is missing)."""
    names = {name: field for field, known in COLUMNS.items() for name in known}
    found: dict[str, int] = {}
    for place, text in enumerate(texts):
        field = names.get(_folded(text))
        if field and field not in found:
            found[field] = place
    return found if all(field in found for field in NEEDED) else {}


def read_row(number: int, values: Mapping[str, str]) -> StockRow:
    """One row. Raises Refused naming row, column and cause."""
    for field in NEEDED:
        if not values.get(field, "").strip():
            raise _refused(number, field, "stock_value_missing", "")
    quantity = _decimal(number, "quantity", values["quantity"])
    if quantity is None or quantity <= 0:
        raise _refused(number, "quantity", "stock_value_wrong", values["quantity"])
    hazard = values.get("hazard_code", "").strip()
    if hazard:
        try:
            read_hazard_code(hazard)
        except Refused as refusal:
            raise _refused(number, "hazard_code", "stock_value_wrong", hazard) from refusal
    condition = values.get("condition", "").strip().upper() or "A"
    if condition not in ("A", "B", "C", "D"):
        raise _refused(number, "condition", "stock_value_wrong", condition)
    return StockRow(
        row=number,
        store=values["store"].strip(),
        stack=values.get("stack", "").strip()[:40],
        code=values.get("code", "").strip(),
        name=values["name"].strip(),
        hazard_code=hazard,
        neq_kg=_decimal(number, "neq_kg", values.get("neq_kg", "")),
        lot=values["lot"].strip(),
        maker=values.get("maker", "").strip(),
        quantity=quantity,
        condition=condition,
        shelf_life_until=_day(number, values.get("shelf_life_until", "")),
        un_number=_un_number(number, values.get("un_number", "")),
    )


def _un_number(number: int, text: str) -> str:
    """A UN number with or without its letters: ``0284`` is ``UN0284``."""
    plain = re.sub(r"\s", "", text).upper()
    if not plain:
        return ""
    match = re.fullmatch(r"(?:UN|ONU)?(\d{4})", plain)
    if match is None:
        raise _refused(number, "un_number", "stock_value_wrong", text)
    return f"UN{match[1]}"


def _decimal(number: int, column: str, text: str) -> Decimal | None:
    plain = re.sub(r"[\s\u00a0]", "", text)
    if not plain:
        return None
    if not NUMBER.fullmatch(plain):
        raise _refused(number, column, "stock_value_wrong", text)
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise _refused(number, column, "stock_value_wrong", text) from error
    if value < 0 or value >= Decimal(10) ** 10:
        raise _refused(number, column, "stock_value_wrong", text)
    return value


def _day(number: int, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise _refused(number, "shelf_life_until", "stock_value_wrong", text) from error


def _folded(text: str) -> str:
    return re.sub(r"[\s_()./-]+", " ", text.casefold()).strip()


def _refused(number: int, column: str, code: str, value: str) -> Refused:
    params: dict[str, Param] = {"row": number, "column": column, "value": value[:80]}
    return Refused(Finding(code, params, Severity.REFUSAL))
