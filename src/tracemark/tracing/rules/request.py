"""What a request must hold (ITI 17), and what is missing from it: found before it is sent, not after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracemark.findings import Finding, Severity
from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.events import Json
from tracemark.register.rules.rows import Facts
from tracemark.tracing.rules.terms import DEFAULT, PURPOSES, Terms, terms_json

SCHEMA = 1
GROUNDS = ("law_of_the_state", "embargo", "not_marked", "unlicensed_making", "unauthorized_transfer")
"""Why a weapon is held to be illicit: ITI 6 (a) to (e)."""
HOW = ("seized", "found", "surrendered")
IDENTIFYING = frozenset({Role.SERIAL, Role.STATE, Role.IMPORT, Role.FACTORY, Role.OTHER})
"""Roles by which another State can find one weapon among many."""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as far as it is known. Facts are codes and texts; ``passed_on`` came from another State."""

    reference: str
    from_state: str
    to_state: str
    authority: str
    weapon: Facts
    ground: str = ""
    ground_is_assumed: bool = False
    legal_basis: str = ""
    how: str = ""
    found_on: date | None = None
    found_precision: str = "day"
    place: str = ""
    circumstances: str = ""
    intended_use: str = ""
    intended_use_is_assumed: bool = False
    marks_confirmed_by: int = 0
    photographs: Sequence[str] = ()
    urgent: bool = False
    urgent_reason: str = ""
    terms: Terms = DEFAULT
    cannot_keep: Sequence[str] = ()
    passed_on: Sequence[Mapping[str, Json]] = field(default=())


def check_request(draft: RequestDraft) -> tuple[Finding, ...]:
    """What ITI 17 asks for and the draft lacks. A refusal stops it; a warning is the officer's to weigh."""
    return (*_check_why(draft), *_check_weapon(draft), *_check_use(draft))


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those for which a request is not sent."""
    return tuple(finding for finding in findings if finding.severity is Severity.REFUSAL)


def _check_why(draft: RequestDraft) -> list[Finding]:
    findings = []
    if draft.ground not in GROUNDS:
        findings.append(Finding("ground_missing", {}, Severity.REFUSAL))
    elif draft.ground_is_assumed:
        findings.append(Finding("ground_assumed", {"ground": draft.ground}, Severity.WARNING))
    if not draft.legal_basis:
        findings.append(Finding("legal_basis_missing", {}, Severity.WARNING))
    if draft.how not in HOW:
        findings.append(Finding("how_found_missing", {}, Severity.REFUSAL))
    if draft.found_on is None:
        findings.append(Finding("day_found_missing", {}, Severity.WARNING))
    if not draft.place:
        findings.append(Finding("place_found_missing", {}, Severity.WARNING))
    if not draft.circumstances:
        findings.append(Finding("circumstances_missing", {}, Severity.WARNING))
    return findings


def _check_weapon(draft: RequestDraft) -> list[Finding]:
    findings = []
    read = [mark for mark in draft.weapon.marks if mark.normalized]
    if not any(mark.role in IDENTIFYING for mark in read):
        findings.append(Finding("no_mark_to_find_it_by", {}, Severity.REFUSAL))
    elif not any(mark.role is Role.SERIAL for mark in read):
        findings.append(Finding("no_serial_in_request", {}, Severity.WARNING))
    if any("?" in mark.normalized or "*" in mark.normalized for mark in read):
        findings.append(Finding("marks_read_in_part", {}, Severity.WARNING))
    for name in ("type_text", "make_text", "model_text", "calibre_text"):
        if not getattr(draft.weapon, name):
            findings.append(Finding(f"request_lacks_{name.removesuffix('_text')}", {}, Severity.WARNING))
    if draft.marks_confirmed_by == 0:
        findings.append(Finding("marks_not_confirmed", {}, Severity.WARNING))
    elif draft.marks_confirmed_by == 1:
        findings.append(Finding("marks_confirmed_by_one", {}, Severity.WARNING))
    if not draft.photographs:
        findings.append(Finding("no_photographs", {}, Severity.WARNING))
    return findings


def _check_use(draft: RequestDraft) -> list[Finding]:
    findings = []
    if draft.intended_use not in PURPOSES:
        findings.append(Finding("intended_use_missing", {}, Severity.REFUSAL))
    elif draft.intended_use_is_assumed:
        findings.append(Finding("intended_use_assumed", {"purpose": draft.intended_use}, Severity.WARNING))
    if draft.urgent and not draft.urgent_reason:
        findings.append(Finding("urgent_needs_reason", {}, Severity.REFUSAL))
    if draft.cannot_keep:
        findings.append(Finding("cannot_keep_terms", {}, Severity.WARNING))
    return findings


def request_body(draft: RequestDraft) -> dict[str, Json]:
    """The body of ``trace.request``: everything of ITI 17, and no person's name."""
    return {
        "schema": SCHEMA,
        "reference": draft.reference,
        "from_state": draft.from_state,
        "to_state": draft.to_state,
        "authority": draft.authority,
        "illicit": {
            "ground": draft.ground,
            "legal_basis": draft.legal_basis,
            "how": draft.how,
            "found_on": draft.found_on.isoformat() if draft.found_on else None,
            "found_precision": draft.found_precision or "day",
            "place": draft.place,
            "circumstances": draft.circumstances,
        },
        "weapon": weapon_json(draft.weapon),
        "marks_confirmed_by": draft.marks_confirmed_by,
        "photographs": list(draft.photographs),
        "intended_use": draft.intended_use,
        "urgent": draft.urgent,
        "urgent_reason": draft.urgent_reason,
        "terms": terms_json(draft.terms),
        "cannot_keep": list(draft.cannot_keep),
        "passed_on": [dict(item) for item in draft.passed_on],
    }


