"""Every figure of A/76/284, paragraphs 17 to 24, 61 and 62, comes out of the constructed set exactly."""

import pytest
from tests.observatory.constructed import CYCLES, constructed_facts, constructed_reports

from tracemark.observatory.rules.counting import count
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.published import PUBLISHED, THEMES_IN_ORDER, Published, agrees
from tracemark.observatory.rules.trends import Reason, trend_of

PRINTED = """
17 | reports-received         | 2018 | 120   | 193
17 | reports-received         | 2020 | 90    | 193
18 | coordination-bodies      | 2020 | 79    |
18 | contacts-updated         | 2020 | 126   |
18 | action-plans             | 2020 | 21    |
19 | destruction-said         | 2020 | 32    | 90
19 | destruction-number       | 2020 | 26    | 32
20 | collection               | 2018 | 66    | 120
20 | collection               | 2020 | 61    | 90
20 | recorded-or-destroyed    | 2020 | 190412| 361907
20 | sdg-data                 | 2020 | 35    | 90
21 | state-stock-marked       | 2020 | 77    | 90
21 | tracing-procedures       | 2020 | 62    | 90
22 | new-technology-yes       | 2020 | 24    | 90
22 | new-technology-no        | 2020 | 19    | 90
22 | new-technology-blank     | 2020 | 47    | 90
23 | help-needed              | 2020 | 47    | 90
23 | help-offered             | 2016 | 34    | 100
23 | help-offered             | 2018 | 28    | 120
23 | help-offered             | 2020 | 22    | 90
24 | gender-considered        | 2018 | 48    | 120
24 | gender-considered        | 2020 | 57    | 90
24 | sex-disaggregated-data   | 2018 | 19    | 120
24 | sex-disaggregated-data   | 2020 | 22    | 90
61 | fund-donors              | 2020 | 14    |
61 | fund-projects            | 2020 | 94    |
61 | fund-beneficiaries       | 2020 | 144   |
62 | fund-applications        | 2020 | 31    |
62 | fund-applications-funded | 2020 | 12    |
"""
"""Paragraph, statistic, cycle, numerator, denominator (none: a count without a base)."""

SHARES = {("help-needed", 2020): "52.2", ("help-offered", 2020): "24.4", ("help-offered", 2018): "23.3"}
SHARES |= {("help-offered", 2016): "34.0", ("gender-considered", 2018): "40.0"}
SHARES |= {("gender-considered", 2020): "63.3", ("sex-disaggregated-data", 2018): "15.8"}
SHARES |= {("sex-disaggregated-data", 2020): "24.4", ("recorded-or-destroyed", 2020): "52.6"}


def lines() -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in PRINTED.strip().splitlines()]


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line[0]}-{line[1]}-{line[2]}")
def test_a_figure_has_its_paragraph_numerator_and_denominator(line: tuple[str, ...]) -> None:
    paragraph, code, cycle, numerator, denominator = line
    point = count(STATISTICS[code].chosen, constructed_facts(), int(cycle))
    assert STATISTICS[code].paragraph == int(paragraph)
    assert (point.numerator, point.denominator) == (int(numerator), int(denominator) if denominator else None)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row.paragraph}-{row.statistic}-{row.cycle}")
def test_every_printed_figure_comes_out(row: Published) -> None:
    assert agrees(row, count(STATISTICS[row.statistic].chosen, constructed_facts(), row.cycle))


@pytest.mark.parametrize(("code", "cycle"), SHARES)
def test_a_share_is_that_of_its_own_base(code: str, cycle: int) -> None:
    assert str(count(STATISTICS[code].chosen, constructed_facts(), cycle).share) == SHARES[(code, cycle)]


def test_the_sums_are_those_printed() -> None:
    facts = constructed_facts()
    assert count(STATISTICS["destruction-sum"].chosen, facts, 2020).total == 463_747
    assert count(STATISTICS["collection-sum"].chosen, facts, 2020).total == 361_907
    assert count(STATISTICS["fund-amount"].chosen, facts, 2020).total == 12_500_000


def test_tracing_is_needed_most_then_the_other_themes_in_the_order_printed() -> None:
    facts = constructed_facts()
    counts = [count(STATISTICS[f"need-{theme}"].chosen, facts, 2020).numerator for theme in THEMES_IN_ORDER]
    assert counts == sorted(counts, reverse=True) and len(set(counts)) == len(counts)


def test_where_a_base_is_open_both_readings_are_shown() -> None:
    facts = constructed_facts()
    bodies, gender = STATISTICS["coordination-bodies"], STATISTICS["gender-considered"]
    assert [count(one, facts, 2020).numerator for one in bodies.readings] == [79, 71]
    of_reports, of_answers = (count(one, facts, 2020) for one in gender.readings)
    assert (of_reports.denominator, of_reports.numerator) == (90, 57)
    assert of_answers.denominator is not None and of_answers.denominator < 90


def test_the_union_is_less_than_the_sum_of_its_columns() -> None:
    reports = [one for one in constructed_facts().in_cycle(2020) if one.of("col.actions")]
    columns = sum(
        one.number(("col.actions", f"{row}.both")) or 0
        for one in reports
        for row in ("recorded", "destroyed")
    )
    assert columns > 190_412


def test_a_rise_in_offers_is_only_a_smaller_base() -> None:
    trend = trend_of(STATISTICS["help-offered"], constructed_facts(), CYCLES, {})
    last = trend.chosen.changes[-1]
    assert last.reason is Reason.RISE_ONLY_SMALLER_BASE
    assert (last.value_change, str(last.share_change), str(last.share_at_old_base)) == (-6, "1.1", "18.3")


def test_the_constructed_reports_are_sound_and_say_what_they_are() -> None:
    assert len(constructed_reports()) == 310
    assert all(not one.findings for one in constructed_reports())
    assert all(one.draft.state.startswith("C") for one in constructed_reports())
