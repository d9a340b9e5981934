"""The gate: who may open a view, with what second factor, from where."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from ninja.security import HttpBearer, SessionAuth

from tracemark.accounts import actions, queries
from tracemark.accounts.models import Person
from tracemark.accounts.rules import Viewer

P = ParamSpec("P")


class ViewerRequest(HttpRequest):
    """A request that passed the gate: what ``@requires`` hands to a view."""

    viewer: Viewer
    user: Person


class ApiRequest(HttpRequest):
    """A request that passed the gate of the API: ``auth`` is the viewer."""

    auth: Viewer


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
ViewerView = Callable[Concatenate[ViewerRequest, P], HttpResponseBase]


def requires(*permissions: str) -> Callable[[ViewerView[P]], View[P]]:
    """Decorate a view: only for viewers who hold all ``permissions``; sets ``request.viewer``.

    ``@requires()`` asks for nothing but being signed in. Whoever may change anything anywhere must have
    chosen a password of their own and passed a second factor before they see any page.
    """

    def decorate(view: ViewerView[P]) -> View[P]:
        @wraps(view)
        def gate(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = request.user
            if not isinstance(person, Person):
                return redirect_to_login(request.get_full_path())
            viewer = viewer_of(request, person)
            missing = missing_step(request, person, viewer)
            if missing:
                return redirect(missing)
            require_permission(viewer, *permissions)
            admitted = cast(ViewerRequest, request)
            admitted.viewer = viewer
            return view(admitted, *args, **kwargs)

        return gate

    return decorate


def viewer_of(request: HttpRequest, person: Person) -> Viewer:
    """The viewer behind the request of a signed-in person, with the purpose stated in this session."""
    return queries.viewer_of(
        person,
        purpose=request.session.get("purpose", ""),
        language=get_language() or settings.LANGUAGE_CODE,
        address=client_address(request),
    )


class StepMissing(PermissionDenied):
    """A signed-in person must first finish ``step`` (the name of a page)."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


def require_permission(viewer: Viewer, *permissions: str) -> None:
    """Raise ``PermissionDenied`` unless the viewer holds all ``permissions``: the gate of the API."""
    if not all(viewer.may(permission) for permission in permissions):
        raise PermissionDenied


class TokenAccess(HttpBearer):
    """API access by ``Authorization: Bearer tm_…``: the token's person is the viewer."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The viewer of a valid token, else None. ``Tracemark-Purpose`` says what for."""
        found = queries.find_token(actions.token_digest(token), now=timezone.now())
        if found is None:
            return None
        actions.touch_token(found)
        return queries.viewer_of(
            found.person,
            purpose=request.headers.get("Tracemark-Purpose", ""),
            language=get_language() or "",
            address=client_address(request),
        )


class SessionAccess(SessionAuth):
    """API access from our own pages, by the session cookie with a CSRF token."""

    openapi_name = "session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer | None:
        """The viewer of the session, else None; ``StepMissing`` while the sign-in is unfinished."""
        person = request.user
        if not isinstance(person, Person):
            return None
        viewer = viewer_of(request, person)
        step = missing_step(request, person, viewer)
        if step:
            raise StepMissing(step)
        return viewer


def missing_step(request: HttpRequest, person: Person, viewer: Viewer) -> str:
    """The page a signed-in person must finish before any other: own password, second factor; else empty."""
    if person.one_time_until is not None:
        return "account_change_password"
    if viewer.may_write and not has_second_factor(request, person):
        return "mfa_index"
    return ""


def has_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this session passed a second factor, or its person has just set one up."""
    records = get_authentication_records(request, person)
    return any(record["method"] == "mfa" for record in records) or bool(queries.second_factors(person.id))


def client_address(request: HttpRequest) -> str:
    """The address the request came from. Behind TRACEMARK_PROXIES proxies, what the outermost of them saw;
    without proxies X-Forwarded-For is somebody's invention and ignored."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else direct


def typed_username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The user name somebody tried to sign in by, for counting failures: the same however it is written.

    The sign-in form calls it ``login``, the backends ``username``.
    """
    given = credentials or {}
    typed = given.get("username") or given.get("login") or request.POST.get("login", "")
    return str(typed).strip().casefold()
