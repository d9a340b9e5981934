"""Matching watched and trained by programs: the report, models, learning, putting in use."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS, FindingOut
from tracemark.matching.actions.training import train_model, use_model
from tracemark.matching.api.finding import PLAIN
from tracemark.matching.queries.models import list_models
from tracemark.matching.queries.watching import watch
from tracemark.matching.tables.watching import model_json, report_json, trained_json
from tracemark.oversight.actions import log_access

router = Router(tags=["matching"])


class BandOut(Schema):
    """Judgements stated above ``low`` and up to ``high``; ``stated`` and ``observed`` are null when there are none."""

    low: float
    high: float
    count: int
    stated: float | None
    observed: float | None


class ModelFiguresOut(Schema):
    """How well stated probabilities did on judgements; null when there are none (a blank is not zero)."""

    count: int
    log_loss: float | None
    brier: float | None
    calibration_error: float | None
    sure: int
    sure_right: float | None
    bands: list[BandOut]


class MonthOut(Schema):
    """A month's seizures by their answer: above 0.9, nothing above 0.1, or between; ``month`` null when not known."""

    month: str | None
    count: int
    sure: int
    between: int
    none: int


class WaitingOut(Schema):
    """Proposals that nobody judged, those above 0.9, and since when the oldest waits."""

    count: int
    likely: int
    since: datetime | None


class ReportQuery(Schema):
    """``year`` narrows the months to one year's seizures."""

    year: int | None = Field(None, ge=1700, le=2200)


class ReportOut(Schema):
    """How matching does, as far as I may read the weapons."""

    model: str
    months: list[MonthOut]
    unmatched: int
    waiting: WaitingOut
    all_time: ModelFiguresOut
    quarter_from: date
    quarter: ModelFiguresOut
    unsure: int
    unstated: int
    drift: list[FindingOut]


class ModelOut(Schema):
    """A model: a ``candidate``, the one ``in_use``, or ``retired``. Figures inside are decimal text."""

    name: str
    provenance: str
    stage: str
    made_at: datetime | None
    learnt_from: dict[str, object] | None
    compared: dict[str, object] | None
    used_at: datetime | None
    why: str


class TrainedOut(Schema):
    """A candidate beside the model in use, on the same judgements; ``changed``: numbers before and after."""

    name: str
    provenance: str
    learnt_from: dict[str, object]
    compared_with: str
    old: ModelFiguresOut
    new: ModelFiguresOut
    changed: dict[str, tuple[float, float]]
    is_proposed: bool
    objections: list[FindingOut]


class UseIn(Schema):
    """Which model scores from now on, and why. ``id`` made by the client makes a retry harmless."""

    id: UUID | None = None
    name: str = Field(min_length=1, max_length=40, pattern=PLAIN)
    why: str = Field(min_length=1, max_length=1000, pattern=PLAIN)


class UseOut(Schema):
    """A use on record; the latest counts."""

    id: str
    seq: int
    name: str
    why: str
    at: datetime


@router.get("/report", response={200: ReportOut, **ERRORS}, summary="How matching does")
def report(request: ApiRequest, query: Query[ReportQuery]) -> dict[str, object]:
    """Answers by month, stated probabilities beside judgements, what waits, and any drift."""
    require_permission(request.auth, "oversight.read")
    log_access(request.auth, verb="watch_matching", subject=str(query.year or ""))
    return report_json(watch(request.auth, today=timezone.localdate(), year=query.year))


@router.get("/models", response={200: list[ModelOut], **ERRORS}, summary="Models of matching")
def models(request: ApiRequest) -> list[dict[str, object]]:
    """All models with their comparisons, the newest first. Needs ``match.train`` or ``oversight.read``."""
    return [model_json(line) for line in list_models(request.auth)]


@router.post("/models", response={200: TrainedOut, **ERRORS}, summary="Learn a candidate model")
def train(request: ApiRequest) -> dict[str, object]:
    """Learn from judgements and compare with the model in use; the candidate scores nothing."""
    require_permission(request.auth, "match.train")
    trained = train_model(by=request.auth, at=timezone.now())
    log_access(request.auth, verb="train_model", subject=trained.row.name)
    return trained_json(trained)


@router.post("/models/uses", response={200: UseOut, **ERRORS}, summary="Put a model in use")
def use(request: ApiRequest, body: UseIn) -> UseOut:
    """A candidate must have been shown to be no worse than the model in use."""
    require_permission(request.auth, "match.train")
    made = use_model(name=body.name, why=body.why, by=request.auth, at=timezone.now(), use_id=body.id)
    log_access(request.auth, verb="use_model", subject=body.name)
    return UseOut(id=str(made.id), seq=made.seq, name=body.name, why=made.why, at=made.at)
