"""Who this node is: ``node.json`` in TRACEMARK_HOME and the Ed25519 key it signs with."""

import base64
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NODE_FILE = "node.json"
KEY_FILE = "node.key"
STATE_PATTERN = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Node:
    """A node's identity. ``state`` is an ISO alpha-2 code (X… and ZZ: invented), ``public_key`` raw,
    base64url.

    An empty ``state`` means the folder holds no node yet.
    """

    state: str = ""
    name: str = ""
    created_at: str = ""
    public_key: str = ""
    demo: bool = False

    @property
    def exists(self) -> bool:
        """Whether ``tracemark init`` has been run here."""
        return bool(self.state)

    @property
    def is_demo(self) -> bool:
        """A demo node of an invented State; a real State's code never makes one, whatever the file says."""
        return self.demo and is_invented(self.state)


def is_invented(state: str) -> bool:
    """Whether ``state`` is a code ISO 3166-1 leaves to its users (AA, QM to QZ, XA to XZ, ZZ)."""
    if not STATE_PATTERN.fullmatch(state):
        return False
    return state in {"AA", "ZZ"} or "QM" <= state <= "QZ" or state.startswith("X")


def read_node(home: Path) -> Node:
    """The node in ``home``; an empty one when there is none. ``ValueError`` for a damaged file."""
    path = home / NODE_FILE
    if not path.exists():
        return Node()
    try:
        return Node(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path} is damaged: {error}. Restore it from the last backup.") from error


def create_node(home: Path, *, state: str, name: str, created_at: datetime, demo: bool = False) -> Node:
    """Make folder, key (mode 0600) and ``node.json``; ``FileExistsError`` when there is a node already."""
    if not STATE_PATTERN.fullmatch(state):
        raise ValueError(f"{state!r} is not a two-letter code of a State, such as XF")
    if demo and not is_invented(state):
        raise ValueError(f"a demo needs an invented State (XA to XZ), not {state}")
    if read_node(home).exists:
        raise FileExistsError(
            f"{home} holds the node of {read_node(home).state} already; nothing was changed"
        )
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = _make_key(home / KEY_FILE)
    node = Node(
        state, name or state, created_at.isoformat(timespec="seconds"), encode_key(key.public_key()), demo
    )
    text = json.dumps(asdict(node), ensure_ascii=False, indent=2) + "\n"
    (home / NODE_FILE).write_text(text, encoding="utf-8")
    return node


def sign(home: Path, message: bytes) -> str:
    """The node's Ed25519 signature of ``message``, base64url without padding."""
    key = serialization.load_pem_private_key((home / KEY_FILE).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{home / KEY_FILE} is not an Ed25519 key")
    return _base64url(key.sign(message))


def check_signature(public_key: str, message: bytes, signature: str) -> bool:
    """Whether ``signature`` of ``message`` was made by the node with this public key (both base64url)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_from_base64url(public_key))
        key.verify(_from_base64url(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def encode_key(key: Ed25519PublicKey) -> str:
    """A public key as 43 characters of base64url: the form in ``node.json``, seals and messages."""
    return _base64url(key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw))


def _make_key(path: Path) -> Ed25519PrivateKey:
    """A new private key in ``path``, readable by its owner only."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    return key


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
