"""Weapons of the node that may stand twice on its books, put among the proposals for officers to judge."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import numpy as np

from tracemark.accounts.rules import Viewer
from tracemark.matching.actions.proposing import store_proposals
from tracemark.matching.jobs.duplicates.in_files import ROWS_A_LOT, FoundTwins, PairJob, find_pairs
from tracemark.matching.jobs.keeping import Progress, open_folder
from tracemark.matching.jobs.shelves import ABOUT, open_places, open_shelf, write_shelf, write_weapons
from tracemark.matching.queries.models import current_model
from tracemark.matching.queries.proposals import proposed_weapons
from tracemark.matching.queries.records import OWNED, iter_rows
from tracemark.matching.rules.description import Description, Record
from tracemark.matching.rules.duplicates import LEAST, Pair, PairFinder
from tracemark.matching.rules.explaining import errors_between
from tracemark.matching.rules.fields import weigh_fields
from tracemark.matching.rules.found import Numbered
from tracemark.matching.rules.lists import columns_of
from tracemark.matching.rules.posterior import Answer, Candidate, SerialWeight
from tracemark.matching.rules.rows import reading_of
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Weigher


def find_in_register(
    folder: Path,
    *,
    by: Viewer,
    at: datetime,
    progress: Progress,
    least: float = LEAST,
    rows_a_lot: int = ROWS_A_LOT,
) -> FoundTwins:
    """Propose, for every weapon at home in a list that may stand there a second time, which one it is.

    What a run before found in ``folder`` is used where the register and the model are the same.
    """
    by.require("match.judge")
    records, model = _records(by, progress), current_model()
    digest = sha256("\n".join(map(repr, records)).encode()).hexdigest()
    folder.parent.mkdir(parents=True, exist_ok=True)
    open_folder(folder, asdict(PairJob(digest, least, rows_a_lot, model.name)))
    rows = [Numbered(each, spelling) for each in records for spelling in each.description.spellings]
    shelf = folder / "register"
    if not (shelf / ABOUT).exists():
        shutil.rmtree(shelf, ignore_errors=True)
        shelf.mkdir()
        counts = [len(each.description.spellings) for each in records]
        write_weapons(np.repeat(np.arange(len(records), dtype=np.uint32), counts), shelf)
        readings = (reading_of(row.record.description, row.spelling) for row in rows)
        write_shelf(build_shelf(columns_of(readings)), shelf)
    pairs = find_pairs(folder, len(rows), model, least, rows_a_lot, progress)
    gone: Answer[UUID] = Answer((), 1.0, 0, Description())
    answers = dict.fromkeys(proposed_weapons(by, OWNED), gone)
    weigher = PairFinder(open_shelf(shelf), open_places(shelf), model=model).matcher.weigher
    answers |= _answers(weigher, pairs, rows)
    changed = store_proposals(answers, model=model, by=by, at=at)
    shutil.rmtree(folder)
    return FoundTwins(len(records), len(pairs), changed=changed)


def _records(by: Viewer, progress: Progress) -> list[Record[UUID]]:
    """Weapons that are at home in a list, in order of record number."""
    found = []
    for _, row in iter_rows(by, OWNED):
        found.append(row.record)
        if len(found) % ROWS_A_LOT == 0:
            progress("loading", len(found), 0)
    return found


def _answers(
    weigher: Weigher, pairs: Sequence[Pair], rows: Sequence[Numbered[UUID]]
) -> dict[UUID, Answer[UUID]]:
    """Pairs as answers about the weapons that were searched."""
    found: dict[UUID, Answer[UUID]] = {}
    for pair in sorted(pairs, key=lambda each: -each.probability):
        asked, other = rows[pair.asked], rows[pair.first + pair.second - pair.asked]
        query = asked.record.description
        known = found.get(asked.record.id, Answer((), pair.none_probability, pair.others_that_fit, query))
        candidates = (*known.candidates, _candidate(weigher, pair, asked, other))
        found[asked.record.id] = replace(known, candidates=candidates)
    return found


def _candidate(weigher: Weigher, pair: Pair, asked: Numbered[UUID], other: Numbered[UUID]) -> Candidate[UUID]:
    """A weapon that the one searched may be, with what speaks for and against it."""
    query, read, recorded = asked.record.description, asked.spelling, other.spelling
    weigher.ask(reading_of(query, read))
    fields = tuple(weigh_fields(query, other.record.description, weigher))
    score = pair.weight - pair.background
    edits = errors_between(read, [recorded.text], weigher.errors)[0] if read and recorded else ()
    serial = SerialWeight(score - sum(each.weight for each in fields), read, recorded, edits)
    return Candidate(other.record.id, pair.probability, score, serial, fields)
