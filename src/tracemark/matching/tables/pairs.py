"""Two weapons side by side as a person reads them: facts, differences, reasons with their weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from tracemark.findings import Finding, Severity
from tracemark.marks.rules.comparing import Comparison
from tracemark.marks.rules.mark import Role
from tracemark.matching.queries.comparing import MarkPair, Pair
from tracemark.matching.tables.wording import Wording
from tracemark.register.queries.facts import WeaponFacts
from tracemark.register.rules.rows import Facts
from tracemark.ui.words import word

BAR = 60
"""Half the width of the bar of a weight, in pixels."""
FULL = 40
"""Decibans at which a bar is full, unless a weight is beyond."""
NUMBER_CODES = ("serial_", "number_")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of two weapons side by side; ``verdict`` is agrees, near, differs, or empty when one side lacks it."""

    name: str
    first: str
    second: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """What one thing says: its ``weight`` in decibans (10: ten times likelier) and the bar from ``start`` on.

    The number on a weapon is one thing, whatever sentences it takes.
    """

    texts: tuple[str, ...]
    weight: int
    is_for: bool
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class MarkLine:
    """Two numbers aligned, with a note a column on how often it happens."""

    comparison: Comparison
    notes: tuple[str, ...]


def fact_lines(pair: Pair) -> list[FactLine]:
    """The descriptions of both, as typed; how they agree is what matching thinks of it."""
    verdicts = {weight.field: weight.verdict for weight in pair.evidence.fields}
    one, other = (_facts_shown(weapon.facts, Wording(pair.tables)) for weapon in (pair.first, pair.second))
    names = {
        "type": _("Type"),
        "make": _("Make"),
        "model": _("Model"),
        "calibre": _("Calibre"),
        "country": _("Country of manufacture"),
        "year": _("Year of manufacture"),
        "import": _("Import mark"),
    }
    return [
        FactLine(name, one[field], other[field], verdicts.get(field, "")) for field, name in names.items()
    ]


def _facts_shown(facts: Facts, wording: Wording) -> dict[str, str]:
    imports = (mark for mark in facts.marks if mark.role is Role.IMPORT)
    return {
        "type": facts.type_text,
        "make": facts.make_text,
        "model": facts.model_text,
        "calibre": facts.calibre_text,
        "country": wording.name("country", facts.country_code or ""),
        "year": str(facts.year or ""),
        "import": " / ".join(mark.verbatim for mark in imports),
    }


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two weapons: what it is in this comparison, and the kind of list on which it stands."""

    weapon: WeaponFacts
    name: str
    list_words: str


def sides_of(pair: Pair) -> tuple[Side, Side]:
    """Both weapons: what was read beside what is on record, or two records of where weapons are at home."""
    first, second = (
        (_("As read"), _("On record")) if pair.is_reading else (_("First record"), _("Second record"))
    )
    return _side(pair.first, first), _side(pair.second, second)


def _side(weapon: WeaponFacts, name: str) -> Side:
    return Side(weapon, name, word(f"list_kind_{weapon.list_kind}"))


def mark_lines(pairs: Iterable[MarkPair]) -> list[MarkLine]:
    """Numbers side by side; how often a reading errs as each column does."""
    return [MarkLine(pair.comparison, tuple(_once_in(chance) for chance in pair.chances)) for pair in pairs]


def _once_in(chance: float | None) -> str:
    return "" if not chance else word("difference_once_in", count=_rounded(1 / chance))


def _rounded(count: float) -> int:
    """Two figures: the chances are judgements."""
    whole = max(round(count), 1)
    return round(whole, 2 - len(str(whole))) if whole > 99 else whole


def reason_lines(reasons: Iterable[Finding], wording: Wording) -> list[ReasonLine]:
    """Reasons with their weights. Each error of a number carries the weight of the whole number: it counts once."""
    things = [list(group) for _code, group in groupby(reasons, key=_thing)]
    weights = [_weight(thing) for thing in things]
    full = max([FULL, *map(abs, weights)])
    return [_reason_line(thing, weight, full, wording) for thing, weight in zip(things, weights, strict=True)]


def _thing(reason: Finding) -> str:
    return "number" if reason.code.startswith(NUMBER_CODES) else reason.code


def _weight(thing: list[Finding]) -> int:
    given = thing[0].params.get("weight")
    return given if isinstance(given, int) else 0


def _reason_line(thing: list[Finding], weight: int, full: int, wording: Wording) -> ReasonLine:
    length = round(BAR * abs(weight) / full)
    return ReasonLine(
        texts=tuple(wording.shown(reason) for reason in thing),
        weight=weight,
        is_for=weight > 0 or (weight == 0 and thing[0].severity is Severity.INFO),
        start=BAR if weight >= 0 else BAR - length,
        length=length,
    )
