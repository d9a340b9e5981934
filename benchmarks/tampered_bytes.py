"""Changes every single byte of an event in a SQLite database file, one after the other; ``verify`` must find each.

Run: ``PYTHONPATH=src:benchmarks python benchmarks/tampered_bytes.py [EVERY]`` (every byte, or each EVERYth).
A small node is made in a temporary folder; no server runs.
Each byte of the record of one event (its id to its hash, as it lies in the file) is replaced by another letter or sign.
"""

import os
import sys
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="tracemark-tampered-"))
os.environ["TRACEMARK_HOME"] = str(HOME)
os.environ.pop("TRACEMARK_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracemark.config.settings")

import django  # noqa: E402  [the folder is chosen first]

django.setup()

from django.conf import settings  # noqa: E402  [after setup]
from django.core.management import call_command  # noqa: E402  [after setup]
from django.db import DatabaseError, connection  # noqa: E402  [after setup]
from django.utils import timezone  # noqa: E402  [after setup]
from lists_of_any_size import write_inventory  # noqa: E402  [after setup]

from tracemark.accounts.actions import create_unit  # noqa: E402  [after setup]
from tracemark.accounts.rules import console  # noqa: E402  [after setup]
from tracemark.config.node import create_node  # noqa: E402  [after setup]
from tracemark.register.jobs.importing import load  # noqa: E402  [after setup]
from tracemark.register.models import Event  # noqa: E402  [after setup]
from tracemark.register.queries.verifying import verify  # noqa: E402  [after setup]
from tracemark.register.rules.rows import ListKind  # noqa: E402  [after setup]


def main() -> int:
    """Print how many bytes were changed and how many changes were found; exit 1 when one was not."""
    event = make_register()
    path = HOME / "tracemark.sqlite3"
    whole = path.read_bytes()
    payload = whole.index(event.payload.encode())  # the id and the hash stand in indexes too
    start = whole.rindex(event.id.hex.encode(), 0, payload)
    end = whole.index(event.hash.encode(), payload) + len(event.hash)
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tried = range(start, end, every)
    missed = [place for place in tried if not is_found(path, whole, place)]
    print("| bytes of one event changed | found | missed |\n|---|---|---|")
    print(f"| {len(tried)} of {end - start} | {len(tried) - len(missed)} | {len(missed)} |")
    for place in missed[:20]:
        print(
            f"missed: {whole[place - 20 : place]!r} >{whole[place : place + 1]!r}< {whole[place + 1 : place + 20]!r}"
        )
    return 1 if missed else 0


def make_register() -> Event:
    """A register of forty weapons, all of it in the one file; returns the event that will be tampered with."""
    call_command("migrate", verbosity=0)
    settings.NODE = create_node(HOME, state="XF", name="Farland", created_at=timezone.now())
    unit = create_unit(code="XF", name="Farland", by=None)
    write_inventory(HOME / "list.csv", 40)
    load(HOME / "list.csv", ListKind.INVENTORY, unit_id=unit.id, by=console(), accepted_at=timezone.now())
    event = Event.objects.order_by("weapon_id")[20]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return event


def is_found(path: Path, whole: bytes, place: int) -> bool:
    """Whether ``verify`` notices that the byte at ``place`` is another."""
    other = ord("y") if whole[place] != ord("y") else ord("x")
    path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
    try:
        checked = verify(
            console(),
            state="XF",
            rebuild=False,
            check_signature=lambda text, signature: True,
            progress=lambda count: None,
        )
        return bool(checked.findings)
    except (DatabaseError, ValueError, UnicodeError):
        return True
    finally:
        connection.close()
        path.write_bytes(whole)


if __name__ == "__main__":
    sys.exit(main())
