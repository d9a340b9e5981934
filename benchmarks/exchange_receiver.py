"""Serves a receiving node whose handler writes every message it is given into a ledger without any constraint."""

import sys

import django
from django.conf import settings
from django.db import connection

KIND = "trace.request"


def note(message):
    """The handler: a row for every time it is called, in the transaction in which the message is applied."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO bench_ledger (message, "case", seq) VALUES (%s, %s, %s)',
            [message.id, message.case, message.case_seq],
        )


def make_ledger():
    """The table, made when it is missing."""
    key = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TABLE IF NOT EXISTS bench_ledger (id {key} PRIMARY KEY, message text, "case" text, seq integer)'
        )


def main():
    """Serve at the port given, as ``tracemark serve`` does."""
    settings.EXCHANGE_HANDLERS = {KIND: "benchmarks.exchange_receiver.note"}
    django.setup()
    from tracemark.config.serving import serve

    make_ledger()
    serve("127.0.0.1", int(sys.argv[1]), open_page=False)


if __name__ == "__main__":
    main()
