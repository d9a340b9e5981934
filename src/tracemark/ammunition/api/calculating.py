"""The calculators for programs: the same answers as ``tracemark ammo``."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.ammunition.api.numbers import Exact
from tracemark.ammunition.data import DEFAULT
from tracemark.ammunition.rules.distances import Pair
from tracemark.ammunition.rules.divisions import read_division
from tracemark.ammunition.tables import answers
from tracemark.config.problems import ERRORS

router = Router()

Division = Field(pattern=r"^1\.[1-6](\.[1-3])?$", examples=["1.1"])
Code = r"^[a-z0-9-]{0,40}$"
Kilograms = Annotated[Decimal, Exact(7, 3)]
Condition = Literal["standard_ecm", "few_people", "no_primary_explosive", "not_spall_vulnerable"]


class SafetyFindingOut(Schema):
    """A rule that was applied, or what was noticed, with its words."""

    code: str
    params: dict[str, str | int | bool | None]
    severity: str
    words: str


class PairQuery(Schema):
    """A store and its neighbour. An empty ``pes`` is not known: the strictest holds."""

    hd: str = Division
    es: str = Field(pattern=Code, examples=["inhabited-building"])
    pes: str = Field("", pattern=Code)
    known: list[Condition] = Field([], max_length=4)
    protection: Literal["limited", "high", "complete"] = "high"
    rules: str = Field(DEFAULT, pattern=r"^[a-z0-9.-]{0,40}$")

    def pair(self) -> Pair:
        """The pair as the rules see it."""
        return Pair(self.es, self.pes, frozenset(self.known), self.protection)


class DistanceQuery(PairQuery):
    """A quantity, a store and a neighbour."""

    neq_kg: Kilograms


class LimitQuery(PairQuery):
    """A distance, a store and a neighbour."""

    distance_m: float = Field(ge=0, le=100_000)


class DistanceOut(Schema):
    """A distance, and every rule that led to it. ``exact_m`` may stand in its place."""

    division: str
    neq_kg: str
    exposed_site: str
    store: str
    distance_m: int
    exact_m: int
    column: str
    clause: str
    edition: str
    rules: list[SafetyFindingOut]


class LimitOut(Schema):
    """The largest quantity at a distance; 0 when none is allowed."""

    division: str
    distance_m: float
    neq_kg: int
    is_capped: bool
    edition: str
    basis: DistanceOut | None


class MixIn(Schema):
    """Hazard codes, one a kind of item; ``allowances`` are notes accepted for the place."""

    codes: list[str] = Field(min_length=1, max_length=50)
    purpose: Literal["storage", "transport"] = "storage"
    allowances: list[Literal["1", "2", "4", "T6"]] = Field([], max_length=4)


class MixOut(Schema):
    """Whether they may be together, and why not."""

    codes: list[str]
    purpose: str
    may_mix: bool
    edition: str
    findings: list[SafetyFindingOut]


class AggregateIn(Schema):
    """NEQ in kg by hazard division."""

    contents: dict[str, Kilograms] = Field(min_length=1, max_length=10)
    propagates: bool = False


class ReadingOut(Schema):
    """One way to count."""

    division: str
    neq_kg: str
    sources: list[str]


class AggregateOut(Schema):
    """Every reading; each must be satisfied."""

    contents: dict[str, str]
    readings: list[ReadingOut]
    findings: list[SafetyFindingOut]


@router.get("/distance", response={200: DistanceOut, **ERRORS}, summary="Distance for a quantity")
def distance(request: ApiRequest, query: Query[DistanceQuery]) -> dict[str, Any]:
    """The distance a quantity must keep from a neighbour (IATG 02.20)."""
    require_permission(request.auth, "ammunition.read")
    rules = answers.chosen_rules(query.rules)
    return answers.distance_answer(rules, query.hd, query.neq_kg, query.pair())


@router.get("/limit", response={200: LimitOut, **ERRORS}, summary="Largest quantity at a distance")
def limit(request: ApiRequest, query: Query[LimitQuery]) -> dict[str, Any]:
    """The largest whole number of kilograms that a distance allows."""
    require_permission(request.auth, "ammunition.read")
    rules = answers.chosen_rules(query.rules)
    return answers.quantity_answer(rules, query.hd, query.distance_m, query.pair())


@router.post("/mix", response={200: MixOut, **ERRORS}, summary="May hazard codes be together?")
def mix(request: ApiRequest, body: MixIn) -> dict[str, Any]:
    """By the table of compatibility groups for storage or for transport."""
    require_permission(request.auth, "ammunition.read")
    return answers.mix_answer(body.codes, body.purpose, body.allowances)


@router.post("/aggregate", response={200: AggregateOut, **ERRORS}, summary="Mixed hazard divisions")
def aggregate(request: ApiRequest, body: AggregateIn) -> dict[str, Any]:
    """What mixed divisions count as together, by the stricter of the published readings."""
    require_permission(request.auth, "ammunition.read")
    contents: dict[str, Decimal] = {}
    for text, kilograms in body.contents.items():
        division = read_division(text)
        contents[division] = contents.get(division, Decimal(0)) + kilograms
    return answers.aggregate_answer(contents, propagates=body.propagates)
