"""A count on screen: its table, how it is counted, the rows behind each number, and its files."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.figures import queries
from tracemark.figures.forms import FIRST_YEAR, LAST_YEAR, MOST_YEARS, CountForm
from tracemark.figures.queries.counts import get_tally
from tracemark.figures.rules.counts import COUNTS, CountRow, Tally
from tracemark.figures.rules.counts.exchange import write_count_rows_csv, write_tally
from tracemark.figures.rules.counts.lines import (
    BREAKDOWNS,
    CountChoice,
    choose_count_rows,
    read_count_choice,
)
from tracemark.figures.rules.formats import FORMATS
from tracemark.figures.tables import counted
from tracemark.figures.views.shared import as_file
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word


@require_safe
@requires("figure.read")
def count(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """One count over a year, or up to the year that ``to`` names, counted now."""
    form = CountForm({"year": year, "to": year, "by": BREAKDOWNS[0], **request.GET.dict()})
    is_right = form.is_valid()
    if is_right and form.cleaned_data["year"] != year:
        first, to, by = (form.cleaned_data[part] for part in ("year", "to", "by"))
        return redirect(f"{reverse('figures:count', args=[name, first])}?to={to}&by={by}")
    last, by = (form.cleaned_data["to"], form.cleaned_data["by"]) if is_right else (year, BREAKDOWNS[0])
    tally = _count(request, name, year, last)
    context = {
        **_heading(tally, by),
        "form": form,
        "lines": counted.count_table(tally, by),
        "years": tally.years,
        "excluded": counted.left_out_lines(tally),
        "method": counted.count_method(tally.count),
        "definition": tally.count,
        "has_rows": bool(tally.rows),
        "is_whole": queries.counts_every_unit(request.viewer),
        "formats": list(FORMATS),
        "rows_url": reverse("figures:count_rows", args=[name, year]),
    }
    return render(request, "figures/count.html", context, status=200 if is_right else 422)


@require_safe
@requires("figure.read")
def rows(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """The rows behind one number of a count, each leading to its event."""
    tally = _tally(request, name, year)
    choice, found = _chosen(request, tally)
    context = {
        **_heading(tally, choice.by),
        "label": counted.choice_words(choice),
        "rows": counted.count_row_lines(found),
        "back": reverse("figures:count", args=[name, year]),
        "csv": reverse("figures:count_rows_csv", args=[name, year]),
        "query": request.GET.urlencode(),
    }
    log_access(request.viewer, verb="read_figure_rows", subject=_subject(request, name, year))
    return render(request, "figures/count_rows.html", context)


@require_safe
@requires("figure.read")
def rows_csv(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """The same rows as CSV."""
    _, found = _chosen(request, _tally(request, name, year))
    log_access(request.viewer, verb="export_figure_rows", subject=_subject(request, name, year))
    return as_file(write_count_rows_csv(found), FORMATS["csv"].content_type, f"{name}-{year}-rows.csv")


@require_safe
@requires("figure.read")
def export(request: ViewerRequest, name: str, year: int, format_name: str) -> HttpResponse:
    """The count in one of its formats: the very text that the command line prints."""
    if format_name not in FORMATS:
        raise Http404
    tally = _tally(request, name, year)
    text = write_tally(
        tally,
        format_name,
        by=_breakdown(request),
        state=settings.NODE.state,
        ref_area=queries.ref_area(settings.NODE.state),
        prepared_at=timezone.now(),
    )
    subject = f"{name} {year}-{tally.years[-1]} {format_name}"
    log_access(request.viewer, verb="export_figure", subject=subject)
    chosen = FORMATS[format_name]
    return as_file(text, chosen.content_type, f"{name}-{year}.{chosen.ending}")


def _tally(request: ViewerRequest, name: str, year: int) -> Tally:
    last = request.GET.get("to", "") or str(year)
    if not last.isascii() or not last.isdecimal() or len(last) > 4:
        raise Http404
    return _count(request, name, year, int(last))


def _count(request: ViewerRequest, name: str, year: int, last: int) -> Tally:
    if name not in COUNTS or not FIRST_YEAR <= year <= last <= min(LAST_YEAR, year + MOST_YEARS):
        raise Http404
    return get_tally(request.viewer, name, range(year, last + 1))


def _breakdown(request: ViewerRequest) -> str:
    by = request.GET.get("by", "") or BREAKDOWNS[0]
    if by not in BREAKDOWNS:
        raise Http404
    return by


def _chosen(request: ViewerRequest, tally: Tally) -> tuple[CountChoice, tuple[CountRow, ...]]:
    try:
        choice = read_count_choice(tally, request.GET.dict())
    except KeyError as error:
        raise Http404 from error
    return choice, choose_count_rows(tally, choice)


def _heading(tally: Tally, by: str) -> dict[str, object]:
    first, last = tally.years[0], tally.years[-1]
    return {
        "name": tally.count.name,
        "year": first,
        "last": last,
        "period": str(first) if first == last else f"{first}–{last}",
        "title": word(f"figure_{tally.count.name}"),
        "span_query": f"to={last}&by={by}",
    }


def _subject(request: ViewerRequest, name: str, year: int) -> str:
    return f"{name} {year} {request.GET.urlencode()}"[:200]
