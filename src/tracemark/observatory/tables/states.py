"""One State's profile, the rows behind a number, and the answers to a question."""

from collections.abc import Iterable, Sequence

from tracemark.observatory.queries.reports import Profile, ProfileLine, ReportLine
from tracemark.observatory.queries.trends import CountedRow
from tracemark.observatory.rules.asking import AskRow, AskTable, By
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.tables.chart import (
    Chart,
    name_of_region,
    name_of_state,
    statistic_title,
    years_text,
)
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.sheet import (
    Column,
    Sheet,
    Value,
    columns,
    count_value,
    share_value,
    text_value,
    year_value,
)
from tracemark.ui.words import word

SIGNS = {"counted": "●", "others": "○", "blank": "□", "withheld": "‖", "not_asked": "┄", "no_report": "–"}
ROW_COLUMNS = columns("state", "name", "cycle", "key", "cell", "answer", "place")
REPORT_COLUMNS = columns("cycle", "period", "edition", "revision", "way", "file", "received")
ASK_NUMBERS = ("states", "share", "sum", "reports", "blank", "withheld", "not_asked")


def profile_chart(profile: Profile, links: Links) -> Chart:
    """A State, statistic by statistic and cycle by cycle. A blank, a "no" and no report are three things."""
    cycles = [cycle for cycle, _ in profile.lines[0].sides] if profile.lines else []
    heads = (Column("statistic"), *(YearColumn(f"cycle_{cycle}") for cycle in cycles))
    rows = tuple(_profile_row(profile.state, line, links) for line in profile.lines)
    title = word("profile_title", state=name_of_state(profile.state))
    return Chart(Sheet(f"state-{profile.state}", title, heads, rows))


class YearColumn(Column):
    """A column of one cycle, headed by its year."""

    @property
    def label(self) -> str:
        """The year."""
        return self.code.removeprefix("cycle_")


def _profile_row(state: str, line: ProfileLine, links: Links) -> tuple[Value, ...]:
    numbers = dict(line.numbers)
    cells = [text_value(line.code, statistic_title(line.code), links.statistic(line.code))]
    for cycle, side in line.sides:
        number = numbers.get(cycle)
        if number is not None:
            cells.append(count_value(number, links.one(line.code, cycle, state, side)))
        else:
            answers = "" if side == "no_report" else links.one(line.code, cycle, state, side)
            cells.append(text_value(side, word(f"side_{side}"), answers, SIGNS[side]))
    return tuple(cells)


def reports_sheet(state: str, reports: Iterable[ReportLine]) -> Sheet:
    """The reports of a State: how each came in, and which revision holds."""
    rows = tuple(
        (
            year_value(one.cycle),
            text_value(f"{one.first_year}-{one.last_year}"),
            text_value(one.edition),
            count_value(one.revision),
            text_value(one.way, word(f"taken_in_{one.way}")),
            text_value(one.file),
            text_value(one.received_on.isoformat() if one.received_on else ""),
        )
        for one in reports
    )
    return Sheet(f"state-{state}-reports", word("reports_title"), REPORT_COLUMNS, rows)


def rows_chart(title: str, name: str, rows: Sequence[CountedRow], links: Links) -> Chart:
    """The States behind a number, each with the answers that decided, as they were given."""
    lines = []
    for row in rows:
        start = (
            text_value(row.state),
            text_value(name_of_state(row.state), address=links.state(row.state)),
            year_value(row.cycle),
        )
        answers = row.answers or (("", "", "", ""),)
        lines += [(*start, *map(text_value, answer)) for answer in answers]
    return Chart(Sheet(name, title, ROW_COLUMNS, tuple(lines)))


def ask_chart(title: str, table: AskTable, words: dict[str, str], links: Links) -> Chart:
    """The answer to a question of one's own. ``words`` are those of the answers' codes."""
    heads = columns("row", "cycle", "answer", *ASK_NUMBERS, numbers=ASK_NUMBERS)
    rows = tuple(line for row in table.rows for line in _ask_lines(table, row, words, links))
    notes = tuple(word("ask_break", cycle=str(cycle)) for cycle in table.breaks)
    return Chart(Sheet(f"ask-{table.ask.key}", title, heads, rows, notes), notes=notes)


def _ask_lines(table: AskTable, row: AskRow, words: dict[str, str], links: Links) -> list[tuple[Value, ...]]:
    by_state = table.ask.by is By.STATE
    start = (_row_label(table, row, links), year_value(row.cycle))
    end = tuple(count_value(number) for number in (row.reports, row.blank, row.withheld, row.not_asked))
    if not row.cells:
        side = "withheld" if row.withheld else "not_asked" if row.not_asked else "blank"
        return [(*start, text_value("", word(f"side_{side}")), *(count_value(None),) * 3, *end)]
    lines = []
    for cell in row.cells:
        answers = links.answers(table.ask.key, row.cycle or 0) if not by_state and row.cycle else ""
        lines.append(
            (
                *start,
                text_value(cell.value, words.get(cell.value, cell.value)),
                count_value(cell.count, answers),
                share_value(cell.share),
                count_value(cell.total),
                *end,
            )
        )
    return lines


def _row_label(table: AskTable, row: AskRow, links: Links) -> Value:
    if table.ask.by is By.STATE:
        return text_value(row.label, name_of_state(row.label), links.state(row.label))
    if table.ask.by in (By.REGION, By.SUBREGION):
        return text_value(row.label, name_of_region(row.label))
    return text_value(row.label, word("ask_all") if not row.label else row.label)


def point_title(code: str, year: int, part: str, reading: str) -> str:
    """What the page of rows is headed by."""
    statistic = STATISTICS[code]
    chosen = reading if reading in statistic.by_reading else statistic.chosen.code
    parts = (statistic_title(code), years_text(year), word(f"reading_{chosen}"), word(f"side_{part}"))
    return " · ".join(parts)
