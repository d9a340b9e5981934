#!/usr/bin/env python3
"""Checks a message between States without Tracemark: python3 verify_message.py EVIDENCE.json [FINGERPRINT …]

EVIDENCE.json is what `tracemark exchange evidence` writes. Needs Python and the JOSE library joserfc, nothing of ours.
Give the fingerprints that were read aloud when the cards were confirmed; a key whose fingerprint is missing is a fault.
Prints what is wrong, a line each; the exit code is 0 when nothing is.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from joserfc import jws
from joserfc.jwk import OKPKey

REGISTRY = jws.JWSRegistry(algorithms=["Ed25519"])
REGISTRY.max_payload_length = 50_000_000


def thumbprint(key):
    """RFC 7638: the name of a key."""
    text = json.dumps({n: key[n] for n in ("crv", "kty", "x")}, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fingerprint(kid):
    """The forty digits that are read aloud."""
    return f"{int.from_bytes(base64.urlsafe_b64decode(kid + '='), 'big') % 10**40:040}"


def opened(signed, keys):
    """The payload of a JWS (its bytes and its fields) and the State whose key signed it. ValueError when none did."""
    kid = jws.extract_compact(signed.encode(), registry=REGISTRY).headers().get("kid")
    if kid not in keys:
        raise ValueError(f"no card names the key {kid}")
    state, key = keys[kid]
    data = jws.deserialize_compact(signed, key, registry=REGISTRY).payload
    return data, json.loads(data), state


def read_cards(cards, wrong):
    """Signing keys by name, each with its State. A card must be signed by its own key."""
    keys = {}
    for card in cards:
        fields = json.loads(jws.extract_compact(card["signed"][0].encode(), registry=REGISTRY).payload)
        own = {}
        for key in fields["keys"]:
            if key["kid"] != thumbprint(key):
                wrong.append(f"card of {fields['state']}: a key is not named by its thumbprint")
            elif key["use"] == "sig":
                public = {name: key[name] for name in ("kty", "crv", "x")}
                own[key["kid"]] = (fields["state"], OKPKey.import_key(public))
        opened(card["signed"][0], own)
        keys.update(own)
    return keys


def check(evidence, said):
    """What is wrong with the evidence, and what it shows."""
    wrong = []
    keys = read_cards(evidence["cards"], wrong)
    unknown = [kid for kid in keys if said and fingerprint(kid) not in said]
    wrong += [
        f"the fingerprint of a key of {keys[kid][0]} was not given: {fingerprint(kid)}" for kid in unknown
    ]
    data, message, state = opened(evidence["message"], keys)
    digest = hashlib.sha256(data).hexdigest()
    if message["from"] != state:
        wrong.append(f"the message says it comes from {message['from']} and is signed by {state}")
    for signed in evidence["signed_again"]:
        if opened(signed, keys)[0] != data:
            wrong.append("a later signature is of other bytes")
    way = f"{state} -> {message['to']}"
    shown = [f"{way}, {message['kind']}, case {message['case']} no. {message['case_seq']}, {digest}"]
    for signed in evidence["receipts"]:
        _, receipt, signer = opened(signed, keys)
        if (signer, receipt["digest"], receipt["message"]) != (message["to"], digest, message["id"]):
            wrong.append(f"a receipt signed by {signer} is not of this message")
        shown.append(
            f"receipt of {signer}, {receipt['made_at']}: {receipt['result']} {receipt['code']}".strip()
        )
    return wrong, shown


def main():
    evidence = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    said = {"".join(text.split()).replace("-", "") for text in sys.argv[2:]}
    try:
        wrong, shown = check(evidence, said)
    except Exception as error:  # whatever is damaged: say it and fail
        wrong, shown = [f"{type(error).__name__}: {error}"], []
    print(*shown, *wrong, f"{len(wrong)} faults", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
