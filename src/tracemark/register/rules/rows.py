"""What one row of an officer's list says, after reading and before it becomes events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracemark.findings import Finding
from tracemark.marks.rules.mark import Mark
from tracemark.register.rules.events import PartialDate


class ListKind(StrEnum):
    """The kinds of list that officers keep."""

    INVENTORY = "inventory"
    REGISTER = "register"
    SEIZURES = "seizures"
    LOSSES = "losses"
    DESTRUCTION = "destruction"
    IMPORTS = "imports"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True)
class Facts:
    """The description of one weapon: each value as typed, and the code it was recognised as (or None)."""

    type_text: str = ""
    type_code: str | None = None
    make_text: str = ""
    make_code: str | None = None
    model_text: str = ""
    model_key: str = ""
    calibre_text: str = ""
    calibre_code: str | None = None
    country_code: str | None = None
    year: int | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One accepted row. ``row`` is the number a spreadsheet shows; ``sheet`` is None for CSV.

    ``extra`` holds the list's own facts by stable keys (strings; ``""`` is never stored): ``record_ref``,
    ``station``, ``place``, ``agency``, ``how``, ``outcome``, ``action``, ``remarks``, ``holder_category``,
    ``condition``, ``loss_kind``, ``reported_on``, ``method``, ``batch_ref``, ``permit_no``, ``euc_no``,
    ``exporter``, ``importer``, ``permitted_quantity``, ``delivered_quantity``, ``delivered_on``, ``scope`` …
    ``personal`` holds what names or describes a person (``names``, ``sex``, ``age_group``); it never enters
    a payload.
    """

    sheet: str | None
    row: int
    kind: ListKind
    facts: Facts
    quantity: int = 1
    occurred: PartialDate | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A row that could not be accepted: its cells as they stood, and why."""

    sheet: str | None
    row: int
    cells: tuple[str, ...]
    reason: Finding


RowResult = Row | KeptAside
