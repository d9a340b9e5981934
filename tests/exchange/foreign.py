"""Another State's node as another system would build it: only a JOSE library and the page ``docs/exchange.md``."""

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import rfc8785
from joserfc import jwe, jws
from joserfc.jwk import OKPKey

MADE_AT = "2026-11-30T10:00:00Z"


def thumb(key: OKPKey) -> str:
    public = key.as_dict(private=False)
    text = rfc8785.dumps({name: public[name] for name in ("crv", "kty", "x")})
    return base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b"=").decode()


def compact(payload: dict[str, Any], key: OKPKey) -> str:
    header = {"alg": "Ed25519", "kid": thumb(key), "typ": "tracemark+jws"}
    return jws.serialize_compact(header, rfc8785.dumps(payload), key, algorithms=["Ed25519"])


def opened(sealed: str, key: OKPKey) -> dict[str, Any]:
    return json.loads(jws.deserialize_compact(sealed, key, algorithms=["Ed25519"]).payload)


@dataclass
class ForeignNode:
    """Keys, cards and messages of a State, made by hand."""

    state: str = "XN"
    sign_key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519"))
    encrypt_key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("X25519"))
    serial: int = 1
    address: str = ""
    seqs: dict[str, int] = field(default_factory=dict)
    made_at: str = MADE_AT

    def card_payload(self, **changes: Any) -> dict[str, Any]:
        keys = [
            {"use": use, **key.as_dict(private=False), "kid": thumb(key)}
            for use, key in (("sig", self.sign_key), ("enc", self.encrypt_key))
        ]
        card = {"schema": 1, "kind": "identity.card", "state": self.state, "serial": self.serial}
        card |= {"authority": "Nearland police", "address": self.address, "languages": ["fr"], "revoked": []}
        return card | {"valid_from": MADE_AT, "keys": keys, "contact": {"office": "Focal point"}} | changes

    def card(self, **changes: Any) -> list[str]:
        return [compact(self.card_payload(**changes), self.sign_key)]

    def next_card(self, *, revoke: str = "", **changes: Any) -> list[str]:
        """New keys; the card is signed by the new and by the old key."""
        old = self.sign_key
        self.sign_key, self.encrypt_key = OKPKey.generate_key("Ed25519"), OKPKey.generate_key("X25519")
        self.serial += 1
        revoked = [{"kid": thumb(old), "reason": revoke}] if revoke else []
        payload = self.card_payload(revoked=revoked, **changes)
        return [compact(payload, self.sign_key), compact(payload, old)]

    def fields(self, *, case: str = "XN-1", seq: int = 0, **changes: Any) -> dict[str, Any]:
        self.seqs[case] = seq or self.seqs.get(case, 0) + 1
        message = {
            "schema": 1,
            "id": str(uuid.uuid4()),
            "kind": "exchange.test",
            "from": self.state,
            "to": "XF",
        }
        message |= {"case": case, "case_seq": self.seqs[case], "made_at": self.made_at, "confidential": False}
        return message | {"body": {"text": "hello"}, "attachments": []} | changes

    def message(self, **changes: Any) -> str:
        return compact(self.fields(**changes), self.sign_key)

    def receipt(self, message: str, digest: str, result: str = "accepted", **changes: Any) -> str:
        receipt = {
            "schema": 1,
            "kind": "exchange.receipt",
            "from": self.state,
            "to": "XF",
            "message": message,
        }
        receipt |= {"digest": digest, "result": result, "code": "", "params": {}, "made_at": MADE_AT}
        return compact(receipt | changes, self.sign_key)


def encrypted(signed: str, public: dict[str, Any]) -> str:
    """A JWS encrypted to the ``enc`` key of a card."""
    key = OKPKey.import_key({name: public[name] for name in ("kty", "crv", "x")})
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": public["kid"], "cty": "JWS"}
    return jwe.encrypt_compact(header, signed.encode(), key)


def now_text() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
