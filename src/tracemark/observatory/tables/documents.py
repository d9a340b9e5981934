"""Results as JSON documents. Shares are text (``"46.6"``) or null; what is not known is null, never zero."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from tracemark.observatory.queries.reports import Profile, ReportDetail, ReportLine
from tracemark.observatory.queries.series import PublishedLine
from tracemark.observatory.queries.trends import CountedRow, RegionPoint, ThemeGap
from tracemark.observatory.rules.asking import AskTable
from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.facts import World
from tracemark.observatory.rules.joins import Break
from tracemark.observatory.rules.series.values import Candidate, CountryValue, RegionValue, Series
from tracemark.observatory.rules.trends import Change, Comparison, Line, PanelLine, Trend
from tracemark.ui.words import word

Document = dict[str, Any]


def head(world: World, **more: Any) -> Document:
    """What every document begins with: which world, and in words that constructed data are just that."""
    return {"schema": 1, "world": world.value, "world_words": word(f"world_{world}"), **more}


def number_text(value: Decimal | None) -> str | None:
    """A decimal as text, or null."""
    return None if value is None else format(value, "f")


def point_json(point: Point) -> Document:
    """A point with its base and the States on every side of it."""
    found: Document = {
        "cycle": point.cycle,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "share": number_text(point.share),
        "total": point.total,
        "counted": list(point.counted),
        "others": list(point.others),
        "blank": list(point.blank),
        "withheld": list(point.withheld),
        "not_asked": list(point.not_asked),
    }
    if point.lower is not None:
        found |= {"lower": point.lower, "upper": point.upper}
    return found


def change_json(change: Change) -> Document:
    """A change with its reason as a code and in words."""
    return {
        "first": change.first,
        "second": change.second,
        "reason": change.reason.value,
        "words": word(f"change_{change.reason}"),
        "is_flagged": change.is_flagged,
        "value_change": change.value_change,
        "base_change": change.base_change,
        "share_change": number_text(change.share_change),
        "share_at_old_base": number_text(change.share_at_old_base),
    }


def line_json(line: Line) -> Document:
    """One reading over cycles."""
    return {
        "reading": line.reading.code,
        "words": word(f"reading_{line.reading.code}"),
        "base": line.reading.base.value,
        "points": [point_json(point) for point in line.points],
        "changes": [change_json(change) for change in line.changes],
    }


def break_json(one: Break) -> Document:
    """Where editions are not joined, and why."""
    return {"key": one.key, "edition": one.edition, "cycle": one.cycle, "what": one.what, "note": one.note}


def trend_json(trend: Trend) -> Document:
    """A statistic with every reading; the first is the one chosen."""
    statistic = trend.statistic
    return {
        "code": statistic.code,
        "words": statistic_words(statistic.code, statistic.group),
        "group": statistic.group,
        "paragraph": statistic.paragraph,
        "unit": statistic.unit,
        "traps": list(statistic.traps),
        "readings": [line_json(line) for line in trend.lines],
        "breaks": [break_json(one) for one in trend.breaks],
    }


def statistic_words(code: str, group: str) -> str:
    """What a statistic is called; one by theme by its group and theme."""
    if group in ("need", "offer"):
        theme = code.partition("-")[2]
        return f"{word(f'group_{group}')}: {word(f'theme_{theme}')}"
    return word(f"statistic_{code}")


def trends_json(year: int, trends: Iterable[Trend], world: World) -> Document:
    """Every statistic up to and with a cycle."""
    return head(world, year=year, statistics=[trend_json(trend) for trend in trends])


def comparison_json(found: Comparison, world: World) -> Document:
    """Two cycles: as a whole, and among those that reported both times."""
    return head(
        world,
        first=found.first,
        second=found.second,
        both=list(found.both),
        stopped=list(found.stopped),
        began=list(found.began),
        statistics=[trend_json(trend) for trend in found.trends],
        panel=[_panel_json(line) for line in found.panel],
    )


def _panel_json(line: PanelLine) -> Document:
    return {
        "code": line.statistic.code,
        "panel": line.panel,
        "first": point_json(line.first),
        "second": point_json(line.second),
        "kept": list(line.kept),
        "gained": list(line.gained),
        "lost": list(line.lost),
    }


def rows_json(rows: Sequence[CountedRow]) -> list[Document]:
    """The States behind a number with the answers that decided."""
    return [
        {
            "state": row.state,
            "cycle": row.cycle,
            "report": row.report,
            "answers": [
                {"key": key, "path": path, "raw": raw, "place": place}
                for key, path, raw, place in row.answers
            ],
        }
        for row in rows
    ]


def gaps_json(year: int, gaps: Iterable[ThemeGap], world: World) -> Document:
    """Needs against offers, theme by theme."""
    return head(
        world,
        year=year,
        themes=[
            {
                "theme": gap.theme,
                "words": word(f"theme_{gap.theme}"),
                "need": point_json(gap.need),
                "offer": point_json(gap.offer),
                "gap": gap.gap,
            }
            for gap in gaps
        ],
    )


def regions_json(code: str, year: int, points: Iterable[RegionPoint], world: World) -> Document:
    """A statistic region by region."""
    regions = [{"region": one.region, "members": one.members, **point_json(one.point)} for one in points]
    return head(world, code=code, year=year, regions=regions)


def stopped_json(year: int, stopped: Iterable[tuple[str, int]], world: World) -> Document:
    """States that reported before a cycle and not for it."""
    states = [{"state": state, "last_cycle": cycle} for state, cycle in stopped]
    return head(world, year=year, states=states)


def report_line_json(line: ReportLine) -> Document:
    """One report in a list."""
    return {
        "report": line.uid,
        "state": line.state,
        "cycle": line.cycle,
        "first_year": line.first_year,
        "last_year": line.last_year,
        "edition": line.edition,
        "revision": line.revision,
        "way": line.way,
        "file": line.file,
        "received_on": line.received_on.isoformat() if line.received_on else None,
        "taken_in_at": line.taken_in_at.isoformat(timespec="seconds"),
        "is_public": line.is_public,
    }


def report_json(report: ReportDetail, world: World) -> Document:
    """One report whole, with the source of every answer."""
    return head(
        world,
        **report_line_json(report.line),
        sha256=report.sha256,
        signed_key=report.signed_key,
        entered_by=report.entered_by,
        note=report.note,
        answers=[asdict(one) for one in report.answers],
        withheld=list(report.withheld),
        scans=list(report.scans),
        revisions=[{"revision": number, "report": uid} for number, uid in report.revisions],
    )


def reports_json(lines: Iterable[ReportLine], world: World) -> Document:
    """A list of reports."""
    return head(world, reports=[report_line_json(line) for line in lines])


def profile_json(profile: Profile, world: World) -> Document:
    """A State: its reports, and on which side of every statistic it is, cycle by cycle."""
    return head(
        world,
        state=profile.state,
        reports=[report_line_json(line) for line in profile.reports],
        statistics=[
            {
                "code": line.code,
                "sides": {str(cycle): side for cycle, side in line.sides},
                "numbers": {str(cycle): number for cycle, number in line.numbers},
            }
            for line in profile.lines
        ],
    )


def ask_json(table: AskTable, world: World) -> Document:
    """The answer to a question of one's own."""
    return head(
        world,
        question=table.ask.document(),
        breaks=list(table.breaks),
        rows=[
            {
                "label": row.label,
                "cycle": row.cycle,
                "reports": row.reports,
                "blank": row.blank,
                "withheld": row.withheld,
                "not_asked": row.not_asked,
                "answers": [
                    {
                        "value": cell.value,
                        "count": cell.count,
                        "share": number_text(cell.share),
                        "total": cell.total,
                        "states": list(cell.states),
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
    )


def series_json(series: Series, world: World) -> Document:
    """A series: country values with every source, regional values with what they are made of."""
    return head(
        world,
        series=series.code,
        years=list(series.years),
        thresholds={
            "share_of_states": series.thresholds.share_of_states,
            "states": series.thresholds.states,
        },
        countries=[_country_json(one) for one in series.countries],
        regions=[_region_json(one) for one in series.regions],
    )


def _country_json(one: CountryValue) -> Document:
    return {
        "state": one.state,
        "year": one.year,
        "value": None if one.used is None else number_text(one.used.value),
        "rule": one.rule,
        "differences": list(one.differences),
        "sources": [candidate_json(source) for source in one.candidates],
    }


def candidate_json(one: Candidate) -> Document:
    """What one source says."""
    return {
        "source": one.source.value,
        "value": number_text(one.value),
        "numerator": one.numerator,
        "denominator": one.denominator,
        "first_year": one.first_year,
        "last_year": one.last_year,
        "note": one.note,
        "footnote": one.footnote,
        "ref": one.ref,
    }


def _region_json(one: RegionValue) -> Document:
    return {
        "region": one.region,
        "year": one.year,
        "value": number_text(one.value),
        "numerator": one.numerator,
        "denominator": one.denominator,
        "members": one.members,
        "with_counts": list(one.with_counts),
        "percent_only": list(one.percent_only),
        "two_years_only": list(one.two_years_only),
        "why": one.why,
    }


def published_json(lines: Iterable[PublishedLine], world: World) -> Document:
    """Published values as they stand, with revision and source."""
    return head(
        world,
        values=[
            {
                "area": line.observation.area,
                "state": line.state,
                "period": line.observation.period,
                "value": number_text(line.observation.value),
                "first_year": line.observation.first_year,
                "last_year": line.observation.last_year,
                "nature": line.observation.nature,
                "status": line.observation.status,
                "footnote": line.observation.footnote,
                "source": line.observation.source,
                "revision": line.revision,
                "is_withdrawn": line.is_withdrawn,
                "file": line.file,
                "taken_in_at": line.taken_in_at.isoformat(timespec="seconds"),
            }
            for line in lines
        ],
    )
