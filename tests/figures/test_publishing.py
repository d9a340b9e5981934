"""A figure is published, stays as it was, and shows what would differ now."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.figures.rows import read_table

from tracemark.accounts.rules import Viewer
from tracemark.figures import queries
from tracemark.figures.actions import publish_figure
from tracemark.figures.models import Publication
from tracemark.figures.queries import (
    compare_with_published,
    fact_of,
    get_figure,
    list_publications,
    published_document,
    published_figure,
    ref_area,
    verify_publications,
)
from tracemark.figures.rules import Basis
from tracemark.findings import Refused
from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.queries.facts import SeizureRecord
from tracemark.register.rules.rows import Facts

ANALYST = Viewer(None, {"figure.read": None, "figure.publish": None})
OFFICER = Viewer(None, {"figure.read": frozenset({uuid4()}), "figure.publish": None})
NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)
ROWS = """
A1 | 2025-01-03 | criminal | pending     | yes |
A2 | 2025-02-01 | criminal | traced_home | yes |
"""
LATER = """
A1 | 2025-01-03 | criminal | traced_abroad | yes |
A2 | 2025-02-01 | criminal | traced_home   | yes |
"""
Register = Callable[[str], None]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Lets a test say what the register holds."""

    def hold(table: str) -> None:
        monkeypatch.setattr(queries, "iter_facts", lambda viewer, year: iter(read_table(table)))

    hold(ROWS)
    return hold


def publish(**changes: object) -> Publication:
    return publish_figure(
        **{"name": "sdg-16.4.2", "year": 2025, "state": "XF", "by": ANALYST, "at": NOW} | changes
    )


@pytest.mark.django_db
def test_what_was_published_stays_while_the_register_moves_on(register: Register) -> None:
    publication = publish(note="first")
    register(LATER)
    comparison = compare_with_published(ANALYST, publication)
    assert published_figure(ANALYST, publication).numerator == 1
    assert get_figure(ANALYST, "sdg-16.4.2", 2025).numerator == 2
    assert [(change.row_id, change.fields[0].now) for change in comparison.rows] == [("A1", "traced_abroad")]
    assert not comparison.is_same


@pytest.mark.django_db
def test_a_published_figure_reads_back_as_it_was_counted(register: Register) -> None:
    assert published_figure(ANALYST, publish()) == get_figure(ANALYST, "sdg-16.4.2", 2025)


@pytest.mark.django_db
def test_nothing_differs_right_after_publishing(register: Register) -> None:
    publication = publish(basis="all")
    assert publication.bases == "all"
    assert compare_with_published(ANALYST, publication).is_same


@pytest.mark.django_db
def test_publishing_the_same_again_is_refused_and_a_retry_is_harmless(register: Register) -> None:
    first = publish(publication_id=uuid4())
    assert publish(publication_id=first.id) == first
    with pytest.raises(Refused, match="figure_unchanged"):
        publish()
    register(LATER)
    publish(at=NOW.replace(day=2))
    assert list_publications(ANALYST, "sdg-16.4.2", 2025).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("viewer", "table", "code"),
    [
        (Viewer(None, {"figure.read": None}), ROWS, "permission_missing"),
        (OFFICER, ROWS, "figure_needs_whole_node"),
        (ANALYST, "X1 | 2025-05-02 | admin | traced_home | yes |", "figure_has_no_value"),
    ],
)
def test_who_may_not_publish_and_what_has_no_value_is_refused(
    register: Register, viewer: Viewer, table: str, code: str
) -> None:
    register(table)
    with pytest.raises(Refused, match=code):
        publish(by=viewer)
    assert not Publication.objects.exists()


@pytest.mark.django_db
def test_an_officer_of_one_unit_reads_published_numbers_without_the_rows(register: Register) -> None:
    publication = publish()
    document = published_document(OFFICER, publication)
    assert "rows" not in document
    assert "A1" not in json.dumps(document)
    assert document["bases"]["all"]["percent"] == "50.0"
    with pytest.raises(Refused, match="figure_needs_whole_node"):
        compare_with_published(OFFICER, publication)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "verb", ["UPDATE figures_publication SET year = 2024", "DELETE FROM figures_publication"]
)
def test_the_database_refuses_to_change_a_publication(register: Register, verb: str) -> None:
    publish()
    with (
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)
    assert verify_publications() == (1, [])


@pytest.mark.parametrize(
    ("name", "basis", "code"), [("x", "both", "figure_unknown"), ("sdg-16.4.2", "x", "basis_unknown")]
)
def test_an_unknown_figure_or_base_is_named(name: str, basis: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        get_figure(ANALYST, name, 2025, basis)


@pytest.mark.parametrize(
    ("serial", "named", "traceable"), [("AB?1", True, True), ("A??1", True, False), ("AB", False, False)]
)
def test_a_record_of_the_register_becomes_a_fact(serial: str, named: bool, traceable: bool) -> None:
    marks = (Mark(Role.SERIAL, serial, serial),)
    record = SeizureRecord(
        uuid4(),
        "XF-1",
        "seizures",
        uuid4(),
        "found",
        "",
        "pending",
        NOW.date(),
        "",
        named,
        Facts(marks=marks),
        "S",
        4,
        False,
    )
    fact = fact_of(record)
    assert (fact.traceable, fact.sheet_row, fact.duplicate_of) == (traceable, "S:4", None)


@pytest.mark.django_db
def test_a_figure_on_one_base_holds_that_base_alone(register: Register) -> None:
    figure = get_figure(ANALYST, "sdg-16.4.2", 2025, "traceable")
    assert [measure.basis for measure in figure.measures] == [Basis.TRACEABLE]


@pytest.mark.parametrize(("state", "area"), [("FR", "250"), ("AF", "004"), ("XF", "XF"), ("", "")])
def test_statistics_name_a_state_by_its_m49_number_and_an_invented_one_by_its_code(
    state: str, area: str
) -> None:
    assert ref_area(state) == area
