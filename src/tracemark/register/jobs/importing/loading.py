"""Taking a list in: chunk after chunk, resumable after a kill, harmless when it comes again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.register.actions.batches import close_batch, open_batch, record_rows
from tracemark.register.actions.mappings import remember_mapping
from tracemark.register.jobs.files import Workbook
from tracemark.register.jobs.importing.reading import (
    NO_OPTIONS,
    ImportOptions,
    ListReading,
    Progress,
    open_reading,
    silent,
)
from tracemark.register.jobs.importing.results import ImportResult, result_from_json, result_to_json
from tracemark.register.models import Batch
from tracemark.register.queries.batches import find_batch
from tracemark.register.queries.imports import current_batch_id
from tracemark.register.rules.lists import Plan, fingerprint, plan_from_json, plan_to_json
from tracemark.register.rules.rows import ListKind, RowResult

CHUNK = 2500
"""Rows of one transaction: enough that rows share the pages they touch, few enough that others need not wait long."""


def load(
    path: Path,
    kind: ListKind,
    *,
    unit_id: UUID,
    by: Viewer,
    accepted_at: datetime,
    options: ImportOptions = NO_OPTIONS,
    progress: Progress = silent,
) -> ImportResult:
    """Take a list in as one batch. The same file of the same kind is the same batch, however often it is loaded.

    A load that was killed goes on where its last whole chunk ended, reads the list as it began to, and gives the same
    register as one that was not. Raises Refused for a list that cannot be read, without permission, and for a batch
    that was voided.
    """
    by.require("list.import", unit_id)
    reading = open_reading(path, kind, options, lambda book: _plan_of_batch(book, kind, by))
    batch = open_batch(
        kind=kind,
        file_name=path.name,
        file_sha256=reading.book.sha256,
        unit_id=unit_id,
        by=by,
        accepted_at=accepted_at,
        mapping=plan_to_json(reading.plan),
        rows_expected=reading.plan.rows,
    )
    if batch.stage == "loaded":
        return _repeated(batch)
    if batch.stage != "loading":
        params = {"list": batch.file_name, "stage": batch.stage}
        raise Refused(Finding("batch_closed", params, Severity.REFUSAL))
    _record(batch, reading, progress)
    _remember(reading, options, by, accepted_at)
    _close(batch, reading)
    return reading.result


def _plan_of_batch(book: Workbook, kind: ListKind, by: Viewer) -> Plan | None:
    """The plan with which this file began to be loaded."""
    batch = find_batch(by, current_batch_id(kind, book.sha256))
    return plan_from_json(batch.mapping) if batch and batch.mapping else None


def _repeated(batch: Batch) -> ImportResult:
    result = result_from_json(batch.result, ListKind(batch.kind), batch.id)
    result.is_repeated = True
    return result


def _record(batch: Batch, reading: ListReading, progress: Progress) -> None:
    """Store the results behind the batch's position; those before it are read again only to be remembered."""
    results = reading.results(progress)
    done = sum(1 for _ in islice(results, batch.rows_done))
    if done < batch.rows_done:
        raise Refused(Finding("batch_longer_than_list", {"list": batch.file_name}, Severity.REFUSAL))
    for chunk in chunks_of(results):
        done += len(chunk)
        record_rows(batch, chunk, rows_read=done, state=settings.NODE.state)


def chunks_of(results: Iterable[RowResult]) -> Iterator[list[RowResult]]:
    """Chunks of rows; a row of many weapons fills a chunk by itself."""
    chunk: list[RowResult] = []
    weight = 0
    for result in results:
        chunk.append(result)
        weight += getattr(result, "quantity", 1)
        if weight >= CHUNK:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def _close(batch: Batch, reading: ListReading) -> None:
    result = reading.result
    result.batch_id = batch.id
    close_batch(batch, result=result_to_json(result), findings=result.lines, unknown=reading.unknown)


def _remember(reading: ListReading, options: ImportOptions, by: Viewer, at: datetime) -> None:
    """Keep a mapping that a person changed for the next list with the same header."""
    if not options.chosen:
        return
    for sheet in reading.plan.sheets:
        mapping = sheet.mapping
        if mapping is None or not sheet.is_read:
            continue
        names = mapping.header.names
        columns = {name: field for name, field in zip(names, mapping.fields, strict=False) if name and field}
        remember_mapping(
            kind=reading.plan.kind,
            fingerprint=fingerprint(reading.plan.kind, names),
            columns=columns,
            by=by,
            at=at,
        )
