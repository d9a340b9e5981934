"""Keys of marks, written in the same transaction as the marks themselves."""

from collections.abc import Sequence
from uuid import UUID

from tracemark.marks.rules.mark import Mark


def index_marks(rows: Sequence[tuple[UUID, UUID, Mark]]) -> None:
    """Store the keys of marks, given as (weapon, mark id, mark)."""


def set_voided(mark_ids: Sequence[UUID], voided: bool) -> None:
    """Take marks out of the search, or back in, when the event that brought them is voided or restored."""
