"""``exchange`` and ``courier``: send what waits, read what came, see what became of it."""

import argparse
import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from tracemark.accounts.rules import console
from tracemark.exchange.actions.sending import send_test
from tracemark.exchange.jobs.courier import CourierRead, read_courier, write_courier_file
from tracemark.exchange.jobs.evidence import write_evidence
from tracemark.exchange.jobs.outbox import Sent, send_due
from tracemark.exchange.jobs.transports.https import HttpsTransport
from tracemark.exchange.queries import messages as queries
from tracemark.exchange.queries.messages import OutboxFilters
from tracemark.exchange.tables import gap_text, incoming_values, outgoing_values, refused_values, sentence_of
from tracemark.ui.words import word

SHOWN = 200


def add_commands(subparsers: Any) -> None:
    """Add ``exchange`` and ``courier``."""
    parser = subparsers.add_parser(
        "exchange", help="messages with other States: send what waits, see what became of it"
    )
    words = parser.add_subparsers(metavar="WORD", required=True)
    one = words.add_parser("once", help="send everything that is due, once")
    one.set_defaults(handler=once)
    one = words.add_parser("run", help="send what is due, again and again, until stopped")
    one.add_argument("--every", type=int, default=30, metavar="SECONDS")
    one.set_defaults(handler=run)
    one = words.add_parser("test", help="send a message that changes nothing, to see that a line works")
    one.add_argument("state", metavar="XN")
    one.add_argument("--text", default="")
    one.set_defaults(handler=test)
    for name, text, handler in (
        ("outbox", "what we sent, attempts, the last trouble, receipts", outbox),
        ("inbox", "what came, and what waits for an earlier message", inbox),
        ("refused", "what came and was not believed, and why", refused),
    ):
        one = words.add_parser(name, help=text)
        one.add_argument("--json", action="store_true")
        one.set_defaults(handler=handler)
    one = words.add_parser("evidence", help="write a message with its receipts and keys, for a court")
    one.add_argument("message", type=int, metavar="NUMBER")
    one.add_argument("--out", type=Path, required=True, metavar="FILE")
    one.set_defaults(handler=evidence)

    parser = subparsers.add_parser("courier", help="courier files: messages by stick, mail or diplomatic bag")
    words = parser.add_subparsers(metavar="WORD", required=True)
    one = words.add_parser("out", help="write everything that waits for a State to a file")
    one.add_argument("--to", required=True, metavar="XN")
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(handler=courier_out)
    one = words.add_parser("in", help="take in a courier file; harmless when repeated")
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(handler=courier_in)


def once(arguments: argparse.Namespace) -> int:
    """Send what is due; exit code 1 when a line is down."""
    sent = send_due(transport=HttpsTransport(), by=console(), at=timezone.now())
    _print_sent(sent)
    return 1 if sent.troubles else 0


def run(arguments: argparse.Namespace) -> int:
    """Send what is due until stopped; a line that is down is said and tried again."""
    transport = HttpsTransport()
    while True:
        close_old_connections()
        sent = send_due(transport=transport, by=console(), at=timezone.now())
        if sent.messages or sent.troubles:
            _print_sent(sent)
        do_rounds(at=timezone.now())
        time.sleep(max(arguments.every, 1))


def do_rounds(*, at: datetime) -> None:
    """What other rooms do each round, so that nothing waits without saying so."""
    for path in settings.EXCHANGE_ROUNDS:
        import_string(path)(by=console(), at=at)


def test(arguments: argparse.Namespace) -> int:
    """Queue a test message."""
    message = send_test(arguments.state, text=arguments.text, by=console())
    print(f"{message.id}\t{message.message_id}")
    return 0


def outbox(arguments: argparse.Namespace) -> int:
    """Print the outbox."""
    rows = list(queries.list_outbox(console(), OutboxFilters())[:SHOWN])
    return _print_rows(arguments, "outbox", [outgoing_values(row) for row in rows])


def inbox(arguments: argparse.Namespace) -> int:
    """Print the inbox and its gaps; exit code 1 when something waits for a message that has not come."""
    gaps = queries.list_gaps(console())
    rows = list(queries.list_inbox(console())[:SHOWN])
    _print_rows(arguments, "inbox", [incoming_values(row) for row in rows])
    if not arguments.json:
        for gap in gaps:
            print(gap_text(gap))
    return 1 if gaps else 0


def refused(arguments: argparse.Namespace) -> int:
    """Print what was not believed."""
    return _print_rows(
        arguments, "refused", [refused_values(row) for row in queries.list_refused(console())[:SHOWN]]
    )


def evidence(arguments: argparse.Namespace) -> int:
    """Write the evidence file."""
    write_evidence(arguments.out, message=arguments.message, by=console())
    print(f"{arguments.out}: check it with audit/verify_message.py")
    return 0


def courier_out(arguments: argparse.Namespace) -> int:
    """Write a courier file."""
    written = write_courier_file(arguments.file, to=arguments.to, by=console(), at=timezone.now())
    print(
        f"{arguments.file}: {len(written.messages)} messages, {len(written.receipts)} receipts for {arguments.to}"
    )
    return 0


def courier_in(arguments: argparse.Namespace) -> int:
    """Take in a courier file; exit code 1 when something in it was refused or its end is missing."""
    with arguments.file.open("rb") as file:
        read = read_courier(file, name=arguments.file.name, by=console(), at=timezone.now())
    _print_read(read)
    return 1 if read.findings else 0


def _print_read(read: CourierRead) -> None:
    counts = read.counts
    print(
        f"{read.peer}: {counts.new} new, {counts.repeated} known already, {counts.waiting} waiting, "
        f"{counts.refused} refused, {counts.receipts} receipts, {counts.cards} cards"
    )
    for finding in read.findings:
        print(sentence_of(finding.code, finding.params))


def _print_sent(sent: Sent) -> None:
    print(f"{sent.messages} sent, {sent.receipts} receipts", flush=True)
    for peer, trouble in sent.troubles.items():
        print(f"{peer}: {word(trouble.code, **trouble.params)}", flush=True)


def _print_rows(arguments: argparse.Namespace, name: str, rows: list[dict[str, Any]]) -> int:
    if arguments.json:
        print(json.dumps({name: rows}, ensure_ascii=False))
        return 0
    for row in rows:
        print("\t".join(str(value) for value in row.values() if not isinstance(value, dict)))
    return 0
