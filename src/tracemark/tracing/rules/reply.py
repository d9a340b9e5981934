"""What a reply must and must not hold: ITI 21 (all there is), 22 (grounds for less), 23 (reasons); graded disclosure.

A hit that may be another weapon discloses similar weapons and the responsible office, never a holder: first the two
States agree which weapon it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracemark.findings import Finding, Severity
from tracemark.register.rules.events import Json
from tracemark.tracing.rules.steps import Step
from tracemark.tracing.rules.terms import DEFAULT, Terms, terms_json

SCHEMA = 1


class ReplyKind(StrEnum):
    """How far a request is answered."""

    FULL = "full"
    PART = "part"
    RESTRICTED = "restricted"
    DELAYED = "delayed"
    REFUSED = "refused"
    NO_RECORD = "no_record"


class Ground(StrEnum):
    """Why less than all is given, or later: ITI 22."""

    CRIMINAL_INQUIRY = "criminal_inquiry"
    CONFIDENTIALITY_LAW = "confidentiality_law"
    NO_ASSURANCE = "no_assurance"
    NATIONAL_SECURITY = "national_security"


class Certainty(StrEnum):
    """How surely the weapon was found."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


SENT: Mapping[ReplyKind, Step] = {
    ReplyKind.FULL: Step.SENT_FULL,
    ReplyKind.PART: Step.SENT_PART,
    ReplyKind.RESTRICTED: Step.SENT_RESTRICTED,
    ReplyKind.DELAYED: Step.SENT_DELAYED,
    ReplyKind.REFUSED: Step.SENT_REFUSED,
    ReplyKind.NO_RECORD: Step.SENT_NO_RECORD,
}
RECEIVED: Mapping[ReplyKind, Step] = {
    ReplyKind.FULL: Step.REPLY_FULL,
    ReplyKind.PART: Step.REPLY_PART,
    ReplyKind.RESTRICTED: Step.REPLY_PART,
    ReplyKind.DELAYED: Step.REPLY_DELAYED,
    ReplyKind.REFUSED: Step.REPLY_REFUSED,
    ReplyKind.NO_RECORD: Step.REPLY_NO_RECORD,
}
LESS = frozenset({ReplyKind.PART, ReplyKind.RESTRICTED, ReplyKind.DELAYED, ReplyKind.REFUSED})
"""Kinds that need a ground of ITI 22 and reasons (ITI 23)."""

SURE_FROM = 0.95
"""Probability from which one candidate counts as found, if no other weapon fits the same marks."""


def certainty_of(probability: float, others_that_fit: int) -> Certainty:
    """How surely a search has found the weapon: ``sure`` only when it is likely and alone."""
    if probability <= 0.0:
        return Certainty.NONE
    return Certainty.SURE if probability >= SURE_FROM and not others_that_fit else Certainty.AMBIGUOUS


@dataclass(frozen=True, slots=True)
class Link:
    """One hand a weapon went through: a kind of event, a day as known, from and to which State and kind of holder."""

    kind: str
    occurred_on: str = ""
    precision: str = "day"
    state: str = ""
    to_state: str = ""
    holder_category: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """A reply before it is sent. ``holder`` (a name) is only for a purpose that asks for it."""

    reference: str
    to_reference: str
    kind: ReplyKind
    certainty: Certainty
    others_that_fit: int = 0
    weapon: Mapping[str, Json] | None = None
    similar: Sequence[Mapping[str, Json]] = ()
    office: str = ""
    chain: Sequence[Link] = ()
    reported: str = ""
    reported_on: str = ""
    next_state: str = ""
    holder: str = ""
    ground: str = ""
    reasons: str = ""
    expected_on: date | None = None
    confirmed_by_officer: bool = False
    terms: Terms = DEFAULT
    purpose: str = ""
    text: str = ""
    unsure_links: Sequence[int] = field(default=())


PERSONAL_PURPOSES = frozenset({"criminal_investigation", "prosecution"})
"""Purposes for which a person's name may be asked (issue 4: personal data only where the purpose asks)."""


def check_reply(draft: ReplyDraft) -> tuple[Finding, ...]:
    """Why a reply is not sent as it stands."""
    findings: list[Finding] = []
    if draft.kind in LESS:
        findings += _check_less(draft)
    told = bool(draft.chain or draft.holder or draft.weapon)
    if draft.certainty is not Certainty.SURE and not draft.confirmed_by_officer and told:
        findings.append(
            Finding("ambiguous_hit_tells_holders", {"others": draft.others_that_fit}, Severity.REFUSAL)
        )
    if draft.holder and draft.purpose not in PERSONAL_PURPOSES:
        findings.append(Finding("person_not_for_this_purpose", {"purpose": draft.purpose}, Severity.REFUSAL))
    if draft.kind is ReplyKind.FULL and not (told or draft.similar):
        findings.append(Finding("full_reply_says_nothing", {}, Severity.REFUSAL))
    if draft.kind is ReplyKind.NO_RECORD and told:
        findings.append(Finding("no_record_but_told", {}, Severity.REFUSAL))
    return tuple(findings)


def _check_less(draft: ReplyDraft) -> list[Finding]:
    findings = []
    if draft.ground not in set(Ground):
        findings.append(Finding("ground_of_22_missing", {}, Severity.REFUSAL))
    if not draft.reasons.strip():
        findings.append(Finding("reasons_of_23_missing", {}, Severity.REFUSAL))
    if draft.kind is ReplyKind.DELAYED and draft.expected_on is None:
        findings.append(Finding("delay_without_day", {}, Severity.WARNING))
    return findings


def reply_body(draft: ReplyDraft) -> dict[str, Json]:
    """The body of ``trace.reply``. An unsure hit leaves the weapon, its chain and its holder out by itself."""
    may_tell = draft.certainty is Certainty.SURE or draft.confirmed_by_officer
    return {
        "schema": SCHEMA,
        "reference": draft.reference,
        "to_reference": draft.to_reference,
        "kind": draft.kind.value,
        "certainty": draft.certainty.value,
        "others_that_fit": draft.others_that_fit,
        "weapon": dict(draft.weapon) if draft.weapon and may_tell else None,
        "similar": [dict(one) for one in draft.similar],
        "office": draft.office,
        "chain": [link_json(link) for link in draft.chain] if may_tell else [],
        "reported": draft.reported,
        "reported_on": draft.reported_on or None,
        "next_state": draft.next_state or None,
        "holder": draft.holder if may_tell else "",
        "ground": draft.ground or None,
        "reasons": draft.reasons,
        "expected_on": draft.expected_on.isoformat() if draft.expected_on else None,
        "text": draft.text,
        "terms": terms_json(draft.terms),
    }


def link_json(link: Link) -> dict[str, Json]:
    """One hand of the chain as messages carry it."""
    return {
        "kind": link.kind,
        "occurred_on": link.occurred_on or None,
        "precision": link.precision,
        "state": link.state or None,
        "to_state": link.to_state or None,
        "holder_category": link.holder_category,
        "document": link.document,
    }


def read_link(value: Mapping[str, Json]) -> Link:
    """One hand of the chain out of a message."""
    return Link(**{name: str(value.get(name) or "") for name in Link.__slots__})


ITEM_NAMES = ("weapon", "similar", "chain", "reported", "next_state", "holder", "text")
"""Parts of a reply that become pieces of information of their own, each under the reply's terms."""


def items_of(body: Mapping[str, Json]) -> dict[str, Json]:
    """What a reply tells, part by part; an empty part tells nothing."""
    return {name: body[name] for name in ITEM_NAMES if body.get(name)}
