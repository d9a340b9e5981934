"""Cards, partners and the directory."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Max
from joserfc import jws

from tracemark.accounts.rules import Viewer
from tracemark.exchange.models import Card, Contact, Key, Partner, Trust
from tracemark.exchange.rules import cards as rules

PERMISSION = "exchange.read"


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A State we exchange with: its trusted card, one that waits, and the fingerprint of each."""

    partner: Partner
    card: rules.Card | None
    pending: rules.Card | None

    @property
    def fingerprint(self) -> str:
        """Of the trusted card's key; empty when none is trusted."""
        return rules.fingerprint(self.card.sign_key.kid) if self.card else ""

    @property
    def pending_fingerprint(self) -> str:
        """Of the key of the card that waits."""
        return rules.fingerprint(self.pending.sign_key.kid) if self.pending else ""

    @property
    def line(self) -> str:
        """``https``, ``courier``, or ``none`` while no card is trusted."""
        if self.card is None:
            return "none"
        return "https" if self.card.address else "courier"


def signatures_of(card: Card) -> list[str]:
    """The signed forms of a stored card: by its own key, and by the key before."""
    return list(json.loads(card.text))


def card_of(row: Card) -> rules.Card:
    """A stored card as the rules see it; it was verified when it came."""
    signed = signatures_of(row)[0]
    return rules.read_card(jws.extract_compact(signed.encode("ascii")).payload)


def own_card() -> Card | None:
    """The card this node shows, or None before the first."""
    partner = Partner.objects.select_related("card").filter(is_own=True).first()
    return partner.card if partner else None


def partner_view(partner: Partner) -> PartnerView:
    """A partner with its cards read."""
    card, pending = partner.card, partner.pending
    return PartnerView(partner, card_of(card) if card else None, card_of(pending) if pending else None)


def list_partners(viewer: Viewer) -> list[PartnerView]:
    """All States that ever sent a card, ours first; none without ``exchange.read``."""
    if not viewer.may(PERMISSION):
        return []
    rows = Partner.objects.select_related("card", "pending").order_by("-is_own", "state")
    return [partner_view(row) for row in rows]


def find_partner(viewer: Viewer, state: str) -> PartnerView | None:
    """One of ``list_partners``, or None."""
    if not viewer.may(PERMISSION):
        return None
    row = Partner.objects.select_related("card", "pending").filter(state=state).first()
    return partner_view(row) if row else None


def partner_of(state: str) -> PartnerView | None:
    """A State that is not ours with its trusted card, or None; for rules of rooms, not for screens."""
    row = Partner.objects.select_related("card", "pending").filter(state=state, is_own=False).first()
    return partner_view(row) if row else None


def line_to(state: str) -> str:
    """How messages go to a State: ``https``, ``courier``, or ``none`` when no card of it is trusted."""
    partner = partner_of(state)
    return partner.line if partner else "none"


def trust_steps(viewer: Viewer, state: str) -> Sequence[Trust]:
    """What happened to a State's cards, the newest first."""
    if not viewer.may(PERMISSION):
        return []
    return list(Trust.objects.filter(state=state).select_related("card", "by").order_by("-id"))


def keys_of(viewer: Viewer, state: str) -> Sequence[Key]:
    """All keys a State ever showed."""
    if not viewer.may(PERMISSION):
        return []
    return list(Key.objects.filter(state=state).order_by("-card__serial", "use"))


def list_contacts(viewer: Viewer) -> list[Contact]:
    """The directory of national points of contact: the newest entry of each State."""
    if not viewer.may(PERMISSION):
        return []
    newest = Contact.objects.values("state").annotate(last=Max("id")).values("last")
    return list(Contact.objects.filter(id__in=newest).select_related("card").order_by("state"))


def find_contact(state: str) -> Contact | None:
    """The newest entry of the directory for a State, or None; for letters and printed forms."""
    return Contact.objects.filter(state=state).order_by("-id").first()


def cards_with_keys(kids: Collection[str]) -> list[Card]:
    """The cards that first named these keys: what a court needs beside a signature."""
    return list(Card.objects.filter(keys__kid__in=kids).distinct().order_by("state", "serial"))
