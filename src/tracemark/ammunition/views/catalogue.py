"""Items and lots: what they are, what is found out about them, and bans."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.actions import catalogue as actions
from tracemark.ammunition.forms.catalogue import (
    BanForm,
    GradeForm,
    ItemForm,
    LotForm,
    ShelfLifeForm,
    SurveillanceForm,
)
from tracemark.ammunition.models import ItemType, Lot
from tracemark.ammunition.queries import catalogue as queries
from tracemark.ammunition.queries.holdings import find_lot
from tracemark.ammunition.tables.catalogue import change_lines, event_lines
from tracemark.ammunition.views.places import show_refusal
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access

Bound = Mapping[str, Any] | None


@require_safe
@requires("ammunition.read")
def items(request: ViewerRequest) -> HttpResponse:
    """The catalogue, with how much of each item lies where the viewer sees it."""
    text = request.GET.get("q", "")[:100]
    log_access(request.viewer, verb="read_items", subject=text)
    context = {
        "lines": queries.search_items(request.viewer, text),
        "text": text,
        "may_plan": request.viewer.may("ammunition.plan"),
        "most": queries.MOST,
    }
    return render(request, "ammunition/items.html", context)


@require_safe
@requires("ammunition.read")
def item(request: ViewerRequest, item_id: UUID) -> HttpResponse:
    """One item: what it is, its lots, its bans and every change."""
    found = _item(item_id)
    log_access(request.viewer, verb="read_item", subject=found.code)
    context = {
        "item": found,
        "lots": queries.list_lots(found.id),
        "bans": queries.bans_of(item=found),
        "changes": change_lines(queries.list_item_changes(found)),
        "may_plan": request.viewer.may("ammunition.plan"),
        "may_move": request.viewer.may("ammunition.move"),
    }
    return render(request, "ammunition/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def item_new(request: ViewerRequest) -> HttpResponse:
    """Write down a kind of ammunition that is not in the catalogue."""
    form = ItemForm(_data(request))

    def keep() -> HttpResponse:
        made = actions.add_item(form.draft(), by=request.viewer, at=timezone.now())
        messages.success(request, _("The item is in the catalogue."))
        return redirect("ammunition:item", item_id=made.id)

    return _form_page(request, form, keep, {"title": _("New item"), "back": "ammunition:items"})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def item_edit(request: ViewerRequest, item_id: UUID) -> HttpResponse:
    """Bring what is known of an item up to date."""
    found = _item(item_id)
    form = ItemForm(_data(request), item=found)

    def keep() -> HttpResponse:
        actions.keep_item(form.draft(), by=request.viewer, at=timezone.now())
        messages.success(request, _("The item was changed."))
        return redirect("ammunition:item", item_id=found.id)

    note = _("A change holds for every store that has the item: look at the stores afterwards.")
    context = {"title": _("Change the item"), "name": found.name, "note": note}
    return _form_page(request, form, keep, {**context, "back": "ammunition:item", "back_id": found.id})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.move")
def lot_new(request: ViewerRequest, item_id: UUID) -> HttpResponse:
    """Write down a lot as it is marked."""
    found = _item(item_id)
    form = LotForm(_data(request))

    def keep() -> HttpResponse:
        made = actions.keep_lot(found, form.draft(), by=request.viewer, at=timezone.now())
        messages.success(request, _("The lot is known now. Receive it into a store by a movement."))
        return redirect("ammunition:lot", lot_id=made.id)

    context = {"title": _("New lot"), "name": found.name, "back": "ammunition:item", "back_id": found.id}
    return _form_page(request, form, keep, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read")
def lot(request: ViewerRequest, lot_id: UUID) -> HttpResponse:
    """One lot: where it lies, its condition and dates, what was found out about it; findings are added here."""
    found = _lot(lot_id)
    forms = _lot_forms(request)
    status = 200
    if request.method == "POST":
        if not request.viewer.may("ammunition.plan"):
            raise PermissionDenied
        status = _found_out(request, found, forms)
        if status == 200:
            messages.success(request, _("It was recorded."))
            return redirect("ammunition:lot", lot_id=found.id)
    log_access(request.viewer, verb="read_lot", subject=found.lot_no)
    context = {
        "lot": found,
        "holdings": queries.holdings_of_lot(request.viewer, found.id),
        "bans": queries.bans_of(item=found.item, lot=found),
        "events": event_lines(queries.list_lot_events(found)),
        "forms": forms,
        "may_plan": request.viewer.may("ammunition.plan"),
    }
    return render(request, "ammunition/lot.html", context, status=status)


@require_safe
@requires("ammunition.read")
def bans(request: ViewerRequest) -> HttpResponse:
    """All bans and constraints, those in force first."""
    log_access(request.viewer, verb="read_bans")
    context = {
        "bans": queries.list_all_bans(),
        "may_plan": request.viewer.may("ammunition.plan"),
        "today": timezone.localdate(),
    }
    return render(request, "ammunition/bans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def ban_new(request: ViewerRequest, item_id: UUID) -> HttpResponse:
    """Ban an item, or one of its lots."""
    found = _item(item_id)
    lots = queries.list_lots(found.id)
    first = {"from_on": timezone.localdate(), "lot": request.GET.get("lot", "")}
    form = BanForm(lots, _data(request), initial=first)

    def keep() -> HttpResponse:
        values = dict(form.cleaned_data)
        banned = next((one for one in lots if str(one.id) == values.pop("lot")), None)
        actions.set_ban(lot=banned, item=None if banned else found, by=request.viewer, **values)
        messages.success(request, _("The ban holds. Issues and uses are refused from its first day."))
        return redirect("ammunition:item", item_id=found.id)

    context = {"title": _("New ban"), "name": found.name, "back": "ammunition:item", "back_id": found.id}
    return _form_page(request, form, keep, context)


@require_POST
@requires("ammunition.read", "ammunition.plan")
def ban_lift(request: ViewerRequest, ban_id: UUID) -> HttpResponse:
    """Lift a ban."""
    found = queries.find_ban(ban_id)
    if found is None:
        raise Http404
    actions.lift_ban(found, by=request.viewer, at=timezone.now())
    messages.success(request, _("The ban was lifted; it stays on record."))
    return redirect("ammunition:bans")


def _lot_forms(request: ViewerRequest) -> dict[str, Form]:
    """The three forms of a lot; the one that was sent is bound."""
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    today = {"occurred_on": timezone.localdate()}
    return {
        "grade": GradeForm(request.POST if sent == "grade" else None, initial=today),
        "surveillance": SurveillanceForm(request.POST if sent == "surveillance" else None, initial=today),
        "shelf_life": ShelfLifeForm(request.POST if sent == "shelf_life" else None),
    }


def _found_out(request: ViewerRequest, found: Lot, forms: Mapping[str, Form]) -> int:
    """Record what was found out about a lot; 200, or the status that says why not."""
    verbs: Mapping[str, Callable[..., None]] = {
        "grade": actions.grade_lot,
        "surveillance": actions.record_surveillance,
        "shelf_life": actions.set_shelf_life,
    }
    do = request.POST.get("do", "")
    if do not in verbs or not forms[do].is_valid():
        return 422
    try:
        verbs[do](found, by=request.viewer, at=timezone.now(), **forms[do].cleaned_data)
    except Refused as refusal:
        show_refusal(forms[do], refusal)
        return 409
    return 200


def _form_page(
    request: ViewerRequest, form: Form, keep: Callable[[], HttpResponse], context: Mapping[str, Any]
) -> HttpResponse:
    """A page that is one form: kept when it is right, else shown again with what is wrong."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return keep()
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    return render(request, "ammunition/form.html", {**context, "form": form}, status=status)


def _data(request: ViewerRequest) -> Bound:
    return request.POST if request.method == "POST" else None


def _item(item_id: UUID) -> ItemType:
    found = queries.find_item_by_id(item_id)
    if found is None:
        raise Http404
    return found


def _lot(lot_id: UUID) -> Lot:
    found = find_lot(lot_id)
    if found is None:
        raise Http404
    return found
