"""Signatures and encryption, by a JOSE library: Ed25519 (RFC 8037, 9864) and ECDH-ES over X25519 with A256GCM."""

import base64
import json
from functools import lru_cache
from typing import Any

from joserfc import jwe, jws
from joserfc.jwk import OKPKey

from tracemark.exchange.actions.keys import private_key
from tracemark.exchange.rules.cards import CardKey
from tracemark.exchange.rules.packets import LINE_BYTES_AT_MOST
from tracemark.findings import Finding, Refused, Severity

ALGORITHM = "Ed25519"
KEY_AGREEMENT, CIPHER = "ECDH-ES", "A256GCM"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TYPE = "tracemark+jws"


class _Signatures(jws.JWSRegistry):
    max_payload_length = LINE_BYTES_AT_MOST


class _Ciphers(jwe.JWERegistry):
    max_ciphertext_length = LINE_BYTES_AT_MOST


SIGNATURES = _Signatures(algorithms=[ALGORITHM])
CIPHERS = _Ciphers(algorithms=[KEY_AGREEMENT, CIPHER])


def sign(payload: bytes, kid: str) -> str:
    """The payload as a compact JWS, signed by the private key with this name."""
    header = {"alg": ALGORITHM, "kid": kid, "typ": TYPE}
    return jws.serialize_compact(header, payload, private_key(kid), registry=SIGNATURES)


def claimed_kid(signed: str) -> str:
    """The name of the key a JWS says it was signed with. Refused ``seal_unfit`` when it is no JWS of ours."""
    try:
        header = jws.extract_compact(signed.encode("utf-8"), registry=SIGNATURES).headers()
    except Exception as error:  # whatever a JOSE library stumbles over, the text is none of ours
        raise _unfit("not_signed") from error
    kid = header.get("kid")
    if not has_one_form(signed):
        raise _unfit("not_signed")
    if header.get("alg") != ALGORITHM or not isinstance(kid, str) or header.get("typ") != TYPE:
        raise _unfit("header")
    return kid


def verify(signed: str, x: str) -> bytes:
    """The payload of a compact JWS. Refused ``signature_wrong`` unless the key with this public half signed it."""
    try:
        return jws.deserialize_compact(signed, public_key(x), registry=SIGNATURES).payload
    except Exception as error:  # as above: what cannot be checked is not believed
        raise Refused(Finding("signature_wrong", {}, Severity.REFUSAL)) from error


def payload_bytes(signed: str) -> bytes:
    """The payload of a JWS from our own archive, where it was put after it had been verified."""
    return jws.extract_compact(signed.encode("ascii"), registry=SIGNATURES).payload


def encrypt(signed: str, key: CardKey) -> str:
    """A JWS inside a compact JWE that only the holder of this key can read."""
    header = {"alg": KEY_AGREEMENT, "enc": CIPHER, "kid": key.kid, "cty": "JWS"}
    return jwe.encrypt_compact(header, signed.encode("ascii"), OKPKey.import_key(key.jwk), registry=CIPHERS)


def has_one_form(sealed: str) -> bool:
    """Whether every part is base64url in its one form: the bits that its last sign does not need are zero.

    Else a changed bit there would leave the message as it was, and the archive with a text nobody signed.
    """
    return all(_spare_bits_are_zero(part) for part in sealed.split("."))


def is_encrypted(sealed: str) -> bool:
    """Whether a sealed text is a JWE (five parts) and not a JWS (three)."""
    return sealed.count(".") == 4


def decrypt(sealed: str) -> str:
    """The JWS inside a JWE to us. Refused ``not_readable`` when it is torn, changed, or for another key."""
    if not has_one_form(sealed):
        raise Refused(Finding("not_readable", {}, Severity.REFUSAL))
    try:
        kid = jwe_kid(sealed)
        return jwe.decrypt_compact(sealed, private_key(kid), registry=CIPHERS).plaintext.decode("ascii")  # type: ignore[union-attr]  # [plaintext-is-set]
    except Refused:
        raise
    except Exception as error:  # as above: a header may hold anything
        raise Refused(Finding("not_readable", {}, Severity.REFUSAL)) from error


def jwe_kid(sealed: str) -> str:
    """The name of the key a JWE was encrypted to."""
    header: Any = json.loads(_unpadded(sealed.split(".", 1)[0]))
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid.replace("-", "").replace("_", "").isalnum() or len(kid) != 43:
        raise _unfit("header")
    return kid


def _spare_bits_are_zero(part: str) -> bool:
    spare = {0: 0, 2: 4, 3: 2}.get(len(part) % 4)
    if spare is None or "=" in part:
        return False
    return not part or ALPHABET.find(part[-1]) % 2**spare == 0


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _unfit(problem: str) -> Refused:
    return Refused(Finding("seal_unfit", {"seal_problem": problem}, Severity.REFUSAL))


@lru_cache(maxsize=256)
def public_key(x: str) -> OKPKey:
    """The Ed25519 public key with these raw bytes."""
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})
