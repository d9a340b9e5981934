"""What other States told us, through the one gate of its terms: for the page, the printer, an export, another State."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from tracemark.accounts.queries import authority_of
from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.tracing.models import Case, Consent, InformationItem, Restriction
from tracemark.tracing.queries.cases import view_of
from tracemark.tracing.rules.case import CaseView
from tracemark.tracing.rules.terms import Asked, Terms, Use, check_use, read_terms, strictest


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of information as this use may have it: ``content`` is None when its terms withhold it."""

    id: UUID
    message_id: UUID
    name: str
    giver: str
    content: Any
    terms: Terms
    withheld: tuple[Finding, ...]


def list_told(
    viewer: Viewer,
    case: Case,
    use: Use,
    *,
    today: date,
    purpose: str = "",
    to_state: str = "",
    view: CaseView | None = None,
) -> list[Told]:
    """Everything told about a case, in order, each piece only as far as its terms allow this use.

    ``purpose`` is a code; empty means what the request itself was made for, as the case states it.
    """
    view = view or view_of(case)
    items = list(InformationItem.objects.filter(case=case).order_by("at", "name", "id"))
    if not items:
        return []
    later = list(Restriction.objects.filter(case=case, way="in", part="declared"))
    consents = list(Consent.objects.filter(case=case, way="in", part="granted"))
    authorities = frozenset({authority_of(viewer.unit_id or case.unit_id)})
    told = []
    for item in items:
        terms = _terms_of(item, later)
        asked = Asked(
            use=use,
            authorities=authorities,
            purpose=purpose or str(view.facts.get("intended_use") or "tracing"),
            on_case=viewer.person_id is None or viewer.person_id in view.people,
            today=today,
            to_state=to_state,
            consents=frozenset(one.to_state for one in consents if item.name in json.loads(one.items)),
            giver=item.giver,
        )
        withheld = check_use(terms, asked)
        content = None if withheld else json.loads(item.content)
        told.append(Told(item.id, item.message_id, item.name, item.giver, content, terms, withheld))
    return told


def _terms_of(item: InformationItem, later: Iterable[Restriction]) -> Terms:
    """The terms of an item: its own, and all that its giver declared afterwards for it."""
    added = [
        read_terms(json.loads(one.terms))
        for one in later
        if not json.loads(one.about or "[]") or item.name in json.loads(one.about or "[]")
    ]
    return strictest(added, start=read_terms(json.loads(item.terms)))


def told_named(told: Iterable[Told], name: str) -> Any:
    """The content of the latest piece of this name that may be had, or None."""
    found = [one.content for one in told if one.name == name and one.content is not None]
    return found[-1] if found else None


def home_state() -> str:
    """The State of this node; empty before there is one."""
    return str(settings.NODE.state)
