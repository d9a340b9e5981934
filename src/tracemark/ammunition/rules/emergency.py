"""For emergencies: how far people withdraw, which fire signs hang on a door, how far a demolition area is closed.

AASTP-1 (2006) Part I, chapter 7 (as IATG 02.50 is read); IATG 01.80 for demolition areas. Not for siting.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracemark.findings import Finding, Refused, Severity

DANGER_AREAS: Mapping[str, tuple[float, int]] = {
    "fragmenting_public": (634.0, 6),
    "fragmenting_closed": (444.0, 6),
    "bare": (130.0, 3),
}
"""Kind of demolition: coefficient and root of the all-up weight in kg. Several items together, no tamping."""


@dataclass(frozen=True, slots=True)
class FireSign:
    """The sign of a fire division: its number and shape."""

    fire_division: str
    shape: str


@dataclass(frozen=True, slots=True)
class SupplementarySign:
    """What else fire-fighters must see for a filling: clothing set, breathing apparatus, no water."""

    filling: str
    groups: str
    clothing_set: str
    breathing_apparatus: bool
    no_water: bool


def fire_sign(rows: Iterable[Mapping[str, str]], divisions: Iterable[str]) -> FireSign | None:
    """The sign of the most dangerous division present, or None when there is nothing."""
    order = {"1.1": 0, "1.5": 1, "1.2": 2, "1.6": 3, "1.3": 4, "1.4": 5}
    present = sorted({_main(one) for one in divisions}, key=lambda one: order[one])
    by_division = {row["division"]: FireSign(row["fire_division"], row["shape"]) for row in rows}
    return by_division[present[0]] if present else None


def supplementary_signs(
    rows: Iterable[Mapping[str, str]], groups: Iterable[str]
) -> tuple[SupplementarySign, ...]:
    """The signs that the groups present may need; the filling decides which of them."""
    held = set(groups)
    return tuple(
        SupplementarySign(
            filling=row["filling"],
            groups=row["groups"],
            clothing_set=row["clothing_set"],
            breathing_apparatus=row["breathing_apparatus"] == "Y",
            no_water=row["no_water"] == "Y",
        )
        for row in rows
        if set(row["groups"]) & held
    )


def withdrawal_m(
    rows: Iterable[Mapping[str, str]], division: str, neq_kg: float | None, *, transport: bool = False
) -> int:
    """How far people who are not needed withdraw from a fire. A quantity of None is not known.

    A lorry that carries more than the table says takes the distance of a facility. Raises Refused:
    ``division_unknown``.
    """
    main = {"1.5": "1.1", "1.6": "1.2"}.get(_main(division), _main(division))
    table = [row for row in rows if row["division"] == main]
    if not table:
        raise Refused(Finding("division_unknown", {"division": division}, Severity.REFUSAL))
    if neq_kg is None:
        return max(int(row["unknown_m"]) for row in table)
    wanted = "transport" if transport else "facility"
    fitting = [row for row in table if row["situation"] in (wanted, "any") and _covers(row, neq_kg)]
    rest = [row for row in table if row["situation"] == "facility" and _covers(row, neq_kg)]
    return max(_withdrawal(row, neq_kg) for row in fitting or rest)


def danger_area_m(kind: str, all_up_kg: float) -> int:
    """The radius to clear of people for the demolition of ``all_up_kg``, rounded up to the next metre.

    Raises Refused: ``danger_area_unknown``, ``quantity_not_positive``.
    """
    if kind not in DANGER_AREAS:
        raise Refused(Finding("danger_area_unknown", {"kind": kind}, Severity.REFUSAL))
    if not all_up_kg > 0:
        raise Refused(Finding("quantity_not_positive", {}, Severity.REFUSAL))
    coefficient, root = DANGER_AREAS[kind]
    return math.ceil(coefficient * math.pow(all_up_kg, 1 / root) - 1e-9)


def _main(division: str) -> str:
    return ".".join(division.split(".")[:2])


def _covers(row: Mapping[str, str], neq_kg: float) -> bool:
    upper = float(row["upto_kg"]) if row["upto_kg"] else math.inf
    return float(row["over_kg"]) <= neq_kg <= upper


def _withdrawal(row: Mapping[str, str], neq_kg: float) -> int:
    scaled = float(row["z"]) * neq_kg ** (1 / 3) if row["z"] else 0.0
    return math.ceil(max(float(row["distance_m"]), scaled) - 1e-9)
