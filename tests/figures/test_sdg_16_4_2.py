"""SDG 16.4.2 as tables of rows (metadata of 2018-07-26)."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.figures.rows import read_table

from tracemark.figures.rules import Basis, Exclusion, Figure, Outcome, count_sdg_16_4_2, percent
from tracemark.figures.rules.sdg_16_4_2 import OBTAINED

YEAR_2025 = """
A1 | 2025-01-03 | criminal    | traced_home            | yes |
A2 | 2025-02-01 | criminal    | pending                | yes |
A3 | 2025-02-01 | criminal    |                        | no  |
A4 | 2025-03-09 | criminal    | established_otherwise  | no  |
B1 | 2025-03-10 | found       | traced_abroad          | yes |
B2 | 2025-03-10 | found       | not_tried              | no  |
C1 | 2025-05-01 | surrendered | too_little_information | yes |
X1 | 2025-05-02 | admin       | traced_home            | yes |
X2 | 2025-05-03 | criminal    | traced_home            | yes | antique
X3 | 2025-05-03 | found       | pending                | no  | replica
X4 | 2025-05-03 | found       |                        | no  | kept aside ammunition
X5 | 2024-12-31 | criminal    | traced_home            | yes |
X6 | 2025-03-11 | found       | traced_abroad          | yes | same as B1
X7 | 2025-06-01 | surrendered |                        | yes | receipt
X8 | 2025-06-02 | criminal    | traced_home            | yes | voided
X9 |            | criminal    | traced_home            | yes |
Y1 | 2025-06-04 |             | traced_home            | yes |
"""


def count(table: str, **options: bool) -> Figure:
    return count_sdg_16_4_2(read_table(table), 2025, **options)


@pytest.mark.parametrize(
    ("basis", "how", "numerator", "denominator", "value"),
    [
        (Basis.ALL, "seized", 2, 4, "50.0"),
        (Basis.ALL, "found", 1, 2, "50.0"),
        (Basis.ALL, "surrendered", 0, 1, "0.0"),
        (Basis.ALL, "total", 3, 7, "42.9"),
        (Basis.TRACEABLE, "seized", 1, 2, "50.0"),
        (Basis.TRACEABLE, "found", 1, 1, "100.0"),
        (Basis.TRACEABLE, "surrendered", 0, 1, "0.0"),
        (Basis.TRACEABLE, "total", 2, 4, "50.0"),
    ],
)
def test_both_bases_are_counted_by_the_way_of_obtaining(
    basis: Basis, how: str, numerator: int, denominator: int, value: str
) -> None:
    cell = count(YEAR_2025).measure(basis).cells[how]
    assert (cell.numerator, cell.denominator, cell.value) == (numerator, denominator, Decimal(value))


def test_every_excluded_row_is_listed_with_its_reason() -> None:
    assert count(YEAR_2025).excluded == {
        Exclusion.VOIDED: ("X8",),
        Exclusion.NOT_AN_ARM: ("list:X4",),
        Exclusion.ANTIQUE: ("X2",),
        Exclusion.REPLICA: ("X3",),
        Exclusion.DATE_NOT_KNOWN: ("X9",),
        Exclusion.OUTSIDE_PERIOD: ("X5",),
        Exclusion.CAMPAIGN_RECEIPT: ("X7",),
        Exclusion.HOW_NOT_STATED: ("Y1",),
        Exclusion.ADMINISTRATIVE: ("X1",),
        Exclusion.DUPLICATE_EVENT: ("X6",),
    }


def test_a_blank_outcome_stays_in_the_denominator_and_never_enters_the_numerator() -> None:
    total = count(YEAR_2025).measure(Basis.ALL).total
    assert total.not_traced() == {
        Outcome.PENDING: ("A2",),
        Outcome.TOO_LITTLE_INFORMATION: ("C1",),
        Outcome.NOT_TRIED: ("B2",),
        Outcome.BLANK: ("A3",),
    }
    assert "A3" in total.denominator_rows
    assert "A3" not in total.numerator_rows


def test_an_outcome_nobody_defined_counts_as_blank() -> None:
    total = count("A1 | 2025-01-03 | found | perhaps | yes |").measure(Basis.ALL).total
    assert total.rows_by_outcome[Outcome.BLANK] == ("A1",)


def test_no_arm_gives_no_value_and_not_zero() -> None:
    figure = count("X1 | 2025-05-02 | admin | traced_home | yes |")
    assert (figure.numerator, figure.denominator, figure.value) == (0, 0, None)


def test_campaign_receipts_count_as_surrendered_only_when_asked_for() -> None:
    figure = count(YEAR_2025, include_receipts=True)
    assert figure.measure(Basis.ALL).cells["surrendered"].denominator_rows == ("C1", "X7")
    assert figure.options == ("include_campaign_receipts",)


def test_the_later_report_counts_when_the_earlier_one_was_voided() -> None:
    figure = count(
        """
        A1 | 2025-01-03 | found | pending     | yes | voided
        A2 | 2025-01-04 | found | traced_home | yes | same as A1
        """
    )
    assert figure.measure(Basis.ALL).total.numerator_rows == ("A2",)


def test_a_weapon_seized_twice_in_a_year_is_two_arms_with_two_row_ids() -> None:
    figure = count(
        """
        A1 | 2025-09-03 | criminal | traced_home | yes |
        A1 | 2025-01-04 | found    | pending     | yes |
        """
    )
    assert figure.measure(Basis.ALL).total.denominator_rows == ("A1", "A1/2")
    assert figure.rows["A1/2"].how == "seized"


def test_a_line_kept_aside_is_listed_and_never_counted() -> None:
    figure = count("A1 | 2025-09-03 | criminal | traced_home | yes | kept aside")
    assert figure.excluded == {Exclusion.KEPT_ASIDE: ("list:A1",)}


def test_arms_that_cannot_be_traced_are_named_beside_the_second_base() -> None:
    assert count(YEAR_2025).measure(Basis.TRACEABLE).left_out == ("A3", "A4", "B2")


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (1, 8, "12.5"),
        (1, 16, "6.2"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (27, 48, "56.2"),
        (3, 16, "18.8"),
        (0, 5, "0.0"),
    ],
)
def test_a_per_cent_is_rounded_half_to_even_to_one_decimal(
    numerator: int, denominator: int, value: str
) -> None:
    assert percent(numerator, denominator) == Decimal(value)


line = st.tuples(
    st.sampled_from(["2024-12-31", "2025-01-01", "2025-12-31", ""]),
    st.sampled_from([*OBTAINED, ""]),
    st.sampled_from([*Outcome, ""]),
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["", "antique", "voided", "receipt", "kept aside", "same as R0"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(line, max_size=12), st.randoms())
def test_every_row_is_counted_once_or_excluded_once_in_any_order(lines: list, random: object) -> None:
    facts = (
        read_table("\n".join(f"R{n} | {' | '.join(cells)}" for n, cells in enumerate(lines))) if lines else []
    )
    figure = count_sdg_16_4_2(facts, 2025)
    counted = figure.measure(Basis.ALL).total.denominator_rows
    excluded = [row for rows in figure.excluded.values() for row in rows]
    assert sorted([*counted, *excluded]) == sorted(figure.rows)
    random.shuffle(facts)
    assert count_sdg_16_4_2(facts, 2025) == figure


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(line, max_size=12))
def test_parts_add_to_totals_and_the_second_base_lies_within_the_first(lines: list) -> None:
    facts = (
        read_table("\n".join(f"R{n} | {' | '.join(cells)}" for n, cells in enumerate(lines))) if lines else []
    )
    figure = count_sdg_16_4_2(facts, 2025)
    for measure in figure.measures:
        parts = [measure.cells[how] for how in ("seized", "found", "surrendered")]
        assert sum(part.denominator for part in parts) == measure.total.denominator
        assert sum(part.numerator for part in parts) == measure.total.numerator
    everything, traceable = (set(measure.total.denominator_rows) for measure in figure.measures)
    assert traceable <= everything
    assert set(figure.measure(Basis.TRACEABLE).left_out) == everything - traceable
