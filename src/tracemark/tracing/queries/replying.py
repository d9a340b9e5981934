"""A reply as our records would give it: the chain of hands, whether it was reported, where it went; never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracemark.accounts.rules import Viewer
from tracemark.register.queries.facts import facts_by_ids
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.events import Json
from tracemark.tracing.models import Case
from tracemark.tracing.queries.cases import view_of
from tracemark.tracing.queries.drafting import latest_told, weapon_of
from tracemark.tracing.rules.chain import next_state, reported
from tracemark.tracing.rules.reply import Certainty, ReplyDraft, ReplyKind
from tracemark.tracing.rules.request import weapon_json

TELLS = frozenset({ReplyKind.FULL, ReplyKind.PART, ReplyKind.RESTRICTED})


def draft_reply(viewer: Viewer, case: Case, kind: ReplyKind) -> ReplyDraft:
    """The reply of this kind out of what the last search settled; an unsure hit tells similar weapons only."""
    settled = view_of(case).facts.get("look_up")
    found: Mapping[str, Json] = settled if isinstance(settled, dict) else {}
    request = latest_told(case, "request") or {}
    others = found.get("others_that_fit")
    draft = ReplyDraft(
        reference=case.reference,
        to_reference=case.thread[:40],
        kind=kind,
        certainty=Certainty(str(found.get("certainty") or "none")),
        others_that_fit=others if isinstance(others, int) else 0,
        confirmed_by_officer=found.get("is_the_weapon") is True,
        purpose=str(request.get("intended_use") or ""),
    )
    if kind not in TELLS:
        return replace(draft, certainty=Certainty.NONE, others_that_fit=0)
    if draft.certainty is Certainty.SURE or draft.confirmed_by_officer:
        return _with_life(viewer, case, draft)
    similar = found.get("similar")
    named = [str(one) for one in similar] if isinstance(similar, list) else []
    return replace(draft, similar=_similar(viewer, named), office=case.unit.name)


def _with_life(viewer: Viewer, case: Case, draft: ReplyDraft) -> ReplyDraft:
    weapon = weapon_of(viewer, case)
    if weapon is None:
        return draft
    fact, day = reported(weapon.links)
    return replace(
        draft,
        weapon=weapon_json(weapon.facts),
        chain=weapon.links,
        reported=fact,
        reported_on=day,
        next_state=next_state(weapon.links),
    )


def _similar(viewer: Viewer, record_nos: Sequence[str]) -> tuple[Mapping[str, Json], ...]:
    """Weapons like it, by description only: no number, no place, no holder."""
    ids = (
        visible_weapons(viewer, "weapon.search").filter(record_no__in=record_nos).values_list("id", flat=True)
    )
    found = facts_by_ids(viewer, list(ids)).values()
    described = {
        (one.facts.make_text, one.facts.model_text, one.facts.calibre_text, one.facts.type_text)
        for one in found
    }
    names = ("make", "model", "calibre", "type")
    return tuple(dict(zip(names, values, strict=True)) for values in sorted(described))
