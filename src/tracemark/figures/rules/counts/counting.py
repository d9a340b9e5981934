"""Counting: the same lines of a definition over facts, one event at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tracemark.figures.rules.counts.definitions import Condition, Count, Left
from tracemark.figures.rules.counts.facts import CountFact
from tracemark.figures.rules.counts.tally import CountRow, Tally


def count_facts(count: Count, facts: Iterable[CountFact], years: Sequence[int]) -> Tally:
    """The tally of ``count`` over ``years`` from events of those years, voided ones included.

    A report that names an earlier one is left out, unless that one was voided. Events of other kinds or years
    are passed over.
    """
    ordered = sorted((fact for fact in facts if fact.kind in count.kinds), key=_order)
    voided = {name for fact in ordered if fact.voided for name in (fact.record_no, fact.sheet_row) if name}
    seen: dict[str, int] = defaultdict(int)
    rows = []
    for fact in ordered:
        if fact.day is not None and fact.day.year not in years:
            continue
        seen[fact.record_no] += 1
        row_id = fact.record_no if seen[fact.record_no] == 1 else f"{fact.record_no}/{seen[fact.record_no]}"
        rows.append(_row(count, row_id, fact, voided))
    return Tally(count, tuple(years), tuple(rows))


def _order(fact: CountFact) -> tuple[str, str, str]:
    return (fact.record_no, fact.day.isoformat() if fact.day else "", fact.event_id)


def _row(count: Count, row_id: str, fact: CountFact, voided: set[str]) -> CountRow:
    left = _left_out(count, fact, voided)
    cells = () if left else tuple(name for name, condition in count.cells.items() if fits(condition, fact))
    return CountRow(
        row_id=row_id,
        record_no=fact.record_no,
        weapon_id=fact.weapon_id,
        event_id=fact.event_id,
        sheet_row=fact.sheet_row,
        list_kind=fact.list_kind,
        kind=fact.kind,
        day=fact.day,
        cells=cells,
        left_out=left,
        type_code=fact.type_code,
    )


def _left_out(count: Count, fact: CountFact, voided: set[str]) -> Left | None:
    """The first reason, in the order of `Left`, for which an event is not counted."""
    own = {
        Left.VOIDED: fact.voided,
        Left.DATE_NOT_KNOWN: fact.day is None,
        Left.DUPLICATE_EVENT: bool(fact.duplicate_of) and fact.duplicate_of not in voided,
    }
    for reason in Left:
        if own.get(reason) or fits(count.left_out.get(reason, ()), fact):
            return reason
    return None


def fits(condition: Condition, fact: CountFact) -> bool:
    """Whether one group of the condition holds for the fact; no group at all never does."""
    return any(all(getattr(fact, name) in values for name, values in group) for group in condition)
