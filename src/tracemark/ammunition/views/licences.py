"""Licences: propose, approve, withdraw, print."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.actions import licensing
from tracemark.ammunition.forms.moving import LicenceForm, ReasonForm
from tracemark.ammunition.queries.licences import LicenceView
from tracemark.ammunition.queries.standing import limits_now
from tracemark.ammunition.tables.documents import licence_document
from tracemark.ammunition.tables.papers import DOCX, PDF, licence_docx, licence_pdf
from tracemark.ammunition.views.places import get_licence, get_store, show_refusal
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.queries import get_site_plan

YEARS = 2


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def propose(request: ViewerRequest, store_id: UUID) -> HttpResponse:
    """Propose a licence: the limits of the rules, or less."""
    store = get_store(request, store_id)
    if not request.viewer.may_at("ammunition.plan", store.site.unit_id):
        raise PermissionDenied
    limits = limits_now(get_site_plan(store.site), store.name)
    data = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    initial = {"valid_from": today, "valid_until": _later(today), "number": _number(store.name, today)}
    form = LicenceForm([(code, one.neq_kg) for code, one in limits.items()], data, initial=initial)
    status = 200
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                licence = licensing.propose_licence(
                    store,
                    number=form.cleaned_data["number"],
                    valid_from=form.cleaned_data["valid_from"],
                    valid_until=form.cleaned_data["valid_until"],
                    wanted=form.wanted(),
                    conditions=form.cleaned_data["conditions"],
                    waiver_reason=form.cleaned_data["waiver_reason"],
                    by=request.viewer,
                    at=timezone.now(),
                )
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
            else:
                messages.success(request, _("The licence waits for approval."))
                return redirect("ammunition:licence", number=licence.number)
    context = {"form": form, "store": store, "limits": limits.values()}
    return render(request, "ammunition/licence_new.html", context, status=status)


@require_safe
@requires("ammunition.read")
def licence(request: ViewerRequest, number: str) -> HttpResponse:
    """One licence."""
    found = get_licence(request, number)
    log_access(request.viewer, verb="read_licence", subject=number)
    return _page(request, found, ReasonForm())


@require_POST
@requires("ammunition.read", "ammunition.approve")
def approve(request: ViewerRequest, number: str) -> HttpResponse:
    """Approve a licence that another officer proposed."""
    found = get_licence(request, number)
    try:
        licensing.approve_licence(found.licence, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        form = ReasonForm({"reason": "-"})
        show_refusal(form, refusal)
        return _page(request, found, form, status=409)
    messages.success(request, _("The licence was approved."))
    return redirect("ammunition:licence", number=number)


@require_POST
@requires("ammunition.read", "ammunition.approve")
def withdraw(request: ViewerRequest, number: str) -> HttpResponse:
    """Withdraw a licence, with the reason."""
    found = get_licence(request, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        licensing.withdraw_licence(
            found.licence, reason=form.cleaned_data["reason"], by=request.viewer, at=timezone.now()
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return _page(request, found, form, status=409)
    messages.success(request, _("The licence was withdrawn."))
    return redirect("ammunition:licence", number=number)


@require_safe
@requires("ammunition.read")
def document(request: ViewerRequest, number: str, ending: str) -> HttpResponse:
    """The licence as PDF or DOCX, in the language of the page."""
    found = get_licence(request, number)
    log_access(request.viewer, verb="export_licence", subject=number)
    content = licence_document(found, get_site_plan(found.licence.store.site), get_language() or "en")
    body, kind = (licence_docx(content), DOCX) if ending == "docx" else (licence_pdf(content), PDF)
    name = "".join(sign if sign.isalnum() else "-" for sign in number)
    return HttpResponse(
        body,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="licence-{name}.{ending}"'},
    )


def _page(request: ViewerRequest, found: LicenceView, form: ReasonForm, status: int = 200) -> HttpResponse:
    licence = found.licence
    unit_id = licence.store.site.unit_id
    context = {
        "found": found,
        "licence": licence,
        "lines": licence.limits["divisions"].items(),
        "form": form,
        "may_approve": request.viewer.may_at("ammunition.approve", unit_id),
    }
    return render(request, "ammunition/licence.html", context, status=status)


def _later(day: date) -> date:
    return day.replace(year=day.year + YEARS, day=min(day.day, 28))


def _number(store: str, day: date) -> str:
    """A number to begin with, which the officer may change."""
    return f"ELL-{day:%Y}-{store}".replace(" ", "-").upper()[:40]
