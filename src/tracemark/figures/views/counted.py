"""A figure counted now: the number, its picture and table, its rows, its files, and publishing it."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.figures import actions, queries, tables
from tracemark.figures.forms import FIRST_YEAR, LAST_YEAR, PublishForm, YearForm
from tracemark.figures.rules import DEFINITIONS, Figure
from tracemark.figures.rules.counts import COUNTS
from tracemark.figures.rules.formats import FORMATS
from tracemark.figures.rules.sdg_16_4_2 import INCLUDE_RECEIPTS
from tracemark.figures.rules.table import write_rows_csv
from tracemark.figures.tables.counted import count_titles
from tracemark.figures.tables.persons import table_titles
from tracemark.figures.views.shared import (
    RECEIPTS,
    as_file,
    asked_choice,
    chosen_rows,
    exported,
    heading,
    publication_line,
    rows_context,
    subject_of,
)
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word


@require_safe
@requires("figure.read")
def overview(request: ViewerRequest) -> HttpResponse:
    """All figures, the years that were published, and a field for any other year."""
    form = YearForm(request.GET or None)
    name = request.GET.get("name", "")
    if form.is_valid() and name in DEFINITIONS:
        return redirect("figures:figure", name=name, year=form.cleaned_data["year"])
    last_year = timezone.localdate().year - 1
    context = {
        "definitions": [
            {"name": definition.name, "title": word(f"figure_{definition.name}"), "code": definition.code}
            for definition in DEFINITIONS.values()
        ],
        "form": form if form.is_bound else YearForm(initial={"year": last_year}),
        "last_year": last_year,
        "counts": count_titles(COUNTS),
        "person_tables": table_titles(),
        "publications": [publication_line(row) for row in queries.list_publications(request.viewer)[:50]],
    }
    return render(request, "figures/overview.html", context)


@require_safe
@requires("figure.read")
def figure(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """One figure of one year, counted now."""
    counted = _count(request, name, year)
    form = PublishForm(
        initial={
            "publication_id": uuid4(),
            "basis": queries.BOTH,
            "include_receipts": INCLUDE_RECEIPTS in counted.options,
        }
    )
    return _figure_page(request, counted, form)


@require_safe
@requires("figure.read")
def rows(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """The rows behind one number of a figure."""
    counted = _count(request, name, year)
    choice = asked_choice(request)
    context = {
        **rows_context(counted, choice),
        "back": reverse("figures:figure", args=[name, year]),
        "csv": reverse("figures:rows_csv", args=[name, year]),
    }
    log_access(request.viewer, verb="read_figure_rows", subject=subject_of(counted, choice))
    return render(request, "figures/rows.html", context)


@require_safe
@requires("figure.read")
def rows_csv(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """The rows behind one number as CSV."""
    counted = _count(request, name, year)
    choice = asked_choice(request)
    text = write_rows_csv(chosen_rows(counted, choice))
    log_access(request.viewer, verb="export_figure_rows", subject=subject_of(counted, choice))
    return as_file(text, FORMATS["csv"].content_type, f"{name}-{year}-rows.csv")


@require_safe
@requires("figure.read")
def chart(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """The picture on its own, under an address that stays."""
    return HttpResponse(tables.chart_svg(_count(request, name, year)), content_type="image/svg+xml")


@require_safe
@requires("figure.read")
def export(request: ViewerRequest, name: str, year: int, format_name: str) -> HttpResponse:
    """The figure counted now in one of its formats; not published, so provisional."""
    counted = _count(request, name, year)
    log_access(request.viewer, verb="export_figure", subject=f"{name} {year} {format_name}")
    return exported(counted, format_name, provisional=True)


@require_POST
@requires("figure.publish")
def publish(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """Freeze the figure as it counts now."""
    counted = _count(request, name, year)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _figure_page(request, counted, form, status=422)
    try:
        published = actions.publish_figure(
            name=name,
            year=year,
            state=settings.NODE.state,
            by=request.viewer,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except Refused as refusal:
        for finding in refusal.findings:
            form.add_error(None, word(finding.code, **finding.params))
        return _figure_page(request, counted, form, status=409)
    messages.success(request, _("Published. This version stays as it is; later ones stand beside it."))
    return redirect("figures:publication", publication_id=published.id)


def _count(request: ViewerRequest, name: str, year: int) -> Figure:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    try:
        return queries.get_figure(
            request.viewer, name, year, include_receipts=request.GET.get(RECEIPTS) == "1"
        )
    except Refused as refusal:
        raise Http404 from refusal


def _figure_page(
    request: ViewerRequest, counted: Figure, form: PublishForm, status: int = 200
) -> HttpResponse:
    published = queries.list_publications(request.viewer, counted.definition.name, counted.year)
    context = {
        **heading(counted),
        "measures": [tables.measure_table(measure) for measure in counted.measures],
        "excluded": tables.excluded_lines(counted),
        "method": tables.method_lines(counted.definition, counted.options),
        "definition": counted.definition,
        "chart": tables.chart_svg(counted),
        "has_rows": bool(counted.rows),
        "is_whole": queries.counts_every_unit(request.viewer),
        "may_publish": request.viewer.may("figure.publish") and queries.sees_whole_node(request.viewer),
        "publications": [publication_line(row) for row in published],
        "formats": list(FORMATS),
        "form": form,
    }
    return render(request, "figures/figure.html", context, status=status)
