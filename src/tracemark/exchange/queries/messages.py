"""Messages on their way out and in, gaps, and what was refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from joserfc import jws

from tracemark.accounts.rules import Viewer
from tracemark.exchange.models import CourierFile, Incoming, Lane, Message, Outgoing, Receipt, RefusedArrival
from tracemark.exchange.queries.cards import PERMISSION
from tracemark.exchange.rules.deciding import missing_before
from tracemark.exchange.rules.envelope import Envelope, read_envelope
from tracemark.exchange.rules.packets import LINE_BYTES_AT_MOST
from tracemark.findings import Finding, Severity


class _Archive(jws.JWSRegistry):
    max_payload_length = LINE_BYTES_AT_MOST


ARCHIVE = _Archive(algorithms=["Ed25519"])


@dataclass(frozen=True, slots=True)
class Gap:
    """Messages of one sender and case that others wait for."""

    peer: str
    case: str
    missing: tuple[int, ...]
    held: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutboxFilters:
    """Which messages of ours: ``result`` one of waiting, accepted, refused, none (no receipt); empty for all."""

    peer: str = ""
    result: str = ""
    case: str = ""


def list_outbox(viewer: Viewer, filters: OutboxFilters) -> QuerySet[Outgoing]:
    """What we sent or want to send, the newest first; nothing without ``exchange.read``."""
    rows = Outgoing.objects.select_related("message").defer("message__jws").order_by("-message_id")
    if not viewer.may(PERMISSION):
        return rows.none()
    if filters.peer:
        rows = rows.filter(peer=filters.peer)
    if filters.case:
        rows = rows.filter(message__case=filters.case)
    if filters.result:
        rows = rows.filter(result="" if filters.result == "none" else filters.result)
    return rows


def list_inbox(viewer: Viewer, *, peer: str = "", stage: str = "", case: str = "") -> QuerySet[Incoming]:
    """What came and was believed, the newest first; nothing without ``exchange.read``."""
    rows = Incoming.objects.select_related("message").defer("message__jws").order_by("-message_id")
    if not viewer.may(PERMISSION):
        return rows.none()
    wanted = Q()
    if peer:
        wanted &= Q(peer=peer)
    if stage:
        wanted &= Q(stage=stage)
    if case:
        wanted &= Q(message__case=case)
    return rows.filter(wanted)


def list_refused(viewer: Viewer) -> QuerySet[RefusedArrival]:
    """What came and was not believed, the newest first."""
    rows = RefusedArrival.objects.order_by("-id")
    return rows if viewer.may(PERMISSION) else rows.none()


def list_courier_files(viewer: Viewer) -> QuerySet[CourierFile]:
    """Courier files written and read, the newest first."""
    rows = CourierFile.objects.select_related("by").order_by("-id")
    return rows if viewer.may(PERMISSION) else rows.none()


def find_message(viewer: Viewer, message: int) -> Message | None:
    """One message with its receipts and where it stands, or None."""
    if not viewer.may(PERMISSION):
        return None
    receipts = Prefetch("receipts", queryset=Receipt.objects.order_by("id"))
    rows = Message.objects.select_related("outgoing", "incoming", "by").prefetch_related(receipts, "signings")
    return rows.filter(id=message).first()


def messages_of_case(case: str) -> QuerySet[Message]:
    """All messages of a case, both ways, as they were recorded; who may see the case is its room's question."""
    rows = (
        Message.objects.filter(case=case).select_related("outgoing", "incoming").prefetch_related("receipts")
    )
    return rows.order_by("recorded_at", "id")


def envelope_of(message: Message) -> Envelope:
    """The message as it was signed, with its body and attachments."""
    return read_envelope(payload_of(message))


def payload_of(message: Message) -> bytes:
    """The canonical bytes that were signed."""
    return jws.extract_compact(message.jws.encode("ascii"), registry=ARCHIVE).payload


def list_gaps(viewer: Viewer) -> list[Gap]:
    """Cases in which messages wait for an earlier one that has not come. Two queries."""
    if not viewer.may(PERMISSION):
        return []
    held: dict[tuple[str, str], set[int]] = {}
    rows = Incoming.objects.filter(stage__in=["waiting", "failed"])
    for peer, case, seq in rows.values_list("peer", "message__case", "message__case_seq"):
        held.setdefault((peer, case), set()).add(seq)
    lanes = {(lane.peer, lane.case): lane.last_seq for lane in _lanes(held)}
    return [
        Gap(peer, case, missing_before(frozenset(seqs), lanes.get((peer, case), 0)), tuple(sorted(seqs)))
        for (peer, case), seqs in sorted(held.items())
    ]


def standing(viewer: Viewer) -> Mapping[str, int]:
    """Counts for the overview: messages out by result, in by stage, and what was refused."""
    if not viewer.may(PERMISSION):
        return {}
    out = Outgoing.objects.values_list("result").annotate(n=Count("message_id")).order_by()
    came = Incoming.objects.values_list("stage").annotate(n=Count("message_id")).order_by()
    counts = {f"out_{result or 'none'}": n for result, n in out}
    counts |= {f"in_{stage}": n for stage, n in came}
    return counts | {"refused": RefusedArrival.objects.count()}


def last_trouble(row: Outgoing) -> Finding | None:
    """Why the last attempt failed, as a finding; None when it did not."""
    return Finding(row.last_code, row.last_params, Severity.WARNING) if row.last_code else None


def due_peers(at: datetime) -> Sequence[str]:
    """States for which a message is due to be sent."""
    rows = due_messages(at).values_list("peer", flat=True)
    return sorted(set(rows))


def due_messages(at: datetime) -> QuerySet[Outgoing]:
    """Messages of ours without a final receipt whose next attempt is due."""
    return Outgoing.objects.filter(result__in=["", "waiting"], next_attempt_at__lte=at).order_by("message_id")


def _lanes(held: Mapping[tuple[str, str], object]) -> QuerySet[Lane]:
    peers, cases = {peer for peer, _ in held}, {case for _, case in held}
    return Lane.objects.filter(way="in", peer__in=peers, case__in=cases)


def unsettled_messages(peer: str) -> Iterator[Message]:
    """Messages of ours to a State that have no final receipt, in the order they were made; one at a time."""
    rows = Message.objects.filter(way="out", peer=peer, outgoing__result__in=["", "waiting"])
    rows = rows.prefetch_related("signings").order_by("id")
    yield from rows.iterator(chunk_size=50)


def receipts_due(peer: str) -> Iterator[Receipt]:
    """The newest receipt of every message from a State that came by courier and was not answered yet."""
    due = Incoming.objects.filter(peer=peer, is_receipt_due=True).values("message_id")
    newest = (
        Receipt.objects.filter(way="out", message_id__in=due).values("message_id").annotate(last=Max("id"))
    )
    yield from Receipt.objects.filter(id__in=newest.values("last")).order_by("id").iterator(chunk_size=200)
