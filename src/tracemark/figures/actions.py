"""The only writer of figures: a figure is published, and stays as it was."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.figures.models import PersonsPublication, Publication
from tracemark.figures.queries import get_figure, require_whole_node
from tracemark.figures.queries.persons import persons_document, persons_to_publish
from tracemark.figures.rules.frozen import canonical_text, figure_json, text_hash
from tracemark.figures.rules.persons import PERSON_TABLES, check_repeat
from tracemark.figures.rules.suppression import Place
from tracemark.findings import Finding, Refused, Severity


@transaction.atomic
def publish_figure(
    *,
    name: str,
    year: int,
    state: str,
    by: Viewer,
    at: datetime,
    basis: str = "both",
    include_receipts: bool = False,
    note: str = "",
    publication_id: UUID | None = None,
) -> Publication:
    """Count the figure of ``year`` now and freeze it with its rows. ``state`` is this node's State (alpha-2).

    ``publication_id`` made by the client makes a retry harmless. Raises Refused for who may not publish or
    does not see the whole node, for a figure without a value (nothing is published, not 0), and when the
    last publication says the same.
    """
    by.require("figure.publish")
    require_whole_node(by)
    new_id = publication_id or uuid4()
    known = Publication.objects.filter(id=new_id).first()
    if known is not None:
        return known
    figure = get_figure(by, name, year, basis, include_receipts=include_receipts)
    if figure.value is None:
        raise Refused(Finding("figure_has_no_value", {"year": year}, Severity.REFUSAL))
    text = canonical_text(figure_json(figure, state=state))
    _require_news(name, year, text_hash(text))
    return Publication.objects.create(
        id=new_id,
        name=name,
        year=year,
        bases=",".join(measure.basis.value for measure in figure.measures),
        definition_version=figure.definition.version,
        document=text,
        sha256=text_hash(text),
        note=note.strip()[:500],
        published_by_id=by.person_id,
        published_at=at,
    )


@transaction.atomic
def publish_persons(
    *,
    name: str,
    year: int,
    state: str,
    by: Viewer,
    at: datetime,
    counts: Mapping[Place, int] | None = None,
    note: str = "",
    publication_id: UUID | None = None,
) -> PersonsPublication:
    """Freeze what may be shown of a table of persons; the counts it is made from are kept nowhere.

    ``counts`` are those an authority gives, for a table that the register does not count. Raises Refused for who
    may not publish or does not see the whole node, when the last one of the year says the same, and when it differs
    from any earlier one of the year by so few that the difference names somebody.
    """
    by.require("figure.publish")
    new_id = publication_id or uuid4()
    known = PersonsPublication.objects.filter(id=new_id).first()
    if known is not None:
        return known
    document = persons_to_publish(by, name, year, state=state, counts=counts)
    text = canonical_text(document)
    earlier = list(PersonsPublication.objects.filter(name=name, year=year).order_by("-published_at", "id"))
    if earlier and earlier[0].sha256 == text_hash(text):
        raise Refused(Finding("figure_unchanged", {"year": year}, Severity.REFUSAL))
    findings = [one for row in earlier for one in check_repeat(persons_document(row), document)]
    if findings:
        raise Refused(findings[0])
    return PersonsPublication.objects.create(
        id=new_id,
        name=name,
        year=year,
        definition_version=PERSON_TABLES[name].version,
        document=text,
        sha256=text_hash(text),
        note=note.strip()[:500],
        published_by_id=by.person_id,
        published_at=at,
    )


def _require_news(name: str, year: int, sha256: str) -> None:
    """Refuse to publish what the last publication of the year already says, to the byte."""
    rows = Publication.objects.filter(name=name, year=year).order_by("-published_at", "id")
    last = rows.values_list("sha256", flat=True).first()
    if last == sha256:
        raise Refused(Finding("figure_unchanged", {"year": year}, Severity.REFUSAL))
