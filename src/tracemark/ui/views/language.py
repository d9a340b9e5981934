"""Choosing a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tracemark.accounts.actions import set_language
from tracemark.ui.languages import keep_language


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and, for a signed-in person, with the person; then go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    keep_language(response, chosen)
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        set_language(request.user.id, chosen)
    return response
