"""Answers of a run of matching are kept, so that officers work through them and see what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.matching.models import Proposal
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.posterior import Answer, Candidate

KEPT = 3
WEAPONS_AT_ONCE = 300
LEAST = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Line:
    """One proposal as it will stand; compared with what stands to see whether anything changed."""

    other_id: UUID | None
    rank: int
    probability: Decimal
    none_probability: Decimal
    others_that_fit: int
    reasons: list[dict[str, Any]]


def store_proposals(answers: Mapping[UUID, Answer[UUID]], *, model: Model, by: Viewer, at: datetime) -> int:
    """Keep the best three candidates of each weapon's answer; returns how many weapons' proposals changed.

    Running again with the same result changes nothing.
    """
    by.require("match.judge")
    weapon_ids = list(answers)
    changed = 0
    for start in range(0, len(weapon_ids), WEAPONS_AT_ONCE):
        part = weapon_ids[start : start + WEAPONS_AT_ONCE]
        changed += _store_part({weapon_id: answers[weapon_id] for weapon_id in part}, model, at)
    return changed


@transaction.atomic
def _store_part(answers: Mapping[UUID, Answer[UUID]], model: Model, at: datetime) -> int:
    standing: dict[UUID, list[Proposal]] = {}
    rows = Proposal.objects.select_for_update().filter(weapon_id__in=list(answers), stage="current")
    for row in rows.order_by("weapon_id", "rank"):
        standing.setdefault(row.weapon_id, []).append(row)
    fresh: dict[UUID, list[_Line]] = {}
    for weapon_id, answer in answers.items():
        lines = _lines(answer)
        before = standing.get(weapon_id, [])
        if [_line_of(row) for row in before] != lines or any(row.model != model.name for row in before):
            fresh[weapon_id] = lines
    Proposal.objects.filter(weapon_id__in=list(fresh), stage="current").update(stage="superseded")
    Proposal.objects.bulk_create(
        [
            Proposal(
                weapon_id=weapon_id,
                other_id=line.other_id,
                rank=line.rank,
                probability=line.probability,
                none_probability=line.none_probability,
                others_that_fit=line.others_that_fit,
                reasons=line.reasons,
                model=model.name,
                made_at=at,
                stage="current",
            )
            for weapon_id, lines in fresh.items()
            for line in lines
        ]
    )
    return len(fresh)


def _lines(answer: Answer[UUID]) -> list[_Line]:
    """The likeliest candidates; when there is none worth naming, one line that says so."""
    named = [each for each in answer.candidates[:KEPT] if chance(each.probability) >= LEAST]
    if not named:
        return [_Line(None, 1, Decimal(0), chance(answer.none_probability), answer.others_that_fit, [])]
    return [_line(candidate, rank, answer) for rank, candidate in enumerate(named, 1)]


def _line(candidate: Candidate[UUID], rank: int, answer: Answer[UUID]) -> _Line:
    return _Line(
        candidate.id,
        rank,
        chance(candidate.probability),
        chance(answer.none_probability),
        answer.others_that_fit,
        [reason_json(finding) for finding in reasons_of(candidate)],
    )


def _line_of(row: Proposal) -> _Line:
    return _Line(
        row.other_id,
        row.rank,
        row.probability,
        row.none_probability,
        row.others_that_fit,
        row.reasons,
    )


def chance(probability: float) -> Decimal:
    """A probability as it is stored: six decimals."""
    return Decimal(probability).quantize(Decimal("0.000001"))


def reason_json(finding: Finding) -> dict[str, Any]:
    """A reason as it is stored: code, parameters and severity."""
    return {"code": finding.code, "params": dict(finding.params), "severity": finding.severity.value}
