"""What an accepted row of a list becomes: one weapon (or as many as it says) and its first events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from tracemark.marks.rules.mark import Absent, Mark, Role
from tracemark.register.rules.events import EventKind, Json, PartialDate
from tracemark.register.rules.ids import id_beside, id_of_row
from tracemark.register.rules.rows import Facts, ListKind, Row

HOW_KINDS: Mapping[str, EventKind] = {
    "seized_criminal": EventKind.SEIZED,
    "seized_administrative": EventKind.SEIZED,
    "found": EventKind.FOUND,
    "surrendered": EventKind.SURRENDERED,
}

LOSS_KINDS: Mapping[str, EventKind] = {"lost": EventKind.REPORTED_LOST, "stolen": EventKind.REPORTED_STOLEN}

HOLDER_CUSTODY: Mapping[str, str] = {
    "state": "state_store",
    "private": "civilian_holder",
    "company": "civilian_holder",
    "dealer": "dealer",
}

CONDITIONS: Mapping[str, str] = {"serviceable": "serviceable", "unserviceable": "unserviceable"}

OWN_FIELDS = frozenset({"outcome"})
"""Keys of ``Row.extra`` that become an event of their own instead of standing in the first one's payload."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is still to be given its place in a chain."""

    id: UUID
    kind: EventKind
    occurred: PartialDate | None
    payload: dict[str, Json]
    voids: UUID | None = None


def weapon_ids(batch_id: UUID, row: Row) -> Iterator[UUID]:
    """The ids of the row's weapons: the same row of the same batch always gives the same ids."""
    for number in range(1, row.quantity + 1):
        yield id_of_row(batch_id, row.sheet, row.row, str(number))


def holder_id(batch_id: UUID, row: Row) -> UUID:
    """The id under which the row's personal data are kept apart."""
    return id_of_row(batch_id, row.sheet, row.row, "holder")


def drafts(batch_id: UUID, row: Row, weapon_id: UUID, number: int) -> Iterator[Draft]:
    """The events of one weapon of the row, in order. ``number`` counts a quantity row's weapons from 1."""
    yield Draft(
        id_beside(weapon_id, "1"), first_kind(row), row.occurred, _first_payload(batch_id, row, number)
    )
    outcome = row.extra.get("outcome")
    if outcome:
        yield Draft(id_beside(weapon_id, "2"), EventKind.OUTCOME_RECORDED, None, {"outcome": outcome})


def first_kind(row: Row) -> EventKind:
    """The kind of event a row of this list reports."""
    match row.kind:
        case ListKind.SEIZURES:
            return HOW_KINDS.get(row.extra.get("how", ""), EventKind.SEIZED)
        case ListKind.LOSSES:
            return LOSS_KINDS.get(row.extra.get("loss_kind", ""), EventKind.REPORTED_LOST)
        case ListKind.DESTRUCTION:
            return EventKind.DESTROYED
        case ListKind.RECEIPTS:
            return EventKind.SURRENDERED
    return EventKind.RECORDED


def _first_payload(batch_id: UUID, row: Row, number: int) -> dict[str, Json]:
    payload: dict[str, Json] = {
        "list": row.kind.value,
        "source": {"sheet": row.sheet, "row": row.row},
        "facts": facts_payload(row.facts),
        "marks": [mark_payload(mark) for mark in row.facts.marks],
    }
    extra: dict[str, Json] = {key: value for key, value in row.extra.items() if key not in OWN_FIELDS}
    if extra:
        payload["extra"] = extra
    if row.quantity > 1:
        payload["of"] = {"number": number, "quantity": row.quantity}
    if row.personal:
        payload["holder"] = holder_id(batch_id, row).hex
    payload.update(_recorded_axes(row))
    return payload


def _recorded_axes(row: Row) -> dict[str, Json]:
    """What an inventory or a register states of its weapons: where they are, lawfully."""
    if row.kind is ListKind.INVENTORY:
        axes: dict[str, Json] = {"custody": "state_store", "standing": "lawful"}
    elif row.kind is ListKind.REGISTER:
        category = row.extra.get("holder_category", "")
        axes = {"custody": HOLDER_CUSTODY.get(category, "unknown"), "standing": "lawful"}
    else:
        return {}
    condition = CONDITIONS.get(row.extra.get("condition", ""))
    return {**axes, "condition": condition} if condition else axes


def facts_payload(facts: Facts) -> dict[str, Json]:
    """The description without its marks; what is not known is left out."""
    values: dict[str, Json] = {
        "type": facts.type_text,
        "type_code": facts.type_code,
        "make": facts.make_text,
        "make_code": facts.make_code,
        "model": facts.model_text,
        "model_key": facts.model_key,
        "calibre": facts.calibre_text,
        "calibre_code": facts.calibre_code,
        "country": facts.country_code,
        "year": facts.year,
    }
    return {key: value for key, value in values.items() if value not in ("", None)}


def facts_from_payload(payload: Mapping[str, Json]) -> Facts:
    """The description that an event's payload holds, marks included."""
    held = payload.get("facts")
    values: Mapping[str, Json] = held if isinstance(held, dict) else {}
    year = values.get("year")
    return Facts(
        type_text=str(values.get("type") or ""),
        type_code=_text_or_none(values, "type_code"),
        make_text=str(values.get("make") or ""),
        make_code=_text_or_none(values, "make_code"),
        model_text=str(values.get("model") or ""),
        model_key=str(values.get("model_key") or ""),
        calibre_text=str(values.get("calibre") or ""),
        calibre_code=_text_or_none(values, "calibre_code"),
        country_code=_text_or_none(values, "country"),
        year=year if isinstance(year, int) else None,
        marks=marks_from_payload(payload),
    )


def mark_payload(mark: Mark) -> dict[str, Json]:
    """A mark as its event keeps it; empty values are left out, the steps of normalizing are kept."""
    values: dict[str, Json] = {
        "role": mark.role.value,
        "verbatim": mark.verbatim,
        "normalized": mark.normalized,
        "alternatives": list(mark.alternatives),
        "script": mark.script,
        "certainty": mark.certainty if mark.certainty.strip("=") else "",
        "symbol": mark.symbol,
        "absent": mark.absent.value if mark.absent else None,
        "country": mark.country,
        "year": mark.year,
        "position": mark.position,
        "steps": [[step.code, step.before, step.after] for step in mark.steps],
    }
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def marks_from_payload(payload: Mapping[str, Json]) -> tuple[Mark, ...]:
    """The marks that an event's payload holds (without the steps, which only the event page shows)."""
    held = payload.get("marks")
    return tuple(_mark(item) for item in held if isinstance(item, dict)) if isinstance(held, list) else ()


def _mark(values: Mapping[str, Json]) -> Mark:
    normalized = str(values.get("normalized") or "")
    alternatives = values.get("alternatives")
    year = values.get("year")
    absent = values.get("absent")
    return Mark(
        role=Role(str(values["role"])),
        verbatim=str(values.get("verbatim") or ""),
        normalized=normalized,
        alternatives=tuple(str(one) for one in alternatives) if isinstance(alternatives, list) else (),
        script=str(values.get("script") or "none"),
        certainty=str(values.get("certainty") or "=" * len(normalized)),
        symbol=_text_or_none(values, "symbol"),
        absent=Absent(str(absent)) if absent else None,
        country=_text_or_none(values, "country"),
        year=year if isinstance(year, int) else None,
        position=_text_or_none(values, "position"),
    )


def _text_or_none(values: Mapping[str, Json], key: str) -> str | None:
    value = values.get(key)
    return str(value) if value else None
