"""How likely each difference between a reading and the number on record is, character by character."""

from collections.abc import Iterator

from tracemark.marks.rules.comparing import Column, ColumnKind, Comparison
from tracemark.matching.rules.alignment import swap_chance
from tracemark.matching.rules.model import Model


def chances_of(comparison: Comparison, certainty: str, model: Model) -> tuple[float | None, ...]:
    """For each column P(read so | recorded so), the left being the reading; None where nothing is to be said.

    ``certainty`` has a sign for each character of the reading, or is empty. Several characters in a row on one side
    only are one error of the whole (a cut, a prefix, lost zeros) and not of a character: None.
    """
    signs = certainty if len(certainty) == len(comparison.left) else "=" * len(comparison.left)
    return tuple(
        None if _is_run(comparison.columns, at) else _chance(column, sign, model)
        for at, (column, sign) in enumerate(_with_signs(comparison.columns, signs))
    )


def _with_signs(columns: tuple[Column, ...], signs: str) -> Iterator[tuple[Column, str]]:
    place = 0
    for column in columns:
        yield column, signs[place] if column.left else "="
        place += bool(column.left)


def _is_run(columns: tuple[Column, ...], at: int) -> bool:
    """Whether a character that stands on one side only has another of the kind beside it."""
    kind = columns[at].kind
    beside = [columns[each].kind for each in (at - 1, at + 1) if 0 <= each < len(columns)]
    return kind in (ColumnKind.MISSING, ColumnKind.EXTRA) and kind in beside


def _chance(column: Column, sign: str, model: Model) -> float | None:
    if column.kind in (ColumnKind.CONFUSABLE, ColumnKind.DIFFERENT):
        return swap_chance(column.left, sign, column.right, model)
    return {
        ColumnKind.TRANSPOSED: model.swapped_pair,
        ColumnKind.MISSING: model.added_character,
        ColumnKind.EXTRA: model.missed_character,
    }.get(column.kind)
