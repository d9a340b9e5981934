"""What became of a list's rows, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracemark.register.queries.batches import RowCount
from tracemark.ui.words import bare_word


@dataclass(frozen=True, slots=True)
class CodeLine:
    """How many rows got one code; ``url`` leads to them."""

    text: str
    count: int
    url: str


def code_lines(counts: Iterable[RowCount], url: str = "") -> list[CodeLine]:
    """Counts by code as lines; the words are those of the code without its parameters."""
    return [
        CodeLine(bare_word(one.code), one.count, f"{url}?code={one.code}" if url else "") for one in counts
    ]
