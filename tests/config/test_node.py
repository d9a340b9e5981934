"""A node's identity, keys and folder."""

import base64
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tracemark.config.home import database_settings, factor_key, secret_key
from tracemark.config.node import Node, create_node, is_invented, read_node, sign

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def test_a_folder_without_node_says_so(tmp_path: Path) -> None:
    assert not read_node(tmp_path).exists


def test_a_node_is_made_once(tmp_path: Path) -> None:
    node = create_node(tmp_path, state="XF", name="Farland", created_at=NOW)
    assert read_node(tmp_path) == node and node.exists and not node.is_demo
    with pytest.raises(FileExistsError, match="holds the node of XF"):
        create_node(tmp_path, state="XG", name="", created_at=NOW)


def test_private_files_are_for_their_owner_only(tmp_path: Path) -> None:
    create_node(tmp_path, state="XF", name="Farland", created_at=NOW)
    secret_key(tmp_path), factor_key(tmp_path)
    for name in ("node.key", "secret.key", "factors.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_what_a_node_signs_its_public_key_checks(tmp_path: Path) -> None:
    node = create_node(tmp_path, state="XF", name="Farland", created_at=NOW)
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(node.public_key + "="))
    signature = base64.urlsafe_b64decode(sign(tmp_path, b"heads") + "==")
    key.verify(signature, b"heads")
    with pytest.raises(InvalidSignature):
        key.verify(signature, b"headz")


@pytest.mark.parametrize("state", ["", "xf", "XFA", "X1", "../x"])
def test_what_is_no_code_of_a_state_is_refused(tmp_path: Path, state: str) -> None:
    with pytest.raises(ValueError, match="not a two-letter code"):
        create_node(tmp_path, state=state, name="", created_at=NOW)
    assert not read_node(tmp_path).exists


def test_a_damaged_node_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "node.json").write_text("{")
    with pytest.raises(ValueError, match=r"node\.json is damaged"):
        read_node(tmp_path)


def test_a_demo_is_of_an_invented_state_whatever_the_file_says(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="invented State"):
        create_node(tmp_path, state="FR", name="", created_at=NOW, demo=True)
    assert not Node("FR", demo=True).is_demo
    assert Node("XF", demo=True).is_demo and not Node("XF").is_demo


def test_invented_states_are_those_iso_leaves_to_its_users() -> None:
    assert all(map(is_invented, ["AA", "QM", "QZ", "XA", "XF", "XZ", "ZZ"]))
    assert not any(map(is_invented, ["FR", "QA", "QL", "ZA", "AB", "XFA", ""]))


def test_an_empty_secret_file_is_not_taken_for_a_secret(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(ValueError, match=r"secret\.key is empty"):
        secret_key(tmp_path)


def test_a_database_address_of_another_kind_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TRACEMARK_DATABASE_URL", "mysql://root@localhost/x")
    with pytest.raises(ValueError, match="must begin with postgresql://"):
        database_settings(tmp_path)


def test_the_node_file_holds_no_secret(tmp_path: Path) -> None:
    create_node(tmp_path, state="XF", name="Farland", created_at=NOW)
    facts = json.loads((tmp_path / "node.json").read_text())
    assert set(facts) == {"state", "name", "created_at", "public_key", "demo"}
