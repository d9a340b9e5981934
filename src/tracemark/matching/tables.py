"""Answers and proposals in words, as rows of a table, and as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracemark.findings import Finding, Severity
from tracemark.matching.queries.finding import Found
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.posterior import Answer, Candidate
from tracemark.register.queries.facts import WeaponFacts
from tracemark.ui.words import word

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CHANCES = (
    (0.99, "chance_nearly_certain"),
    (0.9, "chance_very_likely"),
    (0.5, "chance_likely"),
    (0.1, "chance_possible"),
)
CSV_COLUMNS = (
    "record_no",
    "sheet",
    "row",
    "occurred_on",
    "marks",
    "make",
    "model",
    "rank",
    "candidate",
    "candidate_list",
    "candidate_serial",
    "candidate_make",
    "candidate_model",
    "probability",
    "none_probability",
    "others_that_fit",
    "reasons",
)


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate as a person reads it. ``percent`` is whole; ``also`` are other records of the same weapon."""

    weapon: WeaponFacts
    also: tuple[WeaponFacts, ...]
    probability: float
    percent: int
    chance: str
    tone: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]


def chance_code(probability: float) -> str:
    """The code of the words for a probability."""
    return next((code for least, code in CHANCES if probability >= least), "chance_unlikely")


def tone_of(probability: float) -> str:
    """Which badge a probability gets."""
    return "good" if probability >= 0.9 else "warn" if probability >= 0.1 else "quiet"


def percent_of(probability: float) -> int:
    """A probability in whole per cent; never 0 or 100 unless it is so to a hundredth of that."""
    if 0.0001 < probability < 0.9999:
        return min(max(round(probability * 100), 1), 99)
    return round(probability * 100)


def candidate_lines(found: Found) -> list[CandidateLine]:
    """The candidates that may be shown, likeliest first."""
    return [
        candidate_line(candidate, found)
        for candidate in found.answer.candidates
        if candidate.id in found.weapons
    ]


def candidate_line(candidate: Candidate[UUID], found: Found) -> CandidateLine:
    """One candidate in words."""
    pros, cons = split_reasons(reasons_of(candidate))
    return CandidateLine(
        weapon=found.weapons[candidate.id],
        also=tuple(found.weapons[each] for each in candidate.also if each in found.weapons),
        probability=candidate.probability,
        percent=percent_of(candidate.probability),
        chance=word(chance_code(candidate.probability)),
        tone=tone_of(candidate.probability),
        pros=pros,
        cons=cons,
    )


def split_reasons(reasons: Iterable[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for and what speaks against, in words."""
    pros, cons = [], []
    for reason in reasons:
        (pros if reason.severity is Severity.INFO else cons).append(reason_words(reason))
    return tuple(pros), tuple(cons)


def reason_words(reason: Finding) -> str:
    """A reason in words; how rare an agreement is follows in its own sentence."""
    text = word(reason.code, **reason.params)
    rare = reason.params.get("one_in")
    return f"{text} {word('one_in', count=rare)}" if isinstance(rare, int) and rare > 1 else text


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding with its words."""
    words = reason_words(finding)
    return {
        "code": finding.code,
        "params": dict(finding.params),
        "severity": finding.severity.value,
        "words": words,
    }


def weapon_json(weapon: WeaponFacts) -> dict[str, Any]:
    """What identifies a weapon."""
    facts = weapon.facts
    return {
        "weapon_id": str(weapon.weapon_id),
        "record_no": weapon.record_no,
        "list": weapon.list_kind,
        "authority": weapon.authority,
        "occurred_on": weapon.occurred_on.isoformat() if weapon.occurred_on else None,
        "marks": [mark.verbatim for mark in facts.marks],
        "make": facts.make_text,
        "model": facts.model_text,
        "calibre": facts.calibre_text,
        "year": facts.year,
    }


def answer_json(answer: Answer[UUID], weapons: dict[UUID, WeaponFacts], limit: int = 10) -> dict[str, Any]:
    """An answer: candidates with probability and reasons, and what is left for "not in the register"."""
    return {
        "none_probability": round(answer.none_probability, 6),
        "others_that_fit": answer.others_that_fit,
        "candidates": [
            {
                **weapon_json(weapons[candidate.id]),
                "also": [weapons[each].record_no for each in candidate.also if each in weapons],
                "probability": round(candidate.probability, 6),
                "reasons": [finding_json(reason) for reason in reasons_of(candidate)],
            }
            for candidate in answer.candidates[:limit]
            if candidate.id in weapons
        ],
    }


def found_json(found: Found) -> dict[str, Any]:
    """The answer to a question."""
    return {
        "record": weapon_json(found.record) if found.record else None,
        "read": [spelling.text for spelling in found.answer.query.spellings],
        "findings": [finding_json(finding) for finding in found.findings],
        **answer_json(found.answer, dict(found.weapons)),
    }


def match_lines(
    weapon: WeaponFacts,
    place: tuple[str, int | None],
    answer: Answer[UUID],
    weapons: dict[UUID, WeaponFacts],
    limit: int = 3,
) -> Iterator[list[str]]:
    """Rows of the CSV for one seizure: its best candidates, or one row that names none."""
    own = [
        weapon.record_no,
        place[0],
        str(place[1] or ""),
        weapon.occurred_on.isoformat() if weapon.occurred_on else "",
        " / ".join(mark.verbatim for mark in weapon.facts.marks),
        weapon.facts.make_text,
        weapon.facts.model_text,
    ]
    rest = [f"{answer.none_probability:.4f}", str(answer.others_that_fit)]
    if not answer.candidates:
        yield [*own, "", "", "", "", "", "", "", *rest, ""]
    for number, candidate in enumerate(answer.candidates[:limit], 1):
        other = weapons[candidate.id]
        yield [
            *own,
            str(number),
            other.record_no,
            other.list_kind,
            " / ".join(mark.verbatim for mark in other.facts.marks),
            other.facts.make_text,
            other.facts.model_text,
            f"{candidate.probability:.4f}",
            *rest,
            " ".join(reason_words(reason) for reason in reasons_of(candidate)),
        ]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """CSV with a header; a typed text that a spreadsheet would take for a formula is neutralized."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
