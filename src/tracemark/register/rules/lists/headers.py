"""Finding the row that names the columns, under titles, over two lines, and where it comes again."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracemark.register.rules.lists.columns import guess_fields, looks_like_names
from tracemark.register.rules.lists.fields import REQUIRED
from tracemark.register.rules.lists.folding import fold
from tracemark.register.rules.rows import ListKind

SEARCHED_ROWS = 60
"""A header stands among the first rows that hold anything."""

LEAST_SCORE = 1.9
"""Two names at least; one word of a title may be a name by chance."""

GAIN_OF_TWO_LINES = 0.9
"""Two lines are read as one header only when that names another column."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the names of the columns stand. ``row`` is the last of its lines, as a spreadsheet counts."""

    row: int
    names: tuple[str, ...]
    first_row: int

    @property
    def folded(self) -> tuple[str, ...]:
        """The names as they are compared."""
        return tuple(fold(name) for name in self.names)


def find_header(kind: ListKind, rows: Sequence[tuple[int, Sequence[str]]]) -> Header | None:
    """The header among the first rows ``(row number, texts)`` of a sheet; None when there is none.

    A row is scored by how many different columns it names in any of six languages. The first of the best wins, so
    that a header repeated on a second page stays a repetition.
    """
    best: Header | None = None
    best_score = LEAST_SCORE
    for place, (number, cells) in enumerate(rows[:SEARCHED_ROWS]):
        if not _may_be_header(cells):
            continue
        score = looks_like_names(kind, cells)
        if score > best_score + 0.5 or (best is None and score >= best_score):
            best, best_score = Header(number, _trimmed(cells), number), score
        if place + 1 < len(rows) and (double := _two_lines(kind, rows[place], rows[place + 1], score)):
            header, score = double
            if score > best_score + 0.5:
                best, best_score = header, score
    return best


def repeats_header(header: Header, cells: Sequence[str]) -> bool:
    """True for a row that says the same as the header: the top of a second page."""
    said = [(place, fold(text)) for place, text in enumerate(cells) if text.strip()]
    if len(said) < 2:
        return False
    names = header.folded
    same = sum(place < len(names) and names[place] == text for place, text in said)
    return same >= 2 and same >= 0.7 * len(said)


def names_required(kind: ListKind, fields: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups of required fields of which a sheet has none."""
    return [group for group in REQUIRED[kind] if not set(group) & set(fields)]


def _may_be_header(cells: Sequence[str]) -> bool:
    said = [text for text in cells if text.strip()]
    figures = sum(any(map(str.isdecimal, text)) for text in said)
    return len(said) >= 2 and figures <= len(said) / 2


def _two_lines(
    kind: ListKind, upper: tuple[int, Sequence[str]], lower: tuple[int, Sequence[str]], score: float
) -> tuple[Header, float] | None:
    """A header of two lines: the upper stands over several columns of the lower ("Holder": "sex", "age")."""
    if lower[0] != upper[0] + 1 or not _may_be_header(upper[1]) or not _may_be_lower(kind, lower[1]):
        return None
    width = max(len(upper[1]), len(lower[1]))
    names, over = [], ""
    for column in range(width):
        above = upper[1][column].strip() if column < len(upper[1]) else ""
        below = lower[1][column].strip() if column < len(lower[1]) else ""
        over = above or (over if below else "")
        names.append(_joined(kind, above, over, below))
    together = looks_like_names(kind, names)
    if (
        together < score + GAIN_OF_TWO_LINES
        or together < looks_like_names(kind, lower[1]) + GAIN_OF_TWO_LINES
    ):
        return None
    return Header(lower[0], _trimmed(names), upper[0]), together


def _may_be_lower(kind: ListKind, cells: Sequence[str]) -> bool:
    said = [text for text in cells if text.strip()]
    known = sum(bool(guess_fields(kind, text)) for text in said)
    return _may_be_header(cells) and known * 2 >= len(said)


def _joined(kind: ListKind, above: str, over: str, below: str) -> str:
    if not below or not over:
        return below or above
    joined = f"{over} {below}"
    alone = guess_fields(kind, below)
    both = guess_fields(kind, joined)
    return below if alone and (not both or alone[0].confidence > both[0].confidence) else joined


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    names = [" ".join(text.split()) for text in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
