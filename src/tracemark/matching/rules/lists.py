"""Lists as files hold them, made ready for the matcher: aliases of makers and calibres first, spelling second."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tracemark.marks.rules import read_mark
from tracemark.marks.rules.mark import Role
from tracemark.matching.rules.alignment import EDIT_CODES
from tracemark.matching.rules.codes import WIDTH
from tracemark.matching.rules.engine import Result
from tracemark.matching.rules.errors import Errors
from tracemark.matching.rules.evidence import COARSE, CODED
from tracemark.matching.rules.reading import explain
from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading
from tracemark.reference.rules import find_calibre, find_country, find_maker
from tracemark.reference.rules.tables import Tables

COLUMNS = ("id", "serial", "make", "model", "calibre", "country", "year")
MOST_VALUES = 65_000
"""Values of a field beyond these, each of a single weapon or two, count as missing."""

COMPARED = (*CODED, "year")
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class ListReader:
    """Reads rows with the reference tables; each text is looked up once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[tuple[str, str], str] = {}

    def reading(self, row: Mapping[str, str]) -> Reading:
        """What a row says of a weapon. Raises ValueError when its year is no number."""
        year, calibre = row.get("year", "").strip(), row.get("calibre", "")
        return Reading(
            serial=self.serial(row.get("serial", "")),
            make=self.value("make", row.get("make", "")),
            model=self.value("model", row.get("model", "")),
            calibre=self.value("calibre", calibre),
            calibre_group=self.group(calibre),
            country=self.value("country", row.get("country", "")),
            year=int(year) if year else None,
        )

    def serial(self, text: str) -> str:
        """A number as it is compared."""
        return text if PLAIN.issuperset(text) else read_mark(text.strip(), Role.SERIAL).normalized or ""

    def value(self, field: str, text: str) -> str:
        """A maker, calibre or country by its code; else its letters and digits as typed."""
        found = self._known.get((field, text))
        if found is None:
            folded = "".join(each for each in text.casefold() if each.isalnum())
            found = self._known[field, text] = self._code(field, text.strip()) or folded
        return found

    def group(self, text: str) -> str:
        """The coarse calibre of a text."""
        found = self._known.get(("group", text))
        if found is None:
            stripped = text.strip()
            found = find_calibre(self._tables, stripped).coarse if stripped else ""
            self._known["group", text] = found
        return found

    def _code(self, field: str, text: str) -> str | None:
        if field == "make":
            return find_maker(self._tables, text, "").code
        if field == "calibre":
            hit = find_calibre(self._tables, text)
            return hit.code or (f"{COARSE}{hit.coarse}" if hit.coarse else None)
        return find_country(self._tables, text).code if field == "country" else None


def columns_of(readings: Iterable[Reading]) -> Columns:
    """Readings as the columns of a register."""
    texts: dict[str, dict[str, int]] = {name: {} for name in CODED}
    coded: dict[str, list[int]] = {name: [] for name in CODED}
    groups: dict[str, str] = {}
    serials: list[bytes] = []
    years: list[int] = []
    for reading in readings:
        groups[reading.calibre] = reading.calibre_group
        serials.append(reading.serial.encode("ascii", "ignore")[:WIDTH])
        years.append(reading.year or 0)
        for name in CODED:
            value = getattr(reading, name)
            known = texts[name]
            number = known.get(value, 0)
            if value and not number and len(known) < MOST_VALUES:
                number = known[value] = len(known) + 1
            coded[name].append(number)
    return Columns(
        np.array(serials, f"S{WIDTH}"),
        {name: np.array(numbers, np.uint16) for name, numbers in coded.items()},
        {name: list(known) for name, known in texts.items()},
        np.clip(np.array(years, np.int64), 0, 9999).astype(np.uint16),
        [groups[calibre] for calibre in texts["calibre"]],
    )


def reason_codes(reading: Reading, recorded: Reading, errors: Errors) -> list[str]:
    """Why a row is proposed: what the number shows, then each fact that agrees or differs."""
    codes = []
    if reading.serial and recorded.serial:
        edits = explain(reading.serial, reading.certainty, recorded.serial, errors).edits
        codes += [f"{EDIT_CODES[edit.kind]}:{edit.place}:{edit.recorded}>{edit.read}" for edit in edits]
        if not edits:
            codes.append("serial_same" if reading.serial == recorded.serial else "serial_fits")
    for name in COMPARED:
        one, other = getattr(reading, name), getattr(recorded, name)
        if one and other:
            codes.append(f"{name}_{'agrees' if one == other else 'differs'}")
    return codes


def answer_rows(
    query: str, result: Result, ids: Sequence[str], reasons: Sequence[str]
) -> list[tuple[str, int, str, str, str, int, str]]:
    """Lines of the answer; when nothing was found, one line without an id. ``reasons`` of each hit, ``;`` between."""
    none = f"{result.none_probability:.6f}"
    if not result.hits:
        return [(query, 1, "", "0.000000", none, 0, "probably_not_in_register")]
    return [
        (query, rank, name, f"{hit.probability:.6f}", none, result.others_that_fit, why)
        for rank, (hit, name, why) in enumerate(zip(result.hits, ids, reasons, strict=True), 1)
    ]
