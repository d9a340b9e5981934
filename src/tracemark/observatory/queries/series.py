"""SDG 16.4.2 of many States: sources side by side, the value used by a written rule, regions as ratios of sums."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.data import CONSTRUCTED, EARTH, area_of, places
from tracemark.observatory.models import SeriesValue
from tracemark.observatory.queries.facts import EVERYTHING, POA, Scope, get_facts, home_world, require
from tracemark.observatory.rules.facts import World
from tracemark.observatory.rules.series.choosing import (
    choose,
    iafq_candidate,
    poa_candidates,
    published_candidate,
    region_value,
)
from tracemark.observatory.rules.series.codes import TOTAL
from tracemark.observatory.rules.series.values import (
    SZTRACE,
    Candidate,
    CountryValue,
    Observation,
    RegionValue,
    Series,
    Thresholds,
)

UNCONFIRMED = Thresholds()
NAMES: Mapping[str, str] = {"sdg-16.4.2": SZTRACE}
"""Series by the name commands and addresses use, and the code the UN publishes them under."""
IAFQ = "iafq"
POA_KEYS = ("col.counts", "col.origin")
IAFQ_KEYS = ("arms.how", "trace.outcome")


def get_series(
    viewer: Viewer,
    name: str = "sdg-16.4.2",
    *,
    years: tuple[int, ...] = (),
    scope: Scope = EVERYTHING,
    thresholds: Thresholds = UNCONFIRMED,
) -> Series:
    """The series: every State's value a year, and every region's (M49 number; the world ``1``). Raises Refused."""
    code = series_code(name)
    by_state = _candidates(viewer, code, scope)
    known = sorted({year for _, year in by_state})
    wanted = tuple(years or known)
    countries = tuple(
        choose(state, year, candidates)
        for (state, year), candidates in sorted(by_state.items())
        if year in wanted
    )
    return Series(code, wanted, countries, tuple(_regions(countries, wanted, scope, thresholds)), thresholds)


def series_code(name: str) -> str:
    """The code of a series by name. Raises Refused (``series_unknown``)."""
    if name not in NAMES:
        raise Refused(Finding("series_unknown", {"name": name[:80]}, Severity.REFUSAL))
    return NAMES[name]


def _candidates(viewer: Viewer, code: str, scope: Scope) -> dict[tuple[str, int], list[Candidate]]:
    found: dict[tuple[str, int], list[Candidate]] = {}
    wide = replace(scope, cycles=())
    facts = get_facts(viewer, POA_KEYS, replace(wide, instrument=POA))
    listed: list[Candidate] = [one for report in facts.reports for one in poa_candidates(report)]
    yearly = get_facts(viewer, IAFQ_KEYS, replace(wide, instrument=IAFQ))
    listed += [one for report in yearly.reports if (one := iafq_candidate(report)) is not None]
    listed += [
        published_candidate(line.observation, line.state, line.ref)
        for line in list_values(viewer, code, scope)
        if line.state and line.observation.breakdown == TOTAL
    ]
    for one in listed:
        found.setdefault((one.state, one.year), []).append(one)
    return found


def _regions(
    countries: Iterable[CountryValue], years: Iterable[int], scope: Scope, thresholds: Thresholds
) -> Iterable[RegionValue]:
    by_year: dict[int, dict[str, CountryValue]] = {}
    for one in countries:
        by_year.setdefault(one.year, {})[one.state] = one
    whole = CONSTRUCTED if (scope.world or home_world()) is World.CONSTRUCTED else EARTH
    members: dict[str, list[str]] = {}
    for state, within in places().items():
        if whole in within:
            for region in within:
                members.setdefault(region, []).append(state)
    for year in years:
        for region in sorted(members, key=lambda code: (code != whole, code)):
            yield region_value(region, year, sorted(members[region]), by_year.get(year, {}), thresholds)


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A published value as it stands: the observation, the State it is about, its revision and where it came from."""

    observation: Observation
    state: str
    revision: int
    is_withdrawn: bool
    file: str
    taken_in_at: datetime
    ref: str


def list_values(viewer: Viewer, code: str, scope: Scope = EVERYTHING) -> list[PublishedLine]:
    """The newest revision of every published value of a series that is not withdrawn, by area and year."""
    require(viewer, scope.audience)
    newest: dict[tuple[str, str, str, int], SeriesValue] = {}
    for row in _rows(code, scope):
        newest[(row.area, row.reporting, row.breakdown, row.period)] = row
    return [_line(row) for _, row in sorted(newest.items()) if not row.is_withdrawn]


def revisions_of(viewer: Viewer, code: str, scope: Scope = EVERYTHING) -> list[PublishedLine]:
    """Every row of every value that was ever revised or withdrawn, oldest first."""
    require(viewer, scope.audience)
    groups: dict[tuple[str, str, str, int], list[SeriesValue]] = {}
    for row in _rows(code, scope):
        groups.setdefault((row.area, row.reporting, row.breakdown, row.period), []).append(row)
    return [_line(row) for _, rows in sorted(groups.items()) if len(rows) > 1 for row in rows]


def _rows(code: str, scope: Scope) -> Iterable[SeriesValue]:
    rows = SeriesValue.objects.select_related("intake").filter(series=code, world=scope.world or home_world())
    if scope.states:
        rows = rows.filter(state__in=scope.states)
    return rows.order_by("area", "period", "revision")


def _line(row: SeriesValue) -> PublishedLine:
    return PublishedLine(
        Observation(
            series=row.series,
            area=row.area,
            period=row.period,
            value=Decimal(row.value) if row.value else None,
            reporting=row.reporting,
            breakdown=row.breakdown,
            nature=row.nature,
            status=row.status,
            footnote=row.footnote,
            source=row.source,
            first_year=row.first_year,
            last_year=row.last_year,
            place=row.place,
            attributes=json.loads(row.attributes),
        ),
        row.state,
        row.revision,
        row.is_withdrawn,
        row.intake.name,
        row.intake.at,
        str(row.id),
    )


def observations_of(series: Series) -> list[Observation]:
    """The series of ours as observations, to be written as SDMX: country values used, and regions with a value.

    Nature C for a country's own data; regions are reporting type R (the world G) and nature CA: computed from
    countries' data. A State without a value has no observation: no data is never zero.
    """
    found = [
        Observation(
            series=series.code,
            area=area_of(one.state),
            period=one.year,
            value=one.used.value,
            reporting="N",
            nature="C",
            footnote=_footnote(one.used),
            source=one.used.source.upper(),
            first_year=one.used.first_year,
            last_year=one.used.last_year,
        )
        for one in series.countries
        if one.used is not None
    ]
    found += [
        Observation(
            series=series.code,
            area=one.region,
            period=one.year,
            value=one.value,
            reporting="G" if one.region in (EARTH, CONSTRUCTED) else "R",
            nature="CA",
            footnote=f"{one.numerator}/{one.denominator}; {len(one.with_counts)} of {one.members} States",
            first_year=one.year,
            last_year=one.year,
        )
        for one in series.regions
        if one.value is not None
    ]
    return found


def _footnote(used: Candidate) -> str:
    if used.footnote:
        return used.footnote
    counts = "" if used.numerator is None else f"{used.numerator}/{used.denominator}"
    if used.last_year > used.first_year:
        return f"Average of {used.first_year}-{used.last_year}; {counts}"
    return counts
