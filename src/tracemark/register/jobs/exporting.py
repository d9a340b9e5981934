"""Everything a node holds, in open formats: nobody is locked in, and an auditor needs none of our program."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from tracemark.accounts.rules import Viewer
from tracemark.register.models import SealedHead
from tracemark.register.queries.seals import signed_seals
from tracemark.register.queries.verifying import raw_events

SECRETS = frozenset({"password", "secret", "token", "token_hash", "digest", "data"})
"""Columns that let somebody in: never exported."""

LEFT_OUT_APPS = frozenset(
    {"sessions", "contenttypes", "auth", "messages", "staticfiles", "humanize", "axes", "mfa"}
)
READ_AT_ONCE = 2000

README = """This folder holds everything that this node of Tracemark knows.

tables/             one table a file, a JSON object a line.
events.jsonl        every event of every weapon, by weapon and sequence; a JSON list a line, in the order
                    id, weapon, seq, kind, occurred_on, occurred_precision, recorded_at, recorded_by, unit,
                    schema, payload, document, batch, voids, prev_hash, hash.
                    hash = SHA-256 of the JSON list [prev_hash, id, ..., voids] without spaces, in UTF-8.
sealed_heads.jsonl  which heads of which weapons each daily seal named.
seals.jsonl         the seals in order of day: text, Ed25519 signature and public key (base64url).

audit/verify_seal.py of the project checks these without Tracemark:
python3 verify_seal.py THIS_FOLDER [PUBLIC_KEY]
"""


def export_node(
    folder: Path, *, viewer: Viewer, state: str, public_key: str, progress: Callable[[str, int], None]
) -> dict[str, int]:
    """Write everything into ``folder`` (made if missing); rows by file. Raises Refused without permission."""
    viewer.require("node.export")
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    (folder / "README.txt").write_text(README, encoding="utf-8")
    counts = {
        "events.jsonl": _write(
            folder / "events.jsonl", (event.as_list() for event in raw_events()), progress
        ),
        "sealed_heads.jsonl": _write(folder / "sealed_heads.jsonl", _sealed_heads(), progress),
        "seals.jsonl": _write(folder / "seals.jsonl", _seals(viewer, state, public_key), progress),
    }
    for model in exported_models():
        name = f"tables/{model._meta.db_table}.jsonl"
        counts[name] = _write(folder / name, _rows(model), progress)
    return counts


def exported_models() -> list[type[models.Model]]:
    """Every table of ours; those of the framework's sessions and second factors are not data of the State."""
    return [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT_APPS]


def _write(path: Path, rows: Iterable[Any], progress: Callable[[str, int], None]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n")
            count += 1
            if count % READ_AT_ONCE == 0:
                progress(path.name, count)
    return count


def _plain(value: Any) -> str:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


def _sealed_heads() -> Iterable[Mapping[str, Any]]:
    rows = SealedHead.objects.order_by("day", "weapon_id").values_list("day", "weapon_id", "seq", "hash")
    for day, weapon_id, seq, head in rows.iterator(READ_AT_ONCE):
        yield {"day": day.isoformat(), "weapon": weapon_id.hex, "seq": seq, "hash": head}


def _seals(viewer: Viewer, state: str, public_key: str) -> Iterable[Mapping[str, Any]]:
    for seal in signed_seals(viewer, state):
        yield {"text": seal.text, "signature": seal.signature, "public_key": public_key}


def _rows(model: type[models.Model]) -> Iterable[Mapping[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in SECRETS]
    yield from model._default_manager.order_by("pk").values(*names).iterator(READ_AT_ONCE)
