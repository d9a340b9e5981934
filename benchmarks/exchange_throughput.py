"""Messages a second out and in, between two real nodes: queued and signed, sent, received and receipted.

    python benchmarks/exchange_throughput.py [--messages 2000] [--postgresql URL URL]

``--postgresql`` names two databases that may be emptied: the sender's and the receiver's.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.exchange_pair import Receiver, make_pair  # noqa: E402  [the path is set above]


def main() -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--postgresql", nargs=2, default=("", ""), metavar="URL")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pair = make_pair(Path(folder), tuple(arguments.postgresql))
        os.environ.update(pair.sender.environment)
        receiver = Receiver(pair)
        receiver.start()
        try:
            figures = measure(arguments.messages)
        finally:
            receiver.stop()
    figures["database"] = "PostgreSQL" if arguments.postgresql[0] else "SQLite"
    print(json.dumps(figures, indent=2))
    return 0


def measure(messages: int) -> dict[str, object]:
    """Queue, send over HTTP, and write and read a courier file; seconds of each as messages a second."""
    import io

    import django

    django.setup()
    from benchmarks.exchange_faults import queue
    from django.utils import timezone

    from tracemark.accounts.rules import console
    from tracemark.exchange.jobs.courier import write_courier
    from tracemark.exchange.jobs.outbox import send_due
    from tracemark.exchange.jobs.transports.https import HttpsTransport
    from tracemark.exchange.models import Outgoing

    by = console()
    queued = seconds(lambda: queue(messages))
    file = io.BytesIO()
    written = seconds(lambda: write_courier(file, to="XN", name="benchmark", by=by, at=timezone.now()))
    Outgoing.objects.update(next_attempt_at=timezone.now())
    sent = seconds(lambda: send_due(transport=HttpsTransport(), by=by, at=timezone.now()))
    settled = Outgoing.objects.filter(result="accepted").count()
    return {
        "messages": messages,
        "settled": settled,
        "queued_a_second": round(messages / queued),
        "courier_written_a_second": round(messages / written),
        "sent_received_receipted_a_second": round(messages / sent),
        "courier_bytes": len(file.getvalue()),
    }


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
