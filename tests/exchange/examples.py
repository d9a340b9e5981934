"""The published examples of the protocol, made from keys that are published too: ``python -m tests.exchange.examples``.

Everything but the encrypted message is the same each time (Ed25519 signatures are); a test compares with the files.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import rfc8785
from joserfc.jwk import OKPKey
from tests.exchange.foreign import ForeignNode, compact, encrypted, thumb
from tests.house.source import DOCS

from tracemark.exchange.rules.cards import fingerprint

FOLDER = DOCS / "schemas" / "exchange"
MADE_AT = "2026-11-30T10:00:00Z"
KEYS: dict[str, dict[str, str]] = {
    # RFC 8037 appendix A.1, and the key pairs of RFC 8032 7.1 (test 2) and RFC 7748 6.1: known to everybody.
    "XN sig": {
        "kty": "OKP",
        "crv": "Ed25519",
        "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    },
    "XN enc": {
        "kty": "OKP",
        "crv": "X25519",
        "d": "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo",
        "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo",
    },
    "XF sig": {
        "kty": "OKP",
        "crv": "Ed25519",
        "d": "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",
        "x": "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
    },
    "XF enc": {
        "kty": "OKP",
        "crv": "X25519",
        "d": "XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os",
        "x": "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
    },
}


def node(state: str, **facts: Any) -> ForeignNode:
    """The example node of a State."""
    keys = [OKPKey.import_key(dict(KEYS[f"{state} {use}"])) for use in ("sig", "enc")]
    return ForeignNode(state, keys[0], keys[1], **facts)


def examples() -> dict[str, bytes]:
    """The example files by name, without the encrypted message."""
    near, far = node("XN", address="https://exchange.nearland.example"), node("XF")
    card, message = near.card_payload(), message_fields()
    signed = compact(message, near.sign_key)
    digest = hashlib.sha256(rfc8785.dumps(message)).hexdigest()
    receipt = {"schema": 1, "kind": "exchange.receipt", "from": "XF", "to": "XN", "message": message["id"]}
    receipt |= {
        "digest": digest,
        "result": "accepted",
        "code": "",
        "params": {},
        "made_at": "2026-11-30T10:00:03Z",
    }
    given = compact(receipt, far.sign_key)
    return {
        "keys.json": pretty(KEYS),
        "card.json": pretty(card),
        "card_file.json": rfc8785.dumps({"card": {"signed": [compact(card, near.sign_key)]}}) + b"\n",
        "fingerprint.txt": (fingerprint(thumb(near.sign_key)) + "\n").encode(),
        "message.json": pretty(message),
        "message.jws": (signed + "\n").encode(),
        "receipt.json": pretty(receipt),
        "receipt.jws": (given + "\n").encode(),
        "courier.jsonl": courier(near, signed),
        "evidence.json": rfc8785.dumps(
            {
                "message": signed,
                "signed_again": [],
                "receipts": [given],
                "cards": [{"signed": near.card()}, {"signed": far.card()}],
            }
        )
        + b"\n",
    }


def message_fields() -> dict[str, Any]:
    """A test message from Nearland to Farland."""
    return {
        "schema": 1,
        "id": "6b1f4c0e-1111-4222-8333-444455556666",
        "kind": "exchange.test",
        "from": "XN",
        "to": "XF",
        "case": "XN-2026-7",
        "case_seq": 1,
        "made_at": MADE_AT,
        "confidential": False,
        "body": {"text": "Is this line open? الخط مفتوح؟"},
        "attachments": [{"name": "dot.gif", "media_type": "image/gif", "data": "R0lGODlhAQABAAAAACw="}],
    }


def courier(near: ForeignNode, signed: str) -> bytes:
    """A courier file with a card and a message."""
    head = {"courier": {"schema": 1, "from": "XN", "to": "XF", "made_at": MADE_AT}}
    lines = [head, {"card": {"signed": near.card()}}, {"message": signed}]
    data = b"".join(rfc8785.dumps(line) + b"\n" for line in lines)
    return data + rfc8785.dumps({"end": {"lines": 3, "sha256": hashlib.sha256(data).hexdigest()}}) + b"\n"


def sealed_message() -> bytes:
    """The same message encrypted to Farland: another text each time it is made."""
    public = node("XF").card_payload()["keys"][1]
    return (encrypted(compact(message_fields(), node("XN").sign_key), public) + "\n").encode()


def pretty(value: object) -> bytes:
    """JSON to be read by people; what is signed is its canonical form."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def write(folder: Path) -> None:
    """Write all example files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in {**examples(), "message.jwe": sealed_message()}.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write(FOLDER / "examples")
