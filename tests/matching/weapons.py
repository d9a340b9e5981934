"""Weapons for tests of matching, written short."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import console
from tracemark.marks.rules import read_cell
from tracemark.matching.rules.description import Description, Record, Spelling
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.statistics import Statistics
from tracemark.register.actions.batches import open_batch, record_rows
from tracemark.register.models import Weapon
from tracemark.register.rules.events import PartialDate, Precision
from tracemark.register.rules.rows import Facts, ListKind, Row

AT = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
CONSOLE = console()

Entry = tuple[str, str, str]
"""Serial, code of the maker, key of the model."""

CALIBRES = {"izhmekh": "9x18", "zastava": "7.62x39", "glock": "9x19"}


def described(serial: str, make: str = "", model: str = "", **more: str) -> Description:
    """A description; an empty serial means that no number was read."""
    spellings = (Spelling(serial),) if serial else ()
    return Description(spellings=spellings, make=make, model=model, **more)


def recorded(*entries: Entry, source: str = "") -> list[Record[int]]:
    """Records numbered from 0."""
    return [Record(number, described(*entry), source) for number, entry in enumerate(entries)]


def a_thousand() -> list[Record[int]]:
    """Pistols with two letters and four digits, rifles with six digits: evenly spread, no number twice."""
    letters = "ABCDEFGHKLMNPRSTVWXY"
    pistols = [
        (f"{letters[n % 20]}{letters[n * 7 % 20]}{n * 7919 % 10000:04d}", "izhmekh", "PM") for n in range(500)
    ]
    rifles = [(f"{n * 104729 % 1000000:06d}", "zastava", "M70") for n in range(500)]
    return recorded(*pistols, *rifles)


def statistics_of(records: Sequence[Record[int]]) -> Statistics:
    """The counts over records."""
    return MemorySearch(records).statistics


def a_unit(code: str, authority: str) -> Unit:
    """A unit, made once."""
    unit, _ = Unit.objects.get_or_create(code=code, defaults={"name": code, "authority": authority})
    return unit


def a_date(text: str) -> PartialDate:
    """``2025-02-01``, ``2025-02`` or ``2025`` as a date known to the day, month or year."""
    precision = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}[len(text)]
    return PartialDate(date.fromisoformat(f"{text}-01-01"[:10]), precision)


def a_row(number: int, kind: ListKind, entry: Entry, on: str | None, **extra: str) -> Row:
    """An accepted row of a list."""
    serial, make, model = entry
    return Row(
        sheet="1",
        row=number,
        kind=kind,
        facts=Facts(
            make_text=make.title(),
            make_code=make or None,
            model_text=model,
            model_key=model,
            calibre_text=CALIBRES.get(make, ""),
            marks=read_cell(serial).marks,
        ),
        occurred=a_date(on) if on else None,
        extra=extra,
    )


def a_list(kind: ListKind, *entries: Entry, on: Sequence[str] = (), authority: str = "police") -> list[UUID]:
    """Bring a list into the register; ``on`` holds the days of the first rows. Returns the weapons' ids in order."""
    batch = open_batch(
        kind=kind,
        file_name=f"{kind.value}.csv",
        file_sha256=f"{kind.value}{authority}{len(entries)}".ljust(64, "0")[:64],
        unit_id=a_unit(authority.upper(), authority).id,
        by=CONSOLE,
        accepted_at=AT,
        mapping={},
    )
    days = [*on, *[None] * len(entries)]
    rows = [
        a_row(number, kind, entry, day)
        for number, (entry, day) in enumerate(zip(entries, days, strict=False))
    ]
    record_rows(batch, rows, rows_read=len(rows), state="XF")
    by_serial = {weapon.serial: weapon.id for weapon in Weapon.objects.filter(batch=batch)}
    return [by_serial[row.facts.marks[0].normalized] for row in rows]
