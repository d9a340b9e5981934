"""Cards: our own and its rotation, and those of others, trusted by fingerprint or by the key before."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.keys import has_private_key, make_key
from tracemark.exchange.actions.sealing import claimed_kid, payload_bytes, sign, verify
from tracemark.exchange.actions.sending import announce_card, sign_again
from tracemark.exchange.models import Card, Contact, Key, Partner, Trust
from tracemark.exchange.queries.cards import card_of, own_card, signatures_of
from tracemark.exchange.rules import cards as rules
from tracemark.exchange.rules.canonical import canonical, digest_of
from tracemark.exchange.rules.fields import moment_text
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access, raise_alert

SIGNATURES_AT_MOST = 2
CARD_BYTES_AT_MOST = 200_000


@transaction.atomic
def issue_card(
    *,
    by: Viewer,
    authority: str = "",
    address: str | None = None,
    languages: Sequence[str] = (),
    contact: Mapping[str, str] | None = None,
) -> Card:
    """This node's card with these details; the one that stands when nothing is new. Makes the keys at first.

    What is not given stays as it was. Raises Refused for a value that no card may have.
    """
    by.require("exchange.trust")
    known = own_card()
    before = card_of(known) if known else None
    details: dict[str, Any] = {
        "authority": authority or (before.authority if before else settings.NODE.name or _state()),
        "address": address if address is not None else (before.address if before else ""),
        "languages": tuple(languages) or (before.languages if before else ("en",)),
        "contact": dict(contact) if contact is not None else dict(before.contact if before else {}),
    }
    if known and before and all(getattr(before, name) == value for name, value in details.items()):
        return known
    keys = (before.sign_key, before.encrypt_key) if before else _new_keys()
    revoked = before.revoked if before else ()
    return _issue(details, keys, revoked, known, by=by)


@transaction.atomic
def rotate_keys(*, by: Viewer, revoke: str = "") -> Card:
    """A card with new keys, signed by the old key too. ``revoke`` says why the old keys must not be believed.

    Without it what the old key signed before stays good.
    """
    by.require("exchange.trust")
    known = own_card()
    if known is None:
        raise Refused(Finding("own_card_missing", {}, Severity.REFUSAL))
    before = card_of(known)
    old = (before.sign_key, before.encrypt_key)
    revoked = (*before.revoked, *(rules.RevokedKey(key.kid, revoke) for key in old if revoke))
    names = ("authority", "address", "languages", "contact")
    card = _issue({name: getattr(before, name) for name in names}, _new_keys(), revoked, known, by=by)
    sign_again(by=by)
    return card


@transaction.atomic
def receive_card(
    signed: Sequence[str], *, by: Viewer, fingerprint: str = "", may_introduce: bool = True
) -> tuple[Card, str]:
    """Take in a card and return it with the step it made: ``confirmed``, ``succeeded``, ``known`` or ``received``.

    ``confirmed`` when the fingerprint is the one that was read aloud; ``succeeded`` when the trusted key signed it;
    ``received`` when it waits for its fingerprint. Only a card that an officer or a trusted State handed over may
    wait (``may_introduce``): a stranger on the line does not fill the directory. Refused when it is not signed by
    its own key, contradicts what is trusted, or the fingerprint is another.
    """
    payload, kids = _read_signed(signed)
    card = rules.read_card(payload)
    if card.state == _state():
        raise Refused(Finding("card_is_ours", {"peer": card.state}, Severity.REFUSAL))
    if fingerprint and not rules.same_fingerprint(fingerprint, card.sign_key.kid):
        raise Refused(Finding("fingerprint_differs", {"peer": card.state}, Severity.REFUSAL))
    partner = Partner.objects.select_for_update().filter(state=card.state).first()
    trusted = card_of(partner.card) if partner and partner.card else None
    step = "confirmed" if fingerprint else "received"
    if trusted and partner and partner.card:
        if partner.card.digest == digest_of(payload):
            return partner.card, "known"
        finding = rules.check_successor(
            card, trusted, known_digest=partner.card.digest, new_digest=digest_of(payload)
        )
        if finding:
            raise Refused(finding)
        if _vouched(trusted, payload, signed, kids) and not fingerprint:
            step = "succeeded"
    if fingerprint:
        by.require("exchange.trust")
    if step == "received" and not may_introduce:
        raise Refused(Finding("key_unconfirmed", {"peer": card.state}, Severity.REFUSAL))
    row = _store(card, payload, signed, timezone.now())
    _take_step(row, card, step, by=by)
    return row, step


@transaction.atomic
def confirm_card(state: str, *, fingerprint: str, by: Viewer) -> Card:
    """Trust the card that waits for its fingerprint. Refused when the fingerprint is another."""
    by.require("exchange.trust")
    partner = (
        Partner.objects.select_for_update(of=("self",)).select_related("pending").filter(state=state).first()
    )
    if partner is None or partner.pending is None:
        raise Refused(Finding("no_card_waits", {"peer": state}, Severity.REFUSAL))
    card = card_of(partner.pending)
    if not rules.same_fingerprint(fingerprint, card.sign_key.kid):
        raise Refused(Finding("fingerprint_differs", {"peer": state}, Severity.REFUSAL))
    _take_step(partner.pending, card, "confirmed", by=by)
    return partner.pending


@transaction.atomic
def withdraw_trust(state: str, *, reason: str, by: Viewer) -> None:
    """Believe no key of a State any more (they say theirs was stolen): until a new card is confirmed."""
    by.require("exchange.trust")
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    if state == _state() or not Partner.objects.filter(state=state).exists():
        raise Refused(Finding("partner_unknown", {"peer": state}, Severity.REFUSAL))
    at = timezone.now()
    Key.objects.filter(state=state, revoked_at=None).update(
        revoked_at=at, revoked_reason=reason.strip()[:200]
    )
    Partner.objects.filter(state=state).update(card=None)
    Trust.objects.create(
        state=state, step="withdrawn", at=at, by_id=by.person_id, reason=reason.strip()[:300]
    )
    log_access(by, verb="withdraw_trust", subject=state)


@transaction.atomic
def record_contact(
    state: str, *, authority: str, languages: str = "", details: Mapping[str, str], source: str, by: Viewer
) -> Contact:
    """Note how to reach a State's national point of contact, from a list or a letter; ``source`` says which."""
    by.require("exchange.trust")
    if not source.strip():
        raise Refused(Finding("source_needed", {}, Severity.REFUSAL))
    kept = {name: str(details.get(name, ""))[:500] for name in rules.CONTACT_FIELDS if details.get(name)}
    return Contact.objects.create(
        state=state,
        authority=authority[:200],
        languages=languages[:200],
        details=kept,
        source=source.strip()[:200],
        recorded_at=timezone.now(),
        by_id=by.person_id,
    )


