"""How files are read: the editions and States that are known, and what the files leave out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracemark.accounts.rules import Viewer
from tracemark.instruments.queries.editions import list_instruments
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.observatory.data import CONSTRUCTED_STATE
from tracemark.observatory.rules.lines import Given
from tracemark.reference.queries import get_tables
from tracemark.reference.rules.countries import find_country

NOTHING_GIVEN = Given()
Check = Callable[[str, bytes, str], bool]
"""Whether a signature of a message was made with a public key: key, message, signature."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: known editions by name, which State a text names, what files leave out, how seals are checked."""

    editions: Mapping[str, Instrument]
    state: Callable[[str], str | None]
    check: Check
    given: Given = NOTHING_GIVEN

    def edition(self, text: str) -> Instrument | None:
        """The edition of that name; a bare year means the Programme of Action's form of that year."""
        name = text.strip().casefold()
        return self.editions.get(name) or self.editions.get(f"poa-iti/{name}")


def reading_of(viewer: Viewer, check: Check, given: Given = NOTHING_GIVEN) -> Reading:
    """A way to read with the editions and States this node knows."""
    tables = get_tables()

    @lru_cache(maxsize=4096)
    def state(text: str) -> str | None:
        plain = text.strip()
        return plain if CONSTRUCTED_STATE.fullmatch(plain) else find_country(tables, plain).code

    return Reading(list_instruments(viewer), state, check, given)
