"""What a curator adds to the shipped tables: other names of known values, and new values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from tracemark.findings import Finding, Severity
from tracemark.reference.rules.calibres import calibre_key, find_calibre
from tracemark.reference.rules.countries import find_country
from tracemark.reference.rules.folding import fold
from tracemark.reference.rules.makers import find_maker
from tracemark.reference.rules.tables import (
    Calibre,
    CalibreGroup,
    Country,
    Hit,
    Maker,
    Tables,
    WeaponType,
)
from tracemark.reference.rules.types import find_weapon_type

KINDS = ("maker", "calibre", "type", "country")
"""Kinds of value that a list may hold and a curator decides about."""

NEW_VALUE_KINDS = ("maker", "calibre", "type")
"""Kinds to which a curator may add a value: States are those of the United Nations."""

SCOPES = ("small_arm", "light_weapon", "antique", "replica", "part", "ammunition", "other")

_EXACT = ("name", "alias")


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing added: ``text`` as another name of ``code``, or (``is_new``) a new value named ``text``.

    ``details`` of a new value: ``country`` of a maker, ``coarse`` of a calibre, ``scope`` of a weapon type.
    """

    kind: str
    code: str
    text: str
    source: str
    is_new: bool = False
    details: Mapping[str, str] = field(default_factory=dict)


def values_of(tables: Tables, kind: str) -> Mapping[str, Maker | Calibre | WeaponType | Country]:
    """The values of ``kind`` by code."""
    by_kind: Mapping[str, Mapping[str, Maker | Calibre | WeaponType | Country]] = {
        "maker": tables.makers,
        "calibre": tables.calibres,
        "type": tables.weapon_types,
        "country": tables.countries,
    }
    return by_kind[kind]


def find_value(tables: Tables, kind: str, text: str) -> Hit:
    """What ``text`` is recognised as among the values of ``kind``."""
    finders = {"calibre": find_calibre, "type": find_weapon_type, "country": find_country}
    return find_maker(tables, text) if kind == "maker" else finders[kind](tables, text)


def folded_value(kind: str, text: str) -> str:
    """``text`` as it is looked up among the values of ``kind``: equal for every way of typing it."""
    return calibre_key(text) if kind == "calibre" else fold(text)


def check_alias(tables: Tables, kind: str, code: str, text: str) -> list[Finding]:
    """Why ``text`` cannot become another name of ``code``."""
    if code not in values_of(tables, kind):
        return [_refusal("reference_code_unknown", value=code)]
    return _check_name(tables, kind, text)


def check_new_value(
    tables: Tables, kind: str, code: str, text: str, details: Mapping[str, str]
) -> list[Finding]:
    """Why a new value ``code``, named ``text``, cannot be added."""
    if kind not in NEW_VALUE_KINDS:
        return [_refusal("reference_kind_closed", kind=kind)]
    findings = _check_name(tables, kind, text)
    if not code:
        findings.append(_refusal("reference_code_needed"))
    elif code in values_of(tables, kind):
        findings.append(_refusal("reference_code_taken", value=code))
    if kind == "maker" and details.get("country") and details["country"] not in tables.countries:
        findings.append(_refusal("reference_code_unknown", value=details["country"]))
    if kind == "type" and details.get("scope") not in SCOPES:
        findings.append(_refusal("reference_scope_needed"))
    return findings


def suggestions(tables: Tables, kind: str, text: str, *, most: int = 5) -> tuple[str, ...]:
    """Codes of values whose names come nearest to ``text``, for a person to choose from; best first."""
    names = {
        folded_value(kind, name): value_code
        for value_code, value in values_of(tables, kind).items()
        for name in names_of(value)
    }
    near = get_close_matches(folded_value(kind, text), names, n=most * 3, cutoff=0.5)
    return tuple(dict.fromkeys(names[name] for name in near))[:most]


def name_in(value: Maker | Calibre | WeaponType | Country, language: str) -> str:
    """The name of a value in ``language`` (of the six, with or without a script), where it has one."""
    own = language.partition("-")[0]
    if isinstance(value, Country):
        return value.short.get(own) or value.short["en"]
    return value.names.get(own, value.name) if isinstance(value, WeaponType) else value.name


def names_of(value: Maker | Calibre | WeaponType | Country) -> tuple[str, ...]:
    """All names of a value."""
    if isinstance(value, Country):
        codes = (value.alpha2, value.alpha3, value.m49)
        return (*value.short.values(), *value.official.values(), *codes, *value.aliases)
    own = (value.name, *value.names.values()) if isinstance(value, WeaponType) else (value.name,)
    return (*own, *value.aliases)


def with_additions(tables: Tables, additions: Iterable[Addition]) -> Tables:
    """New tables: ``tables`` with all additions. An addition to a code that is gone makes a value of its own."""
    makers, calibres = dict(tables.makers), dict(tables.calibres)
    types, countries = dict(tables.weapon_types), dict(tables.countries)
    for addition in sorted(additions, key=lambda one: not one.is_new):
        if addition.kind == "maker":
            makers[addition.code] = _maker(makers.get(addition.code), addition)
        elif addition.kind == "calibre":
            calibres[addition.code] = _calibre(calibres.get(addition.code), addition)
        elif addition.kind == "type":
            types[addition.code] = _weapon_type(types.get(addition.code), addition)
        elif addition.code in countries:
            known = countries[addition.code]
            countries[addition.code] = replace(known, aliases=(*known.aliases, addition.text))
    groups = dict(tables.calibre_groups)
    for calibre in calibres.values():
        groups.setdefault(calibre.coarse, CalibreGroup(calibre.coarse, (), calibre.source))
    return replace(
        tables,
        makers=makers,
        calibres=calibres,
        weapon_types=types,
        countries=countries,
        calibre_groups=groups,
    )


def _maker(known: Maker | None, added: Addition) -> Maker:
    if known is not None:
        return replace(known, aliases=(*known.aliases, added.text))
    return Maker(added.code, added.text, added.details.get("country") or None, (), (), added.source)


def _calibre(known: Calibre | None, added: Addition) -> Calibre:
    if known is not None:
        return replace(known, aliases=(*known.aliases, added.text))
    return Calibre(added.code, added.text, added.details.get("coarse") or added.text, (), added.source)


def _weapon_type(known: WeaponType | None, added: Addition) -> WeaponType:
    if known is not None:
        return replace(known, aliases=(*known.aliases, added.text))
    return WeaponType(added.code, added.text, added.details.get("scope", "other"), "", (), added.source)


def _check_name(tables: Tables, kind: str, text: str) -> list[Finding]:
    if not folded_value(kind, text):
        return [_refusal("reference_text_blank")]
    hit = find_value(tables, kind, text)
    if hit.how in _EXACT and hit.code is not None:
        return [_refusal("reference_text_taken", text=text, value=hit.code)]
    if hit.how == "absent":
        return [_refusal("reference_text_is_absence", text=text)]
    return []


def _refusal(code: str, **params: str) -> Finding:
    return Finding(code, params, Severity.REFUSAL)
