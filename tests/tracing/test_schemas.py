"""The published schemas: generated, true to what we send, and checked by a library that is not ours."""

import copy
import json
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.house.source import DOCS
from tests.tracing.drafts import PATIENT
from tests.tracing.messages import BODIES

from tracemark.config.settings import EXCHANGE_HANDLERS
from tracemark.tracing.rules.checking import check_body
from tracemark.tracing.rules.schemas import BODIES as SCHEMAS
from tracemark.tracing.rules.schemas import published_schema

SCHEMA_FOLDER = DOCS / "schemas"
KINDS = sorted(SCHEMAS)


@cache
def published(kind: str) -> Any:
    return json.loads((SCHEMA_FOLDER / f"{kind}.json").read_text(encoding="utf-8"))


def is_valid(kind: str, body: object) -> bool:
    return jsonschema.Draft202012Validator(published(kind)).is_valid(body)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_each_schema_is_what_the_rules_say(kind: str) -> None:
    assert published(kind) == published_schema(kind)
    jsonschema.Draft202012Validator.check_schema(published(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_an_example_that_its_schema_allows(kind: str) -> None:
    path = SCHEMA_FOLDER / "examples" / f"{kind}.json"
    example = json.loads(path.read_text(encoding="utf-8"))
    assert is_valid(kind, example)
    assert example == json.loads(json.dumps(BODIES[kind]))


@pytest.mark.parametrize("field", ["normalized", "certainty", "country"])
def test_a_line_break_at_the_end_is_refused_by_ours_and_by_a_library(field: str) -> None:
    body = copy.deepcopy(BODIES["trace.request"])
    mark = body["weapon"]["marks"][0]
    mark[field] = {"country": "XN"}.get(field, mark[field]) + "\n"
    assert check_body("trace.request", body)
    assert not is_valid("trace.request", body)


def test_every_kind_has_a_function_that_receives_it() -> None:
    assert {kind for kind in EXCHANGE_HANDLERS if kind.startswith("trace.")} == set(KINDS)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a body."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    if isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


ODD = st.sampled_from(
    [None, True, 1, -1, 10**12, "", "x", "x" * 5000, "2026-01-01\n", "XN\n", [], {}, ["a"], {"a": 1}]
)


@settings(PATIENT, max_examples=300)
@given(st.sampled_from(KINDS), st.data(), ODD, st.sampled_from(["put", "drop", "add"]))
def test_our_check_agrees_with_the_librarys_on_every_spoilt_body(
    kind: str, data: st.DataObject, odd: object, how: str
) -> None:
    body = copy.deepcopy(BODIES[kind])
    place = data.draw(st.sampled_from([one for one in places(body) if one]))
    holder: Any = body
    for key in place[:-1]:
        holder = holder[key]
    if how == "put":
        holder[place[-1]] = odd
    elif how == "drop":
        del holder[place[-1]]
    else:
        body["stray"] = odd
    assert (check_body(kind, body) == ()) == is_valid(kind, body)
