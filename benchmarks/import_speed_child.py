"""One measurement of ``import_speed.py``, in a process of its own. Prints one JSON object."""

import json
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


def tracemark(path: Path) -> float:
    """Load the list as a batch; seconds."""
    settings.NODE = create_node(settings.HOME, state="XF", name="Farland", created_at=timezone.now())
    unit = create_unit(code="XF", name="Farland", by=None)
    began = time.perf_counter()
    load(path, ListKind.INVENTORY, unit_id=unit.id, by=console(), accepted_at=timezone.now())
    return time.perf_counter() - began


def peer(path: Path) -> float:
    """Load the same list by django-import-export, with its bulk mode on."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainWeapon)
    resource_class = resources.modelresource_factory(PlainWeapon)
    meta = resource_class._meta
    meta.use_bulk, meta.batch_size, meta.skip_diff = True, 1000, True
    meta.import_id_fields, meta.force_init_instance, meta.report_skipped = ["number"], True, False
    began = time.perf_counter()
    lines = path.read_text(encoding="utf-8").splitlines()
    names = {"No.": "number", "Serial no.": "serial"}
    header = [names.get(name, name.lower()) for name in lines[0].split(",")]
    data = Dataset().load("\n".join([",".join(header), *lines[1:]]), format="csv")
    result = resource_class().import_data(data, use_transactions=True, raise_errors=True)
    seconds = time.perf_counter() - began
    assert not result.has_errors()
    return seconds


def main() -> None:
    """Measure one of the two on a database that holds nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    seconds = {"tracemark": tracemark, "peer": peer}[sys.argv[1]](Path(sys.argv[2]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory_mb": memory}))


if __name__ == "__main__":
    main()
