"""Tables of persons as they may be shown now, and as they were published."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.figures.models import PersonsPublication
from tracemark.figures.queries import PERMISSION, require_whole_node
from tracemark.figures.queries.counts import get_tally
from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.persons import (
    PERSON_TABLES,
    PersonTable,
    check_counts,
    person_document,
    tabulate,
)
from tracemark.figures.rules.suppression import Place
from tracemark.findings import Finding, Refused, Severity
from tracemark.register.queries.persons import persons_of_events


def get_person_table(name: str) -> PersonTable:
    """The definition of the table ``name``. Raises Refused (``figure_unknown``) when there is none."""
    if name not in PERSON_TABLES:
        raise Refused(Finding("figure_unknown", {"name": name}, Severity.REFUSAL))
    return PERSON_TABLES[name]


def persons_to_publish(
    viewer: Viewer, name: str, year: int, *, state: str, counts: Mapping[Place, int] | None = None
) -> dict[str, Json]:
    """What may be published of a table, counted now from the register or of ``counts`` that an authority gives.

    Raises Refused for who does not see the whole node: the table of some units beside that of the State would tell
    what is hidden in either. The counts themselves leave this function for nobody.
    """
    require_whole_node(viewer)
    table = get_person_table(name)
    if bool(table.count) is (counts is not None):
        code = "persons_counted_by_register" if table.count else "persons_need_counts"
        raise Refused(Finding(code, {}, Severity.REFUSAL))
    known = dict(counts) if counts is not None else _count_now(viewer, table, year)
    findings = check_counts(table, known)
    if findings:
        raise Refused(*findings)
    return person_document(table, year, known, state=state)


def _count_now(viewer: Viewer, table: PersonTable, year: int) -> dict[Place, int]:
    rows = get_tally(viewer, table.count, (year,)).rows_of(table.cell)
    events = [(UUID(row.weapon_id), UUID(row.event_id)) for row in rows]
    return tabulate(table, persons_of_events(viewer, events))


def list_persons_publications(viewer: Viewer, name: str = "", year: int = 0) -> QuerySet[PersonsPublication]:
    """What was published, the newest first; of one table or year when they are named."""
    viewer.require(PERMISSION)
    wanted = {key: value for key, value in (("name", name), ("year", year)) if value}
    rows = PersonsPublication.objects.select_related("published_by").filter(**wanted)
    return rows.order_by("-published_at", "id")


def find_persons_publication(viewer: Viewer, publication_id: UUID) -> PersonsPublication | None:
    """The published table with this id, or None."""
    return list_persons_publications(viewer).filter(id=publication_id).first()


def persons_document(row: PersonsPublication) -> dict[str, Json]:
    """What was published."""
    document: dict[str, Json] = json.loads(row.document)
    return document
