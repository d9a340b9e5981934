"""Canonical JSON (RFC 8785) as far as messages use it: no fractions, names of fields in ASCII.

What is signed and hashed is bytes, and one value has one text: fields in order, no blanks, UTF-8. Numbers are whole
and below 2**53, so that every language reads them alike; a quantity with decimals travels as a string.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from tracemark.findings import Finding, Refused, Severity

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

LARGEST = 2**53 - 1
DEEPEST = 32


def canonical(value: Json) -> bytes:
    """The canonical bytes of ``value``. Raises Refused ``json_unfit`` for what has none in this protocol."""
    check_fit(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        unfit("half_character")


def read_canonical(data: bytes) -> dict[str, Any]:
    """The JSON object that ``data`` is the canonical text of; Refused ``json_unfit`` when it is not."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_without_repeats, parse_constant=_refuse_constant
        )
    except (UnicodeDecodeError, ValueError, RecursionError):
        unfit("not_json")
    if not isinstance(value, dict):
        unfit("not_an_object")
    if canonical(value) != data:
        unfit("not_canonical")
    return value


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal: what receipts name a message by."""
    return hashlib.sha256(data).hexdigest()


def check_fit(value: object, depth: int = 0) -> None:
    """Raise Refused ``json_unfit`` unless ``value`` is JSON of this protocol."""
    if depth > DEEPEST:
        unfit("too_deep")
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST:
            unfit("number_too_large")
    elif isinstance(value, list | tuple):
        for each in value:
            check_fit(each, depth + 1)
    elif isinstance(value, dict):
        for name, each in value.items():
            if not isinstance(name, str) or not name.isascii():
                unfit("name_not_ascii")
            check_fit(each, depth + 1)
    else:
        unfit("not_json" if not isinstance(value, float) else "fraction")


def unfit(problem: str) -> NoReturn:
    """Refuse with the problem."""
    raise Refused(Finding("json_unfit", {"json_problem": problem}, Severity.REFUSAL))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")
