"""Sites and their plans, counts of stores, and the calculators of emergency planning, for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.ammunition.actions.stock import record_stocktake
from tracemark.ammunition.api.calculating import SafetyFindingOut
from tracemark.ammunition.api.numbers import Exact
from tracemark.ammunition.tables.answers import (
    blast_answer,
    danger_area_answer,
    emergency_answer,
    finding_answer,
)
from tracemark.config.problems import ERRORS
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.actions import add_site, take_in_plan
from tracemark.stockpiles.queries import Site, find_site, find_store, get_site_plan, visible_sites
from tracemark.stockpiles.rules.plans import Feature, NeighbourPlan, StorePlan, feature_of, read_plan

router = Router()

PLAIN = r"^[^\x00]*$"
Count = Annotated[Decimal, Exact(9, 3)]


class SiteIn(Schema):
    """A new site of a unit."""

    unit_id: UUID
    name: str = Field(min_length=1, max_length=200, pattern=PLAIN)


class SiteOut(Schema):
    """A site."""

    id: str
    unit_id: str
    name: str


class FeatureIn(Schema):
    """A store or neighbour as a GeoJSON feature; ``docs/rooms/stockpiles.md`` lists the properties."""

    properties: dict[str, str | int | float | bool | None] = Field(max_length=30)
    geometry: dict[str, Any] | None = None


class PlanIn(Schema):
    """Features of a site. ``look``: only read them, change nothing."""

    features: list[FeatureIn] = Field(max_length=5_000)
    look: bool = False


class PlanOut(Schema):
    """How many features were read and are new or changed, and which were kept aside."""

    stores: int
    neighbours: int
    changed: int
    findings: list[SafetyFindingOut]


class CountIn(Schema):
    """One lot in one stack, counted."""

    lot_id: UUID
    stack: str = Field("", max_length=40, pattern=PLAIN)
    counted: Count


class StocktakeIn(Schema):
    """A count of a store. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    counted_on: date
    counters: tuple[
        Annotated[str, Field(max_length=120, pattern=PLAIN)],
        Annotated[str, Field(max_length=120, pattern=PLAIN)],
    ]
    begun_at: datetime | None = None
    counts: list[CountIn] = Field(max_length=5_000)


class BlastQuery(Schema):
    """A quantity and a distance."""

    neq_kg: float = Field(gt=0, le=1_000_000)
    distance_m: float = Field(gt=0, le=100_000)


class FireQuery(Schema):
    """What burns; an empty quantity is not known."""

    hd: str = Field(pattern=r"^1\.[1-6](\.[1-3])?$")
    neq_kg: str = Field("", pattern=r"^([0-9]{1,6}(\.[0-9]{1,3})?)?$")
    transport: bool = False


class AreaQuery(Schema):
    """What is disposed of in one demolition."""

    kind: Literal["fragmenting_public", "fragmenting_closed", "bare"]
    all_up_kg: float = Field(gt=0, le=1_000_000)


@router.get("/sites", response={200: list[SiteOut], **ERRORS}, summary="Sites")
def sites(request: ApiRequest) -> list[dict[str, str]]:
    """All sites the viewer may see, by name."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_stores")
    return [_site_out(site) for site in visible_sites(request.auth)]


@router.post("/sites", response={200: SiteOut, **ERRORS}, summary="Make a site")
def site(request: ApiRequest, body: SiteIn) -> dict[str, str]:
    """Its stores and neighbours come with a plan."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    if not request.auth.may_at("ammunition.plan", body.unit_id):
        raise Http404
    return _site_out(add_site(unit_id=body.unit_id, name=body.name, by=request.auth, at=timezone.now()))


@router.get("/sites/{site_id}/plan", response={200: dict[str, Any], **ERRORS}, summary="A site as GeoJSON")
def plan(request: ApiRequest, site_id: str) -> dict[str, Any]:
    """As it would be taken in again."""
    require_permission(request.auth, "ammunition.read")
    found = _site(request, site_id)
    log_access(request.auth, verb="export_map", subject=found.name)
    known = get_site_plan(found)
    everything: list[StorePlan | NeighbourPlan] = [*known.stores, *known.neighbours]
    features = [feature_of(one) for one in everything]
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": dict(one.properties), "geometry": one.geometry}
            for one in features
        ],
    }


@router.post("/sites/{site_id}/plan", response={200: PlanOut, **ERRORS}, summary="Take in a plan")
def plan_in(request: ApiRequest, site_id: str, body: PlanIn) -> dict[str, Any]:
    """What has a known name is changed, nothing is removed; what does not read is kept aside with the cause."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    found = _site(request, site_id)
    features = [Feature(n, one.properties, one.geometry) for n, one in enumerate(body.features, start=1)]
    read = read_plan(features)
    changed = 0 if body.look else take_in_plan(found, read, by=request.auth, at=timezone.now())
    return {
        "stores": len(read.stores),
        "neighbours": len(read.neighbours),
        "changed": changed,
        "findings": [finding_answer(one) for one in read.findings],
    }


@router.post(
    "/stores/{store_id}/stocktakes",
    response={200: list[SafetyFindingOut], **ERRORS},
    summary="Record a stocktake",
)
def stocktake(request: ApiRequest, store_id: str, body: StocktakeIn) -> list[dict[str, Any]]:
    """What differs from the ledger, and what moved since the count began. What is not named counts as zero."""
    require_permission(request.auth, "ammunition.read", "ammunition.move")
    store = find_store(request.auth, _uuid(store_id))
    if store is None:
        raise Http404
    findings = record_stocktake(
        store,
        [(one.lot_id, one.stack, one.counted) for one in body.counts],
        stocktake_id=body.id,
        counted_on=body.counted_on,
        counters=body.counters,
        by=request.auth,
        at=timezone.now(),
        begun_at=body.begun_at,
    )
    return [finding_answer(one) for one in findings]


@router.get("/blast", response={200: dict[str, Any], **ERRORS}, summary="Blast levels at a distance")
def blast(request: ApiRequest, query: Query[BlastQuery]) -> dict[str, Any]:
    """For siting and emergency planning; outside the published range it is refused."""
    require_permission(request.auth, "ammunition.read")
    return blast_answer(query.neq_kg, query.distance_m)


@router.get("/withdrawal", response={200: dict[str, Any], **ERRORS}, summary="Withdrawal from a fire")
def withdrawal(request: ApiRequest, query: Query[FireQuery]) -> dict[str, Any]:
    """How far people who are not needed withdraw, and the sign on the door."""
    require_permission(request.auth, "ammunition.read")
    quantity = Decimal(query.neq_kg) if query.neq_kg else None
    return emergency_answer(query.hd, quantity, transport=query.transport)


@router.get("/danger-area", response={200: dict[str, Any], **ERRORS}, summary="Danger area of a demolition")
def danger_area(request: ApiRequest, query: Query[AreaQuery]) -> dict[str, Any]:
    """How far a demolition area is closed."""
    require_permission(request.auth, "ammunition.read")
    return danger_area_answer(query.kind, query.all_up_kg)


def _site_out(one: Site) -> dict[str, str]:
    return {"id": one.id.hex, "unit_id": one.unit_id.hex, "name": one.name}


def _site(request: ApiRequest, site_id: str) -> Site:
    found = find_site(request.auth, _uuid(site_id))
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
