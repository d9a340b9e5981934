"""What a column says for a quantity: formula, printed values and rounding (IATG 02.20 Tables E.1, H.1, L.1, 7)."""

import math
from fractions import Fraction
from functools import lru_cache

from tracemark.ammunition.rules.rulesets import Column

STEPS = ((100, 1), (500, 5), (1000, 10))
"""IATG 02.20 Table 7: a distance below 100 m is rounded up to 1 m, below 500 m to 5 m, below 1 km to 10 m."""

LARGEST_STEP = 20
EPSILON = 1e-9


def formula_m(column: Column, neq_kg: float) -> float:
    """The formula alone, in metres, not rounded. It never falls: a later piece never undercuts an earlier one."""
    quantity = max(neq_kg, column.frozen_below_kg)
    if column.log is not None:
        a, b, c = column.log
        logarithm = math.log(quantity)
        return column.factor * (a + b * logarithm + c * logarithm * logarithm)
    return column.factor * max(
        coefficient * math.pow(min(quantity, _end(column, number)), _power(power))
        for number, (start, coefficient, power) in enumerate(column.pieces)
        if start <= quantity
    )


def printed_m(column: Column, neq_kg: float) -> int:
    """What the printed table adds on the safe side: 0, or a value that stands above formula and rounding.

    Between two such values the larger holds, as for anybody who reads the next row of a table.
    """
    excess = _excess(column)
    passed = [metres for kg, metres in excess if kg <= neq_kg]
    if not passed or any(kg == neq_kg for kg, _ in excess):
        return max(passed, default=0)
    ahead = [metres for kg, metres in excess if kg > neq_kg]
    return max([*passed, *ahead[:1]])


def as_table_m(metres: float) -> int:
    """Rounded up as the tables are (Table 7)."""
    step = next((step for below, step in STEPS if metres < below + EPSILON), LARGEST_STEP)
    return round_up(metres, step)


def round_up(metres: float, step: int = 1) -> int:
    """Rounded up to whole steps; a hair above a whole step, as floats leave it, is none."""
    return math.ceil(metres / step - EPSILON) * step


@lru_cache(maxsize=256)
def _excess(column: Column) -> tuple[tuple[float, int], ...]:
    return tuple((kg, m) for kg, m in column.printed if m > as_table_m(formula_m(column, kg)))


@lru_cache(maxsize=16)
def _power(text: str) -> float:
    return float(Fraction(text))


def _end(column: Column, number: int) -> float:
    """Where the piece ends: where the next begins."""
    return column.pieces[number + 1][0] if number + 1 < len(column.pieces) else math.inf
