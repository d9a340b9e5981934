"""Alerts about weapons whose lists contradict each other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.matching.jobs.loading import Loaded, load_lists
from tracemark.matching.queries.models import current_model
from tracemark.matching.queries.records import SEEN
from tracemark.matching.rules.contradictions import Contradiction
from tracemark.matching.rules.linking import Progress, link_lists
from tracemark.oversight.actions import AlertDraft, raise_alerts
from tracemark.register.rules.events import PartialDate, Precision

LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@dataclass(frozen=True, slots=True)
class RaisedAlerts:
    """How many contradictions of each kind there are, and how many of the alerts are new."""

    by_kind: Mapping[str, int]
    new: int


def find_contradictions(*, by: Viewer, progress: Progress) -> RaisedAlerts:
    """Raise an alert for each contradiction between lists; one that stands already is not raised again."""
    loaded = load_lists(by, SEEN, progress)
    linking = link_lists(loaded.owned, loaded.seen, current_model(), progress)
    drafts = [_draft(each, loaded) for each in linking.contradictions]
    return RaisedAlerts(Counter(draft.kind for draft in drafts), raise_alerts(drafts))


def _draft(contradiction: Contradiction[UUID], loaded: Loaded) -> AlertDraft:
    """An alert about all the weapons concerned, seen by the officers of their units."""
    ids = [each for each in (contradiction.first, contradiction.second, contradiction.weapon) if each]
    first, second = loaded.weapons[contradiction.first], loaded.weapons[contradiction.second]
    pair = sorted((contradiction.first.hex, contradiction.second.hex))
    return AlertDraft(
        kind=contradiction.kind,
        key=f"{contradiction.kind}:{pair[0]}:{pair[1]}",
        weapons={each: loaded.weapons[each].unit_id for each in ids},
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