def weapon_json(facts: Facts) -> dict[str, Json]:
    """A weapon's description as messages carry it."""
    return {
        "type": facts.type_text,
        "type_code": facts.type_code,
        "make": facts.make_text,
        "make_code": facts.make_code,
        "model": facts.model_text,
        "calibre": facts.calibre_text,
        "calibre_code": facts.calibre_code,
        "country": facts.country_code,
        "year": facts.year,
        "marks": [mark_json(mark) for mark in facts.marks],
    }


def mark_json(mark: Mark) -> dict[str, Json]:
    """A mark as messages carry it: as read, with the certainty of each character."""
    return {
        "role": mark.role.value,
        "verbatim": mark.verbatim,
        "normalized": mark.normalized,
        "certainty": mark.certainty,
        "script": mark.script,
        "absent": mark.absent.value if mark.absent else None,
        "country": mark.country,
        "year": mark.year,
        "position": mark.position,
        "symbol": mark.symbol,
    }


STATED: Mapping[str, tuple[str, ...] | int] = {
    "ground": GROUNDS,
    "how": HOW,
    "intended_use": PURPOSES,
    "legal_basis": 300,
    "place": 300,
    "circumstances": 4000,
    "urgent_reason": 300,
}
"""Facts an officer may state: the codes each may be, or how long its text may be."""


def check_facts(facts: Mapping[str, Json]) -> tuple[Finding, ...]:
    """Why stated facts are refused: a name nobody knows, a code that is none, a text too long."""
    findings = []
    for name, value in facts.items():
        allowed = STATED.get(name)
        if allowed is None:
            fits = name in {"urgent", "terms", "pass_on", "cannot_keep"}
        elif isinstance(allowed, int):
            fits = isinstance(value, str) and len(value) <= allowed
        else:
            fits = value in allowed
        if not fits:
            findings.append(
                Finding("fact_not_valid", {"fact": name[:40], "value": str(value)[:60]}, Severity.REFUSAL)
            )
    return tuple(findings)
