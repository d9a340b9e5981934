"""From an accepted list of seizures to the figure and back to the events."""

from datetime import UTC, date, datetime

import pytest

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import console
from tracemark.figures.actions import publish_figure
from tracemark.figures.queries import compare_with_published, get_figure
from tracemark.figures.rules import Basis, Exclusion
from tracemark.figures.rules.select import NUMERATOR, Choice, choose_rows
from tracemark.marks.rules import read_cell
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch, open_batch, record_rows
from tracemark.register.models import Batch, Event
from tracemark.register.rules.events import PartialDate
from tracemark.register.rules.rows import Facts, ListKind, Row

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
CONSOLE = console()


def seizure(number: int, serial: str, how: str, outcome: str = "", make: str = "CZ", **extra: str) -> Row:
    stated = {"how": how, "outcome": outcome, **extra}
    return Row(
        sheet="2025",
        row=number,
        kind=ListKind.SEIZURES,
        facts=Facts(make_text=make, make_code=make.lower() or None, marks=read_cell(serial).marks),
        occurred=PartialDate(date(2025, 3, number)),
        extra={key: text for key, text in stated.items() if text},
    )


@pytest.fixture
def batch() -> Batch:
    unit = Unit.objects.create(code="POLICE", name="Police", authority="police")
    batch = open_batch(
        kind=ListKind.SEIZURES,
        file_name="s.csv",
        file_sha256="0",
        unit_id=unit.id,
        by=CONSOLE,
        accepted_at=AT,
        mapping={},
    )
    rows = [
        seizure(2, "AB1234", "seized_criminal", "traced_home"),
        seizure(3, "AB12??", "found"),
        seizure(4, "AB777", "seized_administrative", "traced_home"),
        seizure(5, "AB9", "surrendered", "pending", scope="antique"),
        seizure(6, "AB1234", "seized_criminal", "traced_home", duplicate_of="2025:2"),
    ]
    record_rows(batch, rows, rows_read=len(rows), state="XF")
    return batch


def test_an_accepted_list_gives_the_figure_and_the_reasons(batch: Batch) -> None:
    figure = get_figure(CONSOLE, "sdg-16.4.2", 2025)
    totals = {measure.basis: measure.total for measure in figure.measures}
    assert (totals[Basis.ALL].numerator, totals[Basis.ALL].denominator) == (1, 2)
    assert (totals[Basis.TRACEABLE].numerator, totals[Basis.TRACEABLE].denominator) == (1, 1)
    assert {reason: len(rows) for reason, rows in figure.excluded.items()} == {
        Exclusion.ADMINISTRATIVE: 1,
        Exclusion.ANTIQUE: 1,
        Exclusion.DUPLICATE_EVENT: 1,
    }


def test_every_number_leads_to_record_numbers_and_their_events(batch: Batch) -> None:
    figure = get_figure(CONSOLE, "sdg-16.4.2", 2025)
    (row,) = choose_rows(figure, Choice(part=NUMERATOR))
    event = Event.objects.get(id=row.event_id)
    assert (event.weapon.record_no, event.kind, row.sheet_row) == (row.record_no, "seized", "2025:2")


def test_a_voided_list_shows_in_what_would_differ_now(batch: Batch) -> None:
    publication = publish_figure(name="sdg-16.4.2", year=2025, state="XF", by=CONSOLE, at=AT)
    ask_void_batch(batch, reason="wrong file", by=CONSOLE)
    accept_void_batch(batch, by=CONSOLE, at=AT)
    comparison = compare_with_published(CONSOLE, publication)
    assert len(comparison.rows) == 5
    assert comparison.numbers[0].now == (0, 0, None)
