"""A model is learnt from judgements and kept as a candidate; a person puts it in use, with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.models import MatchingModel, ModelUse
from tracemark.matching.queries.judged import JudgedPairs, judged_pairs
from tracemark.matching.queries.models import current_model, find_model
from tracemark.matching.queries.statistics import current_statistics
from tracemark.matching.rules.comparison import Comparison, check_proposal, compare_models
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.parameters import comparison_json, parameters_text
from tracemark.matching.rules.training import Judged, JudgedPair, Learnt, learn, split
from tracemark.register.rules.events import Json


@dataclass(frozen=True, slots=True)
class Trained:
    """A candidate as it was stored, how it did beside the ``old`` model in use, and why it may not be used (if so)."""

    row: MatchingModel
    old: Model
    new: Model
    comparison: Comparison
    objections: tuple[Finding, ...]


@transaction.atomic
def train_model(*, by: Viewer, at: datetime) -> Trained:
    """Learn from all judgements but those held back, compare on those with the model in use, and keep the candidate.

    Nothing scores with it until `use_model`. Raises Refused when nothing was judged the same, and when the same model,
    compared with the same, is on record already.
    """
    by.require("match.train")
    judged = judged_pairs(by)
    learn_from, held_back = split(judged.pairs)
    if not any(pair.verdict is Judged.SAME for pair in learn_from):
        raise Refused(Finding("nothing_to_learn_from", {"count": len(learn_from)}, Severity.REFUSAL))
    name = f"learnt-{MatchingModel.objects.count() + 1}"
    provenance = _provenance(judged, learn_from, held_back)
    learnt = learn(learn_from, DEFAULT_MODEL, name=name, provenance=provenance)
    old = current_model()
    parameters = parameters_text(learnt.model)
    known = MatchingModel.objects.filter(parameters=parameters, compared__old__name=old.name).first()
    if known is not None:
        raise Refused(Finding("model_known", {"name": known.name}, Severity.REFUSAL))
    comparison = compare_models(old, learnt.model, held_back, current_statistics())
    row = MatchingModel.objects.create(
        id=uuid4(),
        name=name,
        parameters=parameters,
        provenance=provenance,
        learnt_from=_learnt_from(judged, learn_from, held_back, learnt),
        compared=comparison_json(comparison),
        made_at=at,
        made_by_id=by.person_id,
    )
    objections = tuple(check_proposal(len(held_back), comparison.is_worse))
    return Trained(row, old, learnt.model, comparison, objections)


def _provenance(judged: JudgedPairs, learn_from: list[JudgedPair], held_back: list[JudgedPair]) -> str:
    return (
        f"learnt from {len(learn_from)} judgements of {_day(judged.first_at)} to {_day(judged.last_at)}; "
        f"{len(held_back)} held back"
    )


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""


def _learnt_from(
    judged: JudgedPairs, learn_from: list[JudgedPair], held_back: list[JudgedPair], learnt: Learnt
) -> dict[str, Json]:
    """Counts as decimal text: expected numbers of errors are seldom whole."""
    counts: dict[str, Json] = {
        name: f"{count:.3f}" for name, count in learnt.counts.items() if count >= 0.001
    }
    return {
        "judgements": len(learn_from),
        "held_back": len(held_back),
        "same": sum(pair.verdict is Judged.SAME for pair in learn_from),
        "unsure": judged.unsure,
        "left_out": judged.left_out,
        "first_on": _day(judged.first_at),
        "last_on": _day(judged.last_at),
        "counts": counts,
        "log_likelihoods": [f"{each:.6f}" for each in learnt.log_likelihoods],
    }


@transaction.atomic
def use_model(*, name: str, why: str, by: Viewer, at: datetime, use_id: UUID | None = None) -> ModelUse:
    """Score with the model called ``name`` from now on; the hand-set one has a name too.

    A model that was in use before may always come back; a candidate must have been compared with the model that is in
    use, on judgements enough, and be no worse. Raises Refused.
    """
    by.require("match.train")
    known = ModelUse.objects.filter(id=use_id).first() if use_id else None
    if known is not None:
        return known
    if not why.strip():
        raise Refused(Finding("model_use_needs_reason", {}, Severity.REFUSAL))
    row = find_model(name)
    if row is None and name != DEFAULT_MODEL.name:
        raise Refused(Finding("no_such_model", {"name": name}, Severity.REFUSAL))
    objections = _objections(row, name)
    if objections:
        raise Refused(*objections)
    last = ModelUse.objects.order_by("-seq").values_list("seq", flat=True).first()
    return ModelUse.objects.create(
        id=use_id or uuid4(),
        seq=(last or 0) + 1,
        model=row,
        why=why.strip()[:1000],
        at=at,
        by_id=by.person_id,
    )


def _objections(row: MatchingModel | None, name: str) -> list[Finding]:
    """Why a model may not be put in use now."""
    current = current_model()
    if current.name == name:
        return [Finding("model_in_use_already", {"name": name}, Severity.REFUSAL)]
    if row is None or ModelUse.objects.filter(model=row).exists():
        return []
    if row.compared["old"]["name"] != current.name:
        return [
            Finding(
                "model_compared_with_another",
                {"name": name, "other": row.compared["old"]["name"], "current": current.name},
                Severity.REFUSAL,
            )
        ]
    return check_proposal(row.compared["new"]["count"], row.compared["is_worse"])
