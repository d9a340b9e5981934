"""A count in words: its table with a link behind every number, its definition, its rows, and plain text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from tracemark.figures.rules.counts import Count, CountRow, Tally, count_lines
from tracemark.figures.rules.counts.lines import ALL, BREAKDOWNS, NOT_STATED, CountChoice, group_of
from tracemark.figures.tables.numbers import CountLine as ReasonLine
from tracemark.figures.tables.numbers import Number
from tracemark.reference.queries import get_tables
from tracemark.reference.rules.additions import name_in
from tracemark.ui.words import word

TRACES = {"trace_sent": "sent", "trace_received": "received", "trace_diversion": "diverted"}


@dataclass(frozen=True, slots=True)
class CountTableLine:
    """One line of a count's table: a cell, or a group within it, with a number a year and one for all years."""

    label: str
    is_group: bool
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class CountRowLine:
    """One row behind a number in words; ``url`` leads to the event or the case, empty when there is none."""

    row: CountRow
    url: str
    what: str
    type_name: str
    source: str
    left_out: str


def count_table(tally: Tally, by: str) -> list[CountTableLine]:
    """The lines of the table, each cell followed by its groups."""
    lines = []
    for cell in tally.count.cells:
        lines.append(_line(tally, cell, by, ALL))
        rows = tally.rows_of(cell)
        groups = sorted({group_of(row, by) for row in rows}) if by != BREAKDOWNS[0] else []
        lines += [_line(tally, cell, by, group) for group in groups]
    return lines


def _line(tally: Tally, cell: str, by: str, group: str) -> CountTableLine:
    def number(year: int | None) -> Number:
        years = (year,) if year else ()
        if group == ALL:
            value = tally.value(cell, years)
        else:
            value = sum(group_of(row, by) == group for row in tally.rows_of(cell, years))
        if value is None:
            return Number(word("no_value"))
        if not value and group != ALL:
            return Number("–")
        query = {"cell": cell, **({"in": year} if year else {})}
        query |= {"by": by, "group": group} if group != ALL else {}
        return Number(number_format(value), urlencode(query) if value else "")

    several = len(tally.years) > 1
    numbers = tuple(number(year) for year in (*tally.years, *([None] if several else [])))
    label = word(f"count_cell_{cell}") if group == ALL else group_label(by, group)
    return CountTableLine(label, group != ALL, numbers)


def group_label(by: str, group: str) -> str:
    """A value of a breakdown in words."""
    if group == NOT_STATED:
        return word("count_cell_not_stated")
    if by == "month":
        return date_format(date.fromisoformat(f"{group}-01"), "YEAR_MONTH_FORMAT")
    return word(f"list_{group}") if by == "list" else type_name(group)


def type_name(code: str) -> str:
    """A type of arm in the active language; the code itself when the reference table does not know it."""
    kind = get_tables().weapon_types.get(code)
    return name_in(kind, (get_language() or "en").partition("-")[0]) if kind else code


def choice_words(choice: CountChoice) -> str:
    """The number that ``choice`` names, in words."""
    if choice.left_out is not None:
        return word(f"excluded_{choice.left_out}")
    parts = [word(f"count_cell_{choice.cell}")]
    if choice.group != ALL:
        parts.append(group_label(choice.by, choice.group))
    return " · ".join([*parts, *([str(choice.year)] if choice.year else [])])


def count_row_lines(rows: Iterable[CountRow]) -> list[CountRowLine]:
    """Rows in words."""
    return [
        CountRowLine(
            row=row,
            url=_url(row),
            what=word(f"count_cell_{TRACES[row.kind]}" if row.kind in TRACES else f"event_{row.kind}"),
            type_name=type_name(row.type_code) if row.type_code else "",
            source=" ".join(
                part
                for part in (word(f"list_{row.list_kind}") if row.list_kind else "", row.sheet_row)
                if part
            ),
            left_out=word(f"excluded_{row.left_out}") if row.left_out else "",
        )
        for row in rows
    ]


def _url(row: CountRow) -> str:
    """The case behind a request for a trace, or the event on the weapon's page."""
    if row.kind in TRACES:
        return reverse("tracing:case", args=[row.record_no])
    return f"{reverse('register:weapon', args=[row.record_no])}#event-{row.event_id}"


def left_out_lines(tally: Tally) -> list[ReasonLine]:
    """Why events were left out, with how many rows each."""
    return [
        ReasonLine(
            word(f"excluded_{reason}"), Number(number_format(len(rows)), urlencode({"left": reason.value}))
        )
        for reason, rows in tally.left_out().items()
    ]


def count_method(count: Count) -> list[str]:
    """How it is counted, sentence by sentence."""
    looked_at = ", ".join(
        word(f"count_cell_{TRACES[kind]}" if kind in TRACES else f"event_{kind}") for kind in count.kinds
    )
    sentences = [word("method_looks_at", events=looked_at), word(f"method_{count.blanks}")]
    if count.left_out:
        reasons = ", ".join(word(f"excluded_{reason}") for reason in count.left_out)
        sentences.append(word("method_left_out", reasons=reasons))
    if count.zero_not_told:
        cells = ", ".join(word(f"count_cell_{cell}") for cell in count.zero_not_told)
        sentences.append(word("method_zero_not_told", cells=cells))
    return sentences


def count_titles(counts: Mapping[str, Count]) -> list[tuple[str, str, str]]:
    """Name, title and cells of every count, by title."""
    lines = [
        (name, word(f"figure_{name}"), " · ".join(word(f"count_cell_{cell}") for cell in count.cells))
        for name, count in counts.items()
    ]
    return sorted(lines, key=lambda line: line[1])


def tally_text(tally: Tally, by: str = "cell") -> str:
    """Every number of the count, what was left out, and how it is counted, for a terminal."""
    lines = [word(f"figure_{tally.count.name}"), ""]
    for line in count_lines(tally, by):
        indent = "  " if line.breakdown == ALL else "      "
        label = word(f"count_cell_{line.cell}") if line.breakdown == ALL else group_label(by, line.breakdown)
        value = word("no_value") if line.value is None else number_format(line.value)
        lines.append(f"{indent}{line.year}  {label}: {value}")
    lines += ["", *(f"{line.label}: {line.count.text}" for line in left_out_lines(tally))]
    lines += ["", *count_method(tally.count)]
    return "\n".join(lines) + "\n"
