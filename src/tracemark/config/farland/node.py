"""The demo node: Farland's units and people, its lists taken in, its contradictions looked for.

Everything is made by the ordinary actions, so that the demo shows the program and not a picture of it.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from tracemark.accounts import actions as accounts
from tracemark.accounts.demo import create_demo_people
from tracemark.accounts.rules import Viewer
from tracemark.config.farland import reports
from tracemark.config.farland.depot import build_depot
from tracemark.config.farland.lists import YEAR, write_lists
from tracemark.config.farland.neighbours import make_neighbours
from tracemark.config.farland.observatory import take_in_reports
from tracemark.config.farland.traces import make_past_traces, make_traces
from tracemark.config.farland.world import make_world
from tracemark.config.node import create_node, sign
from tracemark.matching.jobs.contradictions import find_contradictions
from tracemark.matching.jobs.seizures import match_seizures
from tracemark.register.jobs.importing import load
from tracemark.register.rules.rows import ListKind

STATE = "XF"
NAME = "National Commission of Farland"
UNITS = (
    ("ARMY", "Army of Farland", "army"),
    ("POLICE", "Police of Farland", "police"),
    ("EVIDENCE", "Evidence store", "evidence_store"),
    ("COMMISSION", "National commission on small arms", "commission"),
)
Say = Callable[[str], None]


def make_demo(home: Path, *, by: Viewer, at: datetime, say: Say) -> None:
    """Make the demo node in ``home``, which holds none yet."""
    say("Making the database …")
    call_command("migrate", verbosity=0, interactive=False)
    # The node comes first: demo people are made on a demo node only.
    settings.NODE = create_node(home, state=STATE, name=NAME, created_at=at, demo=True)
    with transaction.atomic():
        root = accounts.create_unit(code=STATE, name=NAME, by=None).id
        units = {code: _unit(code, name, authority, root) for code, name, authority in UNITS}
        create_demo_people(root)
    say("Building the ammunition depot …")
    build_depot(units["ARMY"], at=at)
    _take_in_lists(home, units, by, at, say)
    say("Matching the year's seizures and looking for contradictions …")
    match_seizures(YEAR, by=by, at=at, progress=_silent)
    find_contradictions(by=by, progress=_silent)
    make_neighbours(by=by, at=at)
    say("Asking the neighbours about seized weapons …")
    with transaction.atomic():
        make_traces(at=at)
    _make_reports(home, units, by, at, say)
    say("Taking in constructed reports of many invented States …")
    take_in_reports(home / "lists" / "observatory", by=by, at=at)


def _make_reports(home: Path, units: dict[str, UUID], by: Viewer, at: datetime, say: Say) -> None:
    path = home / "lists" / f"seizures_{reports.EARLIER}.xlsx"
    reports.write_earlier_seizures(path)
    say(f"Taking in {path.name} …")
    load(path, ListKind.SEIZURES, unit_id=units["EVIDENCE"], by=by, accepted_at=at)
    say("Filling and signing the national reports …")
    node = settings.NODE
    with transaction.atomic():
        make_past_traces()
        reports.make_happenings(at=at)
        reports.make_reports(
            state=STATE, public_key=node.public_key, sign=lambda message: sign(home, message), at=at
        )


def _unit(code: str, name: str, authority: str, parent: UUID) -> UUID:
    return accounts.create_unit(code=code, name=name, authority=authority, parent=parent, by=None).id


def _take_in_lists(home: Path, units: dict[str, UUID], by: Viewer, at: datetime, say: Say) -> None:
    for kind, unit, path in write_lists(home / "lists", make_world()):
        say(f"Taking in {path.name} …")
        load(path, ListKind(kind), unit_id=units[unit], by=by, accepted_at=at)


def _silent(*_: object) -> None:
    """The demo is small: nobody needs to watch it grow."""
