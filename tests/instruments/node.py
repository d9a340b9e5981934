"""A small register with collected, destroyed and lost arms, and people, for tests of reports."""

from datetime import UTC, date, datetime

from tests.accounts.people import make_person

from tracemark.accounts.models import Person, Unit
from tracemark.accounts.queries import viewer_of
from tracemark.accounts.rules import Viewer, console
from tracemark.instruments.actions.reports import open_report
from tracemark.instruments.models import Report
from tracemark.marks.rules import read_cell
from tracemark.register.actions.batches import open_batch, record_rows
from tracemark.register.rules.events import PartialDate
from tracemark.register.rules.rows import Facts, ListKind, Row

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
CONSOLE = console()
NUMBER = "XF-poa-iti-2024-2025"


def row(kind: ListKind, number: int, serial: str, day: date, **extra: str) -> Row:
    return Row(
        sheet="s",
        row=number,
        kind=kind,
        facts=Facts(make_text="CZ", make_code="cz", marks=read_cell(serial).marks),
        occurred=PartialDate(day),
        extra={key: text for key, text in extra.items() if text},
    )


def take_in(kind: ListKind, unit: Unit, *rows: Row, name: str = "") -> None:
    batch = open_batch(
        kind=kind,
        file_name=f"{kind}.csv",
        file_sha256=f"{kind.value} {name}",
        unit_id=unit.id,
        by=CONSOLE,
        accepted_at=AT,
        mapping={},
    )
    record_rows(batch, rows, rows_read=len(rows), state="XF")


def fill_register(unit: Unit) -> None:
    """Six arms collected (one administratively), two destroyed, one lost."""
    seizures = [
        row(ListKind.SEIZURES, 2, "AA1001", date(2024, 3, 1), how="seized_criminal", outcome="traced_home"),
        row(ListKind.SEIZURES, 3, "AA1002", date(2024, 4, 1), how="found"),
        row(ListKind.SEIZURES, 4, "AA1003", date(2025, 1, 5), how="seized_criminal", outcome="pending"),
        row(ListKind.SEIZURES, 5, "AA1004", date(2025, 1, 6), how="seized_administrative"),
        row(
            ListKind.SEIZURES,
            6,
            "AA1005",
            date(2025, 2, 7),
            how="surrendered",
            outcome="established_otherwise",
        ),
        row(ListKind.SEIZURES, 7, "AA1006", date(2025, 2, 8), how="found"),
    ]
    take_in(ListKind.SEIZURES, unit, *seizures)
    destroyed = [row(ListKind.DESTRUCTION, n, f"BB{n}", date(2023 + n, 5, 5)) for n in (1, 2)]
    take_in(ListKind.DESTRUCTION, unit, *destroyed)
    take_in(ListKind.LOSSES, unit, row(ListKind.LOSSES, 2, "CC1", date(2025, 6, 6), loss_kind="stolen"))


def new_report(name: str = "poa-iti/2020", first: int = 2024, last: int = 2025) -> Report:
    return open_report(name=name, first_year=first, last_year=last, state="XF", by=CONSOLE, at=AT)


def viewer(person: Person) -> Viewer:
    return viewer_of(person)


def analyst(name: str, unit: Unit) -> Viewer:
    """Somebody who may fill, lead and sign."""
    return viewer(make_person(name, "analyst", unit, factor=False))


def fake_sign(message: bytes) -> str:
    return f"signed {len(message)}"
