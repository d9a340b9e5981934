"""Reading figures: counted now from the register, or as they were published."""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet

from tracemark.accounts.queries import authorities_of_units
from tracemark.accounts.rules import Viewer
from tracemark.figures.models import PersonsPublication, Publication
from tracemark.figures.rules import (
    DEFINITIONS,
    Basis,
    Definition,
    Figure,
    SeizureFact,
    count_sdg_16_4_2,
    is_potentially_traceable,
)
from tracemark.figures.rules.compare import Comparison, compare_documents
from tracemark.figures.rules.frozen import Json, figure_json, read_figure, text_hash, without_rows
from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.reference.data import load_tables
from tracemark.register.queries.facts import (
    KeptAsideLine,
    SeizureRecord,
    iter_kept_aside_seizures,
    iter_seizures,
)
from tracemark.register.rules.rows import ListKind

PERMISSION = "figure.read"
BOTH = "both"


def get_definition(name: str) -> Definition:
    """The definition of the figure ``name``. Raises Refused (``figure_unknown``) when there is none."""
    if name not in DEFINITIONS:
        raise Refused(Finding("figure_unknown", {"name": name}, Severity.REFUSAL))
    return DEFINITIONS[name]


def bases_named(basis: str) -> tuple[Basis, ...]:
    """The bases that ``all``, ``traceable`` or ``both`` names. Raises Refused (``basis_unknown``)."""
    if basis == BOTH:
        return tuple(Basis)
    if basis not in tuple(Basis):
        raise Refused(Finding("basis_unknown", {"basis": basis}, Severity.REFUSAL))
    return (Basis(basis),)


def get_figure(
    viewer: Viewer, name: str, year: int, basis: str = BOTH, *, include_receipts: bool = False
) -> Figure:
    """The figure counted now from the rows the viewer may count (permission ``figure.read``).

    A viewer whose scope is not the whole node gets the figure of their units, not the State's.
    """
    viewer.require(PERMISSION)
    get_definition(name)
    return count_sdg_16_4_2(
        iter_facts(viewer, year), year, bases=bases_named(basis), include_receipts=include_receipts
    )


def iter_facts(viewer: Viewer, year: int) -> Iterator[SeizureFact]:
    """The year's arms seized, found or surrendered, as figures count them, and the lines that were kept aside."""
    yield from (fact_of(record) for record in iter_seizures(viewer, year))
    yield from (kept_aside_fact(line) for line in iter_kept_aside_seizures(viewer, year))


def kept_aside_fact(line: KeptAsideLine) -> SeizureFact:
    """A line that did not become a weapon: counted nowhere, but a reader may ask where it went."""
    return SeizureFact(
        weapon_id=None,
        record_no="",
        how="",
        outcome=None,
        occurred_on=None,
        scope=line.code,
        traceable=False,
        duplicate_of=None,
        list_kind=ListKind.SEIZURES.value,
        voided=False,
        event_id=None,
        sheet_row=f"{line.file_name} {line.sheet}:{line.row}",
    )


def fact_of(record: SeizureRecord) -> SeizureFact:
    """A seizure as the register tells it, with whether its marks could be traced."""
    return SeizureFact(
        weapon_id=record.weapon_id,
        record_no=record.record_no,
        how=record.how,
        outcome=record.outcome,
        occurred_on=record.occurred_on,
        scope=record.scope,
        traceable=is_potentially_traceable(record.facts.marks, has_named_make=record.make_named),
        duplicate_of=record.duplicate_of or None,
        list_kind=record.list_kind,
        voided=record.is_voided,
        event_id=record.event_id,
        sheet_row="" if record.row is None else f"{record.sheet}:{record.row}",
    )


def sees_whole_node(viewer: Viewer) -> bool:
    """Whether what this viewer counts is the State's figure and not that of some units."""
    return viewer.may(PERMISSION) and viewer.units(PERMISSION) is None


def counts_every_unit(viewer: Viewer) -> bool:
    """Whether what this viewer counts leaves out no unit, as for a post at the root of the tree."""
    units = viewer.units(PERMISSION)
    return sees_whole_node(viewer) or (units is not None and authorities_of_units().keys() <= set(units))


def require_whole_node(viewer: Viewer) -> None:
    """Raise Refused (``figure_needs_whole_node``) for a viewer who counts some units only."""
    if not sees_whole_node(viewer):
        raise Refused(Finding("figure_needs_whole_node", {}, Severity.REFUSAL))


def list_publications(viewer: Viewer, name: str = "", year: int | None = None) -> QuerySet[Publication]:
    """Published figures, newest first, without their documents; of one figure or year when named."""
    viewer.require(PERMISSION)
    rows = Publication.objects.select_related("published_by").defer("document")
    if name:
        rows = rows.filter(name=name)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.order_by("-published_at", "id")


def find_publication(viewer: Viewer, publication_id: UUID) -> Publication | None:
    """The publication with this id, or None."""
    viewer.require(PERMISSION)
    return Publication.objects.select_related("published_by").filter(id=publication_id).first()


def published_document(viewer: Viewer, publication: Publication) -> dict[str, Json]:
    """What was published; without the rows for a viewer whose scope is not the whole node."""
    document: dict[str, Json] = json.loads(publication.document)
    return document if sees_whole_node(viewer) else without_rows(document)


def published_figure(viewer: Viewer, publication: Publication) -> Figure:
    """What was published, as a figure with its rows. Raises Refused unless the viewer sees the whole node."""
    require_whole_node(viewer)
    return read_figure(json.loads(publication.document))


def compare_with_published(viewer: Viewer, publication: Publication) -> Comparison:
    """What would differ if the figure were counted again now, number by number and row by row."""
    require_whole_node(viewer)
    published = json.loads(publication.document)
    figure = read_figure(published)
    now = count_again(viewer, figure)
    return compare_documents(published, figure_json(now, state=str(published["state"])))


def count_again(viewer: Viewer, published: Figure) -> Figure:
    """The figure counted now on the bases and with the options of a published one."""
    return count_sdg_16_4_2(
        iter_facts(viewer, published.year),
        published.year,
        bases=[measure.basis for measure in published.measures],
        include_receipts=bool(published.options),
    )


def verify_publications() -> tuple[int, Sequence[Finding]]:
    """How many publications were checked, and those whose document is not what was published."""
    findings = []
    count = 0
    for rows in (Publication.objects.order_by("id"), PersonsPublication.objects.order_by("id")):
        for publication in rows.iterator(chunk_size=50):
            count += 1
            if text_hash(publication.document) != publication.sha256:
                params: dict[str, Param] = {"name": publication.name, "year": publication.year}
                findings.append(Finding("publication_changed", params, Severity.ALERT))
    return count, findings


def ref_area(state: str) -> str:
    """How statistics name a State: its M49 number. An invented State has none and keeps its private code."""
    country = load_tables().countries.get(state)
    return country.m49 if country is not None and country.m49.isdecimal() else state
