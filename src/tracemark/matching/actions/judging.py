"""An officer says whether two records are one weapon."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.matching.models import Judgement
from tracemark.matching.rules.judging import Effect, Verdict, check_judgement, effect_of
from tracemark.register.actions.acts import link_weapons, lock_weapons, unlink_weapons
from tracemark.register.queries.facts import facts_by_ids
from tracemark.register.rules.events import Json


@transaction.atomic
def judge(
    *,
    judgement_id: UUID,
    weapon_id: UUID,
    other_id: UUID,
    verdict: Verdict,
    why: str,
    by: Viewer,
    at: datetime,
) -> Judgement:
    """Record a judgement; "same" links both weapons' lives and leaving "same" unlinks them.

    ``judgement_id`` made by the client makes a retry harmless. The officer must see both records and hold
    ``match.judge`` at the unit of one. Raises Refused.
    """
    known = Judgement.objects.filter(id=judgement_id).first()
    if known is not None:
        return known
    _require_allowed(weapon_id, other_id, why, by)
    first, second = sorted((weapon_id, other_id))
    lock_weapons(first, second)
    last = Judgement.objects.filter(weapon_id=first, other_id=second).order_by("-seq").first()
    effect = effect_of(Verdict(last.verdict) if last else None, verdict)
    judgement = Judgement.objects.create(
        id=judgement_id,
        weapon_id=first,
        other_id=second,
        seq=last.seq + 1 if last else 1,
        verdict=verdict.value,
        why=why.strip()[:1000],
        by_id=by.person_id,
        at=at,
    )
    _carry_out(effect, judgement, by=by, at=at)
    return judgement


def _require_allowed(weapon_id: UUID, other_id: UUID, why: str, by: Viewer) -> None:
    by.require("match.judge")
    seen = facts_by_ids(by, [weapon_id, other_id])
    findings = check_judgement(
        is_one_record=weapon_id == other_id,
        are_visible={weapon_id, other_id} <= seen.keys(),
        may_judge=any(by.may_at("match.judge", facts.unit_id) for facts in seen.values()),
        why=why,
    )
    if findings:
        raise Refused(*findings)


def _carry_out(effect: Effect, judgement: Judgement, *, by: Viewer, at: datetime) -> None:
    if effect is Effect.NONE:
        return
    payload: dict[str, Json] = {"judgement": judgement.id.hex, "why": judgement.why}
    write = link_weapons if effect is Effect.LINK else unlink_weapons
    write(
        weapon_id=judgement.weapon_id,
        other_id=judgement.other_id,
        event_ids=(uuid5(judgement.id, "weapon"), uuid5(judgement.id, "other")),
        payload=payload,
        by=by,
        at=at,
    )
