"""Reports, records and series come in: all that was read together, or nothing. Revisions stand beside one another."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.actions.editions import store_edition
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.observatory.data import area_codes, world_of
from tracemark.observatory.models import Answer, Intake, Record, Scan, SeriesValue, StateReport
from tracemark.observatory.rules.drafts import ReadCell, ReadReport, refusal
from tracemark.observatory.rules.facts import RecordFacts, World
from tracemark.observatory.rules.series.values import Observation

LOAD = "observatory.load"
CHUNK = 2_000
KEYED = "keyed"


@dataclass(frozen=True, slots=True)
class ScannedPaper:
    """The paper a report was keyed in from."""

    name: str
    media_type: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """What one file brings: its name, way and SHA-256, and everything in it, read and without refusals."""

    name: str
    way: str
    sha256: str
    reports: tuple[ReadReport, ...] = ()
    records: tuple[tuple[RecordFacts, str, bool], ...] = ()
    observations: tuple[Observation, ...] = ()
    scan: ScannedPaper | None = None


@dataclass(slots=True)
class Loaded:
    """What a load did: how many of each are new, how many replace an earlier one, how many were known already."""

    reports: int = 0
    revisions: int = 0
    answers: int = 0
    records: int = 0
    values: int = 0
    withdrawn: int = 0
    known: int = 0
    intakes: list[UUID] = field(default_factory=list)


@transaction.atomic
def take_in(
    files: Sequence[Incoming],
    editions: Mapping[str, Instrument],
    *,
    by: Viewer,
    at: datetime,
    note: str = "",
    is_whole_release: bool = False,
) -> Loaded:
    """Store what was read, all of it or nothing. ``editions``: the instrument of every report, by name.

    What is known already, unchanged, is left alone. With ``is_whole_release`` the values of a series that its files
    no longer hold are withdrawn: a row says so, the old rows stay. Raises Refused.
    """
    by.require(LOAD)
    done = Loaded()
    stored = {
        name: store_edition(one, is_loaded=False, by=by, at=at).id
        for name, one in editions.items()
        if any(report.draft.edition == name for file in files for report in file.reports)
    }
    newest = _newest_reports(files)
    for file in files:
        intake = Intake.objects.create(
            id=uuid4(),
            name=file.name[:200],
            way=file.way,
            sha256=file.sha256,
            note=note[:500],
            by_id=by.person_id,
            at=at,
        )
        done.intakes.append(intake.id)
        _store_reports(intake, file, stored, newest, done)
        _store_records(intake, file.records, done)
        _store_values(intake, file.observations, done, is_whole_release=is_whole_release)
    return done


Period = tuple[str, str, int, int]


def _newest_reports(files: Iterable[Incoming]) -> dict[Period, tuple[int, str]]:
    """Revision and hash of the newest stored report of every instrument that is coming in."""
    instruments = {report.draft.period[0] for file in files for report in file.reports}
    rows = StateReport.objects.filter(instrument__in=instruments).order_by("revision")
    columns = ("instrument", "state", "first_year", "last_year", "revision", "sha256")
    return {
        (instrument, state, first, last): (revision, sha256)
        for instrument, state, first, last, revision, sha256 in rows.values_list(*columns)
    }


def _store_reports(
    intake: Intake,
    file: Incoming,
    editions: Mapping[str, UUID],
    newest: dict[Period, tuple[int, str]],
    done: Loaded,
) -> None:
    pairs: list[tuple[StateReport, ReadReport]] = []
    for report in file.reports:
        draft = report.draft
        revision, sha256 = newest.get(draft.period, (0, ""))
        if sha256 == report.sha256:
            done.known += 1
            continue
        newest[draft.period] = (revision + 1, report.sha256)
        done.reports += 1
        done.revisions += revision > 0
        row = StateReport(
            uid=uuid4(),
            intake=intake,
            world=_world(draft.state, draft.place),
            state=draft.state,
            instrument=draft.period[0],
            edition_id=editions[draft.edition],
            first_year=draft.first_year,
            last_year=draft.last_year,
            cycle=report.cycle,
            revision=revision + 1,
            received_on=draft.received_on,
            is_public=draft.is_public,
            signed_key=draft.signed_key,
            sha256=report.sha256,
        )
        pairs.append((row, report))
    uids = {row.uid: report for row, report in pairs}
    StateReport.objects.bulk_create([row for row, _ in pairs], batch_size=CHUNK)
    rows = StateReport.objects.filter(intake=intake)
    answers = (answer for row in rows for answer in _answers(row, uids[row.uid].cells))
    for chunk in _chunks(answers):
        done.answers += len(Answer.objects.bulk_create(chunk, batch_size=CHUNK))
    if file.scan is not None:
        paper = file.scan
        Scan.objects.bulk_create(
            Scan(
                report=row,
                name=paper.name[:200],
                media_type=paper.media_type,
                sha256=paper.sha256,
                content=paper.content,
            )
            for row in rows
        )


def _world(state: str, place: str) -> World:
    world = world_of(state)
    if world is None:
        raise Refused(refusal("state_not_known", place, given=state))
    return world


def _answers(row: StateReport, cells: Iterable[ReadCell]) -> Iterator[Answer]:
    for cell in cells:
        yield Answer(
            report=row,
            instrument=row.instrument,
            state=row.state,
            cycle=row.cycle,
            key=cell.key,
            path=cell.path,
            raw=cell.raw,
            value=cell.value,
            number=cell.number,
            is_public=cell.is_public,
            place=cell.place[:80],
        )


def _chunks(answers: Iterator[Answer]) -> Iterator[list[Answer]]:
    chunk: list[Answer] = []
    for answer in answers:
        chunk.append(answer)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _store_records(intake: Intake, records: Iterable[tuple[RecordFacts, str, bool]], done: Loaded) -> None:
    listed = list(records)
    kinds = {record.kind for record, _, _ in listed}
    known = {
        (row.world, row.kind, row.ref, row.year): row
        for row in Record.objects.filter(kind__in=kinds).order_by("revision")
    }
    new: list[Record] = []
    for record, place, is_public in listed:
        world = _world(record.state, place) if record.state else _world_of_records(listed)
        before = known.get((world, record.kind, record.ref, record.year))
        said = (record.state, record.code, record.amount, is_public)
        if before and (before.state, before.code, before.amount, before.is_public) == said:
            done.known += 1
            continue
        row = Record(
            intake=intake,
            world=world,
            kind=record.kind,
            ref=record.ref,
            year=record.year,
            state=record.state,
            code=record.code,
            amount=record.amount,
            is_public=is_public,
            place=place[:80],
            revision=before.revision + 1 if before else 1,
        )
        known[(world, record.kind, record.ref, record.year)] = row
        new.append(row)
    done.records += len(Record.objects.bulk_create(new, batch_size=CHUNK))


def _world_of_records(records: Iterable[tuple[RecordFacts, str, bool]]) -> World:
    """The world of a record that names no State: that of the States its file names. Raises Refused for a mixture."""
    worlds = {_world(record.state, place) for record, place, _ in records if record.state}
    if len(worlds) > 1:
        raise Refused(Finding("worlds_mixed", {}, Severity.REFUSAL))
    return worlds.pop() if worlds else World.REAL


def _store_values(
    intake: Intake, observations: Sequence[Observation], done: Loaded, *, is_whole_release: bool
) -> None:
    if not observations:
        return
    series = {one.series for one in observations}
    rows = SeriesValue.objects.filter(series__in=series).order_by("revision")
    known = {_key(row): row for row in rows}
    new = []
    for one in observations:
        before = known.get(one.key)
        row = _value(intake, one, before.revision + 1 if before else 1)
        if before and not before.is_withdrawn and _said(before) == _said(row):
            done.known += 1
        else:
            new.append(row)
    done.values += len(new)
    if is_whole_release:
        held = {one.key for one in observations}
        gone = [row for key, row in known.items() if key not in held and not row.is_withdrawn]
        done.withdrawn += len(gone)
        new += [_withdrawn(intake, row) for row in gone]
    SeriesValue.objects.bulk_create(new, batch_size=CHUNK)


def _key(row: SeriesValue) -> tuple[str, str, str, str, int]:
    return (row.series, row.area, row.reporting, row.breakdown, row.period)


def _said(row: SeriesValue) -> tuple[str, ...]:
    """What a value says: a revision is a row that says something else."""
    return (row.value, row.nature, row.status, row.footnote, row.source, row.attributes)


def _value(intake: Intake, one: Observation, revision: int) -> SeriesValue:
    code = area_codes()[one.area]
    state = code if world_of(code) else ""
    world = (world_of(code) if state else None) or (
        World.CONSTRUCTED if one.area.startswith("C") else World.REAL
    )
    return SeriesValue(
        intake=intake,
        world=world,
        series=one.series,
        area=one.area,
        state=state,
        reporting=one.reporting,
        breakdown=one.breakdown,
        period=one.period,
        first_year=one.first_year,
        last_year=one.last_year,
        value="" if one.value is None else format(one.value, "f"),
        nature=one.nature,
        status=one.status,
        footnote=one.footnote,
        source=one.source[:500],
        attributes=json.dumps(dict(one.attributes), sort_keys=True, ensure_ascii=False),
        place=one.place[:80],
        revision=revision,
    )


def _withdrawn(intake: Intake, row: SeriesValue) -> SeriesValue:
    fields = cast(
        "tuple[str, ...]",
        ("world", "series", "area", "state", "reporting", "breakdown", "period", "first_year", "last_year"),
    )
    return SeriesValue(
        intake=intake,
        status="O",
        revision=row.revision + 1,
        is_withdrawn=True,
        **{name: getattr(row, name) for name in fields},
    )
