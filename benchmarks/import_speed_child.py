"""One measurement of ``import_speed.py``, in a process of its own. Prints one JSON object."""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  [after setup]
from django.core.management import call_command  # noqa: E402  [after setup]
from django.db import connection, models  # noqa: E402  [after setup]
from django.utils import timezone  # noqa: E402  [after setup]
from import_export import resources  # noqa: E402  [after setup]
from tablib import Dataset  # noqa: E402  [after setup]

from tracemark.accounts.actions import create_unit  # noqa: E402  [after setup]
from tracemark.accounts.rules import console  # noqa: E402  [after setup]
from tracemark.config.node import create_node  # noqa: E402  [after setup]
from tracemark.register.jobs.importing import load  # noqa: E402  [after setup]
from tracemark.register.rules.rows import ListKind  # noqa: E402  [after setup]


class PlainWeapon(models.Model):
    """What the peer fills: a row a weapon, nothing else."""

    number = models.IntegerField()
    type = models.CharField(max_length=200)
    make = models.CharField(max_length=200)
    model = models.CharField(max_length=200)
    calibre = models.CharField(max_length=200)
    serial = models.CharField(max_length=200, db_index=True)
    year = models.IntegerField()

    class Meta:
        app_label = "register"

    def __str__(self) -> str:
        return self.serial


class Stopwatch:
    """Seconds by the clock, of this process's processor, and of the database server's for this connection."""

    def __init__(self) -> None:
        self._began = self._now()

    def stop(self) -> dict[str, float]:
        """What passed since the beginning."""
        names = ("seconds", "processor_s", "server_s")
        return {name: now - then for name, now, then in zip(names, self._now(), self._began, strict=True)}

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), server_seconds()


def server_seconds() -> float:
    """Processor seconds of the backend that serves us; 0 for SQLite, and for a server on another machine."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tracemark(path: Path) -> dict[str, float]:
    """Load the list as a batch."""
    settings.NODE = create_node(settings.HOME, state="XF", name="Farland", created_at=timezone.now())
    unit = create_unit(code="XF", name="Farland", by=None)
    watch = Stopwatch()
    load(path, ListKind.INVENTORY, unit_id=unit.id, by=console(), accepted_at=timezone.now())
    return watch.stop()


def peer_in_bulk(path: Path) -> dict[str, float]:
    """Load the same list by django-import-export as fast as it can: bulk mode, no comparison, no validation."""
    return peer(path, use_bulk=True, batch_size=1000, skip_diff=True, force_init_instance=True)


def peer_as_usual(path: Path) -> dict[str, float]:
    """Load the same list by django-import-export as it comes, with validation of each row."""
    return peer(path, clean_model_instances=True)


def peer(path: Path, **options: object) -> dict[str, float]:
    """Load the list into one plain table by django-import-export with these options."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainWeapon)
    resource_class = resources.modelresource_factory(PlainWeapon)
    for name, value in {"import_id_fields": ["number"], "report_skipped": False, **options}.items():
        setattr(resource_class._meta, name, value)
    watch = Stopwatch()
    lines = path.read_text(encoding="utf-8").splitlines()
    names = {"No.": "number", "Serial no.": "serial"}
    header = [names.get(name, name.lower()) for name in lines[0].split(",")]
    data = Dataset().load("\n".join([",".join(header), *lines[1:]]), format="csv")
    result = resource_class().import_data(data, use_transactions=True, raise_errors=True)
    passed = watch.stop()
    assert not result.has_errors() and not result.has_validation_errors()
    return passed


MEASURED = {"tracemark": tracemark, "peer_in_bulk": peer_in_bulk, "peer_as_usual": peer_as_usual}


def main() -> None:
    """Measure one of them on a database that holds nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    load_before = os.getloadavg()[0]
    passed = MEASURED[sys.argv[1]](Path(sys.argv[2]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**passed, "memory_mb": memory, "load": load_before}))


if __name__ == "__main__":
    main()
