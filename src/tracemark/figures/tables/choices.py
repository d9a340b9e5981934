"""A number's name as an address and in words, and the rows behind it in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from tracemark.figures.rules import FigureRow
from tracemark.figures.rules.select import DENOMINATOR, LEFT_OUT, NUMERATOR, Choice
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row behind a number, in words."""

    row: FigureRow
    how: str
    outcome: str
    traceable: str
    excluded: str
    source: str


def choice_query(choice: Choice) -> str:
    """The address parameters that name the same number again."""
    if choice.excluded is not None:
        return urlencode({"excluded": choice.excluded.value})
    return urlencode({"basis": choice.basis.value, "how": choice.how, "part": choice.part})


def choice_label(choice: Choice) -> str:
    """The number that ``choice`` names, in words."""
    if choice.excluded is not None:
        return word(f"excluded_{choice.excluded}")
    group = "part" if choice.part in {NUMERATOR, DENOMINATOR, LEFT_OUT} else "outcome"
    parts = [word(f"basis_{choice.basis}"), word(f"obtained_{choice.how}"), word(f"{group}_{choice.part}")]
    return " · ".join(parts)


def row_lines(rows: Iterable[FigureRow]) -> list[RowLine]:
    """Rows in words."""
    return [
        RowLine(
            row=row,
            how=word(f"obtained_{row.how}"),
            outcome=word(f"outcome_{row.outcome}"),
            traceable=word("traceable_yes" if row.traceable else "traceable_no"),
            excluded=word(f"excluded_{row.excluded}") if row.excluded else "",
            source=_source(row),
        )
        for row in rows
    ]


def _source(row: FigureRow) -> str:
    known = (
        word(f"figure_list_{row.list_kind}")
        if row.list_kind in {"", "seizures", "receipts"}
        else row.list_kind
    )
    return f"{known} {row.sheet_row}".strip()
