"""Matching as programs see it: find a weapon, read proposals, judge a pair."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid4

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS, FindingOut, finding_json
from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.actions.judging import judge
from tracemark.matching.queries.finding import Question, find
from tracemark.matching.queries.proposals import ProposalFilters, ProposalLine, list_proposals
from tracemark.matching.rules.judging import Verdict
from tracemark.matching.tables.answers import found_json
from tracemark.oversight.actions import log_access

router = Router(tags=["matching"])

PLAIN = r"^[^\x00]*$"


class FindQuery(Schema):
    """What is known of a weapon. ``text``: a serial (``?`` one unread character, ``*`` several) or a record number."""

    text: str = Field("", max_length=200, pattern=PLAIN)
    make: str = Field("", max_length=100, pattern=PLAIN)
    model: str = Field("", max_length=100, pattern=PLAIN)
    calibre: str = Field("", max_length=60, pattern=PLAIN)
    type: str = Field("", max_length=100, pattern=PLAIN)
    country: str = Field("", max_length=100, pattern=PLAIN)
    year: int | None = Field(None, ge=1700, le=2200)
    deep: bool = False


class FoundWeaponOut(Schema):
    """What identifies a weapon on record."""

    weapon_id: str
    record_no: str
    list_kind: str
    authority: str
    occurred_on: date | None
    occurred_precision: str
    marks: list[str]
    make: str
    model: str
    calibre: str
    year: int | None


class CandidateOut(FoundWeaponOut):
    """A weapon it may be, with its probability (0 to 1) and reasons; ``also`` are its other records."""

    also: list[str]
    probability: float
    reasons: list[FindingOut]


class SplitOut(Schema):
    """A value that records have of a fact, its probability, and the weapon it points to (null: none of them)."""

    value: str
    probability: float
    weapon_id: str | None
    record_no: str | None


class SettlingOut(Schema):
    """A fact that the question lacks: ``expected_best`` is the best probability to be expected once it is known.

    ``fact``: make, model, calibre, type, country, year, import, character or characters; ``place`` in the number.
    """

    fact: str
    place: int | None
    expected_best: float
    splits: list[SplitOut]
    words: str


class AnswerOut(Schema):
    """Candidates, likeliest first; ``none_probability`` is that of no weapon in an inventory or register.

    ``elsewhere``: rows of seizures, losses, destruction and receipts that may be this weapon. ``settling``: the facts
    that would help most, strongest first.
    """

    record: FoundWeaponOut | None
    read: list[str]
    findings: list[FindingOut]
    none_probability: float
    others_that_fit: int
    candidates: list[CandidateOut]
    elsewhere: list[CandidateOut]
    settling: list[SettlingOut]


class ProposalQuery(Schema):
    """Which proposals; ``after`` is the record number of the last one seen."""

    year: int | None = Field(None, ge=1700, le=2200)
    stage: Literal["", "waiting", "likely", "possible", "none", "same", "not_same", "unsure"] = ""
    after: str = Field("", max_length=20, pattern=r"^[A-Z0-9-]*$")


class ProposalOut(Schema):
    """A weapon's best proposal; ``other_id`` is null when nothing was found or it is not yours to see."""

    weapon_id: str
    record_no: str
    other_id: str | None
    other_record_no: str | None
    probability: float
    none_probability: float
    others_that_fit: int
    verdict: str
    model: str
    made_at: datetime
    reasons: list[FindingOut]


class ProposalPageOut(Schema):
    """One page in order of record number; ``next`` is the ``after`` of the following page, or null."""

    items: list[ProposalOut]
    next: str | None


class JudgementIn(Schema):
    """Whether two records are one weapon. ``id`` made by the client makes a retry harmless."""

    id: UUID | None = None
    weapon_id: UUID
    other_id: UUID
    verdict: Verdict
    why: str = Field(min_length=1, max_length=1000, pattern=PLAIN)


class JudgementOut(Schema):
    """A judgement on record; the latest of a pair counts."""

    id: str
    weapon_id: str
    other_id: str
    seq: int
    verdict: str
    why: str
    at: datetime


@router.get("/find", response={200: AnswerOut, **ERRORS}, summary="Which weapon does this mark belong to")
def find_weapon(request: ApiRequest, query: Query[FindQuery]) -> dict[str, object]:
    """Ranked candidates with reasons. The search is logged; a question that asks nothing is refused."""
    require_permission(request.auth, "weapon.search")
    if Question(**query.dict(exclude={"deep"})).is_empty:
        raise Refused(Finding("search_needs_something", {}, Severity.REFUSAL))
    facts = query.dict(exclude={"deep"})
    log_access(request.auth, verb="search", subject=" ".join(str(value) for value in facts.values() if value))
    return found_json(find(request.auth, Question(**facts), is_deep=query.deep))


@router.get("/proposals", response={200: ProposalPageOut, **ERRORS}, summary="Proposals for seizures")
def proposals(request: ApiRequest, query: Query[ProposalQuery]) -> ProposalPageOut:
    """The best proposal of each seizure I may read, 50 a page."""
    require_permission(request.auth, "weapon.read")
    log_access(request.auth, verb="read_proposals", subject=f"{query.year or ''} {query.stage}".strip())
    page = list_proposals(request.auth, ProposalFilters(query.year, query.stage), after=query.after)
    return ProposalPageOut(items=[_proposal_out(line) for line in page.lines], next=page.next_after)


@router.post(
    "/judgements", response={200: JudgementOut, **ERRORS}, summary="Judge whether two records are one weapon"
)
def judgement(request: ApiRequest, body: JudgementIn) -> JudgementOut:
    """Recorded with its reason; judging again replaces it and keeps both."""
    require_permission(request.auth, "match.judge")
    made = judge(
        judgement_id=body.id or uuid4(),
        weapon_id=body.weapon_id,
        other_id=body.other_id,
        verdict=body.verdict,
        why=body.why,
        by=request.auth,
        at=timezone.now(),
    )
    return JudgementOut(
        id=str(made.id),
        weapon_id=str(made.weapon_id),
        other_id=str(made.other_id),
        seq=made.seq,
        verdict=made.verdict,
        why=made.why,
        at=made.at,
    )


def _proposal_out(line: ProposalLine) -> ProposalOut:
    proposal = line.proposal
    return ProposalOut(
        weapon_id=str(line.weapon.weapon_id),
        record_no=line.weapon.record_no,
        other_id=str(line.other.weapon_id) if line.other else None,
        other_record_no=line.other.record_no if line.other else None,
        probability=float(proposal.probability),
        none_probability=float(proposal.none_probability),
        others_that_fit=proposal.others_that_fit,
        verdict=line.verdict,
        model=proposal.model,
        made_at=proposal.made_at,
        reasons=[FindingOut(**finding_json(reason)) for reason in line.reasons],
    )
