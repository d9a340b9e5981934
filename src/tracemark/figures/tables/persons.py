"""A table of persons in words: its grid, with a sign and a word where a number is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format

from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.persons import PERSON_TABLES, PersonTable, cells_of
from tracemark.figures.rules.suppression import TOTAL, Place
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class PersonCell:
    """One number: its text, whether it is hidden, and (in a form) the name of its input."""

    text: str
    is_hidden: bool = False
    name: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the table."""

    label: str
    is_total: bool
    cells: tuple[PersonCell, ...]


def group_word(code: str) -> str:
    """A band of years or another group in words."""
    low, dash, high = code.partition("-")
    if code.endswith("+"):
        return word("persons_age_from", age=code[:-1])
    if dash and low.isdecimal() and high.isdecimal():
        return word("persons_age_band", low=low, high=high)
    return word(f"persons_{code}")


def header_of(table: PersonTable, *, with_total: bool = True) -> list[str]:
    """The headings of the table's columns."""
    return [group_word(code) for code in (*table.columns, *((TOTAL,) if with_total else ()))]


def person_lines(document: Mapping[str, Json]) -> list[PersonLine]:
    """The lines of a document, totals last."""
    table, cells = PERSON_TABLES[str(document["table"])], cells_of(document)
    return [
        PersonLine(
            word(f"persons_{row}"),
            row == TOTAL,
            tuple(_cell(cells[row, column]) for column in (*table.columns, TOTAL)),
        )
        for row in (*table.rows, TOTAL)
    ]


def _cell(count: int | None) -> PersonCell:
    return (
        PersonCell(word("persons_hidden"), is_hidden=True)
        if count is None
        else PersonCell(number_format(count))
    )


def input_name(place: Place) -> str:
    """The name of a place's input in the form."""
    return f"p|{place[0]}|{place[1]}"


def input_lines(table: PersonTable, typed: Mapping[str, str]) -> list[PersonLine]:
    """The lines of the form in which an authority's numbers are typed, with what was typed before."""
    return [
        PersonLine(
            word(f"persons_{row}"),
            False,
            tuple(
                PersonCell(
                    typed.get(input_name((row, column)), ""),
                    name=input_name((row, column)),
                    label=f"{word(f'persons_{row}')}: {group_word(column)}",
                )
                for column in table.columns
            ),
        )
        for row in table.rows
    ]


def table_titles() -> list[tuple[str, str, bool]]:
    """Name, title, and whether the register counts it, of every table."""
    return [(name, word(f"figure_{name}"), bool(table.count)) for name, table in PERSON_TABLES.items()]


def persons_text(document: Mapping[str, Json]) -> str:
    """A document as plain text for a terminal."""
    table = PERSON_TABLES[str(document["table"])]
    head = ["", *header_of(table)]
    body = [[line.label, *(cell.text for cell in line.cells)] for line in person_lines(document)]
    widths = [max(len(row[at]) for row in (head, *body)) for at in range(len(head))]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in (head, *body)
    ]
    title = f"{word(f'figure_{table.name}')}, {document['year']}"
    return "\n".join([title, "", *lines, "", *persons_method(table)]) + "\n"


def persons_method(table: PersonTable) -> list[str]:
    """How the table is made and what is hidden, sentence by sentence."""
    codes = (f"method_persons_{table.unit}", "method_persons_hidden", "method_persons_not_inferred")
    return [word(code) for code in codes]
