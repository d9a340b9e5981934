"""Probabilities and reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from tracemark.findings import Finding, Param, Severity
from tracemark.matching.rules.description import AS_TYPED
from tracemark.reference.rules.tables import Tables
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word

CHANCES = (
    (0.99, "chance_nearly_certain"),
    (0.9, "chance_very_likely"),
    (0.5, "chance_likely"),
    (0.1, "chance_possible"),
)


def chance_code(probability: float) -> str:
    """The code of the words for a probability."""
    return next((code for least, code in CHANCES if probability >= least), "chance_unlikely")


def tone_of(probability: float) -> str:
    """Which badge a probability gets."""
    return "good" if probability >= 0.9 else "warn" if probability >= 0.1 else "quiet"


def percent_of(probability: float) -> int:
    """A probability in whole per cent; never 100, for nothing read off steel is certain."""
    return min(round(probability * 100), 99)


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts reasons in words, with makers, calibres and types by the names that ``tables`` give them."""

    tables: Tables

    def split(self, reasons: Iterable[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What speaks for and what speaks against, in words."""
        pros: list[str] = []
        cons: list[str] = []
        for reason in reasons:
            (pros if reason.severity is Severity.INFO else cons).append(self.shown(reason))
        return tuple(pros), tuple(cons)

    def reason(self, reason: Finding) -> str:
        """A reason in words; how rare an agreement is follows in its own sentence."""
        return _with_rarity(word(reason.code, **self._named(reason)), reason)

    def shown(self, reason: Finding) -> str:
        """A reason as a sentence of a page, where what was read keeps its own direction."""
        return _with_rarity(sentence(reason.code, self._named(reason)), reason)

    def json(self, finding: Finding) -> dict[str, Any]:
        """A finding with its words."""
        return {
            "code": finding.code,
            "params": dict(finding.params),
            "severity": finding.severity.value,
            "words": self.reason(finding),
        }

    def _named(self, reason: Finding) -> dict[str, Param]:
        """The parameters of a reason with codes as names."""
        params = dict(reason.params)
        field = reason.code.rsplit("_", 1)[0]
        for side in ("read", "recorded"):
            value = params.get(side)
            if isinstance(value, str):
                params[side] = self.name(field, value)
        return params

    def name(self, field: str, code: str) -> str:
        """A value of a field by the name that the tables give it, in the reader's language where they have it."""
        if field == "make":
            return (
                self.tables.makers[code].name if code in self.tables.makers else code.removeprefix(AS_TYPED)
            )
        if field == "calibre" and code in self.tables.calibres:
            return self.tables.calibres[code].name
        if field == "type" and code in self.tables.weapon_types:
            kind = self.tables.weapon_types[code]
            return kind.names.get((get_language() or "en")[:2], kind.name)
        if field == "country" and code in self.tables.countries:
            country = self.tables.countries[code]
            return country.short.get((get_language() or "en")[:2], code)
        return code


def _with_rarity(text: str, reason: Finding) -> str:
    """The words of an agreement, followed by how rare it is."""
    rare = reason.params.get("one_in")
    return f"{text} {word('one_in', count=rare)}" if isinstance(rare, int) and rare > 1 else text
