"""Small cells of persons are not published, nor what would give them away by subtraction.

Rule: a count of 1 to 4 persons is hidden (primary). Then further cells are hidden (secondary) until every small one
lies on a ring of hidden cells that can all move by one without any published number changing. Zeros are always shown,
since they name nobody; a reader therefore knows that what is hidden is at least 1, and no cell of a ring may fall
below that. So a reader who knows this rule and tries every table still finds two numbers at least for each small count.
Totals are cells too, and are hidden when nothing else can protect.
"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

THRESHOLD = 5
"""Counts below this, and above zero, are hidden."""

TOTAL = "total"

Place = tuple[str, str]
Node = tuple[int, str]
ROW, COLUMN = 0, 1


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
        hidden.update(_ring(place, table, frozenset(hidden)))
    return Suppressed(
        cells={place: None if place in hidden else count for place, count in table.items()},
        primary=primary,
        secondary=frozenset(hidden) - primary,
    )


def sign_in(place: Place, side: int) -> int:
    """With which sign a cell stands in its row (0) or column (1), whose cells add up to nothing: totals take away."""
    return -1 if place[1 - side] == TOTAL else 1


def _ring(place: Place, table: Mapping[Place, int], hidden: frozenset[Place]) -> tuple[Place, ...]:
    """The cells to hide beside ``place``: the cheapest ring on which it can grow, or shrink, by one."""
    ways = [_way(place, move, table, hidden) for move in (1, -1) if table[place] + move >= 1]
    found = [way for way in ways if way]
    if not found:
        return _outer_ring(place, table)
    return min(found, key=lambda way: (sum(table[one] for one in way if one not in hidden), len(way)))


def _way(place: Place, move: int, table: Mapping[Place, int], hidden: frozenset[Place]) -> tuple[Place, ...]:
    """The cheapest way from the row of ``place`` to its column, when ``place`` moves by ``move``; empty for none.

    What is hidden costs nothing, what is not costs its count. ``owed`` is by how much the line just reached no longer
    adds up; the next cell on it makes that good, and must not fall below 1.
    """
    owed = move * sign_in(place, ROW)
    goal = ((COLUMN, place[1]), -move * sign_in(place, COLUMN))
    ways: list[tuple[int, int, Node, int, tuple[Place, ...]]] = [(0, 0, (ROW, place[0]), owed, ())]
    done: set[tuple[Node, int]] = set()
    while ways:
        cost, steps, node, owed, path = heapq.heappop(ways)
        if (node, owed) == goal and path:
            return path
        if (node, owed) in done:
            continue
        done.add((node, owed))
        side, name = node
        for other in table:
            change = -owed * sign_in(other, side)
            if other[side] != name or other == place or other in path or table[other] == 0:
                continue
            if table[other] + change >= 1:
                price = 0 if other in hidden else table[other]
                across = (1 - side, other[1 - side])
                owes = change * sign_in(other, 1 - side)
                heapq.heappush(ways, (cost + price, steps + 1, across, owes, (*path, other)))
    return ()


def _outer_ring(place: Place, table: Mapping[Place, int]) -> tuple[Place, ...]:
    """A ring of one inner cell and its totals, which can all grow together; there always is one."""

    def fits(inner: Place) -> bool:
        return TOTAL not in inner and all(
            own in (TOTAL, other) for own, other in zip(place, inner, strict=True)
        )

    row, column = max((one for one in table if fits(one)), key=lambda one: table[one])
    ring = ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL))
    return tuple(one for one in ring if one != place)
