"""Reading makers, calibres, types and countries as people write them. Tables are passed in, not loaded."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """What a typed text was recognised as. ``code`` is None when nothing fits: nothing is forced.

    ``how`` is ``name``, ``alias``, ``spelling`` (one or two typing errors from a single name) or ``unknown``.
    """

    typed: str
    code: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Maker:
    """A maker of weapons; ``country`` is ISO alpha-2 as of the making of most of its weapons."""

    code: str
    name: str
    country: str | None
    aliases: tuple[str, ...]
    marks: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Calibre:
    """A cartridge; ``coarse`` joins those that a short name cannot tell apart (``9 mm``, ``7.62``)."""

    code: str
    name: str
    coarse: str
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WeaponType:
    """A type of the PoA and UN Register lists. ``scope`` is ``small_arm``, ``light_weapon``, ``antique``,
    ``replica``, ``part``, ``ammunition`` or ``other``; ``essential_part`` carries the identity (ITI 10)."""

    code: str
    name: str
    scope: str
    essential_part: str
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A State: UN names in six languages by language code, M49, ISO alpha-2 and alpha-3."""

    alpha2: str
    alpha3: str
    m49: str
    status: str
    short: Mapping[str, str]
    official: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The reference tables of a node: what we ship and what its curator added."""

    makers: Mapping[str, Maker]
    calibres: Mapping[str, Calibre]
    weapon_types: Mapping[str, WeaponType]
    countries: Mapping[str, Country]
