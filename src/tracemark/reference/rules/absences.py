"""Cells that say that there is nothing to say: blank, "unknown", "home-made"."""

from collections.abc import Sequence
from functools import lru_cache

from tracemark.reference.rules.folding import fold
from tracemark.reference.rules.names import Names
from tracemark.reference.rules.tables import Hit, Tables

NOT_STATED = "not_stated"
UNKNOWN = "unknown"
CRAFT = "craft"


def find_absence(tables: Tables, text: str, reasons: Sequence[str] = (UNKNOWN,)) -> Hit | None:
    """An ``absent`` hit when ``text`` is blank or says one of ``reasons``; None when it says something."""
    folded = fold(text)
    if not folded:
        return Hit(text, None, "absent", reason=UNKNOWN if "?" in text else NOT_STATED)
    codes = _names(tables).find(folded).codes
    if len(codes) == 1 and codes[0] in reasons:
        return Hit(text, None, "absent", reason=codes[0])
    return None


@lru_cache(maxsize=8)
def _names(tables: Tables) -> Names:
    return Names(
        (fold(word), absence.reason, "alias") for absence in tables.absences for word in absence.words
    )
