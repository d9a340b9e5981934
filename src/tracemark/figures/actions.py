"""The only writer of figures: a figure is published, and stays as it was."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.figures.models import Publication
from tracemark.figures.queries import get_figure, require_whole_node
from tracemark.figures.rules.frozen import canonical_text, figure_json, text_hash
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


def _require_news(name: str, year: int, sha256: str) -> None:
    """Refuse to publish what the last publication of the year already says, to the byte."""
    rows = Publication.objects.filter(name=name, year=year).order_by("-published_at", "id")
    last = rows.values_list("sha256", flat=True).first()
    if last == sha256:
        raise Refused(Finding("figure_unchanged", {"year": year}, Severity.REFUSAL))
