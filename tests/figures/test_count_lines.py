"""Every number of a count can be broken down, and asked for its rows."""

from dataclasses import replace

import pytest
from tests.figures.test_counts import ROWS, tally

from tracemark.figures.rules.counts import BREAKDOWNS, COUNTS, Left, count_facts, count_json, count_lines
from tracemark.figures.rules.counts.exchange import write_count_rows_csv
from tracemark.figures.rules.counts.lines import (
    ALL,
    NOT_STATED,
    choose_count_rows,
    definition_json,
    read_count_choice,
)


@pytest.mark.parametrize("by", BREAKDOWNS)
@pytest.mark.parametrize("name", COUNTS)
def test_the_groups_of_a_breakdown_add_up_to_their_cell(name: str, by: str) -> None:
    counted = tally(name)
    lines = count_lines(counted, by)
    for whole in (line for line in lines if line.breakdown == ALL):
        groups = [
            line.value or 0
            for line in lines
            if (line.cell, line.year) == (whole.cell, whole.year) and line.breakdown != ALL
        ]
        assert by == "cell" or sum(groups) == len(counted.rows_of(whole.cell, (whole.year,)))


@pytest.mark.parametrize("by", BREAKDOWNS[1:])
def test_every_number_names_as_many_rows_as_it_says(by: str) -> None:
    counted = tally("arms-collected")
    for line in count_lines(counted, by):
        asked = {"cell": line.cell, "in": str(line.year), "by": by, "group": line.breakdown}
        rows = choose_count_rows(counted, read_count_choice(counted, asked))
        assert len(rows) == (line.value or 0), line


def test_rows_that_were_left_out_can_be_asked_for() -> None:
    counted = tally("arms-collected")
    choice = read_count_choice(counted, {"left": "antique"})
    assert [row.row_id for row in choose_count_rows(counted, choice)] == ["A5"]
    assert choice.left_out is Left.ANTIQUE


@pytest.mark.parametrize(
    "asked",
    [
        {"cell": "eaten"},
        {"cell": "total", "in": "1999"},
        {"cell": "total", "by": "moon"},
        {"left": "no reason"},
        {},
    ],
)
def test_a_number_that_does_not_exist_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        read_count_choice(tally("arms-collected"), asked)
    with pytest.raises(KeyError):
        count_lines(tally("arms-collected"), "moon")


def test_what_a_breakdown_does_not_know_has_a_name_of_its_own() -> None:
    groups = {line.breakdown for line in count_lines(tally("arms-collected"), "type")}
    assert groups == {ALL, NOT_STATED}


def test_the_document_says_how_it_was_counted() -> None:
    document = count_json(tally("arms-destroyed"), "month", state="XF")
    assert document["lines"][1] == {"cell": "collected", "year": 2024, "breakdown": "2024-11", "value": 1}  # type: ignore[index,call-overload]  # [json]
    told = definition_json(COUNTS["arms-destroyed"])
    assert told["cells"] == ["collected", "state_held", "source_not_known", "total"]
    assert told["sources"] and told["kinds"] == ["destroyed"]


def test_a_place_in_a_list_cannot_run_as_a_formula() -> None:
    rows = count_facts(COUNTS["arms-collected"], [replace(ROWS[0], sheet_row="=1+1")], (2024,)).rows
    text = write_count_rows_csv(rows)
    assert text.startswith("row_id,record_no") and ",'=1+1," in text