def read_card_file(data: bytes) -> list[str]:
    """The signed forms in a card file ``{"card": {"signed": […]}}``. Refused when it is none."""
    try:
        signed = json.loads(data[: CARD_BYTES_AT_MOST + 1])["card"]["signed"]
    except (ValueError, TypeError, KeyError) as error:
        raise _not_a_card() from error
    return checked_signatures(signed)


def checked_signatures(signed: object) -> list[str]:
    """A card's signed forms as a list of texts. Refused when they are none."""
    if not isinstance(signed, list) or not 1 <= len(signed) <= SIGNATURES_AT_MOST:
        raise _not_a_card()
    if not all(isinstance(one, str) and len(one) <= CARD_BYTES_AT_MOST for one in signed):
        raise _not_a_card()
    return signed


def card_file(card: Card) -> bytes:
    """The card as a file to hand over."""
    return canonical({"card": {"signed": signatures_of(card)}}) + b"\n"


def _issue(
    details: dict[str, Any],
    keys: tuple[rules.CardKey, rules.CardKey],
    revoked: tuple[rules.RevokedKey, ...],
    known: Card | None,
    *,
    by: Viewer,
) -> Card:
    """Make, check, sign and store our next card."""
    at = timezone.now().replace(microsecond=0)
    card = rules.Card(
        state=_state(),
        serial=known.serial + 1 if known else 1,
        valid_from=at,
        sign_key=keys[0],
        encrypt_key=keys[1],
        revoked=revoked,
        **details,
    )
    payload = rules.card_payload(card)
    rules.read_card(payload)
    signers = [card.sign_key.kid, *([known.kid] if known and known.kid != card.sign_key.kid else [])]
    row = _store(card, payload, [sign(payload, kid) for kid in signers], at)
    _take_step(row, card, "issued", by=by)
    announce_card(signatures_of(row), by=by)
    log_access(by, verb="issue_card", subject=f"{card.state} {card.serial} {moment_text(at)}")
    return row


