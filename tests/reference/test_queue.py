"""Unknown values queue, the curator decides, and every decision can be undone."""

from datetime import UTC, datetime, timedelta

import pytest

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.reference import actions, queries
from tracemark.reference.data import load_tables
from tracemark.reference.models import ReferenceAddition, Stage, UnknownValue
from tracemark.reference.rules import find_calibre, find_maker

pytestmark = pytest.mark.django_db

CURATOR = Viewer(None, {"reference.read": None, "reference.curate": None})
READER = Viewer(None, {"reference.read": None})
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def queue(text: str, kind: str = "maker") -> UnknownValue:
    entry = actions.queue_unknown(kind=kind, text=text, by=READER, count=1, at=NOW)
    assert entry is not None
    return entry


def accept(entry: UnknownValue, code: str = "glock", **more: object) -> ReferenceAddition:
    said = {"source": "letter", "by": CURATOR, "at": NOW, **more}
    return actions.accept_alias(entry.id, code=code, **said)


def test_ways_to_type_one_unknown_value_share_an_entry_and_are_counted() -> None:
    queue("Zorbo Arms")
    again = actions.queue_unknown(kind="maker", text="ZORBO-arms ", count=4, at=NOW + timedelta(days=1))
    entry = UnknownValue.objects.get()
    assert again == entry
    assert (entry.sample, entry.count, entry.stage) == ("Zorbo Arms", 5, Stage.WAITING)
    assert entry.last_seen_at - entry.first_seen_at == timedelta(days=1)


def test_a_text_without_letters_or_digits_does_not_queue() -> None:
    assert actions.queue_unknown(kind="maker", text=" -- ", at=NOW) is None
    with pytest.raises(ValueError, match="no kind"):
        actions.queue_unknown(kind="colour", text="red", at=NOW)


def test_without_additions_the_tables_are_the_shipped_ones() -> None:
    assert queries.get_tables() is load_tables()


def test_an_accepted_alias_is_recognised_at_once_and_no_longer_when_undone() -> None:
    entry = queue("Gaston Plastics")
    accept(entry)
    assert find_maker(queries.get_tables(), "gaston plastics").code == "glock"
    assert queries.get_tables() is queries.get_tables()
    actions.reopen(entry.id, by=CURATOR, at=NOW + timedelta(days=1))
    assert find_maker(queries.get_tables(), "gaston plastics").code is None
    assert ReferenceAddition.objects.get().taken_back_at is not None
    assert UnknownValue.objects.get().stage == Stage.WAITING


def test_an_undone_alias_can_be_accepted_again_for_another_value() -> None:
    entry = queue("Gaston Plastics")
    accept(entry)
    actions.reopen(entry.id, by=CURATOR, at=NOW)
    accept(entry, "steyr", at=NOW + timedelta(hours=1))
    assert find_maker(queries.get_tables(), "Gaston Plastics").code == "steyr"


def test_a_new_value_is_recognised() -> None:
    entry = queue("9.9x42 Farland", "calibre")
    actions.accept_value(
        entry.id, code="9.9x42", details={"coarse": "9.9"}, source="data sheet", by=CURATOR, at=NOW
    )
    hit = find_calibre(queries.get_tables(), "9,9 x 42 farland")
    assert (hit.code, hit.coarse) == ("9.9x42", "9.9")


def test_a_dismissed_value_stays_dismissed_and_is_only_counted() -> None:
    entry = queue("see remarks")
    actions.dismiss(entry.id, why="not a maker", by=CURATOR, at=NOW)
    queue("see remarks")
    entry.refresh_from_db()
    assert (entry.stage, entry.count, entry.why) == (Stage.DISMISSED, 2, "not a maker")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": " "}, "reference_source_needed"),
        ({"by": READER}, "permission_missing"),
        ({"code": "nobody"}, "reference_code_unknown"),
    ],
)
def test_an_alias_is_refused_without_source_permission_or_value(change: dict, code: str) -> None:
    with pytest.raises(Refused, match=code):
        accept(queue("Gaston Plastics"), **change)
    assert not ReferenceAddition.objects.exists()


def test_nothing_is_decided_twice_and_nothing_undone_that_was_not_decided() -> None:
    entry = queue("Gaston Plastics")
    with pytest.raises(Refused, match="reference_not_decided"):
        actions.reopen(entry.id, by=CURATOR, at=NOW)
    with pytest.raises(Refused, match="reference_reason_needed"):
        actions.dismiss(entry.id, why=" ", by=CURATOR, at=NOW)
    accept(entry)
    with pytest.raises(Refused, match="reference_already_decided"):
        actions.dismiss(entry.id, why="no", by=CURATOR, at=NOW)


def test_only_a_curator_sees_the_queue() -> None:
    queue("Zorbo Arms")
    assert list(queries.list_unknown(READER)) == []
    assert queries.list_unknown(CURATOR, stage="waiting", kind="maker").count() == 1
