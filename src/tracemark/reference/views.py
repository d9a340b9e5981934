"""Screens of reference: the lists to browse, and the curator's queue."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.reference import actions, queries
from tracemark.reference.forms import (
    DETAIL_FIELDS,
    NEW_VALUE_FORMS,
    AliasForm,
    DismissForm,
    FindForm,
    SourceForm,
    UnknownFilterForm,
)
from tracemark.reference.models import Stage, UnknownValue
from tracemark.reference.queries import LISTS, Entry
from tracemark.reference.rules.additions import name_in, suggestions, values_of
from tracemark.reference.tables import entries_csv as csv_of
from tracemark.ui.words import word

A_PAGE = 50
ALIAS_ID = "alias_%s"
"""Ids of one form's fields: it stands beside another with fields of the same names."""

Refusable = TypeVar("Refusable", AliasForm, SourceForm, DismissForm)


@require_safe
@requires("reference.read")
def overview(request: ViewerRequest) -> HttpResponse:
    """The first of the lists."""
    return redirect("reference:entries", kind=next(iter(LISTS)))


@require_safe
@requires("reference.read")
def entries(request: ViewerRequest, kind: str) -> HttpResponse:
    """One list, filtered by what its names hold."""
    form = FindForm(request.GET)
    context = {
        "kind": kind,
        "kinds": [(name, word(f"reference_list_{name}")) for name in LISTS],
        "heading": word(f"reference_list_{kind}"),
        "form": form,
        "page": Paginator(_found(request, kind, form), A_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
        "may_curate": request.viewer.may(queries.CURATE),
    }
    return render(request, "reference/entries.html", context)


@require_safe
@requires("reference.read")
def entries_csv(request: ViewerRequest, kind: str) -> HttpResponse:
    """One list, filtered, as CSV."""
    return HttpResponse(
        csv_of(_found(request, kind, FindForm(request.GET))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{kind}.csv"'},
    )


@require_safe
@requires("reference.curate")
def unknown(request: ViewerRequest) -> HttpResponse:
    """Texts in lists that the tables do not know, the most frequent first."""
    form = UnknownFilterForm(request.GET if "stage" in request.GET else {"stage": Stage.WAITING.value})
    chosen = form.cleaned_data if form.is_valid() else {"stage": Stage.WAITING.value}
    rows = queries.list_unknown(request.viewer, **chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reference/unknown.html", {"form": form, "page": page})


@require_safe
@requires("reference.curate")
def entry(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """One unknown text, with what it may be and the decisions to choose from."""
    return _entry_page(request, _entry(request, entry_id))


@require_POST
@requires("reference.curate")
def take_as_alias(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Decide that the text is another name of a known value."""
    found, form = _entry(request, entry_id), AliasForm(request.POST, auto_id=ALIAS_ID)
    if not form.is_valid():
        return _entry_page(request, found, alias_form=form, status=422)
    try:
        actions.accept_alias(entry_id, by=request.viewer, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return _entry_page(request, found, alias_form=_with_reasons(form, refusal), status=409)
    messages.success(request, _("The name was added. Rows read from now on will be recognised."))
    return redirect("reference:unknown")


@require_POST
@requires("reference.curate")
def take_as_value(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Decide that the text names a value that the tables lack."""
    found = _entry(request, entry_id)
    if found.kind not in NEW_VALUE_FORMS:
        raise Http404
    form = NEW_VALUE_FORMS[found.kind](request.POST)
    if not form.is_valid():
        return _entry_page(request, found, value_form=form, status=422)
    said = dict(form.cleaned_data)
    details = {name: said.pop(name) for name in DETAIL_FIELDS if name in said}
    try:
        actions.accept_value(entry_id, details=details, by=request.viewer, at=timezone.now(), **said)
    except Refused as refusal:
        return _entry_page(request, found, value_form=_with_reasons(form, refusal), status=409)
    messages.success(request, _("The value was added. Rows read from now on will be recognised."))
    return redirect("reference:unknown")


@require_POST
@requires("reference.curate")
def set_aside(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Decide that the text is no value of reference."""
    found, form = _entry(request, entry_id), DismissForm(request.POST)
    if not form.is_valid():
        return _entry_page(request, found, dismiss_form=form, status=422)
    try:
        actions.dismiss(entry_id, by=request.viewer, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return _entry_page(request, found, dismiss_form=_with_reasons(form, refusal), status=409)
    messages.success(request, _("Dismissed. The rows keep the text as typed."))
    return redirect("reference:unknown")


@require_POST
@requires("reference.curate")
def put_back(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Undo a decision: the text waits again, and what it added is taken back."""
    _entry(request, entry_id)
    try:
        actions.reopen(entry_id, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, word(finding.code, **finding.params))
    else:
        messages.success(request, _("The decision was undone; the text waits again."))
    return redirect("reference:entry", entry_id=entry_id)


def _found(request: ViewerRequest, kind: str, form: FindForm) -> list[Entry]:
    if kind not in LISTS:
        raise Http404
    return queries.list_entries(request.viewer, kind, form.cleaned_data["find"] if form.is_valid() else "")


def _entry(request: ViewerRequest, entry_id: UUID) -> UnknownValue:
    found = queries.find_unknown(request.viewer, entry_id)
    if found is None:
        raise Http404
    return found


def _with_reasons(form: Refusable, refusal: Refused) -> Refusable:
    for finding in refusal.findings:
        form.add_error(None, word(finding.code, **finding.params))
    return form


def _entry_page(
    request: ViewerRequest,
    found: UnknownValue,
    *,
    alias_form: AliasForm | None = None,
    value_form: SourceForm | None = None,
    dismiss_form: DismissForm | None = None,
    status: int = 200,
) -> HttpResponse:
    tables = queries.get_tables()
    values = values_of(tables, found.kind)
    near = suggestions(tables, found.kind, found.sample)
    new_value = NEW_VALUE_FORMS.get(found.kind)
    context = {
        "entry": found,
        "kind": word(f"reference_kind_{found.kind}"),
        "stage": word(f"reference_stage_{found.stage}"),
        "near": [(code, name_in(values[code], request.viewer.language)) for code in near],
        "codes": sorted(values),
        "alias_form": alias_form or AliasForm(initial={"code": near[0] if near else ""}, auto_id=ALIAS_ID),
        "value_form": value_form or (new_value() if new_value else None),
        "dismiss_form": dismiss_form or DismissForm(),
    }
    return render(request, "reference/entry.html", context, status=status)
