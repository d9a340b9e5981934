"""One value a State and year out of several sources, by a written rule; why they differ; regions as ratios of sums."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tracemark.figures.rules import percent
from tracemark.observatory.rules.facts import ReportFacts
from tracemark.observatory.rules.series.values import (
    Candidate,
    CountryValue,
    Observation,
    RegionValue,
    Source,
    Thresholds,
)

ORDER = (Source.IAFQ, Source.UN, Source.POA)
"""Which source is used first (decision 0013): UNODC's yearly counts, the published series, the report of two years."""

CLOSE = Decimal("0.5")
"""Per cents that differ by no more than this say the same: sources round differently."""


def iafq_candidate(report: ReportFacts) -> Candidate | None:
    """What an answered questionnaire of UNODC gives for its year; None when it gives neither number."""
    whole = report.number(("arms.how", "total.arms"))
    if whole is None:
        whole = _sum(report.number(("arms.how", f"{how}.arms")) for how in ("seized", "found", "surrendered"))
    part = _sum(
        report.number(("trace.outcome", f"{one}.arms")) for one in ("traced", "established_otherwise")
    )
    return _counted(Source.IAFQ, report, report.cycle, part, whole)


def poa_candidates(report: ReportFacts) -> list[Candidate]:
    """What a report of two years gives: each year of its own where it parts them, else both together for both."""
    found = []
    for year, column in ((report.cycle - 2, "first"), (report.cycle - 1, "second")):
        part, whole = _poa(report, column)
        one = _counted(Source.POA, report, year, part, whole)
        if one is not None:
            found.append(one)
    if found:
        return found
    part, whole = _poa(report, "both")
    years = (report.cycle - 2, report.cycle - 1)
    both = [_counted(Source.POA, report, year, part, whole, years) for year in years]
    return [one for one in both if one is not None]


def _poa(report: ReportFacts, column: str) -> tuple[int | None, int | None]:
    whole = report.number(("col.counts", f"total.{column}"))
    if whole is None:
        rows = ("seized", "found", "surrendered")
        whole = _sum(report.number(("col.counts", f"{row}.{column}")) for row in rows)
    part = report.number(("col.origin", f"established.{column}"))
    if part is None:
        parts = ("traced", "established_otherwise")
        part = _sum(report.number(("col.origin", f"{row}.{column}")) for row in parts)
    return part, whole


def _sum(numbers: Iterable[int | None]) -> int | None:
    given = [number for number in numbers if number is not None]
    return sum(given) if given else None


def _counted(
    source: Source,
    report: ReportFacts,
    year: int,
    part: int | None,
    whole: int | None,
    years: tuple[int, int] | None = None,
) -> Candidate | None:
    if part is None and whole is None:
        return None
    first, last = years or (year, year)
    wrong = part is not None and whole is not None and part > whole
    value = None if part is None or whole is None or wrong else percent(part, whole)
    note = "part_exceeds_whole" if wrong else "" if part is not None else "no_numerator"
    return Candidate(source, report.state, year, value, part, whole, first, last, note, ref=report.uid)


def published_candidate(one: Observation, state: str, ref: str = "") -> Candidate:
    """What the UN publishes for a State and year: a per cent without its counts."""
    return Candidate(
        Source.UN,
        state,
        one.period,
        one.value,
        first_year=one.first_year,
        last_year=one.last_year,
        note=one.source,
        footnote=one.footnote,
        ref=ref,
    )


def choose(state: str, year: int, candidates: Sequence[Candidate]) -> CountryValue:
    """The value used for a State and year: that of the first source in order which has one; None without any."""
    ordered = sorted(candidates, key=lambda one: (ORDER.index(one.source), one.last_year - one.first_year))
    used = next((one for one in ordered if one.value is not None), None)
    rule = f"source_{used.source}" if used else "source_none"
    return CountryValue(state, year, used, rule, tuple(ordered), _differences(ordered, used))


def _differences(ordered: Sequence[Candidate], used: Candidate | None) -> tuple[str, ...]:
    """Why the sources beside the used one say something else, or nothing."""
    if used is None:
        return tuple(dict.fromkeys(one.note for one in ordered if one.note)) if ordered else ()
    codes = []
    for one in ordered:
        if one is used:
            continue
        if one.value is None:
            codes.append(one.note or "no_numerator")
        elif abs(one.value - used.value if used.value is not None else Decimal(0)) <= CLOSE:
            codes.append("sources_agree")
        elif one.last_year > one.first_year or used.last_year > used.first_year:
            codes.append("differs_two_years")
        elif one.denominator is not None and used.denominator is not None:
            codes.append(
                "differs_arms_counted" if one.denominator != used.denominator else "differs_arms_established"
            )
        else:
            codes.append("differs_counts_not_published")
    return tuple(dict.fromkeys(codes))


def region_value(
    region: str, year: int, states: Sequence[str], values: Mapping[str, CountryValue], thresholds: Thresholds
) -> RegionValue:
    """The ratio of sums over the region's States that have both numbers from one source for that year alone.

    ``values``: the country values of that year by State. Nothing is imputed.
    """
    counts = {
        state: one for state in states if state in values and (one := _with_counts(values[state])) is not None
    }
    left_out = [
        state
        for state in states
        if state in values and state not in counts and values[state].used is not None
    ]
    two_years = [state for state in left_out if any(_is_counted(one) for one in values[state].candidates)]
    numerator = sum(one.numerator or 0 for one in counts.values()) if counts else None
    denominator = sum(one.denominator or 0 for one in counts.values()) if counts else None
    why = _below(len(counts), len(states), thresholds)
    value = None if why or numerator is None or denominator is None else percent(numerator, denominator)
    return RegionValue(
        region,
        year,
        value,
        numerator,
        denominator,
        len(states),
        tuple(sorted(counts)),
        tuple(sorted(set(left_out) - set(two_years))),
        why,
        tuple(sorted(two_years)),
    )


def _with_counts(value: CountryValue) -> Candidate | None:
    """The first source in order with both numbers of that year alone; a published per cent has none."""
    return next(
        (one for one in value.candidates if _is_counted(one) and one.first_year == one.last_year), None
    )


def _is_counted(one: Candidate) -> bool:
    return one.value is not None and one.numerator is not None and bool(one.denominator)


def _below(given: int, states: int, thresholds: Thresholds) -> str:
    if not given:
        return "no_data"
    if given < thresholds.states:
        return "below_threshold_states"
    if given * 100 < thresholds.share_of_states * states:
        return "below_threshold_share"
    return ""
