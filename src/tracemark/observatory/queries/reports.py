"""Reports as they came in: which there are, every answer with its source, and a State's profile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.observatory.models import Scan, StateReport
from tracemark.observatory.queries.facts import (
    EVERYTHING,
    Scope,
    current_reports,
    cycles_of,
    editions_used,
    get_facts,
    hidden_keys,
    is_open,
    last_words,
    require,
)
from tracemark.observatory.rules.counting import Point, count
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.facts import Audience
from tracemark.observatory.rules.statistics import Measure


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list; ``way`` is how it came in (package, json, sheet, csv, keyed)."""

    uid: str
    state: str
    cycle: int
    first_year: int
    last_year: int
    edition: str
    revision: int
    way: str
    file: str
    received_on: date | None
    taken_in_at: datetime
    is_public: bool


def list_reports(viewer: Viewer, scope: Scope = EVERYTHING) -> list[ReportLine]:
    """The newest revision of every report within the scope, by cycle and State."""
    rows = current_reports(viewer, scope)
    names = {key: instrument.name for key, (instrument, _) in editions_used(rows).items()}
    words = last_words(scope)
    lines = [_line(row, names[row.edition_id.hex], is_open(row, words)) for row in rows]
    return [line for line in lines if line.is_public or scope.audience is Audience.INTERNAL]


def _line(row: StateReport, edition: str, is_public: bool) -> ReportLine:
    return ReportLine(
        uid=row.uid.hex,
        state=row.state,
        cycle=row.cycle,
        first_year=row.first_year,
        last_year=row.last_year,
        edition=edition,
        revision=row.revision,
        way=row.intake.way,
        file=row.intake.name,
        received_on=row.received_on,
        taken_in_at=row.intake.at,
        is_public=is_public,
    )


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answered cell: the text as given, the value as read, and where in the file it stood."""

    key: str
    path: str
    raw: str
    value: str
    number: int | None
    place: str


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """One report whole. ``entered_by`` is who took it in (empty: the command line); ``scans`` name its paper.

    ``withheld`` are keys that are not shown because their State keeps them back.
    """

    line: ReportLine
    sha256: str
    signed_key: str
    entered_by: str
    note: str
    answers: tuple[AnswerLine, ...]
    withheld: tuple[str, ...]
    scans: tuple[str, ...]
    revisions: tuple[tuple[int, str], ...]


def find_report(viewer: Viewer, uid: UUID, audience: Audience = Audience.PUBLIC) -> ReportDetail | None:
    """A report in any revision with every answer and its source; None when there is none to be seen."""
    require(viewer, audience)
    row = StateReport.objects.select_related("intake__by").filter(uid=uid).first()
    if row is None:
        return None
    words = last_words(Scope(instrument=row.instrument))
    may_see_all = audience is Audience.INTERNAL
    if not (may_see_all or is_open(row, words)):
        return None
    rows = list(row.answers.order_by("id"))
    hidden = hidden_keys(row, {one.key for one in rows if not one.is_public}, words)
    kept = frozenset[str]() if may_see_all else hidden
    ((instrument, _),) = editions_used([row]).values()
    same = StateReport.objects.filter(
        instrument=row.instrument, state=row.state, first_year=row.first_year, last_year=row.last_year
    )
    return ReportDetail(
        line=_line(row, instrument.name, is_open(row, words)),
        sha256=row.sha256,
        signed_key=row.signed_key,
        entered_by=row.intake.by.name if row.intake.by else "",
        note=row.intake.note,
        answers=tuple(
            AnswerLine(one.key, one.path, one.raw, one.value, one.number, one.place)
            for one in rows
            if one.key not in kept
        ),
        withheld=tuple(sorted(kept)),
        scans=tuple(row.scans.order_by("id").values_list("name", flat=True)) if may_see_all else (),
        revisions=tuple(
            (number, found.hex) for number, found in same.order_by("revision").values_list("revision", "uid")
        ),
    )


def find_scan(viewer: Viewer, uid: UUID) -> tuple[str, str, bytes] | None:
    """Name, type and bytes of the paper of a report, for who may see what States keep back; None without one."""
    require(viewer, Audience.INTERNAL)
    scan = Scan.objects.filter(report__uid=uid).order_by("id").first()
    return None if scan is None else (scan.name, scan.media_type, bytes(scan.content))


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A statistic for one State: per cycle whether it is counted: ``counted``, ``others``, ``blank``, ``withheld``,
    ``not_asked`` or ``no_report``; ``numbers`` are its sums where the statistic adds numbers."""

    code: str
    sides: tuple[tuple[int, str], ...]
    numbers: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A State as its reports tell it."""

    state: str
    reports: tuple[ReportLine, ...]
    lines: tuple[ProfileLine, ...]


def get_profile(viewer: Viewer, state: str, scope: Scope = EVERYTHING) -> Profile:
    """Every statistic of reports for one State, cycle by cycle."""
    cycles = scope.cycles or cycles_of(viewer, scope)
    one = replace(scope, states=(state,))
    keys = frozenset().union(*(statistic.keys for statistic in STATISTICS.values()))
    facts = get_facts(viewer, keys, one)
    lines = []
    for statistic in STATISTICS.values():
        if statistic.chosen.measure in (Measure.RECORDS, Measure.RECORD_SUM):
            continue
        reading = next((r for r in statistic.readings if not r.since), statistic.chosen)
        points = [count(reading, facts, cycle) for cycle in cycles]
        sides = tuple((point.cycle, _side(state, point)) for point in points)
        numbers = tuple((point.cycle, point.total) for point in points if reading.measure is Measure.SUM)
        lines.append(ProfileLine(statistic.code, sides, numbers))
    return Profile(state, tuple(list_reports(viewer, one)), tuple(lines))


def _side(state: str, point: Point) -> str:
    sides: Sequence[str] = ("counted", "blank", "withheld", "not_asked", "others")
    return next((side for side in sides if state in getattr(point, side)), "no_report")
