"""Whatever a rule can say has words; whatever has words is said by something."""

from collections.abc import Iterable
from enum import StrEnum
from fnmatch import fnmatch

import pytest
from tests.house.codes import finding_codes, literal_arguments
from tests.house.source import PACKAGE, listed, python_files

from tracemark.accounts.permissions import Role
from tracemark.ammunition.data import rows
from tracemark.ammunition.rules.catalogue import ITEM_CHANGES, ITEM_FIELDS, LOT_EVENTS
from tracemark.ammunition.rules.ledger import LotCondition, MovementKind
from tracemark.ammunition.rules.licences import LicenceStage
from tracemark.ammunition.rules.readiness import ANSWERS, CAUSES, INCIDENT_KINDS
from tracemark.ammunition.rules.readiness import FIELDS as INCIDENT_FIELDS
from tracemark.ammunition.rules.stock_lists import COLUMNS
from tracemark.findings import Severity
from tracemark.marks.rules.mark import Absent
from tracemark.matching.rules.contradictions import LOST_THEN_SEIZED, SEIZED_AFTER_DESTRUCTION, TWO_CUSTODIANS
from tracemark.matching.rules.judging import Verdict
from tracemark.register.rules.axes import Condition, Custody, Standing
from tracemark.register.rules.decisions import ACTS
from tracemark.register.rules.events import EventKind, Precision
from tracemark.register.rules.lists import FIELDS
from tracemark.register.rules.rows import ListKind
from tracemark.stockpiles.rules.geodesy import ShapeKind
from tracemark.stockpiles.rules.plans import GRADES, Building, NeighbourKind
from tracemark.transfers.rules import PermitEventKind
from tracemark.ui.words import TABLES, find_text

FAMILIES: dict[str, Iterable[str | StrEnum]] = {
    "event": EventKind,
    "act": ACTS,
    "list": ListKind,
    "custody": Custody,
    "condition": Condition,
    "standing": Standing,
    "precision": Precision,
    "severity": Severity,
    "field": sorted({field for fields in FIELDS.values() for field in fields}),
    "role": Role,
    "mark": Absent,
    "verdict": Verdict,
    "permit_event": PermitEventKind,
    "movement": MovementKind,
    "lot_condition": LotCondition,
    "licence": LicenceStage,
    "readiness": ANSWERS,
    "incident": INCIDENT_KINDS,
    "incident_field": INCIDENT_FIELDS,
    "cause": CAUSES,
    "clause": [row["code"] for row in rows("readiness.csv")],
    "consequence": [row["code"] for row in rows("consequences.csv")],
    "building": Building,
    "grade": sorted({grade for grades in GRADES.values() for grade in grades}),
    "shape": ShapeKind,
    "column": COLUMNS,
    "item_field": ITEM_FIELDS,
    "lot_event": LOT_EVENTS,
    "item": [one.removeprefix("item_") for one in ITEM_CHANGES],
    "neighbour_kind": NeighbourKind,
}

BETWEEN_LISTS = (SEIZED_AFTER_DESTRUCTION, LOST_THEN_SEIZED, TWO_CUSTODIANS)
NEVER_LEAVES_ITS_MODULE = {"item"}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_of_a_family_of_codes_has_words(family: str) -> None:
    missing = [f"{family}_{value}" for value in FAMILIES[family] if find_text(f"{family}_{value}") is None]
    assert not missing, listed(missing)


def test_every_file_of_words_is_named_in_the_tables() -> None:
    files = {path.stem for path in python_files(PACKAGE / "ui" / "words")} - {"__init__"}
    assert files == set(TABLES)


def test_every_code_a_finding_is_made_with_has_words() -> None:
    known = {code for table in TABLES.values() for code in table} | NEVER_LEAVES_ITS_MODULE
    found = list(finding_codes())
    assert len(found) > 100
    missing = [f"{place} {code}" for code, place in found if not any(fnmatch(one, code) for one in known)]
    assert not missing, listed(missing)


def test_every_contradiction_that_raises_an_alert_has_words_as_a_kind_of_alert() -> None:
    kinds = list(finding_codes(PACKAGE / "register" / "rules" / "fold.py"))
    kinds += [(kind, "matching/rules/contradictions.py") for kind in BETWEEN_LISTS]
    missing = [f"{place} {kind}" for kind, place in kinds if find_text(f"alert_kind_{kind}") is None]
    assert not missing, listed(missing)


def test_every_entry_of_the_access_log_has_words() -> None:
    verbs = list(literal_arguments("log_access", "verb", *python_files(PACKAGE)))
    assert len(verbs) > 10
    missing = [f"{place} {verb}" for verb, place in verbs if find_text(f"verb_{verb}") is None]
    assert not missing, listed(missing)


def test_no_two_rooms_say_one_code_differently() -> None:
    texts: dict[str, set[str]] = {}
    for table in TABLES.values():
        for code, text in table.items():
            texts.setdefault(code, set()).add(text)
    found = [f"{code}: {' | '.join(sorted(said))}" for code, said in texts.items() if len(said) > 1]
    assert not found, listed(found)
