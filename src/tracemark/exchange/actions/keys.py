"""This node's private keys: files of mode 0600 in TRACEMARK_HOME/exchange, named by their public half's thumbprint."""

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from joserfc.jwk import OKPKey

from tracemark.exchange.rules.cards import CURVES, CardKey
from tracemark.findings import Finding, Refused, Severity

FOLDER = "exchange"


def make_key(use: str) -> CardKey:
    """A new private key of the use (``sig`` or ``enc``) on disk; returns its public half."""
    key = OKPKey.generate_key(CURVES[use])
    public = CardKey(use, str(key.as_dict(private=False)["x"]))
    path = key_path(public.kid)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.as_pem(private=True))
    return public


def private_key(kid: str) -> OKPKey:
    """The private key with this name. Refused ``private_key_missing`` when this folder does not hold it."""
    path = key_path(kid)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise Refused(Finding("private_key_missing", {"kid": kid}, Severity.REFUSAL)) from error
    return _read_key(path, changed)


def has_private_key(kid: str) -> bool:
    """Whether this folder holds the private half of a key."""
    return key_path(kid).exists()


def key_path(kid: str) -> Path:
    """Where a private key is kept."""
    return Path(settings.HOME) / FOLDER / f"{kid}.pem"


@lru_cache(maxsize=16)
def _read_key(path: Path, changed: int) -> OKPKey:
    return OKPKey.import_key(path.read_bytes())
