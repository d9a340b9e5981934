"""Movement in three taps, and a stocktake."""

from decimal import Decimal
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.actions.moving import Line, Voucher, move
from tracemark.ammunition.actions.stock import record_stocktake
from tracemark.ammunition.forms.moving import Choices, MovementForm, StocktakeForm
from tracemark.ammunition.queries.holdings import list_holdings, list_known_lots
from tracemark.ammunition.rules.ledger import ENDS, MovementKind
from tracemark.ammunition.views.places import get_store, show_refusal
from tracemark.findings import Refused
from tracemark.stockpiles.queries import Store, visible_stores
from tracemark.ui.words import word


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.move")
def movement(request: ViewerRequest, store_id: UUID, kind: str) -> HttpResponse:
    """Write a voucher: what, how many, who."""
    store = _movable(request, store_id)
    if kind not in set(MovementKind):
        raise Http404
    chosen = MovementKind(kind)
    data = request.POST if request.method == "POST" else None
    initial = {"id": uuid4(), "occurred_on": timezone.localdate()}
    form = MovementForm(
        chosen, _what(request, store, chosen), _targets(request, store), data, initial=initial
    )
    status = 200
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                return _moved(request, store, chosen, form)
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    context = {"form": form, "store": store, "kind": chosen.value}
    return render(request, "ammunition/movement.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.move")
def stocktake(request: ViewerRequest, store_id: UUID) -> HttpResponse:
    """Count a store; the ledger is not shown while counting."""
    store = _movable(request, store_id)
    data = request.POST if request.method == "POST" else None
    initial = {"id": uuid4(), "counted_on": timezone.localdate()}
    form = StocktakeForm(list_holdings(request.viewer, store.id), data, initial=initial)
    status = 200
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                return _counted(request, store, form)
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    return render(request, "ammunition/stocktake.html", {"form": form, "store": store}, status=status)


def _moved(request: ViewerRequest, store: Store, kind: MovementKind, form: MovementForm) -> HttpResponse:
    values = form.cleaned_data
    takes, brings = ENDS[kind]
    lot_id, _sep, from_stack = values["what"].partition(":")
    target = UUID(values["target"]) if takes and brings else store.id
    line = Line(
        lot_id=UUID(lot_id),
        quantity=values["quantity"],
        from_store=store.id if takes else None,
        from_stack=from_stack if takes else "",
        to_store=target if brings else None,
        to_stack=values.get("stack", "") if brings else "",
    )
    voucher = Voucher(
        kind=kind,
        number=values["voucher"],
        occurred_on=values["occurred_on"],
        lines=[line],
        signatories=(values["giver"], values["receiver"]),
        id=values["id"],
    )
    alerts = move(voucher, by=request.viewer, at=timezone.now())
    messages.success(request, _("The movement was recorded."))
    for finding in alerts:
        messages.warning(request, word(finding.code, **finding.params))
    return redirect("ammunition:store", store_id=store.id)


def _counted(request: ViewerRequest, store: Store, form: StocktakeForm) -> HttpResponse:
    values = form.cleaned_data
    counts = [(row.lot_id, row.stack, Decimal(values[name])) for name, row in form.holdings.items()]
    findings = record_stocktake(
        store,
        counts,
        stocktake_id=values["id"],
        counted_on=values["counted_on"],
        counters=(values["first"], values["second"]),
        by=request.viewer,
        at=timezone.now(),
    )
    messages.success(request, _("The stocktake was recorded."))
    for finding in findings:
        messages.warning(request, word(finding.code, **finding.params))
    return redirect("ammunition:store", store_id=store.id)


def _movable(request: ViewerRequest, store_id: UUID) -> Store:
    store = get_store(request, store_id)
    if not request.viewer.may_at("ammunition.move", store.site.unit_id):
        raise PermissionDenied
    return store


def _what(request: ViewerRequest, store: Store, kind: MovementKind) -> Choices:
    """What lies in the store when the kind takes from it; else every lot that is known."""
    if ENDS[kind][0]:
        return [
            (
                f"{row.lot_id}:{row.stack}",
                f"{row.lot.item.name} · {row.lot.lot_no} · {row.quantity.normalize():f}",
            )
            for row in list_holdings(request.viewer, store.id)
        ]
    return [(str(lot.id), f"{lot.item.name} · {lot.lot_no}") for lot in list_known_lots()]


def _targets(request: ViewerRequest, store: Store) -> Choices:
    """Stores that something can be moved to."""
    return [
        (str(one.id), f"{one.site.name} · {one.name}")
        for one in visible_stores(request.viewer)
        if request.viewer.may_at("ammunition.move", one.site.unit_id) and one.id != store.id
    ]
