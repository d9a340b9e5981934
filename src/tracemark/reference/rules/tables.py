"""The reference tables and what a typed text was recognised as: plain data, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """What a typed text was recognised as. ``code`` is None when nothing fits: nothing is forced.

    ``how`` is one of
    ``name``, ``alias``: written so in the tables;
    ``begins``: the text begins with the name, and a model or country follows ("Glock 17" as a maker);
    ``spelling``: one or two typing errors from a single name;
    ``coarse``: only the coarse group is certain ("9 mm"), ``code`` is None and ``coarse`` names the group;
    ``ambiguous``: several fit and nothing decides, ``code`` is None and ``candidates`` names them;
    ``absent``: the text says that there is none ("unknown", "home-made", blank), ``reason`` says which;
    ``unknown``: not in the tables.
    ``reason`` is ``unknown``, ``craft`` or ``not_stated`` and only set with ``absent``.
    ``scope`` is that of the weapon type (see `WeaponType`) and only set by `find_weapon_type`.
    """

    typed: str
    code: str | None
    how: str
    reason: str = ""
    coarse: str = ""
    scope: str = ""
    candidates: tuple[str, ...] = ()


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
class CalibreGroup:
    """A coarse calibre: what a short name such as "9 mm" or "12 gauge" can be trusted to say."""

    code: str
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WeaponType:
    """A type of the PoA and UN Register lists. ``scope`` is ``small_arm``, ``light_weapon``, ``antique``,
    ``replica``, ``part``, ``ammunition`` or ``other``; ``essential_part`` carries the identity (ITI 10).

    ``un_register`` is the row of the UN Register of Conventional Arms, category VIII (``SA1`` … ``LW7``).
    ``names`` holds the name in six languages by language code.
    """

    code: str
    name: str
    scope: str
    essential_part: str
    aliases: tuple[str, ...]
    source: str
    un_register: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Country:
    """A State: UN names in six languages by language code, M49, ISO alpha-2 and alpha-3.

    ``status`` is ``member``, ``observer`` or ``invented`` (the demo States, which have no M49 code).
    """

    alpha2: str
    alpha3: str
    m49: str
    status: str
    short: Mapping[str, str]
    official: Mapping[str, str]
    source: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelFamily:
    """Models that one eye cannot be trusted to tell apart: their names stand for one another in a search.

    ``key`` is what they are searched under, short and not unique (two makers have a model 75); ``makers``
    are the codes of those who are known to have made it, ``elsewhere`` says that others did too.
    """

    code: str
    key: str
    name: str
    makers: tuple[str, ...]
    elsewhere: bool
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CountryMark:
    """A mark that tells a country, factory or proof house; ``status`` is ``confirmed`` or ``unconfirmed``."""

    code: str
    country: str | None
    kind: str
    text: str
    description: str
    aliases: tuple[str, ...]
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Words by which people say that a maker is not known or that there was none."""

    reason: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The reference tables of a node: what we ship and what its curator added.

    Compared by identity, so that the look-ups made from one ``Tables`` are made once.
    """

    makers: Mapping[str, Maker]
    calibres: Mapping[str, Calibre]
    weapon_types: Mapping[str, WeaponType]
    countries: Mapping[str, Country]
    models: Mapping[str, ModelFamily] = field(default_factory=dict)
    calibre_groups: Mapping[str, CalibreGroup] = field(default_factory=dict)
    country_marks: Mapping[str, CountryMark] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()
