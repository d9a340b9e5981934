"""Explosive limit licences: what may be proposed, when one holds, what waits (IATG 02.30)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracemark.findings import Finding, Param, Severity

LONGEST_YEARS = 5
"""A licence is looked at again after this time at the latest; a national authority may set less."""

DUE_SOON_DAYS = 60


class LicenceStage(StrEnum):
    """Where a licence stands on a day."""

    PROPOSED = "proposed"
    FUTURE = "future"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """What decides whether a licence holds."""

    proposed_by: UUID | None
    valid_from: date
    valid_until: date
    is_waiver: bool
    approvers: tuple[UUID, ...] = ()
    is_ended: bool = False

    @property
    def approvals_needed(self) -> int:
        """One officer beside the proposer; two for a waiver."""
        return 2 if self.is_waiver else 1


def stage_of(facts: LicenceFacts, day: date) -> LicenceStage:
    """The stage of a licence on a day."""
    if facts.is_ended:
        return LicenceStage.WITHDRAWN
    if len(facts.approvers) < facts.approvals_needed:
        return LicenceStage.PROPOSED
    if day < facts.valid_from:
        return LicenceStage.FUTURE
    return LicenceStage.EXPIRED if day > facts.valid_until else LicenceStage.IN_FORCE


def check_proposal(
    wanted: Mapping[str, int],
    computed: Mapping[str, int],
    *,
    valid_from: date,
    valid_until: date,
    waiver_reason: str,
) -> tuple[Finding, ...]:
    """Why a licence may not be proposed: more than the rules give without a waiver, or dates that do not fit."""
    found = []
    for division, kilograms in wanted.items():
        if kilograms < 0 or division not in computed:
            found.append(Finding("licence_limit_wrong", {"division": division}, Severity.REFUSAL))
        elif kilograms > computed[division] and not waiver_reason.strip():
            params: dict[str, Param] = {
                "division": division,
                "wanted": kilograms,
                "limit": computed[division],
            }
            found.append(Finding("licence_over_rules", params, Severity.REFUSAL))
    longest = _years_later(valid_from, LONGEST_YEARS)
    if not valid_from <= valid_until <= longest:
        found.append(Finding("licence_dates_wrong", {"years": LONGEST_YEARS}, Severity.REFUSAL))
    return tuple(found)


def check_approval(facts: LicenceFacts, person: UUID | None) -> tuple[Finding, ...]:
    """Why this person may not approve: nobody approves what they proposed, and nobody twice."""
    if person is None or person == facts.proposed_by:
        return (Finding("licence_own_approval", {}, Severity.REFUSAL),)
    if person in facts.approvers:
        return (Finding("licence_approved_already", {}, Severity.REFUSAL),)
    if facts.is_ended:
        return (Finding("licence_ended", {}, Severity.REFUSAL),)
    return ()


def in_force(licences: Sequence[tuple[str, LicenceFacts]], day: date) -> str | None:
    """The key of the licence that holds on a day: of several the one that began last."""
    holding = [
        (facts.valid_from, key) for key, facts in licences if stage_of(facts, day) is LicenceStage.IN_FORCE
    ]
    return max(holding)[1] if holding else None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
