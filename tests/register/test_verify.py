"""Tampering past our program is found, by us and by the auditor's one page."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from tests.register.test_batches import CONSOLE, a_batch, a_row, no_progress

from tracemark.accounts.models import Unit
from tracemark.config.node import create_node, sign
from tracemark.register.actions.batches import record_rows
from tracemark.register.actions.sealing import seal_day
from tracemark.register.jobs.exporting import export_node
from tracemark.register.models import Event, Weapon
from tracemark.register.queries.verifying import verify

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 1, 23, 0, tzinfo=UTC)
PAGE = Path(__file__).resolve().parents[2] / "audit" / "verify_seal.py"


@pytest.fixture
def events() -> list[Event]:
    unit = Unit.objects.create(code="ARMY", name="Army", authority="army")
    record_rows(
        a_batch(unit), [a_row(number, f"AB{number:04}") for number in range(2, 6)], rows_read=4, state="XF"
    )
    return list(Event.objects.order_by("weapon_id"))


def found(*, rebuild: bool = False) -> set[str]:
    checked = verify(
        CONSOLE, state="XF", rebuild=rebuild, check_signature=lambda text, sign: True, progress=no_progress
    )
    return {finding.code for finding in checked.findings}


def tamper(statement: str, *params: object) -> None:
    """Change the database as somebody with its file would: without our triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER register_event_no_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE register_event DISABLE TRIGGER USER")
        cursor.execute(statement, params)


@pytest.mark.parametrize("column", ["kind", "payload", "document", "occurred_precision", "prev_hash", "hash"])
def test_a_changed_text_of_an_event_is_found(events: list[Event], column: str) -> None:
    tamper(f"UPDATE register_event SET {column} = 'x' || substr({column}, 2) WHERE seq = 1")
    assert "event_changed" in found()


def test_a_changed_moment_is_found(events: list[Event]) -> None:
    tamper("UPDATE register_event SET recorded_at = %s", AT)
    assert found() == {"event_changed"}


def test_an_event_moved_to_another_weapon_is_found(events: list[Event]) -> None:
    tamper("UPDATE register_event SET seq = 2")
    assert found() >= {"chain_gap", "event_changed"}


def test_a_changed_copy_is_found_by_a_rebuild(events: list[Event]) -> None:
    assert found(rebuild=True) == set()
    Weapon.objects.filter(id=events[0].weapon_id).update(standing="stolen")
    assert found(rebuild=True) == {"stored_copy_differs"}


@pytest.fixture
def sealed(events: list[Event], tmp_path: Path) -> Path:
    node = create_node(tmp_path / "home", state="XF", name="Farland", created_at=AT)
    count = seal_day(
        state="XF", key_id=node.public_key, sign=lambda text: sign(tmp_path / "home", text), by=CONSOLE, at=AT
    )
    assert count == 4
    export_node(
        tmp_path / "out",
        viewer=CONSOLE,
        state="XF",
        public_key=node.public_key,
        progress=lambda name, count: None,
    )
    return tmp_path / "out"


def audit(folder: Path, *key: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(PAGE), str(folder), *key], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_the_auditors_page_passes_an_untouched_export(sealed: Path) -> None:
    code, said = audit(sealed)
    assert code == 0, said
    assert "4 events, 1 seals, 0 faults" in said


def test_the_auditors_page_finds_any_changed_byte_of_an_event(sealed: Path) -> None:
    path = sealed / "events.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    for place in range(15):
        fields = json.loads(lines[1])
        fields[place] = f"{fields[place]}x" if not isinstance(fields[place], int) else fields[place] + 1
        changed = [lines[0], json.dumps(fields, ensure_ascii=False, separators=(",", ":")), *lines[2:]]
        path.write_text("\n".join(changed) + "\n", encoding="utf-8")
        assert audit(sealed)[0] == 1, place


def test_the_auditors_page_finds_a_missing_event_and_another_key(sealed: Path) -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert "signature is not right" in audit(sealed, other)[1]
    path = sealed / "events.jsonl"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    assert audit(sealed)[0] == 1


def test_a_day_is_sealed_once(sealed: Path, tmp_path: Path) -> None:
    again = seal_day(state="XF", key_id="k", sign=lambda text: "", by=CONSOLE, at=AT)
    assert again is None
