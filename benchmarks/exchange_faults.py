"""Messages between two real nodes over a line that loses, repeats, delays and damages them, the receiver killed at
random. At the end both sides must agree, nothing may be lost or applied twice, every damaged one refused and listed.

    python benchmarks/exchange_faults.py [--messages 10000] [--kills 12] [--seed 1] [--folder FOLDER]
"""

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.exchange_pair import Pair, Receiver, make_pair  # noqa: E402  [the path is set above]

KIND = "trace.request"
CASE_LENGTH = 20
LONGEST_S = 1800


def main() -> int:
    """Run the trial and print its figures; exit code 1 when anything does not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pair = make_pair(Path(folder))
        os.environ.update(pair.sender.environment)
        figures = trial(pair, arguments.messages, arguments.kills, random.Random(arguments.seed))
    print(json.dumps(figures, indent=2))
    return 0 if figures["agree"] else 1


def trial(pair: Pair, messages: int, kills: int, chance: random.Random) -> dict[str, object]:
    """Send all messages through the faulty line; the figures of the run and of the check after it."""
    import django

    django.setup()
    from benchmarks.exchange_faulty import FaultyTransport

    from tracemark.exchange.jobs.transports.https import HttpsTransport

    queue(messages)
    transport = FaultyTransport(HttpsTransport(timeout_s=10), chance)
    receiver = Receiver(pair)
    receiver.start()
    begun = time.monotonic()
    with killing(receiver, kills, chance):
        rounds = pump(transport, begun)
    seconds = time.monotonic() - begun
    receiver.stop()
    run = {"messages": messages, "seconds": round(seconds, 1), "rounds": rounds, "killed": receiver.kills}
    return {**run, **dict(sorted(transport.counts.items())), **check(pair, messages, transport.damaged)}


def queue(messages: int) -> None:
    """Queue the messages: cases of twenty, every second one confidential."""
    from django.db import transaction

    from tracemark.accounts.rules import console
    from tracemark.exchange.actions.sending import enqueue

    by = console()
    with transaction.atomic():
        for number in range(messages):
            enqueue(
                to="XN",
                kind=KIND,
                body={"number": number, "marks": ["АК 1234", "سلاح"], "text": "x" * 200},
                case=f"XF-2026-{number // CASE_LENGTH}",
                confidential=number % 2 == 0,
                by=by,
            )


def pump(transport: object, begun: float) -> int:
    """Send and send again until every message has its final receipt; returns how many rounds that took.

    Waiting between attempts is left out: what is not settled is due again at once.
    """
    from django.utils import timezone

    from tracemark.accounts.rules import console
    from tracemark.exchange.jobs.outbox import send_due
    from tracemark.exchange.models import Outgoing

    rounds = 0
    while (open_rows := Outgoing.objects.filter(result__in=["", "waiting"])).exists():
        if time.monotonic() - begun > LONGEST_S:
            raise RuntimeError(f"{open_rows.count()} messages are not settled after {LONGEST_S} s")
        now = timezone.now()
        open_rows.update(next_attempt_at=now)
        if send_due(transport=transport, by=console(), at=now).troubles:
            time.sleep(0.2)
        rounds += 1
    return rounds


@contextmanager
def killing(receiver: Receiver, kills: int, chance: random.Random) -> Iterator[None]:
    """Kill the receiver at random moments while the block runs, and start it again each time."""
    done = threading.Event()
    moments = random.Random(chance.random())

    def work() -> None:
        while receiver.kills < kills and not done.wait(moments.uniform(0.3, 4)):
            receiver.kill()
            receiver.start()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def check(pair: Pair, messages: int, damaged: list[bytes]) -> dict[str, object]:
    """Compare the two databases, past the program: digests, places, the ledger, receipts, refusals."""
    from benchmarks.exchange_faulty import texts_of

    place = 'peer, "case", case_seq, digest'
    sent = {row[1:] for row in pair.sender.rows(f"SELECT {place} FROM exchange_message WHERE way = 'out'")[1]}
    came = {
        row[1:] for row in pair.receiver.rows(f"SELECT {place} FROM exchange_message WHERE way = 'in'")[1]
    }
    ledger = pair.receiver.rows('SELECT message, "case", seq FROM bench_ledger ORDER BY id')[1]
    final = "SELECT count(*) FROM exchange_receipt WHERE result = 'accepted' AND way ="
    refused = {row[0] for row in pair.receiver.rows("SELECT digest FROM exchange_refusedarrival")[1]}
    unseen = [line for line in damaged if not any(digest(text) in refused for text in texts_of(line))]
    facts = {
        "only_at_sender": len(sent - came),
        "only_at_receiver": len(came - sent),
        "applied": len(ledger),
        "applied_twice": len(ledger) - len({row[0] for row in ledger}),
        "out_of_order": out_of_order(ledger),
        "receipts_given": pair.receiver.rows(f"{final} 'out'")[1][0][0],
        "receipts_held": pair.sender.rows(f"{final} 'in'")[1][0][0],
        "damaged_and_delivered": len(damaged),
        "damaged_not_listed": len(unseen),
        "refused_listed": len(refused),
    }
    wanted = {"applied": messages, "receipts_given": messages, "receipts_held": messages}
    zero = ("only_at_sender", "only_at_receiver", "applied_twice", "out_of_order", "damaged_not_listed")
    agree = all(facts[name] == value for name, value in wanted.items()) and not any(
        facts[name] for name in zero
    )
    return {**facts, "agree": agree}


def out_of_order(ledger: list[tuple[str, str, int]]) -> int:
    """How many messages were applied before an earlier one of their case."""
    last: dict[str, int] = {}
    wrong = 0
    for _, case, seq in ledger:
        wrong += seq != last.get(case, 0) + 1
        last[case] = seq
    return wrong


def digest(text: bytes) -> str:
    """SHA-256 as the list of refused arrivals writes it."""
    return hashlib.sha256(text).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
