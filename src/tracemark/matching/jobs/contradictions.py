"""Alerts about weapons whose lists contradict each other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tracemark.accounts.rules import Viewer
from tracemark.matching.actions.drafting import draft_of
from tracemark.matching.jobs.loading import load_lists
from tracemark.matching.queries.models import current_model
from tracemark.matching.queries.records import SEEN
from tracemark.matching.rules.linking import Progress, link_lists
from tracemark.oversight.actions import raise_alerts


@dataclass(frozen=True, slots=True)
class RaisedAlerts:
    """How many contradictions of each kind there are, and how many of the alerts are new."""

    by_kind: Mapping[str, int]
    new: int


def find_contradictions(*, by: Viewer, progress: Progress) -> RaisedAlerts:
    """Raise an alert for each contradiction between lists; one that stands already is not raised again."""
    loaded = load_lists(by, SEEN, progress)
    linking = link_lists(loaded.owned, loaded.seen, current_model(), progress)
    drafts = [draft_of(each, loaded.weapons) for each in linking.contradictions]
    return RaisedAlerts(Counter(draft.kind for draft in drafts), raise_alerts(drafts))
