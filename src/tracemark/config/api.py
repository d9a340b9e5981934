"""The API: one OpenAPI 3.1 document at /api/v1/openapi.json, one form of refusal, one gate, one limit."""

import time
from typing import cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.throttling import BaseThrottle

from tracemark.accounts.access import ApiRequest, SessionAccess, StepMissing, TokenAccess
from tracemark.accounts.actions import count_request
from tracemark.accounts.api import router as accounts
from tracemark.ammunition.api import router as ammunition
from tracemark.config.problems import problem_response
from tracemark.exchange.api import router as exchange
from tracemark.figures.api import router as figures
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.api import router as instruments
from tracemark.matching.api import router as matching
from tracemark.observatory.api import router as observatory
from tracemark.oversight.api import router as oversight
from tracemark.reference.api import router as reference
from tracemark.register.api import router as register
from tracemark.tracing.api import router as tracing
from tracemark.transfers.api import router as transfers

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/accounts", accounts),
    ("/oversight", oversight),
    ("/register", register),
    ("/matching", matching),
    ("/reference", reference),
    ("/transfers", transfers),
    ("/tracing", tracing),
    ("/exchange", exchange),
    ("/figures", figures),
    ("/instruments", instruments),
    ("/observatory", observatory),
    ("/ammunition", ammunition),
)
"""The rooms' routers and where they hang below /api/v1."""


class MinuteLimit(BaseThrottle):
    """At most ``settings.API_REQUESTS_A_MINUTE`` requests a person, counted in the database."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request; False when it is one too many."""
        key = f"api:{cast(ApiRequest, request).auth.person_id}"
        return count_request(key, minute=int(time.time()) // 60) <= settings.API_REQUESTS_A_MINUTE

    def wait(self) -> float | None:
        """Seconds until the next minute begins."""
        return 60 - time.time() % 60


api = NinjaAPI(
    title="Tracemark",
    version="1",
    description="Registers, matches and counts weapons. Refusals list findings with their words.",
    docs_url=None,
    auth=[TokenAccess(), SessionAccess()],
    throttle=[MinuteLimit()],
    urls_namespace="api",
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule refused: 409 with its findings."""
    return problem_response(409, *error.findings)


@api.exception_handler(PermissionDenied)
def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """Not permitted, or the sign-in is not finished: 403."""
    if isinstance(error, StepMissing):
        return problem_response(403, Finding("second_factor_needed", {}, Severity.REFUSAL))
    return problem_response(403)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Not there, or not for this viewer to see: 404."""
    return problem_response(404)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: 400, 401, 403 (CSRF), 429."""
    return problem_response(error.status_code)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Values that do not fit the schema: 422, one finding a field."""
    findings = [
        Finding(
            "value_invalid",
            {"field": ".".join(str(part) for part in one["loc"][1:]), "problem": one["type"]},
            Severity.REFUSAL,
        )
        for one in error.errors
    ]
    return problem_response(422, *findings)
