"""Answers to a question, as lines of a page and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracemark.findings import Finding
from tracemark.matching.queries.finding import Found
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.posterior import Answer, Candidate
from tracemark.matching.tables.settling import SettlingLine, settling_json, settling_lines
from tracemark.matching.tables.wording import Wording, chance_code, percent_of, tone_of
from tracemark.register.queries.facts import WeaponFacts
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate as a person reads it. ``percent`` is whole; ``also`` are other records of the same weapon."""

    weapon: WeaponFacts
    also: tuple[WeaponFacts, ...]
    probability: float
    percent: int
    chance: str
    tone: str
    list_words: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneLine:
    """ "Not in the register": an answer among the others, with its own probability."""

    probability: float
    percent: int
    chance: str
    tone: str
    is_none: bool = True


def ranked_lines(found: Found) -> list[CandidateLine | NoneLine]:
    """All answers, likeliest first: the candidates, and "not in the register" where its probability puts it."""
    candidates = candidate_lines(found)
    none = none_line(found.answer.none_probability)
    above = sum(line.probability >= none.probability for line in candidates)
    return [*candidates[:above], none, *candidates[above:]]


def none_line(probability: float) -> NoneLine:
    """ "Not in the register" in words."""
    tone = "warn" if probability >= 0.5 else "quiet"
    return NoneLine(probability, percent_of(probability), word(chance_code(probability)), tone)


def found_settling(found: Found) -> list[SettlingLine]:
    """What would settle the answer to a question."""
    return settling_lines(found.answer, found.weapons, Wording(found.tables))


def others_words(answer: Answer[UUID]) -> str:
    """How many others fit: said always, also when there are none."""
    return word("others_fit", count=answer.others_that_fit)


def other_findings(found: Found) -> list[Finding]:
    """What holds for the answer beside how many others fit, which has its own line."""
    return [finding for finding in found.findings if finding.code != "others_fit"]


def candidate_lines(found: Found) -> list[CandidateLine]:
    """The candidates, likeliest first."""
    return _lines(found.answer, found)


def elsewhere_lines(found: Found) -> list[CandidateLine]:
    """Rows of other lists that may be this weapon, likeliest first."""
    return _lines(found.elsewhere, found)


def _lines(answer: Answer[UUID], found: Found) -> list[CandidateLine]:
    return [
        candidate_line(candidate, found) for candidate in answer.candidates if candidate.id in found.weapons
    ]


def candidate_line(candidate: Candidate[UUID], found: Found) -> CandidateLine:
    """One candidate in words."""
    pros, cons = Wording(found.tables).split(reasons_of(candidate))
    return CandidateLine(
        weapon=found.weapons[candidate.id],
        also=tuple(found.weapons[each] for each in candidate.also if each in found.weapons),
        probability=candidate.probability,
        percent=percent_of(candidate.probability),
        chance=word(chance_code(candidate.probability)),
        tone=tone_of(candidate.probability),
        list_words=word(f"list_kind_{found.weapons[candidate.id].list_kind}"),
        pros=pros,
        cons=cons,
    )


def weapon_json(weapon: WeaponFacts) -> dict[str, Any]:
    """What identifies a weapon."""
    facts = weapon.facts
    return {
        "weapon_id": str(weapon.weapon_id),
        "record_no": weapon.record_no,
        "list_kind": weapon.list_kind,
        "authority": weapon.authority,
        "occurred_on": weapon.occurred_on.isoformat() if weapon.occurred_on else None,
        "occurred_precision": weapon.occurred_precision,
        "marks": [mark.verbatim for mark in facts.marks],
        "make": facts.make_text,
        "model": facts.model_text,
        "calibre": facts.calibre_text,
        "year": facts.year,
    }


def answer_json(
    answer: Answer[UUID], weapons: Mapping[UUID, WeaponFacts], wording: Wording, limit: int = 10
) -> dict[str, Any]:
    """An answer: candidates with probability and reasons, and what is left for "not in the register"."""
    return {
        "none_probability": round(answer.none_probability, 6),
        "others_that_fit": answer.others_that_fit,
        "candidates": [
            {
                **weapon_json(weapons[candidate.id]),
                "also": [weapons[each].record_no for each in candidate.also if each in weapons],
                "probability": round(candidate.probability, 6),
                "reasons": [wording.json(reason) for reason in reasons_of(candidate)],
            }
            for candidate in answer.candidates[:limit]
            if candidate.id in weapons
        ],
    }


def found_json(found: Found) -> dict[str, Any]:
    """The answer to a question."""
    wording = Wording(found.tables)
    return {
        "record": weapon_json(found.record) if found.record else None,
        "read": [spelling.text for spelling in found.answer.query.spellings],
        "findings": [wording.json(finding) for finding in found.findings],
        **answer_json(found.answer, found.weapons, wording),
        "elsewhere": answer_json(found.elsewhere, found.weapons, wording)["candidates"],
        "settling": settling_json(found_settling(found), found.weapons),
    }
