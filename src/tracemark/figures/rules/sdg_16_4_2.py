"""SDG 16.4.2: share of arms seized, found or surrendered whose illicit origin was established."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from tracemark.figures.rules.definitions import SDG_16_4_2, Basis
from tracemark.figures.rules.facts import Exclusion, Obtained, Outcome, SeizureFact
from tracemark.figures.rules.figure import TOTAL, Cell, Figure, FigureRow, Measure, group_rows
from tracemark.marks.rules.mark import Mark, Role

CRIMINAL = "seized_criminal"
ADMINISTRATIVE = "seized_administrative"
INCLUDE_RECEIPTS = "include_campaign_receipts"
RECEIPTS_LIST = "receipts"

OBTAINED: Mapping[str, Obtained] = {
    CRIMINAL: Obtained.SEIZED,
    ADMINISTRATIVE: Obtained.SEIZED,
    "found": Obtained.FOUND,
    "surrendered": Obtained.SURRENDERED,
}
OUTCOMES: Mapping[str, Outcome] = {outcome.value: outcome for outcome in Outcome}
OUT_OF_SCOPE: Mapping[str, Exclusion] = {
    "antique": Exclusion.ANTIQUE,
    "replica": Exclusion.REPLICA,
    "part": Exclusion.NOT_AN_ARM,
    "ammunition": Exclusion.NOT_AN_ARM,
    "not_an_arm": Exclusion.NOT_AN_ARM,
}


KEPT_ASIDE_AS: Mapping[str, Exclusion] = {**OUT_OF_SCOPE, "outside_period": Exclusion.OUTSIDE_PERIOD}
"""Why a line of a list did not become a weapon, where that is a reason of the figure itself."""


def is_potentially_traceable(marks: Iterable[Mark], *, has_named_make: bool) -> bool:
    """Whether an arm could be traced by its marks: a make that names a maker and a serial that reads.

    A serial reads when at most one of its characters could not be read; ``*`` stands for several. An
    import mark alone is no serial; craft-made or unknown is no make (judgement, stated in the method).
    """
    if not has_named_make:
        return False
    serials = (mark.normalized for mark in marks if mark.role == Role.SERIAL and mark.absent is None)
    return any(serial and "*" not in serial and serial.count("?") <= 1 for serial in serials)


def count_sdg_16_4_2(
    facts: Iterable[SeizureFact],
    year: int,
    *,
    bases: Sequence[Basis] = SDG_16_4_2.bases,
    include_receipts: bool = False,
) -> Figure:
    """The figure of ``year`` on each of ``bases`` from all lines of that year's lists, kept-aside included.

    Receipts of a campaign are surrendered arms too, but the year's seizure list is the declared source:
    they are listed as excluded unless ``include_receipts``.
    """
    ordered = sorted(facts, key=_order)
    voided = {name for fact in ordered if fact.voided for name in (fact.record_no, fact.sheet_row)}
    rows = [
        _row(row_id, fact, _exclusion(fact, year, voided, include_receipts))
        for row_id, fact in _identify(ordered)
    ]
    counted = [row for row in rows if row.excluded is None]
    return Figure(
        definition=SDG_16_4_2,
        year=year,
        measures=tuple(_measure(basis, counted) for basis in bases),
        excluded=_excluded(rows),
        rows={row.row_id: row for row in rows},
        options=(INCLUDE_RECEIPTS,) if include_receipts else (),
    )


def _order(fact: SeizureFact) -> tuple[str, str, str, str]:
    day = fact.occurred_on.isoformat() if fact.occurred_on else ""
    return (fact.record_no, day, str(fact.event_id or ""), fact.sheet_row)


def _identify(ordered: Iterable[SeizureFact]) -> Iterable[tuple[str, SeizureFact]]:
    """Each fact with an id of its own, readable and the same whenever the same facts come."""
    seen: dict[str, int] = defaultdict(int)
    for fact in ordered:
        name = fact.record_no or fact.sheet_row
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}/{seen[name]}"), fact


def _exclusion(fact: SeizureFact, year: int, voided: set[str], include_receipts: bool) -> Exclusion | None:
    """The first reason, in the order of the definition, for which a line is not counted."""
    if fact.weapon_id is None:
        return KEPT_ASIDE_AS.get(fact.scope, Exclusion.KEPT_ASIDE)
    day = fact.occurred_on
    repeats = fact.duplicate_of is not None and fact.duplicate_of not in voided
    holds: dict[Exclusion, bool] = {
        Exclusion.VOIDED: fact.voided,
        Exclusion.DATE_NOT_KNOWN: day is None,
        Exclusion.OUTSIDE_PERIOD: day is not None and day.year != year,
        Exclusion.CAMPAIGN_RECEIPT: fact.list_kind == RECEIPTS_LIST and not include_receipts,
        Exclusion.HOW_NOT_STATED: fact.how not in OBTAINED,
        Exclusion.ADMINISTRATIVE: fact.how == ADMINISTRATIVE,
        Exclusion.DUPLICATE_EVENT: repeats,
    }
    scope = OUT_OF_SCOPE.get(fact.scope)
    if scope is not None:
        holds[scope] = True
    return next((reason for reason in SDG_16_4_2.exclusions if holds.get(reason, False)), None)


def _row(row_id: str, fact: SeizureFact, excluded: Exclusion | None) -> FigureRow:
    return FigureRow(
        row_id=row_id,
        record_no=fact.record_no,
        weapon_id=_text(fact.weapon_id),
        event_id=_text(fact.event_id),
        sheet_row=fact.sheet_row,
        list_kind=fact.list_kind,
        how=OBTAINED[fact.how].value if fact.how in OBTAINED else "",
        outcome=OUTCOMES.get(fact.outcome or "", Outcome.BLANK),
        occurred_on=fact.occurred_on,
        traceable=fact.traceable,
        excluded=excluded,
    )


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)


def _measure(basis: Basis, counted: Sequence[FigureRow]) -> Measure:
    rows = [row for row in counted if basis == Basis.ALL or row.traceable]
    cells = {how.value: _cell(how.value, [row for row in rows if row.how == how]) for how in Obtained}
    cells[TOTAL] = _cell(TOTAL, rows)
    held = {row.row_id for row in rows}
    left_out = tuple(sorted(row.row_id for row in counted if row.row_id not in held))
    return Measure(basis=basis, cells=cells, left_out=left_out)


def _cell(how: str, rows: Iterable[FigureRow]) -> Cell:
    return Cell(how=how, rows_by_outcome=group_rows(rows), numerator_outcomes=SDG_16_4_2.numerator)


def _excluded(rows: Iterable[FigureRow]) -> dict[Exclusion, tuple[str, ...]]:
    grouped: dict[Exclusion, list[str]] = defaultdict(list)
    for row in rows:
        if row.excluded is not None:
            grouped[row.excluded].append(row.row_id)
    return {reason: tuple(sorted(grouped[reason])) for reason in Exclusion if reason in grouped}
