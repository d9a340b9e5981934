"""Lines between nodes: what one HTTP request carries, and what a courier file is made of.

Every line is a JSON object: a message (JWS, or JWE of a JWS), a receipt (JWS), or a card. A courier file begins with a
line that says for whom it is and ends with one that counts, so that a torn file is noticed.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from tracemark.exchange.rules.canonical import canonical
from tracemark.findings import Finding, Refused, Severity

LINE_BYTES_AT_MOST = 48_000_000
"""The largest message, signed, encrypted and written in base64 three times over."""

LINES_A_REQUEST = 50
REQUEST_BYTES_AT_MOST = 64_000_000
COURIER = 1


class LineKind(StrEnum):
    """What a line holds."""

    MESSAGE = "message"
    RECEIPT = "receipt"
    CARD = "card"
    REFUSED = "refused"
    COURIER = "courier"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``value`` is the sealed text of a message or receipt, or the fields of the others."""

    kind: LineKind
    value: Any


def line_bytes(kind: LineKind, value: Any) -> bytes:
    """A line with its end."""
    return canonical({str(kind): value}) + b"\n"


def read_line(data: bytes) -> Line:
    """What a line holds. Refused ``line_unfit`` when it is too long, no JSON, or of no known kind."""
    if len(data) > LINE_BYTES_AT_MOST:
        _refuse("too_long")
    try:
        value = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        _refuse("not_json")
    if not isinstance(value, dict) or len(value) != 1:
        _refuse("not_an_object")
    ((name, content),) = value.items()
    if name not in set(LineKind):
        _refuse("unknown")
    kind = LineKind(name)
    expected = str if kind in {LineKind.MESSAGE, LineKind.RECEIPT} else dict
    if not isinstance(content, expected):
        _refuse("badly_formed")
    return Line(kind, content)


def _refuse(problem: str) -> NoReturn:
    raise Refused(Finding("line_unfit", {"line_problem": problem}, Severity.REFUSAL))
