"""Searching our own records for the weapon of a case: what `matching` proposes, with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.marks.rules.mark import Absent, Mark, Role
from tracemark.matching.queries.finding import Found, Question, find
from tracemark.matching.rules.explain import reasons_of
from tracemark.register.queries.facts import WeaponFacts
from tracemark.register.rules.rows import Facts
from tracemark.tracing.rules.reply import Certainty, certainty_of
from tracemark.tracing.rules.uniqueness import Search

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A weapon of ours that it may be."""

    weapon: WeaponFacts
    probability: float
    reasons: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """What was found: candidates, likeliest first; how many others fit; how surely."""

    candidates: tuple[Candidate, ...]
    others_that_fit: int
    certainty: Certainty
    findings: tuple[Finding, ...]
    elsewhere: tuple[WeaponFacts, ...] = ()

    @property
    def search(self) -> Search:
        """The same in the words of the rules."""
        best = self.candidates[0] if self.candidates else None
        return Search(
            best=best.weapon.record_no if best else "",
            probability=round(best.probability * 1000) if best else 0,
            others_that_fit=self.others_that_fit,
            elsewhere=tuple(weapon.record_no for weapon in self.elsewhere),
        )


def look_up(viewer: Viewer, facts: Facts, *, without: str = "") -> LookUp:
    """Search by the marks and description of ``facts``; ``without`` is the record number of the weapon itself."""
    question = question_of(facts)
    if question.is_empty:
        return LookUp((), 0, Certainty.NONE, ())
    found = find(viewer, question)
    candidates = tuple(
        Candidate(found.weapons[one.id], one.probability, reasons_of(one))
        for one in found.answer.candidates[: MOST_CANDIDATES + 1]
        if one.id in found.weapons and found.weapons[one.id].record_no != without
    )[:MOST_CANDIDATES]
    best = candidates[0].probability if candidates else 0.0
    others = found.answer.others_that_fit if candidates else 0
    certainty = certainty_of(best if best >= 0.01 else 0.0, others)
    return LookUp(candidates, others, certainty, found.findings, _elsewhere(found, without))


def _elsewhere(found: Found, without: str) -> tuple[WeaponFacts, ...]:
    named = (found.weapons[one.id] for one in found.elsewhere.candidates if one.id in found.weapons)
    return tuple(weapon for weapon in named if weapon.record_no != without)[:MOST_CANDIDATES]


def question_of(facts: Facts) -> Question:
    """A description as the search box takes it: the serial first, else another mark that was read."""
    read = [mark for mark in facts.marks if mark.normalized]
    serial = next((mark for mark in read if mark.role is Role.SERIAL), read[0] if read else None)
    return Question(
        text=serial.verbatim or serial.normalized if serial else "",
        make=facts.make_text,
        model=facts.model_text,
        calibre=facts.calibre_text,
        type=facts.type_text,
        country=facts.country_code or "",
        year=facts.year,
    )


def facts_from(weapon: Mapping[str, Any]) -> Facts:
    """The description in a message as the rules see it."""
    return Facts(
        type_text=weapon["type"],
        type_code=weapon["type_code"],
        make_text=weapon["make"],
        make_code=weapon["make_code"],
        model_text=weapon["model"],
        calibre_text=weapon["calibre"],
        calibre_code=weapon["calibre_code"],
        country_code=weapon["country"],
        year=weapon["year"],
        marks=tuple(_mark(mark) for mark in weapon["marks"]),
    )


def _mark(value: Mapping[str, Any]) -> Mark:
    return Mark(
        role=Role(value["role"]),
        verbatim=value["verbatim"],
        normalized=value["normalized"],
        certainty=value["certainty"],
        script=value["script"],
        absent=Absent(value["absent"]) if value["absent"] else None,
        country=value["country"],
        year=value["year"],
        position=value["position"],
        symbol=value["symbol"],
    )
