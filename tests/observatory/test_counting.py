"""Statistics counted from a handful of reports: bases, blanks, unions, and rises that are only a smaller base."""

from decimal import Decimal

import pytest

from tracemark.observatory.rules.counting import Point, count
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.facts import Cell, Facts, RecordFacts, ReportFacts
from tracemark.observatory.rules.trends import Reason, change_of, compare, trend_of

ASKED = frozenset().union(*(one.keys for one in STATISTICS.values()))


def report(state: str, cycle: int, *, asked: frozenset[str] = ASKED, **answers: str | int) -> ReportFacts:
    """A report from ``key=value``; ``__`` stands for a point, ``___`` parts the path of a cell."""
    cells: dict[str, dict[str, Cell]] = {}
    for name, value in answers.items():
        key, _, path = name.partition("___")
        number = value if isinstance(value, int) else None
        cells.setdefault(key.replace("__", "."), {})[path.replace("__", ".")] = Cell(str(value), number)
    return ReportFacts(f"{state}{cycle}", state, cycle, "e", asked, cells)


def counted(code: str, *reports: ReportFacts, cycle: int = 2020, reading: int = 0) -> Point:
    return count(STATISTICS[code].readings[reading], Facts(reports), cycle)


def test_a_blank_is_neither_no_nor_zero() -> None:
    three = (
        report("AA", 2020, mfg__new_tech="no"),
        report("BB", 2020),
        report("CC", 2020, mfg__new_tech="yes"),
    )
    assert counted("new-technology-no", *three).counted == ("AA",)
    assert counted("new-technology-blank", *three).counted == ("BB",)
    assert counted("new-technology-yes", *three).share == Decimal("33.3")
    assert counted("new-technology-yes", *three, reading=1).share == Decimal("50.0")


def test_a_cycle_without_reports_has_no_value_rather_than_zero() -> None:
    point = counted("state-stock-marked", report("AA", 2018), cycle=2020)
    assert (point.numerator, point.denominator, point.share) == (None, None, None)
    assert counted("destruction-sum", report("AA", 2020, stk__destroyed="yes")).total is None


def test_an_edition_that_does_not_ask_gives_no_value() -> None:
    older = report("AA", 2016, asked=ASKED - {"gender.considered"})
    point = counted("gender-considered", older, cycle=2016)
    assert point.numerator is None and point.not_asked == ("AA",)


def test_an_arm_both_recorded_and_destroyed_counts_once() -> None:
    one = report("AA", 2020, col__counts___total__both=100, col__actions___recorded_or_destroyed__both=70)
    parts = report(
        "BB",
        2020,
        col__counts___total__both=50,
        col__actions___recorded__both=40,
        col__actions___destroyed__both=30,
    )
    point = counted("recorded-or-destroyed", one, parts)
    assert (point.numerator, point.denominator, point.lower, point.upper) == (70, 150, 110, 120)
    assert point.others == ("BB",)


def test_a_total_left_out_is_the_sum_of_what_was_given() -> None:
    point = counted(
        "destruction-sum",
        report("AA", 2020, stk__destroyed="yes", stk__destroyed__number___total__first=4),
        report("BB", 2020, stk__destroyed="yes", stk__destroyed__number___collected__both=5),
        report("CC", 2020, stk__destroyed="yes"),
    )
    assert (point.total, point.numerator, point.denominator) == (9, 2, 3)
    assert point.blank == () and point.others == ("CC",)


def test_what_a_state_keeps_back_is_neither_counted_nor_blank() -> None:
    kept = ReportFacts("x", "AA", 2020, "e", ASKED, {}, frozenset({"mrk.state"}))
    facts = Facts((kept, report("BB", 2020), report("CC", 2020, mrk__state="no")))
    point = count(STATISTICS["state-stock-marked"].chosen, facts, 2020)
    assert (point.withheld, point.blank, point.denominator) == (("AA",), ("BB",), 3)
    assert (point.numerator, point.others) == (0, ("AA", "BB", "CC"))


def test_a_question_that_nobody_answered_has_no_value() -> None:
    assert counted("state-stock-marked", report("AA", 2020), report("BB", 2020)).numerator is None


def test_records_never_taken_in_have_no_value() -> None:
    reading = STATISTICS["fund-amount"].chosen
    assert count(reading, Facts(()), 2020).numerator is None
    project = RecordFacts("fund_project", "P1", 2015, amount=7)
    other = RecordFacts("fund_project", "P2", 2022, amount=9)
    point = count(reading, Facts((), (project, other)), 2020)
    assert (point.numerator, point.total) == (1, 7)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ((28, 120), (22, 90), Reason.RISE_ONLY_SMALLER_BASE),
        ((48, 120), (57, 90), Reason.RISE_PARTLY_SMALLER_BASE),
        ((22, 90), (28, 120), Reason.FALL_ONLY_LARGER_BASE),
        ((30, 90), (20, 120), Reason.FALL_PARTLY_LARGER_BASE),
        ((30, 90), (50, 120), Reason.AS_IT_LOOKS),
        ((30, 90), (40, 120), Reason.SAME),
    ],
)
def test_a_change_says_how_much_of_it_is_the_base(
    first: tuple[int, int], second: tuple[int, int], reason: Reason
) -> None:
    reading = STATISTICS["help-offered"].chosen
    change = change_of(Point("r", 2018, *first), Point("r", 2020, *second), reading)
    assert change.reason is reason
    assert change.value_change == second[0] - first[0]


def test_the_panel_is_those_that_reported_both_times() -> None:
    facts = Facts(
        (
            report("AA", 2018, ast__offer="yes"),
            report("BB", 2018, ast__offer="yes"),
            report("BB", 2020, ast__offer="no"),
            report("CC", 2020, ast__offer="yes"),
        )
    )
    found = compare([STATISTICS["help-offered"]], facts, (2018, 2020), {})
    assert (found.both, found.stopped, found.began) == (("BB",), ("AA",), ("CC",))
    (line,) = found.panel
    assert (line.lost, line.gained, line.panel, line.second.numerator) == (("BB",), (), 1, 0)


def test_since_2018_counts_a_state_once() -> None:
    facts = Facts((report("AA", 2018, nca__exists="yes"), report("AA", 2020, nca__exists="yes")))
    trend = trend_of(STATISTICS["coordination-bodies"], facts, (2018, 2020), {})
    assert [point.numerator for point in trend.chosen.points] == [1, 1]
    assert trend.chosen.points[-1].share is None
