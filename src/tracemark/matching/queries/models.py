"""Which model scores, and which others were learnt."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db import connection

from tracemark.accounts.rules import Viewer
from tracemark.matching.models import MatchingModel, ModelUse
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.parameters import model_of


class _Kept:
    """The model of the latest use, read once."""

    def __init__(self) -> None:
        self.use: UUID | None = None
        self.model = DEFAULT_MODEL
        self.lock = Lock()


_kept = _Kept()
_USES = ModelUse._meta.db_table


def current_model() -> Model:
    """The model in use; the same object until another is put in use.

    Asks the database one small question each time, so that every process changes at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {_USES} ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    if row is None:
        return DEFAULT_MODEL
    latest = row[0] if isinstance(row[0], UUID) else UUID(row[0])
    with _kept.lock:
        if _kept.use != latest:
            _kept.model = _model_used(latest)
            _kept.use = latest
        return _kept.model


def _model_used(use_id: UUID) -> Model:
    row = ModelUse.objects.select_related("model").get(id=use_id).model
    return DEFAULT_MODEL if row is None else stored_model(row)


def stored_model(row: MatchingModel) -> Model:
    """A learnt model as the rules score with it."""
    return model_of(row.parameters, name=row.name, provenance=row.provenance)


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model with its stage: ``candidate`` (never used), ``in_use`` or ``retired``. ``row`` is None for that which
    the program comes with; ``used_at``, ``used_by`` and ``why`` are of its latest use."""

    name: str
    provenance: str
    stage: str
    row: MatchingModel | None
    used_at: datetime | None
    used_by: str
    why: str


def list_models(viewer: Viewer) -> list[ModelLine]:
    """All models, the newest first, that which the program comes with last."""
    if not viewer.may("match.train"):
        viewer.require("oversight.read")
    uses = {use.model_id: use for use in ModelUse.objects.select_related("by").order_by("seq")}
    current = max(uses.values(), key=lambda use: use.seq).model_id if uses else None
    rows: list[MatchingModel | None] = [*MatchingModel.objects.order_by("-made_at", "-name"), None]
    return [_line(row, uses.get(row.id if row else None), current) for row in rows]


def _line(row: MatchingModel | None, use: ModelUse | None, current: UUID | None) -> ModelLine:
    is_current = (row.id if row else None) == current
    was_used = use is not None or row is None
    return ModelLine(
        name=row.name if row else DEFAULT_MODEL.name,
        provenance=row.provenance if row else DEFAULT_MODEL.provenance,
        stage="in_use" if is_current else "retired" if was_used else "candidate",
        row=row,
        used_at=use.at if use else None,
        used_by=use.by.name if use and use.by else "",
        why=use.why if use else "",
    )


def find_model(name: str) -> MatchingModel | None:
    """A learnt model by its name."""
    return MatchingModel.objects.filter(name=name).first()
