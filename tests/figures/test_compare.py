"""Published against now, and how a figure is frozen."""

import json

from tests.figures.rows import read_table

from tracemark.figures.rules import Basis, Exclusion, count_sdg_16_4_2
from tracemark.figures.rules.compare import (
    FieldChange,
    NumberChange,
    RowChange,
    RowDifference,
    compare_documents,
)
from tracemark.figures.rules.frozen import canonical_text, figure_json, text_hash
from tracemark.figures.rules.select import LEFT_OUT, NUMERATOR, Choice, choose_rows

PUBLISHED = """
A1 | 2025-01-03 | criminal | pending     | yes |
A2 | 2025-02-01 | criminal | traced_home | yes |
"""
NOW = """
A1 | 2025-01-03 | criminal | traced_abroad | yes |
A3 | 2025-02-01 | found    |               | no  |
"""


def document(table: str) -> dict:
    return figure_json(count_sdg_16_4_2(read_table(table), 2025), state="XF")


def test_nothing_changed_is_the_same() -> None:
    assert compare_documents(document(PUBLISHED), document(PUBLISHED)).is_same


def test_rows_that_came_went_and_changed_are_named() -> None:
    assert compare_documents(document(PUBLISHED), document(NOW)).rows == (
        RowChange("A1", "A1", RowDifference.CHANGED, (FieldChange("outcome", "pending", "traced_abroad"),)),
        RowChange("A2", "A2", RowDifference.GONE),
        RowChange("A3", "A3", RowDifference.ADDED),
    )


def test_numbers_that_differ_are_shown_on_both_sides() -> None:
    numbers = compare_documents(document(PUBLISHED), document(NOW)).numbers
    assert NumberChange("all", "found", (0, 0, None), (0, 1, "0.0")) in numbers
    assert NumberChange("traceable", "seized", (1, 2, "50.0"), (1, 1, "100.0")) in numbers
    assert not [change for change in numbers if change.how == "surrendered"]


def test_the_frozen_text_has_no_floats_and_one_hash() -> None:
    text = canonical_text(document(PUBLISHED))
    assert text_hash(text) == text_hash(canonical_text(json.loads(text)))
    json.loads(text, parse_float=lambda number: 1 / 0)


def test_the_rows_of_any_number_can_be_asked_for() -> None:
    figure = count_sdg_16_4_2(read_table(NOW), 2025)

    def ids(choice: Choice) -> list[str]:
        return [row.row_id for row in choose_rows(figure, choice)]

    assert ids(Choice()) == ["A1", "A3"]
    assert ids(Choice(part=NUMERATOR)) == ["A1"]
    assert ids(Choice(basis=Basis.TRACEABLE, part=LEFT_OUT)) == ["A3"]
    assert ids(Choice(how="found", part="blank")) == ["A3"]
    assert ids(Choice(excluded=Exclusion.ANTIQUE)) == []
