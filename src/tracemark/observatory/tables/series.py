"""SDG 16.4.2: every State's value with its sources side by side, and regions as ratios of sums."""

from tracemark.observatory.rules.series.values import Candidate, CountryValue, Series
from tracemark.observatory.tables.chart import Chart, name_of_region, name_of_state
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.sheet import (
    NO_VALUE,
    Sheet,
    Value,
    columns,
    count_value,
    share_value,
    text_value,
    year_value,
)
from tracemark.ui.words import word

NUMBERS = ("share", "count", "base")
COUNTRY_COLUMNS = columns(
    "state", "name", "year", *NUMBERS, "source", "other_sources", "differences", numbers=NUMBERS
)
REGION_NUMBERS = (*NUMBERS, "with_counts", "percent_only", "members")
REGION_COLUMNS = columns("region", "name", "year", *REGION_NUMBERS, "why", numbers=REGION_NUMBERS)


def series_chart(series: Series, links: Links) -> Chart:
    """Country values: the one used, the others beside it, and why they differ."""
    title = word("figure_sdg-16.4.2")
    rows = tuple(_country(one, links) for one in series.countries)
    return Chart(Sheet("sdg-16.4.2-countries", title, COUNTRY_COLUMNS, rows))


def regions_sheet(series: Series) -> Chart:
    """Regional and world values with the States they are made of, and why there is none."""
    rows = tuple(
        (
            text_value(one.region),
            text_value(one.region, name_of_region(one.region)),
            year_value(one.year),
            share_value(one.value),
            count_value(one.numerator),
            count_value(one.denominator),
            count_value(len(one.with_counts)),
            count_value(len(one.percent_only)),
            count_value(one.members),
            text_value(one.why, word(f"why_{one.why}") if one.why else NO_VALUE),
        )
        for one in series.regions
        if one.with_counts or one.percent_only
    )
    note = word("series_thresholds", share=series.thresholds.share_of_states, states=series.thresholds.states)
    return Chart(Sheet("sdg-16.4.2-regions", word("series_regions"), REGION_COLUMNS, rows), notes=(note,))


def _country(one: CountryValue, links: Links) -> tuple[Value, ...]:
    used = one.used
    others = [candidate for candidate in one.candidates if candidate is not used]
    differences = " · ".join(word(code) for code in one.differences)
    return (
        text_value(one.state),
        text_value(one.state, name_of_state(one.state), links.state(one.state)),
        year_value(one.year),
        share_value(used.value if used else None),
        count_value(used.numerator if used else None),
        count_value(used.denominator if used else None),
        text_value(
            used.source.value if used else "", word(f"source_{used.source}" if used else "source_none")
        ),
        text_value("; ".join(map(_told, others))),
        text_value(" ".join(one.differences), differences),
    )


def _told(candidate: Candidate) -> str:
    """Another source's value in words."""
    return f"{word(f'source_{candidate.source}')}: {share_value(candidate.value).text}"
