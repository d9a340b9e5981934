"""What an item of the catalogue must say, and what cannot be true of it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tracemark.findings import Finding, Param, Severity

UN_NUMBER = re.compile(r"UN\d{4}")
ITEM_FIELDS = (
    "name", "un_number", "division", "group", "neq_kg", "he_neq_kg", "all_up_kg", "packaging", "per_package",
    "counted_in",
)  # fmt: skip
"""What can change about an item."""

LOT_EVENTS = ("condition", "surveillance", "shelf_life")
ITEM_CHANGES = ("item_added", "item_changed")


@dataclass(frozen=True, slots=True)
class ItemWeights:
    """Kilograms of one item: explosive, high explosive, everything. None is not known, which is not zero."""

    neq_kg: Decimal
    he_neq_kg: Decimal | None = None
    all_up_kg: Decimal | None = None


def check_item(code: str, name: str, un_number: str, weights: ItemWeights) -> tuple[Finding, ...]:
    """What is missing from an item, or cannot be."""
    found = []
    params: dict[str, Param] = {"item": code.strip() or name.strip()}
    if not code.strip() or not name.strip() or weights.neq_kg < 0:
        found.append(Finding("item_incomplete", params, Severity.REFUSAL))
    if un_number.strip() and not UN_NUMBER.fullmatch(un_number.strip().upper()):
        found.append(Finding("un_number_wrong", {"value": un_number.strip()[:20]}, Severity.REFUSAL))
    high, whole = weights.he_neq_kg, weights.all_up_kg
    if high is not None and not 0 <= high <= weights.neq_kg:
        found.append(Finding("he_neq_wrong", params, Severity.REFUSAL))
    if whole is not None and whole < weights.neq_kg:
        found.append(Finding("all_up_wrong", params, Severity.REFUSAL))
    return tuple(found)
