"""Reference lists as programs see them."""

from typing import Literal

from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.reference import queries
from tracemark.reference.models import UnknownValue
from tracemark.reference.queries import Entry
from tracemark.reference.rules import Hit
from tracemark.reference.rules.additions import find_value

router = Router(tags=["reference"])

PLAIN = r"^[^\x00]*$"


class EntryOut(Schema):
    """One value; ``detail`` is a maker's country, a calibre's group, a type's scope, a model's makers."""

    code: str
    name: str
    detail: str
    aliases: list[str]
    marks: list[str]
    source: str


class EntriesQuery(Schema):
    """Which entries: those with ``find`` in code, name or an alias, ``limit`` of them after ``offset``."""

    find: str = Field("", max_length=100, pattern=PLAIN)
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=1_000_000)


class EntriesOut(Schema):
    """A stretch of the entries that fit, and how many fit in all."""

    items: list[EntryOut]
    count: int


class ReadQuery(Schema):
    """A text as somebody typed it, and what kind of value it should be."""

    kind: Literal["maker", "calibre", "type", "country"]
    text: str = Field(max_length=200, pattern=PLAIN)


class HitOut(Schema):
    """What the text was recognised as. A ``code`` of null is not recognised: nothing is forced."""

    typed: str
    code: str | None
    how: str
    reason: str
    coarse: str
    scope: str
    candidates: list[str]


class UnknownOut(Schema):
    """A text in lists that the tables do not know."""

    id: str
    kind: str
    sample: str
    count: int
    stage: str


class UnknownQuery(Schema):
    """Which of them, by how far they are decided."""

    stage: Literal["", "waiting", "accepted", "dismissed"] = "waiting"
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("/makers", response={200: EntriesOut, **ERRORS}, summary="Makers")
def makers(request: ApiRequest, query: Query[EntriesQuery]) -> EntriesOut:
    """Makers with their aliases and marks."""
    return _entries(request, "makers", query)


@router.get("/calibres", response={200: EntriesOut, **ERRORS}, summary="Calibres")
def calibres(request: ApiRequest, query: Query[EntriesQuery]) -> EntriesOut:
    """Cartridges with their aliases."""
    return _entries(request, "calibres", query)


@router.get("/types", response={200: EntriesOut, **ERRORS}, summary="Weapon types")
def weapon_types(request: ApiRequest, query: Query[EntriesQuery]) -> EntriesOut:
    """Weapon types, also of what is out of scope."""
    return _entries(request, "types", query)


@router.get("/models", response={200: EntriesOut, **ERRORS}, summary="Families of models")
def models(request: ApiRequest, query: Query[EntriesQuery]) -> EntriesOut:
    """Models that stand for one another in a search."""
    return _entries(request, "models", query)


@router.get("/countries", response={200: EntriesOut, **ERRORS}, summary="States")
def countries(request: ApiRequest, query: Query[EntriesQuery]) -> EntriesOut:
    """Member and observer States of the United Nations."""
    return _entries(request, "countries", query)


@router.get("/marks", response={200: EntriesOut, **ERRORS}, summary="Marks that tell a country")
def marks(request: ApiRequest, query: Query[EntriesQuery]) -> EntriesOut:
    """Marks of factories, proof houses and States."""
    return _entries(request, "marks", query)


@router.get("/read", response={200: HitOut, **ERRORS}, summary="What a typed text is recognised as")
def read(request: ApiRequest, query: Query[ReadQuery]) -> HitOut:
    """The rules that read lists, for one text."""
    require_permission(request.auth, queries.READ)
    return _hit_out(find_value(queries.get_tables(), query.kind, query.text))


@router.get("/unknown", response={200: list[UnknownOut], **ERRORS}, summary="Texts not recognised")
def unknown(request: ApiRequest, query: Query[UnknownQuery]) -> list[UnknownOut]:
    """Texts in lists that wait for the curator, or were decided."""
    require_permission(request.auth, queries.CURATE)
    rows = queries.list_unknown(request.auth, stage=query.stage)
    return [_unknown_out(row) for row in rows[query.offset : query.offset + query.limit]]


def _entries(request: ApiRequest, kind: str, query: EntriesQuery) -> EntriesOut:
    require_permission(request.auth, queries.READ)
    found = queries.list_entries(request.auth, kind, query.find)
    stretch = found[query.offset : query.offset + query.limit]
    return EntriesOut(items=[_entry_out(entry) for entry in stretch], count=len(found))


def _entry_out(entry: Entry) -> EntryOut:
    return EntryOut(
        code=entry.code,
        name=entry.name,
        detail=entry.detail.removeprefix("weapon_scope_"),
        aliases=list(entry.aliases),
        marks=list(entry.marks),
        source=entry.source,
    )


def _hit_out(hit: Hit) -> HitOut:
    return HitOut(
        typed=hit.typed,
        code=hit.code,
        how=hit.how,
        reason=hit.reason,
        coarse=hit.coarse,
        scope=hit.scope,
        candidates=list(hit.candidates),
    )


def _unknown_out(row: UnknownValue) -> UnknownOut:
    return UnknownOut(id=row.id.hex, kind=row.kind, sample=row.sample, count=row.count, stage=row.stage)
