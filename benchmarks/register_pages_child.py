"""Fills the node of ``register_pages.py`` and measures its pages, in a process with that node's settings."""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402  [after setup]
from django.db import connection  # noqa: E402  [after setup]
from django.test import Client  # noqa: E402  [after setup]
from django.test.utils import CaptureQueriesContext  # noqa: E402  [after setup]
from django.utils import timezone  # noqa: E402  [after setup]
from lists_of_any_size import write_inventory, write_list  # noqa: E402  [after setup]

from tracemark.accounts.actions import create_unit  # noqa: E402  [after setup]
from tracemark.accounts.models import Person, Post, Unit  # noqa: E402  [after setup]
from tracemark.accounts.rules import console  # noqa: E402  [after setup]
from tracemark.matching.queries.statistics import current_statistics  # noqa: E402  [after setup]
from tracemark.oversight.actions import AlertDraft, raise_alerts  # noqa: E402  [after setup]
from tracemark.oversight.models import Alert  # noqa: E402  [after setup]
from tracemark.register.jobs.importing import load  # noqa: E402  [after setup]
from tracemark.register.models import Batch, Weapon  # noqa: E402  [after setup]
from tracemark.register.rules.rows import ListKind  # noqa: E402  [after setup]

WARM = 5
SMALL = 300
ALERTS = 500
UNITS = {"ARMY": ("", "army"), "POLICE": ("", "police"), "EVIDENCE": ("", "evidence_store")} | {
    code: (code.partition("-")[0], "")
    for code in ("ARMY-1", "ARMY-2", "ARMY-3", "ARMY-4", "POLICE-1", "POLICE-2")
}
SHARES = (
    ("inventory", "ARMY-1", 0.23),
    ("inventory", "ARMY-2", 0.23),
    ("inventory", "ARMY-3", 0.23),
    ("register", "POLICE-1", 0.13),
    ("register", "POLICE-2", 0.13),
    ("seizures", "EVIDENCE", 0.04),
    ("losses", "POLICE", 0.005),
    ("destruction", "ARMY", 0.005),
)
"""Which list each unit keeps, and its share of all weapons; ARMY-4 keeps a small inventory besides."""

VIEWERS = (
    ("officer, large unit", "officer", "ARMY"),
    ("officer, small unit", "officer", "ARMY-4"),
    ("second officer, large unit", "second_officer", "ARMY"),
    ("analyst, whole node", "analyst", "XF"),
)


def fill(weapons: int) -> dict[str, int]:
    """Units, people, lists of every kind, alerts."""
    units = {"XF": Unit.objects.get(parent=None).id}
    for code, (parent, authority) in UNITS.items():
        above = units[parent or "XF"]
        units[code] = create_unit(code=code, name=code, authority=authority, parent=above, by=None).id
    for name, role, code in VIEWERS:
        person = Person.objects.create(username=f"{role}-{code}".lower(), name=name)
        Post.objects.create(person=person, unit_id=units[code], role=role, given_at=timezone.now())
        Authenticator.objects.create(user=person, type="totp", data={})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        for seed, (kind, code, share) in enumerate((*SHARES, ("inventory", "ARMY-4", 0.0))):
            rows = max(round(weapons * share), SMALL)
            write_inventory(path, rows, seed) if kind == "inventory" else write_list(path, kind, rows, seed)
            load(path, ListKind(kind), unit_id=units[code], by=console(), accepted_at=timezone.now())
            print(f"{kind} of {code}: {rows:,}", file=sys.stderr)
    _raise_alerts()
    _analyze()
    return {"weapons": Weapon.objects.count()}


def _raise_alerts() -> None:
    weapons = list(Weapon.objects.order_by("record_no").values_list("id", "unit_id")[: 2 * ALERTS])
    pairs = zip(weapons[::2], weapons[1::2], strict=True)
    params = {"first": "1", "second": "2", "first_on": "", "second_on": "", "percent": 99}
    drafts = [
        AlertDraft("two_custodians", f"bench:{number}", dict(pair), params)
        for number, pair in enumerate(pairs)
    ]
    raise_alerts(drafts)


