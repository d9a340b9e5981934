"""The whole answer table: one row an answered cell, as it was given and as it was read, with its source."""

from collections.abc import Iterator

from tracemark.accounts.rules import Viewer
from tracemark.observatory.data import places
from tracemark.observatory.models import Answer
from tracemark.observatory.queries.facts import (
    EVERYTHING,
    Scope,
    current_reports,
    editions_used,
    hidden_keys,
    is_open,
    last_words,
)

COLUMNS = (
    "state",
    "region",
    "subregion",
    "world",
    "instrument",
    "edition",
    "cycle",
    "first_year",
    "last_year",
    "key",
    "path",
    "value",
    "number",
    "raw",
    "file",
    "place",
    "way",
    "taken_in_at",
    "report",
)
"""Columns of the table, in order."""


def iter_answers(viewer: Viewer, scope: Scope = EVERYTHING) -> Iterator[tuple[object, ...]]:
    """Every public answer of the scope's reports (newest revisions), by State, cycle and question.

    What a State keeps back is never among them, whatever the audience: the table is made to leave the node.
    """
    words = last_words(scope)
    reports = [row for row in current_reports(viewer, scope) if is_open(row, words)]
    names = {key: one.name for key, (one, _) in editions_used(reports).items()}
    for row in reports:
        answers = Answer.objects.filter(report=row).order_by("id")
        columns = ("key", "path", "value", "number", "raw", "place", "is_public")
        found = list(answers.values_list(*columns))
        hidden = hidden_keys(row, {key for key, *_, is_public in found if not is_public}, words)
        within = places().get(row.state, ("", "", ""))
        for key, path, value, number, raw, place, _ in found:
            if key not in hidden:
                yield (
                    row.state,
                    within[-2],
                    within[0],
                    row.world,
                    row.instrument,
                    names[row.edition_id.hex],
                    row.cycle,
                    row.first_year,
                    row.last_year,
                    key,
                    path,
                    value,
                    number,
                    raw,
                    row.intake.name,
                    place,
                    row.intake.way,
                    row.intake.at.isoformat(timespec="seconds"),
                    row.uid.hex,
                )
