"""Where in a row of one sheet each field stands, worked out once a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracemark.register.rules.lists.column_names import COLUMN_NAMES
from tracemark.register.rules.lists.dates import DateOrder
from tracemark.register.rules.lists.fields import DATE_FIELDS, DESCRIBED, OURS, REF_FIELDS
from tracemark.register.rules.lists.folding import fold
from tracemark.register.rules.lists.mapping import IGNORED, SheetMapping
from tracemark.register.rules.lists.plan import SheetPlan
from tracemark.register.rules.rows import ListKind

CODED = ("how", "outcome", "loss_kind")
"""Fields whose free wording becomes a code."""

PERSONAL = ("names", "person_details", "witnesses")
"""Fields that name a person: they never enter a payload."""

_APART = frozenset(
    {
        *DESCRIBED,
        *DATE_FIELDS,
        *CODED,
        *PERSONAL,
        *REF_FIELDS,
        *OURS,
        "calibre",
        "serial",
        "serial_prefix",
        "other_marks",
        "import_mark",
        "barrel_no",
        "country",
        "year",
        "quantity",
        "sex",
        "age_group",
        "holder",
        "condition",
        "permitted_quantity",
        "delivered_quantity",
        IGNORED,
    }
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by what is done with them; every number is a column counted from 0.

    A column that the sheet does not have points at ``width``, where each row is given an empty text. The single
    columns are attributes because a row of a long list asks for each of them.
    """

    width: int
    type: int
    make: int
    model: int
    make_model: int
    calibre: int
    serial: int
    serial_prefix: int
    country: int
    year: int
    quantity: int
    condition: int
    remarks: int
    holder: int
    sex: int
    age_group: int
    permitted_quantity: int
    delivered_quantity: int
    kept_aside_code: int
    dates: tuple[tuple[str, int, DateOrder, str], ...] = ()
    plain: tuple[tuple[str, int], ...] = ()
    coded: tuple[tuple[str, int], ...] = ()
    unknown: tuple[int, ...] = ()
    personal: tuple[int, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()
    described: tuple[int, ...] = ()
    has_persons: bool = False
    is_sex_in_spanish: bool = False


def columns_of(kind: ListKind, sheet: SheetPlan) -> Columns:
    """The columns of a sheet that is read."""
    mapping = sheet.mapping
    if mapping is None:
        raise ValueError("a sheet without a header has no columns")
    width = len(mapping.fields)
    at = {name: column for column, name in enumerate(mapping.fields) if name and name != IGNORED}
    described = (
        ("permit_no", "make", "model") if kind is ListKind.IMPORTS else (*DESCRIBED, "calibre", "serial")
    )
    return Columns(
        width=width,
        type=at.get("type", width),
        make=at.get("make", width),
        model=at.get("model", width),
        make_model=at.get("make_model", width),
        calibre=at.get("calibre", width),
        serial=at.get("serial", width),
        serial_prefix=at.get("serial_prefix", width),
        country=at.get("country", width),
        year=at.get("year", width),
        quantity=at.get("quantity", width),
        condition=at.get("condition", width),
        remarks=at.get("remarks", width),
        holder=at.get("holder", width),
        sex=at.get("sex", width),
        age_group=at.get("age_group", width),
        permitted_quantity=at.get("permitted_quantity", width),
        delivered_quantity=at.get("delivered_quantity", width),
        kept_aside_code=at.get("kept_aside_code", width),
        dates=tuple(
            (name, at[name], sheet.orders.get(at[name], DateOrder.DAY_FIRST), mapping.name_of(at[name]))
            for name in sorted(DATE_FIELDS & at.keys())
        ),
        plain=_plain(at, mapping),
        coded=tuple((name, at[name]) for name in CODED if name in at),
        unknown=tuple(column for column, name in enumerate(mapping.fields) if not name),
        personal=tuple(at[name] for name in PERSONAL if name in at),
        marks=tuple((name, at[name]) for name in ("other_marks", "import_mark", "barrel_no") if name in at),
        described=tuple(at[name] for name in described if name in at),
        has_persons=not at.keys().isdisjoint({*PERSONAL, "holder", "sex", "age_group"}),
        is_sex_in_spanish="sex" in at and fold(mapping.name_of(at["sex"])).startswith("sexo"),
    )


def _plain(at: Mapping[str, int], mapping: SheetMapping) -> tuple[tuple[str, int], ...]:
    """Columns whose text is kept as it stands: under the field's name, or its own where it has no field."""
    refs = [name for name in REF_FIELDS if name in at]
    return (
        *((name, column) for name, column in at.items() if name not in _APART),
        *(("record_ref" if place == 0 else name, at[name]) for place, name in enumerate(refs)),
        *(
            (_own_name(mapping.name_of(column)), column)
            for column, name in enumerate(mapping.fields)
            if not name
        ),
    )


def _own_name(title: str) -> str:
    """The key of a column that no field was found for: its own name, kept apart from the keys of the fields.

    Keys of payloads are sorted as text, which agrees with every JSON program for signs of the basic plane only.
    """
    name = "".join(sign for sign in title if sign <= "\uffff")
    return f"{name} (column)" if name in COLUMN_NAMES or name in _RESERVED else name


_RESERVED = frozenset({"scope", "duplicate_of", "make_absent", "how_text", "outcome_text", "loss_kind_text"})