def _read_signed(signed: Sequence[str]) -> tuple[bytes, list[str]]:
    """The card's bytes and the names of the keys that claim to have signed them; its own key must have."""
    if not signed:
        raise _not_a_card()
    payload = payload_bytes_of(signed[0])
    card = rules.read_card(payload)
    kids = [claimed_kid(one) for one in signed]
    if kids[0] != card.sign_key.kid or verify(signed[0], card.sign_key.x) != payload:
        raise Refused(Finding("signature_wrong", {}, Severity.REFUSAL))
    return payload, kids


def payload_bytes_of(signed: str) -> bytes:
    """The bytes inside a JWS that came, not verified yet."""
    claimed_kid(signed)
    return payload_bytes(signed)


def _vouched(trusted: rules.Card, payload: bytes, signed: Sequence[str], kids: Sequence[str]) -> bool:
    """Whether the key we trust signed the new card."""
    for text, kid in zip(signed, kids, strict=True):
        if kid == trusted.sign_key.kid and verify(text, trusted.sign_key.x) == payload:
            return True
    return False


def _store(card: rules.Card, payload: bytes, signed: Sequence[str], at: datetime) -> Card:
    """The row of a card, made when it is new; its keys not confirmed yet."""
    digest = digest_of(payload)
    row, is_new = Card.objects.get_or_create(
        digest=digest,
        defaults={
            "state": card.state,
            "serial": card.serial,
            "kid": card.sign_key.kid,
            "text": json.dumps(list(signed), separators=(",", ":")),
            "received_at": at,
        },
    )
    if is_new:
        for key in (card.sign_key, card.encrypt_key):
            known, _ = Key.objects.get_or_create(
                kid=key.kid, defaults={"state": card.state, "use": key.use, "x": key.x, "card": row}
            )
            if known.state != card.state:
                raise Refused(Finding("key_of_another_state", {"peer": card.state}, Severity.REFUSAL))
    return row


def _take_step(row: Card, card: rules.Card, step: str, *, by: Viewer) -> None:
    """Write the step down and bring partner, keys and directory up to date with it."""
    at = timezone.now()
    Trust.objects.create(state=row.state, card=row, step=step, at=at, by_id=by.person_id)
    if step == "received":
        Partner.objects.update_or_create(state=row.state, defaults={"pending": row})
        raise_alert(
            kind="card_unconfirmed",
            key=f"card_unconfirmed:{row.digest}",
            weapon_ids={},
            params={"peer": row.state, "serial": row.serial},
        )
        return
    kids = [card.sign_key.kid, card.encrypt_key.kid]
    others = Key.objects.filter(state=row.state).exclude(kid__in=kids)
    others.filter(superseded_at=None).update(superseded_at=at)
    for revoked in card.revoked:
        others.filter(kid=revoked.kid, revoked_at=None).update(revoked_at=at, revoked_reason=revoked.reason)
    Key.objects.filter(kid__in=kids, revoked_at=None).update(is_confirmed=True, superseded_at=None)
    is_own = step == "issued"
    Partner.objects.update_or_create(
        state=row.state, defaults={"card": row, "pending": None, "is_own": is_own}
    )
    Contact.objects.create(
        state=row.state,
        authority=card.authority,
        languages=" ".join(card.languages),
        details=dict(card.contact),
        card=row,
        recorded_at=at,
        by_id=by.person_id,
    )
    if not is_own:
        log_access(by, verb="trust_card", subject=f"{row.state} {row.serial} {step}")


def _new_keys() -> tuple[rules.CardKey, rules.CardKey]:
    return make_key(rules.SIGN), make_key(rules.ENCRYPT)


def _state() -> str:
    """Our State. Refused when the folder holds no node."""
    state = str(settings.NODE.state)
    if not state:
        raise Refused(Finding("node_missing", {}, Severity.REFUSAL))
    return state


def _not_a_card() -> Refused:
    return Refused(Finding("not_a_card", {}, Severity.REFUSAL))


def can_sign(card: Card) -> bool:
    """Whether this folder holds the private half of a card's key."""
    return has_private_key(card.kid)
