"""Which columns each kind of list may have, and which it cannot do without."""

from collections.abc import Mapping

from tracemark.register.rules.rows import ListKind

WEAPON = (
    "type",
    "make",
    "model",
    "make_model",
    "calibre",
    "serial",
    "serial_prefix",
    "other_marks",
    "import_mark",
    "barrel_no",
    "country",
    "year",
)
OURS = ("kept_aside_reason", "kept_aside_row", "kept_aside_code")
"""Columns that we add to rows kept aside; of these only the code is read when the corrected rows come back."""

PERSON = ("sex", "age_group", "names", "person_details")

_OF_KIND: Mapping[ListKind, tuple[str, ...]] = {
    ListKind.INVENTORY: (
        *WEAPON, "record_ref", "occurred_on", "station", "place", "quantity", "condition", "ledger", "remarks",
        *PERSON,
    ),
    ListKind.REGISTER: (
        *WEAPON, "record_ref", "occurred_on", "station", "place", "holder", "licence_no", "quantity",
        "condition", "ledger", "remarks", *PERSON,
    ),
    ListKind.SEIZURES: (
        *WEAPON, "case_ref", "record_ref", "occurred_on", "reported_on", "place", "agency", "station", "how",
        "action", "outcome", "quantity", "condition", "remarks", *PERSON,
    ),
    ListKind.LOSSES: (
        *WEAPON, "case_ref", "record_ref", "occurred_on", "reported_on", "loss_kind", "place", "station",
        "agency", "quantity", "holder", "licence_no", "remarks", *PERSON,
    ),
    ListKind.DESTRUCTION: (
        *WEAPON, "batch_ref", "record_ref", "case_ref", "occurred_on", "method", "witnesses", "place", "station",
        "agency", "quantity", "condition", "remarks",
    ),
    ListKind.IMPORTS: (
        *WEAPON, "permit_no", "euc_no", "record_ref", "occurred_on", "exporter", "importer",
        "permitted_quantity", "delivered_quantity", "delivered_on", "remarks",
    ),
    ListKind.RECEIPTS: (
        *WEAPON, "receipt_no", "record_ref", "occurred_on", "place", "station", "agency", "quantity",
        "condition", "action", "remarks", *PERSON,
    ),
}  # fmt: skip

FIELDS: Mapping[ListKind, tuple[str, ...]] = {kind: (*names, *OURS) for kind, names in _OF_KIND.items()}
"""The fields of each kind; of two with the same name above their column the earlier is meant."""

DESCRIBED = ("type", "make", "model", "make_model")

REQUIRED: Mapping[ListKind, tuple[tuple[str, ...], ...]] = {
    ListKind.INVENTORY: (("serial", "quantity"), DESCRIBED),
    ListKind.REGISTER: (("serial",), DESCRIBED),
    ListKind.SEIZURES: (("serial",), ("occurred_on",), DESCRIBED),
    ListKind.LOSSES: (("serial",), DESCRIBED),
    ListKind.DESTRUCTION: (("serial", "quantity"), DESCRIBED),
    ListKind.IMPORTS: (("permit_no",), ("permitted_quantity",)),
    ListKind.RECEIPTS: (("serial", "quantity"), DESCRIBED),
}
"""What a sheet must have: of each group at least one column."""

DATE_FIELDS = frozenset({"occurred_on", "reported_on", "delivered_on"})

ITEM__OF_KIND: Mapping[ListKind, tuple[str, ...]] = {
    kind: ("permit_no", "permitted_quantity", "make", "model")
    if kind is ListKind.IMPORTS
    else (*DESCRIBED, "calibre", "serial", "other_marks", "quantity")
    for kind in ListKind
}
"""A row with none of these describes nothing."""

REF_FIELDS = ("case_ref", "receipt_no", "record_ref")
"""Columns that say which record a row is: the first that is there becomes ``record_ref``."""
