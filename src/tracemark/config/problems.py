"""The one body of every refusal of the API: findings with their words in the reader's language."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from ninja import Schema

from tracemark.findings import Finding, Severity
from tracemark.ui.words import word

STATUS_CODES: Mapping[int, str] = {
    400: "request_malformed",
    401: "sign_in_needed",
    403: "not_permitted",
    404: "not_found",
    405: "method_not_allowed",
    409: "state_conflict",
    413: "request_too_large",
    415: "media_type_unsupported",
    422: "values_invalid",
    429: "too_many_requests",
}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as the API tells it: code, parameters, severity, and the words in the active language."""
    return {
        "code": finding.code,
        "params": dict(finding.params),
        "severity": str(finding.severity),
        "words": word(finding.code, **finding.params),
    }


def status_finding(status: int) -> Finding:
    """What an HTTP status alone says, for refusals that come from no rule of ours."""
    return Finding(STATUS_CODES.get(status, "server_failed"), {}, Severity.REFUSAL)


def problem_body(*findings: Finding) -> dict[str, list[dict[str, Any]]]:
    """The body ``{"findings": […]}``."""
    return {"findings": [finding_json(finding) for finding in findings]}


def problem_response(status: int, *findings: Finding) -> HttpResponse:
    """A JSON answer with ``findings``, or with what ``status`` means when there are none."""
    body = problem_body(*(findings or (status_finding(status),)))
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/json; charset=utf-8"
    )


class FindingOut(Schema):
    """One thing a rule noticed."""

    code: str
    params: dict[str, str | int | bool | None]
    severity: str
    words: str


class Problem(Schema):
    """The body of every refusal."""

    findings: list[FindingOut]


ERRORS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)
"""Declared by every operation: ``response={200: …, **ERRORS}``."""