def _analyze() -> None:
    """What autovacuum does by itself on PostgreSQL."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class Sample:
    """Weapons of one viewer, drawn evenly, from which the addresses are made."""

    weapons: list[Weapon]
    batches: list[str]
    chance: Random

    def any(self) -> Weapon:
        """One of them."""
        return self.chance.choice(self.weapons)

    def unread(self) -> str:
        """A serial number with one sign unread."""
        serial = self.any().serial or "A1234567"
        place = self.chance.randrange(len(serial))
        return f"{serial[:place]}?{serial[place + 1 :]}"


Address = Callable[[Sample], str]
LIST = "/register/?"
PAGES: dict[str, Address] = {
    "home": lambda sample: "/",
    "weapons, first page": lambda sample: "/register/",
    "weapons, deep page": lambda sample: f"{LIST}after={sample.any().record_no}",
    "list: inventory": lambda sample: f"{LIST}list_kind=inventory",
    "list: seizures": lambda sample: f"{LIST}list_kind=seizures",
    "list: losses, deep": lambda sample: f"{LIST}list_kind=losses&after={sample.any().record_no}",
    "list: receipts (none)": lambda sample: f"{LIST}list_kind=receipts",
    "custody: state store": lambda sample: f"{LIST}custody=state_store",
    "custody: evidence": lambda sample: f"{LIST}custody=evidence",
    "custody: dealer": lambda sample: f"{LIST}custody=dealer",
    "custody: in transit (none)": lambda sample: f"{LIST}custody=in_transit",
    "condition: destroyed": lambda sample: f"{LIST}condition=destroyed",
    "condition: unserviceable (none)": lambda sample: f"{LIST}condition=unserviceable",
    "standing: lawful, deep": lambda sample: f"{LIST}standing=lawful&after={sample.any().record_no}",
    "standing: stolen": lambda sample: f"{LIST}standing=stolen",
    "standing and custody (none)": lambda sample: f"{LIST}standing=stolen&custody=state_store",
    "one unit": lambda sample: f"{LIST}unit_id={sample.any().unit_id}",
    "one batch": lambda sample: f"{LIST}batch_id={sample.chance.choice(sample.batches)}",
    "serial begins, 1 sign": lambda sample: f"{LIST}text={sample.any().serial[:1]}",
    "serial begins, 3 signs": lambda sample: f"{LIST}text={sample.any().serial[:3]}",
    "serial begins, 5 signs": lambda sample: f"{LIST}text={sample.any().serial[:5]}",
    "serial begins (none)": lambda sample: f"{LIST}text=ZZZZ99",
    "voided too": lambda sample: f"{LIST}with_voided=on",
    "a weapon": lambda sample: f"/register/{sample.any().record_no}/",
    "a batch": lambda sample: f"/register/lists/{sample.chance.choice(sample.batches)}/",
    "batches": lambda sample: "/register/lists/",
    "what waits": lambda sample: "/register/waiting/",
    "alerts": lambda sample: "/oversight/alerts/",
    "an alert": lambda sample: f"/oversight/alerts/{sample.chance.choice(ALERT_IDS)}/",
    "find: whole serial": lambda sample: f"/matching/?text={sample.any().serial}",
    "find: serial with one ?": lambda sample: f"/matching/?text={sample.unread()}",
    "find: serial with one ?, make": lambda sample: (
        f"/matching/?text={sample.unread()}&make={sample.any().make_text}"
    ),
    "find: make and model, no number": lambda sample: "/matching/?make=Beretta&model=92FS",
}
ALERT_IDS: list[str] = []


def measure(times: int) -> Iterator[dict[str, object]]:
    """Each page for each viewer who may open it."""
    ALERT_IDS[:] = map(str, Alert.objects.values_list("id", flat=True)[:50])
    current_statistics()
    for name, role, code in VIEWERS:
        person = Person.objects.get(username=f"{role}-{code}".lower())
        client = Client()
        client.force_login(person, backend="tracemark.accounts.sign_in.PersonBackend")
        sample = _sample(code)
        for page, address in PAGES.items():
            if client.get(address(sample)).status_code == 200:
                yield {"viewer": name, "page": page, **_times(client, address, sample, times)}


def _sample(code: str) -> Sample:
    units = Unit.objects.filter(code__startswith="" if code == "XF" else code)
    rows, chance = Weapon.objects.filter(unit__in=units), Random(7)
    starts = ["XF-" + "".join(chance.choice("0123456789CFHKMNPRTVWXY") for _ in range(3)) for _ in range(40)]
    weapons = [
        weapon for start in starts for weapon in rows.filter(record_no__gt=start).order_by("record_no")[:3]
    ]
    return Sample(
        weapons,
        [str(each) for each in Batch.objects.filter(unit__in=units).values_list("id", flat=True)],
        chance,
    )


def _times(client: Client, address: Address, sample: Sample, times: int) -> dict[str, object]:
    counts = set()
    for _ in range(WARM):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(sample))
        counts.add(len(queries))
    walls, processor = [], []
    for _ in range(times):
        url = address(sample)
        began, used = time.perf_counter(), time.process_time()
        client.get(url)
        walls.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    cuts = statistics.quantiles(walls, n=100, method="inclusive")
    cpu = statistics.quantiles(processor, n=100, method="inclusive")
    return {
        "queries": sorted(counts),
        "p50": cuts[49],
        "p95": cuts[94],
        "p99": cuts[98],
        "cpu_p95": cpu[94],
    }


if __name__ == "__main__":
    number = int(sys.argv[2])
    print(json.dumps(fill(number) if sys.argv[1] == "fill" else list(measure(number))))
