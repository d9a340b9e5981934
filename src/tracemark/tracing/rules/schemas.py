"""The bodies of ``trace.*`` messages as JSON Schema (2020-12): the one description, published in ``docs/schemas/``."""

from collections.abc import Mapping
from typing import Any

from tracemark.marks.rules.mark import Absent, Role
from tracemark.tracing.rules.outcomes import HOLDER_CATEGORIES, Leak
from tracemark.tracing.rules.reply import Certainty, Ground, ReplyKind
from tracemark.tracing.rules.request import GROUNDS, HOW
from tracemark.tracing.rules.terms import PURPOSES, Onward

Schema = dict[str, Any]

LINE, TEXT, MOST_ITEMS = 300, 4000, 200


def _text(longest: int = LINE, *, least: int = 0) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": longest}


def _one_of(values: object) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}  # type: ignore[attr-defined]  # [enums-and-tuples]


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _list(items: Schema, most: int = MOST_ITEMS) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}


def _object(properties: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


STATE = {"type": "string", "pattern": "^[A-Z]{2}$", "maxLength": 2}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "maxLength": 10}
PRECISION = _one_of(("day", "month", "year"))
YEAR = _whole(1500, 2200)
VERSION: Schema = {"const": 1}
REFERENCE = _text(40, least=1)
FLAG: Schema = {"type": "boolean"}

TERMS = _object(
    {
        "authorities": _list(_text(40, least=1), 20),
        "purposes": _list(_text(40, least=1), 20),
        "people_on_case_only": FLAG,
        "onward": _one_of(Onward),
        "may_print": FLAG,
        "may_export": FLAG,
        "until": _or_null(DAY),
    }
)
MARK = _object(
    {
        "role": _one_of(Role),
        "verbatim": _text(),
        "normalized": {"type": "string", "pattern": "^(?!.*\\n)[A-Z0-9?*]{0,200}$"},
        "certainty": {"type": "string", "pattern": "^(?!.*\\n)[=~?]{0,200}$"},
        "script": _text(20),
        "absent": _or_null(_one_of(Absent)),
        "country": _or_null(STATE),
        "year": _or_null(YEAR),
        "position": _or_null(_text(60)),
        "symbol": _or_null(_text(60)),
    }
)
WEAPON = _object(
    {
        "type": _text(),
        "type_code": _or_null(_text(40)),
        "make": _text(),
        "make_code": _or_null(_text(40)),
        "model": _text(),
        "calibre": _text(),
        "calibre_code": _or_null(_text(40)),
        "country": _or_null(STATE),
        "year": _or_null(YEAR),
        "marks": _list(MARK, 60),
    }
)
LINK = _object(
    {
        "kind": _text(40, least=1),
        "occurred_on": _or_null(DAY),
        "precision": PRECISION,
        "state": _or_null(STATE),
        "to_state": _or_null(STATE),
        "holder_category": _text(40),
        "document": _text(),
    }
)
ILLICIT = _object(
    {
        "ground": _one_of(GROUNDS),
        "legal_basis": _text(),
        "how": _one_of(HOW),
        "found_on": _or_null(DAY),
        "found_precision": PRECISION,
        "place": _text(),
        "circumstances": _text(TEXT),
    }
)
WANTED = (
    "marks",
    "photographs",
    "laboratory_reading",
    "ground",
    "circumstances",
    "intended_use",
    "assurance",
    "other",
)
"""What a requested State may ask for besides (ITI 20)."""
OUTCOMES = (
    "traced_home",
    "traced_abroad",
    "established_otherwise",
    "pending",
    "too_little_information",
    "not_tried",
)

