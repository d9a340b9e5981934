"""Outbox, inbox, what was refused, evidence and courier files as programs see them."""

import io
import json
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS, finding_json
from tracemark.exchange import tables
from tracemark.exchange.api.shapes import (
    CourierFileOut,
    CourierInIn,
    CourierOutIn,
    CourierReadOut,
    EvidenceOut,
    GapOut,
    InboxOut,
    IncomingOut,
    MessageFindingOut,
    MessageQuery,
    OutboxOut,
    OutgoingOut,
    RefusedOut,
    RefusedPageOut,
)
from tracemark.exchange.jobs.courier import read_courier, write_courier
from tracemark.exchange.jobs.evidence import evidence_bytes
from tracemark.exchange.queries import messages
from tracemark.exchange.queries.messages import OutboxFilters

router = Router()

PAGE = 100


@router.get("/outbox", response={200: OutboxOut, **ERRORS}, summary="What goes out")
def outbox(request: ApiRequest, query: Query[MessageQuery]) -> OutboxOut:
    """Attempts, the last trouble, the receipt."""
    require_permission(request.auth, "exchange.read")
    rows = messages.list_outbox(request.auth, OutboxFilters(peer=query.peer, case=query.case))
    page = list(rows.filter(message_id__lt=query.before)[:PAGE] if query.before else rows[:PAGE])
    items = [OutgoingOut(**tables.outgoing_values(row)) for row in page]
    return OutboxOut(items=items, next=page[-1].message_id if len(page) == PAGE else None)


@router.get("/inbox", response={200: InboxOut, **ERRORS}, summary="What came")
def inbox(request: ApiRequest, query: Query[MessageQuery]) -> InboxOut:
    """With the gaps that others wait for."""
    require_permission(request.auth, "exchange.read")
    rows = messages.list_inbox(request.auth, peer=query.peer, case=query.case)
    page = list(rows.filter(message_id__lt=query.before)[:PAGE] if query.before else rows[:PAGE])
    return InboxOut(
        items=[IncomingOut(**_renamed(tables.incoming_values(row))) for row in page],
        gaps=[
            GapOut(peer=one.peer, case=one.case, missing=list(one.missing), held=list(one.held))
            for one in messages.list_gaps(request.auth)
        ],
        next=page[-1].message_id if len(page) == PAGE else None,
    )


@router.get("/refused", response={200: RefusedPageOut, **ERRORS}, summary="What was not believed")
def refused(request: ApiRequest) -> RefusedPageOut:
    """Nothing of it was applied."""
    require_permission(request.auth, "exchange.read")
    rows = messages.list_refused(request.auth)[:PAGE]
    return RefusedPageOut(items=[RefusedOut(**_renamed(tables.refused_values(row))) for row in rows])


@router.get(
    "/messages/{number}/evidence", response={200: EvidenceOut, **ERRORS}, summary="A message as evidence"
)
def evidence(request: ApiRequest, number: int) -> EvidenceOut:
    """The signed message with its receipts and cards; reading it is logged."""
    require_permission(request.auth, "exchange.evidence", "exchange.read")
    if not 0 < number < 2**62 or messages.find_message(request.auth, number) is None:
        raise Http404
    return EvidenceOut(**json.loads(evidence_bytes(number, by=request.auth)))


@router.post("/courier/out", response={200: CourierFileOut, **ERRORS}, summary="Write a courier file")
def courier_out(request: ApiRequest, body: CourierOutIn) -> CourierFileOut:
    """Everything that waits for the State."""
    require_permission(request.auth, "exchange.send")
    at, file = timezone.now(), io.BytesIO()
    name = _file_name(body.to, at)
    written = write_courier(file, to=body.to, name=name, by=request.auth, at=at)
    return CourierFileOut(
        name=name,
        text=file.getvalue().decode(),
        messages=len(written.messages),
        receipts=len(written.receipts),
    )


@router.post("/courier/in", response={200: CourierReadOut, **ERRORS}, summary="Take in a courier file")
def courier_in(request: ApiRequest, body: CourierInIn) -> CourierReadOut:
    """Harmless when repeated."""
    require_permission(request.auth, "exchange.send")
    file = io.BytesIO(body.text.encode("utf-8", "replace"))
    read = read_courier(file, name=body.name, by=request.auth, at=timezone.now())
    counts = {name: getattr(read.counts, name) for name in read.counts.__slots__}
    findings = [MessageFindingOut(**finding_json(one)) for one in read.findings]
    return CourierReadOut(peer=read.peer, whole=read.is_whole, findings=findings, **counts)


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    """``from`` is no name for a field in Python."""
    return {("sender" if name == "from" else name): value for name, value in values.items()}


def _file_name(to: str, at: datetime) -> str:
    return f"courier-{to}-{at:%Y%m%d-%H%M%S}.jsonl"
