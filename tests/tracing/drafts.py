"""Requests, replies and events of cases, for tests of the rules."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import HealthCheck, settings

from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.events import Json
from tracemark.register.rules.rows import Facts
from tracemark.tracing.rules.case import CaseEvent
from tracemark.tracing.rules.reply import Certainty, ReplyDraft, ReplyKind
from tracemark.tracing.rules.request import RequestDraft
from tracemark.tracing.rules.steps import Step

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no reason to fail."""
CASE = UUID("cccccccc-0000-4000-8000-000000000001")
UNIT = UUID("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SERIAL = Mark(Role.SERIAL, "KO 12345", "KO12345", script="latin", certainty="=======")
PISTOL = Facts(
    type_text="Pistol", make_text="Zastava", model_text="M57", calibre_text="7.62x25", marks=(SERIAL,)
)


def request(**changed: Any) -> RequestDraft:
    """A request that lacks nothing, with these things changed."""
    whole: dict[str, Any] = {
        "reference": "XF-T-2026-0001",
        "from_state": "XF",
        "to_state": "XN",
        "authority": "National Commission of Farland",
        "weapon": PISTOL,
        "ground": "law_of_the_state",
        "legal_basis": "Firearms Act 1998, section 12",
        "how": "seized",
        "found_on": date(2026, 2, 1),
        "place": "Belhava",
        "circumstances": "In a car stopped at a checkpoint.",
        "intended_use": "criminal_investigation",
        "marks_confirmed_by": 2,
        "photographs": ("left.jpg",),
    }
    return RequestDraft(**{**whole, **changed})


def reply(**changed: Any) -> ReplyDraft:
    """A full reply about one weapon, with these things changed."""
    whole: dict[str, Any] = {
        "reference": "XN-T-2026-0009",
        "to_reference": "XF-T-2026-0001",
        "kind": ReplyKind.FULL,
        "certainty": Certainty.SURE,
        "weapon": {"make": "Zastava"},
        "purpose": "criminal_investigation",
    }
    return ReplyDraft(**{**whole, **changed})


def events(steps: Iterable[Step | tuple[Step, dict[str, Json]]], days: int = 1) -> list[CaseEvent]:
    """Events of one case, ``days`` apart, without their chain."""
    pairs = [one if isinstance(one, tuple) else (one, {}) for one in steps]
    return [
        CaseEvent(
            id=uuid5(CASE, str(seq)),
            case_id=CASE,
            seq=seq,
            step=step,
            recorded_at=START + timedelta(days=days * (seq - 1)),
            recorded_by=None,
            unit_id=UNIT,
            payload=payload,
        )
        for seq, (step, payload) in enumerate(pairs, start=1)
    ]


LADDER = (
    Step.OPENED,
    Step.SECURED,
    Step.MARKS_DESCRIBED,
    Step.MARKS_CONFIRMED,
    Step.FOUND_UNIQUE,
    Step.SEARCHED_AT_HOME,
    Step.REQUEST_SENT,
)
"""A case up to its request."""
