"""The data of the public site: CSV with a schema for each, one data package over all, and SDMX."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.sdmx import write_csv_1, write_ml
from tracemark.formulas import neutralize
from tracemark.observatory.queries.publication import Publication, side_of
from tracemark.observatory.queries.series import observations_of
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.exchange import REPORTS, observe_trends
from tracemark.observatory.rules.series.writing import write_series
from tracemark.observatory.rules.statistics import Statistic

Row = tuple[object, ...]

FIELDS: Mapping[str, Mapping[str, str]] = {
    "statistics": {
        "statistic": "string",
        "paragraph": "integer",
        "reading": "string",
        "is_published": "boolean",
        "cycle": "integer",
        "numerator": "integer",
        "denominator": "integer",
        "share": "number",
        "sum": "integer",
        "lower": "integer",
        "upper": "integer",
        "change": "string",
    },
    "states": {"statistic": "string", "cycle": "integer", "state": "string", "side": "string"},
    "answers": {
        "state": "string",
        "cycle": "integer",
        "key": "string",
        "cell": "string",
        "value": "string",
        "number": "integer",
    },
    "reports": {"state": "string", "cycle": "integer", "edition": "string", "revision": "integer"},
    "changes": {
        "at": "date",
        "state": "string",
        "cycle": "integer",
        "revision": "integer",
        "key": "string",
        "cell": "string",
        "before": "string",
        "after": "string",
    },
}
"""Every file's columns with their types, as data packages name them."""


def data_files(found: Publication, *, prepared_at: datetime, sender: str) -> Iterator[tuple[str, str]]:
    """Names (below ``data/``) and texts of all data files."""
    rows = {
        "statistics": _statistics(found),
        "states": _states(found),
        "answers": _answers(found),
        "reports": _reports(found),
        "changes": _changes(found),
    }
    for name, fields in FIELDS.items():
        yield f"{name}.csv", _csv(tuple(fields), rows[name])
        yield f"{name}.schema.json", _text(row_schema(name))
    observations = observations_of(found.series)
    for format_name, ending in (("sdmx-csv", "sdmx.csv"), ("sdmx-ml", "sdmx.xml"), ("csv", "un.csv")):
        text = write_series(
            observations,
            format_name,
            prepared_at=prepared_at,
            sender=sender,
            message_id=f"{sender}-sdg-16.4.2",
        )
        yield f"sdg-16.4.2.{ending}", text
    counted = list(observe_trends(found.trends.values()))
    yield "statistics.sdmx.csv", write_csv_1(counted, REPORTS)
    message = f"{sender}-reports"
    yield (
        "statistics.sdmx.xml",
        write_ml(counted, message_id=message, prepared_at=prepared_at, sender=sender, structure=REPORTS),
    )
    yield "definitions.json", _text([_definition(one) for one in STATISTICS.values()])
    yield "datapackage.json", _text(_package(found, prepared_at))


def row_schema(name: str) -> dict[str, Json]:
    """JSON schema of one row of a file, once its cells are read as their types; null is no data, never zero."""
    types = {"date": "string"}
    properties: dict[str, Json] = {
        field: {"type": [types.get(kind, kind), "null"]} for field, kind in FIELDS[name].items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "properties": properties,
        "required": list(FIELDS[name]),
        "additionalProperties": False,
    }


def _package(found: Publication, prepared_at: datetime) -> dict[str, Json]:
    resources: list[Json] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": field, "type": kind} for field, kind in fields.items()],
                "missingValues": [""],
            },
        }
        for name, fields in FIELDS.items()
    ]
    return {
        "profile": "tabular-data-package",
        "name": "tracemark-observatory",
        "title": "National reports, counted",
        "created": prepared_at.isoformat(timespec="seconds"),
        "world": found.world.value,
        "resources": resources,
    }


def _definition(statistic: Statistic) -> dict[str, Json]:
    """A statistic as data: how each of its readings is counted."""
    traps: list[Json] = [*statistic.traps]
    readings: list[Json] = [
        {
            "reading": one.code,
            "is_published": one is statistic.chosen,
            "measure": one.measure.value,
            "base": one.base.value,
            "since": one.since or None,
            "terms": [{"key": term.key, "op": term.op.value, "values": [*term.values]} for term in one.terms],
            "questions": [*sorted(one.keys)],
        }
        for one in statistic.readings
    ]
    return {
        "statistic": statistic.code,
        "group": statistic.group,
        "document": "A/76/284",
        "paragraph": statistic.paragraph,
        "unit": statistic.unit,
        "traps": traps,
        "readings": readings,
    }


def _statistics(found: Publication) -> Iterator[Row]:
    for code, trend in found.trends.items():
        for line in trend.lines:
            changes = {one.second: one.reason.value for one in line.changes}
            for point in line.points:
                yield (
                    code,
                    trend.statistic.paragraph,
                    point.reading,
                    line is trend.chosen,
                    point.cycle,
                    point.numerator,
                    point.denominator,
                    point.share,
                    point.total,
                    point.lower,
                    point.upper,
                    changes.get(point.cycle, ""),
                )


def _states(found: Publication) -> Iterator[Row]:
    for code in found.trends:
        for year in found.cycles:
            point = found.point(code, year)
            for state in found.profiles:
                side = side_of(state, point)
                if side != "no_report":
                    yield code, year, state, side


def _answers(found: Publication) -> Iterator[Row]:
    for report in sorted(found.facts.reports, key=lambda one: (one.cycle, one.state)):
        for key in sorted(report.cells):
            for path, cell in sorted(report.cells[key].items()):
                yield report.state, report.cycle, key, path, cell.value, cell.number


def _reports(found: Publication) -> Iterator[Row]:
    for profile in found.profiles.values():
        for one in profile.reports:
            yield one.state, one.cycle, one.edition, one.revision


def _changes(found: Publication) -> Iterator[Row]:
    for one in found.revisions:
        for change in one.changes:
            yield one.taken_in_at.date(), one.state, one.cycle, one.revision, *change


def _csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell: empty for no data, true and false as data packages write them, texts that run nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return neutralize(value) if isinstance(value, str) else str(value)


def _text(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
