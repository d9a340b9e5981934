"""Words of the codes that the node itself uses: the API's refusals and the command line's."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "request_malformed": _("The request could not be read. Nothing was changed."),
    "sign_in_needed": _("Sign in first, or send a valid token."),
    "second_factor_needed": _("Set up a passkey or an authenticator app first, on the page of your account."),
    "not_permitted": _("Your posts do not permit this. An administrator can tell you who may."),
    "not_found": _("Nothing here that you may see."),
    "method_not_allowed": _("This address does not know that method; the Allow header names those it knows."),
    "state_conflict": _("This no longer fits what is recorded. Read it again and repeat."),
    "request_too_large": _("The request is too large. Nothing was changed."),
    "media_type_unsupported": _("Send JSON (Content-Type: application/json)."),
    "values_invalid": _("A value does not fit. Nothing was changed."),
    "value_invalid": _("The value of {field} does not fit ({problem}). Nothing was changed."),
    "too_many_requests": _("Too many requests. Wait a minute and go on."),
    "server_failed": _("The node failed and nothing was changed. Tell its administrator the time of day."),
}
