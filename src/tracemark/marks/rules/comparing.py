"""Setting two marks side by side: which characters are the same, which may be one misread for the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.marks.rules.mark import Mark

# Costs of columns between 0 and 1 (see look_alikes for confusions). A missing or added character is dearer
# than a confusion and cheaper than two unlike characters; a swap of neighbours is one slip of the reader,
# not two.
GAP = 0.75
DIFFERENT = 1.0
TRANSPOSED = 0.6
UNREADABLE = 0.05
LONGEST = 64


class ColumnKind(StrEnum):
    """How the two characters of one column stand to each other."""

    SAME = "same"
    CONFUSABLE = "confusable"
    DIFFERENT = "different"
    MISSING = "missing"
    EXTRA = "extra"
    UNREADABLE = "unreadable"
    TRANSPOSED = "transposed"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a character of each side, empty where it has none.

    ``missing`` is a character of the left that the right lacks; ``extra`` one that only the right has.
    ``code`` has words; for confusable columns it names the reason (``confusable_shape`` …).
    """

    kind: ColumnKind
    left: str
    right: str
    code: str
    cost: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two marks aligned. ``cost`` is the sum over columns, 0 when nothing differs.

    ``left`` and ``right`` are the spellings compared, which may be alternatives of the marks given.
    """

    left: str
    right: str
    columns: tuple[Column, ...]
    cost: float

    @property
    def is_same(self) -> bool:
        """True when no character differs or is unknown."""
        return all(column.kind is ColumnKind.SAME for column in self.columns)

    @property
    def likeness(self) -> float:
        """From 0 (nothing in common) to 1 (the same), by length."""
        return max(0.0, 1.0 - self.cost / max(len(self.left), len(self.right), 1))


def compare(left: Mark, right: Mark) -> Comparison:
    """Compare two marks by those of their honest spellings that are nearest to each other."""
    spellings = [
        (one, other)
        for one in (left.normalized, *left.alternatives)
        for other in (right.normalized, *right.alternatives)
    ]
    return min((align(one, other) for one, other in spellings), key=lambda comparison: comparison.cost)


@lru_cache(maxsize=2048)
def align(left: str, right: str) -> Comparison:
    """Align two normalized texts at least cost (all of both, swaps of neighbours, ``*`` for any number).

    Texts longer than 64 characters are compared by their first 64.
    """
    left, right = left[:LONGEST], right[:LONGEST]
    columns = tuple(_trace(_cheapest_moves(left, right)))
    return Comparison(left, right, columns, round(sum(column.cost for column in columns), 4))


class _Move(NamedTuple):
    """An end of an alignment: how far it goes back on each side, its columns, and the cost up to here."""

    up: int
    back: int
    columns: tuple[Column, ...]
    cost: float


_START = _Move(0, 0, (), 0.0)


def _cheapest_moves(left: str, right: str) -> list[list[_Move]]:
    """For each beginning of ``left`` and of ``right`` the move that ends their cheapest alignment."""
    table: list[list[_Move]] = []
    for row in range(len(left) + 1):
        table.append([])
        for place in range(len(right) + 1):
            best = _START if not row and not place else _cheapest_move(left, right, row, place, table)
            table[row].append(best)
    return table


def _cheapest_move(left: str, right: str, row: int, place: int, table: list[list[_Move]]) -> _Move:
    """The first of equally cheap moves wins, so that results are stable."""
    best: _Move | None = None
    for up, back, columns in _last_columns(left, right, row, place):
        cost = table[row - up][place - back].cost + sum(column.cost for column in columns)
        if best is None or cost < best.cost - 1e-9:
            best = _Move(up, back, columns, cost)
    return best or _START


def _last_columns(
    left: str, right: str, row: int, place: int
) -> Iterator[tuple[int, int, tuple[Column, ...]]]:
    """Ways in which an alignment may end here, most likely first."""
    if row and place:
        yield 1, 1, (_pair(left[row - 1], right[place - 1]),)
    if row > 1 and place > 1 and _is_swap(left[row - 2 : row], right[place - 2 : place]):
        yield 2, 2, _swap(left[row - 2 : row], right[place - 2 : place])
    if row:
        beside = place > 0 and right[place - 1] == "*"
        yield 1, 0, (_gap(ColumnKind.MISSING, left[row - 1], "", beside),)
    if place:
        beside = row > 0 and left[row - 1] == "*"
        yield 0, 1, (_gap(ColumnKind.EXTRA, "", right[place - 1], beside),)


@lru_cache(maxsize=2048)
def _pair(one: str, other: str) -> Column:
    if one in "?*" or other in "?*":
        return Column(ColumnKind.UNREADABLE, one, other, "column_unreadable", UNREADABLE)
    if one == other:
        return Column(ColumnKind.SAME, one, other, "column_same", 0.0)
    if (one, other) in CONFUSIONS:
        code, cost = CONFUSIONS[one, other]
        return Column(ColumnKind.CONFUSABLE, one, other, code, cost)
    return Column(ColumnKind.DIFFERENT, one, other, "column_different", DIFFERENT)


def _gap(kind: ColumnKind, one: str, other: str, is_beside_star: bool) -> Column:
    """A character with nothing opposite; the ``*``, or one it may stand for, costs little."""
    if is_beside_star or one == "*" or other == "*":
        return Column(ColumnKind.UNREADABLE, one, other, "column_unreadable", UNREADABLE)
    return Column(kind, one, other, f"column_{kind.value}", GAP)


def _is_swap(one: str, other: str) -> bool:
    return one[0] != one[1] and one == other[::-1] and one.isalnum()


def _swap(one: str, other: str) -> tuple[Column, ...]:
    return tuple(
        Column(ColumnKind.TRANSPOSED, one[n], other[n], "column_transposed", TRANSPOSED / 2) for n in (0, 1)
    )


def _trace(table: list[list[_Move]]) -> Iterator[Column]:
    """Walk back from the end along the cheapest moves; give the columns from left to right."""
    row, place = len(table) - 1, len(table[0]) - 1
    path: list[tuple[Column, ...]] = []
    while row or place:
        move = table[row][place]
        path.append(move.columns)
        row, place = row - move.up, place - move.back
    for columns in reversed(path):
        yield from columns
