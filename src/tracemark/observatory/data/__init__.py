"""The room's own tables: regions of the world, decisions about questions that changed, and the constructed world."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracemark.observatory.rules.facts import World
from tracemark.observatory.rules.joins import Decision, Link
from tracemark.reference.data import load_tables

FOLDER = Path(__file__).parent
EARTH, CONSTRUCTED = "1", "C0"
"""The whole world as M49 numbers it, and the whole of the constructed one."""
CONSTRUCTED_STATE = re.compile(r"C(00[1-9]|0[1-9]\d|1[0-8]\d|19[0-3])")


@dataclass(frozen=True, slots=True)
class Region:
    """A region or subregion: its M49 number, what it lies within, its names by language."""

    m49: str
    within: str
    names: Mapping[str, str]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@cache
def regions() -> Mapping[str, Region]:
    """Every region by number: the worlds, their regions, their subregions."""
    return {
        row["m49"]: Region(row["m49"], row["within"], {code: row[code] for code in row if len(code) == 2})
        for row in _rows("regions.csv")
    }


@cache
def places() -> Mapping[str, tuple[str, ...]]:
    """Where every State lies: from the smallest region to the whole world."""
    real = {row["alpha2"]: row["subregion"] for row in _rows("world.csv")}
    observers = {row["state"]: row["within"] for row in _rows("places.csv")}
    constructed = {row["alpha2"]: row["region"] for row in _rows("constructed.csv")}
    return {state: tuple(_upwards(within)) for state, within in {**real, **observers, **constructed}.items()}


def _upwards(m49: str) -> Iterator[str]:
    while m49:
        yield m49
        m49 = regions()[m49].within


@cache
def states_in(m49: str) -> tuple[str, ...]:
    """Every State of a region, in order of codes."""
    return tuple(sorted(state for state, within in places().items() if m49 in within))


def world_of(state: str) -> World | None:
    """In which world a State is: constructed for invented ones; None for a code that names none."""
    if CONSTRUCTED_STATE.fullmatch(state):
        return World.CONSTRUCTED
    country = load_tables().countries.get(state)
    if country is None:
        return None
    return World.CONSTRUCTED if country.status == "invented" else World.REAL


def state_name(state: str, language: str) -> str:
    """What a State is called: by the UN's name; a constructed one by its region and number."""
    code = language.partition("-")[0]
    country = load_tables().countries.get(state)
    if country is not None:
        return country.short.get(code, state)
    within = places().get(state)
    return f"{regions()[within[0]].names[code]} {int(state[1:])}" if within else state


def region_name(m49: str, language: str) -> str:
    """What a region is called; its number when it is not known."""
    region = regions().get(m49)
    return region.names[language.partition("-")[0]] if region else m49


@cache
def area_codes() -> Mapping[str, str]:
    """State or region of every area of a series: M49 numbers without zeros in front, and codes of invented States."""
    countries = load_tables().countries.values()
    states = {(one.m49.lstrip("0") or one.alpha2): one.alpha2 for one in countries}
    constructed = {state: state for state in places() if state not in states.values()}
    others = {row["m49"]: row["m49"] for row in _rows("areas.csv")}
    return {**{m49: m49 for m49 in regions()}, **others, **states, **constructed}


def area_of(state: str) -> str:
    """The area of a State in a series: M49 without zeros in front, or its private code."""
    country = load_tables().countries.get(state)
    return (country.m49.lstrip("0") if country else "") or state


@cache
def decisions() -> tuple[Decision, ...]:
    """What was decided about questions between editions."""
    return tuple(
        Decision(row["instrument"], row["key"], row["edition"], Link(row["link"]), row["note"], row["source"])
        for row in _rows("joins.csv")
    )
