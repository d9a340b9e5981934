"""Hazard divisions, compatibility groups and the code that joins them (IATG 01.50; UN Model Regulations 2.1).

A code is read as it is written on a package: ``1.1D``, ``1.2.1 E``, ``1.4S``, or a division alone.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from tracemark.findings import Finding, Refused, Severity

DIVISIONS = ("1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "1.4", "1.5", "1.6")
"""What stock is counted by, the most far-reaching sub-divisions told apart."""

WITHOUT_SUBDIVISION = {"1.2": "1.2.1", "1.3": "1.3.1"}
"""A division whose sub-division is not stated counts as the more hazardous one."""

GROUPS = "ABCDEFGHJKLNS"

CODE = re.compile(r"(1\.[1-6](?:\.[1-3])?)\s*([A-Z])?")


@dataclass(frozen=True, slots=True)
class HazardCode:
    """A division (with sub-division) and a compatibility group, which may be empty when not stated."""

    division: str
    group: str = ""

    def __str__(self) -> str:
        return f"{self.division}{self.group}"


def read_hazard_code(text: str) -> HazardCode:
    """The code in ``text``; a division without its sub-division becomes the more hazardous one.

    Raises Refused with ``hazard_code_not_read`` or ``subdivision_not_published`` (1.2.3).
    """
    match = CODE.fullmatch(text.strip().upper())
    if match is None or (match[2] and match[2] not in GROUPS):
        raise Refused(Finding("hazard_code_not_read", {"text": text.strip()[:40]}, Severity.REFUSAL))
    division = WITHOUT_SUBDIVISION.get(match[1], match[1])
    if division not in DIVISIONS:
        raise Refused(Finding("subdivision_not_published", {"division": division}, Severity.REFUSAL))
    return HazardCode(division, match[2] or "")


def read_division(text: str) -> str:
    """The division in ``text``, its group (if any) left out."""
    return read_hazard_code(text).division


def subdivision_of_1_2(he_neq_kg: Decimal, split_kg: Decimal = Decimal("0.136")) -> str:
    """1.2.1 or 1.2.2 by the high explosive of one item (IATG 02.20 Table 9; AASTP-1 2006 split at 0.71 kg)."""
    return "1.2.1" if he_neq_kg > split_kg else "1.2.2"
