"""Contradictions as alerts."""

from collections.abc import Mapping
from uuid import UUID

from tracemark.matching.rules.contradictions import Contradiction
from tracemark.oversight.actions import AlertDraft
from tracemark.register.queries.facts import WeaponFacts
from tracemark.register.rules.events import PartialDate, Precision

LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def draft_of(contradiction: Contradiction[UUID], weapons: Mapping[UUID, WeaponFacts]) -> AlertDraft:
    """An alert about all the weapons concerned, seen by the officers of their units."""
    ids = [each for each in (contradiction.first, contradiction.second, contradiction.weapon) if each]
    first, second = weapons[contradiction.first], weapons[contradiction.second]
    pair = sorted((contradiction.first.hex, contradiction.second.hex))
    return AlertDraft(
        kind=contradiction.kind,
        key=f"{contradiction.kind}:{pair[0]}:{pair[1]}",
        weapons={each: weapons[each].unit_id for each in ids},
        params={
            "first": first.record_no,
            "second": second.record_no,
            "first_on": _known_part(first.occurred),
            "second_on": _known_part(second.occurred),
            "percent": int(contradiction.probability * 100),
        },
    )


def _known_part(when: PartialDate | None) -> str:
    """As much of an ISO date as is known: ``2025-06-01``, ``2025-06`` or ``2025``; empty for no date."""
    return when.day.isoformat()[: LENGTHS[when.precision]] if when else ""
