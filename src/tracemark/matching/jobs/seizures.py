"""A year's seizures against all inventories and registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.matching.actions.proposing import store_proposals
from tracemark.matching.jobs.loading import load_lists
from tracemark.matching.queries.models import current_model
from tracemark.matching.queries.statistics import current_statistics
from tracemark.matching.rules.linking import Progress, answer_all
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.posterior import Answer
from tracemark.register.queries.facts import WeaponFacts
from tracemark.register.rules.rows import ListKind


@dataclass(frozen=True, slots=True)
class SeizureMatches:
    """Each seizure's answer, in order of record number, with the facts of all weapons by id."""

    year: int
    answers: Mapping[UUID, Answer[UUID]]
    weapons: Mapping[UUID, WeaponFacts]
    changed: int


def match_seizures(year: int, *, by: Viewer, at: datetime, progress: Progress) -> SeizureMatches:
    """Propose for every weapon seized, found or handed in during ``year`` the weapons on record it may be.

    Proposals are kept; running again changes only those whose answer changed.
    """
    model = current_model()
    loaded = load_lists(by, (ListKind.SEIZURES, ListKind.RECEIPTS), progress, year=year)
    register = MemorySearch([row.record for row in loaded.owned], current_statistics(), model)
    answers = {
        row.record.id: answer
        for row, answer in answer_all(loaded.seen, register, step="seizures", progress=progress)
    }
    changed = store_proposals(answers, model=model, by=by, at=at)
    return SeizureMatches(year, answers, loaded.weapons, changed)
