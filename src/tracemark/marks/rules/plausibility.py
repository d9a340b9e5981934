"""Warnings about serial numbers that look like something else. A mark that is there is never refused."""

import re
from collections.abc import Iterator

from tracemark.findings import Finding

LONGEST_SERIAL = 20
_IN_ORDER = frozenset(run[:length] for run in ("1234567890", "0123456789") for length in range(5, 11))
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d(?: \d\d:\d\d:\d\d)?")
_SAMPLE_WORDS = frozenset({"TEST", "SAMPLE", "EXAMPLE", "PROTOTYPE", "DUMMY", "SERIAL"})


def check_serial(verbatim: str, normalized: str) -> tuple[Finding, ...]:
    """Warnings about one readable serial number."""
    return tuple(_warnings(verbatim.strip(), normalized))


def _warnings(verbatim: str, normalized: str) -> Iterator[Finding]:
    if verbatim.isalnum() and is_placeholder(normalized):
        yield Finding("placeholder_serial", {"text": verbatim})
    if normalized.isalpha():
        yield Finding("serial_without_digits", {"text": verbatim})
    if len(normalized) > LONGEST_SERIAL:
        yield Finding("serial_too_long", {"text": verbatim, "length": len(normalized)})
    if not verbatim.isalnum():
        if _EXPONENT.fullmatch(verbatim):
            yield Finding("spreadsheet_exponent", {"text": verbatim})
        if _DATE.fullmatch(verbatim):
            yield Finding("serial_looks_like_date", {"text": verbatim})


def is_placeholder(normalized: str) -> bool:
    """True for what clerks type to get past a field: one figure again and again, figures in order, TEST."""
    if len(normalized) >= 4 and len(set(normalized)) == 1:
        return normalized[0] not in "?*"
    return normalized in _IN_ORDER or normalized in _SAMPLE_WORDS
