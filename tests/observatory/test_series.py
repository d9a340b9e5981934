"""SDG 16.4.2 of many States: sources side by side, revisions, regions as ratios of sums with thresholds."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.observatory.constructed import document, take_in, write

from tracemark.accounts.rules import console
from tracemark.findings import Refused
from tracemark.observatory.models import SeriesValue
from tracemark.observatory.queries.facts import Scope
from tracemark.observatory.queries.series import get_series, list_values, revisions_of
from tracemark.observatory.rules.facts import Cell, ReportFacts, World
from tracemark.observatory.rules.series.choosing import choose, poa_candidates, region_value
from tracemark.observatory.rules.series.values import (
    SZTRACE,
    Candidate,
    CountryValue,
    Source,
    Thresholds,
)

REAL = Scope(world=World.REAL)
HEAD = "SeriesCode,GeoAreaCode,TimePeriod,Value,FootNote,[Nature],[Reporting Type],[Units]\n"


def candidate(
    source: Source, value: str | None, part: int | None = None, whole: int | None = None
) -> Candidate:
    number = None if value is None else Decimal(value)
    return Candidate(source, "KE", 2018, number, part, whole, 2018, 2018)


def test_the_counts_of_the_questionnaire_come_first_and_the_others_stay_beside_them() -> None:
    un, iafq = candidate(Source.UN, "40.0"), candidate(Source.IAFQ, "38.5", 5, 13)
    found = choose("KE", 2018, [un, iafq])
    assert (found.used, found.rule) == (iafq, "source_iafq")
    assert found.candidates == (iafq, un) and found.differences == ("differs_counts_not_published",)


def test_a_source_without_a_numerator_is_not_used_and_says_so() -> None:
    poa, un = candidate(Source.POA, None, None, 80), candidate(Source.UN, "12")
    assert choose("KE", 2018, [poa]).used is None
    assert choose("KE", 2018, [poa, un]).used is un


def counted(state: str, part: int, whole: int) -> CountryValue:
    one = Candidate(Source.IAFQ, state, 2018, Decimal(100 * part) / whole, part, whole, 2018, 2018)
    return CountryValue(state, 2018, one, "source_iafq", (one,))


def test_a_region_is_a_ratio_of_sums_and_not_a_mean_of_shares() -> None:
    values = {"AA": counted("AA", 1, 2), "BB": counted("BB", 10, 100), "CC": counted("CC", 0, 10)}
    found = region_value("2", 2018, ["AA", "BB", "CC", "DD"], values, Thresholds(50, 3))
    assert (found.numerator, found.denominator, str(found.value)) == (11, 112, "9.8")
    assert found.with_counts == ("AA", "BB", "CC")


@pytest.mark.parametrize(
    ("thresholds", "why"),
    [(Thresholds(50, 4), "below_threshold_states"), (Thresholds(80, 1), "below_threshold_share")],
)
def test_below_a_threshold_nothing_is_published(thresholds: Thresholds, why: str) -> None:
    values = {state: counted(state, 1, 2) for state in ("AA", "BB", "CC")}
    found = region_value("2", 2018, ["AA", "BB", "CC", "DD"], values, thresholds)
    assert (found.value, found.why) == (None, why)


def test_a_percent_without_counts_does_not_enter_a_sum() -> None:
    un = Candidate(Source.UN, "AA", 2018, Decimal(40), first_year=2018, last_year=2018)
    values = {"AA": CountryValue("AA", 2018, un, "source_un", (un,))}
    found = region_value("2", 2018, ["AA"], values, Thresholds(0, 1))
    assert (found.value, found.percent_only, found.why) == (None, ("AA",), "no_data")


def iafq(state: str, year: int, arms: int, traced: int | None) -> dict[str, Any]:
    answers: dict[str, Any] = {"arms__how": {"total.arms": arms}}
    if traced is not None:
        answers["trace__outcome"] = {"traced.arms": traced}
    return {**document(state, (year,), **answers), "instrument": {"id": "iafq", "edition": "2018"}}


@pytest.mark.django_db
def test_both_sources_give_one_series_side_by_side(tmp_path: Path) -> None:
    counts = {"total.first": 200, "total.second": 100}
    origin = {"established.first": 50}
    report = document("KE", (2018, 2019), col__any="yes", col__counts=counts, col__origin=origin)
    table = HEAD + f"{SZTRACE},404,2018,24.0,,C,G,PERCENT\n"
    take_in(write(tmp_path, "r.json", [report, iafq("KE", 2018, 210, 63)]), write(tmp_path, "s.csv", table))
    first, second = get_series(console(), years=(2018, 2019), scope=REAL).countries
    assert [one.source for one in first.candidates] == ["iafq", "un", "poa"]
    assert first.used is not None and str(first.used.value) == "30.0"
    assert "differs_arms_counted" in first.differences
    assert (second.year, second.used, second.rule) == (2019, None, "source_none")


def test_a_report_on_both_years_together_stands_for_both() -> None:
    cells = {"col.counts": {"total.both": Cell("80", 80)}, "col.origin": {"established.both": Cell("20", 20)}}
    report = ReportFacts("u", "KE", 2020, "e", frozenset(cells), cells)
    found = poa_candidates(report)
    assert [(one.year, one.first_year, one.last_year) for one in found] == [
        (2018, 2018, 2019),
        (2019, 2018, 2019),
    ]
    assert [str(one.value) for one in found] == ["25.0", "25.0"]


@pytest.mark.django_db
def test_a_revised_value_stands_beside_the_earlier_one(tmp_path: Path) -> None:
    row = f"{SZTRACE},404,2018,{{}},,C,G,PERCENT\n"
    for value in ("24.0", "24.0", "26.5"):
        take_in(write(tmp_path, "s.csv", HEAD + row.format(value)))
    assert [one.value for one in SeriesValue.objects.order_by("revision")] == ["24.0", "26.5"]
    (line,) = list_values(console(), SZTRACE, REAL)
    assert (line.revision, str(line.observation.value)) == (2, "26.5")
    assert len(revisions_of(console(), SZTRACE, REAL)) == 2


@pytest.mark.django_db
def test_a_whole_release_withdraws_what_it_no_longer_holds(tmp_path: Path) -> None:
    rows = [f"{SZTRACE},{area},2018,24.0,,C,G,PERCENT\n" for area in (404, 250)]
    take_in(write(tmp_path, "s.csv", HEAD + "".join(rows)))
    result = take_in(write(tmp_path, "t.csv", HEAD + rows[0]), is_whole_release=True)
    assert result.loaded.withdrawn == 1 and SeriesValue.objects.count() == 3
    assert [one.state for one in list_values(console(), SZTRACE, REAL)] == ["KE"]


@pytest.mark.django_db
def test_a_file_with_one_bad_row_is_refused_whole(tmp_path: Path) -> None:
    text = HEAD + f"{SZTRACE},404,2018,24.0,,C,G,PERCENT\n{SZTRACE},404,2019,24.0,,C,G,USD\n"
    with pytest.raises(Refused, match="unit_wrong"):
        take_in(write(tmp_path, "s.csv", text))
    assert not SeriesValue.objects.exists()
