"""One archive that holds a whole node, and the way back.

The archive is a plain ZIP: ``manifest.json`` (what, when, SHA-256 and size of every file), the database,
and the files of TRACEMARK_HOME. A SQLite database is copied by its online backup, so people may go on
working; PostgreSQL is dumped by ``pg_dump`` (custom format), which must be installed.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import connection
from django.utils import timezone

from tracemark import __version__
from tracemark.config.node import read_node

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE_NAME = "database.sqlite3"
POSTGRESQL_NAME = "database.dump"
NOT_IN_BACKUP = ("tracemark.sqlite3", "static", "backups", "tmp")
BLOCK = 1 << 20


def write_backup(home: Path, out: Path) -> dict[str, Any]:
    """Write the node in ``home`` into ``out`` (mode 0600) and return its manifest.

    The archive appears under its name only when complete. ``FileExistsError`` when ``out`` exists,
    ``ValueError`` when ``home`` holds no node or ``pg_dump`` is missing.
    """
    node = read_node(home)
    if not node.exists:
        raise ValueError(f"{home} holds no node: nothing to back up")
    if out.exists():
        raise FileExistsError(f"{out} exists already; nothing was written")
    partial = out.with_name(out.name + ".part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = {
                "format": FORMAT,
                "tracemark": __version__,
                "made_at": timezone.now().isoformat(timespec="seconds"),
                "state": node.state,
                "database": connection.vendor,
                "files": dict(_add_all(archive, home)),
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore_backup(home: Path, archive_path: Path) -> dict[str, Any]:
    """Bring the archive back into ``home`` and return its manifest.

    Every file is unpacked beside its place and checked against the manifest first: a damaged archive
    changes nothing. ``FileExistsError`` when ``home`` holds a node, ``ValueError`` when the archive is
    damaged, not ours or of another kind of database.
    """
    if read_node(home).exists:
        raise FileExistsError(f"{home} holds a node already; name an empty folder by TRACEMARK_HOME")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=home, prefix="restore-") as folder:
        manifest = unpack(archive_path, Path(folder))
        _check_database(manifest)
        _restore_database(Path(folder), manifest)
        for name in sorted(manifest["files"], key=lambda name: name == "node.json"):
            if name not in {SQLITE_NAME, POSTGRESQL_NAME}:
                target = home / name
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                (Path(folder) / name).replace(target)
    return manifest


def unpack(archive_path: Path, folder: Path) -> dict[str, Any]:
    """Unpack into ``folder`` what the manifest names, in bounded memory and space, and check every file."""
    try:
        with zipfile.ZipFile(archive_path) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise ValueError(
                    f"{archive_path} is a backup of format {manifest.get('format')}, not {FORMAT}"
                )
            for name, facts in manifest["files"].items():
                _unpack_file(archive, name, folder, facts)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{archive_path} is not a whole Tracemark backup: {error}") from error
    return manifest


def _add_all(archive: zipfile.ZipFile, home: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Add the database and the files of the home; yields name and facts of each."""
    with tempfile.TemporaryDirectory(dir=home, prefix="tmp-backup-") as folder:
        dump = _dump_database(Path(folder))
        yield dump.name, _add_file(archive, dump, dump.name)
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if (
            path.is_file()
            and not path.is_symlink()
            and not name.startswith((*NOT_IN_BACKUP, "tmp-", "restore-"))
        ):
            yield name, _add_file(archive, path, name)


def _add_file(archive: zipfile.ZipFile, path: Path, name: str) -> dict[str, Any]:
    """Add one file, read once; returns its SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return {"sha256": digest.hexdigest(), "size": size}


def _unpack_file(archive: zipfile.ZipFile, name: str, folder: Path, facts: dict[str, Any]) -> None:
    """Unpack one file: never more than the manifest announces, never outside ``folder``, mode 0600."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name or ":" in name:
        raise ValueError(f"the backup names a file outside the node: {name}")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with archive.open(name) as source, os.fdopen(descriptor, "wb") as file:
        while size <= facts["size"] and (block := source.read(BLOCK)):
            digest.update(block)
            size += len(block)
            file.write(block)
    if size != facts["size"] or digest.hexdigest() != facts["sha256"]:
        raise ValueError(
            f"the backup is damaged: {name} is not the file its manifest names; nothing was changed"
        )


def _dump_database(folder: Path) -> Path:
    """A consistent copy of the database in ``folder``."""
    if connection.vendor == "sqlite":
        target = folder / SQLITE_NAME
        # A connection of its own: the online backup would wait for ever for a transaction of the same connection.
        address = f"{Path(connection.settings_dict['NAME']).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=4096)
        return target
    target = folder / POSTGRESQL_NAME
    _run_postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return target


def _check_database(manifest: dict[str, Any]) -> None:
    """A backup of one kind of database is not restored into the other."""
    if manifest["database"] != connection.vendor:
        raise ValueError(
            f"the backup is of a {manifest['database']} database and this node uses {connection.vendor}; "
            "use tracemark export to move between them"
        )


def _restore_database(folder: Path, manifest: dict[str, Any]) -> None:
    """Put the database in its place; PostgreSQL's must be empty."""
    if manifest["database"] == "postgresql":
        database = connection.settings_dict["NAME"]
        dump = folder / POSTGRESQL_NAME
        _run_postgresql("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={database}", str(dump))
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    (folder / SQLITE_NAME).replace(target)


def _run_postgresql(program: str, *arguments: str) -> None:
    """Run a PostgreSQL tool on the node's database; the password goes by the environment."""
    found = shutil.which(program)
    if found is None:
        raise ValueError(f"{program} is not installed; it comes with the PostgreSQL client package")
    wanted = connection.settings_dict
    environment = {
        **os.environ,
        "PGDATABASE": str(wanted["NAME"]),
        "PGUSER": str(wanted["USER"]),
        "PGPASSWORD": str(wanted["PASSWORD"]),
        "PGHOST": str(wanted["HOST"]),
        "PGPORT": str(wanted["PORT"]),
    }
    environment = {name: value for name, value in environment.items() if value}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else ''}")
