"""What every request passes: short sessions, private answers, and one form of error under /api/."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from tracemark.config.problems import problem_response

Handler = Callable[[HttpRequest], HttpResponseBase]

TOUCH_SECONDS = 60
"""A session's end is moved on at most this often: reading pages must not write it each time."""


def idle_sessions(get_response: Handler) -> Handler:
    """End sessions that are older than a working day; keep those in use from going idle."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(time.time())
            begun = request.session.setdefault("begun", now)
            if now - begun > settings.SESSION_LONGEST:
                logout(request)
            elif now - request.session.get("seen", 0) >= TOUCH_SECONDS:
                request.session["seen"] = now
        return get_response(request)

    return middleware


def private_answers(get_response: Handler) -> Handler:
    """Nothing but static files is kept by browsers and proxies: offices share computers."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware


def api_problems(get_response: Handler) -> Handler:
    """Answers under /api/ are JSON, whoever refuses: also Django's own 400, 403, 404, 405 and 500 pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code < 400 or not request.path.startswith("/api/") or _is_json(response):
            return response
        problem = problem_response(response.status_code)
        for header in ("Allow", "Retry-After"):
            if header in response.headers:
                problem.headers[header] = response.headers[header]
        return problem

    return middleware


def _is_json(response: HttpResponseBase) -> bool:
    return isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith(
        "application/json"
    )
