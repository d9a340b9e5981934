"""A register's columns, filled lot by lot: some thirty bytes a weapon, whatever its texts are."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.codes import WIDTH
from tracemark.matching.rules.evidence import CODED
from tracemark.matching.rules.lists import MOST_VALUES, ListReader
from tracemark.matching.rules.shelf import Columns

LATEST = 9999
_PLAIN = np.zeros(256, np.bool_)
_PLAIN[[0, *b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]] = True


class ColumnsBuilder:
    """Takes lots of rows by column and gives `Columns`: those of ``lists.columns_of``, without a Reading a row."""

    def __init__(self, reader: ListReader) -> None:
        self._reader = reader
        self._texts: dict[str, dict[str, int]] = {name: {} for name in CODED}
        self._typed: dict[str, dict[str, int]] = {name: {"": 0} for name in CODED}
        self._years: dict[str, int] = {"": 0}
        self._groups: dict[str, str] = {}
        self._lots: list[tuple[NDArray[np.bytes_], list[NDArray[np.uint16]], NDArray[np.uint16]]] = []

    def add(self, columns: Mapping[str, Sequence[str]]) -> list[int]:
        """Take a lot; places in it of rows that were left out because their year is no number."""
        years, bad = self._read_years(columns.get("year", ()), len(columns["serial"]))
        serials = self._read_serials(columns["serial"])
        coded = [
            np.array(list(self._numbers(name, columns[name])), np.uint16)
            if name in columns
            else np.zeros(len(serials), np.uint16)
            for name in CODED
        ]
        if bad:
            kept = np.ones(len(serials), np.bool_)
            kept[bad] = False
            serials, years, coded = serials[kept], years[kept], [each[kept] for each in coded]
        self._lots.append((serials, coded, years))
        return bad

    def columns(self) -> Columns:
        """All that was taken; the lots are let go."""
        lots, self._lots = self._lots, []
        lots = lots or [
            (np.zeros(0, f"S{WIDTH}"), [np.zeros(0, np.uint16)] * len(CODED), np.zeros(0, np.uint16))
        ]
        return Columns(
            np.concatenate([serials for serials, _, _ in lots]),
            {name: np.concatenate([coded[at] for _, coded, _ in lots]) for at, name in enumerate(CODED)},
            {name: list(known) for name, known in self._texts.items()},
            np.concatenate([years for _, _, years in lots]),
            [self._groups[calibre] for calibre in self._texts["calibre"]],
        )

    def _read_serials(self, texts: Sequence[str]) -> NDArray[np.bytes_]:
        """Numbers as bytes; those that are not plainly A-Z and 0-9 are read as marks are."""
        try:
            found = np.array(texts, f"S{WIDTH}")
        except UnicodeEncodeError:
            found = np.array([text if text.isascii() else " " for text in texts], f"S{WIDTH}")
        is_plain = _PLAIN[found.view(np.uint8).reshape(-1, WIDTH)].all(axis=1)
        for at in np.flatnonzero(~is_plain).tolist():
            found[at] = self._reader.serial(texts[at]).encode("ascii", "ignore")[:WIDTH]
        return found

    def _numbers(self, name: str, texts: Sequence[str]) -> Iterator[int]:
        typed = self._typed[name]
        for text in texts:
            number = typed.get(text)
            yield self._number(name, text) if number is None else number

    def _number(self, name: str, text: str) -> int:
        """The number of a text met for the first time; 0 where it says nothing, or there are too many values."""
        value, known = self._reader.value(name, text), self._texts[name]
        number = known.get(value, 0)
        if value and not number and len(known) < MOST_VALUES:
            number = known[value] = len(known) + 1
            if name == "calibre":
                self._groups[value] = self._reader.group(text)
        self._typed[name][text] = number
        return number

    def _read_years(self, texts: Sequence[str], count: int) -> tuple[NDArray[np.uint16], list[int]]:
        bad: list[int] = []
        if not texts:
            return np.zeros(count, np.uint16), bad
        known = self._years
        for text in set(texts) - known.keys():
            known[text] = _year(text)
        years = np.array([known[text] for text in texts], np.int64)
        bad = np.flatnonzero(years < 0).tolist()
        return np.clip(years, 0, LATEST).astype(np.uint16), bad


def _year(text: str) -> int:
    """The year; -1 where the text is no number."""
    try:
        return max(int(text.strip() or "0"), 0)
    except ValueError:
        return -1
