"""Keys are written with their marks and follow them when an event is voided."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from tests.matching.weapons import AT, CONSOLE, a_list

from tracemark.matching.models import MarkKey
from tracemark.matching.queries.finding import Question, find
from tracemark.matching.rules.keys import keyed_spellings
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch, close_batch
from tracemark.register.models import Batch, Mark
from tracemark.register.queries.facts import rule_mark
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db


def a_register() -> list[UUID]:
    return a_list(ListKind.REGISTER, ("AB1234", "izhmekh", "PM"), ("123456", "zastava", "M70"))


def test_each_mark_has_its_keys() -> None:
    a_register()
    for mark in Mark.objects.all():
        stored = set(MarkKey.objects.filter(mark=mark).values_list("head", flat=True))
        assert stored == {one.head for one in keyed_spellings(rule_mark(mark))}


def test_a_voided_list_is_not_found() -> None:
    a_register()
    batch = Batch.objects.get()
    close_batch(batch, result={})
    ask_void_batch(batch, reason="wrong file", by=CONSOLE)
    accept_void_batch(batch, by=CONSOLE, at=AT)
    assert set(MarkKey.objects.values_list("is_voided", flat=True)) == {True}
    assert find(CONSOLE, Question("AB1234", "Izhmekh")).answer.candidates == ()


@pytest.mark.parametrize("column", ["head", "tail"])
def test_both_keys_have_an_index(column: str) -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, MarkKey._meta.db_table)
    assert any(one["index"] and one["columns"] == [column] for one in constraints.values())


def test_the_database_refuses_a_negative_key() -> None:
    first, _ = a_register()
    mark = Mark.objects.filter(weapon_id=first).first()
    assert mark is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkKey.objects.create(head=-1, tail=0, spelling="A", role=0, weapon_id=first, mark=mark)
