"""Movement in three taps, and a stocktake."""

from decimal import Decimal
from importlib.resources import files
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.actions.moving import Line, Voucher, move
from tracemark.ammunition.actions.stock import record_stocktake
from tracemark.ammunition.forms.moving import MovementChoices, MovementForm, StocktakeForm
from tracemark.ammunition.queries.holdings import (
    find_lot,
    list_holdings,
    list_known_lots,
    lots_banned,
    next_voucher,
    recent_names,
)
from tracemark.ammunition.queries.standing import list_standings
from tracemark.ammunition.rules.ledger import ENDS, USES_BANNED, MovementKind
from tracemark.ammunition.tables.moving import (
    LotCard,
    amounts_of,
    cards_of_holdings,
    cards_of_lots,
    targets_of,
)
from tracemark.ammunition.views.places import PART, get_store, show_refusal
from tracemark.findings import Refused
from tracemark.stockpiles.queries import Store
from tracemark.ui.words import word

MOST_LOTS = 60
"""Lots shown to tap on; a search finds the others."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.move")
def movement(request: ViewerRequest, store_id: UUID, kind: str) -> HttpResponse:
    """Write a voucher in three taps: why (on the store's page), what, and that it is so."""
    store = _movable(request, store_id)
    if kind not in set(MovementKind):
        raise Http404
    chosen = MovementKind(kind)
    cards = _cards(request, store, chosen)
    wanted = request.POST.get("what", "") if request.method == "POST" else request.GET.get("what", "")
    card = next((one for one in cards if one.key == wanted), None)
    if card is None:
        return render(
            request,
            "ammunition/movement_what.html",
            {"store": store, "kind": chosen.value, "cards": cards, "text": request.GET.get("q", "")},
            status=422 if request.method == "POST" else 200,
        )
    form = _movement_form(request, store, chosen, card)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _moved(request, store, chosen, form)
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    context = {"form": form, "store": store, "kind": chosen.value, "card": card}
    return render(request, "ammunition/movement.html", context, status=status)


def _movement_form(request: ViewerRequest, store: Store, kind: MovementKind, card: LotCard) -> MovementForm:
    """The form of one lot, filled in as far as it can be known."""
    takes, brings = ENDS[kind]
    targets = _targets(request, store, card) if takes and brings else []
    amounts = amounts_of(card)
    today = timezone.localdate()
    names = recent_names(request.viewer, store.id)
    own = request.user.name
    other = next((name for name in names if name != own), "")
    initial = {
        "id": uuid4(),
        "what": card.key,
        "amount": amounts[0][0] if takes and amounts else "",
        "target": targets[0][0] if targets else "",
        "voucher": next_voucher(store.site.unit_id, today),
        "occurred_on": today,
        "giver": own if takes else other,
        "receiver": other if takes else own,
    }
    choices = MovementChoices([(card.key, card.label)], amounts, targets)
    data = request.POST if request.method == "POST" else None
    return MovementForm(kind, choices, data, initial=initial, names=dict.fromkeys([own, *names]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.move")
def stocktake(request: ViewerRequest, store_id: UUID) -> HttpResponse:
    """Count a store; the ledger is not shown while counting."""
    store = _movable(request, store_id)
    data = request.POST if request.method == "POST" else None
    begun = timezone.now().isoformat()
    initial = {"id": uuid4(), "begun_at": begun, "counted_on": timezone.localdate()}
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


@require_safe
@requires("ammunition.read", "ammunition.move")
def stocktake_worker(request: ViewerRequest, store_id: UUID) -> HttpResponse:
    """The script that opens this store's stocktake without a network; its address is its scope."""
    _movable(request, store_id)
    source = files("tracemark.ammunition").joinpath("static/ammunition/stocktake-worker.js")
    return HttpResponse(source.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")


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
        begun_at=values["begun_at"],
    )
    messages.success(request, _("The stocktake was recorded."))
    for finding in findings:
        messages.warning(request, word(finding.code, **finding.params))
    if request.headers.get(PART) == "stocktake":  # our script sends what it kept, and goes on itself
        return JsonResponse({"next": reverse("ammunition:store", args=[store.id])})
    return redirect("ammunition:store", store_id=store.id)


def _movable(request: ViewerRequest, store_id: UUID) -> Store:
    store = get_store(request, store_id)
    if not request.viewer.may_at("ammunition.move", store.site.unit_id):
        raise PermissionDenied
    return store


def _cards(request: ViewerRequest, store: Store, kind: MovementKind) -> list[LotCard]:
    """What lies in the store when the kind takes from it; else lots that are known."""
    if ENDS[kind][0]:
        rows = list_holdings(request.viewer, store.id)
        banned = (
            lots_banned([row.lot for row in rows], timezone.localdate()) if kind in USES_BANNED else set()
        )
        return cards_of_holdings(rows, banned)
    wanted = request.POST.get("what", "") or request.GET.get("what", "")
    lot = find_lot(UUID(wanted)) if _is_id(wanted) else None
    return cards_of_lots([lot] if lot else list_known_lots(request.GET.get("q", "")[:100].strip(), MOST_LOTS))


def _targets(request: ViewerRequest, store: Store, card: LotCard) -> list[tuple[str, str]]:
    """Stores that the lot can be moved to, with the room they have."""
    standings = [
        one
        for one in list_standings(request.viewer, timezone.localdate())
        if request.viewer.may_at("ammunition.move", one.store.site.unit_id) and one.store.id != store.id
    ]
    return targets_of(card, standings, store.site_id)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
