"""Farland's neighbours in the demo: their cards, a line by courier file, and messages that did and did not arrive well.

They are invented, and so are their keys, which a demo keeps in its own folder to speak for them. Everything they say
goes through the ordinary doors: signed, verified, ordered, receipted or refused.
"""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.cards import issue_card, receive_card, record_contact
from tracemark.exchange.actions.keys import make_key
from tracemark.exchange.actions.sealing import sign
from tracemark.exchange.actions.sending import send_test
from tracemark.exchange.jobs.courier import write_courier
from tracemark.exchange.jobs.taking import Taking
from tracemark.exchange.rules.cards import ENCRYPT, SIGN, Card, card_payload, fingerprint
from tracemark.exchange.rules.envelope import TEST, Envelope, payload_of
from tracemark.exchange.rules.packets import LineKind, line_bytes

NAMES = UUID("5b0f2a52-3d0e-5b6e-9f55-0e7c6f7a1d11")
CASE = "XN-2026-3"


def make_neighbours(*, by: Viewer, at: datetime) -> None:
    """Our card, two neighbours with cards (one still waits for its fingerprint), one without, and some messages."""
    office = {
        "office": "Tracing desk",
        "postal": "1 Harbour Street, Farland City",
        "telephone": "+000 1 0000",
    }
    issue_card(by=by, languages=("en", "fr"), contact=office)
    near = _card("XN", "Police of Norland", ("fr", "en"), at)
    receive_card(_signed(near), by=by, fingerprint=fingerprint(near.sign_key.kid))
    receive_card(_signed(_card("XM", "Ministry of the Interior of Midland", ("es",), at)), by=by)
    record_contact(
        "XO",
        authority="Customs of Overland",
        languages="ru",
        details={"postal": "PO box 7, Overland"},
        source="letter of 12 March 2026, unconfirmed",
        by=by,
    )
    _speak(near, by, at)
    send_test("XN", text="Is this line open?", by=by)
    write_courier(io.BytesIO(), to="XN", name="courier-XF-XN-1.jsonl", by=by, at=at)


def _card(state: str, authority: str, languages: Sequence[str], at: datetime) -> Card:
    return Card(
        state=state,
        serial=1,
        authority=authority,
        address="",
        languages=tuple(languages),
        valid_from=at.replace(microsecond=0) - timedelta(days=30),
        sign_key=make_key(SIGN),
        encrypt_key=make_key(ENCRYPT),
        contact={"office": "National point of contact"},
    )


def _signed(card: Card) -> list[str]:
    return [sign(card_payload(card), card.sign_key.kid)]


def _speak(near: Card, by: Viewer, at: datetime) -> None:
    """Norland's messages: one that was applied, one that waits for the one before it, one with a flipped bit."""
    first, _, third = (_message(near, number, at) for number in (1, 2, 3))
    torn = first[:-8] + ("A" if first[-8] != "A" else "B") + first[-7:]
    taking = Taking(via="courier", source="courier-XN-XF-1.jsonl", by=by, at=at)
    taking.take(line_bytes(LineKind.MESSAGE, text) for text in (torn, first, third))


def _message(near: Card, number: int, at: datetime) -> str:
    envelope = Envelope(
        id=str(uuid5(NAMES, str(number))),
        kind=TEST,
        sender=near.state,
        to="XF",
        case=CASE,
        case_seq=number,
        made_at=at.replace(microsecond=0) - timedelta(hours=9 - number),
        confidential=False,
        body={"text": f"test {number}"},
    )
    return sign(payload_of(envelope), near.sign_key.kid)
