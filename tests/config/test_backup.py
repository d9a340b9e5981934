"""Backups: whole or refused, and never outside the node."""

import json
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.config.console import Console

from tracemark.config.backup import MANIFEST, unpack, write_backup
from tracemark.config.node import create_node


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    console = Console(tmp_path_factory.mktemp("home"))
    assert console("init", "--state", "XF").returncode == 0
    (console.home / "documents").mkdir()
    (console.home / "documents" / "certificate.pdf").write_bytes(b"%PDF" * 1000)
    out = tmp_path_factory.mktemp("out") / "backup.zip"
    assert console("backup", str(out)).returncode == 0
    return out


def rewritten(archive: Path, changes: dict[str, bytes]) -> Path:
    """A copy of the archive in which some members hold other bytes."""
    copy = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            target.writestr(name, changes.get(name, source.read(name)))
    return copy


def test_a_backup_holds_database_keys_and_documents(archive: Path, tmp_path: Path) -> None:
    manifest = unpack(archive, tmp_path / "out")
    assert {"node.json", "node.key", "documents/certificate.pdf"} < set(manifest["files"])
    assert (tmp_path / "out/documents/certificate.pdf").read_bytes() == b"%PDF" * 1000
    assert any(name.startswith("database.") for name in manifest["files"])


def test_a_backup_is_for_its_owner_only(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_backup_is_never_overwritten(archive: Path) -> None:
    home = archive.parent / "home"
    create_node(home, state="XF", name="Farland", created_at=datetime(2025, 1, 1, tzinfo=UTC))
    with pytest.raises(FileExistsError, match="nothing was written"):
        write_backup(home, archive)


def test_a_changed_file_is_refused(archive: Path, tmp_path: Path) -> None:
    changed = rewritten(archive, {"documents/certificate.pdf": b"%PDX" * 1000})
    with pytest.raises(ValueError, match=r"damaged: documents/certificate\.pdf"):
        unpack(changed, tmp_path / "out")


def test_a_file_larger_than_announced_is_not_unpacked_further(archive: Path, tmp_path: Path) -> None:
    changed = rewritten(archive, {"documents/certificate.pdf": bytes(50_000_000)})
    with pytest.raises(ValueError, match="damaged"):
        unpack(changed, tmp_path / "out")
    assert (tmp_path / "out/documents/certificate.pdf").stat().st_size <= 1 << 20


@pytest.mark.parametrize("name", ["../escape", "/etc/escape", "a/../../b", "c:\\x", "a\\b"])
def test_a_name_outside_the_node_is_refused(archive: Path, tmp_path: Path, name: str) -> None:
    manifest = json.dumps({"format": 1, "files": {name: {"sha256": "", "size": 0}}}).encode()
    with pytest.raises(ValueError, match="outside the node"):
        unpack(rewritten(archive, {MANIFEST: manifest}), tmp_path / "out")


def test_what_is_no_backup_is_refused(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    for size in (0, 100, len(whole) // 2):
        part = tmp_path / "part.zip"
        part.write_bytes(whole[:size])
        with pytest.raises(ValueError, match="not a whole Tracemark backup"):
            unpack(part, tmp_path / f"out{size}")


def test_an_empty_folder_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no node"):
        write_backup(tmp_path, tmp_path / "x.zip")
