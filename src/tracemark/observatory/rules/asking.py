"""A question of one's own, without SQL: a question of the form, States, cycles, a breakdown; and its table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum

from tracemark.figures.rules import percent
from tracemark.observatory.rules.facts import ReportFacts


class By(StrEnum):
    """What the rows of the table are."""

    CYCLE = "cycle"
    STATE = "state"
    REGION = "region"
    SUBREGION = "subregion"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants to know.

    ``path`` is a cell of a table (empty: the answer itself, or all cells). ``states`` and ``regions`` (M49) narrow
    down; empty: everyone who reported. ``cycles`` empty: all there are.
    """

    key: str
    path: str = ""
    instrument: str = "poa-iti"
    states: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cycles: tuple[int, ...] = ()
    by: By = By.CYCLE

    def document(self) -> dict[str, object]:
        """The question as JSON values."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


@dataclass(frozen=True, slots=True)
class AskCell:
    """One answer (``value``) of one row: how many States gave it, out of how many reports. ``total`` sums numbers."""

    value: str
    count: int
    share: Decimal | None
    total: int | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskRow:
    """A row of the table: what it is of, how many reports it has, and every answer with its count."""

    label: str
    cycle: int | None
    reports: int
    cells: tuple[AskCell, ...]
    blank: int
    withheld: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class AskTable:
    """The answer to a question of one's own: rows, and cycles between which the question is not joined."""

    ask: Ask
    rows: tuple[AskRow, ...]
    breaks: tuple[int, ...] = ()


def answer(
    ask: Ask,
    reports: Iterable[ReportFacts],
    label_of: Callable[[ReportFacts], str],
    breaks: Sequence[int] = (),
) -> AskTable:
    """The table. ``label_of`` gives the row that a report belongs to; rows are parted by cycle too."""
    groups: dict[tuple[str, int], list[ReportFacts]] = {}
    for report in reports:
        groups.setdefault((label_of(report), report.cycle), []).append(report)
    rows = tuple(_row(ask, label, cycle, group) for (label, cycle), group in sorted(groups.items()))
    return AskTable(ask, rows, tuple(breaks))


def _row(ask: Ask, label: str, cycle: int, reports: list[ReportFacts]) -> AskRow:
    given: dict[str, list[tuple[str, int | None]]] = {}
    blank = withheld = not_asked = 0
    for report in reports:
        if ask.key not in report.asked:
            not_asked += 1
        elif ask.key in report.withheld:
            withheld += 1
        else:
            values = _values(ask, report)
            blank += not values
            for value, number in values.items():
                given.setdefault(value, []).append((report.state, number))
    base = len(reports) - not_asked
    cells = tuple(_cell(value, pairs, base) for value, pairs in sorted(given.items()))
    return AskRow(label, cycle, len(reports), cells, blank, withheld, not_asked)


def _cell(value: str, pairs: list[tuple[str, int | None]], base: int) -> AskCell:
    numbers = [number for _, number in pairs if number is not None]
    states = tuple(sorted({state for state, _ in pairs}))
    return AskCell(value, len(states), percent(len(states), base), sum(numbers) if numbers else None, states)


def _values(ask: Ask, report: ReportFacts) -> Mapping[str, int | None]:
    """What a report says: the code of a choice, the ticked options, or the named cells with their numbers."""
    found: dict[str, int | None] = {}
    for path, cell in report.of(ask.key).items():
        if ask.path and path != ask.path:
            continue
        name = path or ("" if cell.number is not None else cell.value.partition(":")[0])
        found[name] = cell.number
    return found
