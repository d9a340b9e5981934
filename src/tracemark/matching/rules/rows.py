"""Descriptions as rows that the kernels weigh."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.description import AS_TYPED, Description, ImportMark, Spelling
from tracemark.matching.rules.evidence import (
    COARSE,
    CODED,
    FIELDS,
    OTHER_SPELLING,
    PART,
    SERIAL,
    year_number,
)
from tracemark.matching.rules.weighing import IMPORTS, ROLE, YEAR, Reading, Weigher

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
    return {
        "make": description.make.removeprefix(AS_TYPED),
        "model": description.model,
        "calibre": calibre_text(description.calibre, description.calibre_group),
        "type": description.type,
        "country": description.country,
        "imports": imports_text(description.imports),
    }


def calibre_text(calibre: str, group: str) -> str:
    """A calibre by its code, else by its group."""
    return calibre or (f"{COARSE}{group}" if group else "")


def imports_text(marks: Sequence[ImportMark]) -> str:
    """Import marks as one text: ``CA; US 1987``."""
    return "; ".join(sorted(f"{mark.country or ''} {mark.year or ''}".rstrip() for mark in marks))


def role_of(spelling: Spelling | None) -> int:
    """What a number on record is."""
    if spelling is None:
        return SERIAL
    return (PART if spelling.is_part else SERIAL) + (OTHER_SPELLING if spelling.rank else 0)


class RowCoder:
    """Turns descriptions into rows for one reading; values that were never counted get a place of their own."""

    def __init__(self, weigher: Weigher, reading: Reading) -> None:
        self._weigher, self._reading = weigher, reading
        self._spares: dict[tuple[int, str], int] = {}
        self._used = [0] * len(FIELDS)

    def facts(
        self, descriptions: Sequence[Description], spellings: Sequence[Spelling | None]
    ) -> NDArray[np.uint16]:
        """Numbers of values (n, 8), as ``kernels.scoring.weigh_facts`` takes them."""
        found = np.zeros((len(descriptions), len(FIELDS)), np.uint16)
        for row, (description, spelling) in enumerate(zip(descriptions, spellings, strict=True)):
            texts = texts_of(description)
            for field, name in enumerate(CODED):
                if text := texts[name]:
                    found[row, field] = self._number(field, name, text, description.calibre_group)
            found[row, YEAR] = year_number(description.year)
            if texts["imports"]:
                found[row, IMPORTS] = self._number(IMPORTS, "imports", texts["imports"], "")
            found[row, ROLE] = role_of(spelling)
        return found

    def makes(self, descriptions: Sequence[Description]) -> list[int]:
        """The numbers of makers alone; -2 for one that was never counted."""
        values = self._weigher.values_of("make")
        return [
            values.number(each.make.removeprefix(AS_TYPED)) or -2 if each.make else 0 for each in descriptions
        ]

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
