"""The directory, cards of other States and our own, and whom we trust."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.exchange import tables
from tracemark.exchange.actions import cards as actions
from tracemark.exchange.actions.sending import send_test
from tracemark.exchange.forms import (
    CardForm,
    ConfirmForm,
    ContactForm,
    OwnCardForm,
    ReasonForm,
    RotateForm,
)
from tracemark.exchange.queries import cards as queries
from tracemark.exchange.queries.cards import PartnerView
from tracemark.findings import Refused
from tracemark.ui.sentences import sentence


@require_safe
@requires("exchange.read")
def directory(request: ViewerRequest) -> HttpResponse:
    """National points of contact, and whose card is trusted."""
    return _directory_page(request, CardForm(), ContactForm())


@require_POST
@requires("exchange.trust")
def trust(request: ViewerRequest) -> HttpResponse:
    """Take in a card that came as a file."""
    form = CardForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["file"].read(actions.CARD_BYTES_AT_MOST + 1)
        said = form.cleaned_data["fingerprint"]

        def take() -> HttpResponse:
            card, step = actions.receive_card(
                actions.read_card_file(data), by=request.viewer, fingerprint=said
            )
            messages.success(request, tables.trust_words(step))
            return redirect("exchange:partner", state=card.state)

        done = _attempt(form, take)
        if done:
            return done
    return _directory_page(request, form, ContactForm(), status=422)


@require_POST
@requires("exchange.trust")
def contact(request: ViewerRequest) -> HttpResponse:
    """Note the point of contact of a State."""
    form = ContactForm(request.POST)
    if form.is_valid():

        def note() -> HttpResponse:
            values = {name: form.cleaned_data[name] for name in ("authority", "languages", "source")}
            actions.record_contact(
                form.cleaned_data["state"], details=form.contact, by=request.viewer, **values
            )
            messages.success(request, _("The point of contact was noted."))
            return redirect("exchange:directory")

        done = _attempt(form, note)
        if done:
            return done
    return _directory_page(request, CardForm(), form, status=422)


@require_safe
@requires("exchange.read")
def partner(request: ViewerRequest, state: str) -> HttpResponse:
    """A State's card, its keys, and what happened."""
    view = queries.find_partner(request.viewer, state)
    if view is not None and view.partner.is_own:
        return redirect("exchange:own")
    if view is None and not any(one.state == state for one in queries.list_contacts(request.viewer)):
        raise Http404
    return _partner_page(request, state, view)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("exchange.read")
def own(request: ViewerRequest) -> HttpResponse:
    """Our own card; POST makes a new one with other details."""
    view = next((one for one in queries.list_partners(request.viewer) if one.partner.is_own), None)
    if request.method != "POST":
        return _own_page(request, view, OwnCardForm(initial=tables.own_card_values(view)))
    form = OwnCardForm(request.POST)
    if form.is_valid():

        def issue() -> HttpResponse:
            actions.issue_card(
                by=request.viewer,
                authority=form.cleaned_data["authority"],
                address=form.cleaned_data["address"],
                languages=form.cleaned_data["languages"].replace(",", " ").split(),
                contact=form.contact,
            )
            messages.success(request, _("The card was made. Partners get it with the next message."))
            return redirect("exchange:own")

        done = _attempt(form, issue)
        if done:
            return done
    return _own_page(request, view, form, status=422)


@require_POST
@requires("exchange.trust")
def rotate(request: ViewerRequest) -> HttpResponse:
    """New keys; a reason revokes the old ones."""
    form = RotateForm(request.POST)
    if form.is_valid():
        return _acted(
            request,
            lambda: actions.rotate_keys(by=request.viewer, revoke=form.cleaned_data["revoke"]),
            _("New keys were made; every partner is told."),
            "",
        )
    return redirect("exchange:own")


@require_safe
@requires("exchange.read")
def card_file(request: ViewerRequest) -> HttpResponse:
    """Our card as a file to hand over."""
    card = queries.own_card()
    if card is None:
        raise Http404
    return HttpResponse(
        actions.card_file(card),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="card-{card.state}-{card.serial}.json"'},
    )


@require_POST
@requires("exchange.trust")
def confirm(request: ViewerRequest, state: str) -> HttpResponse:
    """Trust the card that waits, by its fingerprint."""
    form = ConfirmForm(request.POST)
    if form.is_valid():

        def trust_it() -> HttpResponse:
            actions.confirm_card(state, fingerprint=form.cleaned_data["fingerprint"], by=request.viewer)
            messages.success(request, tables.trust_words("confirmed"))
            return redirect("exchange:partner", state=state)

        done = _attempt(form, trust_it)
        if done:
            return done
    view = queries.find_partner(request.viewer, state)
    return _partner_page(request, state, view, confirm_form=form, status=422)


@require_POST
@requires("exchange.trust")
def withdraw(request: ViewerRequest, state: str) -> HttpResponse:
    """Believe no key of a State any more."""
    reason = request.POST.get("reason", "")
    return _acted(
        request,
        lambda: actions.withdraw_trust(state, reason=reason, by=request.viewer),
        tables.trust_words("withdrawn"),
        state,
    )


@require_POST
@requires("exchange.send")
def test(request: ViewerRequest, state: str) -> HttpResponse:
    """Send a message that changes nothing."""
    return _acted(
        request,
        lambda: send_test(state, text="", by=request.viewer),
        _("A test message was queued; the outbox shows its receipt."),
        state,
    )


def _attempt(form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Act, or put why it was refused into the form."""
    try:
        return act()
    except Refused as refusal:
        for finding in refusal.findings:
            form.add_error(None, sentence(finding.code, finding.params))
        return None


def _acted(request: ViewerRequest, act: Callable[[], object], said: str, state: str) -> HttpResponse:
    """Act and say so, or say why it was refused; back to the State's page (ours when ``state`` is empty)."""
    try:
        act()
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, sentence(finding.code, finding.params))
    else:
        messages.success(request, said)
    return redirect("exchange:partner", state=state) if state else redirect("exchange:own")


def _directory_page(
    request: ViewerRequest, card_form: CardForm, contact_form: ContactForm, status: int = 200
) -> HttpResponse:
    partners = queries.list_partners(request.viewer)
    context = {
        "lines": tables.directory_lines(queries.list_contacts(request.viewer), partners),
        "waiting": tables.waiting_cards(partners),
        "has_own": any(one.partner.is_own for one in partners),
        "may_trust": request.viewer.may("exchange.trust"),
        "card_form": card_form,
        "contact_form": contact_form,
    }
    return render(request, "exchange/directory.html", context, status=status)


def _own_page(
    request: ViewerRequest, view: PartnerView | None, form: OwnCardForm, status: int = 200
) -> HttpResponse:
    state = view.partner.state if view else ""
    more = {"is_own": True, "own_form": form, "rotate_form": RotateForm()}
    return _partner_page(request, state, view, status=status, **more)


def _partner_page(
    request: ViewerRequest, state: str, view: PartnerView | None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "state": state,
        "view": view,
        "groups": view.fingerprint.split() if view else [],
        "keys": queries.keys_of(request.viewer, state),
        "steps": queries.trust_steps(request.viewer, state),
        "may_trust": request.viewer.may("exchange.trust"),
        "may_send": request.viewer.may("exchange.send"),
        "confirm_form": ConfirmForm(),
        "withdraw_form": ReasonForm(),
        **more,
    }
    return render(request, "exchange/partner.html", context, status=status)
