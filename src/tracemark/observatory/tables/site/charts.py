"""The pages of the public site as charts, by name, in the active language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format

from tracemark.observatory.data.world import load_world
from tracemark.observatory.queries.publication import Publication
from tracemark.observatory.rules.definitions import NEED, OFFER, STATISTICS
from tracemark.observatory.rules.statistics import Measure, Statistic
from tracemark.observatory.tables.chart import Chart, name_of_state, statistic_title
from tracemark.observatory.tables.comparisons import compare_chart, gap_chart, regions_chart
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.maps import map_chart, reporting_chart
from tracemark.observatory.tables.methods import method_lines
from tracemark.observatory.tables.overview import overview_chart, settled_year
from tracemark.observatory.tables.series import regions_sheet, series_chart
from tracemark.observatory.tables.sheet import Sheet, columns, count_value, text_value, year_value
from tracemark.observatory.tables.states import point_title, profile_chart, reports_sheet, rows_chart
from tracemark.observatory.tables.trends import trend_chart
from tracemark.ui.words import word

CHANGE_COLUMNS = columns("at", "state", "name", "cycle", "revision", "key", "cell", "before", "after")


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page: the file's name without ending, its charts one below the other, and the method when it has one."""

    name: str
    title: str
    charts: tuple[Chart, ...]
    method: tuple[str, ...] = ()
    kind: str = "chart"


def site_pages(found: Publication, links: Links) -> Iterator[SitePage]:
    """Every page but the first one of a language."""
    for statistic in STATISTICS.values():
        yield _statistic(found, statistic, links)
        if _has_map(statistic):
            yield from _by_year(found, statistic, links)
    for year in found.cycles:
        yield from _of_year(found, year, links)
    for first, second in zip(found.cycles, found.cycles[1:], strict=False):
        chart = compare_chart(found.compare(first, second), links)
        yield SitePage(chart.sheet.name, chart.title, (chart,))
    yield from _states(found, links)
    yield SitePage(
        "sdg-16.4.2",
        word("figure_sdg-16.4.2"),
        (series_chart(found.series, links), regions_sheet(found.series)),
    )
    changes = changes_chart(found)
    yield SitePage("changes", changes.title, (changes,))


def newest(found: Publication) -> int | None:
    """The newest year worth a first look."""
    return settled_year(found.trends["reports-received"])


def first_page(found: Publication, links: Links) -> SitePage:
    """The newest numbers of every statistic."""
    year = newest(found) or 0
    trends = [one for one in found.trends.values() if one.statistic.group not in (NEED, OFFER)]
    chart = overview_chart(trends if year else (), year, links)
    return SitePage("index", word("site_title"), (chart,), kind="index")


def _has_map(statistic: Statistic) -> bool:
    return statistic.chosen.measure not in (Measure.RECORDS, Measure.RECORD_SUM)


def _statistic(found: Publication, statistic: Statistic, links: Links) -> SitePage:
    code = statistic.code
    charts = [trend_chart(found.trends[code], links)]
    if found.cycles and _has_map(statistic):
        charts.append(
            regions_chart(statistic, found.cycles[-1], found.regions(code, found.cycles[-1]), links)
        )
    return SitePage(code, statistic_title(code), tuple(charts), tuple(method_lines(statistic)))


def _by_year(found: Publication, statistic: Statistic, links: Links) -> Iterator[SitePage]:
    """The States behind the number of every year, and its map; themes of help have rows and no map of their own."""
    tiles = load_world(found.world)
    for year in found.cycles:
        code = statistic.code
        if statistic.group not in (NEED, OFFER):
            chart = map_chart(found.state_map(code, year), tiles, links, world=found.world)
            yield SitePage(f"map-{code}-{year}", chart.title, (chart,))
        rows = found.rows(code, year)
        parts = [
            rows_chart(
                point_title(code, year, part, ""), f"rows-{code}-{year}-{part}", rows.get(part, ()), links
            )
            for part in ("counted", "others", "blank", "withheld", "not_asked")
        ]
        yield SitePage(
            f"rows-{code}-{year}",
            word("map_title", statistic=statistic_title(code), years=str(year)),
            tuple(parts),
            kind="rows",
        )


def _of_year(found: Publication, year: int, links: Links) -> Iterator[SitePage]:
    reporting = reporting_chart(found.reporting[year], load_world(found.world), links, world=found.world)
    yield SitePage(reporting.sheet.name, reporting.title, (reporting,))
    needs = gap_chart(year, found.gaps(year), links)
    yield SitePage(needs.sheet.name, needs.title, (needs,))


def _states(found: Publication, links: Links) -> Iterator[SitePage]:
    for state, profile in found.profiles.items():
        chart = profile_chart(profile, links)
        reports = Chart(reports_sheet(state, profile.reports))
        yield SitePage(f"state-{state}", name_of_state(state), (chart, reports))


def changes_chart(found: Publication) -> Chart:
    """What was revised, newest first: cell by cell, as far as it is public."""
    rows = []
    for one in found.revisions:
        start = (
            text_value(one.taken_in_at.date().isoformat(), date_format(one.taken_in_at, "SHORT_DATE_FORMAT")),
            text_value(one.state),
            text_value(name_of_state(one.state)),
            year_value(one.cycle),
            count_value(one.revision),
        )
        for change in one.changes or (("", "", "", ""),):
            rows.append((*start, *map(text_value, change)))
    return Chart(Sheet("changes", word("changes_title"), CHANGE_COLUMNS, tuple(rows)))


def ways(found: Publication) -> Mapping[str, str]:
    """The pages that the first one leads to, with their titles."""
    if not found.cycles:
        return {}
    year = newest(found) or found.cycles[-1]
    listed = {
        f"map-reports-received-{year}": word("way_map"),
        f"reporting-{year}": word("way_stopped"),
        f"needs-{year}": word("way_needs"),
        "sdg-16.4.2": word("figure_short_sdg-16.4.2"),
        "methods": word("methods_title"),
        "changes": word("changes_title"),
        "states": word("states_title"),
    }
    before = max((one for one in found.cycles if one < year), default=None)
    if before is not None:
        listed[f"compare-{before}-{year}"] = word("way_compare")
    return listed
