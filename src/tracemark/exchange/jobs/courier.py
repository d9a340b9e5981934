"""Courier files: everything that waits for a State in one file, for a stick, a mail or the diplomatic bag.

A file is lines: whose it is, our card, receipts, messages, and a last line that counts them. It may be read twice, torn
or in the wrong order: what is here already stays as it is, and a torn end is said.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.courier import receipts_handed, record_file
from tracemark.exchange.actions.sending import note_attempts, sealed
from tracemark.exchange.jobs.outbox import card_line
from tracemark.exchange.jobs.taking import Counts, Taking
from tracemark.exchange.queries.cards import PartnerView, own_card, partner_of
from tracemark.exchange.queries.messages import receipts_due, unsettled_messages
from tracemark.exchange.rules.fields import STATE, moment_text
from tracemark.exchange.rules.packets import COURIER, LINE_BYTES_AT_MOST, LineKind, line_bytes, read_line
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access

FILE_BYTES_AT_MOST = 4_000_000_000


@dataclass(slots=True)
class Written:
    """What was put into a courier file."""

    messages: list[int] = field(default_factory=list)
    receipts: list[int] = field(default_factory=list)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CourierRead:
    """What a courier file held. ``is_whole`` False: its end is missing; bring it again, nothing is lost."""

    peer: str
    counts: Counts
    is_whole: bool
    findings: tuple[Finding, ...]


def write_courier_file(path: Path, *, to: str, by: Viewer, at: datetime) -> Written:
    """Write what waits for a State to ``path`` (mode 0600); it appears under its name only when complete.

    Raises FileExistsError when there is such a file, Refused when no card of the State is trusted.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists already; nothing was written")
    partial = path.with_name(path.name + ".part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            written = write_courier(file, to=to, name=path.name, by=by, at=at)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return written


def write_courier(file: BinaryIO, *, to: str, name: str, by: Viewer, at: datetime) -> Written:
    """Write what waits for a State into an open file, and note it in outbox and log."""
    by.require("exchange.send")
    card = own_card()
    partner = partner_of(to)
    if card is None:
        raise Refused(Finding("own_card_missing", {}, Severity.REFUSAL))
    if partner is None or partner.card is None:
        raise Refused(Finding("partner_unknown", {"peer": to}, Severity.REFUSAL))
    log_access(by, verb="courier_out", subject=f"{to} {name}")
    written, digest, lines = Written(), hashlib.sha256(), 0
    for line in _lines_out(card.state, partner, written, at):
        file.write(line)
        digest.update(line)
        lines += 1
    file.write(line_bytes(LineKind.END, {"lines": lines, "sha256": digest.hexdigest()}))
    written.digest = digest.hexdigest()
    note_attempts(
        written.messages, at=at, trouble=Finding("carried_by_courier", {"file": name}, Severity.INFO)
    )
    receipts_handed(written.receipts)
    counts = {"messages": len(written.messages), "receipts": len(written.receipts)}
    record_file(way="out", peer=to, name=name, digest=written.digest, counts=counts, by=by, at=at)
    return written


def read_courier(file: BinaryIO, *, name: str, by: Viewer, at: datetime) -> CourierRead:
    """Take in a courier file in bounded memory; harmless when repeated. Refused when it is none, or not for us."""
    by.require("exchange.send")
    log_access(by, verb="courier_in", subject=name)
    reader = _Reader(file)
    peer = _read_head(reader)
    taking = Taking(via="courier", source=name, by=by, at=at, may_introduce=True)
    is_whole = False
    for line in reader.lines():
        if line.startswith(b'{"end":'):
            is_whole = reader.ends_well(line)
            break
        taking.take_line(line)
    taking.finish()
    findings = [
        *taking.findings,
        *([] if is_whole else [Finding("courier_file_torn", {"file": name}, Severity.ALERT)]),
    ]
    counts = {slot: getattr(taking.counts, slot) for slot in Counts.__slots__}
    digest = reader.digest_now()
    record_file(
        way="in", peer=peer, name=name, digest=digest, counts={**counts, "whole": is_whole}, by=by, at=at
    )
    return CourierRead(peer, taking.counts, is_whole, tuple(findings))


class _Reader:
    """Lines of a file, none longer than a line may be, all together no more than a file may be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._before = hashlib.sha256()
        self.count = 0
        self.size = 0

    def lines(self) -> Iterator[bytes]:
        """Each line without its end. Refused ``courier_file_too_large`` when there is no end to it."""
        while line := self._file.readline(LINE_BYTES_AT_MOST + 2):
            self.size += len(line)
            if len(line) > LINE_BYTES_AT_MOST or self.size > FILE_BYTES_AT_MOST:
                raise Refused(
                    Finding("courier_file_too_large", {"most": LINE_BYTES_AT_MOST}, Severity.REFUSAL)
                )
            self._before = self._digest.copy()
            self._digest.update(line)
            self.count += 1
            yield line.rstrip(b"\r\n")

    def ends_well(self, line: bytes) -> bool:
        """Whether the last line counts the lines and bytes before it as they were read."""
        try:
            value = read_line(line).value
        except Refused:
            return False
        return bool(value == {"lines": self.count - 1, "sha256": self._before.hexdigest()})

    def digest_now(self) -> str:
        """SHA-256 of what was read."""
        return self._digest.hexdigest()


def _read_head(reader: _Reader) -> str:
    """The State the file comes from. Refused when the first line is not a courier file's, or it is for another."""
    first = next(reader.lines(), b"")
    try:
        line = read_line(first)
    except Refused as refusal:
        raise _no_courier_file() from refusal
    card = own_card()
    value = line.value if line.kind is LineKind.COURIER else {}
    if value.get("schema") != COURIER or not STATE.fullmatch(str(value.get("from"))):
        raise _no_courier_file()
    if card is None:
        raise Refused(Finding("own_card_missing", {}, Severity.REFUSAL))
    if value.get("to") != card.state:
        raise Refused(
            Finding("not_for_us", {"peer": value["from"], "to": str(value.get("to"))[:2]}, Severity.REFUSAL)
        )
    return str(value["from"])


def _lines_out(state: str, partner: PartnerView, written: Written, at: datetime) -> Iterator[bytes]:
    to, key = partner.partner.state, partner.card.encrypt_key if partner.card else None
    yield line_bytes(
        LineKind.COURIER, {"schema": COURIER, "from": state, "to": to, "made_at": moment_text(at)}
    )
    yield from card_line()
    for receipt in receipts_due(to):
        written.receipts.append(receipt.message_id)
        yield line_bytes(LineKind.RECEIPT, receipt.jws)
    for message in unsettled_messages(to):
        written.messages.append(message.id)
        yield line_bytes(LineKind.MESSAGE, sealed(message, key))


def _no_courier_file() -> Refused:
    return Refused(Finding("not_a_courier_file", {}, Severity.REFUSAL))
