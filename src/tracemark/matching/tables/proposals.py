"""Proposals as rows of a page, and the CSV of a year's matching."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from tracemark.formulas import neutralize
from tracemark.matching.queries.proposals import STAGES, ProposalFilters, ProposalLine
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.posterior import Answer
from tracemark.matching.tables.wording import Wording, chance_code, percent_of, tone_of
from tracemark.register.queries.facts import WeaponFacts
from tracemark.ui.words import word

SHOWN_REASONS = 3
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
class ProposalRow:
    """A seizure's best proposal as a person reads it."""

    line: ProposalLine
    percent: int
    tone: str
    chance: str
    judged: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageLink:
    """A stage of the work with how many seizures stand at it, and the filter that shows them."""

    words: str
    count: int
    query: str
    is_here: bool


def stage_links(counts: Mapping[str, int], filters: ProposalFilters) -> list[StageLink]:
    """Every stage, whatever its count: nobody should have to guess where the work lies."""
    return [
        StageLink(
            word(f"match_stage_{stage or 'all'}"),
            counts.get(stage, 0),
            urlencode({"year": filters.year or "", "stage": stage}),
            filters.stage == stage,
        )
        for stage in ("", *STAGES)
    ]


def proposal_rows(lines: Iterable[ProposalLine], wording: Wording) -> list[ProposalRow]:
    """Proposals in words, the strongest three reasons of each."""
    return [proposal_row(line, wording) for line in lines]


def proposal_row(line: ProposalLine, wording: Wording) -> ProposalRow:
    """One proposal in words."""
    probability = float(line.proposal.probability)
    return ProposalRow(
        line=line,
        percent=percent_of(probability),
        tone=tone_of(probability),
        chance=word(chance_code(probability)),
        judged=word(f"verdict_{line.verdict}") if line.verdict else "",
        reasons=tuple(wording.shown(reason) for reason in line.reasons[:SHOWN_REASONS]),
    )


def proposals_csv(lines: Iterable[ProposalLine], wording: Wording) -> str:
    """Best proposals as CSV, in the columns of the command's file; sheet and row stay empty."""
    return csv_text(_proposal_cells(line, wording) for line in lines)


def _proposal_cells(line: ProposalLine, wording: Wording) -> list[str]:
    weapon, other, proposal = line.weapon, line.other, line.proposal
    own = [
        weapon.record_no,
        "",
        "",
        _day(weapon),
        _marks(weapon),
        weapon.facts.make_text,
        weapon.facts.model_text,
    ]
    theirs = [""] * 5
    if other is not None:
        theirs = [
            other.record_no,
            other.list_kind,
            _marks(other),
            other.facts.make_text,
            other.facts.model_text,
        ]
    return [
        *own,
        str(proposal.rank),
        *theirs,
        f"{proposal.probability:.4f}",
        f"{proposal.none_probability:.4f}",
        str(proposal.others_that_fit),
        " ".join(wording.reason(reason) for reason in line.reasons),
    ]


def match_lines(
    weapon: WeaponFacts,
    place: tuple[str, int | None],
    answer: Answer[UUID],
    weapons: Mapping[UUID, WeaponFacts],
    wording: Wording,
    limit: int = 3,
) -> Iterator[list[str]]:
    """Rows of the CSV for one seizure: its best candidates, or one row that names none."""
    own = [
        weapon.record_no,
        place[0],
        str(place[1] or ""),
        _day(weapon),
        _marks(weapon),
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
            _marks(other),
            other.facts.make_text,
            other.facts.model_text,
            f"{candidate.probability:.4f}",
            *rest,
            " ".join(wording.reason(reason) for reason in reasons_of(candidate)),
        ]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """CSV with a header; a typed text that a spreadsheet would take for a formula is neutralized."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows([neutralize(cell) for cell in row] for row in rows)
    return out.getvalue()


def _day(weapon: WeaponFacts) -> str:
    return weapon.occurred_on.isoformat() if weapon.occurred_on else ""


def _marks(weapon: WeaponFacts) -> str:
    return " / ".join(mark.verbatim for mark in weapon.facts.marks)
