"""A rule set of quantity-distances as data: which column holds for which store and neighbour, and its formula.

Rule sets are JSON (``ammunition/data``): IATG 02.20 whole, others as what they change of it (``base``), so that two
can be compared. A cell reads ``D13>400|D14?standard_ecm``: alternatives, each a column (perhaps times a factor), a
least distance, the protection it gives (``@limited``, ``@high``, ``@complete``) and what must be true to use it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracemark.findings import Finding, Refused, Severity

PROTECTION = {"limited": 1, "high": 2, "complete": 3}
CONDITIONS = frozenset({"standard_ecm", "few_people", "no_primary_explosive", "not_spall_vulnerable"})
ALTERNATIVE = re.compile(
    r"(?:(?P<none>none)|(?P<fixed>\d+)m|(?:(?P<factor>[\d.]+)\*)?(?P<column>[A-Z][\d.]+)(?:>(?P<least>\d+))?)"
    r"(?:@(?P<protection>\w+))?(?:\?(?P<conditions>[\w+]+))?"
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read a cell: ``factor`` times a column, or a distance that no quantity changes."""

    column: str = ""
    factor: float = 1.0
    least_m: int = 0
    protection: str = ""
    conditions: frozenset[str] = frozenset()

    @property
    def rank(self) -> int:
        """How much protection it gives; a cell that says nothing gives all."""
        return PROTECTION.get(self.protection, 3)


@dataclass(frozen=True, slots=True)
class Column:
    """A distance as a function of the quantity Q in kg.

    ``pieces``: (from kg, coefficient, power) of ``coefficient * Q ** power``; or ``log``: a + b ln Q + c (ln Q)^2,
    times ``factor``. ``printed``: (kg, m) of a table; ``upto_kg``: beyond it the column says nothing.
    """

    name: str
    clause: str
    pieces: tuple[tuple[float, float, str], ...] = ()
    log: tuple[float, float, float] | None = None
    factor: float = 1.0
    floor_m: int = 0
    frozen_below_kg: float = 0.0
    upto_kg: float | None = None
    printed: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One edition of the rules; ``cells[division][neighbour][store]`` are alternatives."""

    code: str
    title: str
    source: str
    status: str
    stores: tuple[str, ...]
    treated_as: Mapping[str, str]
    split_1_2_kg: Decimal
    domains: Mapping[str, tuple[int, int]]
    fixed: Mapping[str, tuple[int, str]]
    at_least: Mapping[str, str]
    sectors: Mapping[str, Mapping[str, float]]
    clauses: Mapping[str, str]
    columns: Mapping[str, Mapping[str, Column]]
    cells: Mapping[str, Mapping[str, Mapping[str, tuple[Alternative, ...]]]] = field(repr=False)

    def column(self, division: str, name: str) -> Column:
        """The column ``name`` of a division."""
        return self.columns[division][name]

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Codes of every kind of neighbour that the rules know, in their order."""
        return tuple(self.cells["1.1"])


def read_rule_set(values: Mapping[str, Any], base: Mapping[str, Any] | None = None) -> RuleSet:
    """A rule set from its JSON; ``base`` is the JSON it changes, when it names one.

    Raises Refused with ``rule_set_not_read`` naming the place that is wrong.
    """
    place = "code"
    try:
        merged = _merged(base or {}, values)
        place = "columns"
        columns = {
            division: {name: _column(name, one) for name, one in group.items()}
            for division, group in merged["columns"].items()
        }
        place = "cells"
        stores = tuple(merged["stores"])
        cells = {
            division: {es: _row(text, stores, columns[division]) for es, text in rows.items()}
            for division, rows in merged["cells"].items()
        }
        place = "domains"
        return RuleSet(
            code=str(merged["code"]),
            title=str(merged["title"]),
            source=str(merged["source"]),
            status=str(merged["status"]),
            stores=stores,
            treated_as=dict(merged["treated_as"]),
            split_1_2_kg=Decimal(merged["split_1_2_kg"]),
            domains={name: (int(low), int(high)) for name, (low, high) in merged["domains"].items()},
            fixed={
                name: (int(one["distance_m"]), str(one["clause"])) for name, one in merged["fixed"].items()
            },
            at_least=dict(merged["at_least"]),
            sectors=merged["sectors"],
            clauses=dict(merged["clauses"]),
            columns=columns,
            cells=cells,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        params = {"place": place, "problem": str(error)[:120]}
        raise Refused(Finding("rule_set_not_read", params, Severity.REFUSAL)) from error


def read_cell(text: str) -> tuple[Alternative, ...]:
    """The alternatives of one cell; raises ValueError when it does not read."""
    return tuple(_alternative(part) for part in text.split("|"))


def _alternative(text: str) -> Alternative:
    match = ALTERNATIVE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"cell {text!r}")
    conditions = frozenset(match["conditions"].split("+")) if match["conditions"] else frozenset()
    protection = match["protection"] or ""
    if conditions - CONDITIONS or (protection and protection not in PROTECTION):
        raise ValueError(f"cell {text!r}")
    if match["column"]:
        least = int(match["least"] or 0)
        return Alternative(match["column"], float(match["factor"] or 1), least, protection, conditions)
    return Alternative("", 0.0, int(match["fixed"] or 0), protection, conditions)


def _row(
    text: str, stores: Sequence[str], columns: Mapping[str, Column]
) -> Mapping[str, tuple[Alternative, ...]]:
    parts = text.split(" ; ")
    if len(parts) == 1:
        parts *= len(stores)
    row = dict(zip(stores, (read_cell(part) for part in parts), strict=True))
    unknown = {one.column for cell in row.values() for one in cell if one.column} - set(columns)
    if unknown:
        raise ValueError(f"no column {', '.join(sorted(unknown))}")
    return row


def _column(name: str, values: Mapping[str, Any]) -> Column:
    log = values.get("log")
    pieces = tuple((float(start), float(k), str(power)) for start, k, power in values.get("pieces", ()))
    if bool(pieces) == bool(log):
        raise ValueError(f"column {name} needs pieces or log")
    return Column(
        name=name,
        clause=str(values["clause"]),
        pieces=pieces,
        log=(float(log[0]), float(log[1]), float(log[2])) if log else None,
        factor=float(values.get("factor", 1)),
        floor_m=int(values.get("floor_m", 0)),
        frozen_below_kg=float(values.get("frozen_below_kg", 0)),
        upto_kg=float(values["upto_kg"]) if "upto_kg" in values else None,
        printed=tuple((float(kg), int(m)) for kg, m in values.get("printed", ())),
    )


def _merged(base: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` over ``base``: tables within tables are joined, everything else is replaced."""
    merged = dict(base)
    for key, value in values.items():
        kept = merged.get(key)
        merged[key] = (
            _merged(kept, value) if isinstance(kept, Mapping) and isinstance(value, Mapping) else value
        )
    return merged
