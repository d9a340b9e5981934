"""Weapons by how their number begins, from the search index: for the register's list of weapons."""

from uuid import UUID

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES
from tracemark.matching.models import MarkKey
from tracemark.matching.rules.keys import span

UNREAD = "?*"


def weapons_beginning_with(text: str, most: int) -> list[UUID] | None:
    """Ids of weapons that may have a mark beginning with ``text`` (look-alikes and voided marks among them).

    None when the index cannot say, or when there are more than ``most``. A text with a sign that no normalized mark
    has begins none.
    """
    legible = text.split("?")[0].split("*")[0]
    if any(sign not in LOOK_ALIKE_CLASSES for sign in text if sign not in UNREAD):
        return []
    if not legible:
        return None
    rows = MarkKey.objects.filter(head__range=span(legible)).values_list("weapon_id", flat=True)
    found = list(rows[: most + 1])
    return found if len(found) <= most else None
