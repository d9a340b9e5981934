"""What a question asks the register for: ``arms-collected:{row}@{column}``, ``any arms-collected:total@both``.

``figure:cell@years``: ``first``, ``second`` and ``both`` are the years of a two-year period, ``year`` the one of a
yearly report. In a table ``{row}`` and ``{column}`` stand for the cell's own. ``any`` gives yes
when there is a row at all; it never says no, which only a person can know. ``list figure@year``
fills the lines of a question of lines.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracemark.instruments.rules.questionnaire import Kind, Period, Question

REFERENCE = re.compile(
    r"(?:(?P<way>any|list) )?(?P<figure>[a-z0-9.-]+)(?::(?P<cell>[\w{}]+))?@(?P<years>[\w{}]+)"
)
YEARS: Mapping[Period, tuple[str, ...]] = {
    Period.TWO_YEARS: ("first", "second", "both"),
    Period.YEAR: ("year",),
    Period.MOMENT: ("year",),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One number (or the lines) asked of a figure, for one cell of a question (``path`` is "" for a single answer)."""

    path: str
    figure: str
    cell: str
    years: str
    way: str = ""


def asks_of(question: Question) -> tuple[Ask, ...]:
    """What the question asks for, cell by cell; nothing when it has no prefill. Raises ValueError."""
    if not question.prefill:
        return ()
    match = REFERENCE.fullmatch(question.prefill)
    if match is None:
        raise ValueError(question.prefill)
    way, figure, cell, years = match["way"] or "", match["figure"], match["cell"] or "", match["years"]
    if question.kind is not Kind.TABLE:
        return (Ask("", figure, cell, years, way),)
    return tuple(
        Ask(
            f"{row}.{column}",
            figure,
            cell.replace("{row}", row).replace("{column}", column),
            years.replace("{column}", column).replace("{row}", row),
            way,
        )
        for row in question.rows
        for column in question.columns
        if column not in question.text_columns
    )


def years_of(name: str, period: Sequence[int]) -> tuple[int, ...]:
    """The years that ``first``, ``second``, ``both`` or ``year`` name in a period of one or two years."""
    return {"first": (period[0],), "second": (period[-1],)}.get(name, tuple(period))


def check_asks(question: Question, period: Period, figures: Mapping[str, Sequence[str]]) -> list[str]:
    """Asks that lead nowhere: no such figure, cell or year. ``figures`` maps each name to its cells."""
    wrong = []
    for ask in asks_of(question):
        cells = figures.get(ask.figure)
        if cells is None or ask.years not in YEARS[period] or (ask.cell not in cells and ask.way != "list"):
            wrong.append(f"{ask.figure}:{ask.cell}@{ask.years}")
    return wrong
