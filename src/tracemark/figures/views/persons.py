"""Tables of persons on screen: what may be shown of a year, an authority's numbers typed in, what was published."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.figures import actions, queries
from tracemark.figures.forms import FIRST_YEAR, LAST_YEAR, PersonsForm, YearForm
from tracemark.figures.models import PersonsPublication
from tracemark.figures.queries.persons import (
    find_persons_publication,
    list_persons_publications,
    persons_document,
    persons_to_publish,
)
from tracemark.figures.rules.formats import FORMATS
from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.persons import PERSON_TABLES, PersonTable, places
from tracemark.figures.rules.persons_exchange import write_persons
from tracemark.figures.rules.suppression import Place
from tracemark.figures.tables import persons as tables
from tracemark.figures.views.shared import as_file
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word

PUBLISH = "publish"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("figure.read")
def table(request: ViewerRequest, name: str, year: int) -> HttpResponse:
    """One table of a year: what may be shown, or the form for an authority's numbers; and publishing it."""
    if name not in PERSON_TABLES or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    asked = YearForm(request.GET) if "year" in request.GET else None
    if asked is not None and asked.is_valid() and asked.cleaned_data["year"] != year:
        return redirect("figures:persons", name=name, year=asked.cleaned_data["year"])
    known = PERSON_TABLES[name]
    if request.method == "POST":
        return _post(request, known, year)
    document, findings = _shown(request, known, year, None) if known.count else (None, [])
    return _page(request, known, year, document, findings, {})


def _post(request: ViewerRequest, known: PersonTable, year: int) -> HttpResponse:
    """Show what would be published of the numbers typed, or publish."""
    counts, findings = (None, []) if known.count else _typed(request, known)
    document = None
    if not findings:
        document, findings = _shown(request, known, year, counts)
    form = PersonsForm(request.POST)
    if findings or PUBLISH not in request.POST or not form.is_valid():
        status = 422 if findings or (PUBLISH in request.POST and not form.is_valid()) else 200
        return _page(request, known, year, document, findings, request.POST.dict(), status=status)
    try:
        published = actions.publish_persons(
            name=known.name,
            year=year,
            state=settings.NODE.state,
            counts=counts,
            by=request.viewer,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except Refused as refusal:
        return _page(request, known, year, document, list(refusal.findings), request.POST.dict(), status=409)
    messages.success(request, _("Published. This version stays as it is; later ones stand beside it."))
    return redirect("figures:persons_publication", publication_id=published.id)


def _typed(request: ViewerRequest, known: PersonTable) -> tuple[dict[Place, int], list[Finding]]:
    """The numbers typed; an empty field is refused, because nobody and nobody knows are not the same."""
    counts: dict[Place, int] = {}
    findings = []
    for place in places(known):
        text = request.POST.get(tables.input_name(place), "").strip()
        if text.isascii() and text.isdecimal() and len(text) < 9:
            counts[place] = int(text)
        else:
            params = {"row": word(f"persons_{place[0]}"), "column": tables.group_word(place[1])}
            findings.append(Finding("persons_bad_count", params, Severity.REFUSAL))
    return counts, findings[:8]


def _shown(
    request: ViewerRequest, known: PersonTable, year: int, counts: dict[Place, int] | None
) -> tuple[dict[str, Json] | None, list[Finding]]:
    try:
        state = settings.NODE.state
        return persons_to_publish(request.viewer, known.name, year, state=state, counts=counts), []
    except Refused as refusal:
        return None, list(refusal.findings)


def _page(
    request: ViewerRequest,
    known: PersonTable,
    year: int,
    document: dict[str, Json] | None,
    findings: list[Finding],
    typed: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    may_publish = request.viewer.may("figure.publish") and queries.sees_whole_node(request.viewer)
    context = {
        "name": known.name,
        "year": year,
        "title": word(f"figure_{known.name}"),
        "header": tables.header_of(known),
        "lines": tables.person_lines(document) if document else [],
        "inputs": [] if known.count else tables.input_lines(known, typed),
        "input_header": tables.header_of(known, with_total=False),
        "wrong": [sentence(one.code, one.params) for one in findings],
        "method": tables.persons_method(known),
        "definition": known,
        "form": PersonsForm(initial={"publication_id": uuid4(), "note": typed.get("note", "")}),
        "year_form": YearForm(initial={"year": year}),
        "may_publish": may_publish,
        "publications": list_persons_publications(request.viewer, known.name),
    }
    return render(request, "figures/persons.html", context, status=status)


@require_safe
@requires("figure.read")
def publication(request: ViewerRequest, publication_id: UUID) -> HttpResponse:
    """A published table."""
    row = _publication(request, publication_id)
    document = persons_document(row)
    known = PERSON_TABLES[row.name]
    context = {
        "row": row,
        "title": word(f"figure_{row.name}"),
        "header": tables.header_of(known),
        "lines": tables.person_lines(document),
        "method": tables.persons_method(known),
        "definition": known,
        "formats": list(FORMATS),
    }
    return render(request, "figures/persons_publication.html", context)


@require_safe
@requires("figure.read")
def export(request: ViewerRequest, publication_id: UUID, format_name: str) -> HttpResponse:
    """A published table in one of the formats of figures. JSON is the very text that was hashed."""
    row = _publication(request, publication_id)
    if format_name not in FORMATS:
        raise Http404
    log_access(request.viewer, verb="export_publication", subject=f"{row.id} {format_name}")
    area = queries.ref_area(settings.NODE.state)
    text = row.document
    if format_name != "json":
        text = write_persons(persons_document(row), format_name, ref_area=area, prepared_at=row.published_at)
    chosen = FORMATS[format_name]
    return as_file(text, chosen.content_type, f"{row.name}-{row.year}-published.{chosen.ending}")


def _publication(request: ViewerRequest, publication_id: UUID) -> PersonsPublication:
    row = find_persons_publication(request.viewer, publication_id)
    if row is None:
        raise Http404
    return row
