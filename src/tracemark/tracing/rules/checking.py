"""Whether a message's body is what its schema says: the part of JSON Schema that our schemas use, and no more.

Standard library only, so that rules stay pure; a test holds it equal to a library's answers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from tracemark.findings import Finding, Severity
from tracemark.tracing.rules.schemas import BODIES

MOST_FINDINGS = 20


def check_body(kind: str, body: object) -> tuple[Finding, ...]:
    """What is wrong with a body, each with the place where it stands; empty when nothing is."""
    schema = BODIES.get(kind)
    if schema is None:
        return (Finding("message_kind_unknown", {"kind": kind}, Severity.REFUSAL),)
    found: list[Finding] = []
    for place, fault in islice(_faults(schema, body, ""), MOST_FINDINGS):
        params = {"kind": kind, "place": place or "/", "fault": fault}
        found.append(Finding("message_body_wrong", params, Severity.REFUSAL))
    return tuple(found)


Faults = Iterator[tuple[str, str]]


def _faults(schema: Mapping[str, Any], value: object, place: str) -> Faults:
    if "anyOf" in schema:
        if all(any(True for _ in _faults(option, value, place)) for option in schema["anyOf"]):
            yield from _faults(schema["anyOf"][0], value, place)
        return
    if "const" in schema:
        if isinstance(value, bool) or value != schema["const"]:
            yield place, "const"
        return
    if not _has_type(schema["type"], value):
        yield place, f"type {schema['type']}"
        return
    yield from _BY_TYPE[schema["type"]](schema, value, place)


_TYPES: Mapping[str, type] = {"string": str, "array": list, "object": dict, "boolean": bool, "integer": int}


def _has_type(name: str, value: object) -> bool:
    if name == "null":
        return value is None
    if name == "integer" and isinstance(value, bool):
        return False
    return isinstance(value, _TYPES[name])


def _string_faults(schema: Mapping[str, Any], value: Any, place: str) -> Faults:
    if len(value) > schema.get("maxLength", len(value)):
        yield place, "maxLength"
    if len(value) < schema.get("minLength", 0):
        yield place, "minLength"
    if "enum" in schema and value not in schema["enum"]:
        yield place, "enum"
    if "pattern" in schema and not _pattern(schema["pattern"]).search(value):
        yield place, "pattern"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of ours; ``$`` means the very end, as in ECMA 262, and not before a last line break."""
    return re.compile(text.removesuffix("$") + r"\Z")


def _integer_faults(schema: Mapping[str, Any], value: Any, place: str) -> Faults:
    if value < schema["minimum"]:
        yield place, "minimum"
    if value > schema["maximum"]:
        yield place, "maximum"


def _array_faults(schema: Mapping[str, Any], value: Any, place: str) -> Faults:
    if len(value) > schema["maxItems"]:
        yield place, "maxItems"
        return
    if len(value) < schema.get("minItems", 0):
        yield place, "minItems"
    for number, item in enumerate(value):
        yield from _faults(schema["items"], item, f"{place}/{number}")


def _object_faults(schema: Mapping[str, Any], value: Any, place: str) -> Faults:
    for name in schema["required"]:
        if name not in value:
            yield f"{place}/{name}", "required"
    for name, item in value.items():
        if name not in schema["properties"]:
            yield f"{place}/{str(name)[:60]}", "additionalProperties"
        else:
            yield from _faults(schema["properties"][name], item, f"{place}/{name}")


def _no_faults(schema: Mapping[str, Any], value: Any, place: str) -> Faults:
    yield from ()


_BY_TYPE: Mapping[str, Callable[[Mapping[str, Any], Any, str], Faults]] = {
    "string": _string_faults,
    "integer": _integer_faults,
    "array": _array_faults,
    "object": _object_faults,
    "boolean": _no_faults,
    "null": _no_faults,
}
