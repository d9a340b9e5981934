"""Blast levels for siting and emergency planning: Kingery-Bulmash by Swisdak's simplified form (IATG 01.80).

Hemispherical surface burst of TNT. A value outside the published range of scaled distance is refused, not guessed.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracemark.findings import Finding, Refused, Severity

SCALED = frozenset(
    {
        "time_of_arrival_ms_per_kg13",
        "positive_duration_ms_per_kg13",
        "incident_impulse_kPa_ms_per_kg13",
        "reflected_impulse_kPa_ms_per_kg13",
    }
)
"""Values given for each kg^(1/3): multiplied by Q^(1/3)."""

LARGEST_KG = 1_000_000


@dataclass(frozen=True, slots=True)
class Segment:
    """One parameter over one range of scaled distance (m/kg^(1/3)), with the coefficients A to G."""

    parameter: str
    z_min: float
    z_max: float
    coefficients: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BlastLevel:
    """Blast at a distance. A parameter whose range does not reach so far is missing from ``values``."""

    neq_kg: float
    distance_m: float
    z: float
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Consequence:
    """A published level of damage or injury and the side-on pressure from which it is expected."""

    code: str
    kpa_from: float
    source: str


def blast_segments(rows: Iterable[Mapping[str, str]]) -> tuple[Segment, ...]:
    """The segments from rows ``parameter,z_min,z_max,A…G``."""
    return tuple(
        Segment(
            row["parameter"],
            float(row["z_min"]),
            float(row["z_max"]),
            tuple(float(row[name]) for name in "ABCDEFG"),
        )
        for row in rows
    )


def blast_at(segments: Iterable[Segment], neq_kg: float, distance_m: float) -> BlastLevel:
    """Pressure, impulse, arrival and duration at ``distance_m`` from ``neq_kg``.

    Units: kPa, kPa·ms, ms, km/s; names without ``_per_kg13``. Raises Refused: ``blast_out_of_range``.
    """
    if not 0 < neq_kg <= LARGEST_KG or not distance_m > 0:
        raise _refused(0.0)
    root = neq_kg ** (1 / 3)
    z = distance_m / root
    values = {}
    for segment in segments:
        name = segment.parameter.removesuffix("_per_kg13")
        if segment.z_min <= z <= segment.z_max and name not in values:
            values[name] = _value(segment, z) * (root if segment.parameter in SCALED else 1.0)
    if "incident_pressure_kPa" not in values:
        raise _refused(z)
    return BlastLevel(neq_kg, distance_m, z, values)


def consequences_at(levels: Iterable[Consequence], pressure_kpa: float) -> tuple[Consequence, ...]:
    """The published levels reached at a side-on pressure, the worst last."""
    return tuple(
        sorted((one for one in levels if one.kpa_from <= pressure_kpa), key=lambda one: one.kpa_from)
    )


def _value(segment: Segment, z: float) -> float:
    logarithm = math.log(z)
    return math.exp(sum(one * logarithm**power for power, one in enumerate(segment.coefficients)))


def _refused(z: float) -> Refused:
    return Refused(Finding("blast_out_of_range", {"z": f"{z:.2f}"}, Severity.REFUSAL))
