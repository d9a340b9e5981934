"""Limits by the metre as arrays: the same rules as ``rules.distances``, asked for all metres at once.

The pure rules stay the reference; a test holds both equal on random pairs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tracemark.ammunition.rules.distances import Pair
from tracemark.ammunition.rules.formulas import EPSILON, as_table_m, formula_m
from tracemark.ammunition.rules.rulesets import PROTECTION, Alternative, Column, RuleSet

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Cell = tuple[Alternative, ...]

FARTHEST_M = 3_100
"""No published distance above ground is longer (2 × D12 at 250 t is 2,798 m); a test looks."""


@dataclass(slots=True)
class LimitTables:
    """For each question the largest kg at 0, 1, 2 … metres, computed once."""

    rules: RuleSet
    known: dict[tuple[str, int, tuple[Cell, ...]], Ints] = field(default_factory=dict)
    asked: dict[tuple[str, Pair], Ints] = field(default_factory=dict)

    def table(self, division: str, pair: Pair) -> Ints:
        """The largest whole kg of ``division`` at each whole metre up to `FARTHEST_M`."""
        found = self.asked.get((division, pair))
        if found is None:
            found = self.asked[division, pair] = self._table(division, pair)
        return found

    def _table(self, division: str, pair: Pair) -> Ints:
        rules = self.rules
        treated = rules.treated_as.get(division, division)
        if treated in rules.fixed:
            metres = np.arange(FARTHEST_M + 1)
            return np.where(metres >= rules.fixed[treated][0], rules.domains["1.1"][1], 0).astype(np.int64)
        demand = PROTECTION[pair.protection]
        key = (treated, demand, self._chain(treated, pair))
        if key not in self.known:
            self.known[key] = _inverse(rules, treated, key[2], demand)
        return self.known[key]

    def _chain(self, division: str, pair: Pair) -> tuple[Cell, ...]:
        """The cells that must all be satisfied: the neighbour's, and those of lesser neighbours."""
        cells, code = [], pair.neighbour
        while code:
            cell = self.rules.cells[division][code][pair.store]
            cells.append(tuple(one for one in cell if one.conditions <= pair.conditions))
            code = self.rules.at_least.get(code, "")
        return tuple(cells)


def _inverse(rules: RuleSet, division: str, chain: Sequence[Cell], demand: int) -> Ints:
    """Bisection over all metres at once."""
    low, high = rules.domains[division]
    metres = np.arange(FARTHEST_M + 1, dtype=np.float64)
    below = np.full(metres.shape, low - 1, dtype=np.int64)
    above = np.full(metres.shape, high + 1, dtype=np.int64)
    while bool((above - below > 1).any()):
        middle = (below + above) // 2
        asked = np.clip(middle, low, high)
        fits = _exact(rules, division, chain, demand, asked.astype(np.float64)) <= metres
        open_ones = above - below > 1
        below = np.where(open_ones & fits, middle, below)
        above = np.where(open_ones & ~fits, middle, above)
    return np.where(below < low, 0, below)


def _exact(rules: RuleSet, division: str, chain: Sequence[Cell], demand: int, neq: Floats) -> Floats:
    """The distance to the metre of a chain of cells, for many quantities."""
    found = np.zeros_like(neq)
    for cell in chain:
        found = np.maximum(found, _of_cell(rules, division, cell, demand, neq))
    return found


def _of_cell(rules: RuleSet, division: str, cell: Cell, demand: int, neq: Floats) -> Floats:
    values = [(one.rank >= demand, _alternative(rules, division, one, neq)) for one in cell]
    enough = [value for is_enough, value in values if is_enough]
    shortest = np.minimum.reduce(enough) if enough else np.full_like(neq, np.inf)
    finite = [np.where(np.isinf(value), -np.inf, value) for _, value in values]
    return np.where(np.isinf(shortest), np.maximum.reduce(finite), shortest)


def _alternative(rules: RuleSet, division: str, one: Alternative, neq: Floats) -> Floats:
    """Metres of an alternative; infinite where its column does not reach."""
    column = rules.columns[division].get(one.column)
    if column is None:
        return np.full_like(neq, float(one.least_m))
    exact = np.maximum(np.maximum(_formula(column, neq), column.floor_m) * one.factor, one.least_m)
    metres = np.maximum(np.ceil(exact - EPSILON), np.ceil(_printed(column, neq) * one.factor - EPSILON))
    return metres if column.upto_kg is None else np.where(neq <= column.upto_kg, metres, np.inf)


def _formula(column: Column, neq: Floats) -> Floats:
    quantity = np.maximum(neq, column.frozen_below_kg)
    if column.log is not None:
        a, b, c = column.log
        logarithm = np.log(quantity)
        return np.asarray(column.factor * (a + b * logarithm + c * logarithm * logarithm))
    ends = [*(start for start, _, _ in column.pieces[1:]), np.inf]
    found = np.zeros_like(quantity)
    for (start, coefficient, power), end in zip(column.pieces, ends, strict=True):
        value = coefficient * np.minimum(quantity, end) ** float(Fraction(power))
        found = np.where(start <= quantity, np.maximum(found, value), found)
    return column.factor * found


def _printed(column: Column, neq: Floats) -> Floats:
    """The printed values that stand above the formula: the larger of the row passed and the row ahead."""
    excess = [(kg, m) for kg, m in column.printed if m > as_table_m(formula_m(column, kg))]
    found = np.zeros_like(neq)
    for place, (kg, metres) in enumerate(excess):
        found = np.where(neq >= kg, np.maximum(found, metres), found)
        if place + 1 < len(excess):
            after, ahead = excess[place + 1]
            found = np.where((neq > kg) & (neq < after), np.maximum(found, ahead), found)
    return found
