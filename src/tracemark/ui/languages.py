"""The language a reader has chosen, kept in a cookie of this browser."""

from django.conf import settings
from django.http import HttpResponseBase


def keep_language(response: HttpResponseBase, code: str) -> None:
    """Keep a language of ours in the browser; any other code changes nothing."""
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