BODIES: Mapping[str, Schema] = {
    "trace.request": _object(
        {
            "schema": VERSION,
            "reference": REFERENCE,
            "from_state": STATE,
            "to_state": STATE,
            "authority": _text(),
            "illicit": ILLICIT,
            "weapon": WEAPON,
            "marks_confirmed_by": _whole(0, 9),
            "photographs": _list(_text(200, least=1), 20),
            "intended_use": _one_of(PURPOSES),
            "urgent": FLAG,
            "urgent_reason": _text(),
            "terms": TERMS,
            "cannot_keep": _list(_text(40), 20),
            "passed_on": _list(
                _object({"from_state": STATE, "name": _text(40, least=1), "content": _text(TEXT)}), 20
            ),
        }
    ),
    "trace.acknowledgement": _object(
        {
            "schema": VERSION,
            "reference": REFERENCE,
            "to_reference": REFERENCE,
            "authority": _text(),
            "answer_by": _or_null(DAY),
            "terms_accepted": FLAG,
            "text": _text(TEXT),
        }
    ),
    "trace.more_information": _object(
        {
            "schema": VERSION,
            "reference": REFERENCE,
            "to_reference": REFERENCE,
            "wanted": {**_list(_one_of(WANTED), 20), "minItems": 1},
            "text": _text(TEXT),
        }
    ),
    "trace.information": _object(
        {
            "schema": VERSION,
            "reference": REFERENCE,
            "weapon": _or_null(WEAPON),
            "photographs": _list(_text(200, least=1), 20),
            "text": _text(TEXT),
            "terms": TERMS,
        }
    ),
    "trace.reply": _object(
        {
            "schema": VERSION,
            "reference": REFERENCE,
            "to_reference": REFERENCE,
            "kind": _one_of(ReplyKind),
            "certainty": _one_of(Certainty),
            "others_that_fit": _whole(0, 1_000_000_000),
            "weapon": _or_null(WEAPON),
            "similar": _list(
                _object({"make": _text(), "model": _text(), "calibre": _text(), "type": _text()}), 50
            ),
            "office": _text(),
            "chain": _list(LINK, 100),
            "reported": _one_of(("", "lost", "stolen")),
            "reported_on": _or_null(DAY),
            "next_state": _or_null(STATE),
            "holder": _text(),
            "ground": _or_null(_one_of(Ground)),
            "reasons": _text(TEXT),
            "expected_on": _or_null(DAY),
            "text": _text(TEXT),
            "terms": TERMS,
        }
    ),
    "trace.consent_request": _object(
        {
            "schema": VERSION,
            "consent_id": _text(40, least=1),
            "to_state": STATE,
            "items": {**_list(_text(40, least=1), 20), "minItems": 1},
            "purpose": _one_of(PURPOSES),
            "text": _text(TEXT),
        }
    ),
    "trace.consent": _object(
        {"schema": VERSION, "consent_id": _text(40, least=1), "granted": FLAG, "text": _text(TEXT)}
    ),
    "trace.restriction": _object(
        {
            "schema": VERSION,
            "restriction_id": _text(40, least=1),
            "about": _list(_text(40, least=1), 20),
            "part": _one_of(("declared", "accepted", "not_accepted")),
            "terms": TERMS,
            "text": _text(TEXT),
        }
    ),
    "trace.outcome": _object(
        {
            "schema": VERSION,
            "outcome_16_4_2": _one_of(OUTCOMES),
            "leak": _or_null(_one_of(Leak)),
            "state": _or_null(STATE),
            "occurred_on": _or_null(DAY),
            "last_holder_category": _one_of(("", *HOLDER_CATEGORIES)),
            "text": _text(TEXT),
        }
    ),
    "trace.clarification": _object(
        {
            "schema": VERSION,
            "part": _one_of(("question", "answer", "reminder")),
            "about": _text(40),
            "text": _text(TEXT),
        }
    ),
    "trace.close": _object({"schema": VERSION, "reference": REFERENCE, "reason": _text(TEXT)}),
}
"""Each kind of message with the schema of its body."""


def published_schema(kind: str) -> Schema:
    """The schema of one kind as it stands in ``docs/schemas/``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tracemark:schema:{kind}:1",
        "title": kind,
        **BODIES[kind],
    }
