"""The search box over the register: the same answers as in memory, within the viewer's reach."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.matching.weapons import CONSOLE, Entry, a_list, a_thousand, a_unit

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.matching.queries.finding import Question, find
from tracemark.matching.rules.explain import reasons_of
from tracemark.register.models import Weapon
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
ENTRIES: list[Entry] = [
    (weapon.description.spellings[0].text, weapon.description.make, weapon.description.model)
    for weapon in a_thousand()[300:700]
]


@pytest.fixture
def ids() -> list[UUID]:
    return a_list(ListKind.REGISTER, *ENTRIES)


@pytest.mark.parametrize("change", ["", "?", "K", "cut"])
def test_a_weapon_is_found_by_what_can_be_read(ids: list[UUID], change: str) -> None:
    serial, make, _ = ENTRIES[7]
    text = {
        "": serial,
        "?": serial[:3] + "?" + serial[4:],
        "K": serial[:3] + "K" + serial[4:],
        "cut": serial[:4] + "*",
    }
    answer = find(CONSOLE, Question(text[change], make=make)).answer
    assert answer.candidates[0].id == ids[7]
    assert reasons_of(answer.candidates[0])


def test_a_number_of_nobody_is_probably_not_in_the_register(ids: list[UUID]) -> None:
    found = find(CONSOLE, Question("QQ9999", make="izhmekh"))
    assert found.answer.none_probability > 0.9
    assert "probably_not_in_register" in [finding.code for finding in found.findings]


def test_a_record_number_opens_its_record(ids: list[UUID]) -> None:
    record_no = Weapon.objects.get(id=ids[0]).record_no
    found = find(CONSOLE, Question(record_no.lower().replace("-", " ")))
    assert found.record is not None
    assert found.record.weapon_id == ids[0]


def test_without_a_number_those_of_the_model_are_counted(ids: list[UUID]) -> None:
    found = find(CONSOLE, Question(make="zastava", model="M70"))
    assert found.answer.others_that_fit == 199
    assert {"no_number_read", "others_fit"} <= {finding.code for finding in found.findings}


def test_a_maker_that_no_table_knows_is_said_and_searched_all_the_same(ids: list[UUID]) -> None:
    found = find(CONSOLE, Question(ENTRIES[7][0], make="Qwertyuiop Works"))
    assert "search_value_unknown" in [finding.code for finding in found.findings]
    assert found.answer.candidates[0].id == ids[7]


def test_only_what_the_viewer_may_search_is_found(ids: list[UUID]) -> None:
    elsewhere = Viewer(None, {"weapon.search": frozenset({a_unit("ARMY", "army").id})})
    at_home = Viewer(None, {"weapon.search": frozenset({a_unit("POLICE", "police").id})})
    question = Question(ENTRIES[7][0], make=ENTRIES[7][1])
    assert find(elsewhere, question).answer.candidates == ()
    assert find(at_home, question).answer.candidates[0].id == ids[7]


def test_without_the_permission_nothing_is_searched() -> None:
    with pytest.raises(Refused):
        find(Viewer(None, {}), Question("AB1234"))


def test_a_search_takes_few_queries_whatever_it_finds(ids: list[UUID]) -> None:
    find(CONSOLE, Question("AB1234"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find(CONSOLE, Question(ENTRIES[7][0], make=ENTRIES[7][1]))
    assert len(queries) <= 10


def test_a_row_of_another_list_stands_beside_the_weapons_own_record(ids: list[UUID]) -> None:
    (loss,) = a_list(ListKind.LOSSES, ENTRIES[7], on=["2024-05-01"])
    found = find(CONSOLE, Question(ENTRIES[7][0], make=ENTRIES[7][1]))
    assert found.answer.candidates[0].id == ids[7]
    assert [candidate.id for candidate in found.elsewhere.candidates] == [loss]
