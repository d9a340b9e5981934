"""Small cells of persons are not published, nor what would give them away by subtraction.

Rule: a count of 1 to 4 persons is hidden (primary). Then further cells are hidden (secondary) until every hidden cell
lies on a ring of hidden cells that are not zero: such cells can each be one more or one fewer without any
published number changing, so subtraction finds nothing out. Totals are cells too, and are hidden when
nothing else can protect. Zeros are shown: they name nobody.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

THRESHOLD = 5
"""Counts below this, and above zero, are hidden."""

TOTAL = "total"

Place = tuple[str, str]
Node = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table ready to publish: ``cells`` has None where a count is hidden, totals included under ``total``."""

    cells: Mapping[Place, int | None]
    primary: frozenset[Place]
    secondary: frozenset[Place]


def with_totals(counts: Mapping[Place, int]) -> dict[Place, int]:
    """The counts with a total of each row and column, and of all."""
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    table = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        table[row, TOTAL] = sum(table[row, column] for column in columns)
    for column in (*columns, TOTAL):
        table[TOTAL, column] = sum(table[row, column] for row in rows)
    return table


def suppress(counts: Mapping[Place, int], *, threshold: int = THRESHOLD) -> Suppressed:
    """The table of ``counts`` (row, column) → persons with what must be hidden. No row or column is ``total``."""
    table = with_totals(counts)
    primary = frozenset(place for place, count in table.items() if 0 < count < threshold)
    hidden = set(primary)
    for place in sorted(primary):
        hidden.update(_ring(place, table, hidden))
    return Suppressed(
        cells={place: None if place in hidden else count for place, count in table.items()},
        primary=primary,
        secondary=frozenset(hidden) - primary,
    )


def _ring(place: Place, table: Mapping[Place, int], hidden: Iterable[Place]) -> list[Place]:
    """The cheapest cells that close a ring through ``place``: the shortest way from its row to its column.

    What is hidden costs next to nothing, what is not costs its count. There always is a way: a cell's row
    total, column total and the total of all are at least as large as the cell.
    """
    known = set(hidden)
    start, goal = (0, place[0]), (1, place[1])
    ways: list[tuple[int, int, Node, list[Place]]] = [(0, 0, start, [])]
    done: set[Node] = set()
    while ways:
        cost, steps, node, path = heapq.heappop(ways)
        if node == goal:
            return path
        if node in done:
            continue
        done.add(node)
        for other, count in table.items():
            if other == place or count == 0 or other[node[0]] != node[1]:
                continue
            price = 0 if other in known else count
            heapq.heappush(ways, (cost + price, steps + 1, (1 - node[0], other[1 - node[0]]), [*path, other]))
    return list(table)
