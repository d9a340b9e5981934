"""How a node's stores stand, as plain values: one shape for the command line and the API."""

from datetime import date
from typing import Any

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.queries.holdings import check_balances
from tracemark.ammunition.queries.standing import StoreStanding, check_everything
from tracemark.ammunition.tables.answers import finding_answer

Answer = dict[str, Any]


def check_answer(viewer: Viewer, day: date) -> Answer:
    """Everything out of licence, incompatible or overdue; and whether balances are the sums of their movements."""
    findings = check_everything(viewer, day)
    return {
        "on": day.isoformat(),
        "findings": [finding_answer(one) for one in findings],
        "balances_that_differ": len(check_balances()),
    }


def standing_answer(standing: StoreStanding) -> Answer:
    """One store: what it holds, may hold, and what is wrong."""
    return {
        "id": standing.store.id.hex,
        "site": standing.store.site.name,
        "store": standing.store.name,
        "tone": standing.tone,
        "licence": standing.licence.number if standing.licence else None,
        "usages": [
            {
                "division": one.division,
                "held_kg": f"{one.held_kg:f}",
                "licensed_kg": one.licensed_kg,
                "limit_kg": one.limit.neq_kg,
                "binding": one.limit.binding,
                "distance_m": round(one.limit.distance_m, 1),
                "is_over": one.is_over,
            }
            for one in standing.usages
        ],
        "findings": [finding_answer(one) for one in standing.findings],
    }
