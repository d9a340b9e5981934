"""Mixed hazard divisions in one store: what they count as together (IATG 02.20 Table 6; AASTP-1 Part I, 1.3.2.5).

The two editions read differently; both readings are given and the stricter, their union, holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracemark.findings import Finding, Severity

IATG, AASTP = "IATG 02.20:2021 Table 6", "AASTP-1 (2006) 1.3.2.5"

MASS = ("1.1", "1.5", "1.6")
"""What counts as 1.1; 1.6 until testing has shown otherwise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count: so many kg as one division, by one or more editions."""

    division: str
    neq_kg: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """All readings, each of which must be satisfied; and what was noted on the way."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]


def aggregate(contents: Mapping[str, Decimal], *, propagates: bool = False) -> Aggregate:
    """What ``contents`` (NEQ in kg by division) count as together.

    ``propagates``: shaped charges, high-energy propellant, dense confined 1.3 or 1.2.1 items above 5 kg are among
    them, so that 1.2 with 1.3 counts as 1.1 (AASTP-1). 1.4 adds nothing. Quantities of zero are left out.
    """
    held = {division: kg for division, kg in contents.items() if kg > 0}
    mass = sum((held.get(one, Decimal(0)) for one in MASS), Decimal(0))
    twos = _worst(held, "1.2.1", "1.2.2")
    threes = _worst(held, "1.3.1", "1.3.2")
    total = mass + twos[1] + threes[1]
    findings = []
    if held.get("1.6"):
        findings.append(Finding("aggregate_1_6_as_1_1", {}, Severity.INFO))
    if mass:
        readings = _with_mass(total, twos[0], threes[0])
    elif twos[0] and threes[0]:
        readings = _two_and_three(total, twos, threes, propagates)
        findings.append(Finding("aggregate_editions_differ", {}, Severity.INFO))
    else:
        readings = [Reading(code, kg, (IATG, AASTP)) for code, kg in (twos, threes) if code]
    if held.get("1.4"):
        findings.append(Finding("aggregate_1_4_not_added", {"kg": f"{held['1.4']}"}, Severity.INFO))
        if not readings:
            readings = [Reading("1.4", held["1.4"], (IATG, AASTP))]
    return Aggregate(tuple(readings), tuple(findings))


def _worst(held: Mapping[str, Decimal], worse: str, milder: str) -> tuple[str, Decimal]:
    """The more hazardous sub-division present, with the sum of both; an empty code when neither is."""
    total = held.get(worse, Decimal(0)) + held.get(milder, Decimal(0))
    return (worse if held.get(worse) else milder if held.get(milder) else ""), total


def _with_mass(total: Decimal, two: str, three: str) -> list[Reading]:
    """With 1.1: the sum as 1.1, as the 1.2 that is there, and (AASTP-1 only) as the 1.3 that is there."""
    readings = [Reading("1.1", total, (IATG, AASTP))]
    if two:
        readings.append(Reading(two, total, (IATG, AASTP)))
    if three:
        readings.append(Reading(three, total, (AASTP,)))
    return readings


def _two_and_three(
    total: Decimal, two: tuple[str, Decimal], three: tuple[str, Decimal], propagates: bool
) -> list[Reading]:
    """1.2 with 1.3: each by itself; AASTP-1 Table 4 also the whole as either, and in four cases as 1.1."""
    readings = [Reading(two[0], two[1], (IATG,)), Reading(three[0], three[1], (IATG,))]
    readings += [Reading(two[0], total, (AASTP,)), Reading(three[0], total, (AASTP,))]
    if propagates:
        readings.append(Reading("1.1", total, (AASTP,)))
    return readings
