"""Weapons in words, as lists and exports show them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from tracemark.formulas import neutralize
from tracemark.register.models import Weapon
from tracemark.ui.words import word

XLSX_ROWS = 100_000
"""A longer export is offered as CSV only."""

TONES = {
    "lawful": ("quiet", "✓"),
    "lost": ("bad", "△"),
    "stolen": ("bad", "△"),
    "seized": ("info", "◆"),
    "found": ("info", "◆"),
    "surrendered": ("info", "◆"),
    "released": ("quiet", "○"),
    "serviceable": ("quiet", "✓"),
    "unserviceable": ("warn", "△"),
    "deactivated": ("warn", "–"),
    "destroyed": ("bad", "×"),
    "none": ("bad", "×"),
}
"""Tone and sign of a badge, by value of an axis; what is not here is quiet."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A value of an axis in words, with a sign, so that colour is never all that tells it."""

    text: str
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class WeaponLine:
    """One weapon of a list."""

    weapon: Weapon
    serial_absent: str
    standing: Badge
    condition: Badge
    custody: str
    list_kind: str
    name: str


def badge(axis: str, value: str) -> Badge:
    """The badge of a value of an axis (``custody``, ``condition`` or ``standing``)."""
    tone, sign = TONES.get(value, ("quiet", "?" if value == "unknown" else "•"))
    return Badge(word(f"{axis}_{value}"), tone, sign)


def name_of(weapon: Weapon) -> str:
    """Make and model as typed, or the type, or that nothing is known."""
    named = f"{weapon.make_text} {weapon.model_text}".strip()
    return named or weapon.type_text or _("Weapon not described")


def weapon_line(weapon: Weapon) -> WeaponLine:
    """The weapon as a list shows it."""
    return WeaponLine(
        weapon=weapon,
        serial_absent=word(f"mark_{weapon.serial_absent}") if weapon.serial_absent else "",
        standing=badge("standing", weapon.standing),
        condition=badge("condition", weapon.condition),
        custody=word(f"custody_{weapon.custody}"),
        list_kind=word(f"list_{weapon.list_kind}") if weapon.list_kind else "–",
        name=name_of(weapon),
    )


COLUMNS = (
    "record_no",
    "serial",
    "serial_absent",
    "type_text",
    "type_code",
    "make_text",
    "make_code",
    "model_text",
    "calibre_text",
    "calibre_code",
    "country_code",
    "year",
    "custody",
    "condition",
    "standing",
    "outcome",
    "list_kind",
    "unit",
    "occurred_on",
    "occurred_precision",
    "is_voided",
)
"""Columns of an export, by their names in the API: codes, so that another program reads them too."""


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(weapons: Iterable[Weapon]) -> Iterator[str]:
    """Weapons as CSV lines, with a header and a byte order mark, by which Excel knows UTF-8."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for weapon in weapons:
        yield str(writer.writerow([neutralize(value) for value in _values(weapon)]))


def write_xlsx(file: IO[bytes], weapons: Iterable[Weapon]) -> None:
    """Weapons as a workbook of one sheet; nothing in it is a formula or a link."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet("weapons")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
        for number, weapon in enumerate(weapons, start=1):
            for column, value in enumerate(_values(weapon)):
                sheet.write_string(number, column, value)


def _values(weapon: Weapon) -> list[str]:
    values: list[Any] = [weapon.unit.code if name == "unit" else getattr(weapon, name) for name in COLUMNS]
    return ["" if value is None else str(value) for value in values]
