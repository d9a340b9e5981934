"""Identity cards: which keys speak for a State, at which address, and how another State makes sure of it.

A card is signed by the key it names; a later card of the same State is also signed by the key before it. A fingerprint
is read aloud over another line (the telephone, a visit): whoever confirms it trusts the card, and every later card that
the trusted key signs.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from tracemark.exchange.rules.canonical import canonical, read_canonical
from tracemark.exchange.rules.envelope import SCHEMA
from tracemark.exchange.rules.fields import KEY_ID, STATE, Fields, moment_text
from tracemark.findings import Finding, Severity

PAYLOAD_KIND = "identity.card"
SIGN, ENCRYPT = "sig", "enc"
CURVES: Mapping[str, Literal["Ed25519", "X25519"]] = {SIGN: "Ed25519", ENCRYPT: "X25519"}
RAW_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2,8})?")
ADDRESS = re.compile(
    r"(https://[A-Za-z0-9][A-Za-z0-9.-]*|http://(127\.0\.0\.1|localhost|\[::1\]))(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?"
)
CONTACT_FIELDS = ("office", "postal", "telephone", "email", "hours")
"""How to reach the national point of contact: an office, never a person (ITI 25, 31)."""

DIGITS, GROUP = 40, 5


@dataclass(frozen=True, slots=True)
class CardKey:
    """A public key: ``use`` ``sig`` (Ed25519) or ``enc`` (X25519), ``x`` raw in base64url without padding."""

    use: str
    x: str

    @property
    def kid(self) -> str:
        """Its name: the thumbprint of RFC 7638."""
        return thumbprint(CURVES[self.use], self.x)

    @property
    def jwk(self) -> dict[str, str | list[str]]:
        """The key as JOSE libraries take it (RFC 8037)."""
        return {"kty": "OKP", "crv": CURVES[self.use], "x": self.x}


@dataclass(frozen=True, slots=True)
class RevokedKey:
    """A key that must not be believed any more, whenever a message says it was made."""

    kid: str
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """A State's identity card. ``serial`` rises with each card; ``address`` is empty for a State without a line."""

    state: str
    serial: int
    authority: str
    address: str
    languages: tuple[str, ...]
    valid_from: datetime
    sign_key: CardKey
    encrypt_key: CardKey
    contact: Mapping[str, str] = field(default_factory=dict)
    revoked: tuple[RevokedKey, ...] = ()


def thumbprint(curve: str, x: str) -> str:
    """The RFC 7638 thumbprint of an OKP key, base64url without padding."""
    text = canonical({"crv": curve, "kty": "OKP", "x": x})
    return base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b"=").decode("ascii")


def fingerprint(kid: str) -> str:
    """Forty digits in groups of five, to be read aloud in any language: the thumbprint as a number, its last
    forty decimal digits."""
    number = int.from_bytes(base64.urlsafe_b64decode(kid + "="), "big") % 10**DIGITS
    text = f"{number:0{DIGITS}}"
    return " ".join(text[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def same_fingerprint(typed: str, kid: str) -> bool:
    """Whether what was typed is the key's fingerprint, however it was grouped, in whichever script's digits."""
    digits = "".join(str(int(sign)) for sign in typed if sign.isdecimal())
    others = [sign for sign in typed if not (sign.isdecimal() or sign.isspace() or sign in "-.\u2010\u2011")]
    return not others and digits == fingerprint(kid).replace(" ", "")


def card_payload(card: Card) -> bytes:
    """The canonical bytes that are signed."""
    return canonical(
        {
            "schema": SCHEMA,
            "kind": PAYLOAD_KIND,
            "state": card.state,
            "serial": card.serial,
            "authority": card.authority,
            "address": card.address,
            "languages": list(card.languages),
            "valid_from": moment_text(card.valid_from),
            "keys": [
                {"use": key.use, **key.jwk, "kid": key.kid} for key in (card.sign_key, card.encrypt_key)
            ],
            "contact": dict(card.contact),
            "revoked": [{"kid": one.kid, "reason": one.reason} for one in card.revoked],
        }
    )


def read_card(payload: bytes) -> Card:
    """The card whose canonical bytes these are. Refused with the field that is wrong."""
    fields = Fields(read_canonical(payload))
    fields.number("schema", least=SCHEMA, most=SCHEMA)
    if fields.text("kind", longest=60) != PAYLOAD_KIND:
        fields.refuse("kind", "badly_formed")
    keys = {key.use: key for key in (_key(one) for one in fields.items("keys", most=2))}
    if set(keys) != set(CURVES):
        fields.refuse("keys", "missing")
    card = Card(
        state=fields.text("state", longest=2, pattern=STATE),
        serial=fields.number("serial", least=1),
        authority=fields.text("authority", longest=200),
        address=_address(fields),
        languages=fields.texts("languages", longest=10, most=20),
        valid_from=fields.moment("valid_from"),
        sign_key=keys[SIGN],
        encrypt_key=keys[ENCRYPT],
        contact=_contact(fields),
        revoked=tuple(_revoked(one) for one in fields.items("revoked", most=500)),
    )
    if not all(LANGUAGE.fullmatch(language) for language in card.languages):
        fields.refuse("languages", "badly_formed")
    if card.sign_key.kid in {one.kid for one in card.revoked}:
        fields.refuse("revoked", "out_of_bounds")
    fields.done()
    return card


def check_address(address: str) -> bool:
    """Whether messages may be sent there: https, or plain http on this machine only; nothing for courier only."""
    return not address or ADDRESS.fullmatch(address) is not None


def check_successor(new: Card, known: Card, *, known_digest: str, new_digest: str) -> Finding | None:
    """Why ``new`` may not follow the trusted card ``known``; None when it may, or is the same card."""
    if new.state != known.state:
        return Finding("card_of_another_state", {"peer": new.state}, Severity.REFUSAL)
    if new.serial < known.serial:
        return Finding("card_outdated", {"peer": new.state, "serial": new.serial}, Severity.REFUSAL)
    if new.serial == known.serial and new_digest != known_digest:
        return Finding("card_serial_reused", {"peer": new.state, "serial": new.serial}, Severity.REFUSAL)
    return None


def _key(fields: Fields) -> CardKey:
    use = fields.text("use", longest=3)
    if (
        use not in CURVES
        or fields.text("crv", longest=10) != CURVES[use]
        or fields.text("kty", longest=3) != "OKP"
    ):
        fields.refuse("use", "badly_formed")
    key = CardKey(use, fields.text("x", longest=43, pattern=RAW_KEY))
    if fields.text("kid", longest=43, pattern=KEY_ID) != key.kid:
        fields.refuse("kid", "badly_formed")
    fields.done()
    return key


def _revoked(fields: Fields) -> RevokedKey:
    one = RevokedKey(fields.text("kid", longest=43, pattern=KEY_ID), fields.text("reason", longest=200))
    fields.done()
    return one


def _address(fields: Fields) -> str:
    address = fields.text("address", longest=300, empty=True)
    if not check_address(address):
        fields.refuse("address", "address_unsafe")
    return address


def _contact(fields: Fields) -> dict[str, str]:
    values: Mapping[str, Any] = fields.mapping("contact")
    inner = Fields(values, "contact.")
    found = {name: inner.text(name, longest=500, empty=True) for name in CONTACT_FIELDS if name in values}
    inner.done()
    return found


def kids_of(cards: Sequence[Card]) -> frozenset[str]:
    """The names of all keys that these cards give."""
    return frozenset(key.kid for card in cards for key in (card.sign_key, card.encrypt_key))
