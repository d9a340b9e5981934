"""Rows of an import list, for tests."""

from datetime import UTC, date, datetime
from uuid import UUID

from tracemark.register.rules.events import PartialDate
from tracemark.register.rules.rows import Facts, ListKind, Row

BATCH = UUID("11111111-2222-5333-8444-555555555555")
UNIT = UUID("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
ACCEPTED = datetime(2026, 1, 5, 9, tzinfo=UTC)


def permit_row(number: int = 2, **extra: str) -> Row:
    stated = {
        "permit_no": f"IP-{number:03}",
        "euc_no": "EUC-XF-2025-1",
        "exporter": "XN",
        "importer": "Fartrade",
        "permitted_quantity": "10",
        **extra,
    }
    return Row(
        sheet=None,
        row=number,
        kind=ListKind.IMPORTS,
        facts=Facts(make_text="Mossberg", make_code="mossberg", model_text="500", model_key="500"),
        occurred=PartialDate(date(2025, 1, 3)),
        extra={key: text for key, text in stated.items() if text},
    )
