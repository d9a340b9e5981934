"""Descriptions as rows that the kernels weigh."""

from collections.abc import Callable
from typing import NamedTuple

from tracemark.matching.rules.description import AS_TYPED, Description, Spelling, imports_text
from tracemark.matching.rules.evidence import (
    COARSE,
    CODED,
    FIELDS,
    MOST_KEPT,
    OTHER_SPELLING,
    PART,
    SERIAL,
    year_number,
)
from tracemark.matching.rules.weighing import IMPORTS, Reading, Weigher

SPARE = 64
"""How many values of a field that were never counted can be weighed for one reading; those beyond count as the last."""


def reading_of(query: Description, spelling: Spelling | None) -> Reading:
    """A query with one of its numbers, or without one."""
    values = texts_of(query)
    return Reading(
        serial=spelling.text if spelling else "",
        make=values["make"],
        model=values["model"],
        calibre=values["calibre"],
        type=values["type"],
        country=values["country"],
        year=query.year,
        certainty=spelling.certainty if spelling else "",
        calibre_group=query.calibre_group,
        imports=values["imports"],
        is_part=bool(spelling and spelling.is_part),
    )


def texts_of(description: Description) -> dict[str, str]:
    """What a description says of each field but the year, as the register counts it."""
    return {name: text(description) for name, text in _TEXTS.items()}


def text_of(description: Description, name: str) -> str:
    """One field of `texts_of`."""
    return _TEXTS[name](description)


def calibre_text(calibre: str, group: str) -> str:
    """A calibre by its code, else by its group."""
    return calibre or (f"{COARSE}{group}" if group else "")


_TEXTS: dict[str, Callable[[Description], str]] = {
    "make": lambda description: description.make.removeprefix(AS_TYPED),
    "model": lambda description: description.model,
    "calibre": lambda description: calibre_text(description.calibre, description.calibre_group),
    "type": lambda description: description.type,
    "country": lambda description: description.country,
    "imports": lambda description: imports_text(description.imports) if description.imports else "",
}


def role_of(spelling: Spelling | None) -> int:
    """What a number on record is."""
    if spelling is None:
        return SERIAL
    return (PART if spelling.is_part else SERIAL) + (OTHER_SPELLING if spelling.rank else 0)


class Coded(NamedTuple):
    """A row as the kernels weigh it: its number, and the numbers of its facts (8, the role last)."""

    text: str
    facts: list[int]


class RowCoder:
    """Turns descriptions into rows for one reading; values that were never counted get a place of their own."""

    def __init__(self, weigher: Weigher, reading: Reading) -> None:
        self._weigher, self._reading = weigher, reading
        self._spares: dict[tuple[int, str], int] = {}
        self._used = [0] * len(FIELDS)

    def code(self, description: Description, spelling: Spelling | None) -> Coded:
        """A record with one of its numbers, or without one."""
        return Coded(spelling.text if spelling else "", [*self.facts(description), role_of(spelling)])

    def facts(self, description: Description) -> list[int]:
        """The numbers of all facts but the role."""
        texts = texts_of(description)
        found = [
            self._number(field, name, text, description.calibre_group) if (text := texts[name]) else 0
            for field, name in enumerate(CODED)
        ]
        imports = texts["imports"]
        found += [year_number(description.year)]
        found += [self._number(IMPORTS, "imports", imports, "") if imports else 0]
        return found

    def known_facts(self, text: str, description: Description) -> list[int]:
        """As `facts`, remembered under ``text`` for other readings where all values were counted."""
        known = self._weigher.known_facts
        found = known.get(text)
        if found is None:
            found, spares = self.facts(description), len(self._spares)
            if not spares and len(known) < MOST_KEPT:
                known[text] = found
        return found

    def _number(self, field: int, name: str, text: str, group: str) -> int:
        values = self._weigher.values_of(name)
        number = values.number(text) or self._spares.get((field, text), 0)
        if number:
            return number
        at = min(self._used[field], self._weigher.spare - 1)
        self._used[field] += 1
        number = len(values.texts) + 1 + at
        self._spares[field, text] = number
        is_read = bool(getattr(self._reading, name))
        chance = self._weigher.chance_of(name, text, self._reading, group) if is_read else 0.0
        self._weigher.stretch(field)[number] = chance
        return number
