"""The reference tables we ship: CSV files written for Tracemark, each row with its source (SOURCES.md)."""

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from tracemark.reference.rules import (
    Absence,
    Calibre,
    CalibreGroup,
    Country,
    CountryMark,
    Maker,
    ModelFamily,
    Tables,
    WeaponType,
)

Coded = TypeVar("Coded", Maker, Calibre, CalibreGroup, WeaponType, ModelFamily, CountryMark)

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The six official languages of the United Nations, as the columns of our files name them."""


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The shipped tables, read once. Standard library only: works in a notebook without Django."""
    return Tables(
        makers=_by_code(_maker(row) for row in _rows("makers.csv")),
        calibres=_by_code(_calibre(row) for row in _rows("calibres.csv")),
        weapon_types=_by_code(_weapon_type(row) for row in _rows("weapon_types.csv")),
        countries=MappingProxyType(
            {row["alpha2"]: _country(row) for name in ("countries.csv", "farland.csv") for row in _rows(name)}
        ),
        models=_by_code(_model(row) for row in _rows("models.csv")),
        calibre_groups=_by_code(_calibre_group(row) for row in _rows("calibre_groups.csv")),
        country_marks=_by_code(_country_mark(row) for row in _rows("country_marks.csv")),
        absences=tuple(Absence(row["reason"], _list(row["words"])) for row in _rows("absences.csv")),
    )


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    """Rows of a shipped file; lines that begin with ``#`` are notes to the reader."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _by_code(items: Iterator[Coded]) -> Mapping[str, Coded]:
    return MappingProxyType({item.code: item for item in items})


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _maker(row: Mapping[str, str]) -> Maker:
    return Maker(
        code=row["code"],
        name=row["name"],
        country=row["country"] or None,
        aliases=_list(row["aliases"]),
        marks=_list(row["marks"]),
        source=row["source"],
    )


def _calibre(row: Mapping[str, str]) -> Calibre:
    return Calibre(
        code=row["code"],
        name=row["name"],
        coarse=row["coarse"],
        aliases=_list(row["aliases"]),
        source=row["source"],
    )


def _calibre_group(row: Mapping[str, str]) -> CalibreGroup:
    return CalibreGroup(code=row["code"], aliases=_list(row["aliases"]), source=row["source"])


def _weapon_type(row: Mapping[str, str]) -> WeaponType:
    return WeaponType(
        code=row["code"],
        name=row["name_en"],
        scope=row["scope"],
        essential_part=row["essential_part"],
        aliases=_list(row["aliases"]),
        source=row["source"],
        un_register=row["un_register"],
        names=_in_languages(row, "name"),
    )


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        status=row["status"],
        short=_in_languages(row, "short"),
        official=_in_languages(row, "official"),
        source=row["source"],
        aliases=_list(row["aliases"]),
    )


def _model(row: Mapping[str, str]) -> ModelFamily:
    return ModelFamily(
        code=row["code"],
        key=row["key"],
        name=row["name"],
        makers=_list(row["makers"]),
        elsewhere=row["elsewhere"] == "yes",
        aliases=_list(row["aliases"]),
        source=row["source"],
    )


def _country_mark(row: Mapping[str, str]) -> CountryMark:
    return CountryMark(
        code=row["code"],
        country=row["country"] or None,
        kind=row["kind"],
        text=row["text"],
        description=row["description"],
        aliases=_list(row["aliases"]),
        status=row["status"],
        source=row["source"],
    )


def _in_languages(row: Mapping[str, str], column: str) -> Mapping[str, str]:
    return MappingProxyType({language: row[f"{column}_{language}"] for language in LANGUAGES})
