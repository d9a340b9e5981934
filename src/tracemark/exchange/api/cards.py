"""Cards and directory as programs see them."""

from django.http import Http404
from ninja import Router

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.exchange import tables
from tracemark.exchange.actions import cards as actions
from tracemark.exchange.actions.sending import send_test
from tracemark.exchange.api.shapes import (
    CardIn,
    CardOut,
    ContactOut,
    DirectoryOut,
    ExchangeReasonIn,
    FingerprintIn,
    PartnerOut,
    QueuedOut,
    RotateIn,
    TrustIn,
)
from tracemark.exchange.models import Card
from tracemark.exchange.queries import cards
from tracemark.exchange.rules.cards import fingerprint

router = Router()


@router.get("/card", response={200: CardOut, **ERRORS}, summary="Our identity card")
def card(request: ApiRequest) -> CardOut:
    """The card this node shows. 404 before the first."""
    require_permission(request.auth, "exchange.read")
    found = cards.own_card()
    if found is None:
        raise Http404
    return _card_out(found, "known")


@router.post("/card", response={200: CardOut, **ERRORS}, summary="Make or change our card")
def issue_card(request: ApiRequest, body: CardIn) -> CardOut:
    """Makes the keys at first; partners get a changed card with the next message."""
    require_permission(request.auth, "exchange.trust")
    made = actions.issue_card(
        by=request.auth,
        authority=body.authority,
        address=body.address,
        languages=body.languages,
        contact={name: text for name, text in body.contact.model_dump().items() if text}
        if body.contact
        else None,
    )
    return _card_out(made, "issued")


@router.post("/card/keys", response={200: CardOut, **ERRORS}, summary="Make new keys")
def rotate(request: ApiRequest, body: RotateIn) -> CardOut:
    """The card is signed by the old key too; a reason revokes the old keys."""
    require_permission(request.auth, "exchange.trust")
    return _card_out(actions.rotate_keys(by=request.auth, revoke=body.revoke), "issued")


@router.post("/cards", response={200: CardOut, **ERRORS}, summary="Take in another State's card")
def trust(request: ApiRequest, body: TrustIn) -> CardOut:
    """``step`` received: it waits until its fingerprint is confirmed."""
    require_permission(request.auth, "exchange.trust")
    signed = actions.checked_signatures(body.signed)
    taken, step = actions.receive_card(signed, by=request.auth, fingerprint=body.fingerprint)
    return _card_out(taken, step)


@router.post("/states/{state}/confirm", response={200: CardOut, **ERRORS}, summary="Confirm a fingerprint")
def confirm(request: ApiRequest, state: str, body: FingerprintIn) -> CardOut:
    """Trusts the card that waits."""
    require_permission(request.auth, "exchange.trust")
    return _card_out(actions.confirm_card(state, fingerprint=body.fingerprint, by=request.auth), "confirmed")


@router.post("/states/{state}/withdraw", response={200: PartnerOut, **ERRORS}, summary="Withdraw trust")
def withdraw(request: ApiRequest, state: str, body: ExchangeReasonIn) -> PartnerOut:
    """Believes no key of the State until a new card is confirmed."""
    require_permission(request.auth, "exchange.trust", "exchange.read")
    actions.withdraw_trust(state, reason=body.reason, by=request.auth)
    view = cards.find_partner(request.auth, state)
    if view is None:
        raise Http404
    return PartnerOut(**tables.partner_values(view))


@router.post("/states/{state}/test", response={200: QueuedOut, **ERRORS}, summary="Queue a test message")
def test(request: ApiRequest, state: str) -> QueuedOut:
    """A message that changes nothing. 404 for a State without a card."""
    require_permission(request.auth, "exchange.send", "exchange.read")
    if cards.find_partner(request.auth, state) is None:
        raise Http404
    message = send_test(state, text="", by=request.auth)
    return QueuedOut(number=message.id, id=str(message.message_id))


@router.get("/directory", response={200: DirectoryOut, **ERRORS}, summary="Points of contact and cards")
def directory(request: ApiRequest) -> DirectoryOut:
    """The newest entry of each State, and whose card is trusted."""
    require_permission(request.auth, "exchange.read")
    contacts, partners = cards.list_contacts(request.auth), cards.list_partners(request.auth)
    return DirectoryOut(
        contacts=[ContactOut(**tables.contact_values(one)) for one in contacts],
        partners=[PartnerOut(**tables.partner_values(one)) for one in partners],
    )


def _card_out(row: Card, step: str) -> CardOut:
    return CardOut(
        state=row.state,
        serial=row.serial,
        signed=cards.signatures_of(row),
        fingerprint=fingerprint(row.kid),
        step=step,
    )
