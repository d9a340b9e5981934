"""Published figures as they were, their rows and files, and what would differ now."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.figures import queries, tables
from tracemark.figures.models import Publication
from tracemark.figures.rules import Figure
from tracemark.figures.rules.formats import FORMATS
from tracemark.figures.rules.table import write_rows_csv
from tracemark.figures.views.shared import (
    as_file,
    asked_choice,
    chosen_rows,
    exported,
    publication_line,
    rows_context,
    subject_of,
)
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access


@require_safe
@requires("figure.read")
def publication(request: ViewerRequest, publication_id: UUID) -> HttpResponse:
    """A published figure and what would differ now; the numbers alone for who sees some units only."""
    row = _publication(request, publication_id)
    context = {"publication": publication_line(row), "name": row.name, "year": row.year}
    if not queries.sees_whole_node(request.viewer):
        document = queries.published_document(request.viewer, row)
        return render(
            request, "figures/publication.html", {**context, "measures": tables.number_tables(document)}
        )
    published = queries.published_figure(request.viewer, row)
    comparison = queries.compare_with_published(request.viewer, row)
    context |= {
        "measures": [tables.measure_table(measure) for measure in published.measures],
        "excluded": tables.excluded_lines(published),
        "rows_url": reverse("figures:publication_rows", args=[row.id]),
        "formats": list(FORMATS),
        "comparison": comparison,
        "numbers_now": tables.number_lines(comparison),
        "changes": tables.change_lines(comparison),
    }
    return render(request, "figures/publication.html", context)


@require_safe
@requires("figure.read")
def publication_rows(request: ViewerRequest, publication_id: UUID) -> HttpResponse:
    """The rows behind one published number."""
    published = _published(request, _publication(request, publication_id))
    choice = asked_choice(request)
    context = {
        **rows_context(published, choice),
        "back": reverse("figures:publication", args=[publication_id]),
        "csv": reverse("figures:publication_rows_csv", args=[publication_id]),
    }
    log_access(request.viewer, verb="read_figure_rows", subject=subject_of(published, choice))
    return render(request, "figures/rows.html", context)


@require_safe
@requires("figure.read")
def publication_rows_csv(request: ViewerRequest, publication_id: UUID) -> HttpResponse:
    """The rows behind one published number as CSV."""
    published = _published(request, _publication(request, publication_id))
    choice = asked_choice(request)
    text = write_rows_csv(chosen_rows(published, choice))
    log_access(request.viewer, verb="export_figure_rows", subject=subject_of(published, choice))
    name = f"{published.definition.name}-{published.year}-published-rows.csv"
    return as_file(text, FORMATS["csv"].content_type, name)


@require_safe
@requires("figure.read")
def export_publication(request: ViewerRequest, publication_id: UUID, format_name: str) -> HttpResponse:
    """A published figure in one of its formats. JSON is the very text that was hashed."""
    row = _publication(request, publication_id)
    published = _published(request, row)
    log_access(request.viewer, verb="export_publication", subject=f"{row.id} {format_name}")
    if format_name == "json":
        return as_file(row.document, FORMATS["json"].content_type, f"{row.name}-{row.year}-published.json")
    return exported(published, format_name, provisional=False)


def _publication(request: ViewerRequest, publication_id: UUID) -> Publication:
    row = queries.find_publication(request.viewer, publication_id)
    if row is None:
        raise Http404
    return row


def _published(request: ViewerRequest, row: Publication) -> Figure:
    """The published figure with its rows; 404 for who does not see the whole node."""
    try:
        return queries.published_figure(request.viewer, row)
    except Refused as refusal:
        raise Http404 from refusal
